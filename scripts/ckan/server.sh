#!/usr/bin/env bash
# One CKAN for the tests: install, start, stop, status (scripts/ckan.sh says which ones there are). From the environment:
#   CKAN_HOME       its state: databases, index, files, logs
#   CKAN_PROGRAMS   its programs, which several homes of one version share
#   CKAN_VERSION    the release; fixed once CKAN_HOME is made
#   CKAN_PACKAGES   more PyPI packages
#   CKAN_PLUGINS    the plugins to load
#   CKAN_SETTINGS   more settings, `key=value`, one a line
#   CKAN_PORT       of the first of four ports; the next free four where one is taken
set -euo pipefail
umask 022
source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=$(realpath -m "$CKAN_HOME")
programs=$(realpath -m "$CKAN_PROGRAMS")
version=$CKAN_VERSION
plugins=$CKAN_PLUGINS
venv=$programs/venv
jars=$programs/solr
solr=$home/solr
run=$home/run
log=$home/log
ini=$home/ckan.ini
export CKAN_INI=$ini
# none beside wsgi.py, which is in the tree
export PYTHONDONTWRITEBYTECODE=1

# What it launches is told by where it works.
mkdir -p "$home"
cd "$home"

die() { echo "ckan $(basename "$home"): $*" >&2; exit 1; }
say() { echo "ckan $(basename "$home"): $*"; }

# shellcheck source=install.sh
. "$source_dir/install.sh"
# shellcheck source=processes.sh
. "$source_dir/processes.sh"
# shellcheck source=services.sh
. "$source_dir/services.sh"
# shellcheck source=setup.sh
. "$source_dir/setup.sh"

start() {
  [ "$(cat "$home/version" 2>/dev/null)" = "$version" ] || die "CKAN $version is not in $home: install it first"
  choose_ports
  start_postgres
  start_redis
  start_solr
  configure
  make_databases
  start_ckan
  start_harvesters
  # whole or not at all: a test that reads it meanwhile must not find half of it
  printf '{"version":"%s","url":"http://127.0.0.1:%s","home":"%s"}\n' "$version" "$port" "$home" >"$home/address.new"
  mv "$home/address.new" "$home/address.json"
  say "http://127.0.0.1:$port"
}

stop() {
  local name
  rm -f "$home/address.json"
  for name in fetch gather ckan solr redis; do terminate "$name"; done
  stop_postgres
}

status() {
  local name names='postgres redis solr ckan' pid down=0
  ! harvests || names+=' gather fetch'
  for name in $names; do
    if [ "$name" = postgres ]; then pid=$(postgres_pid || true); else pid=$(pid_of "$name" || true); fi
    if [ -n "$pid" ]; then say "$name up, pid $pid"; else say "$name down" && down=1; fi
  done
  return $down
}

# On one line: bash reads a script as it runs, and this one may change meanwhile.
case ${1:-} in install | start | stop | status) "$1" ;; *) die "install, start, stop or status" ;; esac; exit
