"""The sheet of status through time: charts of counts and hectares for each layer, with its keys."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from matplotlib.patches import Rectangle

from zoneplan.figures.bars import BAND, chart_axes
from zoneplan.figures.column import Column, Key, draw_columns, split_keys
from zoneplan.figures.course import Course, Measure
from zoneplan.figures.design import sizes
from zoneplan.figures.furniture import surround
from zoneplan.figures.page import QUIET, Box, DoesNotFitError, fitted_page
from zoneplan.figures.paper import A4_LANDSCAPE
from zoneplan.figures.progress_chart import draw_progress
from zoneplan.figures.typeface import line_mm, literal
from zoneplan.figures.voice import Voice
from zoneplan.language import day

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from zoneplan.figures.design import Design
    from zoneplan.figures.page import Page
    from zoneplan.figures.paper import Paper
    from zoneplan.figures.voice import Tongue
    from zoneplan.plan import Plan

_MEASURES: tuple[tuple[Measure, str], ...] = (("count", "count"), ("stated_area_ha", "hectares"))
_AXIS_MM = 12.0
_FOOT_MM = 4.5
_TITLE_MM = 5.6
_BETWEEN_MM = 3.5
_COLUMN_GAP_MM = 7.0
_KEYS_SHARE = 0.3
_WIDE_MM = 220.0
_LEAST_CHART_MM = 20.0


def progress(
    plan: Plan,
    table: pd.DataFrame,
    aims: pd.DataFrame,
    *,
    lang: Tongue = "vi",
    paper: Paper = A4_LANDSCAPE,
    design: Design | None = None,
) -> Figure:
    """Return the sheet of status through time: a row of charts for each layer with statuses.

    From the finished tables of progress and of aims. Each layer begins in the year of its first
    dated event; features without an event by then stand as "status not known".
    """
    voice = Voice.of(lang)
    courses = [Course.of(plan, layer.name, table, aims) for layer in plan.features]
    shown = [course for course in courses if len(course.facts)]

    hectares = voice.say(plan.catalogue.texts["figure"]["hectares"])
    chart = partial(draw_progress, plan, table, aims, lang=lang)

    def compose(page: Page) -> None:
        size = sizes()
        area = _surround(page, plan, voice, has_aims=len(aims) > 0)
        for course, row in zip(shown, _rows(page, area, shown, voice), strict=True):
            title = literal(voice.say(course.layer.title))
            y = row.charts.top + line_mm(size.heading) + 1.4
            page.write(row.charts.left, y, [title], size=size.heading, face="bold", label="layer")
            _draw_charts(page, course, row.charts, voice=voice, chart=chart)
            parts, _ = split_keys(page, row.keys[0].width, len(row.keys), _keys(course, voice))
            columns = zip(row.keys, parts, strict=True)
            draw_columns(page, columns, count=str(plan.as_of.year), amount=hectares)
        if not shown:
            nothing = voice.say(plan.catalogue.texts["figure"]["no_events"])
            page.write(area.left, area.top, [nothing], size=size.subtitle, colour=QUIET)

    return fitted_page(paper, compose, design=design)


class _Chart(Protocol):
    def __call__(self, *, layer: str, measure: Measure, axes: Axes, enlarged: float) -> Axes: ...


class _Row(NamedTuple):
    """The strip of one layer: where its charts go, and the columns of its keys."""

    charts: Box
    keys: tuple[Box, ...]


def _surround(page: Page, plan: Plan, voice: Voice, *, has_aims: bool) -> Box:
    """Draw heading and notes; return what they leave of the page."""
    text = plan.catalogue.texts["figure"]
    return surround(
        page,
        plan,
        voice,
        title=text["progress_title"],
        subtitle=voice.say(text["progress_subtitle"]),
        more=[text["chart_never_backwards"], *([text["targets_drawn"]] if has_aims else [])],
    )


def _rows(page: Page, area: Box, courses: Sequence[Course], voice: Voice) -> list[_Row]:
    """Return a strip of the page for each layer, as high as its keys and charts need.

    The keys stand beside the charts, on narrow paper under them in two columns. Raises
    `DoesNotFitError` where the page is too low.
    """
    beside = area.width >= _WIDE_MM
    width = area.width * _KEYS_SHARE if beside else (area.width - _COLUMN_GAP_MM) / 2
    columns = 1 if beside else 2
    needs = [split_keys(page, width, columns, _keys(each, voice))[1] for each in courses]
    least = [
        max(need, _LEAST_CHART_MM) if beside else need + _LEAST_CHART_MM + _BETWEEN_MM
        for need in needs
    ]
    spare = area.height - sum(least) - len(courses) * (_TITLE_MM + _BETWEEN_MM)
    if spare < 0:
        raise DoesNotFitError
    rows, top = [], area.top
    for need, height in zip(needs, least, strict=True):
        top -= _TITLE_MM
        bottom = top - height - spare / len(courses)
        strip = Box(left=area.left, bottom=bottom, right=area.right, top=top)
        rows.append(_beside(strip, width) if beside else _under(strip, width, need))
        top = bottom - _BETWEEN_MM
    return rows


def _beside(strip: Box, width: float) -> _Row:
    keys = replace(strip, left=strip.right - width)
    return _Row(replace(strip, right=keys.left - 6), (keys,))


def _under(strip: Box, width: float, height: float) -> _Row:
    top = strip.bottom + height
    left = Box(left=strip.left, bottom=strip.bottom, right=strip.left + width, top=top)
    right = replace(left, left=strip.right - width, right=strip.right)
    return _Row(replace(strip, bottom=top + _BETWEEN_MM), (left, right))


def _draw_charts(page: Page, course: Course, row: Box, *, voice: Voice, chart: _Chart) -> None:
    """Draw counts and hectares of a layer side by side."""
    texts, half = course.plan.catalogue.texts["figure"], row.width / 2
    size = sizes().note
    for at, (measure, caption) in enumerate(_MEASURES):
        right = row.left + (at + 1) * half
        left = right - half + _AXIS_MM
        box = replace(row, left=left, right=right, bottom=row.bottom + _FOOT_MM)
        axes = chart_axes(page, box, f"{course.layer.name}-{measure}")
        chart(layer=course.layer.name, measure=measure, axes=axes, enlarged=page.enlarged)
        words, y = voice.say(texts[caption]), row.top + line_mm(size) + 1
        look: dict[str, Any] = {"size": size, "colour": QUIET, "horizontalalignment": "right"}
        page.write(right, y, [words], **look)


def _keys(course: Course, voice: Voice) -> list[Key]:
    """Return the keys of a layer: what is drawn, with its count and hectares in the last year."""
    keys = [
        Key(partial(_draw_status, course=course, status=status, voice=voice), counts=True)
        for status in reversed(course.statuses)
    ]
    keys += [
        Key(partial(_draw_aim, course=course, aim=aim, voice=voice), counts=True)
        for aim in course.aims.to_dict("records")
    ]
    if course.unconfirmed:
        keys.append(Key(partial(_draw_band, course=course, voice=voice)))
    return keys


def _draw_status(keys: Column, *, course: Course, status: str | None, voice: Voice) -> None:
    place = keys.row(
        course.title(status, None, voice),
        label="legend-status",
        figures=_figures(course.last.loc[_same(course.last["status"], status)], voice),
    )
    label = f"legend-{course.layer.name}-{status}"
    keys.swatch(place, course.style(status), line=course.line(None), label=label)


def _draw_band(keys: Column, *, course: Course, voice: Voice) -> None:
    """Draw what the shade behind the newest years says."""
    text, confirmed = course.plan.catalogue.texts["figure"]["after_confirmed"], course.unconfirmed
    words = voice.each(lambda lang: text.say(lang).format(day(confirmed or "", lang)))
    place = keys.row(words, label="legend-band")
    band = Rectangle((place.left, place.bottom), place.width, place.height, linewidth=0)
    band.set(facecolor=BAND)
    keys.page.put(band)


def _draw_aim(keys: Column, course: Course, aim: Mapping[Hashable, Any], voice: Voice) -> None:
    """Draw the key of an aim with the year in which it is due; without one it has no swatch."""
    status, kind = aim["status"], aim["kind"] or "expected"
    title = course.title(status, kind, voice)
    figures = (voice.number(aim["count"]), voice.stated(aim["stated_area_ha"]))
    if aim["year"] is None:
        why = voice.say(course.plan.catalogue.texts["figure"]["undated_target"])
        keys.row(f"{title} ({why})", label="legend-undated", figures=figures)
        return
    place = keys.row(f"{title} ({aim['year']})", label="legend-aim", figures=figures)
    label = f"legend-{kind}-{course.layer.name}-{status}"
    keys.swatch(place, course.style(status, kind), line=course.line(kind), label=label)


def _figures(rows: pd.DataFrame, voice: Voice) -> tuple[str, str]:
    """Return count and hectares of a status in the last year; a dash where no feature has it."""
    if rows.empty:
        return "–", "–"
    row = rows.iloc[0]
    lacking = int(row["without_area"])
    if lacking == row["count"]:
        return voice.number(row["count"]), "–"
    least = "≥ " if lacking else ""
    return voice.number(row["count"]), f"{least}{voice.stated(row['stated_area_ha'])}"


def _same(statuses: pd.Series, status: str | None) -> pd.Series:
    return statuses.isna() if status is None else statuses == status
