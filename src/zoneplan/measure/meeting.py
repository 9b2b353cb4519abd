"""Which features of two layers meet, how, what they share, and how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from zoneplan.measure.pairs import Pairs, covers
from zoneplan.measure.width import NO_WIDTH_M, of_highest_dimension, valid_shapes

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FARTHEST_M = 1e6


def meetings(first: gpd.GeoSeries, second: gpd.GeoSeries | None = None) -> gpd.GeoDataFrame:
    """Return the pairs of two layers that meet, by position, and what each pair shares.

    Columns: `first` and `second` (positions, not labels), `relation` of the first to the second
    (`equal`, `contains`, `within`, `cuts` where they overlap in part, `touches` where they share
    no more than a boundary), and as geometry their intersection. Within one layer, where there
    is no second, each pair stands once. Boundaries nearer to each other than `NO_WIDTH_M` are
    one: an edge digitised twice with millimetres of noise is a touch, though what is shared
    stays as it is. An invalid outline counts as what it encloses (`valid_shapes`). Expects both
    in one projected system in metres.
    """
    ones = valid_shapes(first)
    others = ones if second is None else valid_shapes(second)
    left, right = _near(ones, others)
    if second is None:
        left, right = left[left < right], right[left < right]
    pairs, holds, held = _shared(ones, others, left, right)
    relation = _relations(pairs, holds, held)
    table = {"first": pairs.left, "second": pairs.right, "relation": relation}
    return gpd.GeoDataFrame(table, geometry=pairs.shared, crs=first.crs)


def sureness(
    met: gpd.GeoDataFrame,
    first: gpd.GeoSeries,
    second: gpd.GeoSeries,
    *,
    uncertainty_m: tuple[NDArray[np.float64], NDArray[np.float64]],
) -> NDArray[np.object_]:
    """Return how sure each relation that `meetings` found is, given how far outlines may be off.

    `certain`: it holds wherever in their uncertainty the outlines run. `extent`: the two share
    ground for certain, yet not whether in whole or in part. `undecided`: what they share is no
    wider than both uncertainties together, so that they may as well lie apart. `unstated`: a NaN
    says that nobody told how sure an outline is, and the other alone leaves it certain or
    `extent`. Expects what `meetings` was given.
    """
    pairs = Pairs(
        ones=valid_shapes(first),
        others=valid_shapes(second),
        left=met["first"].to_numpy(),
        right=met["second"].to_numpy(),
        shared=met.geometry.to_numpy(),
    )
    relation = met["relation"].to_numpy()
    told = uncertainty_m[0][pairs.left], uncertainty_m[1][pairs.right]
    doubt = np.minimum(sum(np.where(np.isnan(each), 0.0, each) for each in told), _FARTHEST_M)
    deep = _deep(pairs, doubt, relation == "contains")
    deep |= _deep(pairs.turned(), doubt, relation == "within")
    ground = deep | pairs.share_more_than(doubt)
    partly = ground & (relation == "cuts")
    some = pairs.those(partly)
    partly[partly] = ~(some.hold_all_but(doubt[partly]) | some.turned().hold_all_but(doubt[partly]))
    sure = np.select(
        [(doubt == 0) | deep | partly, ground], ["certain", "extent"], default="undecided"
    ).astype(object)
    sure[(np.isnan(told[0]) | np.isnan(told[1])) & (sure != "undecided")] = "unstated"
    return sure


def _deep(pairs: Pairs, doubt: NDArray[np.float64], holds: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell which first hold the second farther from their boundary than the doubt."""
    deep: NDArray[np.bool_] = holds & (shapely.get_dimensions(pairs.one) == 2)  # noqa: PLR2004 - an area
    deep[deep] = ~shapely.dwithin(pairs.edges(deep), pairs.other[deep], doubt[deep])
    return deep


def _near(
    ones: NDArray[np.object_], others: NDArray[np.object_]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the positions of pairs whose boxes meet, in the order of the first."""
    there = np.flatnonzero(~shapely.is_missing(ones))
    boxes = shapely.bounds(ones[there]) + np.array([-1, -1, 1, 1]) * NO_WIDTH_M
    left, right = shapely.STRtree(others).query(shapely.box(*boxes.T))
    order = np.lexsort((right, left))
    return there[left[order]], right[order]


def _shared(
    ones: NDArray[np.object_],
    others: NDArray[np.object_],
    left: NDArray[np.intp],
    right: NDArray[np.intp],
) -> tuple[Pairs, NDArray[np.bool_], NDArray[np.bool_]]:
    """Return the pairs that meet, and which first and which second cover the other.

    Only what neither covers is intersected: prepared `covers` is far quicker to answer.
    """
    shapely.prepare(ones)
    shapely.prepare(others)
    one, other = ones[left], others[right]
    boxes, other_boxes = shapely.bounds(ones)[left], shapely.bounds(others)[right]
    holds, held = covers(one, other, boxes, other_boxes), covers(other, one, other_boxes, boxes)
    shared = np.where(holds, other, one)
    cut = ~(holds | held)
    shared[cut] = of_highest_dimension(shapely.intersection(one[cut], other[cut]))
    meet: NDArray[np.bool_] = ~shapely.is_empty(shared)
    meet[~meet] = shapely.dwithin(one[~meet], other[~meet], NO_WIDTH_M)
    pairs = Pairs(ones=ones, others=others, left=left, right=right, shared=shared)
    return pairs.those(meet), holds[meet], held[meet]


def _relations(
    pairs: Pairs, holds: NDArray[np.bool_], held: NDArray[np.bool_]
) -> NDArray[np.object_]:
    noise = np.full(len(pairs.left), NO_WIDTH_M)
    holds[~holds] = pairs.those(~holds).hold_all_but(noise[~holds])
    held[~held] = pairs.those(~held).turned().hold_all_but(noise[~held])
    relation = np.select(
        [~pairs.share_more_than(noise), holds & held, holds, held],
        ["touches", "equal", "contains", "within"],
        default="cuts",
    )
    return relation.astype(object)
