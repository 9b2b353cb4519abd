"""Dates known to the day, the month or the year: compared at the coarser of two precisions."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Literal

Precision = Literal["day", "month", "year"]
_LENGTHS: dict[Precision, int] = {"year": 4, "month": 7, "day": 10}
_MONTHS = 12


def precision_of(iso: str) -> Precision:
    """Return the precision of a partial ISO date."""
    return next(name for name, length in _LENGTHS.items() if length >= len(iso))


def coarser(one: str, other: str) -> Precision:
    """Return the coarser precision of two partial ISO dates."""
    return min(precision_of(one), precision_of(other), key=_LENGTHS.__getitem__)


def later_by(event: str, due: str) -> tuple[int, Precision]:
    """Return by how much one partial ISO date is later than another, at the coarser precision.

    The number counts years, months or days; it is negative where the event is earlier.
    """
    precision = coarser(event, due)
    one, other = first_day(event), first_day(due)
    if precision == "year":
        return one.year - other.year, precision
    if precision == "month":
        return _MONTHS * (one.year - other.year) + one.month - other.month, precision
    return (one - other).days, precision


def first_day(iso: str) -> date:
    """Return the first day of a partial ISO date."""
    return date.fromisoformat((iso + "-01-01")[:10])


def last_day(iso: str) -> date:
    """Return the last day of a partial ISO date."""
    first = first_day(iso)
    if precision_of(iso) == "year":
        return first.replace(month=12, day=31)
    if precision_of(iso) == "month":
        return first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first
