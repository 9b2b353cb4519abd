"""Outlines as areas that can be compared, and how wide what they share is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

NO_WIDTH_M = 0.002
"""What is narrower is rounding: coordinates are printed to the centimetre at best."""
_BEYOND_ANY_M = 1e6


def valid_shapes(geometries: gpd.GeoSeries) -> NDArray[np.object_]:
    """Return the geometries with the invalid ones mended, and each of one dimension only.

    An outline that crosses itself counts as what it encloses, a collection as its parts of the
    highest dimension. None where there is no geometry, or where nothing of it is left.
    """
    return made_valid(np.array(geometries.array, dtype=object))


def made_valid(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return the same for an array of geometries, which stays as it is."""
    shapes = shapes.copy()
    broken = ~(shapely.is_valid(shapes) | shapely.is_missing(shapes))
    shapes[broken] = shapely.make_valid(shapes[broken], method="structure", keep_collapsed=False)
    shapes = of_highest_dimension(shapes)
    shapes[shapely.is_empty(shapes)] = None
    return shapes


def of_highest_dimension(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return the shapes with each collection reduced to its parts of the highest dimension."""
    single = shapes.copy()
    for at in np.flatnonzero(
        shapely.get_type_id(shapes) == shapely.GeometryType.GEOMETRYCOLLECTION
    ):
        parts = shapely.get_parts(shapely.get_parts(shapes[at]))
        dimensions = shapely.get_dimensions(parts)
        single[at] = shapely.union_all(parts[dimensions == dimensions.max(initial=-1)])
    return single


def wider_than(
    shapes: NDArray[np.object_], width_m: float | NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Tell which areas hold a circle of a width in metres: what is narrower vanishes when shrunk.

    A polygon without holes always holds a circle of the radius area / perimeter, which is quicker
    to see. What has no area is never wider. Expects a projected system in metres.
    """
    radius = np.broadcast_to(np.minimum(width_m, _BEYOND_ANY_M) / 2, shapes.shape)
    parts, owner = shapely.get_parts(shapes, return_index=True)
    whole = (shapely.get_num_interior_rings(parts) == 0) & (shapely.get_dimensions(parts) == 2)  # noqa: PLR2004 - areas
    wide = whole & (shapely.area(parts) > radius[owner] * shapely.length(parts))
    wider = np.zeros(len(shapes), dtype=bool)
    wider[owner[wide]] = True
    left = np.flatnonzero(~wider & (shapely.area(shapes) > 0))
    wider[left] = ~shapely.is_empty(shapely.buffer(shapes[left], -radius[left]))
    return wider


def goes_beyond(
    shapes: NDArray[np.object_],
    others: NDArray[np.object_],
    distance_m: float | NDArray[np.float64],
) -> NDArray[np.bool_]:
    """Tell which shapes have a corner, or the middle of an edge, farther than that from another.

    Pair by pair; quick where the others are prepared. An empty shape goes nowhere.
    """
    corners, owner = shapely.get_coordinates(shapes, return_index=True)
    same = owner[:-1] == owner[1:]
    points = np.vstack([corners, ((corners[:-1] + corners[1:]) / 2)[same]])
    owners = np.concatenate([owner, owner[:-1][same]])
    reach = np.broadcast_to(distance_m, shapes.shape)[owners]
    beyond = ~shapely.dwithin(others[owners], shapely.points(points), reach)
    goes = np.zeros(len(shapes), dtype=bool)
    goes[owners[beyond]] = True
    return goes
