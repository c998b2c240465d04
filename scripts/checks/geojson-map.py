"""GeoJSON (RFC 7946), by geojson-validator; and what it does not see: a `crs` member, which the RFC took out."""

import json

import geojson_validator
from loguru import logger

from hold import hold

logger.remove()


def faults(file):
    with open(file, encoding="utf-8") as stream:
        value = json.load(stream)
    if "crs" in value:
        yield "crs: RFC 7946 has no such member"
    for fault, where in geojson_validator.validate_structure(value).items():
        yield f"{fault}: {where}"
    # a record without a place has the geometry null (RFC 7946, 3.2), which it does not know
    placed = {**value, "features": [one for one in value["features"] if one.get("geometry") is not None]}
    geometries = geojson_validator.validate_geometries(placed)
    for kind in ("invalid", "problematic"):
        for fault, where in geometries[kind].items():
            yield f"{kind} {fault}: {where}"


hold("GeoJSON", "geojson-validator", faults)
