# CKAN's configuration, databases, sysadmin and token. Sourced by server.sh.
# shellcheck shell=bash

ckan() { "$venv/bin/ckan" -c "$ini" "$@"; }

superuser_sql() {
  PGPASSWORD=$(cat "$home/password") "$(postgres_bin)/psql" -q -v ON_ERROR_STOP=1 \
    -h 127.0.0.1 -p "$postgres_port" -U postgres "$@"
}

settings() {
  local password server
  password=$(cat "$home/password")
  server=127.0.0.1:$postgres_port
  cat <<SETTINGS
ckan.site_url=http://127.0.0.1:$port
ckan.site_id=default
ckan.plugins=$plugins
ckan.storage_path=$home/storage
ckan.redis.url=redis://127.0.0.1:$redis_port/0
solr_url=http://127.0.0.1:$solr_port/solr/ckan
sqlalchemy.url=postgresql://ckan_default:$password@$server/ckan_default
ckan.datastore.write_url=postgresql://ckan_default:$password@$server/datastore_default
ckan.datastore.read_url=postgresql://datastore_default:$password@$server/datastore_default
${CKAN_SETTINGS:-}
SETTINGS
}

# Changed settings reach a running CKAN only when it starts again.
configure() {
  # Made once: it holds the secrets that sign tokens and cookies.
  [ -f "$home/generated.ini" ] || (umask 077 && "$venv/bin/ckan" generate config "$home/generated.ini" >/dev/null)
  [ "$(settings)" != "$(cat "$run/settings" 2>/dev/null)" ] || return 0
  (umask 077 && cp "$home/generated.ini" "$ini")
  local lines
  mapfile -t lines < <(settings | grep -v '^ *$')
  "$venv/bin/ckan" config-tool "$ini" "${lines[@]}" >/dev/null
  local name
  for name in fetch gather ckan; do terminate "$name"; done
  # Plugins may bring tables of their own.
  [ ! -f "$run/databases" ] || ckan db upgrade >>"$log/setup.log" 2>&1 ||
    die "the plugins' migrations failed; see $log/setup.log"
  (umask 077 && settings >"$run/settings")
}

make_databases() {
  [ ! -f "$run/databases" ] || return 0
  say "make the databases and the sysadmin"
  local password
  password=$(cat "$home/password")
  # Dropped first, so that a start cut short can be repeated.
  superuser_sql <<SQL
SET client_min_messages = warning;
DROP DATABASE IF EXISTS ckan_default;
DROP DATABASE IF EXISTS datastore_default;
DROP ROLE IF EXISTS ckan_default, datastore_default;
CREATE ROLE ckan_default LOGIN PASSWORD '$password';
CREATE ROLE datastore_default LOGIN PASSWORD '$password';
CREATE DATABASE ckan_default OWNER ckan_default;
CREATE DATABASE datastore_default OWNER ckan_default;
SQL
  # "db init" makes only CKAN's own tables, "db upgrade" those of the plugins.
  {
    ckan db init &&
      ckan db upgrade &&
      ckan user add admin email=admin@example.com password="$password" &&
      ckan sysadmin add admin
  } >>"$log/setup.log" 2>&1 || die "the first start failed; see $log/setup.log"
  [[ " $plugins " != *" datastore "* ]] ||
    ckan datastore set-permissions 2>>"$log/setup.log" | superuser_sql >/dev/null
  (umask 077 && ckan user token add admin tests -q 2>>"$log/setup.log" >"$home/token.new")
  mv "$home/token.new" "$home/token"
  touch "$run/databases"
}
