"""Totals by layer, status, kind and economic zone: each dimension sums to the layer's total."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from zoneplan.analysis.area import AREA_COLUMNS

if TYPE_CHECKING:
    from zoneplan.plan import Plan

DIMENSIONS = ("layer", "status", "kind", "economic_zone")
_COLUMNS = ["layer", "by", "group", "count", "without_outline", "stated_area_ha", *AREA_COLUMNS]


def totals_table(plan: Plan, *, status: pd.DataFrame, area: pd.DataFrame) -> pd.DataFrame:
    """Return count and hectares of each layer, by each dimension that it has.

    `by` is layer, status, kind or economic_zone; `group` its value, None where a feature has
    none. `stated_area_ha` is declared, else estimated; `without_outline` counts the features that
    the measured areas do not cover. No figure is rounded, so the groups of a dimension sum to
    the row `by` layer.
    """
    known = status[["layer", "code", "status"]].drop_duplicates(["layer", "code"])
    rows = area.merge(known, on=["layer", "code"], how="left")
    rows["stated_area_ha"] = rows["declared_area_ha"].fillna(rows["estimated_area_ha"])
    parts = [
        _grouped(_layer_rows(plan, layer.name, rows), layer.name, by)
        for layer in plan.features
        if len(plan.frame(layer.name))
        for by in DIMENSIONS
        if by == "layer" or (layer.statuses if by == "status" else layer.has(by))
    ]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=_COLUMNS)


def _layer_rows(plan: Plan, layer: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Return a layer's rows with the dimensions that its frame holds beside status."""
    frame = plan.frame(layer)
    own = rows.loc[rows["layer"] == layer].reset_index(drop=True)
    held = {name: frame[name].to_numpy() for name in ("kind", "economic_zone") if name in frame}
    return own.assign(**held)


def _grouped(rows: pd.DataFrame, layer: str, by: str) -> pd.DataFrame:
    figures = ["stated_area_ha", *AREA_COLUMNS]
    keys = rows[by]
    groups = [None, *sorted(keys.dropna().unique())]
    table = [
        {
            "layer": layer,
            "by": by,
            "group": group,
            "count": int(chosen.sum()),
            "without_outline": int(rows.loc[chosen, "geodesic_area_ha"].isna().sum()),
            **rows.loc[chosen, figures].sum().to_dict(),
        }
        for group in groups
        for chosen in [keys.isna() if group is None else keys == group]
        if chosen.any()
    ]
    named = pd.Series([row["group"] for row in table], dtype=object)
    return pd.DataFrame(table, columns=_COLUMNS).assign(group=named)
