"""What was aimed at or expected, and what came of it by the plan's day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from zoneplan.analysis.partial_dates import later_by
from zoneplan.language import at_precision, is_date

if TYPE_CHECKING:
    from zoneplan.catalogue import Layer
    from zoneplan.plan import Plan

Row = dict[str, Any]
_STATED = ["code", "status", "due", "due_precision", "kind", "source", "quote_vi"]
_CAME = [
    "layer",
    "verdict",
    "later_by",
    "later_unit",
    "event_date",
    "event_kind",
    "event_basis",
    "event_source",
    "event_note",
    "now_status",
    "now_date",
    "now_kind",
    "now_source",
]


def targets_table(plan: Plan) -> pd.DataFrame:
    """Return each target stated by the plan's day, in the register's order, and what came of it.

    `due` is a partial ISO date. Verdicts: `met_early`, `met_in_time`, `met_late`; `met_undated`
    where no date was given; `met_by` where the status was first seen after the due date, so that
    it may have begun in time; `not_yet`, `overdue`, `not_yet_undated`; `overtaken` where the
    feature stands beyond the status aimed at without having had it; `unknown_feature` and
    `unknown_status`. `later_by` counts `later_unit` (year, month or day: the coarser precision
    of the two dates; negative is earlier). `event_…` is the event that is counted as the
    fulfilment, `now_…` the newest event known.
    """
    stated = plan.tables["targets"]
    published = plan.tables["sources"].drop_duplicates("id").set_index("id")["date"]
    rows = []
    for target in stated.to_dict("records"):
        row: Row = {name: None if pd.isna(target[name]) else target[name] for name in _STATED}
        row["due"] = at_precision(row["due"], row["due_precision"]) if row["due"] else None
        said = _day(published.get(row["source"]))
        if said is None or said <= plan.as_of.isoformat():
            rows.append(row | dict.fromkeys(_CAME) | _outcome(plan, row, said))
    return pd.DataFrame(rows, columns=[*_STATED, *_CAME], dtype=object)


def _day(text: object) -> str | None:
    return text if isinstance(text, str) and is_date(text) else None


def _outcome(plan: Plan, row: Row, said: str | None) -> Row:
    layer = next((each for each in plan.features if _holds(plan, each, row["code"])), None)
    if layer is None:
        return {"verdict": "unknown_feature"}
    if row["status"] not in plan.catalogue.statuses_of(layer.name):
        return {"layer": layer.name, "verdict": "unknown_status"}
    events = _events(plan, layer, row["code"])
    now = events[-1] if events else None
    met = _fulfilment(events, row["status"], said)
    told: Row = {"layer": layer.name} | _told("now", now) | {"now_status": now and now["status"]}
    if met is not None:
        return told | _told("event", met) | _met(row, met)
    if now is not None and _is_beyond(plan, layer, now["status"], row["status"]):
        return told | {"verdict": "overtaken"}
    return told | _open(row, plan.as_of.isoformat())


def _holds(plan: Plan, layer: Layer, code: object) -> bool:
    return bool(layer.statuses) and bool((plan.frame(layer.name)[layer.key] == code).any())


def _events(plan: Plan, layer: Layer, code: object) -> list[Row]:
    """Return a feature's events that count on the plan's day, oldest first."""
    events = plan.events
    own = events.loc[(events["layer"] == layer.name) & (events["code"] == code)]
    counted = own.loc[own["date"].notna() & (own["date"].fillna("9999") <= plan.as_of.isoformat())]
    return [
        {str(name): None if pd.isna(value) else value for name, value in event.items()}
        for event in counted.sort_values("date", kind="stable").to_dict("records")
        if _day(event["date"])
    ]


def _fulfilment(events: list[Row], status: str, said: str | None) -> Row | None:
    """Return the first event since the target was stated that brought its status.

    A feature that had the status when the target was stated fulfils it by the event before.
    """
    own = [event for event in events if event["status"] == status]
    since = [event for event in own if said is None or event["date"] >= said]
    if since:
        return since[0]
    before = [event for event in events if said is None or event["date"] < said]
    return before[-1] if before and before[-1]["status"] == status else None


def _is_beyond(plan: Plan, layer: Layer, now: str | None, aimed: str) -> bool:
    """Tell whether a status comes after the one aimed at in the catalogue's order of progress."""
    order = list(plan.catalogue.statuses_of(layer.name))
    return now in order and order.index(now) > order.index(aimed)


def _told(prefix: str, event: Row | None) -> Row:
    if event is None:
        return {}
    told = {
        f"{prefix}_date": at_precision(event["date"], event["date_precision"]),
        f"{prefix}_kind": event["date_kind"],
        f"{prefix}_source": event["source"],
    }
    if prefix == "event":
        told |= {"event_basis": event["basis"], "event_note": event["note"]}
    return told


def _met(row: Row, event: Row) -> Row:
    if not row["due"]:
        return {"verdict": "met_undated"}
    late, unit = later_by(at_precision(event["date"], event["date_precision"]), row["due"])
    verdict = "met_late" if late > 0 else "met_early" if late < 0 else "met_in_time"
    if event["date_kind"] != "since":
        verdict = "met_by" if late > 0 else "met_in_time"
    return {"verdict": verdict, "later_by": late, "later_unit": unit}


def _open(row: Row, today: str) -> Row:
    if not row["due"]:
        return {"verdict": "not_yet_undated"}
    late, unit = later_by(today, row["due"])
    if late <= 0:
        return {"verdict": "not_yet"}
    return {"verdict": "overdue", "later_by": late, "later_unit": unit}
