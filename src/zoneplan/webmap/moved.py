"""A boundary that moved: what was gained and lost, where it moved farthest, and its drawings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from zoneplan import measure
from zoneplan.change import GEOMETRY
from zoneplan.webmap.plane import Bar, Window

if TYPE_CHECKING:
    import geopandas as gpd

    from zoneplan.change import Change
    from zoneplan.plan import Plan

_GRID_M = 0.001
_SHORTEST_M = 0.001
_CLOSE = 8
_WORTH_A_CLOSE_UP = 0.25
_SMALLEST_MARK = 14.0
_LABEL_ROOM = 110


@dataclass(frozen=True, kw_only=True)
class Moved:
    """An outline before and after, valid, with what was kept, gained and lost of its area.

    `farthest` runs from the old outline to the new where they are farthest apart; None where one
    is missing or nothing moved by a millimetre.
    """

    before: shapely.Geometry | None
    after: shapely.Geometry | None
    kept: shapely.Geometry | None
    gained: shapely.Geometry | None
    lost: shapely.Geometry | None
    farthest: shapely.LineString | None


@dataclass(frozen=True, kw_only=True)
class Mark:
    """The farthest move in units of a drawing, and where its label stands."""

    start: tuple[float, float]
    end: tuple[float, float]
    label: tuple[float, float]
    anchor: str


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """Path data of one view, from back to front; `close` is the frame of the other, closer view."""

    land: str
    rivers: str
    neighbours: str
    kept: str
    gained: str
    lost: str
    before: str
    after: str
    mark: Mark | None
    close: tuple[float, float, float, float] | None
    bar: Bar


def moved(change: Change) -> Moved | None:
    """Return what became of an outline in the plan's system, None where nothing can be drawn."""
    before, after = (_drawable(shape) for shape in change.value(GEOMETRY))
    if before is None and after is None:
        return None
    whole = [shapely.Polygon() if shape is None else shape for shape in (before, after)]
    areas = any(shape.area for shape in whole)
    return Moved(
        before=before,
        after=after,
        kept=shapely.intersection(*whole, grid_size=_GRID_M) if areas else None,
        gained=shapely.difference(*whole[::-1], grid_size=_GRID_M) if areas else None,
        lost=shapely.difference(*whole, grid_size=_GRID_M) if areas else None,
        farthest=None if before is None or after is None else _farthest(before, after),
    )


def drawings(plan: Plan, change: Change, shapes: Moved) -> tuple[Drawing, ...]:
    """Return the view of a whole outline, and a closer one where the move would not be seen."""
    outlines = [shape for shape in (shapes.before, shapes.after) if shape is not None]
    whole = Window.around(outlines)
    if shapes.farthest is None:
        return (_drawing(shapes, whole, _ground(plan, change, whole)),)
    near = Window.about(
        shapes.farthest.interpolate(0.5, normalized=True), _CLOSE * shapes.farthest.length
    )
    if near.metres > _WORTH_A_CLOSE_UP * whole.metres:
        return (_drawing(shapes, whole, _ground(plan, change, whole), marked=True),)
    whole = Window.around([*outlines, near.box])
    # The ground is too coarse for a close view: it would seem surer than it is.
    return (
        _drawing(shapes, whole, _ground(plan, change, whole), near=near),
        _drawing(shapes, near, ("", "", ""), marked=True),
    )


def _drawable(shape: shapely.Geometry | None) -> shapely.Geometry | None:
    """Return a shape that overlays take, in two dimensions; None where nothing is to be seen."""
    if shape is None or shape.is_empty or not np.isfinite(shape.bounds).all():
        return None
    flat = shapely.force_2d(shape)
    if flat.is_valid:
        return flat
    mended = shapely.make_valid(flat, method="structure", keep_collapsed=False)
    return None if mended.is_empty else mended


def _farthest(before: shapely.Geometry, after: shapely.Geometry) -> shapely.LineString | None:
    longest = measure.farthest_move(before, after)
    return longest if longest.length >= _SHORTEST_M else None


def _drawing(
    shapes: Moved,
    window: Window,
    ground: tuple[str, str, str],
    *,
    marked: bool = False,
    near: Window | None = None,
) -> Drawing:
    land, rivers, neighbours = ground
    return Drawing(
        land=land,
        rivers=rivers,
        neighbours=neighbours,
        kept=window.fill(shapes.kept),
        gained=window.fill(shapes.gained),
        lost=window.fill(shapes.lost),
        before=window.stroke(shapes.before),
        after=window.stroke(shapes.after),
        mark=_mark(window, shapes.farthest) if marked and shapes.farthest else None,
        close=_frame(window, near) if near else None,
        bar=window.bar(),
    )


def _ground(plan: Plan, change: Change, window: Window) -> tuple[str, str, str]:
    """Return the paths of land, rivers and the other features of the layer, as far as in view."""
    backdrop = [
        layer for layer in plan.catalogue.with_role("backdrop") if layer.name in plan.layers
    ]
    land = [layer.name for layer in backdrop if layer.geometry == "MultiPolygon"]
    rivers = [layer.name for layer in backdrop if layer.geometry == "LineString"]
    key = plan.catalogue.layers[change.layer].key
    frame = plan.frame(change.layer)
    return (
        "".join(window.fill(shape) for name in land for shape in _seen(plan.frame(name), window)),
        "".join(
            window.stroke(shape) for name in rivers for shape in _seen(plan.frame(name), window)
        ),
        "".join(window.stroke(shape) for shape in _seen(frame[frame[key] != change.code], window)),
    )


def _seen(frame: gpd.GeoDataFrame, window: Window) -> list[shapely.Geometry]:
    shapes = (_drawable(shape) for shape in frame.geometry)
    return [shape for shape in shapes if shape is not None and shape.intersects(window.box)]


def _mark(window: Window, way: shapely.LineString) -> Mark:
    start, end = (window.at(shapely.Point(point)) for point in way.coords)
    left = min(start[0], end[0]) < _LABEL_ROOM
    x = max(start[0], end[0]) + 9 if left else min(start[0], end[0]) - 9
    y = (start[1] + end[1]) / 2 + 4
    return Mark(
        start=start, end=end, label=(round(x, 1), round(y, 1)), anchor="start" if left else "end"
    )


def _frame(window: Window, near: Window) -> tuple[float, float, float, float]:
    """Return where the closer view lies in the wider one: left, top, width, height."""
    west, south, east, north = near.box.bounds
    (left, top), (right, bottom) = (
        window.at(shapely.Point(corner)) for corner in ((west, north), (east, south))
    )
    grown = max(0.0, (_SMALLEST_MARK - (right - left)) / 2)
    return (
        round(left - grown, 1),
        round(top - grown, 1),
        round(right - left + 2 * grown, 1),
        round(bottom - top + 2 * grown, 1),
    )
