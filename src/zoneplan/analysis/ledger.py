"""The official areas of each feature, side by side with their dates and what the map measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from zoneplan.plan import Plan

_COLUMNS = [
    "layer",
    "code",
    "area_ha",
    "as_of",
    "source",
    "note",
    "change_ha",
    "is_newest",
    "geodesic_area_ha",
]


def official_areas_table(plan: Plan, *, area: pd.DataFrame) -> pd.DataFrame:
    """Return each official area stated by the plan's day, in hectares, by code and date.

    An undated one comes first. `change_ha` is its difference to the one before it, `is_newest`
    marks the one that no later one follows, `geodesic_area_ha` is measured, NaN without outline.
    """
    stated = plan.tables["official_areas"]
    due = stated["as_of"].isna() | (stated["as_of"].fillna("") <= plan.as_of.isoformat())
    rows = stated.loc[due].sort_values(["code", "as_of"], kind="stable", na_position="first")
    measured = area.drop_duplicates("code").set_index("code")
    codes = rows["code"]
    rows = rows.assign(
        area_ha=rows["area_ha"].astype(float),
        layer=codes.map(measured["layer"]).astype(object),
        geodesic_area_ha=codes.map(measured["geodesic_area_ha"]).astype(float),
        is_newest=~codes.duplicated(keep="last"),
    )
    rows["change_ha"] = rows.groupby("code")["area_ha"].diff()
    return pd.DataFrame(rows[_COLUMNS]).reset_index(drop=True)
