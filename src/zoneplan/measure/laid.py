"""Polygons to lay over many others: found by a tree, answered by prepared copies.

A prepared geometry that two threads share crashes, so each thread prepares copies of its own.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from zoneplan.measure.pairs import covers
from zoneplan.measure.width import NO_WIDTH_M, made_valid, of_highest_dimension, wider_than

if TYPE_CHECKING:
    from numpy.typing import NDArray


_FEW = 100
"""For so few, comparing numbers is quicker than making every geometry an object."""


class Shares(NamedTuple):
    """Pairs that share ground, in the order of the first.

    `first` and `second` are positions, `outline` the first as it was compared, `piece` what of it
    the second holds, `whole` whether that is all of it.
    """

    first: NDArray[np.intp]
    second: NDArray[np.intp]
    outline: NDArray[np.object_]
    piece: NDArray[np.object_]
    whole: NDArray[np.bool_]


class _Prepared(NamedTuple):
    tree: shapely.STRtree
    shapes: NDArray[np.object_]
    boxes: NDArray[np.float64]


class Laid:
    """Polygons, valid, to be laid over others in one system, by any number of threads."""

    def __init__(self, shapes: NDArray[np.object_]) -> None:
        self.shapes = shapes
        self._own = threading.local()

    def __reduce__(self) -> tuple[type[Laid], tuple[NDArray[np.object_]]]:
        """Send the polygons alone to another process, which prepares its own copies."""
        return Laid, (self.shapes,)

    def near(self, boxes: NDArray[np.float64]) -> NDArray[np.intp]:
        """Return the positions of boxes (n × 4) that meet that of a polygon; or all, if many."""
        own = self._prepared().boxes
        if len(own) > _FEW:
            return np.arange(len(boxes))
        near = np.zeros(len(boxes), dtype=bool)
        west, south, east, north = np.ascontiguousarray(boxes.T)
        for low_x, low_y, high_x, high_y in own:
            near |= (west <= high_x) & (east >= low_x) & (south <= high_y) & (north >= low_y)
        return np.flatnonzero(near)

    def shares(self, shapes: NDArray[np.object_]) -> Shares:
        """Return what each of some areas has in common with the polygons.

        Most lie in one whole, which a prepared polygon tells at once; only those on a border are
        cut. Touching is not sharing, nor is what is no wider than rounding (`NO_WIDTH_M`). An
        invalid area counts as what it encloses. Expects a projected system in metres.
        """
        laid = self._prepared()
        some = self.near(shapely.bounds(shapes))
        first, second = laid.tree.query(shapes[some])
        first = some[first]
        order = np.lexsort((second, first))
        first, second = first[order], second[order]
        near, back = np.unique(first, return_inverse=True)
        valid = made_valid(shapes[near])
        outline, zone = valid[back], laid.shapes[second]
        whole = covers(zone, outline, laid.boxes[second], shapely.bounds(valid)[back])
        meets = whole.copy()
        meets[~whole] = shapely.intersects(zone[~whole], outline[~whole])
        piece = outline.copy()
        cut = meets & ~whole
        piece[cut] = of_highest_dimension(shapely.intersection(outline[cut], zone[cut]))
        meets[cut] = wider_than(piece[cut], NO_WIDTH_M)
        return Shares(
            first=first[meets],
            second=second[meets],
            outline=outline[meets],
            piece=piece[meets],
            whole=whole[meets],
        )

    def _prepared(self) -> _Prepared:
        prepared: _Prepared | None = getattr(self._own, "prepared", None)
        if prepared is None:
            copies = shapely.from_wkb(shapely.to_wkb(self.shapes))
            shapely.prepare(copies)
            prepared = _Prepared(shapely.STRtree(copies), copies, shapely.bounds(copies))
            self._own.prepared = prepared
        return prepared
