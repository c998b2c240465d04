#!/usr/bin/env bash
# Sees that the system has what a CKAN of the tests needs, and installs on Debian and its kin what is missing.
# Prints why where it can not, and exits 1.
set -euo pipefail

missing=()
want() { command -v "$1" >/dev/null || missing+=("${@:2}"); }
command -v python3 >/dev/null || missing+=(python3)
ls -d /usr/lib/postgresql/*/bin >/dev/null 2>&1 || missing+=(postgresql)
want redis-server redis-server
want javac default-jdk-headless
want mvn maven
want curl curl
# psycopg2 is compiled, python-magic loads libmagic
want pg_config libpq-dev
want gcc gcc libc6-dev
python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)
python3 -c 'import os, sysconfig as s; os.stat(s.get_path("include") + "/Python.h")' 2>/dev/null || missing+=(python3-dev)
/sbin/ldconfig -p 2>/dev/null | grep -q 'libmagic\.so\.1' || missing+=(libmagic1)
[ ${#missing[@]} -gt 0 ] || exit 0

if ! command -v apt-get >/dev/null; then
  echo "no apt-get here; please install by hand: ${missing[*]}"
  exit 1
fi
as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo -n)
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { "${as_root[@]}" apt-get update -qq &&
  "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
  echo "apt-get could not install ${missing[*]}: $(tail -n 1 "$log")"
  exit 1
fi
