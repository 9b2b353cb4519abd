"""The known mistakes, each as another way to read the same figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from pyproj import CRS

from zoneplan.crs.systems import (
    VN2000_GEOGRAPHIC,
    VN2000_TM3,
    VN2000_UTM,
    WGS84,
    geographic,
    is_geographic,
    moved,
)
from zoneplan.language import Text, stated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Points = NDArray[np.float64]

_WGS84_UTM = ("EPSG:32648", "EPSG:32649")
_HN72_GEOGRAPHIC, _HN72_GAUSS = "EPSG:4147", ("EPSG:2044", "EPSG:2045")
_WEB_MERCATOR = "EPSG:3857"
_MOST_DEGREES = 180
_MILLION = 1e6
_MOST_ZONE = 100
_LEADING = (1e5, 1e6)
_NARROW_K, _WIDE_K = 0.9999, 0.9996
_UNITS = ((1000.0, Text("ki-lô-mét", "kilometres")), (0.001, Text("mi-li-mét", "millimetres")))


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One way to read figures: a stable code, what it takes them for, and what mends it.

    `points` are in the plan's system; `crs` is the system to state instead, where that is all.
    """

    code: str
    looks: Text
    remedy: Text
    points: Points
    crs: str | None = None


def readings(points: Points, *, crs: str, plan_crs: str, centre: Points) -> Iterator[Reading]:
    """Return every known misreading of points stated in `crs`, the likeliest first.

    `points` are n × 2, easting or longitude first; `centre` is where they are expected, in the
    plan's system.
    """
    yield _swapped(points, crs, plan_crs)
    yield from _other_systems(points, crs, plan_crs)
    yield from _in_degrees(points, crs, plan_crs)
    if not is_geographic(crs):
        yield from _in_other_units(points, crs, plan_crs)
        yield from _with_zone_number(points, crs, plan_crs)
        yield from _digits_dropped(points, crs, plan_crs, centre)
        yield from _without_shift(points, crs, plan_crs)
        yield from _with_other_scale(points, crs, plan_crs)
        for reading in _other_systems(points[:, ::-1], crs, plan_crs):
            yield _swapped_too(reading)


def _swapped(points: Points, crs: str, plan_crs: str) -> Reading:
    return Reading(
        code="swapped-axes",
        looks=Text("bị đổi chỗ X và Y", "have X and Y swapped"),
        remedy=Text(
            "X là trục bắc, Y là trục đông: hãy sửa tên hai cột.",
            "X is the northing, Y the easting: correct the names of the two columns.",
        ),
        points=moved(points[:, ::-1], crs, plan_crs),
    )


def _swapped_too(reading: Reading) -> Reading:
    return Reading(
        code="swapped-axes",
        looks=Text(
            f"bị đổi chỗ X và Y, và {reading.looks.vi}",
            f"have X and Y swapped, and to {reading.looks.en}",
        ),
        remedy=Text(
            f"Hãy sửa tên hai cột X, Y. {reading.remedy.vi}",
            f"Correct the names of the columns X and Y. {reading.remedy.en}",
        ),
        points=reading.points,
        crs=reading.crs,
    )


def _other_systems(points: Points, crs: str, plan_crs: str) -> Iterator[Reading]:
    if is_geographic(crs) and (np.abs(points) <= _MOST_DEGREES).all():
        shift = dict.fromkeys((VN2000_GEOGRAPHIC, WGS84), "datum-shift")
        systems = shift | {_HN72_GEOGRAPHIC: "hn-72"}
    elif is_geographic(crs):
        systems = {plan_crs: "metres"} | dict.fromkeys(_metric(), "metres")
    else:
        systems = _metric()
    for system, code in systems.items():
        if system != crs:
            yield _stated_as(code, points, system, plan_crs)
    if not is_geographic(crs) and (points[:, 0] < _MILLION).all():
        for zone, system in zip((18, 19), _HN72_GAUSS, strict=True):
            with_zone = points + np.array([zone * _MILLION, 0])
            yield _stated_as("hn-72", with_zone, system, plan_crs)


def _metric() -> dict[str, str]:
    return {
        **dict.fromkeys(VN2000_UTM, "utm"),
        **dict.fromkeys(VN2000_TM3.values(), "meridian"),
        **dict.fromkeys(_WGS84_UTM, "utm"),
        **dict.fromkeys(_HN72_GAUSS, "hn-72"),
        _WEB_MERCATOR: "web-mercator",
    }


def _stated_as(code: str, points: Points, system: str, plan_crs: str) -> Reading:
    name = f"{CRS.from_user_input(system).name.replace('Hanoi 1972', 'HN-72')} ({system})"
    return Reading(
        code=code,
        looks=Text(f"theo hệ {name}", f"be in {name}"),
        remedy=Text(f"Nếu đúng, hãy dùng --crs {system}.", f"If so, give --crs {system}."),
        points=moved(points, system, plan_crs),
        crs=system,
    )


