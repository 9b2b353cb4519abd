"""The grid of a view: VN-2000 in full metres, or a WGS 84 graticule, with its labels outside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from zoneplan import crs
from zoneplan.figures.design import sizes
from zoneplan.figures.page import QUIET
from zoneplan.figures.typeface import width_mm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from zoneplan.figures.page import Page
    from zoneplan.figures.view import View
    from zoneplan.figures.voice import Voice

_LEAST_STEP_MM = 24.0
_TICK_MM = 1.4
_LABEL_MM = 16.0
_STATIONS = 33
_MINUTES = (0.25, 0.5, 1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600)
Points = "NDArray[np.float64]"


@dataclass(frozen=True, kw_only=True)
class GridLine:
    """A line of the grid over a view, in metres of its ground, and what it is called.

    `upright` tells a line of one easting or longitude, named at the foot of the frame.
    """

    points: NDArray[np.float64]
    name: str
    upright: bool


def grid_lines(view: View, voice: Voice, plan_crs: str, *, graticule: bool) -> list[GridLine]:
    """Return the lines of a view, at round metres or at round minutes of WGS 84."""
    if graticule:
        return _graticule(view, voice, plan_crs)
    least = _LEAST_STEP_MM * view.unit
    power = 10 ** np.floor(np.log10(least))
    step = float(next(first * power for first in (1, 2, 5, 10) if first * power >= least))
    ground = view.ground
    east = [
        GridLine(
            points=np.array([(at, ground.bottom), (at, ground.top)]),
            name=voice.number(at),
            upright=True,
        )
        for at in _round_between(ground.left, ground.right, step)
    ]
    north = [
        GridLine(
            points=np.array([(ground.left, at), (ground.right, at)]),
            name=voice.number(at),
            upright=False,
        )
        for at in _round_between(ground.bottom, ground.top, step)
    ]
    return east + north


def draw_grid_labels(page: Page, view: View, lines: list[GridLine]) -> None:
    """Draw ticks where the lines meet the frame, and their names outside it."""
    box, last = view.box, {True: -np.inf, False: -np.inf}
    size = sizes().note
    for line in lines:
        for at, (x, y) in enumerate(_ends(line, view)):
            way = 1 if at else -1
            tick = (x, y + way * _TICK_MM) if line.upright else (x + way * _TICK_MM, y)
            page.line([(x, y), tick], width=0.6, colour=QUIET)
            place = x if line.upright else y
            if at or place - last[line.upright] < _LABEL_MM:
                continue
            half = width_mm(line.name, size) / 2
            if not line.upright and not box.bottom + half <= y <= box.top - half:
                continue
            last[line.upright] = place
            if line.upright:
                page.write(
                    x,
                    box.bottom - _TICK_MM - 0.5,
                    [line.name],
                    size=size,
                    colour=QUIET,
                    horizontalalignment="center",
                    label="easting",
                )
            else:
                page.write(
                    box.left - _TICK_MM - 0.7,
                    y,
                    [line.name],
                    size=size,
                    colour=QUIET,
                    rotation=90,
                    horizontalalignment="center",
                    verticalalignment="bottom",
                    label="northing",
                )


def _ends(line: GridLine, view: View) -> Iterator[tuple[float, float]]:
    """Yield where a line meets the two sides of the frame that name it, on the page."""
    path = view.to_page(np.array([shapely.LineString(line.points)], dtype=object))[0]
    box = view.box
    sides = (
        ((box.left, box.bottom), (box.right, box.bottom)),
        ((box.left, box.top), (box.right, box.top)),
    )
    if not line.upright:
        sides = (
            ((box.left, box.bottom), (box.left, box.top)),
            ((box.right, box.bottom), (box.right, box.top)),
        )
    for side in sides:
        met = shapely.intersection(path, shapely.LineString(side))
        if not met.is_empty:
            x, y = shapely.get_coordinates(met)[0]
            yield float(x), float(y)


def _graticule(view: View, voice: Voice, plan_crs: str) -> list[GridLine]:
    ground = view.ground
    frame = shapely.box(ground.left, ground.bottom, ground.right, ground.top).exterior
    corners = shapely.get_coordinates(shapely.segmentize(frame, frame.length / (4 * _STATIONS)))
    degrees = crs.moved(corners, plan_crs, crs.WGS84)
    (west, south), (east, north) = degrees.min(axis=0), degrees.max(axis=0)
    height_mm = view.box.height
    step = next(
        (
            minutes / 60
            for minutes in _MINUTES
            if minutes / 60 * height_mm / (north - south) >= _LEAST_STEP_MM
        ),
        _MINUTES[-1] / 60,
    )
    # A little beyond the frame, for no meridian is quite upright on it.
    spread = 0.05 * (north - south)
    lines = []
    for upright, low, high in ((True, west, east), (False, south, north)):
        for at in _round_between(low, high, step):
            across = (south - spread, north + spread) if upright else (west - spread, east + spread)
            along = np.linspace(*across, _STATIONS)
            fixed = np.full(_STATIONS, at)
            points = np.column_stack([fixed, along] if upright else [along, fixed])
            lines.append(
                GridLine(
                    points=crs.moved(points, crs.WGS84, plan_crs),
                    name=_degrees(at, voice, upright=upright),
                    upright=upright,
                )
            )
    return lines


def _round_between(low: float, high: float, step: float) -> list[float]:
    return [float(at * step) for at in range(int(-(-low // step)), int(high // step) + 1)]


def _degrees(value: float, voice: Voice, *, upright: bool) -> str:
    seconds = round(abs(value) * 3600)
    degrees, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    letters = {"vi": ("Đ", "T", "B", "N"), "en": ("E", "W", "N", "S")}[voice.first]
    letter = letters[2 * (not upright) + (value < 0)]
    tail = f"{rest:02}″" if rest else ""
    return f"{degrees}°{minutes:02}′{tail}{letter}"
