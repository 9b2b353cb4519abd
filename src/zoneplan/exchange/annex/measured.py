"""Lengths and areas of rings as stated: on the grid, or on the ellipsoid where it is degrees."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from zoneplan import crs as systems
from zoneplan.language import number

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pyproj import Geod

    from zoneplan.exchange.annex.model import Annex, Ring
    from zoneplan.language import Lang

_ROUNDED = 1 / 12**0.5
"""The standard deviation of a rounded figure, in units of its last digit."""
_SURELY = 3.0
_M2_PER_HA = 10_000


def edge_lengths_m(annex: Annex, ring: Ring) -> NDArray[np.float64]:
    """Return the length from each point to the next and round, in metres."""
    following = np.roll(ring.points, -1, axis=0)
    if not annex.degrees:
        return np.asarray(np.hypot(*(following - ring.points).T))
    return np.asarray(_ellipsoid(annex).inv(*ring.points.T, *following.T)[2], dtype=float)


def area_m2(annex: Annex, shape: shapely.MultiPolygon) -> float:
    """Return an area in m²."""
    if not annex.degrees:
        return float(shape.area)
    turned = shapely.orient_polygons(shape)
    return float(_ellipsoid(annex).geometry_area_perimeter(turned)[0])


def step_m(annex: Annex) -> float:
    """Return what the last printed digit of a coordinate is worth in metres."""
    return in_metres(annex.step, annex.points[0]) if annex.degrees else annex.step


def in_metres(degrees: float, at: NDArray[np.float64]) -> float:
    """Return what an angle spans along the meridian of a longitude and latitude, in metres."""
    geod = systems.ellipsoid(systems.VN2000_GEOGRAPHIC)
    return float(geod.inv(at[0], at[1], at[0], at[1] + degrees)[2])


def blur_m2(annex: Annex, shape: shapely.MultiPolygon) -> float:
    """Return by how much rounded coordinates may blur an area: three standard deviations, in m²."""
    across = [np.zeros((1, 2))]
    for ring in shapely.get_rings(shapely.get_parts(shape)):
        points = shapely.get_coordinates(ring)[:-1]
        across.append(np.roll(points, -1, axis=0) - np.roll(points, 1, axis=0))
    metres = np.vstack(across) * (step_m(annex) / annex.step)
    return float(_SURELY * _ROUNDED * step_m(annex) / 2 * np.sqrt((metres**2).sum()))


def said_m(metres: float, lang: Lang) -> str:
    """Return a length for a sentence."""
    return f"{number(metres, lang, decimals=2)} m"


def said_ha(square_metres: float, lang: Lang) -> str:
    """Return an area for a sentence, in hectares to the square metre."""
    return f"{number(square_metres / _M2_PER_HA, lang, decimals=4)} ha"


def _ellipsoid(annex: Annex) -> Geod:
    return systems.ellipsoid(annex.crs or systems.VN2000_GEOGRAPHIC)