def _in_degrees(points: Points, crs: str, plan_crs: str) -> Iterator[Reading]:
    if is_geographic(crs) or (np.abs(points) > _MOST_DEGREES).any():
        return
    for system in (VN2000_GEOGRAPHIC, WGS84):
        reading = _stated_as("degrees", points, system, plan_crs)
        yield reading
        yield _swapped_too(_stated_as("degrees", points[:, ::-1], system, plan_crs))


def _digits_dropped(points: Points, crs: str, plan_crs: str, centre: Points) -> Iterator[Reading]:
    """Return readings with the same leading digits put before every figure of an axis."""
    expected = moved(centre[None, :], plan_crs, crs)[0]
    for axes in ([1], [0], [0, 1]):
        for leading in _LEADING:
            put = np.zeros(2)
            put[axes] = np.round((expected - points.mean(axis=0)) / leading)[axes] * leading
            size = np.abs(points[:, axes]).max()
            if _MOST_DEGREES < size < leading and (put[axes] > 0).all():
                yield _with_digits(points + put, put, crs, plan_crs)


def _with_digits(points: Points, put: Points, crs: str, plan_crs: str) -> Reading:
    said = [
        f"{name} + {stated(value, 'en').replace(',', ' ')}"
        for name, value in zip("YX", put, strict=True)
        if value
    ]
    return Reading(
        code="digits-dropped",
        looks=Text(
            f"bị bỏ các chữ số đầu ({', '.join(said)})",
            f"lack the leading digits ({', '.join(said)})",
        ),
        remedy=Text("Hãy ghi đủ chữ số.", "Write all digits."),
        points=moved(points, crs, plan_crs),
    )


def _in_other_units(points: Points, crs: str, plan_crs: str) -> Iterator[Reading]:
    for factor, name in _UNITS:
        yield Reading(
            code="unit",
            looks=Text(f"tính bằng {name.vi}", f"be in {name.en}"),
            remedy=Text("Hãy đổi ra mét.", "Turn them into metres."),
            points=moved(points * factor, crs, plan_crs),
        )


def _with_zone_number(points: Points, crs: str, plan_crs: str) -> Iterator[Reading]:
    bare = np.column_stack([points[:, 0] % _MILLION, points[:, 1]])
    if (points[:, 0] < _MILLION).any() or (points[:, 0] > _MOST_ZONE * _MILLION).any():
        return
    for system in (crs, VN2000_UTM[0]):
        reading = _stated_as("zone-number", bare, system, plan_crs)
        yield Reading(
            code=reading.code,
            looks=Text(
                f"có số múi đứng trước Y và {reading.looks.vi}",
                f"have the zone's number before Y and to {reading.looks.en}",
            ),
            remedy=Text(
                f"Hãy bỏ số múi. {reading.remedy.vi}", f"Leave it out. {reading.remedy.en}"
            ),
            points=reading.points,
            crs=system,
        )


def _without_shift(points: Points, crs: str, plan_crs: str) -> Iterator[Reading]:
    """Return the reading in which WGS 84 figures were put on the VN-2000 grid without a shift."""
    base = geographic(crs)
    other = {VN2000_GEOGRAPHIC: WGS84, WGS84: VN2000_GEOGRAPHIC}.get(base)
    if other is None:
        return
    names = ("WGS 84", "VN-2000") if other == WGS84 else ("VN-2000", "WGS 84")
    yield Reading(
        code="datum-shift",
        looks=Text(
            f"ghi tọa độ {names[0]} thành {names[1]} mà chưa tính chuyển hệ quy chiếu",
            f"label {names[0]} figures {names[1]} without the datum transformation",
        ),
        remedy=Text(
            "Hãy xin bảng đã tính chuyển theo bảy tham số (EPSG:6960).",
            "Ask for the table transformed with the seven parameters (EPSG:6960).",
        ),
        points=moved(moved(points, crs, base), other, plan_crs),
    )


def _with_other_scale(points: Points, crs: str, plan_crs: str) -> Iterator[Reading]:
    own, other = (_WIDE_K, _NARROW_K) if crs in (*VN2000_UTM, *_WGS84_UTM) else (_NARROW_K, _WIDE_K)
    origin = np.array([500_000.0, 0.0])
    vi, en = (stated(other, "vi"), stated(other, "en"))
    yield Reading(
        code="scale-factor",
        looks=Text(f"tính với hệ số tỷ lệ {vi}", f"use the scale factor {en}"),
        remedy=Text(
            f"Hãy xin bảng tính với hệ số {stated(own, 'vi')}.",
            f"Ask for the table with the scale factor {stated(own, 'en')}.",
        ),
        points=moved((points - origin) * own / other + origin, crs, plan_crs),
    )
