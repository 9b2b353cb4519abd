"""GeoJSON, whole or one feature a line, by the JSON reader alone: nothing in it is followed."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import shapely

from zoneplan.crs import WGS84
from zoneplan.exchange.guard import content, other_format
from zoneplan.exchange.received import Raw, chosen, damaged, told
from zoneplan.exchange.shapes import unreadable_shape
from zoneplan.exchange.stated_crs import stated
from zoneplan.nesting import MOST_NESTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from zoneplan.exchange.received import Wanted
    from zoneplan.finding import Finding

_GEOMETRIES = (
    "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon",
    "GeometryCollection",
)  # fmt: skip
_KNOWN_MEMBERS = {"type", "id", "properties", "geometry", "bbox"}
_CODE = re.compile(r"(urn:(x-)?ogc:def:crs:|EPSG:|OGC:)[\w.:-]+", re.IGNORECASE)
_DEGREES = (180, 90)
_RECORD_SEPARATOR = "\x1e"


def read_geojson(path: Path, wanted: Wanted) -> Raw:
    """Return the features of a GeoJSON file; integers are kept whatever their size.

    Raises `IntakeError` where it is no GeoJSON in UTF-8.
    """
    try:
        text = content(path).decode("utf-8-sig").lstrip()
    except UnicodeDecodeError as fault:
        raise damaged(path, f"UTF-8, byte {fault.start}") from fault
    if not text.lstrip(_RECORD_SEPARATOR).startswith("{"):
        raise other_format(path, "GeoJSON")
    documents = _documents(path, text)
    layer = chosen(path, [_name(documents, path)], wanted.layer)
    features = list(_features(path, documents))
    shapes, unreadable = _shapes(features, layer)
    crs, said = _crs(documents, shapes, layer)
    return Raw(
        layer=layer,
        columns=_columns(features),
        shapes=shapes,
        crs=crs,
        findings=(*unreadable, *said, *_foreign(features, layer)),
    )


def _documents(path: Path, text: str) -> list[Any]:
    try:
        try:
            return [json.loads(text, parse_constant=_no_number)]
        except json.JSONDecodeError:
            lines = text.replace(_RECORD_SEPARATOR, "\n").splitlines()
            return [json.loads(line, parse_constant=_no_number) for line in lines if line.strip()]
    except (ValueError, RecursionError) as fault:
        raise damaged(path, fault) from fault


def _no_number(word: str) -> float:
    raise ValueError(word)


def _name(documents: list[Any], path: Path) -> str:
    named = documents[0].get("name") if len(documents) == 1 else None
    return named if isinstance(named, str) and named else path.stem


def _features(path: Path, documents: list[Any]) -> Iterable[Mapping[str, Any]]:
    for document in documents:
        kind = document.get("type") if isinstance(document, dict) else None
        if kind == "FeatureCollection" and isinstance(document.get("features"), list):
            yield from _features(path, document["features"])
        elif kind == "Feature":
            yield document
        elif kind in _GEOMETRIES:
            yield {"geometry": document}
        else:
            raise other_format(path, "GeoJSON")


def _columns(features: list[Mapping[str, Any]]) -> dict[str, list[object]]:
    rows = [_properties(feature) for feature in features]
    names = list(dict.fromkeys(name for row in rows for name in row))
    return {name: [row.get(name) for row in rows] for name in names}


def _properties(feature: Mapping[str, Any]) -> dict[str, object]:
    held = feature.get("properties")
    properties = dict(held) if isinstance(held, dict) else {}
    return ({"id": feature["id"]} if "id" in feature else {}) | properties


def _shapes(
    features: list[Mapping[str, Any]], layer: str
) -> tuple[list[shapely.Geometry | None], list[Finding]]:
    shapes: list[shapely.Geometry | None] = []
    unreadable: list[Finding] = []
    for row, feature in enumerate(features, start=1):
        geometry = feature.get("geometry")
        try:
            shapes.append(None if geometry is None else _shape(geometry))
        except (shapely.errors.ShapelyError, ValueError, RecursionError) as fault:
            shapes.append(None)
            unreadable.append(unreadable_shape(layer, row, fault))
    return shapes, unreadable


def _shape(geometry: Any) -> shapely.Geometry:  # noqa: ANN401 - JSON of any kind
    """Return a geometry; raises `ValueError` where it nests more than GEOS is to follow."""
    level = [geometry]
    for _ in range(MOST_NESTED):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return shapely.from_geojson(json.dumps(geometry))
    message = "nested too deeply"
    raise ValueError(message)


def _inside(geometry: Any) -> list[Any]:  # noqa: ANN401 - JSON of any kind
    held = geometry.get("geometries") if isinstance(geometry, dict) else None
    return held if isinstance(held, list) else []


def _crs(
    documents: list[Any], shapes: list[shapely.Geometry | None], layer: str
) -> tuple[str | None, tuple[Finding, ...]]:
    """Return the system: the old member `crs` where there is one, else degrees in WGS 84."""
    member = documents[0].get("crs") if len(documents) == 1 else None
    if member is not None:
        held = member.get("properties") if isinstance(member, dict) else None
        name = str(held.get("name")) if isinstance(held, dict) else ""
        return stated(name, layer) if _CODE.fullmatch(name) else (None, (_unclear(layer, "crs"),))
    points = abs(shapely.get_coordinates([each for each in shapes if each is not None]))
    if (points > _DEGREES).any() and (points[:, ::-1] > _DEGREES).any():
        return None, (_unclear(layer, "longitude, latitude"),)
    return WGS84, ()


def _unclear(layer: str, what: str) -> Finding:
    return told(
        "crs-not-understood",
        "warning",
        layer,
        vi=f"Tệp GeoJSON không ghi rõ hệ tọa độ ({what}); theo chuẩn phải là kinh vĩ độ WGS 84. "
        "Hãy ghi --crs.",
        en=f"The GeoJSON does not say its system clearly ({what}); by the standard it should be "
        "WGS 84 longitude and latitude. Give --crs.",
    )


def _foreign(features: list[Mapping[str, Any]], layer: str) -> tuple[Finding, ...]:
    names = sorted({name for feature in features for name in feature} - _KNOWN_MEMBERS)
    if not names:
        return ()
    listed = ", ".join(map(repr, names))
    return (
        told(
            "members-left-out",
            "warning",
            layer,
            vi=f"Không nhập các mục ngoài thuộc tính: {listed}.",
            en=f"Members outside the properties were not brought in: {listed}.",
        ),
    )
