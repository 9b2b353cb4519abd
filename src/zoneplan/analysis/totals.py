"""Totals by layer, status, kind and economic zone: each dimension sums to the layer's total."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from zoneplan.analysis.area import AREA_COLUMNS, WITH_WATER
from zoneplan.analysis.naming import named
from zoneplan.analysis.overlap import counted_twice_ha, pairs_within

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np
    from numpy.typing import NDArray

    from zoneplan.plan import Plan

DIMENSIONS = ("layer", "status", "kind", "economic_zone")
_COLUMNS = [
    "layer",
    "by",
    "group",
    "count",
    "without_outline",
    "stated_area_ha",
    *AREA_COLUMNS,
    "overlap_ha",
    "counted_once_ha",
    "without_outline_codes",
    "without_outline_ha",
    "without_declared",
    "without_declared_codes",
    "without_declared_ha",
    WITH_WATER,
]


def totals_table(plan: Plan, *, status: pd.DataFrame, area: pd.DataFrame) -> pd.DataFrame:
    """Return count and hectares of each layer, by each dimension that it has.

    `by` is layer, status, kind or economic_zone; `group` its value, None where a feature has
    none. `stated_area_ha` is declared, else estimated. No figure is rounded, so the groups of a
    dimension sum to the row `by` layer; variants are never summed. Not so `counted_once_ha`, the
    union of a group's outlines on the ellipsoid: it is `geodesic_area_ha` less `overlap_ha`, the
    ground that the sum counts twice. What a figure does not cover is told: `without_outline`
    features (named, with their stated hectares) and `without_declared` ones (named, with their
    measured hectares).
    """
    known = status[["layer", "code", "status"]].drop_duplicates(["layer", "code"])
    rows = area.merge(known, on=["layer", "code"], how="left")
    rows["stated_area_ha"] = rows["declared_area_ha"].fillna(rows["estimated_area_ha"])
    parts = [
        _grouped(plan.frame(layer.name).geometry, own, pairs, layer.name, by)
        for layer in plan.features
        if len(plan.frame(layer.name)) and not layer.variants
        for own in [_layer_rows(plan, layer.name, rows)]
        for pairs in [pairs_within(plan.frame(layer.name).geometry)]
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


def _grouped(
    outlines: gpd.GeoSeries, rows: pd.DataFrame, pairs: NDArray[np.intp], layer: str, by: str
) -> pd.DataFrame:
    figures = ["stated_area_ha", *AREA_COLUMNS, WITH_WATER]
    keys = rows[by]
    groups = [None, *sorted(keys.dropna().unique())]
    table = []
    for group in groups:
        chosen = keys.isna() if group is None else keys == group
        if not chosen.any():
            continue
        sums = rows.loc[chosen, figures].sum()
        overlap = counted_twice_ha(outlines, pairs, chosen.to_numpy(dtype=bool))
        table.append(
            {
                "layer": layer,
                "by": by,
                "group": group,
                "count": int(chosen.sum()),
                **{name: sums[name] for name in figures},
                "overlap_ha": overlap,
                "counted_once_ha": sums["geodesic_area_ha"] - overlap,
                **_not_covered(rows.loc[chosen]),
            }
        )
    names = pd.Series([row["group"] for row in table], dtype=object)
    return pd.DataFrame(table, columns=_COLUMNS).assign(group=names)


def _not_covered(rows: pd.DataFrame) -> dict[str, object]:
    """Return how many features have no outline or no declared area, which, and their hectares."""
    outline, declared = rows["geodesic_area_ha"].isna(), rows["declared_area_ha"].isna()
    return {
        "without_outline": int(outline.sum()),
        "without_outline_codes": named(rows.loc[outline, "code"]),
        "without_outline_ha": rows.loc[outline, "stated_area_ha"].sum(),
        "without_declared": int(declared.sum()),
        "without_declared_codes": named(rows.loc[declared, "code"]),
        "without_declared_ha": rows.loc[declared, "geodesic_area_ha"].sum(),
    }
