"""The layers and their features, as the page's document holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from zoneplan import timeline
from zoneplan.webmap.geometry import packed
from zoneplan.webmap.jsontext import plain

if TYPE_CHECKING:
    from zoneplan.catalogue import Layer
    from zoneplan.plan import Plan, Tables

Row = dict[str, Any]

_AREA = (
    "declared_area_ha",
    "estimated_area_ha",
    "geodesic_area_ha",
    "grid_area_ha",
    "difference_ha",
    "difference_pct",
    "verdict",
    "reason",
)
_EVENT = ("date", "date_precision", "date_kind", "status", "basis", "source", "decision", "note")
_DECIMALS = 6
_NAMES = ("name_vi", "name_en")


def layer_rows(plan: Plan, tables: Tables) -> list[Row]:
    """Return the layers that are drawn, in drawing order, each with its features."""
    drawn = plan.catalogue.with_role("feature", "line", "backdrop", "added")
    return [_layer(plan, layer, tables) for layer in drawn if layer.name in plan.layers]


def records(frame: pd.DataFrame) -> list[Row]:
    """Return a frame's rows as plain values without its geometry."""
    table = pd.DataFrame(frame).drop(columns="geometry", errors="ignore")
    return [
        {str(key): plain(value) for key, value in row.items()} for row in table.to_dict("records")
    ]


def _layer(plan: Plan, layer: Layer, tables: Tables) -> Row:
    return {
        "name": layer.name,
        "title": layer.title._asdict(),
        "role": layer.role,
        "geometry": layer.geometry,
        "label": layer.label,
        "aliases": list(layer.aliases),
        "of": layer.of,
        "variants": layer.variants,
        "freshness": timeline.freshness(plan, layer.name)._asdict(),
        "columns": [
            {
                "name": column.name,
                "type": column.type,
                "title": column.title._asdict(),
                "unit": column.unit,
                "codes": column.codes,
                "filter": column.filter,
            }
            for column in layer.columns
        ],
        "statuses": [
            {"code": status.code, "title": status.title._asdict(), "style": status.style.name}
            for status in plan.catalogue.statuses_of(layer.name).values()
        ],
        "features": _features(plan, layer, tables),
    }


def _features(plan: Plan, layer: Layer, tables: Tables) -> list[Row]:
    """Return a layer's features; the tables' rows are met by position, for a code may recur."""
    frame = plan.frame(layer.name)
    values = records(frame)
    states = _rows_of(tables.status, layer.name, len(values))
    areas = _rows_of(tables.area, layer.name, len(values))
    histories = _histories(plan, layer.name)
    return [
        {
            "code": row.get(layer.key),
            "name": _name(state or row, row.get(layer.key)),
            "shape": shape,
            "status": (state or {}).get("status"),
            "history": histories.get(row.get(layer.key), []),
            "area": area and _area(area),
            "values": _known(row),
        }
        for row, state, area, shape in zip(
            values, states, areas, packed(frame.geometry), strict=True
        )
    ]


def _rows_of(table: pd.DataFrame, layer: str, count: int) -> list[Row | None]:
    rows = records(table.loc[table["layer"] == layer])
    return [*rows] or [None] * count


def _name(row: Row, code: object) -> Row:
    vi, en = (row.get(column) for column in _NAMES)
    known = vi or en or code or "?"
    return {"vi": str(vi or known), "en": str(en or known)}


def _histories(plan: Plan, layer: str) -> dict[object, list[Row]]:
    """Return all dated events of each feature, oldest first: which count, the day decides."""
    events = plan.events
    dated = events.loc[(events["layer"] == layer) & events["date"].notna()]
    histories: dict[object, list[Row]] = {}
    for row in records(dated.sort_values("date", kind="stable")):
        event = _known({key: row[key] for key in _EVENT})
        histories.setdefault(row["code"], []).append(event)
    return histories


def _area(row: Row) -> Row:
    """Return a feature's areas, to 0.01 m²: far below what is printed of them."""
    told = _known({key: row[key] for key in _AREA})
    return {key: round(x, _DECIMALS) if isinstance(x, float) else x for key, x in told.items()}


def _known(row: Row) -> Row:
    """Return a row without what is empty: in a large layer most cells are."""
    return {key: value for key, value in row.items() if value is not None}
