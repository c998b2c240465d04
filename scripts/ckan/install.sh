# Programs and an empty database cluster: CKAN's wheels from PyPI, Solr's jars from Maven Central. Sourced by server.sh.
# shellcheck shell=bash

gunicorn=gunicorn==27.0.1
dependency_plugin=org.apache.maven.plugins:maven-dependency-plugin:3.6.1

install() {
  local have
  have=$(cat "$home/version" 2>/dev/null || echo "$version")
  [ "$have" = "$version" ] || die "$home holds CKAN $have, not $version"
  mkdir -p "$run" "$log" "$home/storage" "$programs"
  install_ckan
  install_solr
  install_postgres
  echo "$version" >"$home/version"
  say "CKAN $version is installed in $home"
}

install_ckan() {
  # The wheel's pins come with the extra.
  pip_install "ckan[requirements]==$version $gunicorn"
  # Apart from CKAN: some extensions ask for newer libraries than those CKAN pins, and one resolver refuses both.
  [ -z "${CKAN_PACKAGES:-}" ] || pip_install "$CKAN_PACKAGES"
}

pip_install() {
  ! grep -qxF "$1" "$venv/installed" 2>/dev/null || return 0
  say "pip install $1"
  [ -x "$venv/bin/python" ] || python3 -m venv "$venv"
  # shellcheck disable=SC2086  # a list of requirements
  "$venv/bin/pip" install --disable-pip-version-check $1 >>"$log/install.log" 2>&1 ||
    die "pip failed; see $log/install.log"
  echo "$1" >>"$venv/installed"
}

install_solr() {
  if ! cmp -s "$source_dir/pom.xml" "$jars/pom.xml"; then
    say "collect Solr with Maven"
    rm -rf "$jars/lib"
    mkdir -p "$jars"
    mvn -B -f "$source_dir/pom.xml" "$dependency_plugin:copy-dependencies" \
      -DincludeScope=runtime -DoutputDirectory="$jars/lib" >>"$log/install.log" 2>&1 ||
      die "Maven failed; see $log/install.log"
    cp "$source_dir/pom.xml" "$jars/pom.xml"
  fi
  if ! cmp -s "$source_dir/SolrServer.java" "$jars/SolrServer.java"; then
    javac -cp "$jars/lib/*" -d "$jars/classes" "$source_dir/SolrServer.java"
    cp "$source_dir/SolrServer.java" "$jars/"
  fi
  local conf=$solr/ckan/conf
  mkdir -p "$conf"
  echo '<solr/>' >"$solr/solr.xml"
  echo 'name=ckan' >"$solr/ckan/core.properties"
  cp "$source_dir/solrconfig.xml" "$conf/"
  cp "$venv"/lib/python3*/site-packages/ckan/config/solr/schema.xml "$conf/"
  # The schema names these; both may be empty.
  touch "$conf/synonyms.txt" "$conf/protwords.txt"
}

postgres_bin() { find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin | sort -V | tail -n 1; }

# PostgreSQL refuses to run as root.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

# Where its files are: beside the rest, or, where the user postgres may not enter there (a checkout below a folder of
# root's alone), in a folder of /var/tmp that is named after this home: a copy of the home does not take it for its own.
postgres_folder() {
  if [ -d "$home/postgres" ]; then echo "$home/postgres"; else postgres_elsewhere; fi
}
postgres_elsewhere() { echo "/var/tmp/hiraku-postgres-$(echo "$home" | sha256sum | cut -c 1-16)"; }

install_postgres() {
  postgres=$(postgres_folder)
  # What the settings and psql need; made once, it goes no further than this machine.
  [ -f "$home/password" ] || (umask 077 && head -c 18 /dev/urandom | base64 | tr '+/' '-_' >"$home/password")
  if [ -f "$run/cluster" ] && as_postgres test -f "$postgres/data/PG_VERSION"; then return 0; fi
  say "initdb"
  rm -rf "$postgres" "$run/databases"
  postgres=$home/postgres
  mkdir -p "$postgres"
  if [ "$(id -u)" = 0 ]; then
    chown postgres: "$postgres"
    if ! as_postgres test -w "$postgres"; then
      rmdir "$postgres"
      postgres=$(postgres_elsewhere)
      mkdir -m 700 "$postgres"
      chown postgres: "$postgres"
    fi
  fi
  # the user postgres may not read the home's
  local password_file=$postgres/password
  cp "$home/password" "$password_file"
  [ "$(id -u)" != 0 ] || chown postgres: "$password_file"
  as_postgres "$(postgres_bin)/initdb" -D "$postgres/data" -U postgres -A scram-sha-256 \
    --pwfile="$password_file" -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
  rm -f "$password_file"
  touch "$run/cluster"
}
