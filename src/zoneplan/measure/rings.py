"""The rings of many areas in flat arrays, so that numpy sees them all at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

_AREAS = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)


@dataclass(frozen=True, kw_only=True)
class Rings:
    """The closed rings of `count` features, one after the other.

    `points` (n × 2) holds their corners, `starts` the first point of each ring, `owner` the
    feature to which a ring belongs, `is_hole` whether it is cut out; `missing` tells which
    features have no geometry at all.
    """

    points: NDArray[np.float64]
    starts: NDArray[np.intp]
    owner: NDArray[np.intp]
    is_hole: NDArray[np.bool_]
    missing: NDArray[np.bool_]

    @property
    def count(self) -> int:
        """The number of features, those without a ring included."""
        return len(self.missing)

    @property
    def ends(self) -> NDArray[np.intp]:
        """The point after the last of each ring."""
        return np.append(self.starts, len(self.points))[1:].astype(np.intp)

    def some(self, rows: NDArray[np.intp]) -> Rings:
        """Return the rings of some features, by position in rising order."""
        kept, sizes = np.isin(self.owner, rows), self.ends - self.starts
        return Rings(
            points=self.points[np.repeat(kept, sizes)],
            starts=np.cumsum(sizes[kept]) - sizes[kept],
            owner=np.searchsorted(rows, self.owner[kept]),
            is_hole=self.is_hole[kept],
            missing=self.missing[rows],
        )

    def boxes(self) -> NDArray[np.float64]:
        """Return least x and y, greatest x and y of each feature (n × 4); NaN without a ring."""
        boxes = np.full((self.count, 4), np.nan)
        owners, first = np.unique(self.owner, return_index=True)
        if len(owners):
            starts = self.starts[first]
            boxes[owners, :2] = np.minimum.reduceat(self.points, starts, axis=0)
            boxes[owners, 2:] = np.maximum.reduceat(self.points, starts, axis=0)
        return boxes

    def total(self, sizes: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the sum of the sizes of each feature's shells less those of its holes.

        NaN for a feature without geometry.
        """
        signed = np.where(self.is_hole, -sizes, sizes)
        totals = np.bincount(self.owner, signed, minlength=self.count).astype(np.float64)
        totals[self.missing] = np.nan
        return totals


def rings_of(shapes: NDArray[np.object_]) -> Rings:
    """Return the rings of geometries; what is no area has none."""
    if np.isin(shapely.get_type_id(shapes), _AREAS).all() and len(shapes):
        return _rings_of_areas(shapes)
    parts, owner = _parts(shapes)
    rings, part = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    is_first = np.diff(part, prepend=-1) != 0
    return Rings(
        points=points,
        starts=np.flatnonzero(np.diff(ring, prepend=-1)),
        owner=owner[part],
        is_hole=~is_first,
        missing=shapely.is_missing(shapes),
    )


def _parts(shapes: NDArray[np.object_]) -> tuple[NDArray[np.object_], NDArray[np.intp]]:
    """Return the parts that have no parts themselves, and to which shape each belongs."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    while (shapely.get_type_id(parts) >= shapely.GeometryType.MULTIPOINT).any():
        parts, outer = shapely.get_parts(parts, return_index=True)
        owner = owner[outer]
    return parts, owner


def _rings_of_areas(shapes: NDArray[np.object_]) -> Rings:
    """Return the same of polygons alone, three times as fast."""
    _, points, offsets = shapely.to_ragged_array(shapes, include_z=False)
    rings, parts, *several = offsets
    counts = np.diff(parts)
    owner = np.arange(len(counts))
    if several:
        owner = np.repeat(np.arange(len(shapes)), np.diff(several[0]))
    is_hole = np.ones(len(rings) - 1, dtype=bool)
    is_hole[parts[:-1][counts > 0]] = False
    return Rings(
        points=points,
        starts=np.asarray(rings[:-1], dtype=np.intp),
        owner=np.repeat(owner, counts),
        is_hole=is_hole,
        missing=np.zeros(len(shapes), dtype=bool),
    )
