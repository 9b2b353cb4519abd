"""The chart of one layer through the years, on any axes."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from zoneplan.figures.bars import BAND, axes_mm, draw_bars, lay_out, note_in_bar
from zoneplan.figures.course import Course
from zoneplan.figures.design import sizes
from zoneplan.figures.typeface import line_mm, width_mm
from zoneplan.figures.voice import Voice

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from zoneplan.figures.course import Bar, Measure
    from zoneplan.figures.voice import Tongue
    from zoneplan.plan import Plan

_FACT = (-0.38, 0.38)
_FACT_BESIDE_AIM = (-0.45, 0.12)
_AIM = (0.17, 0.45)
_YEAR_MM = 8.0
_WIDEST_YEAR_MM = 17.0


def draw_progress(
    plan: Plan,
    table: pd.DataFrame,
    aims: pd.DataFrame,
    *,
    layer: str,
    measure: Measure = "count",
    lang: Tongue = "vi",
    axes: Axes | None = None,
    enlarged: float = 1,
) -> Axes:
    """Return the axes with the bars of one layer drawn on them, on axes of their own if None.

    From the finished tables of progress and of aims. `measure` is what the bars show: features,
    or hectares as declared, else estimated. Nothing is drawn before the first dated event.
    """
    drawn = Figure(figsize=(6, 3)).add_subplot() if axes is None else axes
    course, voice = Course.of(plan, layer, table, aims), Voice.of(lang)
    bars = course.bars(measure)
    if not bars:
        return drawn
    years = range(min(bar.year for bar in bars), max(bar.year for bar in bars) + 1)
    wide = axes_mm(drawn)[0] / enlarged
    lay_out(
        drawn,
        across=(years[0] - 0.5, max(years[-1] + 0.5, years[0] - 0.5 + wide / _WIDEST_YEAR_MM)),
        most=max(bar.top for bar in bars) * 1.04,
        names={year: str(year) for year in _named(years, wide / len(years))},
        voice=voice,
        enlarged=enlarged,
        whole_numbers=measure == "count",
    )
    _draw_band(drawn, course, years)
    due = {bar.year for bar in bars if bar.kind}
    for status, kind in dict.fromkeys((bar.status, bar.kind) for bar in bars):
        draw_bars(
            drawn,
            [_sides(bar, due) for bar in bars if (bar.status, bar.kind) == (status, kind)],
            course.style(status, kind),
            line=course.line(kind),
            label=f"{kind or 'fact'}-{layer}-{status}",
            enlarged=enlarged,
        )
    for bar in bars:
        _write_figure(drawn, course, bar, due, voice=voice, enlarged=enlarged)
    return drawn


def _named(years: range, pitch_mm: float) -> list[int]:
    """Return the years that have room for their number, the last one among them."""
    step = next(each for each in (1, 2, 5, 10, 20, 50, 100) if each * pitch_mm >= _YEAR_MM)
    named = [year for year in years if year % step == 0 and years[-1] - year >= step * 0.7]
    return [*named, years[-1]]


def _sides(bar: Bar, due: set[int]) -> tuple[float, float, float, float]:
    left, right = _AIM if bar.kind else _FACT_BESIDE_AIM if bar.year in due else _FACT
    return bar.year + left, bar.foot, bar.year + right, bar.top


def _draw_band(axes: Axes, course: Course, years: range) -> None:
    """Shade the years after the one in which the whole list was last confirmed."""
    if course.unconfirmed is None:
        return
    since, ended = int(course.unconfirmed[:4]) + 0.5, course.plan.as_of.year + 0.5
    since = max(since, years[0] - 0.5)
    band = Rectangle((since, 0), ended - since, axes.get_ylim()[1], linewidth=0, zorder=-1)
    band.set(facecolor=BAND, label="unconfirmed")
    axes.add_patch(band)


def _write_figure(
    axes: Axes, course: Course, bar: Bar, due: set[int], *, voice: Voice, enlarged: float
) -> None:
    """Write a figure into its stretch of bar where it has room for it."""
    left, foot, right, top = _sides(bar, due)
    words = voice.number(floor(bar.top - bar.foot + 0.5))
    wide, high = axes_mm(axes)
    across, up = axes.get_xlim(), axes.get_ylim()
    room = (right - left) / (across[1] - across[0]) * wide / enlarged
    height = (top - foot) / (up[1] - up[0]) * high / enlarged
    size = sizes().note
    if room >= width_mm(words, size) + 0.7 and height >= line_mm(size) * 0.85:
        style = course.style(bar.status, bar.kind)
        note_in_bar(axes, ((left + right) / 2, (foot + top) / 2), words, style, enlarged=enlarged)
