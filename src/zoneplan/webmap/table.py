"""The table of all features in one language, for a browser in which scripts are off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zoneplan.language import LANGUAGES, number, stated
from zoneplan.webmap.features import records

if TYPE_CHECKING:
    from zoneplan.catalogue import Catalogue, Layer
    from zoneplan.language import Lang
    from zoneplan.plan import Plan, Stated
    from zoneplan.webmap.features import Row


HEADINGS = (
    "heading_layer",
    "heading_code",
    "heading_name",
    "heading_status",
    "heading_declared",
    "heading_geodesic",
    "heading_difference_ha",
    "heading_verdict",
)


@dataclass(frozen=True, kw_only=True)
class TableRow:
    """One feature, each cell as it is printed."""

    layer: str
    code: str
    name: str
    status: str
    declared: str
    measured: str
    difference: str
    verdict: str


def rows(plan: Plan, tables: Stated, lang: Lang) -> list[TableRow]:
    """Return one row for each feature with a status or an area, in drawing order."""
    return [
        _row(plan, layer, feature, lang)
        for layer in plan.features
        for feature in _told(plan, layer, tables)
    ]


def _told(plan: Plan, layer: Layer, tables: Stated) -> list[Row]:
    """Return what is told of a layer's features; the tables' rows are met by position."""
    own = records(plan.frame(layer.name))
    states, areas = (
        records(table.loc[table["layer"] == layer.name]) or [{}] * len(own)
        for table in (tables.status, tables.area)
    )
    return [
        row | area | state | {"code": row.get(layer.key)}
        for row, area, state in zip(own, areas, states, strict=True)
    ]


def _row(plan: Plan, layer: Layer, told: Row, lang: Lang) -> TableRow:
    catalogue = plan.catalogue
    return TableRow(
        layer=layer.title.say(lang),
        code=str(told["code"] or ""),
        name=_name(told, lang),
        status=_status(plan, layer, told, lang),
        declared=_declared(catalogue, told, lang),
        measured=_figure(told.get("geodesic_area_ha"), lang),
        difference=_figure(told.get("difference_ha"), lang),
        verdict=catalogue.code_title("verdict", told.get("verdict") or "", lang),
    )


def _name(told: Row, lang: Lang) -> str:
    """Return the name in a language, else in the other one, else the code."""
    names = [told.get(f"name_{each}") for each in sorted(LANGUAGES, key=lambda each: each != lang)]
    return str(next((name for name in names if name), told["code"] or "?"))


def _status(plan: Plan, layer: Layer, told: Row, lang: Lang) -> str:
    if not layer.statuses:
        return ""
    catalogue = plan.catalogue
    title = catalogue.status_title(layer.name, told.get("status"), lang)
    if told.get("date") is None:
        return title
    when = catalogue.dated(told.get("date_kind"), told["date"], told.get("date_precision"), lang)
    guess = catalogue.text("common", "inferred", lang)
    return f"{title}, {when}" + (f" ({guess})" if told.get("basis") == "inferred" else "")


def _declared(catalogue: Catalogue, told: Row, lang: Lang) -> str:
    declared, estimated = told.get("declared_area_ha"), told.get("estimated_area_ha")
    if declared is not None:
        return stated(declared, lang)
    if estimated is not None:
        return f"{stated(estimated, lang)} ({catalogue.text('page', 'estimated', lang)})"
    return "–"


def _figure(value: float | None, lang: Lang) -> str:
    return "–" if value is None else number(value, lang, decimals=2)
