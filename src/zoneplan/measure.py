"""Geometry to numbers: areas in hectares, lengths in metres, angles in degrees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from zoneplan import crs

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    import geopandas as gpd
    from numpy.typing import NDArray

    from zoneplan.catalogue import BoundaryBasis

M2_PER_HA = 10_000
_STATIONS = 10


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
    geod = crs.ellipsoid(_code(geometries))
    turned = shapely.orient_polygons(_on_ellipsoid(geometries))
    areas = [
        np.nan if shape is None else geod.geometry_area_perimeter(shape)[0] / M2_PER_HA
        for shape in turned
    ]
    return pd.Series(areas, index=geometries.index, name="geodesic_area_ha", dtype=float)


def geodesic_length_m(geometries: gpd.GeoSeries) -> pd.Series:
    """Return the length on the ellipsoid in metres, on the same index; NaN where no geometry."""
    geod = crs.ellipsoid(_code(geometries))
    lengths = [
        np.nan if shape is None else geod.geometry_length(shape)
        for shape in _on_ellipsoid(geometries)
    ]
    return pd.Series(lengths, index=geometries.index, name="geodesic_length_m", dtype=float)


def boundary_moved_m(before: shapely.Geometry, after: shapely.Geometry) -> float:
    """Return how far the farthest point of either boundary is from the other, in metres.

    Hausdorff distance on the projection's plane. Expects two geometries in one projected system.
    """
    return float(farthest_move(before, after).length)


def farthest_move(before: shapely.Geometry, after: shapely.Geometry) -> shapely.LineString:
    """Return the line from the old boundary to the new where they are farthest apart.

    Each edge is looked at in ten places. Expects two geometries in one projected system.
    """
    old, new = (shape.boundary if shape.area else shape for shape in (before, after))
    ways = [_longest_way(old, new), _longest_way(new, old).reverse()]
    return max(ways, key=lambda way: float(way.length))


def _longest_way(start: shapely.Geometry, end: shapely.Geometry) -> shapely.LineString:
    points = shapely.points(np.vstack([_stations(part) for part in shapely.get_parts(start)]))
    edges = np.concatenate([_edges(part) for part in shapely.get_parts(end)])
    (_, nearest), apart = shapely.STRtree(edges).query_nearest(
        points, return_distance=True, all_matches=False
    )
    farthest = np.argmax(apart)
    return shapely.shortest_line(points[farthest], edges[nearest[farthest]])


def _edges(line: shapely.Geometry) -> NDArray[np.object_]:
    """Return the edges of a line, which a tree finds faster than the line as a whole."""
    corners = shapely.get_coordinates(line)
    if len(corners) == 1:
        return np.array([line])
    edges: NDArray[np.object_] = shapely.linestrings(np.stack([corners[:-1], corners[1:]], axis=1))
    return edges


def _stations(line: shapely.Geometry) -> NDArray[np.float64]:
    corners: NDArray[np.float64] = shapely.get_coordinates(line)
    parts = np.linspace(0.0, 1.0, _STATIONS, endpoint=False)[:, None, None]
    between = corners[:-1] + parts * np.diff(corners, axis=0)
    return np.vstack([between.reshape(-1, 2), corners[-1:]])


def farthest_m(points: NDArray[np.float64], shape: shapely.Geometry) -> float:
    """Return how far the farthest of some points (n × 2) lies outside a shape, in metres.

    Expects both in one projected system.
    """
    return float(shapely.distance(shapely.points(points), shape).max())


def in_wgs84(geometries: gpd.GeoSeries) -> NDArray[np.object_]:
    """Return the geometries in WGS 84 longitude and latitude, with the datum shift."""
    return _transformed(geometries, crs.WGS84)


def _on_ellipsoid(geometries: gpd.GeoSeries) -> NDArray[np.object_]:
    return _transformed(geometries, crs.geographic(_code(geometries)))


def _transformed(geometries: gpd.GeoSeries, target: str) -> NDArray[np.object_]:
    move = crs.transformer(_code(geometries), target).transform
    shapes = np.asarray(geometries.array, dtype=object)
    moved: NDArray[np.object_] = shapely.transform(
        shapes, lambda points: np.column_stack(move(points[:, 0], points[:, 1]))
    )
    return moved


def _code(geometries: gpd.GeoSeries) -> str:
    return ":".join(geometries.crs.to_authority())


def corner_angles_deg(
    shapes: NDArray[np.object_],
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.intp]]:
    """Return the angle at each corner of polygons in degrees, the corner, and whose it is.

    Corners are easting and northing; owners count from 0 in the order of `shapes`. The angle is
    the lesser one between the two edges, 0 for a spike; repeated vertices count once.
    """
    parts, owner = shapely.get_parts(shapes, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    edges = np.diff(points, axis=0)
    is_edge = (ring[1:] == ring[:-1]) & (edges != 0).any(axis=1)
    points, ring, ahead = points[:-1][is_edge], ring[:-1][is_edge], edges[is_edge]
    starts = np.flatnonzero(np.diff(ring, prepend=-1))
    before = np.arange(len(ring)) - 1
    before[starts] = np.append(starts[1:], len(ring))[: len(starts)] - 1
    back = -ahead[before]
    cross = back[:, 0] * ahead[:, 1] - back[:, 1] * ahead[:, 0]
    angles = np.degrees(np.abs(np.arctan2(cross, (back * ahead).sum(axis=1))))
    return angles, points, owner[part[ring]]


def area_dependence(row: Mapping[Hashable, Any], basis: BoundaryBasis | None) -> str | None:
    """Return why comparing a declared area with an outline proves nothing; None where it may.

    `row` gives area_source and boundary_source. Codes of `verdict_reason`: `basis_unknown`,
    `made_to_area`, `unsourced`, `same_source`.
    """
    if basis is None:
        return "basis_unknown"
    if not basis.independent:
        return "made_to_area"
    if pd.isna(row["area_source"]) or pd.isna(row["boundary_source"]):
        return "unsourced"
    return "same_source" if row["area_source"] == row["boundary_source"] else None


def area_agreement(row: Mapping[Hashable, Any], basis: BoundaryBasis) -> tuple[str, str | None]:
    """Return whether an independent outline `agrees` with the declared area or `differs`.

    By the tolerance of the outline's basis; the reason is `outline_uncertainty` where a strip as
    wide as the uncertainty along the outline (`uncertain_ha`) can explain the difference.
    """
    if abs(row["difference_pct"]) <= (basis.tolerance_pct or 0):
        return "agrees", None
    explained = abs(row["difference_ha"]) <= row["uncertain_ha"]
    return "differs", "outline_uncertainty" if explained else None
