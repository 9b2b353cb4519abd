"""VN-2000: in which coordinate reference system a plan is stored, measured and shown.

A plan is stored in one VN-2000 TM-3 zone. It is measured on VN-2000's own ellipsoid, and turned
into WGS 84 only on the way out, with the seven parameters of EPSG:6960; leaving them out puts
every point 224.5 m off. That and the other known mistakes are told apart by where they land.
"""

from zoneplan.crs.mistakes import Expected, Mistake, diagnose
from zoneplan.crs.systems import (
    CHECK_POINT_VN2000,
    CHECK_POINT_WGS84,
    CHECK_SHIFT_M,
    HAI_PHONG,
    VN2000_GEOGRAPHIC,
    VN2000_TM3,
    VN2000_UTM,
    WGS84,
    TransverseMercator,
    datum_check_shift_m,
    ellipsoid,
    geographic,
    is_geographic,
    moved,
    no_such_system,
    outside_window,
    transformer,
    transverse_mercator,
)

__all__ = [
    "CHECK_POINT_VN2000",
    "CHECK_POINT_WGS84",
    "CHECK_SHIFT_M",
    "HAI_PHONG",
    "VN2000_GEOGRAPHIC",
    "VN2000_TM3",
    "VN2000_UTM",
    "WGS84",
    "Expected",
    "Mistake",
    "TransverseMercator",
    "datum_check_shift_m",
    "diagnose",
    "ellipsoid",
    "geographic",
    "is_geographic",
    "moved",
    "no_such_system",
    "outside_window",
    "transformer",
    "transverse_mercator",
]
