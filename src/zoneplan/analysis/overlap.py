"""Outlines of one group that cover the same ground, so that a total counts it once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from zoneplan import measure

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SHARE_GROUND = "T********"


def pairs_within(geometries: gpd.GeoSeries) -> NDArray[np.intp]:
    """Return the positions of outlines that share ground, two a row, each pair once.

    Touching is not sharing; one inside another is. An invalid outline counts as what it encloses.
    """
    shapes = measure.valid_shapes(geometries)
    left, right = shapely.STRtree(shapes).query(shapes)
    once = left < right
    left, right = left[once], right[once]
    shapely.prepare(shapes)
    shared = shapely.relate_pattern(shapes[left], shapes[right], _SHARE_GROUND)
    return np.column_stack([left[shared], right[shared]])


def counted_twice_ha(
    geometries: gpd.GeoSeries, pairs: NDArray[np.intp], chosen: NDArray[np.bool_]
) -> float:
    """Return the hectares, on the ellipsoid, by which a sum of outlines exceeds their union.

    `pairs` are those of `pairs_within`; `chosen` tells which outlines are summed.
    """
    met = pairs[chosen[pairs].all(axis=1)] if len(pairs) else pairs
    if not len(met):
        return 0.0
    shapes = measure.valid_shapes(geometries)[np.unique(met)]
    apart = gpd.GeoSeries(shapes, crs=geometries.crs)
    once = gpd.GeoSeries([shapely.union_all(shapes)], crs=geometries.crs)
    twice = measure.geodesic_area_ha(apart).sum() - measure.geodesic_area_ha(once).sum()
    return max(float(twice), 0.0)
