"""The layers and their features, as the page's document holds them: column by column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from zoneplan import timeline
from zoneplan.webmap.columns import packed_columns
from zoneplan.webmap.digits import digits
from zoneplan.webmap.geometry import Outlines, packed_shapes
from zoneplan.webmap.jsontext import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zoneplan.catalogue import Layer
    from zoneplan.plan import Plan, Stated

Row = dict[str, Any]

_AREA = [
    "declared_area_ha",
    "estimated_area_ha",
    "geodesic_area_ha",
    "grid_area_ha",
    "difference_ha",
    "difference_pct",
    "verdict",
    "reason",
    "explanation",
    "signed_by",
    "signed_on",
]
_EVENT = ["date", "date_precision", "date_kind", "status", "basis", "source", "decision", "note"]
_DECIMALS = 6
"""Of hectares, 0.01 m²: far below what is printed of them."""


def outlines_of(plan: Plan) -> dict[str, Outlines]:
    """Return the outlines of the layers that are drawn, in drawing order."""
    drawn = plan.catalogue.with_role("feature", "line", "backdrop", "added")
    names = [layer.name for layer in drawn if layer.name in plan.layers]
    return {name: Outlines.of(plan.frame(name).geometry) for name in names}


def layer_rows(plan: Plan, tables: Stated, outlines: Mapping[str, Outlines]) -> list[Row]:
    """Return the layers whose outlines are given, each with its features."""
    layers = plan.catalogue.layers
    return [_layer(plan, layers[name], tables, own) for name, own in outlines.items()]


def records(frame: pd.DataFrame) -> list[Row]:
    """Return a frame's rows as plain values without its geometry."""
    return [
        {str(key): plain(value) for key, value in row.items() if key != "geometry"}
        for row in pd.DataFrame(frame).to_dict("records")
    ]


def _layer(plan: Plan, layer: Layer, tables: Stated, outlines: Outlines) -> Row:
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
        "key": layer.key,
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
        "features": _features(plan, layer, tables, outlines),
    }


def _features(plan: Plan, layer: Layer, tables: Stated, outlines: Outlines) -> Row:
    """Return a layer's features; the tables' rows are met by position, for a code may recur."""
    frame = plan.frame(layer.name)
    areas = tables.area.loc[tables.area["layer"] == layer.name, _AREA]
    return {
        "count": len(frame),
        **packed_shapes(outlines),
        "values": packed_columns(pd.DataFrame(frame).drop(columns="geometry")),
        "areas": None if areas.empty else packed_columns(areas.round(_DECIMALS)),
        "history": _history(plan, layer),
    }


def _history(plan: Plan, layer: Layer) -> Row | None:
    """Return all dated events feature by feature, oldest first: which count, the day decides."""
    events = plan.events
    dated = events.loc[(events["layer"] == layer.name) & events["date"].notna()]
    codes = plan.frame(layer.name)[layer.key].reset_index(drop=True)
    places = pd.DataFrame({"code": codes, "place": codes.index}).dropna()
    met = places.merge(dated, on="code").sort_values(["place", "date"], kind="stable")
    if met.empty:
        return None
    counts = np.bincount(met["place"], minlength=len(codes))
    return {"counts": digits(counts), "events": packed_columns(met[_EVENT])}
