"""Where labels stand: greedily, each at its cheapest free place, never over another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from zoneplan.figures.page import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Point = tuple[float, float]
    Boxes = NDArray[np.float64]

_BESIDE_MM = 0.9
_GAPS_MM = (-4.0, -2.0, _BESIDE_MM, 3.0, 6.0, 10.0, 15.0, 21.0, 28.0)
_WAYS = 32
_STEPS = 9
_LEADER_FROM_MM = 2.0
_AIR_MM = 0.6
_ENOUGH_INSIDE = 0.8
# What a place costs: for each mm from its shape, each mm² of other shapes that it covers, each mm²
# of its own shape where it lies across the edge, each other shape that its leader crosses.
_FAR, _COVERED, _ACROSS, _CROSSED = 1.3, 4.0, 2.0, 6.0


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A label to place: the size of its text and its shape, all in millimetres of the page.

    `inside` looks for a place within the shape first, `must` for one farther off with a leader;
    a `loose` label may lie across the edge of its shape and over its neighbours, one that `spills`
    only a little across its own edge. No place is taken that costs more than `limit`.
    """

    width: float
    height: float
    shape: shapely.Geometry
    inside: bool = False
    must: bool = True
    loose: bool = False
    spills: bool = False
    limit: float = np.inf


@dataclass(frozen=True, kw_only=True)
class Placed:
    """Where a label stands, and the leader from it to its shape where it stands apart."""

    box: Box
    leader: tuple[Point, Point] | None = None


def place(
    wanted: Sequence[Wanted], *, frame: Box, taken: Iterable[Box], covers: NDArray[np.object_]
) -> list[Placed | None]:
    """Return a place for each label in the order given, None where none is free.

    Labels stay within `frame` and off the rectangles `taken`; to cover one of the shapes `covers`
    costs a place, a distance costs less.
    """
    blocked = [_shape(box) for box in taken]
    leaders: list[shapely.Geometry] = []
    places: list[Placed | None] = []
    for label in wanted:
        best = _best(label, frame, np.array([*blocked, *leaders, None], dtype=object)[:-1], covers)
        places.append(best)
        if best is not None:
            blocked.append(_shape(best.box))
        if best is not None and best.leader:
            leaders.append(shapely.LineString(best.leader))
    return places


def fits(label: Wanted) -> bool:
    """Tell whether there is a place for the label within its shape."""
    return len(_inner_points(label)) > 0


def _best(
    label: Wanted, frame: Box, blocked: NDArray[np.object_], covers: NDArray[np.object_]
) -> Placed | None:
    """Return the cheapest free place."""
    boxes = _boxes(_points(label), label)
    boxes = boxes[(boxes[:, :2] >= (frame.left, frame.bottom)).all(axis=1)]
    boxes = boxes[(boxes[:, 2:] <= (frame.right, frame.top)).all(axis=1)]
    boxes = boxes[~shapely.intersects(shapely.box(*boxes.T)[:, None], blocked).any(axis=1)]
    others = covers[[shape is not label.shape for shape in covers]]
    costs, distances = _costs(label, boxes, others)
    best, cheapest = None, label.limit
    for at in np.argsort(costs, kind="stable"):
        if costs[at] >= cheapest:
            break
        box = Box(
            **dict(zip(("left", "bottom", "right", "top"), map(float, boxes[at]), strict=True))
        )
        leader = _leader(box, label.shape) if distances[at] > _LEADER_FROM_MM else None
        line = shapely.LineString(leader) if leader else None
        if shapely.intersects(line, blocked).any():
            continue
        cost = costs[at] + _CROSSED * int(shapely.intersects(line, others).sum())
        if cost < cheapest:
            best, cheapest = Placed(box=box, leader=leader), cost
    return best


def _costs(
    label: Wanted, boxes: Boxes, others: NDArray[np.object_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return what each place costs before any leader, and how far it is from the shape."""
    distances = shapely.distance(shapely.box(*boxes.T), label.shape)
    costs = _FAR * distances + np.linspace(0, 1, len(boxes))
    if not label.loose:
        air = _AIR_MM * np.array([-1, -1, 1, 1])
        airy = shapely.box(*(boxes + air).T)
        near, met = shapely.STRtree(airy).query(others, predicate="intersects")
        covered = shapely.area(shapely.intersection(others[near], airy[met]))
        np.add.at(costs, met, _COVERED * covered)
        own = shapely.area(shapely.intersection(airy, label.shape))
        costs += _ACROSS * np.minimum(own, shapely.area(airy) - own)
    return costs, distances


def _points(label: Wanted) -> NDArray[np.float64]:
    """Return the middles of places: within the shape, then round it in growing rings."""
    left, bottom, right, top = shapely.bounds(label.shape)
    turns = 2 * np.pi * np.arange(_WAYS) / _WAYS
    ways = np.column_stack([np.cos(turns), np.sin(turns)])
    # A square of directions, so that labels line up with the sides of what they name.
    ways /= np.abs(ways).max(axis=1, keepdims=True)
    middle = np.array([left + right, bottom + top]) / 2
    half = np.array([right - left + label.width, top - bottom + label.height]) / 2
    gaps = _GAPS_MM if label.must else (_BESIDE_MM,)
    return np.concatenate([_inner_points(label), *(middle + ways * (half + gap) for gap in gaps)])


def _inner_points(label: Wanted) -> NDArray[np.float64]:
    """Return the middles of places within the shape, the nearest to its middle first."""
    left, bottom, right, top = shapely.bounds(label.shape)
    too_big = label.width > right - left or label.height > top - bottom
    if not label.inside or (too_big and not label.loose):
        return np.empty((0, 2))
    middle = np.array([left + right, bottom + top]) / 2
    shares = np.linspace(0.1, 0.9, _STEPS)
    x, y = np.meshgrid(left + shares * (right - left), bottom + shares * (top - bottom))
    grid = np.column_stack([x.ravel(), y.ravel()])
    grid = grid[np.argsort(np.hypot(*(grid - middle).T), kind="stable")]
    centre = shapely.get_coordinates(shapely.centroid(label.shape))
    points: NDArray[np.float64] = np.concatenate([centre, middle[None, :], grid])
    boxes = shapely.box(*_boxes(points, label).T)
    if label.loose or label.spills:
        shares = shapely.area(shapely.intersection(boxes, label.shape)) / shapely.area(boxes)
        within = shares >= _ENOUGH_INSIDE
    else:
        within = shapely.contains(label.shape, boxes)
    found: NDArray[np.float64] = points[within]
    return found


def _leader(box: Box, shape: shapely.Geometry) -> tuple[Point, Point]:
    """Return a line from a label to a point a little within its shape."""
    start, edge = shapely.get_coordinates(shapely.shortest_line(_shape(box), shape))
    middle = shapely.get_coordinates(shapely.point_on_surface(shape))[0]
    end = edge + 0.35 * (middle - edge)
    return (float(start[0]), float(start[1])), (float(end[0]), float(end[1]))


def _boxes(points: NDArray[np.float64], label: Wanted) -> Boxes:
    half = np.array([label.width, label.height]) / 2
    return np.hstack([points - half, points + half])


def _shape(box: Box) -> shapely.Geometry:
    return shapely.box(box.left, box.bottom, box.right, box.top)
