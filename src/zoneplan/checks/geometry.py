"""Rules on outlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from zoneplan import crs
from zoneplan.finding import Place, check
from zoneplan.language import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zoneplan.catalogue import Layer
    from zoneplan.plan import Plan

_NO_OUTLINE = "none"


@check(
    "geometry-missing",
    "error",
    vi="Đối tượng phải có hình, trừ khi ghi rõ là chưa có ranh giới.",
    en="A feature has a geometry, unless it states that no outline is known.",
)
def geometry_missing(plan: Plan) -> Iterator[Place]:
    """Find features without geometry whose boundary basis is not `none`."""
    for layer, code, basis, shape in _rows(plan):
        if shape is not None and not shape.is_empty:
            continue
        if basis != _NO_OUTLINE and not _set_aside(plan, layer, code):
            yield Place(
                layer=layer.name,
                code=code,
                message=Text(
                    vi=f"{code} không có hình. Hãy vẽ hoặc nhập ranh giới, hoặc ghi "
                    f"boundary_basis = {_NO_OUTLINE}.",
                    en=f"{code} has no geometry. Draw or bring in its outline, or set "
                    f"boundary_basis = {_NO_OUTLINE}.",
                ),
            )


@check(
    "boundary-basis-missing",
    "error",
    vi="Ranh giới phải ghi cơ sở của nó.",
    en="An outline states its basis.",
)
def boundary_basis_missing(plan: Plan) -> Iterator[Place]:
    """Find outlines that do not say how far they may be trusted."""
    for layer, code, basis, shape in _rows(plan):
        if shape is not None and basis is None and layer.has("boundary_basis"):
            yield Place(
                layer=layer.name,
                code=code,
                at=_inside(shape),
                message=Text(
                    vi=f"{code} có ranh giới nhưng không ghi boundary_basis. Hãy ghi cơ sở.",
                    en=f"{code} has an outline but no boundary_basis. State it.",
                ),
            )


@check(
    "geometry-invalid",
    "error",
    vi="Hình phải hợp lệ (không tự cắt).",
    en="A geometry is valid (does not cross itself).",
)
def geometry_invalid(plan: Plan) -> Iterator[Place]:
    """Find geometries that cross themselves, with the place."""
    for layer, code, _, shape in _rows(plan):
        if shape is not None and not shape.is_valid:
            reason = shapely.is_valid_reason(shape)
            yield Place(
                layer=layer.name,
                code=code,
                at=_place_in(reason) or _inside(shape),
                message=Text(
                    vi=f"{code} có hình không hợp lệ: {reason}. Hãy sửa trong QGIS "
                    "(Vector › Check validity).",
                    en=f"{code} has an invalid geometry: {reason}. Mend it in QGIS "
                    "(Vector › Check validity).",
                ),
            )


@check(
    "geometry-type",
    "error",
    vi="Hình phải đúng loại của lớp.",
    en="A geometry is of its layer's type.",
)
def geometry_type(plan: Plan) -> Iterator[Place]:
    """Find geometries of another type than the catalogue gives the layer."""
    for layer, code, _, shape in _rows(plan):
        if shape is not None and shape.geom_type not in {
            layer.geometry,
            (layer.geometry or "").removeprefix("Multi"),
        }:
            yield Place(
                layer=layer.name,
                code=code,
                at=_inside(shape),
                message=Text(
                    vi=f"{code} là {shape.geom_type}, lớp {layer.name} cần {layer.geometry}.",
                    en=f"{code} is a {shape.geom_type}, the layer {layer.name} needs "
                    f"{layer.geometry}.",
                ),
            )


@check(
    "geometry-outside-window",
    "error",
    vi="Hình phải nằm trong vùng sử dụng của hệ tọa độ.",
    en="A geometry lies in the area of use of the plan's coordinate system.",
)
def geometry_outside_window(plan: Plan) -> Iterator[Place]:
    """Find geometries with a point outside the system's area of use: swapped X and Y, mostly."""
    for layer, code, _, shape in _rows(plan):
        points = shapely.get_coordinates(shape)
        outside = np.flatnonzero(crs.outside_window(points, plan.settings.crs))
        if len(outside):
            easting, northing = points[outside[0]].tolist()
            yield Place(
                layer=layer.name,
                code=code,
                at=(easting, northing),
                message=Text(
                    vi=f"{code} có điểm ngoài vùng của {plan.settings.crs} (X = {northing:.1f}, "
                    f"Y = {easting:.1f}). X và Y có bị đổi chỗ không?",
                    en=f"{code} has a point outside the area of {plan.settings.crs} "
                    f"(X = {northing:.1f}, Y = {easting:.1f}). Are X and Y swapped?",
                ),
            )


def _rows(
    plan: Plan,
) -> Iterator[tuple[Layer, str | None, str | None, shapely.Geometry | None]]:
    for layer in plan.catalogue.with_role("feature", "line", "backdrop"):
        frame = plan.frame(layer.name)
        bases = frame["boundary_basis"] if "boundary_basis" in frame else [None] * len(frame)
        for code, basis, shape in zip(frame[layer.key], bases, frame.geometry, strict=True):
            yield layer, code, basis, shape


def _set_aside(plan: Plan, layer: Layer, code: str | None) -> bool:
    """Tell whether a geometry was there but could not be used; another rule tells why."""
    stored = plan.layers[layer.name]
    return stored.stored_crs is None or any(value.code == code for value in stored.unreadable)


def _inside(shape: shapely.Geometry) -> tuple[float, float]:
    point = shapely.centroid(shape)
    return (point.x, point.y)


def _place_in(reason: str) -> tuple[float, float] | None:
    """Return the coordinates that GEOS names in `Self-intersection[x y]`."""
    _, bracket, numbers = reason.rstrip("]").partition("[")
    if not bracket:
        return None
    easting, northing = numbers.split()[:2]
    return float(easting), float(northing)
