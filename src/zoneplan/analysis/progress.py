"""Count, hectares and quay length by status at the end of each year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from zoneplan.analysis.status import status_table
from zoneplan.language import is_date

if TYPE_CHECKING:
    from zoneplan.catalogue import Layer
    from zoneplan.plan import Plan

_COLUMNS = [
    "layer",
    "year",
    "on",
    "status",
    "count",
    "observed",
    "inferred",
    "stated_area_ha",
    "without_area",
    "declared_quay_m",
    "without_quay",
]


def progress_table(plan: Plan) -> pd.DataFrame:
    """Return one row for each layer, year and status: how many, hectares, metres of quay.

    State on `on`, the last day of the year, in the last year the plan's day. A layer begins in
    the year of its first dated event and nothing is filled backwards: a feature without an event
    by then counts under no status (None). `observed` of the features rest on a source that only
    saw the status on a day, `inferred` ones on an inference. `stated_area_ha` is declared, else
    estimated, `without_area` and `without_quay` count those for which neither is known;
    `declared_quay_m` is NaN in a layer without quays. Every status that a layer ever has stands
    in each of its years, so that a chart needs no gaps filled.
    """
    parts = [rows for layer in plan.features if layer.statuses for rows in _layer(plan, layer)]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=_COLUMNS)


def _layer(plan: Plan, layer: Layer) -> list[pd.DataFrame]:
    events = plan.events.loc[plan.events["layer"] == layer.name]
    dated = [text for text in events["date"].dropna() if is_date(str(text))]
    years = range(int(min(dated, default="9999")[:4]), plan.as_of.year + 1)
    states = {year: _state(plan, layer, year) for year in years}
    order = list(plan.catalogue.statuses_of(layer.name))
    had = {status for state in states.values() for status in state["status"].dropna()}
    kept = [*(each for each in order if each in had), *sorted(had - {*order}), None]
    return [
        pd.DataFrame([_group(layer, year, state, each) for each in kept], columns=_COLUMNS)
        for year, state in states.items()
    ]


def _state(plan: Plan, layer: Layer, year: int) -> pd.DataFrame:
    """Return a layer's features with their status at the end of a year and their figures."""
    on = min(date(year, 12, 31), plan.as_of)
    status = status_table(replace(plan, as_of=on))
    state = status.loc[status["layer"] == layer.name].reset_index(drop=True)
    return state.assign(on=on.isoformat(), **dict(feature_figures(plan, layer)))


def feature_figures(plan: Plan, layer: Layer) -> pd.DataFrame:
    """Return stated hectares and declared metres of quay of a layer's features, in its order."""
    frame = plan.frame(layer.name).reset_index(drop=True)
    nothing = pd.Series(float("nan"), index=frame.index)
    declared, estimated, quay = (
        frame[name].astype(float) if name in frame else nothing
        for name in ("declared_area_ha", "estimated_area_ha", "declared_quay_m")
    )
    return pd.DataFrame({"stated_area_ha": declared.fillna(estimated), "declared_quay_m": quay})


def summed(layer: Layer, own: pd.DataFrame) -> dict[str, Any]:
    """Return the count of some features, the sums of their figures, and how many lack each."""
    quays = layer.has("declared_quay_m")
    return {
        "count": len(own),
        "stated_area_ha": float(own["stated_area_ha"].sum()),
        "without_area": int(own["stated_area_ha"].isna().sum()),
        "declared_quay_m": float(own["declared_quay_m"].sum()) if quays else float("nan"),
        "without_quay": int(own["declared_quay_m"].isna().sum()) if quays else 0,
    }


def _group(layer: Layer, year: int, state: pd.DataFrame, status: str | None) -> dict[str, Any]:
    own = state.loc[state["status"].isna() if status is None else state["status"] == status]
    return {
        "layer": layer.name,
        "year": year,
        "on": state["on"].iloc[0] if len(state) else None,
        "status": status,
        "observed": int((own["date_kind"] == "observed").sum()),
        "inferred": int((own["basis"] == "inferred").sum()),
        **summed(layer, own),
    }
