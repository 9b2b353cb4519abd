"""What the geometry of a received layer is like, told and, on request, mended."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from zoneplan.exchange.received import objects, told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from zoneplan.finding import Finding

_REASON = re.compile(r"(.*?)\[(\S+) (\S+)\]")
_REASONS_VI = {
    "Self-intersection": "đường biên tự cắt",
    "Ring Self-intersection": "vòng biên tự chạm",
    "Hole lies outside shell": "lỗ nằm ngoài đường biên",
    "Holes are nested": "lỗ lồng nhau",
    "Nested shells": "các phần lồng nhau",
    "Duplicate Rings": "vòng biên trùng nhau",
    "Interior is disconnected": "phần trong bị tách rời",
    "Too few points in geometry component": "quá ít điểm",
    "Invalid Coordinate": "tọa độ không phải là số",
}


def flat(
    shapes: NDArray[np.object_], layer: str
) -> tuple[NDArray[np.object_], tuple[Finding, ...]]:
    """Return the geometries without Z and M, and how many had them."""
    with_z, with_m = int(shapely.has_z(shapes).sum()), int(shapely.has_m(shapes).sum())
    findings = []
    if with_z:
        findings.append(
            told(
                "z-dropped",
                "note",
                layer,
                vi=f"{with_z} đối tượng có độ cao (Z); độ cao không được giữ.",
                en=f"{with_z} features have heights (Z); these are not kept.",
            )
        )
    if with_m:
        findings.append(m_dropped(layer, with_m))
    return (shapely.force_2d(shapes) if findings else shapes), tuple(findings)


def m_dropped(layer: str, count: int) -> Finding:
    """Return the finding on measures that are not kept."""
    return told(
        "m-dropped",
        "note",
        layer,
        vi=f"{count} đối tượng có trị đo dọc tuyến (M); trị đo không được giữ.",
        en=f"{count} features have measures (M); these are not kept.",
    )


def curves_linearised(layer: str, count: int) -> Finding:
    """Return the finding on curves that became short lines."""
    return told(
        "curves-linearised",
        "note",
        layer,
        vi=f"{count} đối tượng có đường cong; cung tròn được thay bằng các đoạn thẳng ngắn.",
        en=f"{count} features have curves; arcs were replaced by short straight lines.",
    )


def unreadable_shape(layer: str, row: int, fault: object) -> Finding:
    """Return the finding on a row whose geometry cannot be read; the row is kept without it."""
    return told(
        "geometry-unreadable",
        "error",
        layer,
        vi=f"Dòng {row}: không đọc được hình học ({fault}); dòng được giữ, không có hình.",
        en=f"Row {row}: the geometry cannot be read ({fault}); the row is kept without it.",
    )


def oddities(shapes: NDArray[np.object_], layer: str) -> Iterator[Finding]:
    """Yield what the user should know: rows without outline, mixed types, invalid outlines."""
    nothing = int((shapely.is_missing(shapes) | shapely.is_empty(shapes)).sum())
    if nothing:
        yield told(
            "geometry-empty",
            "warning",
            layer,
            vi=f"{nothing} dòng không có hình học; các dòng này được giữ.",
            en=f"{nothing} rows have no geometry; they are kept.",
        )
    kinds = Counter(each.geom_type.removeprefix("Multi") for each in shapes if each is not None)
    if len(kinds) > 1:
        listed = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))
        yield told(
            "geometry-mixed",
            "warning",
            layer,
            vi=f"Lớp trộn nhiều kiểu hình học: {listed}.",
            en=f"The layer mixes types of geometry: {listed}.",
        )
    yield from _invalid(shapes, layer)


def _invalid(shapes: NDArray[np.object_], layer: str) -> Iterator[Finding]:
    wrong = np.flatnonzero(~shapely.is_valid(shapes) & ~shapely.is_missing(shapes))
    for row, reason in zip(wrong, shapely.is_valid_reason(shapes[wrong]), strict=True):
        what, at = _reason(str(reason))
        yield told(
            "geometry-invalid",
            "warning",
            layer,
            at=at,
            vi=f"Dòng {row + 1}: hình học không hợp lệ, {_REASONS_VI.get(what, what)}.",
            en=f"Row {row + 1}: the geometry is invalid, {what.lower()}.",
        )


def _reason(text: str) -> tuple[str, tuple[float, float] | None]:
    found = _REASON.fullmatch(text)
    if found is None:
        return text, None
    at = float(found[2]), float(found[3])
    return found[1], at if np.isfinite(at).all() else None


def mended(frame: gpd.GeoDataFrame, *, layer: str) -> tuple[gpd.GeoDataFrame, tuple[Finding, ...]]:
    """Return the layer with its invalid polygons made valid, and by how many m² each changed.

    Lines and points stay as they are; the index is kept. The frame must be in a projected system
    in metres.
    """
    shapes = objects(frame.geometry)
    wrong = np.flatnonzero(
        ~shapely.is_valid(shapes) & np.isin(shapely.get_type_id(shapes), (_POLYGON, _MULTIPOLYGON))
    )
    mends = [_polygons_of(each) for each in _made_valid(shapes[wrong])]
    findings = tuple(
        _mending(layer, int(row), shapely.area(mend) - shapely.area(shapes[row]))
        for row, mend in zip(wrong, mends, strict=True)
    )
    shapes[wrong] = objects(mends)
    return frame.set_geometry(gpd.GeoSeries(shapes, index=frame.index, crs=frame.crs)), findings


_POLYGON, _MULTIPOLYGON = 3, 6


def _made_valid(shapes: NDArray[np.object_]) -> Sequence[shapely.Geometry]:
    made: Sequence[shapely.Geometry] = shapely.make_valid(
        shapes, method="structure", keep_collapsed=False
    )
    return made


def _polygons_of(shape: shapely.Geometry) -> shapely.Geometry:
    """Return the polygons of what making valid left, which may hold lines as well."""
    parts = shapely.get_parts(shape, return_index=False)
    polygons = [each for each in parts if each.geom_type == "Polygon"]
    return shape if len(polygons) == len(parts) else shapely.MultiPolygon(polygons)


def _mending(layer: str, row: int, change_m2: float) -> Finding:
    return told(
        "geometry-mended",
        "warning",
        layer,
        vi=f"Dòng {row + 1}: đã sửa hình học; diện tích thay đổi {change_m2:+.2f} m².",
        en=f"Row {row + 1}: the geometry was mended; its area changed by {change_m2:+.2f} m².",
    )
