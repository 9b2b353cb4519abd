"""Geometry as the page holds it: whole micro-degrees in WGS 84, each point as a step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from zoneplan import crs, measure
from zoneplan.webmap.digits import digits, folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

STEPS_PER_DEGREE = 1_000_000
"""A step is about 0.1 m: finer than any outline of a plan."""

Shapes = dict[str, str]

_FURTHER_RING, _NEW_PART, _NEW_SHAPE = 0, 1, 2
_CLOSED, _KINDS = 3, 6


def packed_shapes(geometries: gpd.GeoSeries) -> Shapes:
    """Return all geometries of a layer as two runs of digits, `rings` and `steps`.

    Each ring is six times its points, and 3 more where it closes, which its last point does not
    repeat, and 2 more where a shape begins with it, 1 where only a part of a shape does. A
    polygon's shell comes before its holes; a line or a point is an open ring; a shape that cannot
    be drawn is a ring without points. The steps lead from each point to the next (longitude, then
    latitude, folded), from ring to ring too, the first one from 0, 0.
    """
    shapes, points, owner = _moved(geometries)
    is_drawn = _can_be_drawn(points, owner, len(shapes))
    drawn = np.flatnonzero(is_drawn)
    rings, owner_of, part = _rings(shapes[drawn])
    sizes = shapely.get_num_coordinates(rings)
    closed = shapely.get_type_id(rings) == shapely.GeometryType.LINEARRING
    counts = sizes - closed
    is_kept = np.ones(int(sizes.sum()), dtype=bool)
    is_kept[np.cumsum(sizes)[closed] - 1] = False
    whole = np.rint(points[is_drawn[owner]][is_kept] * STEPS_PER_DEGREE).astype(np.int64)
    begins = np.where(
        np.diff(owner_of, prepend=-1) != 0,
        _NEW_SHAPE,
        np.where(np.diff(part, prepend=-1) != 0, _NEW_PART, _FURTHER_RING),
    )
    heads = _KINDS * counts + _CLOSED * closed + begins
    missing = np.setdiff1d(np.arange(len(shapes)), drawn)
    order = np.argsort(np.concatenate([drawn[owner_of], missing]), kind="stable")
    heads = np.concatenate([heads, np.full(len(missing), _NEW_SHAPE)])[order]
    steps = np.diff(whole, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    return {"rings": digits(heads.astype(np.int64)), "steps": digits(folded(steps.ravel()))}


def bounds(geometries: Sequence[gpd.GeoSeries]) -> list[list[float]] | None:
    """Return the south-west and north-east corner (latitude, longitude) around all, or None."""
    corners = []
    for series in geometries:
        shapes, points, owner = _moved(series)
        seen = points[_can_be_drawn(points, owner, len(shapes))[owner]]
        corners += [seen.min(axis=0), seen.max(axis=0)] if len(seen) else []
    if not corners:
        return None
    low, high = np.min(corners, axis=0).round(6), np.max(corners, axis=0).round(6)
    return [low[::-1].tolist(), high[::-1].tolist()]


def _moved(
    geometries: gpd.GeoSeries,
) -> tuple[NDArray[np.object_], NDArray[np.float64], NDArray[np.int64]]:
    """Return shapes, their points in WGS 84 longitude and latitude, and the shape of each."""
    shapes = np.asarray(geometries.array, dtype=object)
    points, owner = shapely.get_coordinates(shapes, return_index=True)
    move = crs.transformer(measure.code_of(geometries), crs.WGS84).transform
    return shapes, np.column_stack(move(points[:, 0], points[:, 1])), owner


def _can_be_drawn(
    points: NDArray[np.float64], owner: NDArray[np.int64], count: int
) -> NDArray[np.bool_]:
    """Tell which of so many shapes are on the globe: PROJ gives infinity for what is off it."""
    is_drawn: NDArray[np.bool_] = np.bincount(owner, minlength=count) > 0
    is_drawn[owner[~np.isfinite(points).all(axis=1)]] = False
    return is_drawn


def _rings(shapes: NDArray[np.object_]) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Return the rings of shapes in order, each with the number of its shape and of its part."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    is_area = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    found, of = shapely.get_rings(parts[is_area], return_index=True)
    part = np.concatenate([np.flatnonzero(is_area)[of], np.flatnonzero(~is_area)])
    order = np.argsort(part, kind="stable")
    rings = np.concatenate([found, parts[~is_area]])[order]
    return rings, owner[part[order]], part[order]
