"""How much ground lies under a coordinate system's plane, and how geodesics bend in it.

Around a point, the ground under a square unit of the plane is `density + slope·t + bend·t²/2`,
where t runs along the one axis along which it changes. A geodesic leaves the straight line between
its ends by Γ·τ(1 − τ)/2, to first order, which adds `bow` times the cube of its length across, or
across times along squared, to the area at its left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pyproj import Geod

    from zoneplan.crs import TransverseMercator


@dataclass(frozen=True, kw_only=True)
class Surface:
    """The ground around some points, in square metres a square unit of the plane."""

    density: NDArray[np.float64]
    slope: NDArray[np.float64]
    bend: NDArray[np.float64]
    bow_across: NDArray[np.float64]
    bow_along: NDArray[np.float64]

    def at(self, rows: NDArray[np.intp]) -> Surface:
        """Return the ground around some of the points, by position."""
        return Surface(**{name: values[rows] for name, values in vars(self).items()})

    def ground(
        self,
        area: NDArray[np.float64],
        moment: NDArray[np.float64],
        second_moment: NDArray[np.float64],
    ) -> NDArray[np.float64]:
        """Return the ground under what has an area on the plane and moments along t."""
        ground: NDArray[np.float64] = (
            self.density * area + self.slope * moment + self.bend / 2 * second_moment
        )
        return ground


def under_degrees(latitude: NDArray[np.float64], ellipsoid: Geod) -> Surface:
    """Return the ground under longitude and latitude in radians; it changes with latitude."""
    sin, cos = np.sin(latitude), np.cos(latitude)
    meridian, normal = _radii(latitude, ellipsoid)
    square = ellipsoid.es
    flat = 1 - square * sin**2
    density = meridian * normal * cos
    slope = 4 * square * sin * cos / flat - sin / cos
    bend = (
        4 * square * ((cos**2 - sin**2) / flat + 2 * square * (sin * cos / flat) ** 2) - 1 / cos**2
    )
    return Surface(
        density=density,
        slope=density * slope,
        bend=density * (slope**2 + bend),
        bow_across=density / 12 * normal * sin * cos / meridian,
        bow_along=density
        / 12
        * (3 * square * sin * cos / flat + 2 * meridian * sin / normal / cos),
    )


def under_transverse_mercator(
    points: NDArray[np.float64], plane: TransverseMercator, ellipsoid: Geod
) -> Surface:
    """Return the ground under eastings and northings in metres; it changes with the easting.

    The scale of the projection is 1 + q/2 + q²/24 with q = x²/ρν, at the latitude that the
    northing has on the central meridian. Source: IOGP 373-7-2, method 9807.
    """
    scale = plane.scale
    x = (points[:, 0] - plane.false_easting) / scale
    third = ellipsoid.f / (2 - ellipsoid.f)
    quadrant = ellipsoid.a / (1 + third) * (1 + third**2 / 4 + third**4 / 64)
    rectified = (points[:, 1] - plane.false_northing) / (scale * quadrant)
    latitude = rectified + 3 * third / 2 * np.sin(2 * rectified)
    square = np.prod(_radii(latitude, ellipsoid), axis=0)
    q, dq, ddq = x**2 / square, 2 * x / square / scale, 2 / square / scale**2
    grown = 1 + q / 2 + q**2 / 24
    growth = (dq / 2 + q * dq / 12) / grown
    change = (ddq / 2 + (dq**2 + q * ddq) / 12) / grown
    density = 1 / (scale * grown) ** 2
    slope = -2 * density * growth
    return Surface(
        density=density,
        slope=slope,
        bend=density * (6 * growth**2 - 2 * change),
        bow_across=-slope / 24,
        bow_along=-slope / 24,
    )


def _radii(
    latitude: NDArray[np.float64], ellipsoid: Geod
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the radii of curvature along the meridian and across it, in metres."""
    flat = 1 - ellipsoid.es * np.sin(latitude) ** 2
    return ellipsoid.a * (1 - ellipsoid.es) / flat**1.5, ellipsoid.a / np.sqrt(flat)
