#!/usr/bin/env bash
# Opens what a clerk is handed with programs that other people wrote. A marked copy of a workbook, of one that another
# program has saved, and of a CSV: with openpyxl (every value, formula, format and comment as before; marks more) and
# LibreOffice (values as before). A template: with both. The printed page: with Chromium and pdftotext.
# Without one of them it is skipped with a line that says so; with CI=true that is a failure.
set -euo pipefail
cd "$(dirname "$0")/.."
venv=.hiraku/checkers

absent() {
  echo "skipped: $1"
  if [ "${CI:-}" = true ]; then exit 1; fi
  exit 0
}
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
command -v python3 >/dev/null || absent "python3 is not here, so openpyxl was not run"
command -v soffice >/dev/null || absent "LibreOffice is not here (scripts/tools.sh installs it)"
command -v pdftotext >/dev/null || absent "pdftotext is not here (scripts/tools.sh installs it)"
[ -n "$chromium" ] || absent "Chromium is not here (scripts/tools.sh installs it)"
[ -f build/cli.js ] || node scripts/prepare.mjs

if ! [ -x "$venv/bin/python" ] || ! "$venv/bin/python" -c 'import openpyxl' 2>/dev/null; then
  [ -x "$venv/bin/python" ] || python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check openpyxl==3.1.5 || absent "openpyxl can not be installed"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# a profile of its own: another LibreOffice may be open
office() { soffice "-env:UserInstallation=file://$work/profile" --headless "$@" >/dev/null 2>&1; }
hiraku() { node build/cli.js "$@" >/dev/null 2>"$work/stderr" || [ $? -eq 1 ] || { cat "$work/stderr" >&2; exit 1; }; }

"$venv/bin/python" scripts/office.py make "$work"
# the same, as LibreOffice saves it: other parts, other names, boxes of its own
office --convert-to xlsx:"Calc MS Excel 2007 XML" --outdir "$work/saved" "$work/clerk.xlsx"
mv "$work/saved/clerk.xlsx" "$work/saved.xlsx"
for name in clerk saved; do
  hiraku check "$work/$name.xlsx" --report xlsx --lang ja
  if grep -q 'run/not-marked' "$work/stderr"; then
    echo "$name.xlsx was not marked as it is" >&2
    exit 1
  fi
done
hiraku check "$work/table.csv" --as aed --report xlsx --lang ja
hiraku check "$work/clerk.xlsx" --report html --lang ja
hiraku template aed --out "$work/template.xlsx"

# what LibreOffice reads, as it writes it again
mkdir "$work/again"
office --convert-to xlsx:"Calc MS Excel 2007 XML" --outdir "$work/again" \
  "$work/clerk.checked.xlsx" "$work/saved.checked.xlsx" "$work/clerk.xlsx" "$work/saved.xlsx" "$work/template.xlsx"
"$venv/bin/python" scripts/office.py check "$work"

must_say() {
  pdftotext "$1" - | tr -d ' \n\f' >"$work/said"
  shift
  for word in "$@"; do
    grep -qF "$word" "$work/said" || { echo "not on paper: $word" >&2; exit 1; }
  done
}
"$chromium" --headless --no-sandbox --disable-gpu --no-pdf-header-footer "--print-to-pdf=$work/page.pdf" \
  "file://$work/clerk.report.html" >/dev/null 2>&1
must_say "$work/page.pdf" データの点検結果 直す順番 なぜ直すか 直し方 書かれている値 行の内訳 代表へ
office --convert-to pdf --outdir "$work" "$work/clerk.checked.xlsx"
must_say "$work/clerk.checked.pdf" 点検結果 直し方 代表へ
echo "marked copies (openpyxl, LibreOffice), template (both), printed page (Chromium): as they should be"
