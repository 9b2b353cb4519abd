"""The coordinate reference systems of Vietnam and what PROJ knows of them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from pyproj import CRS, Geod, Transformer
from pyproj.exceptions import CRSError

from zoneplan.errors import CatalogueError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

HAI_PHONG = "EPSG:9210"
VN2000_GEOGRAPHIC = "EPSG:4756"
WGS84 = "EPSG:4326"

VN2000_TM3: Mapping[float, str] = {
    102.0: "EPSG:5896",
    103.0: "EPSG:9205",
    104.0: "EPSG:9206",
    104.5: "EPSG:9207",
    104.75: "EPSG:9208",
    105.0: "EPSG:5897",
    105.5: "EPSG:9209",
    105.75: "EPSG:9210",
    106.0: "EPSG:9211",
    106.25: "EPSG:9212",
    106.5: "EPSG:9213",
    107.0: "EPSG:9214",
    107.25: "EPSG:9215",
    107.5: "EPSG:9216",
    107.75: "EPSG:5899",
    108.0: "EPSG:5898",
    108.25: "EPSG:9217",
    108.5: "EPSG:9218",
}
"""The 3° zones of VN-2000 by central meridian in degrees: each province keeps to its own."""
VN2000_UTM = ("EPSG:3405", "EPSG:3406")
"""The 6° zones of VN-2000, central meridians 105° and 111°."""

CHECK_POINT_VN2000 = (106 + 54 / 60 + 28.6 / 3600, 20 + 47 / 60 + 52.1 / 3600)
"""Point A2 of notice to mariners HPG-11-2025: VN-2000 longitude and latitude in degrees."""
CHECK_POINT_WGS84 = (106 + 54 / 60 + 35.4 / 3600, 20 + 47 / 60 + 48.5 / 3600)
"""The same point in WGS 84, as the notice prints it."""
CHECK_SHIFT_M = 224.5
"""The distance between the two, to its printed digit."""


@cache
def transformer(source: str, target: str) -> Transformer:
    """Return the transformation between two systems; x is easting or longitude, always."""
    return Transformer.from_crs(source, target, always_xy=True)


@cache
def ellipsoid(crs: str) -> Geod:
    """Return the ellipsoid of a system, for distances and areas on it."""
    geod = CRS.from_user_input(crs).get_geod()
    if geod is None:
        raise no_such_system(crs)
    return geod


@cache
def geographic(crs: str) -> str:
    """Return the geographic system on which a projected one rests: no change of datum."""
    try:
        base = CRS.from_user_input(crs).geodetic_crs
    except CRSError as fault:
        raise no_such_system(crs) from fault
    code = base.to_authority() if base else None
    if code is None:
        raise no_such_system(crs)
    return ":".join(code)


@cache
def is_geographic(crs: str) -> bool:
    """Tell whether a system counts in degrees. Raises `CatalogueError` where it is unknown."""
    try:
        return CRS.from_user_input(crs).is_geographic
    except CRSError as fault:
        raise no_such_system(crs) from fault


def moved(points: NDArray[np.float64], source: str, target: str) -> NDArray[np.float64]:
    """Return points (n × 2, easting or longitude first) in another system.

    A point that the other system cannot show is infinite.
    """
    if source == target:
        return points
    shifted = transformer(source, target).transform(points[:, 0], points[:, 1])
    return np.column_stack(shifted).astype(float)


def no_such_system(crs: str) -> CatalogueError:
    """Return the error for a system that is unknown or rests on no known datum."""
    return CatalogueError(
        vi=f"Không có hệ tọa độ {crs}. Hãy ghi mã EPSG, ví dụ {HAI_PHONG} cho Hải Phòng.",
        en=f"There is no coordinate system {crs}. Give an EPSG code, {HAI_PHONG} for Hải Phòng.",
    )


def datum_check_shift_m() -> float:
    """Return how far this machine's PROJ moves the check point from VN-2000 to WGS 84, in metres.

    224.5 where the seven parameters are applied, 0 where the datum is dropped.
    """
    lon, lat = CHECK_POINT_VN2000
    shifted = transformer(VN2000_GEOGRAPHIC, WGS84).transform(lon, lat)
    return float(ellipsoid(WGS84).inv(lon, lat, *shifted)[2])


def outside_window(points: NDArray[np.float64], crs: str) -> NDArray[np.bool_]:
    """Tell which points (n × 2, easting and northing) lie outside the system's area of use."""
    area = CRS.from_user_input(crs).area_of_use
    if area is None:
        return np.zeros(len(points), dtype=bool)
    lon, lat = transformer(crs, geographic(crs)).transform(points[:, 0], points[:, 1])
    after, before = lon >= area.west, lon <= area.east
    # An area that crosses the 180th meridian, as North America's does, begins east of its end.
    inside = (after & before) if area.west <= area.east else (after | before)
    return np.asarray(~(inside & (lat >= area.south) & (lat <= area.north)))


class TransverseMercator(NamedTuple):
    """What makes a transverse Mercator plane: scale on its central meridian, false origin in m."""

    scale: float
    false_easting: float
    false_northing: float


@cache
def transverse_mercator(crs: str) -> TransverseMercator | None:
    """Return what makes a system's plane; None where it is none of transverse Mercator.

    Also None where its northings do not begin at the equator or are not in metres.
    """
    system = CRS.from_user_input(crs)
    operation = system.coordinate_operation
    if operation is None or operation.method_name != "Transverse Mercator":
        return None
    if any(axis.unit_name != "metre" for axis in system.axis_info):
        return None
    values = {each.name: float(each.value) for each in operation.params}
    if values["Latitude of natural origin"] != 0:
        return None
    return TransverseMercator(
        scale=values["Scale factor at natural origin"],
        false_easting=values["False easting"],
        false_northing=values["False northing"],
    )
