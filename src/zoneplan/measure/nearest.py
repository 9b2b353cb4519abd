"""The nearest feature of another layer, and how far it is along the ellipsoid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from zoneplan import crs
from zoneplan.measure.ellipsoid import code_of, on_ellipsoid
from zoneplan.measure.width import NO_WIDTH_M, valid_shapes

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SCALE_VARIES = 1.002
"""By how much more the plane may stretch one of two distances than the other, within a zone."""


def nearest(
    first: gpd.GeoSeries, second: gpd.GeoSeries, *, own: NDArray[np.intp] | None = None
) -> gpd.GeoDataFrame:
    """Return for each of the first the nearest of the second, by position, and how far it is.

    Columns: `first`, `second`, `distance_m` along the geodesic, 0 where the two meet (rounding
    of `NO_WIDTH_M` apart), and as geometry the shortest line between them. What is equally near
    to within that rounding stands beside, a row each, in the order of the second. `own` gives
    for each of the first where it stands itself in the second, -1 where it does not. What has no
    geometry has no row. All that lies about as near on the plane is measured along the geodesic,
    as the plane's scale differs from place to place. Expects both in one projected system in
    metres; the plane being conformal, the ends of its shortest line are those of the geodesic to
    well below a millimetre.
    """
    ones, others = valid_shapes(first), valid_shapes(second)
    own = np.full(len(ones), -1, dtype=np.intp) if own is None else own
    pairs = _candidates(ones, others, own)
    lines = shapely.shortest_line(ones[pairs[0]], others[pairs[1]])
    away = _geodesic_m(gpd.GeoSeries(lines, crs=first.crs))
    away[shapely.length(lines) <= NO_WIDTH_M] = 0
    least = np.full(len(ones), np.inf)
    np.minimum.at(least, pairs[0], away)
    kept = away <= least[pairs[0]] + NO_WIDTH_M
    left, right = pairs[:, kept]
    table = {"first": left, "second": right, "distance_m": away[kept]}
    return gpd.GeoDataFrame(table, geometry=lines[kept], crs=first.crs)


def within_reach(
    first: gpd.GeoSeries,
    second: gpd.GeoSeries,
    *,
    reach_m: tuple[NDArray[np.float64], NDArray[np.float64]],
) -> gpd.GeoDataFrame:
    """Return the pairs that do not meet, yet lie no farther apart than their reaches together.

    Columns as those of `nearest`. What is NaN or infinite reaches nowhere. Expects both in one
    projected system in metres.
    """
    ones, others = valid_shapes(first), valid_shapes(second)
    reach = tuple(np.where(np.isfinite(each), each, np.nan) for each in reach_m)
    farthest = np.nanmax(reach[1], initial=0.0)
    at = np.flatnonzero(~np.isnan(reach[0]))
    left, right = shapely.STRtree(others).query(
        ones[at], predicate="dwithin", distance=reach[0][at] + farthest
    )
    pairs = np.stack([at[left], right])
    pairs = pairs[:, np.lexsort(pairs[::-1])]
    lines = shapely.shortest_line(ones[pairs[0]], others[pairs[1]])
    plane = shapely.length(lines)
    kept = (plane > NO_WIDTH_M) & (plane <= reach[0][pairs[0]] + reach[1][pairs[1]])
    left, right = pairs[:, kept]
    away = _geodesic_m(gpd.GeoSeries(lines[kept], crs=first.crs))
    table = {"first": left, "second": right, "distance_m": away}
    return gpd.GeoDataFrame(table, geometry=lines[kept], crs=first.crs)


def _candidates(
    ones: NDArray[np.object_], others: NDArray[np.object_], own: NDArray[np.intp]
) -> NDArray[np.intp]:
    """Return the positions of pairs of which one is nearest, in two rows, sorted."""
    tree = shapely.STRtree(others)
    met = _others_only(tree.query(ones, predicate="dwithin", distance=NO_WIDTH_M), own)
    alone = np.flatnonzero(~np.isin(np.arange(len(ones)), met[0]))
    # Whoever meets nothing but itself is the only one of its shape.
    (asked, _), away = tree.query_nearest(
        ones[alone], exclusive=True, all_matches=False, return_distance=True
    )
    alone = alone[asked]
    at, beside = tree.query(
        ones[alone], predicate="dwithin", distance=away * _SCALE_VARIES + NO_WIDTH_M
    )
    found = np.hstack([met, _others_only(np.stack([alone[at], beside]), own)])
    return found[:, np.lexsort(found[::-1])]


def _others_only(pairs: NDArray[np.intp], own: NDArray[np.intp]) -> NDArray[np.intp]:
    return pairs[:, own[pairs[0]] != pairs[1]]


def _geodesic_m(lines: gpd.GeoSeries) -> NDArray[np.float64]:
    """Return the length of the geodesic between the ends of each line, in metres."""
    ends = shapely.get_coordinates(on_ellipsoid(lines)).reshape(-1, 4)
    _, _, away = crs.ellipsoid(code_of(lines)).inv(*ends.T)
    return np.asarray(away, dtype=np.float64)
