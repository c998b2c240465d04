#!/usr/bin/env bash
# Holds dist/, and small projects of the tests with more types and maps, against checkers that other people wrote: one
# line a standard, with the tool, its version, how many faults it found in its bad examples (a checker that can not fail
# is no check; our own files spoiled are among them) and how many files of ours it accepted. No network but for pip.
# Most are Python programs: without python3 they are skipped with a line that says so; with CI=true that is a failure.
# Whose standard has no checker of others: schema.org and オープンデータ一覧 (checks/own-schemas.mjs), CKAN (a live server).
set -euo pipefail
cd "$(dirname "$0")/.."
shared=../shared/validators
bad=$shared/examples
venv=.hiraku/checkers
checks=scripts/checks

absent() {
  echo "skipped: $1"
  if [ "${CI:-}" = true ]; then exit 1; fi
  exit 0
}
command -v python3 >/dev/null || absent "python3 is not here, so no checker was run"
[ -d "$bad" ] || absent "the bad examples ($bad) are not here, so no checker can be seen to fail"
scripts/checks/install.sh "$venv" || absent "the checkers can not be installed"
export PATH="$PWD/$venv/bin:$PATH" PYTHONDONTWRITEBYTECODE=1

work=$(mktemp -d)
slow=
trap '[ -z "$slow" ] || kill "$slow" 2>/dev/null || true; rm -rf "$work"' EXIT
scripts/checks/small-projects.sh "$work/small"
datasets=(dist/datasets/* "$work"/small/dist/datasets/*)
catalogs=(dist/catalog "$work/small/dist/catalog")
mkdir "$work/spoiled"
node "$checks/spoil.mjs" "$work/small/dist/datasets" "$work/spoiled"
spoiled=$work/spoiled

each() { # of every dataset's folder, the files that match
  for folder in "${datasets[@]}"; do compgen -G "$folder/$1" || true; done
}
mapfile -t packages < <(each datapackage.json)
mapfile -t tables < <(each '*.csv-metadata.json')
mapfile -t crates < <(each ro-crate-metadata.json | xargs -n 1 dirname)
mapfile -t croissants < <(each croissant.json)
mapfile -t maps < <(each '*.geojson')
mapfile -t feeds < <(each changes.atom; for folder in "${catalogs[@]}"; do compgen -G "$folder/changes.atom"; done)
mapfile -t linked < <(each '*.jsonld'; each croissant.json; each ro-crate-metadata.json)
mapfile -t catalogs_ttl < <(for folder in "${catalogs[@]}"; do compgen -G "$folder/*.ttl"; done)
mapfile -t catalogs_jsonld < <(for folder in "${catalogs[@]}"; do compgen -G "$folder/*.jsonld"; done)
mapfile -t catalogs_us < <(for folder in "${catalogs[@]}"; do compgen -G "$folder/dcat-us*.jsonld"; done)
[ "${#packages[@]}" -eq "${#datasets[@]}" ] || { echo "a dataset without datapackage.json" >&2; exit 1; }
[ "${#crates[@]}" -gt 0 ] && [ "${#croissants[@]}" -eq "${#datasets[@]}" ] || { echo "a dataset without croissant.json, or no RO-Crate" >&2; exit 1; }

# the slowest first, beside the others
python "$checks/ro-crate.py" "$shared/ro-crate-1.2/context-1.2.jsonld" "$bad/ro-crate/bad" "$spoiled/absent" -- \
  "$bad/ro-crate/good" "${crates[@]}" >"$work/ro-crate" 2>&1 &
slow=$!

python "$checks/data-package.py" "$bad/datapackage/bad.json" "$bad/datapackage/bad-metadata.json" \
  "$spoiled"/{date,code,row,absent}/datapackage.json -- "$bad/datapackage/good.json" "${packages[@]}"
python "$checks/profiles.py" "$shared/datapackage-2.0" "$bad/datapackage/bad-metadata.json" -- \
  "$bad/datapackage/good.json" "${packages[@]}"
# not the short row, which csvw does not see: test/catalog/consistency.test.ts does
python "$checks/csvw-table.py" "$bad/csvw/bad.csv-metadata.json" "$bad/csvw/bad-metadata.json" \
  "$spoiled"/{date/129992_open_data_list,code/129992_open_data_list,absent/129992_aed}.csv-metadata.json -- "$bad/csvw/good.csv-metadata.json" "${tables[@]}"
python "$checks/shapes.py" "DCAT-AP 3.0.1" "$shared/dcat-ap-3.0.1/dcat-ap-SHACL.ttl" "$bad/dcat/bad.ttl" -- \
  "$bad/dcat/good.ttl" "${catalogs_ttl[@]}"
python "$checks/shapes.py" "DCAT-US 3" "$shared/dcat-us-3/dcat-us_3.0_shacl_shapes.ttl" "$bad/dcat/bad.ttl" -- \
  "${catalogs_us[@]}"
python "$checks/lexical.py" "$bad/dcat/lexical-bad.ttl" -- \
  "$bad/dcat/good.ttl" "${catalogs_ttl[@]}" "${catalogs_jsonld[@]}"
node "$checks/jsonld-safe.mjs" "$shared/ro-crate-1.2/context-1.2.jsonld" "$bad/jsonld/bad.jsonld" -- \
  "$bad/jsonld/good.jsonld" "${linked[@]}" "${catalogs_jsonld[@]}"
python "$checks/croissant.py" "$bad/croissant/bad.json" "$spoiled/zero/croissant.json" -- "${croissants[@]}"
python "$checks/geojson-map.py" "$bad/geojson/bad.geojson" "$spoiled/map/129992_aed.geojson" -- \
  "$bad/geojson/good.geojson" "${maps[@]}"
if command -v jing >/dev/null; then
  node "$checks/atom.mjs" "$shared/atom/atom.rnc" "$bad/atom/bad.xml" "$spoiled/feed/changes.atom" -- "$bad/atom/good.xml" "${feeds[@]}"
else
  echo "skipped: jing is not here, so no feed was held against RFC 4287 (scripts/tools.sh installs it)"
  [ "${CI:-}" != true ] || exit 1
fi
node "$checks/own-schemas.mjs" dist/datasets "$work/small/dist/datasets"
wait "$slow" || { cat "$work/ro-crate" >&2; exit 1; }
slow=
cat "$work/ro-crate"
echo "CKAN: test/live/ holds what a live server says against what was meant (run by .ci/run)"
