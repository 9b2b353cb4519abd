"""A coordinate system in the words of a decision, from the parameters that PROJ knows of it."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING

from pyproj import CRS

from zoneplan.language import Text, number

if TYPE_CHECKING:
    from zoneplan.language import Lang

_ZONE_WIDTHS = {0.9999: 3, 0.9996: 6}
"""Of VN-2000's zones by their scale on the central meridian (circular 973/2001/TT-TCĐC)."""
_SYSTEM = Text(vi="Hệ tọa độ", en="Coordinate system")
_MERIDIAN = Text(vi="kinh tuyến trục", en="central meridian")
_ZONE = Text(vi="múi chiếu", en="zone width")
_SCALE = Text(vi="hệ số tỷ lệ", en="scale factor")
_ELLIPSOID = Text(vi="ellipsoid {}", en="{} ellipsoid")


def system_in_words(code: str, lang: Lang) -> str:
    """Return the datum, central meridian and zone of a system, with its EPSG code."""
    crs = CRS.from_user_input(code)
    base = crs.geodetic_crs
    words = [f"{_SYSTEM.say(lang)} {base.name if base else crs.name}"]
    operation = crs.coordinate_operation
    numbers = {each.name: float(each.value) for each in operation.params} if operation else {}
    meridian = numbers.get("Longitude of natural origin")
    scale = numbers.get("Scale factor at natural origin")
    if meridian is not None:
        words.append(f"{_MERIDIAN.say(lang)} {_degrees(meridian)}")
    if scale in _ZONE_WIDTHS:
        words.append(f"{_ZONE.say(lang)} {_ZONE_WIDTHS[scale]}°")
    elif scale is not None:
        words.append(f"{_SCALE.say(lang)} {number(scale, lang, decimals=4)}")
    return f"{', '.join(words)} ({code})"


def ellipsoid_in_words(code: str, lang: Lang) -> str:
    """Return the name of the ellipsoid on which a system rests."""
    ellipsoid = CRS.from_user_input(code).ellipsoid
    return _ELLIPSOID.say(lang).format(ellipsoid.name if ellipsoid else "?")


def _degrees(angle: float) -> str:
    """Return an angle in degrees and minutes: 105°45'."""
    minutes = round(angle * 60)
    return f"{floor(minutes / 60)}°{minutes % 60:02d}'"
