"""Geometry as the page holds it: whole micro-degrees in WGS 84, each point as a step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

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

_FURTHER_RING, _NEW_PART, _NEW_SHAPE = 0, 1, 2
_CLOSED, _KINDS = 3, 6


@dataclass(frozen=True, kw_only=True)
class Outlines:
    """The geometries of a layer and their points, moved to WGS 84 once.

    `points` holds longitude and latitude, row by row; `owner` which shape each belongs to;
    `is_drawn` which shapes are on the globe: PROJ gives infinity for what is off it.
    """

    shapes: NDArray[np.object_]
    points: NDArray[np.float64]
    owner: NDArray[np.int64]
    is_drawn: NDArray[np.bool_]

    @classmethod
    def of(cls, geometries: gpd.GeoSeries) -> Self:
        """Return the outlines of geometries in any system."""
        shapes = np.asarray(geometries.array, dtype=object)
        points, owner = shapely.get_coordinates(shapes, return_index=True)
        move = crs.transformer(measure.code_of(geometries), crs.WGS84).transform
        moved = np.column_stack(move(points[:, 0], points[:, 1]))
        is_drawn: NDArray[np.bool_] = np.bincount(owner, minlength=len(shapes)) > 0
        is_drawn[owner[~np.isfinite(moved).all(axis=1)]] = False
        return cls(shapes=shapes, points=moved, owner=owner, is_drawn=is_drawn)

    @property
    def drawn_points(self) -> NDArray[np.float64]:
        """The points of the shapes that are drawn."""
        return self.points if self.is_drawn.all() else self.points[self.is_drawn[self.owner]]


def packed_shapes(outlines: Outlines) -> dict[str, str]:
    """Return all geometries of a layer as two runs of digits, `rings` and `steps`.

    Each ring is six times its points, and 3 more where it closes, which its last point does not
    repeat, and 2 more where a shape begins with it, 1 where only a part of a shape does. A
    polygon's shell comes before its holes; a line or a point is an open ring; a shape that cannot
    be drawn is a ring without points. The steps lead from each point to the next (longitude, then
    latitude, folded), from ring to ring too, the first one from 0, 0.
    """
    drawn = np.flatnonzero(outlines.is_drawn)
    rings, owner_of, part = _rings(outlines.shapes[drawn])
    sizes = shapely.get_num_coordinates(rings)
    closed = shapely.get_type_id(rings) == shapely.GeometryType.LINEARRING
    counts = sizes - closed
    is_kept = np.ones(int(sizes.sum()), dtype=bool)
    is_kept[np.cumsum(sizes)[closed] - 1] = False
    whole = np.rint(outlines.drawn_points[is_kept] * STEPS_PER_DEGREE).astype(np.int64)
    begins = np.where(
        np.diff(owner_of, prepend=-1) != 0,
        _NEW_SHAPE,
        np.where(np.diff(part, prepend=-1) != 0, _NEW_PART, _FURTHER_RING),
    )
    heads = _KINDS * counts + _CLOSED * closed + begins
    missing = np.setdiff1d(np.arange(len(outlines.shapes)), drawn)
    order = np.argsort(np.concatenate([drawn[owner_of], missing]), kind="stable")
    heads = np.concatenate([heads, np.full(len(missing), _NEW_SHAPE)])[order]
    steps = np.diff(whole, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    return {"rings": digits(heads.astype(np.int64)), "steps": digits(folded(steps.ravel()))}


def bounds(layers: Sequence[Outlines]) -> list[list[float]] | None:
    """Return the south-west and north-east corner (latitude, longitude) around all, or None."""
    seen = [outlines.drawn_points for outlines in layers if outlines.is_drawn.any()]
    if not seen:
        return None
    low = np.min([points.min(axis=0) for points in seen], axis=0).round(6)
    high = np.max([points.max(axis=0) for points in seen], axis=0).round(6)
    return [low[::-1].tolist(), high[::-1].tolist()]


def _rings(shapes: NDArray[np.object_]) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Return the rings of shapes in order, each with the number of its shape and of its part."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    is_area = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    found, of = shapely.get_rings(parts[is_area], return_index=True)
    part = np.concatenate([np.flatnonzero(is_area)[of], np.flatnonzero(~is_area)])
    order = np.argsort(part, kind="stable")
    rings = np.concatenate([found, parts[~is_area]])[order]
    return rings, owner[part[order]], part[order]
