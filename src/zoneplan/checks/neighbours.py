"""Outlines beside each other: which edges nobody shares, who holds one ground, who all but touches.

Where ground is held twice, or a gap opens, there lies an edge that no neighbour shares. In a
layer that was drawn well only its rim has such edges, so little is left to look at closely.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BOTH_SIDES = 2
_SHARES_GROUND = "T********"
"""The interiors of two outlines have something in common (DE-9IM)."""


def unshared_edges(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return of each outline the edges without just one neighbour on their far side, as lines.

    An edge is shared where both neighbours draw it from the same corner to the same corner. None
    where an outline shares all. Expects valid areas.
    """
    parts, owner_of_part = shapely.get_parts(shapely.orient_polygons(shapes), return_index=True)
    rings, part_of_ring = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    _, corner = np.unique(points.view(complex).ravel(), return_inverse=True)
    start = np.flatnonzero((ring[:-1] == ring[1:]) & (corner[:-1] != corner[1:]))
    one, other = corner[start], corner[start + 1]
    ends = np.minimum(one, other) * len(points) + np.maximum(one, other)
    _, edge = np.unique(ends, return_inverse=True)
    drawn, turned = np.bincount(edge), np.bincount(edge, weights=np.sign(other - one))
    alone = start[((drawn != _BOTH_SIDES) | (turned != 0))[edge]]
    lines = shapely.linestrings(np.stack([points[alone], points[alone + 1]], axis=1))
    owners, row = np.unique(owner_of_part[part_of_ring[ring[alone]]], return_inverse=True)
    edges = np.full(len(shapes), None, dtype=object)
    edges[owners] = shapely.multilinestrings(lines, indices=np.sort(row))
    return edges


def pairs_across(shapes: NDArray[np.object_], unshared: NDArray[np.object_]) -> NDArray[np.intp]:
    """Return the pairs of outlines, each once, that hold some ground together.

    A piece of ground that is held twice has an unshared edge on its rim, and from one pair on it
    to the next an outline stays the same: so whoever has such an edge is asked for all that it
    meets, then whoever was met.
    """
    tree = shapely.STRtree(shapes)
    met: list[NDArray[np.intp]] = []
    asked = np.zeros(len(shapes), dtype=bool)
    waiting = np.flatnonzero(~shapely.is_missing(unshared))
    while len(waiting):
        asked[waiting] = True
        at, second = tree.query(shapes[waiting])
        first = waiting[at]
        share = shapely.relate_pattern(shapes[first], shapes[second], _SHARES_GROUND)
        met.append(np.stack([first, second])[:, share])
        waiting = np.setdiff1d(second[share], np.flatnonzero(asked))
    return _each_once(np.concatenate([np.empty((2, 0), dtype=np.intp), *met], axis=1))


def pairs_apart(unshared: NDArray[np.object_], within_m: float) -> NDArray[np.intp]:
    """Return the pairs of outlines, each once, with unshared edges near each other."""
    some = np.flatnonzero(~shapely.is_missing(unshared))
    tree = shapely.STRtree(unshared[some])
    return _each_once(some[tree.query(unshared[some], predicate="dwithin", distance=within_m)])


def _each_once(pairs: NDArray[np.intp]) -> NDArray[np.intp]:
    pairs = np.sort(pairs, axis=0)
    return np.unique(pairs[:, pairs[0] < pairs[1]], axis=1)
