"""The table of all features in one language, for a browser in which scripts are off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zoneplan.language import number, stated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zoneplan.catalogue import Catalogue
    from zoneplan.language import Lang
    from zoneplan.plan import Plan
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


def rows(plan: Plan, layers: Sequence[Row], lang: Lang) -> list[TableRow]:
    """Return one row for each feature of the document's layers with a status and an area."""
    return [
        _row(plan, layer, feature, lang)
        for layer in layers
        if layer["role"] == "feature"
        for feature in layer["features"]
    ]


def _row(plan: Plan, layer: Row, feature: Row, lang: Lang) -> TableRow:
    catalogue, area = plan.catalogue, feature["area"] or {}
    return TableRow(
        layer=layer["title"][lang],
        code=str(feature["code"] or ""),
        name=feature["name"][lang],
        status=_status(plan, layer, feature, lang),
        declared=_declared(catalogue, area, lang),
        measured=_figure(area.get("geodesic_area_ha"), lang),
        difference=_figure(area.get("difference_ha"), lang),
        verdict=catalogue.code_title("verdict", area.get("verdict") or "", lang),
    )


def _status(plan: Plan, layer: Row, feature: Row, lang: Lang) -> str:
    if not layer["statuses"]:
        return ""
    catalogue, today = plan.catalogue, plan.as_of.isoformat()
    title = catalogue.status_title(layer["name"], feature["status"], lang)
    counted = [event for event in feature["history"] if event["date"] <= today]
    if not counted:
        return title
    event = counted[-1]
    when = catalogue.dated(event.get("date_kind"), event["date"], event.get("date_precision"), lang)
    guess = catalogue.text("common", "inferred", lang)
    return f"{title}, {when}" + (f" ({guess})" if event.get("basis") == "inferred" else "")


def _declared(catalogue: Catalogue, area: Row, lang: Lang) -> str:
    declared, estimated = area.get("declared_area_ha"), area.get("estimated_area_ha")
    if declared is not None:
        return stated(declared, lang)
    if estimated is not None:
        return f"{stated(estimated, lang)} ({catalogue.text('page', 'estimated', lang)})"
    return "–"


def _figure(value: float | None, lang: Lang) -> str:
    return "–" if value is None else number(value, lang, decimals=2)
