"""How compact an outline is: two ratios without unit, 1 for the most compact."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from zoneplan.measure.width import valid_shapes

if TYPE_CHECKING:
    import geopandas as gpd


def compactness(geometries: gpd.GeoSeries) -> pd.Series:
    """Return 4πA/P² of each outline, same index: 1 for a circle, 0.785 for a square.

    P counts holes too. NaN where there is no area. Expects a conformal projected system. Source:
    D. D. Polsby and R. D. Popper, The Third Criterion, Yale Law & Policy Review 9 (1991).
    """
    shapes = valid_shapes(geometries)
    area, length = shapely.area(shapes), shapely.length(shapes)
    ratio = 4 * np.pi * area / np.where(area > 0, length, np.nan) ** 2
    return pd.Series(ratio, index=geometries.index, name="compactness")


def hull_share(geometries: gpd.GeoSeries) -> pd.Series:
    """Return the area of each outline over that of its convex hull, same index: 1 without bays.

    NaN where there is no area. Expects a projected system. Source: R. G. Niemi et al., Measuring
    Compactness and the Role of a Compactness Standard, Journal of Politics 52 (1990).
    """
    shapes = valid_shapes(geometries)
    area, hull = shapely.area(shapes), shapely.area(shapely.convex_hull(shapes))
    return pd.Series(area / np.where(hull > 0, hull, np.nan), geometries.index, name="hull_share")
