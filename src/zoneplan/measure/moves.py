"""How far a boundary moved, in metres on the projection's plane."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

_STATIONS = 10


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
