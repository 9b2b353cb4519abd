"""Land by status in each economic zone: a bar for each zone, stacked by status."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd

from zoneplan.figures.bars import draw_bars
from zoneplan.figures.column import Column, Key, draw_columns, split_keys
from zoneplan.figures.furniture import surround
from zoneplan.figures.page import Box, DoesNotFitError, fitted_page
from zoneplan.figures.paper import A4_LANDSCAPE
from zoneplan.figures.rows import Row, Section, draw_sections
from zoneplan.figures.voice import Voice
from zoneplan.language import stated

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from zoneplan.figures.design import Design
    from zoneplan.figures.page import Page
    from zoneplan.figures.paper import Paper
    from zoneplan.figures.voice import Tongue
    from zoneplan.plan import Plan

_GAP_MM = 7.0
_LEAST_MM = 35.0


def land(
    plan: Plan,
    table: pd.DataFrame,
    *,
    lang: Tongue = "vi",
    paper: Paper = A4_LANDSCAPE,
    design: Design | None = None,
) -> Figure:
    """Return the sheet of land by status in each economic zone, from the finished table."""
    compose = partial(_compose, plan=plan, table=table, voice=Voice.of(lang))
    return fitted_page(paper, compose, design=design)


def draw_land(
    axes: Axes, at: float, rows: pd.DataFrame, plan: Plan, *, enlarged: float = 1
) -> None:
    """Draw the hectares of one layer in one zone as a bar stacked by status, farthest on first."""
    start = 0.0
    for row in rows.to_dict("records"):
        end = start + float(row["stated_area_ha"])
        style = plan.catalogue.status_style(row["layer"], row["status"])
        label = f"land-{row['layer']}-{row['status']}"
        if end > start:
            draw_bars(
                axes,
                [(start, at - 0.36, end, at + 0.36)],
                style,
                line="thin",
                label=label,
                enlarged=enlarged,
            )
        start = end


def _compose(page: Page, *, plan: Plan, table: pd.DataFrame, voice: Voice) -> None:
    text = plan.catalogue.texts["figure"]
    area = surround(page, plan, voice, title=text["land_title"], more=[text["land_note"]])
    layers = list(dict.fromkeys(table["layer"]))
    if not layers:
        return
    keys = [key for layer in layers for key in _keys(plan, table, layer, voice)]
    width = (area.width - _GAP_MM) / 2
    parts, height = split_keys(page, width, 2, keys)
    low = area.bottom + height + 8
    if area.top - low < _LEAST_MM:
        raise DoesNotFitError
    sections = [_section(plan, table, layer, voice) for layer in layers]
    bars = Box(left=area.left, bottom=low, right=area.right, top=area.top)
    top = draw_sections(page, bars, sections, voice) - 4
    boxes = [
        Box(left=left, bottom=top - height, right=left + width, top=top)
        for left in (area.left, area.right - width)
    ]
    captions = {"count": voice.say(text["count"]), "amount": voice.say(text["hectares"])}
    draw_columns(page, zip(boxes, parts, strict=True), **captions)


def _ordered(plan: Plan, rows: pd.DataFrame, layer: str) -> pd.DataFrame:
    """Return rows with the status farthest on first, unknown last."""
    order = list(plan.catalogue.statuses_of(layer))
    places = [order.index(each) if each in order else -1 for each in rows["status"]]
    return rows.iloc[sorted(range(len(rows)), key=lambda at: -places[at])]


def _section(plan: Plan, table: pd.DataFrame, layer: str, voice: Voice) -> Section:
    text, own = plan.catalogue.texts["figure"], table.loc[table["layer"] == layer]
    zones = sorted(dict.fromkeys(own["economic_zone"]), key=lambda code: (code is None, str(code)))
    rows = []
    for zone in zones:
        held = own.loc[[each == zone for each in own["economic_zone"]]]
        figures = (voice.number(held["count"].sum()), _hectares(held, voice))
        draw = partial(_draw, rows=_ordered(plan, held, layer), plan=plan)
        rows.append(Row(name=_zone_name(plan, zone, voice), cells=figures, draw=draw))
    sums = own.groupby("economic_zone", dropna=False)["stated_area_ha"].sum()
    return Section(
        title=f"{voice.say(plan.catalogue.layers[layer].title)}, ha",
        columns=(voice.say(text["count"]), voice.say(text["hectares"])),
        rows=rows,
        most=1.03 * float(sums.max()),
    )


def _draw(axes: Axes, at: float, enlarged: float, *, rows: pd.DataFrame, plan: Plan) -> None:
    draw_land(axes, at, rows, plan, enlarged=enlarged)


def _zone_name(plan: Plan, code: str | None, voice: Voice) -> str:
    """Return the name of an economic zone with its declared area, or that it is none."""
    if code is None:
        return voice.say(plan.catalogue.texts["figure"]["outside_zones"])
    for layer in plan.features:
        frame = plan.frame(layer.name)
        found = frame.loc[frame[layer.key] == code]
        if len(found) and layer.has("declared_area_ha"):
            row = found.iloc[0]
            name, area = voice.named(row.to_dict(), code), row["declared_area_ha"]
            return name if pd.isna(area) else f"{name} ({_whole(plan, area, voice)})"
    return code


def _whole(plan: Plan, area: float, voice: Voice) -> str:
    words = plan.catalogue.texts["figure"]["zone_declared"]
    return voice.each(lambda lang: words.say(lang).format(stated(area, lang)))


def _keys(plan: Plan, table: pd.DataFrame, layer: str, voice: Voice) -> list[Key]:
    own = table.loc[table["layer"] == layer]
    title = voice.say(plan.catalogue.layers[layer].title)
    figures = (voice.number(own["count"].sum()), _hectares(own, voice))
    keys = [Key(partial(Column.heading, title=title, figures=figures), counts=True)]
    for status in dict.fromkeys(_ordered(plan, own, layer)["status"]):
        held = own.loc[[each == status for each in own["status"]]]
        figures = (voice.number(held["count"].sum()), _hectares(held, voice))
        draw = partial(_draw_key, plan=plan, layer=layer, status=status, figures=figures)
        keys.append(Key(partial(draw, voice=voice), counts=True))
    return keys


def _draw_key(
    keys: Column,
    *,
    plan: Plan,
    layer: str,
    status: str | None,
    figures: tuple[str, str],
    voice: Voice,
) -> None:
    title = voice.each(lambda lang: plan.catalogue.status_title(layer, status, lang))
    box = keys.row(title, label="legend-status", figures=figures)
    style = plan.catalogue.status_style(layer, status)
    keys.swatch(box, style, line="thin", label=f"legend-{layer}-{status}")


def _hectares(rows: pd.DataFrame, voice: Voice) -> str:
    guessed = "≈ " if rows["estimated"].sum() else ""
    least = "≥ " if rows["without_area"].sum() else ""
    return f"{least or guessed}{voice.stated(rows['stated_area_ha'].sum())}"
