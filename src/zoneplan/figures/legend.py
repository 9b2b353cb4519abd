"""The legend: exactly what is drawn, with counts and hectares, and what could not be drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zoneplan.figures.column import Column
from zoneplan.figures.ground import QUAY_COLOUR, QUAY_WIDTH, line_layers
from zoneplan.figures.page import INK

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from zoneplan.figures.content import Group
    from zoneplan.figures.page import Box, Page
    from zoneplan.figures.voice import Voice
    from zoneplan.plan import Plan


def draw_legend(
    page: Page, plan: Plan, groups: Sequence[Group], column: Box, voice: Voice
) -> float:
    """Draw the whole legend of some groups in a column; return where it ends, in mm."""
    text = plan.catalogue.texts["figure"]
    keys = Column(page, column)
    keys.captions(count=voice.say(text["count"]), amount=voice.say(text["hectares"]))
    for layer in dict.fromkeys(group.layer.name for group in groups):
        own = [(at, group) for at, group in enumerate(groups) if group.layer.name == layer]
        title = voice.say(own[0][1].layer.title)
        keys.heading(title, _figures([group.features for _, group in own], voice))
        for position, group in own:
            if len(group.drawn):
                _draw_group(keys, plan, group, position, voice)
        for _, group in own:
            if len(group.missing):
                _write_missing(keys, plan, group, voice)
    keys.note(voice.say(text["areas"]))
    _draw_outlines(keys, plan, groups, voice)
    _draw_lines(keys, plan, voice)
    return keys.y


def _draw_group(keys: Column, plan: Plan, group: Group, position: int, voice: Voice) -> None:
    box = keys.row(group.title, label="legend-status", figures=_figures([group.drawn], voice))
    lines_drawn = list(group.drawn["line"])
    usual = max(dict.fromkeys(lines_drawn), key=lines_drawn.count)
    ground = plan.catalogue.ground["land"] if group.light else None
    label = f"legend-{group.layer.name}-{position}"
    keys.swatch(box, group.style, line=usual, label=label, ground=ground)


def _write_missing(keys: Column, plan: Plan, group: Group, voice: Voice) -> None:
    """Write the features without outline: they have no swatch."""
    names = ", ".join(group.missing["name"])
    why = voice.say(plan.catalogue.texts["figure"]["no_outline"])
    words = f"{names} – {group.title} ({why})" if group.status else f"{names} ({why})"
    keys.row(words, label="legend-missing", figures=_figures([group.missing], voice))


def _draw_outlines(keys: Column, plan: Plan, groups: Sequence[Group], voice: Voice) -> None:
    bases = plan.catalogue.boundary_bases
    drawn = dict.fromkeys(basis for group in groups for basis in group.drawn["basis"])
    by_line: dict[str, list[str]] = {}
    for code, basis in bases.items():
        if code in drawn:
            by_line.setdefault(basis.line, []).append(voice.say(basis.title))
    if by_line:
        keys.heading(voice.say(plan.catalogue.texts["figure"]["outlines"]))
    for line, titles in by_line.items():
        width = {"solid": 1.1, "thin": 0.55, "dashed": 0.7}.get(line, 0.0)
        dashes = (0, (4, 2)) if line == "dashed" else "solid"
        keys.stroke("; ".join(titles), width=width, colour=INK, dashes=dashes)


def _draw_lines(keys: Column, plan: Plan, voice: Voice) -> None:
    rivers = [
        layer
        for layer in plan.catalogue.with_role("backdrop")
        if layer.geometry == "LineString"
        and layer.name in plan.layers
        and len(plan.frame(layer.name))
    ]
    for name in line_layers(plan):
        title = voice.say(plan.catalogue.layers[name].title)
        keys.stroke(title, width=QUAY_WIDTH, colour=QUAY_COLOUR)
    for layer in rivers:
        keys.stroke(voice.say(layer.title), width=1.5, colour=plan.catalogue.ground["river"])


def _figures(features: Sequence[pd.DataFrame], voice: Voice) -> tuple[str, str]:
    """Return count and hectares in words."""
    count = sum(len(rows) for rows in features)
    area = sum(round(value, 4) for rows in features for value in rows["area_ha"].dropna())
    some = any(rows["estimated"].any() for rows in features)
    known = any(rows["area_ha"].notna().any() for rows in features)
    hectares = f"{'≈ ' if some else ''}{voice.stated(area)}" if known else "–"
    return voice.number(count), hectares
