"""Where labels stand: greedily, each at its cheapest free place, never over another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from zoneplan.figures.page import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

_BESIDE = 0.9
_GAPS = (-4.0, -2.0, 0.9, 3.0, 6.0, 10.0, 15.0, 21.0, 28.0)
_NEAR = 2.0
_WAYS = 16
_COVERED = 3.0
_FAR = 1.3
_OWN_EDGE = 2.0
_AIR_MM = 0.5
_CROSSED = 6.0
_SHARE_INSIDE = 0.97


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A label to place: the size of its text and its shape, all in millimetres of the page.

    `inside` looks for a place within the shape first, `must` for one farther off with a leader;
    a `loose` label may lie across the edge of its own shape.
    """

    width: float
    height: float
    shape: shapely.Geometry
    inside: bool = False
    must: bool = True
    loose: bool = False


@dataclass(frozen=True, kw_only=True)
class Placed:
    """Where a label stands, and the leader from it to its shape where it stands apart."""

    box: Box
    leader: tuple[tuple[float, float], tuple[float, float]] | None = None


def fits(label: Wanted) -> bool:
    """Tell whether there is a place for the label within its shape."""
    return bool(_inner_points(label, shapely.bounds(label.shape)))


def place(
    wanted: Sequence[Wanted], *, frame: Box, taken: Iterable[Box], covers: NDArray[np.object_]
) -> list[Placed | None]:
    """Return a place for each label in the order given, None where none is free.

    Labels stay within `frame` and off the rectangles `taken`; to cover one of the shapes `covers`
    costs a place, a distance costs less.
    """
    boxes = list(taken)
    leaders: list[shapely.Geometry] = []
    places: list[Placed | None] = []
    for label in wanted:
        best = _best(label, frame, boxes, leaders, covers)
        places.append(best)
        if best is not None:
            boxes.append(best.box)
            if best.leader:
                leaders.append(shapely.LineString(best.leader))
    return places


def _best(
    label: Wanted,
    frame: Box,
    boxes: list[Box],
    leaders: list[shapely.Geometry],
    covers: NDArray[np.object_],
) -> Placed | None:
    """Return the cheapest free place; those that cost most are not looked at closer."""
    candidates = [box for box in _candidates(label) if _within(box, frame)]
    free = [box for box in candidates if not any(box.meets(old) for old in boxes)]
    if not free:
        return None
    areas = np.array([_shape(box) for box in free], dtype=object)
    others = covers[[shape is not label.shape for shape in covers]]
    distance = shapely.distance(areas, label.shape)
    airy = np.array([_shape(box.inset(-_AIR_MM)) for box in free], dtype=object)
    covered = shapely.area(shapely.intersection(airy[:, None], others[None, :])).sum(axis=1)
    own = shapely.area(shapely.intersection(airy, label.shape))
    straddling = np.minimum(own, shapely.area(airy) - own) * (label.must and not label.loose)
    costs = _FAR * distance + _COVERED * covered + _OWN_EDGE * straddling
    costs += np.linspace(0, 1, len(free))
    blocked = [*(_shape(box) for box in boxes), *leaders]
    best, cheapest = None, np.inf
    for at in np.argsort(costs, kind="stable"):
        if costs[at] >= cheapest:
            break
        leader = _leader(free[at], label.shape) if distance[at] > _NEAR else None
        crossed = 0
        if shapely.intersects(areas[at], leaders).any():
            continue
        if leader:
            line = shapely.LineString(leader)
            if shapely.intersects(line, blocked).any():
                continue
            crossed = int(shapely.intersects(line, others).sum())
        if costs[at] + _CROSSED * crossed < cheapest:
            best = Placed(box=free[at], leader=leader)
            cheapest = costs[at] + _CROSSED * crossed
    return best


def _candidates(label: Wanted) -> Iterator[Box]:
    """Yield places, the most wanted first: within the shape, then round it in growing rings."""
    left, bottom, right, top = shapely.bounds(label.shape)
    for x, y in _inner_points(label, (left, bottom, right, top)):
        yield _box(x, y, label)
    middle_x, middle_y = (left + right) / 2, (bottom + top) / 2
    for gap in _GAPS if label.must else (_BESIDE,):
        for step in range(_WAYS):
            turn = 2 * np.pi * step / _WAYS
            # A square of directions, so that labels line up with the sides of what they name.
            reach = max(abs(np.cos(turn)), abs(np.sin(turn)))
            wide = (right - left + label.width) / 2 + gap
            high = (top - bottom + label.height) / 2 + gap
            x = middle_x + np.cos(turn) / reach * wide
            y = middle_y + np.sin(turn) / reach * high
            yield _box(float(x), float(y), label)


def _inner_points(
    label: Wanted, bounds: tuple[float, float, float, float]
) -> list[tuple[float, float]]:
    if not label.inside:
        return []
    left, bottom, right, top = bounds
    centre = shapely.point_on_surface(label.shape)
    steps = np.linspace(0.1, 0.9, 9)
    grid = [(left + a * (right - left), bottom + b * (top - bottom)) for a in steps for b in steps]
    middle = ((left + right) / 2, (bottom + top) / 2)
    grid.sort(key=lambda point: (point[0] - middle[0]) ** 2 + (point[1] - middle[1]) ** 2)
    tried = [(float(centre.x), float(centre.y)), middle, *grid]
    boxes = np.array([_shape(_box(*point, label)) for point in tried])
    shares = shapely.area(shapely.intersection(boxes, label.shape)) / shapely.area(boxes)
    return [point for point, share in zip(tried, shares, strict=True) if share >= _SHARE_INSIDE]


def _leader(box: Box, shape: shapely.Geometry) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the shortest line from a label to a point a little within its shape."""
    centre = shapely.point_on_surface(shape)
    start = shapely.shortest_line(_shape(box), centre)
    (x, y), _ = shapely.get_coordinates(start)
    edge = shapely.get_coordinates(shapely.shortest_line(_shape(box), shape))[1]
    middle = shapely.get_coordinates(centre)[0]
    end = edge + 0.35 * (middle - edge)
    return (float(x), float(y)), (float(end[0]), float(end[1]))


def _box(x: float, y: float, label: Wanted) -> Box:
    return Box(
        left=x - label.width / 2,
        bottom=y - label.height / 2,
        right=x + label.width / 2,
        top=y + label.height / 2,
    )


def _shape(box: Box) -> shapely.Geometry:
    return shapely.box(box.left, box.bottom, box.right, box.top)


def _within(box: Box, frame: Box) -> bool:
    return (
        box.left >= frame.left
        and box.right <= frame.right
        and box.bottom >= frame.bottom
        and box.top <= frame.top
    )
