"""What was stated of the features, as the page's document holds it: dated, with its verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from zoneplan.webmap.features import records

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zoneplan.plan import Plan, Stated
    from zoneplan.webmap.features import Row

_REGISTERS = ("names", "official_areas", "plan_inclusion")
_CLAIM = (
    "id",
    "source",
    "table",
    "as_of",
    "operator",
    "expected",
    "expected_date",
    "unit",
    "found",
    "found_low",
    "found_high",
    "found_date",
    "difference",
    "difference_pct",
    "verdict",
    "reason",
    "about",
    "quote_vi",
    "note",
)
_TARGET = (
    "layer",
    "code",
    "status",
    "due",
    "due_precision",
    "kind",
    "source",
    "quote_vi",
    "verdict",
    "later_by",
    "later_unit",
    "event_date",
    "event_kind",
    "event_basis",
)


def statements(plan: Plan, tables: Stated) -> dict[str, list[Row]]:
    """Return the dated registers of features, then claims and targets with their verdicts.

    The registers are whole: what counts is for the day that is shown. Verdicts are as of the
    plan's day.
    """
    dated = {name: records(plan.tables.get(name, pd.DataFrame())) for name in _REGISTERS}
    return dated | {
        "claims": [
            {**_told(claim, _CLAIM), "codes": _codes(claim)} for claim in records(tables.claims)
        ],
        "targets": [_told(target, _TARGET) for target in records(tables.targets)],
    }


def _told(row: Row, columns: Iterable[str]) -> Row:
    return {name: row[name] for name in columns}


def _codes(claim: Row) -> list[str]:
    """Return the features that a claim's figure counts: of very many, those that are named."""
    return [code for code in str(claim["counted"] or "").split(", ") if code]
