"""What is wrong with coordinates that do not land where they are expected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from zoneplan.crs.readings import Reading, readings
from zoneplan.crs.systems import moved
from zoneplan.language import LANGUAGES, Text, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from zoneplan.language import Lang

CORNERS_AGREE_M = 2.0
"""Within this, half of the corners or more must meet the known ones: chance does not do that."""
_ENOUGH_CORNERS = 3
_MOST_GROWTH_M = 5000.0
"""An outline may have grown by half its size; the extent of a plan by no more than this."""
_ALIKE_M = 10.0
_TIMES_NEARER = 10
"""A reading that brings the points so many times nearer explains them, whatever remains."""
_KM = 1000.0
_WHOLE_KM = 10_000.0


@dataclass(frozen=True, kw_only=True)
class Expected:
    """Where points should lie: an outline known before, or the extent of the plan.

    `shape` is in the plan's system `crs`, in metres; `uncertainty_m` says how surely it is known.
    """

    shape: shapely.Geometry
    crs: str
    uncertainty_m: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """A known mistake that explains where points landed.

    `text` says what it looks like, by how many metres and what to do. `crs` is the system to
    state instead, where that mends it; `points` are the points so read, in the plan's system;
    `off_m` is how far they lie from the plain reading (infinite where that lies nowhere);
    `others` are systems that explain the points no worse.
    """

    code: str
    text: Text
    points: NDArray[np.float64]
    off_m: float
    crs: str | None = None
    others: tuple[str, ...] = ()


def diagnose(points: NDArray[np.float64], *, crs: str, expected: Expected) -> Mistake | None:
    """Return the mistake by which points stated in `crs` miss where they are expected, or None.

    `points` are n × 2, easting or longitude first. A mistake is named where reading the points
    that way meets the known corners within 2 m, or lands in the expected place, or ten times
    nearer to it, from farther off than that place is in doubt, and the plain reading does not.
    None also where no known mistake explains them: a new outline may simply lie elsewhere.
    """
    plain = moved(points, crs, expected.crs)
    if not len(points) or _corner_gap(plain, expected) <= CORNERS_AGREE_M:
        return None
    centre = shapely.get_coordinates(shapely.centroid(expected.shape))[0]
    known = list(readings(points, crs=crs, plan_crs=expected.crs, centre=centre))
    exact = [each for each in known if _corner_gap(each.points, expected) <= CORNERS_AGREE_M]
    if exact:
        best = min(exact, key=lambda each: _corner_gap(each.points, expected))
        return _mistake(best, (), plain, crs, expected)
    reach = expected.uncertainty_m + _growth(expected)
    if _miss(plain, expected) <= reach:
        return None
    near = max(reach, _miss(plain, expected) / _TIMES_NEARER)
    landed = [
        each
        for each in known
        if _miss(each.points, expected) <= near and _shift(plain, each.points) > reach
    ]
    if not landed:
        return None
    nearest = min(_miss(each.points, expected) for each in landed)
    hidden = max(expected.uncertainty_m, _ALIKE_M)
    alike = [each for each in landed if _miss(each.points, expected) <= nearest + hidden]
    return _mistake(alike[0], alike[1:], plain, crs, expected)


def _corner_gap(points: NDArray[np.float64], expected: Expected) -> float:
    """Return within how many metres half of the points meet a known corner; infinite for few."""
    if len(points) < _ENOUGH_CORNERS or not np.isfinite(points).all():
        return float("inf")
    corners = shapely.multipoints(shapely.get_coordinates(expected.shape))
    return float(np.median(shapely.distance(shapely.points(points), corners)))


def _miss(points: NDArray[np.float64], expected: Expected) -> float:
    """Return how far outside the expected place the farthest point lies, in metres."""
    if not np.isfinite(points).all():
        return float("inf")
    return float(shapely.distance(shapely.points(points), expected.shape).max())


def _shift(plain: NDArray[np.float64], points: NDArray[np.float64]) -> float:
    if not np.isfinite(plain).all():
        return float("inf")
    return float(np.hypot(*(plain - points).T).mean())


def _growth(expected: Expected) -> float:
    west, south, east, north = shapely.bounds(expected.shape)
    return min(float(np.hypot(east - west, north - south)) / 2, _MOST_GROWTH_M)


def _mistake(
    best: Reading,
    alike: Sequence[Reading],
    plain: NDArray[np.float64],
    crs: str,
    expected: Expected,
) -> Mistake:
    off = _shift(plain, best.points)
    others = tuple(dict.fromkeys(each.crs for each in alike if each.crs and each.crs != best.crs))
    vi, en = (_compared(best, off, crs, expected, lang) for lang in LANGUAGES)
    return Mistake(
        code=best.code,
        text=Text(
            vi=f"Bảng tọa độ có vẻ {best.looks.vi}: {vi}. {best.remedy.vi}{_or_else(others, 'vi')}",
            en=f"The table seems to {best.looks.en}: {en}. "
            f"{best.remedy.en}{_or_else(others, 'en')}",
        ),
        points=best.points,
        off_m=off,
        crs=best.crs,
        others=others,
    )


def _compared(best: Reading, off: float, crs: str, expected: Expected, lang: Lang) -> str:
    corners, miss = _corner_gap(best.points, expected), _miss(best.points, expected)
    if lang == "vi":
        if corners <= CORNERS_AGREE_M:
            landing = f"các góc trùng ranh giới đã biết trong vòng {_distance(corners, lang)}"
        else:
            landing = f"điểm xa nhất cách vùng đã biết {_distance(miss, lang)}"
        straying = f"lệch đi {_distance(off, lang)}" if np.isfinite(off) else "nằm ngoài hệ"
        return f"đọc như vậy thì {landing}, còn đọc theo {crs} thì {straying}"
    if corners <= CORNERS_AGREE_M:
        landing = f"its corners meet the known outline within {_distance(corners, lang)}"
    else:
        landing = f"its farthest point lies {_distance(miss, lang)} from the known place"
    straying = f"lies {_distance(off, lang)} off" if np.isfinite(off) else "lies nowhere"
    return f"read so, {landing}; read in {crs}, it {straying}"


def _or_else(others: tuple[str, ...], lang: Lang) -> str:
    if not others:
        return ""
    listed = ", ".join(others)
    if lang == "vi":
        return f" Không phân biệt được với {listed}: hãy hỏi nơi lập bảng."
    return f" It cannot be told apart from {listed}: ask who made the table."


def _distance(metres: float, lang: Lang) -> str:
    if metres < _WHOLE_KM:
        return f"{number(metres, lang, decimals=1)} m"
    return f"{number(metres / _KM, lang)} km"
