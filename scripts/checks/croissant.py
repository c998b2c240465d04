"""Croissant, by mlcroissant: the metadata, and then the records as it reads them, value by value against the JSON.

Its own `validate` sees neither a wrong column nor a lost zero at the front of a code: reading does.
"""

import json
import math
import os

import mlcroissant

from hold import hold


def plain(value):
    """As JSON has it: texts come as bytes, days as times, and what is unknown as one of several nothings."""
    if isinstance(value, bytes):
        return value.decode("utf-8")
    if value is None or (isinstance(value, float) and math.isnan(value)) or str(value) == "NaT":
        return None
    return value.isoformat()[:10] if hasattr(value, "isoformat") else value


def wanted(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if isinstance(value, (list, dict)) else value


def faults(file):
    dataset = mlcroissant.Dataset(jsonld=file)
    folder = os.path.dirname(file)
    with open(file, encoding="utf-8") as stream:
        described = json.load(stream)
    names = [one["@id"] for one in described["distribution"]]
    here = {name: os.path.join(folder, name) for name in names}
    dataset = mlcroissant.Dataset(jsonld=file, mapping=here)
    [source] = [name for name in names if name.endswith(".json")]
    with open(here[source], encoding="utf-8") as stream:
        records = json.load(stream)
    found = list(dataset.records("records")) if records else []
    if len(found) != len(records):
        yield f"{len(found)} records, not {len(records)}"
    for n, (row, record) in enumerate(zip(found, records)):
        cells = {key.split("/", 1)[1]: plain(value) for key, value in row.items()}
        if list(cells) != list(record):
            yield f"record {n + 1}: fields {list(cells)}"
        for key, value in record.items():
            if cells.get(key) != wanted(value):
                yield f"record {n + 1}, {key}: {cells.get(key)!r} is not {value!r}"


hold("Croissant 1.1", "mlcroissant", faults)
