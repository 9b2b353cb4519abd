"""The angles at the corners of polygons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray


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
