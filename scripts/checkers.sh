#!/usr/bin/env bash
# Holds dist/ against checkers that other people wrote: csvw (CSV on the Web) and frictionless (Data Package).
# They are Python programs: without python3 they are skipped with a line that says so; with CI=true that is a failure.
# Each is first shown a bad example and must refuse it: a checker that can not fail is no check.
set -euo pipefail
cd "$(dirname "$0")/.."
examples=../shared/validators/examples
venv=.hiraku/checkers

absent() {
  echo "skipped: $1"
  if [ "${CI:-}" = true ]; then exit 1; fi
  exit 0
}
command -v python3 >/dev/null || absent "python3 is not here, so csvw and frictionless were not run"
[ -d "$examples" ] || absent "the bad examples ($examples) are not here, so no checker can be seen to fail"

if ! [ -x "$venv/bin/csvwvalidate" ] || ! [ -x "$venv/bin/frictionless" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check csvw==4.1.1 frictionless==5.21.0
fi
export PATH="$PWD/$venv/bin:$PATH"

must_refuse() {
  if "$@" >/dev/null 2>&1; then
    echo "accepted a bad example: $*" >&2
    exit 1
  fi
}
must_refuse csvwvalidate -v "$examples/csvw/bad.csv-metadata.json"
must_refuse frictionless validate "$examples/datapackage/bad.json"
echo "bad examples refused: csvw, frictionless"

# frictionless 5.21 takes a Parquet file for a table, and then knows neither its size nor its hash; Data Package v2 has
# no other type to give it. So it is shown a copy in which it is a plain file: scripts/readers.sh reads what is in it.
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
as_files() {
  python3 - "$1" <<'PYTHON'
import json, sys
with open(sys.argv[1], encoding="utf-8") as file:
    package = json.load(file)
for resource in package["resources"]:
    if resource["format"] == "parquet":
        resource["type"] = "file"
with open(sys.argv[1], "w", encoding="utf-8") as file:
    json.dump(package, file)
PYTHON
}

count=0
for folder in dist/datasets/*/; do
  id=$(basename "$folder")
  rm -rf "${copy:?}"/*
  cp "$folder"* "$copy"
  as_files "$copy/datapackage.json"
  (cd "$folder" && csvwvalidate -v "$id.csv-metadata.json" >/dev/null) || { echo "csvw refuses $id" >&2; exit 1; }
  (cd "$copy" && frictionless validate datapackage.json >/dev/null) || { echo "frictionless refuses $id" >&2; exit 1; }
  count=$((count + 1))
done
[ "$count" -gt 0 ] || { echo "dist/datasets is empty" >&2; exit 1; }
echo "$count datasets accepted by csvw and frictionless"
