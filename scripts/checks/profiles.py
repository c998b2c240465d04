"""Data Package v2, by check-jsonschema: the official profile of the package, and those of each resource and schema in it.

usage: PROFILES BAD... -- GOOD...      (the first argument is the folder of the profiles)
"""

import json
import os
import sys
import tempfile

from check_jsonschema import main
from click.testing import CliRunner

from hold import hold

PROFILES = sys.argv.pop(1)


def parts(file):
    """What each profile is for: of a package, its resources, their tables."""
    with open(file, encoding="utf-8") as stream:
        package = json.load(stream)
    resources = package.get("resources", [])
    yield "datapackage", [package]
    yield "dataresource", resources
    yield "tableschema", [one["schema"] for one in resources if "schema" in one]


def faults(file):
    for profile, values in parts(file):
        with tempfile.TemporaryDirectory() as folder:
            files = []
            for n, value in enumerate(values):
                files.append(os.path.join(folder, f"{profile}-{n}.json"))
                with open(files[-1], "w", encoding="utf-8") as stream:
                    json.dump(value, stream)
            # in this process: a start for each file would take longer than the checks
            run = CliRunner().invoke(main, ["-o", "json", "--schemafile", f"{PROFILES}/{profile}.json", *files])
        if run.exit_code != 0:
            told = json.loads(run.stdout) if run.stdout.startswith("{") else {}
            yield from [f"{one['path']}: {one['message']}" for one in told.get("errors", [])] or [run.output]


hold("Data Package v2, official profiles", "check-jsonschema", faults)
