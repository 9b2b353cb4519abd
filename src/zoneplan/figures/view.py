"""Which ground a frame shows, at which round scale, and where an enlarged part of it fits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count
from math import floor, log10
from typing import TYPE_CHECKING

import numpy as np
import shapely

from zoneplan.figures.page import Box

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from zoneplan.figures.extent import Bounds

_ROUND = (1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.5, 8.0)
_MARGIN_MM = 5.0
_LARGEST_PART = 0.5
PART_TITLE_MM = 8.5
_PART_MARGIN_MM = 3.5
_PART_GAP_MM = 2.0
_WORTH_IT = 1.7


@dataclass(frozen=True, kw_only=True)
class View:
    """A frame on the page, the ground in it in metres, and its scale denominator.

    `unit` is how many metres of ground one millimetre of the page's box shows.
    """

    box: Box
    ground: Box
    scale: float
    unit: float

    def to_page(self, shapes: NDArray[np.object_]) -> NDArray[np.object_]:
        """Return shapes of the ground in the page's millimetres."""
        ground = np.array([self.ground.left, self.ground.bottom])
        corner = np.array([self.box.left, self.box.bottom])
        moved: NDArray[np.object_] = shapely.transform(
            shapes, lambda points: corner + (points - ground) / self.unit
        )
        return moved


def whole_view(bounds: Bounds, box: Box, *, enlarged: float, margin: float = _MARGIN_MM) -> View:
    """Return the view that shows bounds in metres in a frame at the largest round scale."""
    inner = box.inset(margin)
    west, south, east, north = bounds
    needed = max((east - west) / inner.width, (north - south) / inner.height, 1e-3)
    for scale in round_scales(needed * 1000 / enlarged):
        return _centred(bounds, box, scale, enlarged)
    raise AssertionError


def over_cover(view: View, bounds: Bounds, cover: Bounds | None) -> View:
    """Return the view slid onto ground that a backdrop covers, its bounds still within it."""
    if cover is None:
        return view
    ground = view.ground
    west, south, east, north = bounds
    across = _slide((ground.left, ground.right), (west, east), (cover[0], cover[2]))
    up = _slide((ground.bottom, ground.top), (south, north), (cover[1], cover[3]))
    slid = Box(
        left=ground.left + across,
        bottom=ground.bottom + up,
        right=ground.right + across,
        top=ground.top + up,
    )
    return replace(view, ground=slid)


def _slide(
    frame: tuple[float, float], inner: tuple[float, float], cover: tuple[float, float]
) -> float:
    """Return how far a frame goes towards its cover without letting go of what is within it."""
    beyond = (max(cover[0] - frame[0], 0.0), min(cover[1] - frame[1], 0.0))
    wanted = sum(beyond) if 0 in beyond else 0.0
    room = (min(inner[1] - frame[1], 0.0), max(inner[0] - frame[0], 0.0))
    return min(max(wanted, room[0]), room[1])


def scale_to_fit(bounds: Bounds, box: Box, *, enlarged: float) -> float:
    """Return the largest round scale at which bounds in metres fit into a frame."""
    return whole_view(bounds, box, enlarged=enlarged, margin=0).scale


def view_at(bounds: Bounds, box: Box, scale: float, *, enlarged: float) -> View | None:
    """Return the view of a scale with bounds (metres) in its middle; None where they do not fit."""
    unit = scale * enlarged / 1000
    west, south, east, north = bounds
    room = 1 + 1e-9
    if east - west > box.width * unit * room or north - south > box.height * unit * room:
        return None
    return _centred(bounds, box, scale, enlarged)


def round_scales(least: float) -> Iterator[float]:
    """Yield round scale denominators from `least` up."""
    for power in count(floor(log10(least))):
        for first in _ROUND:
            if first * 10**power >= least * (1 - 1e-9):
                yield first * 10**power


def enlarged_part(
    bounds: Bounds, view: View, covers: NDArray[np.object_], *, enlarged: float
) -> View | None:
    """Return a view of a part, enlarged in the corner of the frame where it hides no feature.

    The largest scale that fits is taken; None where no corner has room for a worthwhile one.
    `covers` are the features in the page's millimetres.
    """
    west, south, east, north = bounds
    for scale in round_scales(view.scale / 12):
        if scale * _WORTH_IT > view.scale:
            return None
        unit = scale * enlarged / 1000
        width = (east - west) / unit + 2 * _PART_MARGIN_MM
        height = (north - south) / unit + 2 * _PART_MARGIN_MM + PART_TITLE_MM
        if max(width / view.box.width, height / view.box.height) > _LARGEST_PART:
            continue
        free = [box for box in _corners(view.box, width, height) if _is_free(box, covers)]
        if free:
            box = replace(free[0], top=free[0].top - PART_TITLE_MM)
            return _centred(bounds, box, scale, enlarged)
    return None


def _corners(frame: Box, width: float, height: float) -> list[Box]:
    inner = frame.inset(_PART_GAP_MM)
    return [
        Box(left=x, bottom=y, right=x + width, top=y + height)
        for y in (inner.bottom, inner.top - height)
        for x in (inner.right - width, inner.left)
    ]


def _is_free(box: Box, covers: NDArray[np.object_]) -> bool:
    wide = box.inset(-_PART_GAP_MM)
    area = shapely.box(wide.left, wide.bottom, wide.right, wide.top)
    return not shapely.intersects(covers, area).any()


def _centred(bounds: Bounds, box: Box, scale: float, enlarged: float) -> View:
    unit = scale * enlarged / 1000
    west, south, east, north = bounds
    x, y = (west + east) / 2, (south + north) / 2
    ground = Box(
        left=x - box.width / 2 * unit,
        bottom=y - box.height / 2 * unit,
        right=x + box.width / 2 * unit,
        top=y + box.height / 2 * unit,
    )
    return View(box=box, ground=ground, scale=scale, unit=unit)
