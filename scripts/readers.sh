#!/usr/bin/env bash
# Reads what we write with readers that other people wrote: every .parquet with pyarrow (checksums of pages verified)
# and DuckDB, cell by cell against the JSON and the CSV; every .geojson with GDAL: how many, where, in which system.
# dist/ has no coordinates, so a small project of the tests is built too. Without python3 or GDAL it is skipped with a
# line that says so; with CI=true that is a failure. Each reader is first shown bad files that it must refuse.
set -euo pipefail
cd "$(dirname "$0")/.."
venv=.hiraku/checkers

absent() {
  echo "skipped: $1"
  if [ "${CI:-}" = true ]; then exit 1; fi
  exit 0
}
command -v python3 >/dev/null || absent "python3 is not here, so pyarrow and DuckDB were not run"
command -v ogrinfo >/dev/null && command -v ogr2ogr >/dev/null || absent "GDAL (ogrinfo, ogr2ogr) is not here (scripts/tools.sh installs it)"
[ -f build/cli.js ] || node scripts/prepare.mjs

if ! [ -x "$venv/bin/python" ] || ! "$venv/bin/python" -c 'import pyarrow, duckdb' 2>/dev/null; then
  [ -x "$venv/bin/python" ] || python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check pyarrow==26.0.1 duckdb==2.0.0 ||
    absent "pyarrow and duckdb can not be installed"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
small=test/fixtures/build/office-csv
cp -r "$small/sources" "$work/sources"
if [ -d "$small/schemas" ]; then cp -r "$small/schemas" "$work/schemas"; fi
# its sources have an error on purpose: what is sound is published all the same
main="$PWD"
(cd "$work" && node "$main/build/cli.js" build >/dev/null 2>&1) || true
# more rows than a row group has, read in ranges by several threads: the pages must fit together all the same
large="$work/large/datasets/rows"
mkdir -p "$large"
node bench/generate.mjs 70000 --out "$work/rows.csv" --schema "$large/rows.schema.json" >/dev/null 2>&1
node build/cli.js convert "$work/rows.csv" --schema "$large/rows.schema.json" --out "$large" >/dev/null 2>&1

# Shapefile input, read twice: by GDAL and by us
node scripts/shapefiles.mjs

"$venv/bin/python" scripts/readers.py dist "$work/dist" "$work/large"
