"""KML and KMZ by the XML reader alone: no link in it is followed, no entity expanded.

GDAL's driver KML keeps only name and description; here every text of a placemark is kept.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import numpy as np
import shapely

from zoneplan.crs import WGS84
from zoneplan.errors import IntakeError
from zoneplan.exchange.guard import content, other_format
from zoneplan.exchange.received import Raw, chosen, damaged, told
from zoneplan.exchange.shapes import unreadable_shape

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from zoneplan.exchange.received import Wanted
    from zoneplan.finding import Finding

_SHAPES = ("Point", "LineString", "LinearRing", "Polygon", "MultiGeometry", "Track", "MultiTrack")
_LEFT_OUT = ("GroundOverlay", "ScreenOverlay", "PhotoOverlay", "Model", "Tour")
_TIMES = ("TimeStamp", "TimeSpan")
_FIRST_BYTES = 4096


class _NoDoctype(ET.TreeBuilder):
    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        """Refuse what could define entities or name another document."""
        del pubid, system
        raise ValueError(name)


def read_kml(path: Path, wanted: Wanted) -> Raw:
    """Return the placemarks of a KML file, each with the path of its folders.

    Raises `IntakeError` where it is no KML, declares a DOCTYPE or takes its content from a link.
    """
    root = _root(path)
    layer = chosen(path, [_text(root.find("{*}Document/{*}name")) or path.stem], wanted.layer)
    marks = list(_placemarks(root))
    rows = [_properties(mark) | {"folder": folder} for mark, folder in marks]
    names = list(dict.fromkeys(name for row in rows for name in row))
    shapes, unreadable = _shapes([mark for mark, _ in marks], layer)
    return Raw(
        layer=layer,
        columns={name: [row.get(name) for row in rows] for name in names},
        shapes=shapes,
        crs=WGS84,
        findings=(*unreadable, *_left_out(root, layer)),
    )


def _root(path: Path) -> ET.Element:
    text = content(path)
    if b"<" not in text[:_FIRST_BYTES]:
        raise other_format(path, "KML")
    try:
        parser = ET.XMLParser(target=_NoDoctype())  # noqa: S314 - a DOCTYPE is refused
        parser.feed(text)
        root = parser.close()
    except ET.ParseError as fault:
        raise damaged(path, fault) from fault
    except ValueError as fault:
        raise _entities(path) from fault
    if _tag(root) != "kml":
        raise other_format(path, "KML")
    if root.find(".//{*}NetworkLink") is not None:
        raise IntakeError(
            vi=f"{path.name} chỉ trỏ tới dữ liệu ở nơi khác (NetworkLink), nên không được mở. "
            "Hãy lưu lại nội dung đã tải thành KML trong Google Earth.",
            en=f"{path.name} points to data elsewhere (NetworkLink), so it was not opened. "
            "Save the loaded content as KML in Google Earth.",
        )
    return root


def _entities(path: Path) -> IntakeError:
    return IntakeError(
        vi=f"{path.name} khai báo DOCTYPE, điều KML không cần và có thể gây hại, nên không được "
        "mở. Hãy lưu lại bằng Google Earth hoặc QGIS.",
        en=f"{path.name} declares a DOCTYPE, which KML does not need and which may do harm, so it "
        "was not opened. Save it again from Google Earth or QGIS.",
    )


def _tag(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _text(element: ET.Element | None) -> str | None:
    return (element.text or "").strip() or None if element is not None else None


def _placemarks(root: ET.Element) -> Iterator[tuple[ET.Element, str | None]]:
    """Yield placemarks in the document's order, with the names of their folders."""
    waiting: list[tuple[ET.Element, str | None]] = [(root, None)]
    while waiting:
        element, folder = waiting.pop()
        if _tag(element) == "Placemark":
            yield element, folder
            continue
        if _tag(element) == "Folder":
            named = _text(element.find("{*}name")) or ""
            folder = named if folder is None else f"{folder}/{named}"
        waiting += [(child, folder) for child in reversed(element)]


def _properties(mark: ET.Element) -> dict[str, object]:
    row: dict[str, object] = {"id": mark.get("id")} if mark.get("id") else {}
    row |= {_tag(child): _text(child) for child in mark if not len(child) and _text(child)}
    for times in (child for child in mark if _tag(child) in _TIMES):
        row |= {_tag(child): _text(child) for child in times}
    extended = mark.find("{*}ExtendedData")
    for each in [] if extended is None else extended.iter():
        name = each.get("name")
        if name and _tag(each) == "Data":
            row[name] = _text(each.find("{*}value"))
        elif name and _tag(each) == "SimpleData":
            row[name] = _text(each)
    return row


def _shapes(
    marks: list[ET.Element], layer: str
) -> tuple[list[shapely.Geometry | None], list[Finding]]:
    shapes: list[shapely.Geometry | None] = []
    unreadable: list[Finding] = []
    for row, mark in enumerate(marks, start=1):
        found = [child for child in mark if _tag(child) in _SHAPES]
        try:
            shapes.append(_shape(found[0]) if found else None)
        except (shapely.errors.ShapelyError, ValueError, RecursionError) as fault:
            shapes.append(None)
            unreadable.append(unreadable_shape(layer, row, fault))
    return shapes, unreadable


def _shape(element: ET.Element) -> shapely.Geometry:
    kind = _tag(element)
    if kind in {"MultiGeometry", "MultiTrack"}:
        return _gathered([_shape(child) for child in element if _tag(child) in _SHAPES])
    if kind == "Track":
        return shapely.LineString(
            [_numbers(_text(each) or "") for each in element.iter("{*}coord")]
        )
    if kind == "Polygon":
        outer = element.find("{*}outerBoundaryIs/{*}LinearRing")
        inner = element.findall("{*}innerBoundaryIs/{*}LinearRing")
        return shapely.Polygon(
            [] if outer is None else _points(outer), [_points(ring) for ring in inner]
        )
    points = _points(element)
    return shapely.Point(points[0]) if kind == "Point" else shapely.LineString(points)


def _gathered(parts: list[shapely.Geometry]) -> shapely.Geometry:
    kinds = {part.geom_type for part in parts}
    gather = {
        "Polygon": shapely.MultiPolygon,
        "LineString": shapely.MultiLineString,
        "Point": shapely.MultiPoint,
    }.get(next(iter(kinds), ""), shapely.GeometryCollection)
    return gather(parts) if len(kinds) == 1 else shapely.GeometryCollection(parts)


def _points(element: ET.Element) -> NDArray[np.float64]:
    written = (_text(element.find("{*}coordinates")) or "").split()
    points = [_numbers(each.replace(",", " ")) for each in written]
    if not points or len({len(point) for point in points}) != 1:
        points = [point[:2] for point in points]
    return np.array(points, dtype=float)


def _numbers(text: str) -> list[float]:
    return [float(each) for each in text.split()]


def _left_out(root: ET.Element, layer: str) -> Iterator[Finding]:
    counts = {kind: len(root.findall(f".//{{*}}{kind}")) for kind in _LEFT_OUT}
    listed = ", ".join(f"{kind} {count}" for kind, count in counts.items() if count)
    if listed:
        yield told(
            "kml-left-out",
            "warning",
            layer,
            vi=f"Không nhập ảnh phủ và mô hình: {listed}.",
            en=f"Overlays and models were not brought in: {listed}.",
        )
