#!/usr/bin/env bash
# The checkers that are Python programs, pinned, in an environment of their own (scripts/readers.sh and office.sh use it
# too). About 40 seconds and 700 MB the first time; nothing where they are there. $1: the folder of the environment.
set -euo pipefail
venv=$1
pins=(
  csvw==4.1.1 frictionless==5.21.0 check-jsonschema==0.39.0 pyshacl==0.40.1 rdflib==7.6.0
  geojson-validator==0.7.0 mlcroissant==1.1.1 roc-validator==0.13.0 pyarrow==26.0.1
)
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" - "${pins[@]}" <<'PYTHON' && exit 0
import importlib.metadata, sys
try:
    here = all(importlib.metadata.version(name) == version for name, version in (pin.split("==") for pin in sys.argv[1:]))
except importlib.metadata.PackageNotFoundError:
    here = False
sys.exit(not here)
PYTHON
"$venv/bin/pip" install --quiet --disable-pip-version-check "${pins[@]}"
