#!/usr/bin/env bash
# Has a real CKAN harvest what dist/ says (test/live/harvest.test.ts): once as a portal whose language is English, once
# as one whose language is Japanese. Leaves it running; `scripts/ckan.sh stop harvest` stops it.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/ckan.sh install harvest
[ -f "${HIRAKU_CKAN:-.hiraku/ckan}/harvest/version" ] || exit 0
for locale in en ja; do
  HIRAKU_CKAN_LOCALE=$locale scripts/ckan.sh start harvest
  echo "harvest by a portal in $locale"
  npx vitest run test/live/harvest.test.ts
done
