"""Rules on how an outline is drawn: valid, without specks, without spikes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from zoneplan import measure
from zoneplan.checks.geometry import inside, outlines
from zoneplan.checks.wording import figure
from zoneplan.finding import Place, check
from zoneplan.language import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from zoneplan.plan import Plan

_SMALLEST_PART_M2 = 10.0
"""A piece or a hole below this is a leftover of drawing: no berth or zone is 3 m wide."""
_SHORTEST_LINE_M = 1.0
_SHARPEST_CORNER_DEG = 5.0


@check(
    "geometry-invalid",
    "error",
    vi="Hình phải hợp lệ (không tự cắt).",
    en="A geometry is valid (does not cross itself).",
)
def geometry_invalid(plan: Plan) -> Iterator[Place]:
    """Find geometries that cross themselves, with the place."""
    for own in outlines(plan):
        bad = ~shapely.is_missing(own.shapes) & ~shapely.is_valid(own.shapes)
        for code, shape in zip(own.codes[bad], own.shapes[bad], strict=True):
            reason = shapely.is_valid_reason(shape)
            yield Place(
                layer=own.layer.name,
                code=code,
                at=_place_in(reason) or inside(shape),
                message=Text(
                    vi=f"{code} có hình không hợp lệ: {reason}. Hãy sửa trong QGIS "
                    "(Vector › Check validity).",
                    en=f"{code} has an invalid geometry: {reason}. Mend it in QGIS "
                    "(Vector › Check validity).",
                ),
            )


@check(
    "geometry-tiny",
    "warning",
    vi="Hình không có mảnh, lỗ hay đoạn nhỏ vô lý.",
    en="A geometry has no speck: no part, hole or line too small to be meant.",
)
def geometry_tiny(plan: Plan) -> Iterator[Place]:
    """Find parts and holes below 10 m², and lines below 1 m."""
    for own in outlines(plan):
        for at, piece, size, unit in _specks(own.shapes):
            code, told = own.codes[at], figure(size, decimals=2)
            yield Place(
                layer=own.layer.name,
                code=code,
                at=inside(piece),
                where=piece,
                message=Text(
                    vi=f"{code} có một mảnh, lỗ hoặc đoạn chỉ {told.vi} {unit}. Hãy xóa nếu là vết "
                    "vẽ thừa.",
                    en=f"{code} has a part, hole or line of only {told.en} {unit}. Remove it if it "
                    "is a leftover.",
                ),
            )


@check(
    "geometry-spiky",
    "warning",
    vi="Ranh giới không có gai nhọn.",
    en="An outline has no spike.",
)
def geometry_spiky(plan: Plan) -> Iterator[Place]:
    """Find corners sharper than 5 degrees."""
    for own in outlines(plan):
        angles, points, owners = measure.corner_angles_deg(own.shapes)
        for at in np.flatnonzero(angles < _SHARPEST_CORNER_DEG):
            easting, northing = points[at].tolist()
            code, angle = own.codes[owners[at]], figure(angles[at], decimals=1)
            x, y = figure(northing, decimals=1), figure(easting, decimals=1)
            yield Place(
                layer=own.layer.name,
                code=code,
                at=(easting, northing),
                message=Text(
                    vi=f"{code} có gai nhọn {angle.vi}° tại X = {x.vi}, Y = {y.vi}. Hãy xem lại "
                    "đỉnh này.",
                    en=f"{code} has a spike of {angle.en}° at X = {x.en}, Y = {y.en}. Look at this "
                    "vertex again.",
                ),
            )


def _specks(
    shapes: NDArray[np.object_],
) -> Iterator[tuple[int, shapely.Geometry, float, str]]:
    """Find the row, the piece, its size and unit of what is too small to be meant."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    areas = shapely.area(shapely.polygons(rings))
    for at in np.flatnonzero(areas < _SMALLEST_PART_M2):
        yield int(owner[part[at]]), rings[at], float(areas[at]), "m²"
    lengths = shapely.length(parts)
    is_line = shapely.get_dimensions(parts) == 1
    for at in np.flatnonzero(is_line & (lengths < _SHORTEST_LINE_M)):
        yield int(owner[at]), parts[at], float(lengths[at]), "m"


def _place_in(reason: str) -> tuple[float, float] | None:
    """Return the coordinates that GEOS names in `Self-intersection[x y]`."""
    _, bracket, numbers = reason.rstrip("]").partition("[")
    if not bracket:
        return None
    easting, northing = numbers.split()[:2]
    return float(easting), float(northing)
