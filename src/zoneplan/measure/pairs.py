"""Shapes beside each other, pair by pair: by how much they overlap, by how much they do not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from zoneplan.measure.width import NO_WIDTH_M, goes_beyond, wider_than

if TYPE_CHECKING:
    from numpy.typing import NDArray

_AREA = 2


@dataclass(frozen=True, kw_only=True)
class Pairs:
    """Two layers, the positions of pairs in them, and what each pair shares."""

    ones: NDArray[np.object_]
    others: NDArray[np.object_]
    left: NDArray[np.intp]
    right: NDArray[np.intp]
    shared: NDArray[np.object_]

    @property
    def one(self) -> NDArray[np.object_]:
        """The first of each pair."""
        return self.ones[self.left]

    @property
    def other(self) -> NDArray[np.object_]:
        """The second of each pair."""
        return self.others[self.right]

    def turned(self) -> Pairs:
        """Return the pairs the other way round."""
        return Pairs(
            ones=self.others,
            others=self.ones,
            left=self.right,
            right=self.left,
            shared=self.shared,
        )

    def those(self, chosen: NDArray[np.bool_]) -> Pairs:
        """Return some of the pairs."""
        return Pairs(
            ones=self.ones,
            others=self.others,
            left=self.left[chosen],
            right=self.right[chosen],
            shared=self.shared[chosen],
        )

    def share_more_than(self, width_m: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Tell which pairs share ground wider than that, or reach deeper than that into an area.

        Lines and points that meet each other share no width, so they do more than touch only
        where no more than rounding is asked.
        """
        one, other = self.one, self.other
        first, second = shapely.get_dimensions(one), shapely.get_dimensions(other)
        share: NDArray[np.bool_] = shapely.intersects(one, other)
        share &= (first < _AREA) & (second < _AREA) & (width_m <= NO_WIDTH_M)
        share[share] = ~shapely.touches(one[share], other[share])
        areas = (first == _AREA) & (second == _AREA)
        share[areas] = wider_than(self.shared[areas], width_m[areas])
        for way, into in (
            (self, (first == _AREA) & ~areas),
            (self.turned(), (second == _AREA) & ~areas),
        ):
            share[into] = goes_beyond(way.shared[into], way.edges(into), width_m[into])
        return share

    def edges(self, chosen: NDArray[np.bool_]) -> NDArray[np.object_]:
        """Return the boundary of the first of some pairs, each made and prepared once."""
        at = self.left[chosen]
        edges = np.full(len(self.ones), None, dtype=object)
        used = np.unique(at)
        edges[used] = shapely.boundary(self.ones[used])
        shapely.prepare(edges)
        return edges[at]

    def hold_all_but(self, width_m: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Tell which first hold the second but for ground no wider than that along the edge."""
        inner, outer = self.other, self.one
        rank = shapely.get_dimensions(inner)
        missing = np.where(rank == _AREA, shapely.area(inner) - shapely.area(self.shared), 0.0)
        hold: NDArray[np.bool_] = missing <= width_m * shapely.length(inner)
        hold &= rank <= shapely.get_dimensions(outer)
        areal, thin = hold & (rank == _AREA), hold & (rank < _AREA)
        rest = shapely.difference(inner[areal], outer[areal])
        hold[areal] = ~wider_than(rest, width_m[areal])
        hold[thin] = ~goes_beyond(inner[thin], outer[thin], width_m[thin])
        return hold


def covers(
    outer: NDArray[np.object_],
    inner: NDArray[np.object_],
    outer_boxes: NDArray[np.float64],
    inner_boxes: NDArray[np.float64],
) -> NDArray[np.bool_]:
    """Tell which shapes cover another, pair by pair; quick where the outer ones are prepared."""
    covers: NDArray[np.bool_] = np.all(outer_boxes[:, :2] <= inner_boxes[:, :2], axis=1)
    covers &= np.all(outer_boxes[:, 2:] >= inner_boxes[:, 2:], axis=1)
    covers[covers] = shapely.covers(outer[covers], inner[covers])
    return covers
