"""Geometry as the page holds it: whole micro-degrees in WGS 84, each point as a step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from zoneplan import measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd

STEPS_PER_DEGREE = 1_000_000
"""A step is about 0.1 m: finer than any outline of a plan."""

Ring = list[int]
Shape = list[list[Ring]]


def packed(geometries: gpd.GeoSeries) -> list[Shape | None]:
    """Return each geometry as parts of rings of lon, lat, d lon, d lat, …; None where empty.

    A polygon has its shell and its holes as rings; a line or a point is a part of one ring.
    """
    return [
        _shape(shape) if _can_be_drawn(shape) else None for shape in measure.in_wgs84(geometries)
    ]


def bounds(geometries: Sequence[gpd.GeoSeries]) -> list[list[float]] | None:
    """Return the south-west and north-east corner (latitude, longitude) around all, or None."""
    moved = [shape for series in geometries for shape in measure.in_wgs84(series)]
    shapes = [shape for shape in moved if _can_be_drawn(shape)]
    if not shapes:
        return None
    west, south, east, north = shapely.total_bounds(shapes).round(6).tolist()
    return [[south, west], [north, east]]


def _can_be_drawn(shape: shapely.Geometry | None) -> bool:
    """Tell whether there is a shape on the globe: PROJ gives infinity for what is off it."""
    return (
        shape is not None
        and not shape.is_empty
        and bool(np.isfinite(shapely.get_coordinates(shape)).all())
    )


def _shape(shape: shapely.Geometry) -> Shape:
    return [[_steps(ring) for ring in _rings(part)] for part in shapely.get_parts(shape)]


def _rings(part: shapely.Geometry) -> list[shapely.Geometry]:
    if isinstance(part, shapely.Polygon):
        return [part.exterior, *part.interiors]
    return [part]


def _steps(ring: shapely.Geometry) -> Ring:
    points = np.rint(shapely.get_coordinates(ring) * STEPS_PER_DEGREE).astype(int)
    steps = np.diff(points, axis=0, prepend=np.zeros((1, 2), dtype=int))
    return [int(step) for step in steps.ravel()]
