"""Polygons to lay over many others: found by a tree, answered by prepared copies.

A prepared geometry that two threads share crashes, so each thread prepares copies of its own.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from zoneplan.measure.flat_area import areas_m2, ground_at
from zoneplan.measure.pairs import covers
from zoneplan.measure.rings import rings_of
from zoneplan.measure.shared_ground import edge_pairs, edges_of, shared
from zoneplan.measure.width import NO_WIDTH_M, made_valid, of_highest_dimension, wider_than

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from zoneplan.measure.rings import Rings
    from zoneplan.measure.shared_ground import Edges

_STRAIGHT = 1e-7
"""Edges count as straight on the plane where their bows are no more than this of the outline."""
_MOST_EDGE_PAIRS = 1 << 22
"""So that memory stays bounded, whatever a file holds."""
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


class SharedAreas(NamedTuple):
    """The same pairs without outlines: the ground of the first, and what of it is shared."""

    first: NDArray[np.intp]
    second: NDArray[np.intp]
    whole: NDArray[np.bool_]
    own_m2: NDArray[np.float64]
    shared_m2: NDArray[np.float64]


class _Met(NamedTuple):
    """Pairs that meet: positions, the first made valid and where it is among those."""

    first: NDArray[np.intp]
    second: NDArray[np.intp]
    valid: NDArray[np.object_]
    at: NDArray[np.intp]
    whole: NDArray[np.bool_]


class _Prepared(NamedTuple):
    tree: shapely.STRtree
    shapes: NDArray[np.object_]
    boxes: NDArray[np.float64]
    edges: Edges


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
        met = self._met(shapes)
        outline = met.valid[met.at]
        piece, meets = outline.copy(), met.whole.copy()
        border = np.flatnonzero(~met.whole)
        piece[border], meets[border] = self._cut(outline[border], met.second[border])
        return Shares(
            first=met.first[meets],
            second=met.second[meets],
            outline=outline[meets],
            piece=piece[meets],
            whole=met.whole[meets],
        )

    def areas(self, shapes: NDArray[np.object_], system: str) -> SharedAreas:
        """Return how much each of some areas shares with the polygons, all in one projected system.

        In square metres on the ellipsoid, by the same rules, several times as fast: only what edges
        alone do not tell is cut, as where little is shared. Edges of a border are straight on the
        plane here, not geodesics from cut to cut, which makes 0.1 ppm of the first area.
        """
        met = self._met(shapes)
        rings = rings_of(met.valid)
        own = areas_m2(rings, system).ellipsoid[met.at]
        shared = own.copy()
        border = np.flatnonzero(~met.whole)
        rows, at = np.unique(met.at[border], return_inverse=True)
        told = self._by_edges(rings.some(rows), at, met.second[border], system)
        unsure = border[np.isnan(told)]
        piece, meets = self._cut(met.valid[met.at[unsure]], met.second[unsure])
        told[np.isnan(told)] = np.where(meets, areas_m2(rings_of(piece), system).ellipsoid, 0)
        shared[border] = np.minimum(told, own[border])
        kept = met.whole | (shared > 0)
        return SharedAreas(
            first=met.first[kept],
            second=met.second[kept],
            whole=met.whole[kept],
            own_m2=own[kept],
            shared_m2=shared[kept],
        )

    def _met(self, shapes: NDArray[np.object_]) -> _Met:
        laid = self._prepared()
        some = self.near(shapely.bounds(shapes))
        first, second = laid.tree.query(shapes[some])
        first = some[first]
        order = np.lexsort((second, first))
        first, second = first[order], second[order]
        rows, at = np.unique(first, return_inverse=True)
        valid = made_valid(shapes[rows])
        boxes = laid.boxes[second], shapely.bounds(valid)[at]
        whole = covers(laid.shapes[second], valid[at], *boxes)
        meets = whole.copy()
        meets[~whole] = shapely.intersects(laid.shapes[second[~whole]], valid[at[~whole]])
        rows, at = np.unique(at[meets], return_inverse=True)
        return _Met(
            first=first[meets], second=second[meets], valid=valid[rows], at=at, whole=whole[meets]
        )

    def _cut(
        self, outline: NDArray[np.object_], second: NDArray[np.intp]
    ) -> tuple[NDArray[np.object_], NDArray[np.bool_]]:
        """Return what polygons hold of outlines, pair by pair, and whether that has any width."""
        zone = self._prepared().shapes[second]
        piece = of_highest_dimension(shapely.intersection(outline, zone))
        return piece, wider_than(piece, NO_WIDTH_M)

    def _by_edges(
        self, rings: Rings, first: NDArray[np.intp], second: NDArray[np.intp], system: str
    ) -> NDArray[np.float64]:
        """Return the ground that pairs share; NaN where edges alone do not tell surely."""
        theirs = self._prepared().edges
        mine = edges_of(rings, theirs.origin)
        told = np.full(len(first), np.nan)
        under = ground_at(mine.boxes[:, :2] + theirs.origin, system)
        if under is None:
            return told
        sizes_m = (mine.boxes[:, 2:] - mine.boxes[:, :2]).max(axis=1)
        straight = np.abs(under.bow_across) * sizes_m <= _STRAIGHT
        few = edge_pairs(mine, theirs, first, second) <= _MOST_EDGE_PAIRS
        some = np.flatnonzero(straight[first] & few)
        found = shared(mine, theirs, first[some], second[some])
        ground = under.at(first[some]).ground(found.area, found.moment, found.second_moment)
        told[some] = np.where(found.area > NO_WIDTH_M * found.edges_m, ground, np.nan)
        return told

    def _prepared(self) -> _Prepared:
        prepared: _Prepared | None = getattr(self._own, "prepared", None)
        if prepared is None:
            copies = shapely.from_wkb(shapely.to_wkb(self.shapes))
            shapely.prepare(copies)
            rings, boxes = rings_of(copies), shapely.bounds(copies)
            edges = edges_of(rings, rings.points[:1].sum(axis=0))
            prepared = _Prepared(shapely.STRtree(copies), copies, boxes, edges)
            self._own.prepared = prepared
        return prepared
