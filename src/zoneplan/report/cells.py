"""The cells of a summary: names, statuses, dates and areas as one short line in each language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd

from zoneplan import measure
from zoneplan.change import GEOMETRY, is_empty
from zoneplan.language import LANGUAGES, Text, day, is_date, number
from zoneplan.report.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    import shapely

    from zoneplan.catalogue import Layer
    from zoneplan.plan import Plan

_MOST_LETTERS = 90
_NONE = Text("–", "–")


def names_of(plan: Plan, layer: Layer) -> dict[str, Text]:
    """Return the name of each feature of a layer by its code."""
    frame = plan.frame(layer.name)
    return {
        row[layer.key]: Text(*(cell(row.get(f"name_{lang}")).say(lang) for lang in LANGUAGES))
        for row in frame.drop(columns=GEOMETRY).to_dict("records")
        if row[layer.key] is not None
    }


def named(plan: Plan, row: Mapping[str, Any]) -> Text:
    """Return a feature's name, and that its outline is schematic where it is."""
    basis = plan.catalogue.boundary_bases.get(str(row.get("boundary_basis")))
    name = Text(*(cell(row.get(f"name_{lang}")).say(lang) for lang in LANGUAGES))
    if row.get(GEOMETRY) is None or (basis is not None and not basis.is_schematic):
        return name
    word = plan.catalogue.texts["common"]["schematic"]
    return Text(*(f"{told} ({mark})" for told, mark in zip(name, word, strict=True)))


def status_cell(plan: Plan, layer: Layer, event: Mapping[str, Any] | None) -> Text:
    """Return the title of the status that an event brought, or that it is not known."""
    status = (event or {}).get("status")
    return Text(*(plan.catalogue.status_title(layer.name, status, lang) for lang in LANGUAGES))


def dated(plan: Plan, event: Mapping[str, Any] | None) -> Text:
    """Return since when, or as reported when, a status holds, and whether it is inferred."""
    if event is None or not is_date(str(event["date"])):
        return _NONE
    grounds = str(event["date"]), event["date_precision"]
    inferred = plan.catalogue.texts["common"]["inferred"]
    told = Text(*(plan.catalogue.dated(event["date_kind"], *grounds, lang) for lang in LANGUAGES))
    if event["basis"] == "sourced":
        return told
    return Text(*(f"{each} ({word})" for each, word in zip(told, inferred, strict=True)))


def area_ha(plan: Plan, shape: shapely.Geometry | None) -> float | None:
    """Return an outline's area as it is printed, in hectares; None where there is none."""
    if shape is None or shape.is_empty:
        return None
    area = measure.geodesic_area_ha(gpd.GeoSeries([shape], crs=plan.settings.crs))
    return round(float(area.iloc[0]), 2)


def figure(value: float | None, *, sign: bool = False) -> Text:
    """Return a number to two decimals, with its sign where asked; a dash where there is none."""
    if value is None:
        return _NONE
    plus = "+" if sign and value > 0 else ""
    return Text(*(plus + number(value, lang, decimals=2) for lang in LANGUAGES))


def day_cell(value: object) -> Text:
    """Return a date as both languages write it, any other text as it is."""
    text = plain(value) or ""
    return Text(*(day(text, lang) for lang in LANGUAGES)) if is_date(text) else cell(value)


def plain(value: object) -> str | None:
    """Return a value as text, None where it is empty."""
    return None if is_empty(value) or not str(value) else str(value)


def cell(value: object) -> Text:
    """Return a value as one short line, a dash where there is none."""
    return Text(*(_short(one_line(each) or "–") for each in Text.stored(plain(value) or "")))


def _short(line: str) -> str:
    return line if len(line) <= _MOST_LETTERS else f"{line[: _MOST_LETTERS - 1]}…"
