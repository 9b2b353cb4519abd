"""What stands round the map: title, stamp, grid labels, scale bar, north arrow, notes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from matplotlib.patches import Polygon, Rectangle
from pyproj import CRS

from zoneplan import timeline
from zoneplan.figures.design import sizes
from zoneplan.figures.origin import source_titles, sources_of
from zoneplan.figures.page import INK, QUIET, RED
from zoneplan.figures.typeface import line_mm, width_mm, wrapped
from zoneplan.language import day

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from zoneplan.figures.page import Box, Page
    from zoneplan.figures.view import View
    from zoneplan.figures.voice import Voice
    from zoneplan.language import Lang, Text
    from zoneplan.plan import Plan

SCALE_MM = 12.0
_BAR_MM = 46.0
_MOST_LINES = 6


def draw_heading(
    page: Page, plan: Plan, voice: Voice, *, title: Text | None = None, subtitle: str = ""
) -> float:
    """Draw title, authority, day and any stamp; return where they end, in mm from below.

    Above them stands that a figure is for internal use.

    The title is the plan's unless another is given, which then stands under it.
    """
    text = plan.catalogue.texts["common"]
    size, inner = sizes(), page.inner
    y, width = inner.top, inner.width
    if plan.audience == "internal":
        y = _mark_internal(page, voice.say(text["internal_only"]), y)
    lines = wrapped(
        voice.say(title or plan.settings.title), size.title, width, "bold", most=_MOST_LINES
    )
    page.write(inner.left, y, lines, size=size.title, face="bold", label="title")
    y -= line_mm(size.title) * len(lines) + 0.6
    as_of = voice.each(
        lambda lang: f"{text['as_of'].say(lang)} {day(plan.as_of.isoformat(), lang)}"
    )
    below = [as_of, voice.say(plan.settings.authority)]
    below += [subtitle] if subtitle else []
    rows = wrapped(" · ".join(below), size.subtitle, width, most=_MOST_LINES)
    page.write(inner.left, y, rows, size=size.subtitle, colour=QUIET, label="subtitle")
    y -= line_mm(size.subtitle) * len(rows)
    if plan.forced:
        y = _stamp(page, voice.say(text["forced"]), y - 1.5)
    return y


def draw_notes(
    page: Page,
    plan: Plan,
    voice: Voice,
    *,
    more: Sequence[Text] = (),
    layers: Collection[str] | None = None,
) -> float:
    """Draw the notes at the foot, `more` among them; return where they begin, in mm from below.

    How fresh a layer is, is told of all of the plan's layers, or of those named.
    """
    inner, size = page.inner, sizes().note
    width = inner.width
    notice = [
        line
        for lang in voice.languages
        for line in wrapped(plan.notice.say(lang), size, width, "bold")
    ]
    rest = [
        line
        for lang in voice.languages
        for words in (*(text.say(lang) for text in more), " ".join(_freshness(plan, layers, lang)))
        for line in wrapped(words, size, width)
        if words
    ]
    for lang in voice.languages:
        rest += wrapped(origin(plan, lang), size, width)
    step = line_mm(size)
    y = inner.bottom + step * (len(notice) + len(rest))
    page.write(inner.left, y, notice, size=size, face="bold", label="notice")
    page.write(inner.left, y - step * len(notice), rest, size=size, colour=QUIET, label="notes")
    return y


def surround(
    page: Page,
    plan: Plan,
    voice: Voice,
    *,
    title: Text,
    subtitle: str = "",
    more: Sequence[Text] = (),
    layers: Collection[str] | None = None,
) -> Box:
    """Draw the heading and the notes of a chart; return what they leave of the page."""
    foot = draw_notes(page, plan, voice, more=more, layers=layers)
    head = draw_heading(page, plan, voice, title=title, subtitle=subtitle)
    return replace(page.inner, bottom=foot + 2, top=head - 3)


def draw_scale(page: Page, plan: Plan, view: View, column: Box, voice: Voice) -> float:
    """Draw the scale bar and the north arrow at the foot of a column; return where they begin."""
    text, size = plan.catalogue.texts["figure"], sizes()
    whole = _round_length(_BAR_MM * view.unit)
    quarter = whole / 4 / view.unit
    y = column.bottom + line_mm(size.note) + 0.8
    for part in range(4):
        look: dict[str, Any] = {
            "facecolor": INK if part % 2 == 0 else "white",
            "edgecolor": INK,
            "clip_on": False,
        }
        start = (column.left + part * quarter, y)
        page.put(
            Rectangle(start, quarter, 1.5, linewidth=0.5 * page.enlarged, label="scale-bar", **look)
        )
    per, unit = (1000, "kilometres") if whole >= 2000 else (1, "metres")  # noqa: PLR2004 - metres
    for part in (0, 2, 4):
        value = voice.number(whole * part / 4 / per, decimals=0 if whole / per % 2 == 0 else 1)
        tail = f" {voice.say(text[unit])}" if part == 4 else ""  # noqa: PLR2004 - the last quarter
        align = "left" if part == 0 else "center"
        x = column.left + part * quarter
        page.write(x, y - 0.8, [value + tail], size=size.note, horizontalalignment=align)
    top = y + 1.5 + 0.9 + line_mm(size.heading)
    scale = f"{voice.say(text['scale'])} 1:{voice.number(view.scale)}"
    page.write(column.left, top, [scale], size=size.heading, label="scale")
    _north(page, column.right - 4, column.bottom, voice.say(text["north"]))
    return top


def _north(page: Page, x: float, y: float, letter: str) -> None:
    for side, colour in ((-1, INK), (1, "white")):
        corners = [(x, y + 8.5), (x + side * 2.4, y), (x, y + 1.7)]
        look: dict[str, Any] = {"facecolor": colour, "edgecolor": INK, "joinstyle": "miter"}
        page.put(Polygon(corners, linewidth=0.5 * page.enlarged, clip_on=False, **look))
    page.write(
        x,
        y + 9,
        [letter],
        size=sizes().heading,
        face="bold",
        horizontalalignment="center",
        verticalalignment="bottom",
    )


def _round_length(most: float) -> float:
    power = 10 ** (len(str(int(most))) - 1)
    return float(next(first * power for first in (8, 4, 2, 1) if first * power <= most))


def _mark_internal(page: Page, words: str, top: float) -> float:
    """Write the words in the margin above, or below `top` where that has no room for them.

    Return where what follows may begin.
    """
    size = sizes().stamp
    height, margin = line_mm(size), page.box.top - top
    has_room = margin > 2 * height
    y = top + (margin + height) / 2 if has_room else top
    look: dict[str, Any] = {"horizontalalignment": "right", "label": "internal"}
    page.write(page.inner.right, y, [words], size=size, face="bold", colour=RED, **look)
    return top if has_room else top - height


def _stamp(page: Page, words: str, top: float) -> float:
    size, inner = sizes().stamp, page.inner
    lines = wrapped(words, size, inner.width - 6, "bold")
    height = line_mm(size) * len(lines) + 2.4
    width = max(width_mm(line, size, "bold") for line in lines) + 6
    look: dict[str, Any] = {"fill": False, "edgecolor": RED, "linewidth": 1.2 * page.enlarged}
    page.put(Rectangle((inner.left, top - height), width, height, label="stamp", **look))
    page.write(inner.left + 3, top - 1.4, lines, size=size, face="bold", colour=RED, label="forced")
    return top - height


def _freshness(plan: Plan, layers: Collection[str] | None, lang: Lang) -> list[str]:
    """Return for each layer how fresh it is, what is inferred, what it lacks."""
    named = [layer for layer in plan.features if layers is None or layer.name in layers]
    told = [(layer, timeline.freshness(plan, layer.name).say(lang)) for layer in named]
    return [f"{layer.title.say(lang)}: {words}." for layer, words in told if words]


def origin(plan: Plan, lang: Lang, codes: Iterable[str] = ()) -> str:
    """Return sources, coordinate system, revision and version in one line.

    The sources are those of the layers' lists unless others are named.
    """
    text = plan.catalogue.texts["common"]
    named = tuple(codes) or sources_of(plan, plan.settings.layers)
    sources = "; ".join(source_titles(plan, named, lang))
    trace = plan.trace()
    parts = [f"{text['sources'].say(lang)}: {sources}"] if sources else []
    parts += [
        f"{CRS.from_user_input(plan.settings.crs).name} ({plan.settings.crs})",
        f"{text['revision'].say(lang)} {trace['revision']}",
        f"{text['version'].say(lang)} {trace['version']}",
    ]
    return " · ".join(parts)
