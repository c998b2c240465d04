#!/usr/bin/env bash
# Installs what only the independent checks need, on Debian and its kin: LibreOffice, GDAL, Chromium, poppler,
# jing, a Japanese font. Nothing of it is needed to use Hiraku or to run `npm test`.
set -euo pipefail

packages=()
want() { command -v "$1" >/dev/null || packages+=("${@:2}"); }
want soffice libreoffice-calc libreoffice-writer
want ogrinfo gdal-bin
want chromium chromium
want pdftotext poppler-utils
want jing jing
[ -n "$(fc-list :lang=ja 2>/dev/null | head -1)" ] || packages+=(fontconfig fonts-ipafont-gothic)

if [ ${#packages[@]} -eq 0 ]; then
  echo "all tools are here"
  exit 0
fi
if ! command -v apt-get >/dev/null; then
  echo "skipped: no apt-get here; please install by hand: ${packages[*]}"
  [ "${CI:-}" = true ] && exit 1
  exit 0
fi
as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo)
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
echo "installed: ${packages[*]}"
