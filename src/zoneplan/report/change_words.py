"""A change in words: what each column was and is, how far a boundary moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd

from zoneplan import measure
from zoneplan.change import GEOMETRY, is_empty
from zoneplan.language import Text, day, is_date, number, stated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zoneplan.catalogue import Column
    from zoneplan.change import Change
    from zoneplan.language import Lang
    from zoneplan.plan import Plan

_NONE = "–"


def in_words(plan: Plan, change: Change, lang: Lang) -> str:
    """Return what a change did to a row, column by column, in one language."""
    text = plan.catalogue.texts["common"]
    if change.kind != "changed":
        row = change.after or change.before or {}
        name = row.get(f"name_{lang}")
        facts = _row_in_words(plan, change, lang) if name is None else str(name)
        if plan.catalogue.layers[change.layer].role == "history":
            facts = event_in_words(plan, row, lang)
        return f"{text[change.kind].say(lang)}: {facts}" if facts else text[change.kind].say(lang)
    return "; ".join(_column_in_words(plan, change, name, lang) for name in change.columns)


def event_in_words(
    plan: Plan, event: Mapping[str, Any], lang: Lang, layer: str | None = None
) -> str:
    """Return a status event: which status, since when or as seen when, on what it rests."""
    catalogue = plan.catalogue
    title = _status_title(plan, layer or str(event.get("layer") or ""), event["status"], lang)
    date, precision = event["date"] or "", event["date_precision"]
    since = catalogue.dated(event["date_kind"], date, precision, lang) if is_date(date) else date
    basis = catalogue.code_title("status_basis", str(event["basis"]), lang)
    grounds = [since, basis, event["source"], event["decision"], event["note"]]
    told = (Text.stored(str(each)).say(lang) for each in grounds if not is_empty(each))
    return f"{title} ({'; '.join(told)})"


def boundary_in_words(plan: Plan, change: Change, lang: Lang) -> str:
    """Return how far a boundary moved and what became of its area, in one language."""
    text = plan.catalogue.texts["common"]
    told = boundary_figures(plan, change)
    area = " → ".join(
        number(told[key], lang, decimals=2) if told.get(key) is not None else _NONE
        for key in ("area_before_ha", "area_after_ha")
    )
    moved = told.get("moved_m")
    if moved is not None and not told["area_before_ha"] and not told["area_after_ha"]:
        return (
            f"{text['boundary'].say(lang)}: {text['moved_up_to'].say(lang)} "
            f"{number(moved, lang, decimals=2)} m"
        )
    if moved is None:
        return f"{text['boundary'].say(lang)}: {area} ha"
    return (
        f"{text['boundary'].say(lang)}: {text['moved_up_to'].say(lang)} "
        f"{number(moved, lang, decimals=2)} m, {area} ha"
    )


def boundary_figures(plan: Plan, change: Change) -> dict[str, float]:
    """Return a change of geometry in figures: areas on the ellipsoid, the farthest move."""
    before, after = change.value(GEOMETRY)
    if GEOMETRY not in change.columns:
        return {}
    told = {
        key: float(area)
        for key, shape in (("area_before_ha", before), ("area_after_ha", after))
        if shape is not None
        for area in measure.geodesic_area_ha(gpd.GeoSeries([shape], crs=plan.settings.crs))
    }
    if before is not None and after is not None:
        told["moved_m"] = measure.boundary_moved_m(before, after)
    return told


def value_in_words(
    plan: Plan,
    row: Mapping[str, Any],
    column: Column | None,
    value: object,
    lang: Lang,
) -> str:
    """Return a column's value as people read it: title of a code, unit, date of the language.

    A text stays as it is stored, in both languages if it is: a change of either is a change.
    """
    if is_empty(value):
        return _NONE
    if column is None:
        return str(value)
    if column.codes == "statuses":
        return _status_title(plan, str(row.get("layer") or ""), str(value), lang)
    if column.codes:
        return plan.catalogue.code_title(column.codes, str(value), lang)
    if column.type in {"date", "partial_date"} and is_date(str(value)):
        return day(str(value), lang)
    shown = stated(value, lang) if isinstance(value, float) else str(value)
    return f"{shown} {column.unit}" if column.unit else shown


def _row_in_words(plan: Plan, change: Change, lang: Lang) -> str:
    layer, row = plan.catalogue.layers[change.layer], change.after or change.before or {}
    return ", ".join(
        f"{column.title.say(lang)} {value_in_words(plan, row, column, row[column.name], lang)}"
        for column in layer.columns
        if column.name != layer.key and not is_empty(row.get(column.name))
    )


def _column_in_words(plan: Plan, change: Change, name: str, lang: Lang) -> str:
    if name == GEOMETRY:
        return boundary_in_words(plan, change, lang)
    column = next((c for c in plan.catalogue.layers[change.layer].columns if c.name == name), None)
    row = {"layer": change.layer, **(change.after or {})}
    before, after = (value_in_words(plan, row, column, value, lang) for value in change.value(name))
    title = column.title.say(lang) if column else name
    return f"{title}: {before} → {after}"


def _status_title(plan: Plan, layer: str, status: str, lang: Lang) -> str:
    """Return a status's title; a history row does not say of which layer it is."""
    layers = [layer] if layer in plan.catalogue.layers else []
    layers += [each.name for each in plan.features if each.statuses]
    for name in layers:
        known = plan.catalogue.statuses_of(name).get(status)
        if known:
            return known.title.say(lang)
    return status
