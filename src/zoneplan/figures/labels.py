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

_GAPS = (0.9, 3.0, 6.0, 10.0, 15.0, 21.0, 28.0)
_NEAR = 1.0
_WAYS = 16
_COVERED = 1.0
_FAR = 1.3
_CROSSED = 6.0
_SHARE_INSIDE = 0.97


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A label to place: the size of its text and its shape, all in millimetres of the page.

    `inside` looks for a place within the shape first, `must` for one farther off with a leader.
    """

    width: float
    height: float
    shape: shapely.Geometry
    inside: bool = False
    must: bool = True


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
    blocked = [_shape(box) for box in boxes]
    others = covers[[shape is not label.shape for shape in covers]]
    best, cheapest = None, np.inf
    for candidate, cost in _candidates(label):
        box = candidate.box
        if cost >= cheapest or not _within(box, frame) or any(box.meets(old) for old in boxes):
            continue
        area = _shape(box)
        if shapely.intersects(area, leaders).any():
            continue
        total = cost + _COVERED * float(shapely.area(shapely.intersection(area, others)).sum())
        if candidate.leader:
            line = shapely.LineString(candidate.leader)
            if shapely.intersects(line, [*blocked, *leaders]).any():
                continue
            total += _CROSSED * int(shapely.intersects(line, others).sum())
        if total < cheapest:
            best, cheapest = candidate, total
    return best


def _candidates(label: Wanted) -> Iterator[tuple[Placed, float]]:
    """Yield places with what each costs: within the shape, then around it in growing rings."""
    left, bottom, right, top = shapely.bounds(label.shape)
    half_width, half_height = label.width / 2, label.height / 2
    for x, y in _inner_points(label, (left, bottom, right, top)):
        yield Placed(box=_box(x, y, label)), 0.0
    middle_x, middle_y = (left + right) / 2, (bottom + top) / 2
    for gap in _GAPS if label.must else _GAPS[:1]:
        for step in range(_WAYS):
            turn = 2 * np.pi * step / _WAYS
            # A square of directions, so that labels line up with the sides of what they name.
            reach = max(abs(np.cos(turn)), abs(np.sin(turn)))
            way_x, way_y = np.cos(turn) / reach, np.sin(turn) / reach
            x = middle_x + way_x * ((right - left) / 2 + gap + half_width)
            y = middle_y + way_y * ((top - bottom) / 2 + gap + half_height)
            place = Placed(box=_box(x, y, label), leader=None)
            if gap > _NEAR:
                place = Placed(box=place.box, leader=_leader(place.box, label.shape))
            yield place, 2.0 + _FAR * gap


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
