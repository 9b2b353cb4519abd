"""How much ground pairs of outlines share, told by their edges alone, no outline of it being made.

An outline is the sum of what lies under each of its edges, taken with the sign of its direction.
So what two outlines share is the sum, over each edge of one and each of the other, of what lies
under both. That has no special cases: it changes as little as the edges do, also where they meet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from zoneplan.measure.rings import Rings

_AT_A_TIME = 1 << 18
"""Pairs of edges looked through at a time: what is made of them stays in the processor's cache."""


class Shared(NamedTuple):
    """Of each pair: area on the plane, its moments along x from the first one's westernmost point.

    `edges_m` is no less than the length of the edges around it.
    """

    area: NDArray[np.float64]
    moment: NDArray[np.float64]
    second_moment: NDArray[np.float64]
    edges_m: NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Edges:
    """The edges of areas, those of area i from `starts[i]`, counted from `origin`.

    `west` and `east` are the x of their ends, `y` that of the western one, `top` the greater;
    `sign` is 1 where the area lies under the edge, -1 where above. `boxes` are the areas' (n × 4).
    """

    west: NDArray[np.float64]
    east: NDArray[np.float64]
    y: NDArray[np.float64]
    top: NDArray[np.float64]
    slope: NDArray[np.float64]
    length: NDArray[np.float64]
    sign: NDArray[np.float64]
    starts: NDArray[np.intp]
    boxes: NDArray[np.float64]
    origin: NDArray[np.float64]


def edges_of(rings: Rings, origin: NDArray[np.float64]) -> Edges:
    """Return the edges of valid areas; `origin` is a point near to them, which saves digits."""
    points, ring = rings.points - origin, np.arange(len(rings.starts))
    inside = np.ones(len(points), dtype=bool)
    inside[rings.ends - 1] = False
    at = np.flatnonzero(inside)
    x0, y0, x1, y1 = *points[at].T, *points[at + 1].T
    run, rise = x1 - x0, y1 - y0
    under = np.add.reduceat(run * (y0 + y1), rings.starts - ring) if len(ring) else np.zeros(0)
    side = np.where(rings.is_hole, -1, 1) * np.sign(under)
    count = rings.ends - rings.starts - 1
    eastward = run > 0
    return Edges(
        west=np.minimum(x0, x1),
        east=np.maximum(x0, x1),
        y=np.where(eastward, y0, y1),
        top=np.maximum(y0, y1),
        slope=np.divide(rise, run, out=np.zeros_like(run), where=run != 0),
        length=np.hypot(run, rise),
        sign=np.where(eastward, 1, -1) * np.repeat(side, count),
        starts=np.searchsorted(np.repeat(rings.owner, count), np.arange(rings.count + 1)),
        boxes=rings.boxes() - np.tile(origin, 2),
        origin=origin,
    )


def shared(one: Edges, other: Edges, first: NDArray[np.intp], second: NDArray[np.intp]) -> Shared:
    """Return what pairs of areas share, pair by pair, both counted from the same origin."""
    sizes = edge_pairs(one, other, first, second)
    parts = [_shared(one, other, first[part], second[part]) for part in _parts(sizes)]
    empty = Shared(*np.zeros((len(Shared._fields), 0)))
    return Shared(*(np.concatenate(each) for each in zip(empty, *parts, strict=True)))


def edge_pairs(
    one: Edges, other: Edges, first: NDArray[np.intp], second: NDArray[np.intp]
) -> NDArray[np.intp]:
    """Return, pair by pair, how many pairs of edges there are to look through."""
    return np.diff(one.starts)[first] * np.diff(other.starts)[second]


def _parts(sizes: NDArray[np.intp]) -> Iterator[slice]:
    """Cut pairs into runs of about `_AT_A_TIME` pairs of edges."""
    turns = np.flatnonzero(np.diff(np.cumsum(sizes) // _AT_A_TIME, prepend=0))
    cuts = np.unique([0, *turns.tolist(), len(sizes)])
    yield from map(slice, cuts[:-1].tolist(), cuts[1:].tolist())


def _shared(one: Edges, other: Edges, first: NDArray[np.intp], second: NDArray[np.intp]) -> Shared:
    """Return the same; what of the other lies wholly under or beside an area, adds nothing."""
    west, south, east, north = one.boxes[first].T
    pair, their = _each(other.starts, second)
    near = (other.east[their] >= west[pair]) & (other.west[their] <= east[pair])
    near &= other.top[their] > south[pair]
    pair, their = pair[near], their[near]
    at, own = _each(one.starts, first[pair])
    low = np.maximum(one.west[own], other.west[their][at])
    high = np.minimum(one.east[own], other.east[their][at])
    both = np.flatnonzero(low < high)
    own, at, low, high = own[both], at[both], low[both], high[both]
    theirs, owner = their[at], pair[at]
    sign = one.sign[own] * other.sign[theirs]

    def above(x: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return how far the edge of the first lies above that of the other."""
        mine = one.y[own] + (x - one.west[own]) * one.slope[own]
        its: NDArray[np.float64] = other.y[theirs] + (x - other.west[theirs]) * other.slope[theirs]
        return np.subtract(mine, its)

    moments = _below(low - west[owner], high - west[owner], above(low), above(high))
    area, moment, second_moment = (_summed(owner, sign * each, len(first)) for each in moments)
    reach = np.hypot(east - west, north - south)
    around = _summed(pair, np.minimum(other.length[their], reach[pair]), len(first))
    around += np.add.reduceat(np.append(one.length, 0), one.starts[:-1])[first]
    return Shared(area=area, moment=moment, second_moment=second_moment, edges_m=around)


def _summed(at: NDArray[np.intp], values: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    return np.bincount(at, values, minlength=count).astype(np.float64)


def _below(
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    start: NDArray[np.float64],
    end: NDArray[np.float64],
) -> tuple[NDArray[np.float64], ...]:
    """Return the integrals of 1, x and x² times what of straight lines is below zero.

    Lines go from `start` at x = `low` to `end` at `high`. What lies under two lines is what lies
    under the second, which all edges of a closed first outline together take away again, and what
    the difference of both has below zero.
    """
    turn = low + (high - low) * np.divide(
        start, start - end, out=np.zeros_like(start), where=(start > 0) != (end > 0)
    )
    low, high = np.where(start > 0, turn, low), np.where(end > 0, turn, high)
    start, end, run = np.minimum(start, 0), np.minimum(end, 0), high - low
    return (
        run / 2 * (start + end),
        run / 6 * (start * (2 * low + high) + end * (low + 2 * high)),
        run
        / 12
        * (
            start * (3 * low * low + 2 * low * high + high * high)
            + end * (low * low + 2 * low * high + 3 * high * high)
        ),
    )


def _each(
    starts: NDArray[np.intp], rows: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return each item of each row: the row's position in `rows`, the item."""
    counts = starts[rows + 1] - starts[rows]
    skipped = starts[rows] - np.cumsum(counts) + counts
    row = np.repeat(np.arange(len(rows)), counts)
    return row, np.arange(len(row)) + skipped[row]
