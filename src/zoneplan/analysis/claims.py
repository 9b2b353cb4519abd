"""Official statements against the layers: what holds, what differs, what cannot be decided."""

from __future__ import annotations

from math import isfinite, nan
from typing import TYPE_CHECKING, Any

import pandas as pd

from zoneplan import timeline
from zoneplan.analysis.collisions import Collision, collisions_of
from zoneplan.analysis.conditions import chosen
from zoneplan.analysis.days import stated_day
from zoneplan.analysis.naming import named, named_by
from zoneplan.analysis.statements import Judged, Row, judged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zoneplan.analysis.statements import Asked
    from zoneplan.plan import Plan

_STATED = [
    "id",
    "source",
    "table",
    "measure",
    "where",
    "as_of",
    "operator",
    "expected",
    "unit",
    "tolerance_pct",
    "independent",
    "quote_vi",
    "note",
]
_FOUND = [
    "found",
    "found_low",
    "found_high",
    "found_date",
    "expected_date",
    "difference",
    "difference_pct",
    "verdict",
    "reason",
    "about",
    "counted",
    "not_counted",
    "left_out",
    "collides_with",
    "leaves",
    "source_says",
]


def claims_table(plan: Plan) -> pd.DataFrame:
    """Return each statement made by the plan's day, reconciled with the layers on its own day.

    Beside the register's columns: `found` (NaN where only its bounds `found_low` and `found_high`
    are known), `found_date` and `expected_date` where they are dates; `difference` (found less
    stated, in the unit stated and in per cent of it); `verdict`: holds, holds_by_construction (it
    proves nothing, for both sides rest on one source), differs, cannot_be_decided; `reason` is
    the code of why, and `about` what that is about. `counted` names the features behind the
    figure, `not_counted` the others by status, `left_out` those that began later.
    `collides_with` names statements of the same source that cannot hold beside it, `leaves` how
    many those leave for it, `source_says` what statuses that source itself gives to other
    features.
    """
    stated = plan.tables["claims"]
    rows: list[Row] = [
        {name: None if pd.isna(row.get(name)) else row.get(name) for name in _STATED}
        for row in stated.to_dict("records")
    ]
    known = [each for row in rows for each in [judged(plan, row)] if each is not None]
    collisions = collisions_of(known)
    table = [_row(known, each, collisions.get(at)) for at, each in enumerate(known)]
    floats = ["expected", "tolerance_pct", *_FOUND[:3], "difference", "difference_pct", "leaves"]
    frame = pd.DataFrame(table, columns=[*_STATED, *_FOUND], dtype=object)
    frame[floats] = frame[floats].astype(float)
    return frame


def _row(known: Sequence[Judged], judged: Judged, collision: Collision | None) -> Row:
    told: dict[str, Any] = {"verdict": judged.verdict, "reason": judged.reason}
    if judged.reading is not None:
        told |= _figures(judged)
    if judged.asked is not None:
        told["left_out"] = named(judged.asked.sheet.left_out)
        told["not_counted"] = _not_counted(judged.asked)
    if collision is not None:
        told["collides_with"] = named([known[at].row["id"] for at in collision.others])
        told["leaves"] = collision.leaves
    if judged.asked is not None and judged.verdict == "differs":
        told["source_says"] = _source_says(judged.asked, judged.row["source"])
    return {**judged.row, **dict.fromkeys(_FOUND), **told, "about": judged.about}


def _figures(judged: Judged) -> dict[str, Any]:
    reading, expected = judged.reading, judged.row["expected"]
    if reading is None:
        return {}
    point = reading.span.point
    told: dict[str, Any] = {
        "found": point,
        "found_low": reading.span.low if isfinite(reading.span.low) else nan,
        "found_high": reading.span.high if isfinite(reading.span.high) else nan,
        "found_date": reading.day,
        "expected_date": stated_day(expected) if reading.day else None,
        "counted": named(reading.used),
    }
    if point is not None and reading.day is None:
        told["difference"] = point - expected
        told["difference_pct"] = 100 * (point - expected) / expected if expected else nan
    return told


def _statuses(asked: Asked) -> frozenset[str]:
    """Return the statuses that a statement counts; none where it does not ask for statuses."""
    if not asked.sheet.layer.statuses:
        return frozenset()
    return frozenset(
        value
        for condition in asked.conditions
        if condition.column == "status" and condition.sign == "="
        for value in condition.texts
    )


def _not_counted(asked: Asked) -> str | None:
    statuses = _statuses(asked)
    if not statuses:
        return None
    others = tuple(each for each in asked.conditions if each.column != "status")
    there = chosen(asked.sheet, others)
    now = asked.sheet.column("status")
    left = (there.sure | there.may) & ~now.isin(statuses).to_numpy(dtype=bool)
    return named_by(zip(now[left], asked.sheet.keys[left], strict=True))


def _source_says(asked: Asked, source: object) -> str | None:
    """Return which features a source itself puts under other statuses than it counts."""
    statuses, sheet = _statuses(asked), asked.sheet
    if not statuses:
        return None
    events = sheet.plan.events
    own = events.loc[(events["layer"] == sheet.layer.name) & (events["source"] == source)]
    seen = timeline.status_on(own, sheet.plan.as_of).reset_index()
    other = seen.loc[~seen["status"].isin(statuses) & seen["code"].isin(sheet.keys)]
    return named_by(zip(other["status"], other["code"], strict=True))
