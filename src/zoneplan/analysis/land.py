"""Land by status in each economic zone, layer by layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from zoneplan.plan import Plan, Tables

_BY = ["layer", "economic_zone", "status"]


def land_table(plan: Plan, tables: Tables) -> pd.DataFrame:
    """Return one row for each layer, economic zone and status of features that name their zone.

    `economic_zone` is its code, None for features outside any; `status` None where not known.
    `count`; `stated_area_ha`, declared, else estimated; `estimated` how many of these are
    estimates; `without_area` how many have neither. Layers without the column are left out.
    """
    rows = tables.area.merge(
        tables.status[["layer", "code", "status"]].drop_duplicates(["layer", "code"]),
        on=["layer", "code"],
        how="left",
    )
    parts = []
    for layer in plan.features:
        if not layer.has("economic_zone") or layer.variants:
            continue
        frame = plan.frame(layer.name)
        zone_of = dict(zip(frame[layer.key], frame["economic_zone"], strict=True))
        own = rows.loc[rows["layer"] == layer.name]
        parts.append(own.assign(economic_zone=own["code"].map(zone_of)))
    whole = pd.concat(parts, ignore_index=True) if parts else rows.iloc[:0].assign(economic_zone="")
    declared, estimated = whole["declared_area_ha"], whole["estimated_area_ha"]
    whole = whole.assign(
        stated_area_ha=declared.fillna(estimated),
        estimated=declared.isna() & estimated.notna(),
        without_area=declared.isna() & estimated.isna(),
    )
    summed = whole.groupby(_BY, sort=False, dropna=False).agg(
        count=("code", "size"),
        stated_area_ha=("stated_area_ha", "sum"),
        estimated=("estimated", "sum"),
        without_area=("without_area", "sum"),
    )
    table = summed.reset_index()
    return table.assign(
        **{name: table[name].astype(object).where(table[name].notna(), None) for name in _BY[1:]}
    )
