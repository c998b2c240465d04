"""scripts/readers.sh: holds the Parquet and GeoJSON files of the folders given against their JSON and CSV."""

import csv
import datetime
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq


class Refused(Exception):
    pass


def expect(is_so, what):
    if not is_so:
        raise Refused(what)


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def plain(value):
    """A value as JSON has it; lists and objects are JSON in a text."""
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()[:10]
    return value


def wanted(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if isinstance(value, (list, dict)) else value


def same(found, value):
    if isinstance(value, bool) or isinstance(found, bool):
        return found is value
    if isinstance(value, (int, float)):
        return isinstance(found, (int, float)) and found == value
    return type(found) is type(value) and found == value


def same_rows(reader, rows, records, keys):
    expect(len(rows) == len(records), f"{reader}: {len(rows)} rows, not {len(records)}")
    for n, (row, record) in enumerate(zip(rows, records)):
        for key, cell in zip(keys, row):
            value = wanted(record[key])
            expect(same(plain(cell), value), f"{reader}: record {n + 1}, {key}: {cell!r} is not {value!r}")


TYPES = {
    "integer": lambda kind: pa.types.is_int64(kind),
    "number": lambda kind: pa.types.is_float64(kind),
    "boolean": lambda kind: pa.types.is_boolean(kind),
    "date": lambda kind: pa.types.is_date32(kind),
}


def check_types(table, schema):
    """Types and blanks as the record schema has them."""
    for field in table.schema:
        known = schema["properties"][field.name]
        types = known["type"] if isinstance(known["type"], list) else [known["type"]]
        some = [one for one in types if one != "null"]
        kind = "date" if known.get("x-type") == "date" else some[0]
        fits = TYPES.get(kind if len(some) == 1 else "string", pa.types.is_string)
        expect(fits(field.type), f"{field.name}: {field.type} for {types}")
        expect(field.nullable == ("null" in types), f"{field.name}: nullable is {field.nullable} for {types}")


def check_csv(stem, records, keys):
    with open(f"{stem}.csv", encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    expect(len(rows) == len(records), f"csv: {len(rows)} rows")
    for row, record in zip(rows, records):
        for key, cell in zip(keys, row):
            value = wanted(record[key])
            if isinstance(value, bool):
                value = str(value).lower()
            if value is None:
                expect(cell == "", f"csv: {key}: {cell!r}")
            elif isinstance(value, (int, float)):
                expect(float(cell) == value, f"csv: {key}: {cell!r} is not {value!r}")
            else:
                expect(cell == value, f"csv: {key}: {cell!r} is not {value!r}")
    return header


def read_arrow(path):
    return pq.ParquetFile(path, page_checksum_verification=True).read()


def check_parquet(path):
    stem = path[: -len(".parquet")]
    records = load(f"{stem}.json")
    schema = load(f"{stem}.schema.json")
    keys = list(schema["properties"])
    table = read_arrow(path)
    expect(table.column_names == keys, f"columns {table.column_names}")
    check_types(table, schema)
    columns = [table.column(key).to_pylist() for key in keys]
    same_rows("pyarrow", list(zip(*columns)) if columns else [], records, keys)
    header = check_csv(stem, records, keys)
    file = pq.ParquetFile(path)
    said = {key.decode(): value.decode() for key, value in (file.metadata.metadata or {}).items()}
    titles = [field["title"] for field in json.loads(said["tableschema"])["fields"]]
    expect(titles == header, f"headers {titles}")
    # in the order of the file
    with duckdb.connect() as connection:
        connection.execute("SET preserve_insertion_order = true")
        same_rows("DuckDB", connection.execute("SELECT * FROM read_parquet(?)", [path]).fetchall(), records, keys)
    return len(records)


def check_geojson(path):
    records = load(path[: -len(".geojson")] + ".json")
    collection = load(path)
    features = collection["features"]
    expect([one["properties"] for one in features] == records, "properties are not the records")
    told = subprocess.run(["ogrinfo", "-al", "-so", path], check=True, capture_output=True, text=True).stdout
    expect('ID["EPSG",4326]' in told, "no EPSG:4326")
    count = re.search(r"Feature Count: (\d+)", told)
    expect(count is not None and int(count[1]) == len(records), f"Feature Count: {count and count[1]}")
    latitude, longitude = axes(path)
    expected = [
        None if record[latitude] is None or record[longitude] is None else (record[longitude], record[latitude])
        for record in records
    ]
    places = [place for place in expected if place is not None]
    extent = re.search(r"Extent: \((\S+), (\S+)\) - \((\S+), (\S+)\)", told)
    if places:
        expect(extent is not None, "no extent")
        xs, ys = zip(*places)
        for found, value in zip(map(float, extent.groups()), (min(xs), min(ys), max(xs), max(ys))):
            expect(abs(found - value) < 1e-6, f"extent {extent.groups()}")
        expect(all(122 <= x <= 154 and 20 <= y <= 46 for x, y in places), "a place outside Japan")
    # each point as GDAL gives it back
    rows = subprocess.run(
        ["ogr2ogr", "-f", "CSV", "/vsistdout/", path, "-lco", "GEOMETRY=AS_XY", "-select", longitude],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()[1:]
    points = [row.split(",")[:2] for row in rows]
    expect(len(points) == len(expected), f"{len(points)} points")
    for (x, y), place in zip(points, expected):
        if place is None:
            expect(x == "" and y == "", f"a point {x}, {y} for a record without a place")
        else:
            expect(abs(float(x) - place[0]) < 1e-9 and abs(float(y) - place[1]) < 1e-9, f"{x}, {y} is not {place}")
    return len(places)


def axes(path):
    """Keys of the columns of latitude and longitude."""
    properties = load(path[: -len(".geojson")] + ".schema.json")["properties"]
    found = []
    for header, kind in (("緯度", "latitude"), ("経度", "longitude")):
        named = [key for key, one in properties.items() if one.get("title", key) == header]
        found.append((named or [key for key, one in properties.items() if one.get("x-kind") == kind])[0])
    return found


def must_refuse(what, read):
    try:
        read()
    except Exception:
        return
    sys.exit(f"a bad file was accepted: {what}")


def show_bad(parquet, geojson):
    """A reader that can not fail is no check."""
    with tempfile.TemporaryDirectory() as folder:

        def copy(source, change):
            stem = source.rsplit(".", 1)[0]
            for suffix in ("json", "schema.json", "csv", "parquet", "geojson"):
                if os.path.exists(f"{stem}.{suffix}"):
                    with open(f"{stem}.{suffix}", "rb") as file:
                        data = file.read()
                    with open(f"{folder}/bad.{suffix}", "wb") as file:
                        file.write(change(suffix, data))
            return f"{folder}/bad.{source.rsplit('.', 1)[1]}"

        def flipped(suffix, data):
            if suffix != "parquet":
                return data
            file = pq.ParquetFile(parquet).metadata.row_group(0).column(0)
            # the last byte of the first page: what is compressed, not its header
            at = file.data_page_offset + file.total_compressed_size - 1
            if file.dictionary_page_offset is not None:
                at = file.dictionary_page_offset + file.total_compressed_size - 1
            return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]

        bad = copy(parquet, flipped)
        must_refuse("a page that is not what its checksum says (pyarrow)", lambda: read_arrow(bad))
        cut = copy(parquet, lambda suffix, data: data[:-20] if suffix == "parquet" else data)
        must_refuse("a file that is cut off (DuckDB)", lambda: duckdb.sql(f"SELECT * FROM read_parquet('{cut}')").fetchall())
        must_refuse("a file that is cut off (pyarrow)", lambda: read_arrow(cut))

        def without_zeros(suffix, data):
            return re.sub(rb'"0+(\d)', rb'"\1', data) if suffix == "json" else data

        must_refuse("JSON in which zeros at the front were lost", lambda: check_parquet(copy(parquet, without_zeros)))

        def swapped(suffix, data):
            if suffix != "geojson":
                return data
            return re.sub(rb'"coordinates":\[([\d.]+),([\d.]+)\]', rb'"coordinates":[\2,\1]', data)

        must_refuse("GeoJSON with the latitude first", lambda: check_geojson(copy(geojson, swapped)))

        def short(suffix, data):
            if suffix != "geojson":
                return data
            lines = data.splitlines(keepends=True)
            return b"".join(lines[:1] + lines[2:])

        must_refuse("GeoJSON without its first feature", lambda: check_geojson(copy(geojson, short)))
        broken = copy(geojson, lambda suffix, data: data[:-40] if suffix == "geojson" else data)
        must_refuse("GeoJSON that is cut off (GDAL)", lambda: subprocess.run(["ogrinfo", "-al", broken], check=True, capture_output=True))
    print("bad files refused: pyarrow, DuckDB, GDAL")


def main(folders):
    files = {kind: [] for kind in ("parquet", "geojson")}
    for folder in folders:
        for kind, list_ in files.items():
            list_.extend(sorted(glob.glob(f"{folder}/datasets/*/*.{kind}")))
    for kind, found in files.items():
        if not found:
            sys.exit(f"no .{kind} in {', '.join(folders)}")
    first = files["geojson"][0]
    show_bad(first[: -len(".geojson")] + ".parquet", first)
    for kind, check in (("parquet", check_parquet), ("geojson", check_geojson)):
        total = 0
        for path in files[kind]:
            try:
                total += check(path)
            except (Refused, KeyError, pa.ArrowException, duckdb.Error, subprocess.CalledProcessError) as error:
                sys.exit(f"{path}: {error}")
        readers = "pyarrow and DuckDB" if kind == "parquet" else "GDAL"
        print(f"{len(files[kind])} .{kind} files read by {readers}: {total} {'records' if kind == 'parquet' else 'points'}")


main(sys.argv[1:])
