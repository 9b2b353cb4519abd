"""Areas in hectares and lengths in metres, on the ellipsoid and on the plane."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from zoneplan import crs

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

M2_PER_HA = 10_000


def grid_area_ha(geometries: gpd.GeoSeries) -> pd.Series:
    """Return the area on the projection's plane in hectares, on the same index.

    NaN where there is no geometry. Expects a projected system in metres.
    """
    return pd.Series(geometries.area / M2_PER_HA, name="grid_area_ha")


def geodesic_area_ha(geometries: gpd.GeoSeries) -> pd.Series:
    """Return the area on the ellipsoid of the geometries' own datum in hectares, same index.

    NaN where there is no geometry. Holes are taken off whichever way they are wound. Source:
    C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87 (2013), through PROJ.
    """
    geod = crs.ellipsoid(code_of(geometries))
    shapes = on_ellipsoid(geometries)
    parts, owner = shapely.get_parts(shapes, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    corners, ring = shapely.get_coordinates(rings, return_index=True)
    starts = np.flatnonzero(np.diff(ring, prepend=-1))
    # Which way a ring is wound that touches itself GEOS cannot tell; a part's first is its shell.
    areas = [
        abs(geod.polygon_area_perimeter(own[:, 0], own[:, 1])[0])
        for own in np.split(corners, starts[1:])
        if len(own)
    ]
    signed = np.where(np.diff(part, prepend=-1) != 0, areas, np.negative(areas))
    hectares = np.bincount(owner[part], signed, minlength=len(shapes)) / M2_PER_HA
    hectares[shapely.is_missing(shapes)] = np.nan
    return pd.Series(hectares, index=geometries.index, name="geodesic_area_ha", dtype=float)


def geodesic_length_m(geometries: gpd.GeoSeries) -> pd.Series:
    """Return the length on the ellipsoid in metres, on the same index; NaN where no geometry."""
    geod = crs.ellipsoid(code_of(geometries))
    lengths = [
        np.nan if shape is None else geod.geometry_length(shape)
        for shape in on_ellipsoid(geometries)
    ]
    return pd.Series(lengths, index=geometries.index, name="geodesic_length_m", dtype=float)


def in_wgs84(geometries: gpd.GeoSeries) -> NDArray[np.object_]:
    """Return the geometries in WGS 84 longitude and latitude, with the datum shift."""
    return _transformed(geometries, crs.WGS84)


def on_ellipsoid(geometries: gpd.GeoSeries) -> NDArray[np.object_]:
    """Return the geometries in longitude and latitude of their own datum."""
    return _transformed(geometries, crs.geographic(code_of(geometries)))


def _transformed(geometries: gpd.GeoSeries, target: str) -> NDArray[np.object_]:
    move = crs.transformer(code_of(geometries), target).transform
    shapes = np.asarray(geometries.array, dtype=object)
    moved: NDArray[np.object_] = shapely.transform(
        shapes, lambda points: np.column_stack(move(points[:, 0], points[:, 1]))
    )
    return moved


def code_of(geometries: gpd.GeoSeries) -> str:
    """Return the code of the geometries' system, `EPSG:9210`."""
    return ":".join(geometries.crs.to_authority())
