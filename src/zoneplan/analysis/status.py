"""Which status each feature has on the plan's day, and on what that rests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from zoneplan import timeline
from zoneplan.analysis.naming import names_of

if TYPE_CHECKING:
    from zoneplan.plan import Plan

_EVENT_COLUMNS = [
    "status",
    "date",
    "date_precision",
    "date_kind",
    "basis",
    "source",
    "decision",
    "note",
]


def status_table(plan: Plan) -> pd.DataFrame:
    """Return one row for each feature of the layers with statuses, in drawing order.

    A feature without an event by the plan's day has no status, None. Names are those in use on
    the day.
    """
    newest = timeline.status_on(plan.events, plan.as_of)[_EVENT_COLUMNS]
    parts = [
        names_of(plan, layer).join(newest, on=["layer", "code"])
        for layer in plan.features
        if layer.statuses
    ]
    empty = pd.DataFrame(columns=["layer", "code", "name_vi", "name_en", *_EVENT_COLUMNS])
    table = pd.concat(parts, ignore_index=True) if parts else empty
    return table.astype(object).where(table.notna(), None)
