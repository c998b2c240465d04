#!/usr/bin/env bash
# What dist/ of this project may not have (places on a map, many types, blanks, tables from spreadsheets): the small
# projects of the tests, built together and accepted, so that they have releases; one has a second version. $1: where.
set -euo pipefail
cd "$(dirname "$0")/../.."
main=$PWD
[ -f build/cli.js ] || node scripts/prepare.mjs
mkdir -p "$1"
for small in office-csv office-spreadsheet; do
  cp -r "test/fixtures/build/$small/sources" "$1"
  if [ -d "test/fixtures/build/$small/schemas" ]; then cp -r "test/fixtures/build/$small/schemas" "$1"; fi
done
cd "$1"
for command in "build" "accept --date 2026-04-01" "build"; do
  # shellcheck disable=SC2086
  node "$main/build/cli.js" $command >log 2>&1 || { cat log >&2; exit 1; }
done
renewed=$main/test/fixtures/build/two-versions/sources/129992/aed
cp -r "$renewed/snapshot" "$renewed/snapshot.yaml" sources/129992/aed
node "$main/build/cli.js" accept --date 2026-05-01 >log 2>&1 || { cat log >&2; exit 1; }
[ -f sources/129992/aed/changes/aed.json ] || { echo "a second version without its changes" >&2; exit 1; }
