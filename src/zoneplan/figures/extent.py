"""What a map is to show: which ground, at which scale, which layers, how surely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from zoneplan import crs
from zoneplan.errors import PlanError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zoneplan.language import Text
    from zoneplan.plan import Plan

Bounds = tuple[float, float, float, float]
_FEW_DEGREES = 360.0
_SIDES = 4
_STATIONS = 40


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A map asked for. All features of the plan where nothing is said.

    `bounds` are in metres of the plan's system (west, south, east, north); `scale` is the
    denominator, None for the largest round one at which the bounds fit. `layers` are names.
    `graticule` draws WGS 84 instead of the plan's own grid; `strict` draws a symbol where an
    outline is vaguer than 2 mm on paper. `variants` draws the boundary alternatives too.
    """

    title: Text | None = None
    bounds: Bounds | None = None
    scale: float | None = None
    layers: tuple[str, ...] = ()
    graticule: bool = False
    strict: bool = False
    variants: bool = False


def bounds_of(plan: Plan, extent: str) -> Bounds:
    """Return the bounds, in metres of the plan's system, of a layer, a code or four numbers.

    Four numbers are west, south, east, north in metres of the plan's system, or in degrees of
    WGS 84. Raises `PlanError` where there is no such ground.
    """
    numbers = _numbers(extent)
    if numbers is not None:
        return _box(plan, extent, numbers)
    found = [
        shape
        for layer in plan.catalogue.with_role("feature", "line", "backdrop")
        if layer.name in plan.layers
        for frame in [plan.frame(layer.name)]
        for key, shape in zip(frame[layer.key], frame.geometry, strict=True)
        if extent in {key, layer.name} and shape is not None
    ]
    bounds = shapely.total_bounds(np.array([*found, None], dtype=object))
    if not np.isfinite(bounds).all():
        raise PlanError(
            vi=f"Không có lớp hay mã {extent!r} có ranh giới để lấy phạm vi. Hãy ghi tên lớp "
            "(`zoneplan layers`), mã (`zoneplan status`) hoặc tây,nam,đông,bắc.",
            en=f"No layer or code {extent!r} with an outline gives an extent. Name a layer "
            "(`zoneplan layers`), a code (`zoneplan status`) or west,south,east,north.",
        )
    west, south, east, north = (float(side) for side in bounds)
    return west, south, east, north


def refuse_unknown_layers(plan: Plan, names: Iterable[str]) -> None:
    """Raise `PlanError` for a layer that holds no features of the plan."""
    known = [layer.name for layer in plan.features]
    for name in names:
        if name not in known:
            raise PlanError(
                vi=f"Đồ án không có lớp {name!r}. Các lớp: {', '.join(known)}.",
                en=f"The plan has no layer {name!r}. Its layers: {', '.join(known)}.",
            )


def _numbers(text: str) -> list[float] | None:
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        return None
    return numbers if len(numbers) == _SIDES else None


def _box(plan: Plan, text: str, sides: list[float]) -> Bounds:
    west, south, east, north = sides
    frame = shapely.box(west, south, east, north)
    if not np.isfinite(sides).all() or west >= east or south >= north:
        raise _no_box(text)
    if max(abs(side) for side in sides) > _FEW_DEGREES:
        return west, south, east, north
    outline = shapely.segmentize(frame, frame.length / _STATIONS)
    metres = crs.moved(shapely.get_coordinates(outline), crs.WGS84, plan.settings.crs)
    if not np.isfinite(metres).all():
        raise _no_box(text)
    (left, bottom), (right, top) = metres.min(axis=0), metres.max(axis=0)
    return float(left), float(bottom), float(right), float(top)


def _no_box(text: str) -> PlanError:
    return PlanError(
        vi=f"Phạm vi {text!r} không đúng: phải là tây,nam,đông,bắc, tây nhỏ hơn đông, nam nhỏ hơn "
        "bắc.",
        en=f"The extent {text!r} is not west,south,east,north with west below east and south below "
        "north.",
    )
