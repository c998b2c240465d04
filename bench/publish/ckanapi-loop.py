"""The same loop by ckanapi: URL TOKEN ORGANIZATION DIST; prints how many requests it sent."""

import json
import sys
from pathlib import Path

from ckanapi import RemoteCKAN

url, token, organization, dist = sys.argv[1:]
TYPES = {"integer": "int8", "number": "numeric", "boolean": "bool", "date": "date"}
BATCH = 1000
requests = 0

with RemoteCKAN(url, apikey=token) as portal:
    for folder in sorted((Path(dist) / "datasets").iterdir()):
        described = json.loads((folder / "datapackage.json").read_text("utf-8"))
        wanted = json.loads((folder / "ckan.json").read_text("utf-8"))
        resources = wanted.pop("resources")
        portal.action.package_create(**wanted, owner_org=organization)
        requests += 1
        table = None
        for resource, asked in zip(described["resources"], resources):
            with open(folder / resource["path"], "rb") as file:
                made = portal.action.resource_create(
                    package_id=wanted["name"],
                    name=asked["name"],
                    format=asked["format"],
                    mimetype=asked["mimetype"],
                    hash=asked["hash"],
                    upload=file,
                )
            requests += 1
            table = table or made["id"]
        schema = described["resources"][0]["schema"]
        columns = json.loads((folder / f"{folder.name}.csv-metadata.json").read_text("utf-8"))
        key = {one["titles"]: one["name"] for one in columns["tableSchema"]["columns"]}
        more = {"primary_key": schema["primaryKey"]} if "primaryKey" in schema else {}
        portal.action.datastore_create(
            resource_id=table,
            force=True,
            fields=[{"id": f["name"], "type": TYPES.get(f["type"], "text")} for f in schema["fields"]],
            **more,
        )
        requests += 1
        records = json.loads((folder / f"{folder.name}.json").read_text("utf-8"))
        for at in range(0, len(records), BATCH):
            portal.action.datastore_upsert(
                resource_id=table,
                force=True,
                method="upsert" if more else "insert",
                records=[
                    {f["name"]: record.get(key[f["name"]]) for f in schema["fields"]}
                    for record in records[at : at + BATCH]
                ],
            )
            requests += 1
print(requests)
