"""The page's document against its schema in the docs."""

import json
import re
from pathlib import Path

import pytest

from zoneplan import analysis, audience, checks, store
from zoneplan.webmap.document import document

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs" / "page-schema.json").read_text(encoding="utf-8")
)
TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "number": (int, float),
    "integer": int,
    "boolean": bool,
    "null": type(None),
}


def is_of(value, kind):
    return isinstance(value, TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))


def breaches(value, schema, at="$"):
    """Where a value is not what a schema says; knows the words that the page's schema uses."""
    if "$ref" in schema:
        yield from breaches(value, SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]], at)
    if "anyOf" in schema and all([*breaches(value, each, at)] for each in schema["anyOf"]):
        yield f"{at}: none of anyOf"
    if "const" in schema and value != schema["const"]:
        yield f"{at}: {value!r}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} of {schema['enum']}"
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(is_of(value, kind) for kind in kinds):
        yield f"{at}: {value!r} is no {kinds}"
    if "pattern" in schema and isinstance(value, str) and not re.search(schema["pattern"], value):
        yield f"{at}: {value!r}"
    if isinstance(value, dict):
        yield from _members(value, schema, at)
    if isinstance(value, list) and "items" in schema:
        for place, each in enumerate(value):
            yield from breaches(each, schema["items"], f"{at}[{place}]")


def _members(value, schema, at):
    known, more = schema.get("properties", {}), schema.get("additionalProperties", True)
    yield from (f"{at}: lacks {name}" for name in schema.get("required", []) if name not in value)
    for name, each in value.items():
        if name in known or isinstance(more, dict):
            yield from breaches(each, known.get(name, more), f"{at}.{name}")
        elif more is False:
            yield f"{at}: does not know {name}"


def document_of(plan):
    return document(plan, analysis.tables_of(plan), checks.findings_of(plan))


def test_the_shipped_plan_is_as_the_schema_says(hai_phong):
    assert [*breaches(document_of(hai_phong), SCHEMA)] == []


def test_a_public_document_is_as_the_schema_says(hai_phong):
    assert [*breaches(document_of(audience.for_public(hai_phong)), SCHEMA)] == []


def test_another_authoritys_document_is_as_the_schema_says(xanh, hai_phong):
    assert [*breaches(document_of(store.read_plan(xanh, as_of=hai_phong.as_of)), SCHEMA)] == []


def test_hostile_registers_are_as_the_schema_says(hostile_registers):
    assert [*breaches(document_of(hostile_registers), SCHEMA)] == []


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda data: data.pop("bounds"), "lacks bounds"),
        (lambda data: data.update(secret=1), "does not know secret"),
        (lambda data: data.update(forced="no"), "forced"),
        (lambda data: data.update(as_of="2023"), "as_of"),
        (lambda data: data["layers"][0].update(role="map"), "role"),
        (lambda data: data["layers"][0]["features"].update(rings=[6]), "rings"),
    ],
)
def test_a_document_that_is_not_so_is_told(hai_phong, spoil, told):
    data = document_of(hai_phong)
    spoil(data)
    assert any(told in each for each in breaches(data, SCHEMA))
