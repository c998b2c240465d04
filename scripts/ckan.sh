#!/usr/bin/env bash
# The real CKANs of the tests, all on 127.0.0.1: CKAN with its own PostgreSQL, Redis and Solr, no stub.
#
#   scripts/ckan.sh install [SERVER...]   fetch and build (run once; later runs change nothing)
#   scripts/ckan.sh start [SERVER...]     start what is not running; the first start makes the databases
#   scripts/ckan.sh stop [SERVER...]      stop what start started, and nothing else
#   scripts/ckan.sh status [SERVER...]    one line per process; exit 1 unless all are up
#
# SERVER: 2.11.6 and 2.12.0 (these two unless said otherwise), and `harvest`: 2.11.6 that harvests other catalogs, with
# the locale of HIRAKU_CKAN_LOCALE (en). Everything lives under HIRAKU_CKAN (.hiraku/ckan): delete it to begin afresh.
# Where a server answers is in .hiraku/ckan/SERVER/address.json, its sysadmin's token beside it. Ports: HIRAKU_CKAN_PORT
# (5100) and up, others where these are taken.
set -euo pipefail
cd "$(dirname "$0")/.."
homes=${HIRAKU_CKAN:-$PWD/.hiraku/ckan}
first_port=${HIRAKU_CKAN_PORT:-5100}
harvest_packages="ckanext-harvest==1.6.3 ckanext-dcat==2.4.4"

absent() {
  echo "skipped: $1"
  if [ "${CI:-}" = true ]; then exit 1; fi
  exit 0
}

# Runs a command for one server: name, version, first port, plugins, packages, settings.
for_server() {
  local name=$1 version=$1 port=$first_port plugins="activity datastore" packages= settings=
  case $name in
    2.11.6) packages=$harvest_packages ;;
    2.12.0) port=$((first_port + 100)) ;;
    harvest)
      version=2.11.6 packages=$harvest_packages port=$((first_port + 200))
      plugins="harvest ckan_harvester dcat dcat_rdf_harvester"
      settings="ckan.locale_default=${HIRAKU_CKAN_LOCALE:-en}"
      ;;
    *) echo "no such server: $name (2.11.6, 2.12.0, harvest)" >&2 && return 2 ;;
  esac
  CKAN_HOME="$homes/$name" CKAN_PROGRAMS="$homes/programs/$version" CKAN_VERSION=$version CKAN_PORT=$port \
    CKAN_PLUGINS=$plugins CKAN_PACKAGES=$packages CKAN_SETTINGS=$settings scripts/ckan/server.sh "$2"
}

# All at once: what each waits for is mostly its own start.
together() {
  local command=$1 name failed=0 pids=()
  shift
  for name in "$@"; do
    for_server "$name" "$command" &
    pids+=($!)
  done
  for pid in "${pids[@]}"; do wait "$pid" || failed=1; done
  return $failed
}

command=${1:-}
[ $# -eq 0 ] || shift
servers=("$@")
[ $# -gt 0 ] || servers=(2.11.6 2.12.0)
case $command in
  install)
    missing=$(scripts/ckan/system.sh) || absent "no CKAN for the tests: $missing"
    # one after another: two may share their programs
    for server in "${servers[@]}"; do for_server "$server" install; done
    ;;
  start)
    for server in "${servers[@]}"; do
      [ -f "$homes/$server/version" ] || absent "CKAN ($server) is not installed: scripts/ckan.sh install $server"
    done
    together start "${servers[@]}"
    ;;
  stop) together stop "${servers[@]}" ;;
  status) for server in "${servers[@]}"; do for_server "$server" status || failed=1; done; exit "${failed:-0}" ;;
  *) sed -n '2,/^set /p' "$0" | sed '$d; s/^# \{0,1\}//' >&2 && exit 2 ;;
esac
