"""Measures of dates: the earliest and latest of a column, the first day of a status.

A date becomes a number of the form 20231218, so that it is compared like any other figure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zoneplan.analysis.partial_dates import Precision, first_day, last_day
from zoneplan.analysis.question import Question, Reading
from zoneplan.analysis.span import Span, UndecidedError
from zoneplan.language import at_precision, is_date

if TYPE_CHECKING:
    from collections.abc import Callable

_DIGITS: dict[int, Precision] = {4: "year", 6: "month", 8: "day"}


def first_day_of(question: Question) -> Reading:
    """Return the first day of a status among the features meant.

    Where a source only saw the status on a day, it began then or before.
    """
    sheet = question.sheet
    if question.name not in sheet.plan.catalogue.statuses_of(sheet.layer.name):
        raise UndecidedError(reason="unknown_value", about=question.name)
    if question.rows.may.any():
        raise question.undecided(question.rows.may, reason="value_missing")
    events, on = sheet.plan.events, sheet.plan.as_of.isoformat()
    own = events.loc[
        (events["layer"] == sheet.layer.name)
        & (events["status"] == question.name)
        & events["code"].isin(question.keys(question.rows.sure))
        & (events["date"].fillna("9999") <= on)
    ].sort_values("date", kind="stable")
    if own.empty:
        raise UndecidedError(reason="no_data", about=question.name)
    first = own.iloc[0]
    day = at_precision(first["date"], first["date_precision"])
    span = _day_span(day)
    since = first["date_kind"] == "since"
    return Reading(
        span=span if since else Span(0, span.high),
        used=(str(first["code"]),),
        doubt="date_too_vague" if since else "only_observed",
        day=day,
    )


def extreme_day(question: Question, pick: Callable[[list[str]], str]) -> Reading:
    """Return the earliest or latest date of a column; every row meant must have one."""
    column = question.sheet.column(question.name)
    dated = column.map(lambda held: isinstance(held, str) and is_date(held)).to_numpy(dtype=bool)
    absent = (question.meant & ~dated) | question.rows.may
    if not question.meant.any():
        raise UndecidedError(reason="no_data", about=question.name)
    if absent.any():
        raise question.undecided(absent, reason="no_value")
    day = pick(list(column[question.rows.sure]))
    return Reading(
        span=_day_span(day),
        used=question.keys(question.rows.sure),
        doubt="date_too_vague",
        day=day,
    )


def stated_day(expected: float) -> str:
    """Return the date that a number states, 2018, 201805 or 20180513, as partial ISO date.

    Raises `UndecidedError` where it is none.
    """
    digits = f"{expected:.0f}"
    iso = "-".join(part for part in (digits[:4], digits[4:6], digits[6:8]) if part)
    if expected != int(expected) or len(digits) not in _DIGITS or not is_date(iso):
        raise UndecidedError(reason="unreadable_date", about=f"{expected:g}")
    return iso


def stated_days(expected: float) -> Span:
    """Return the first and last of the days that a number states, as numbers to the day."""
    return _day_span(stated_day(expected))


def at_stated_precision(span: Span, stated: str) -> tuple[Span, float]:
    """Return a span of days and a stated date as numbers of the stated precision."""
    cut = 10 ** (8 - len(stated.replace("-", "")))
    return Span(span.low // cut, span.high // cut), float(stated.replace("-", ""))


def _day_span(iso: str) -> Span:
    days = (first_day(iso), last_day(iso))
    return Span(*(float(f"{day.year:04}{day.month:02}{day.day:02}") for day in days))
