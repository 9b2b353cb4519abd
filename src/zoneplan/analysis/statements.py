"""One row of the register of claims: what it states, what the layers say to it, the verdict."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isfinite
from typing import TYPE_CHECKING, Any, Literal

from zoneplan.analysis.conditions import Condition, chosen, conditions_of
from zoneplan.analysis.days import at_stated_precision, stated_day
from zoneplan.analysis.partial_dates import first_day, last_day
from zoneplan.analysis.readings import read
from zoneplan.analysis.sheets import Sheet, sheet_of
from zoneplan.analysis.span import UndecidedError, bears_out, operator_of
from zoneplan.language import is_date

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import pandas as pd

    from zoneplan.analysis.question import Reading
    from zoneplan.plan import Plan

Verdict = Literal["holds", "holds_by_construction", "differs", "cannot_be_decided"]
Row = dict[str, Any]
_MEASURED_AREAS = ("measured_area_ha", "geodesic_area_ha", "grid_area_ha")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a row asks of which table; all that it takes to compare it with another row."""

    sheet: Sheet
    conditions: tuple[Condition, ...]
    operator: str
    expected: float
    tolerance_pct: float | None


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A row with its verdict; `reason` is a code and `about` names what it is about."""

    row: Row
    verdict: Verdict
    reason: str | None = None
    about: str | None = None
    asked: Asked | None = None
    reading: Reading | None = None


def day_of(row: Mapping[str, Any], plan: Plan) -> date | None:
    """Return the day as of which a row is to be judged; None where it was stated later.

    A month or a year is judged by its end, a row without a date by the plan's day. Raises
    `UndecidedError` where the date is none.
    """
    stated = row.get("as_of")
    if stated is None:
        return plan.as_of
    if not is_date(str(stated)):
        raise UndecidedError(reason="unreadable_date", about=str(stated))
    if first_day(stated) > plan.as_of:
        return None
    return min(last_day(stated), plan.as_of)


def judged(plan: Plan, row: Row) -> Judged | None:
    """Return a row with its verdict on its own day; None where it was stated after the plan's."""
    asked = reading = None
    try:
        day = day_of(row, plan)
        if day is None:
            return None
        asked = _asked(replace(plan, as_of=day), row)
        rows = chosen(asked.sheet, asked.conditions)
        reading = read(asked.sheet, rows, row.get("measure"), row.get("unit"))
        return _decided(row, asked, reading)
    except UndecidedError as open_:
        return Judged(
            row=row,
            verdict="cannot_be_decided",
            reason=open_.reason,
            about=open_.about,
            asked=asked,
            reading=reading,
        )


def _asked(plan: Plan, row: Row) -> Asked:
    expected, tolerance = row.get("expected"), row.get("tolerance_pct")
    if not isinstance(expected, int | float) or not isfinite(expected):
        raise UndecidedError(reason="no_expected")
    return Asked(
        sheet=sheet_of(plan, row.get("table")),
        conditions=conditions_of(row.get("where")),
        operator=operator_of(row.get("operator")),
        expected=float(expected),
        tolerance_pct=tolerance if isinstance(tolerance, int | float) else None,
    )


def _decided(row: Row, asked: Asked, reading: Reading) -> Judged:
    found, expected = reading.span, asked.expected
    if reading.day is not None:
        found, expected = at_stated_precision(found, stated_day(expected))
    if not (isfinite(found.low) or isfinite(found.high)):
        raise UndecidedError(reason="out_of_range")
    answer = bears_out(found, asked.operator, expected, asked.tolerance_pct)
    if answer is None:
        raise UndecidedError(
            reason=reading.doubt or "out_of_range", about=", ".join(reading.doubtful) or None
        )
    reading = replace(reading, span=found)
    if not answer:
        return Judged(row=row, verdict="differs", asked=asked, reading=reading)
    reason = _dependence(row, asked, reading)
    verdict: Verdict = "holds_by_construction" if reason else "holds"
    return Judged(row=row, verdict=verdict, reason=reason, asked=asked, reading=reading)


def _dependence(row: Row, asked: Asked, reading: Reading) -> str | None:
    """Return why it proves nothing that a statement holds; None where it does prove something."""
    if row.get("independent") != "yes":
        return "not_independent" if row.get("independent") == "no" else "independence_unstated"
    sheet, measure = asked.sheet, str(row.get("measure") or "")
    own = sheet.keys.isin(reading.used)
    if any(each.column == "status" for each in asked.conditions) and sheet.layer.statuses:
        shared = sheet.column("status_source")[own] == row.get("source")
        return "same_source" if shared.any() else None
    if any(name in measure for name in _MEASURED_AREAS):
        return None if _outlines_are_free(sheet, own) else "made_to_area"
    if "area_ha" in measure and "area_source" in sheet.frame:
        shared = sheet.frame["area_source"][own] == row.get("source")
        return "same_source" if shared.any() else None
    return None


def _outlines_are_free(sheet: Sheet, own: pd.Series) -> bool:
    """Tell whether none of some outlines was made to have its area."""
    if "boundary_basis" not in sheet.frame:
        return True
    bases = sheet.plan.catalogue.boundary_bases
    known = [bases.get(basis) for basis in sheet.frame["boundary_basis"][own]]
    return all(basis is not None and basis.independent for basis in known)
