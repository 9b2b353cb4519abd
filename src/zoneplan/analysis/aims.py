"""What was aimed at or expected, counted by the year in which it was due."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from zoneplan.analysis.progress import feature_figures, summed

if TYPE_CHECKING:
    from zoneplan.catalogue import Layer
    from zoneplan.plan import Plan

_BY = ["year", "kind", "status"]
_COLUMNS = [
    "layer",
    *_BY,
    "count",
    "stated_area_ha",
    "without_area",
    "declared_quay_m",
    "without_quay",
]


def aims_table(plan: Plan, targets: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each layer, due year, kind and status of the targets of known features.

    `targets` is the finished table of targets; `year` is None where no date was given. `count`,
    `stated_area_ha` (declared, else estimated), `declared_quay_m` and how many features each of
    them lacks, as in the table of progress.
    """
    table = [
        {"layer": layer.name, "year": year, "kind": kind, "status": status, **summed(layer, own)}
        for layer in plan.features
        for rows in [_due(plan, layer, targets)]
        for (year, kind, status), own in rows.groupby(_BY, sort=False, dropna=False)
    ]
    whole = pd.DataFrame(table, columns=_COLUMNS)
    years = [None if pd.isna(year) else int(year) for year in whole["year"]]
    return whole.assign(year=pd.Series(years, index=whole.index, dtype=object))


def _due(plan: Plan, layer: Layer, targets: pd.DataFrame) -> pd.DataFrame:
    """Return the targets of a layer with the year when due and the figures of the feature."""
    own = targets.loc[targets["layer"] == layer.name]
    codes = plan.frame(layer.name)[layer.key].reset_index(drop=True)
    figures = feature_figures(plan, layer).assign(code=codes).drop_duplicates("code")
    years = [None if pd.isna(due) else int(str(due)[:4]) for due in own["due"]]
    dated = own.assign(year=pd.Series(years, index=own.index, dtype=object))
    return dated[["code", *_BY]].merge(figures, on="code", how="left")
