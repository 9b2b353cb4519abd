"""Areas of many rings at once, on the plane and on the ellipsoid.

The ground under a ring is its moments on the plane times the density of the ground (`surface`),
plus the bow of each edge's geodesic. Within 0.1 ppm of Karney's geodesic area up to 30 km and
edges of 5 km; a larger ring is measured by his algorithm itself.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from zoneplan import crs
from zoneplan.measure.surface import under_degrees, under_transverse_mercator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from pyproj import Geod

    from zoneplan.measure.rings import Rings
    from zoneplan.measure.surface import Surface

_CHUNK = 1 << 14
"""Points at a time: what is made of them stays in the processor's cache."""
_WIDEST_M = 30_000.0
_LONGEST_EDGE_M = 5_000.0
_FARTHEST_EAST_M = 400_000.0
_FARTHEST_NORTH = np.radians(75)


class _Moments(NamedTuple):
    """Of each ring, about its first point: area, its moments along t, cubes of its edges, reach.

    `reach` is how far the ring goes from its first point, or an edge from its start, weighed
    against what the series holds for: 1 at that limit.
    """

    area: NDArray[np.float64]
    first: NDArray[np.float64]
    second: NDArray[np.float64]
    across: NDArray[np.float64]
    along: NDArray[np.float64]
    reach: NDArray[np.float64]


class Areas(NamedTuple):
    """Of each feature, in square metres; NaN without geometry.

    `grid` is on the plane, NaN where the system counts in degrees.
    """

    ellipsoid: NDArray[np.float64]
    grid: NDArray[np.float64]


def areas_m2(rings: Rings, system: str) -> Areas:
    """Return each feature's area on the ellipsoid of its system and on its plane.

    Holes are taken off whichever way they are wound. `system` is an EPSG code or WKT.
    """
    ellipsoid, plane = crs.ellipsoid(system), crs.transverse_mercator(system)
    flat = None if crs.is_geographic(system) else _moments_of(rings, rings.points, 1.0)
    if plane is not None and flat is not None:
        moments, (under, far) = flat, _under_plane(rings.points[rings.starts], plane, ellipsoid)
    else:
        points = np.radians(_in_degrees(rings.points, system)[:, ::-1])
        latitude = points[rings.starts, 0]
        moments, under = _moments_of(rings, points, ellipsoid.a), under_degrees(latitude, ellipsoid)
        far = np.abs(latitude) > _FARTHEST_NORTH
    areas = _ground(moments, under)
    for ring in np.flatnonzero(far | (moments.reach > 1)):
        corners = _in_degrees(rings.points[rings.starts[ring] : rings.ends[ring]], system)
        areas[ring] = abs(ellipsoid.polygon_area_perimeter(*corners.T)[0])
    grid = np.full(len(areas), np.nan) if flat is None else np.abs(flat.area)
    return Areas(ellipsoid=rings.total(areas), grid=rings.total(grid))


def _in_degrees(points: NDArray[np.float64], system: str) -> NDArray[np.float64]:
    if crs.is_geographic(system):
        return points
    return crs.moved(points, system, crs.geographic(system))


def ground_at(points: NDArray[np.float64], system: str) -> Surface | None:
    """Return the ground around points; None where the system is no transverse Mercator's.

    Its density is NaN so far from the central meridian that the series does not hold.
    """
    plane = crs.transverse_mercator(system)
    if plane is None:
        return None
    under, far = _under_plane(points, plane, crs.ellipsoid(system))
    return replace(under, density=np.where(far, np.nan, under.density))


def _under_plane(
    points: NDArray[np.float64], plane: crs.TransverseMercator, ellipsoid: Geod
) -> tuple[Surface, NDArray[np.bool_]]:
    far = np.abs(points[:, 0] - plane.false_easting) > _FARTHEST_EAST_M
    return under_transverse_mercator(points, plane, ellipsoid), far


def _ground(moments: _Moments, under: Surface) -> NDArray[np.float64]:
    ground: NDArray[np.float64] = np.abs(
        under.ground(moments.area, moments.first, moments.second)
        + under.bow_across * moments.across
        + under.bow_along * moments.along
    )
    return ground


def _moments_of(rings: Rings, points: NDArray[np.float64], unit_m: float) -> _Moments:
    """Return the moments of rings whose points give t, along which the ground changes, first."""
    parts = [
        _moments(points[low:high, 0], points[low:high, 1], starts, unit_m)
        for low, high, starts in _chunks(rings)
    ]
    empty = _Moments(*np.zeros((len(_Moments._fields), 0)))
    return _Moments(*(np.concatenate(each) for each in zip(empty, *parts, strict=True)))


def _moments(
    along: NDArray[np.float64],
    across: NDArray[np.float64],
    starts: NDArray[np.intp],
    unit_m: float,
) -> _Moments:
    """Rings are closed, so that from one ring's end to the next one's start nothing is added."""
    t, s = _about_first(along, starts), _about_first(across, starts)
    t0, t1, s0, s1 = t[:-1], t[1:], s[:-1], s[1:]
    cross = t0 * s1
    cross -= t1 * s0
    both = t0 + t1
    run, rise = t1 - t0, s1 - s0
    return _Moments(
        area=np.add.reduceat(cross, starts) / 2,
        first=np.add.reduceat(cross * both, starts) / 6,
        second=np.add.reduceat(cross * (both * both - t0 * t1), starts) / 12,
        across=np.add.reduceat(rise * rise * rise, starts),
        along=np.add.reduceat(rise * run * run, starts),
        reach=unit_m
        * np.maximum(
            _farthest(t, s, starts) / _WIDEST_M, _farthest(run, rise, starts) / _LONGEST_EDGE_M
        ),
    )


def _farthest(
    t: NDArray[np.float64], s: NDArray[np.float64], starts: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Return the farthest that either coordinate goes in each ring."""
    return np.maximum.reduceat(np.maximum(np.abs(t), np.abs(s)), starts)


def _about_first(values: NDArray[np.float64], starts: NDArray[np.intp]) -> NDArray[np.float64]:
    return values - np.repeat(values[starts], np.diff(starts, append=len(values)))


def _chunks(rings: Rings) -> Iterator[tuple[int, int, NDArray[np.intp]]]:
    """Find runs of whole rings of about `_CHUNK` points: first and last point, starts in it."""
    first = 0
    while first < len(rings.starts):
        low = int(rings.starts[first])
        after = max(int(np.searchsorted(rings.starts, low + _CHUNK)), first + 1)
        high = int(rings.starts[after]) if after < len(rings.starts) else len(rings.points)
        yield low, high, rings.starts[first:after] - low
        first = after
