"""What the layers say to a statement: a measure over the rows that meet its conditions."""

from __future__ import annotations

import re
from dataclasses import replace
from math import fsum
from typing import TYPE_CHECKING, Any

import numpy as np

from zoneplan.analysis import amounts, days
from zoneplan.analysis.formula import evaluated, names_in, unit_of
from zoneplan.analysis.question import Question, Reading, bare_unit, refuse_unit
from zoneplan.analysis.span import Span, UndecidedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from zoneplan.analysis.conditions import Chosen
    from zoneplan.analysis.sheets import Sheet

_MEASURE = re.compile(
    r"(count|share|sum|mean|min|max|distinct|date)\b\s*\(?\s*(\w*)\s*\*?\s*\)?", re.IGNORECASE
)


def read(sheet: Sheet, rows: Chosen, measure: object, unit: str | None) -> Reading:
    """Return what a measure comes to; raises `UndecidedError` where it cannot be taken.

    Measures: `count`; `share` and `share COLUMN`, in per cent of the whole table; `sum`, `mean`,
    `min`, `max`, `distinct COLUMN`; `date STATUS`, the first day of a status; a COLUMN of the one
    row that is meant; arithmetic over the keys of a table with the column `value`.
    """
    text = " ".join(str(measure or "").split())
    match = _MEASURE.fullmatch(text)
    if match is None:
        return _named(Question(sheet=sheet, rows=rows, name=text, unit=unit))
    kind, name = match[1].lower(), match[2]
    if kind != "share" and bool(name) is (kind == "count"):
        raise UndecidedError(reason="unknown_measure", about=text)
    return _KINDS[kind](Question(sheet=sheet, rows=rows, name=name, unit=unit))


def is_of_days(sheet: Sheet, measure: object) -> bool:
    """Tell whether what a measure finds is a date."""
    text = " ".join(str(measure or "").split())
    match = _MEASURE.fullmatch(text)
    kind, name = (match[1].lower(), match[2]) if match else ("", text)
    return kind == "date" or (
        kind in {"", "min", "max"} and sheet.type_of(name) in {"date", "partial_date"}
    )


def _named(question: Question) -> Reading:
    is_column = question.sheet.layer.has(question.name)
    if re.fullmatch(r"\w+", question.name) and ("value" not in question.sheet.frame or is_column):
        return _only(question)
    if "value" not in question.sheet.frame:
        raise UndecidedError(reason="unknown_measure", about=question.name or None)
    return _formula(question)


def _count(question: Question) -> Reading:
    sure, may = int(question.rows.sure.sum()), int(question.rows.may.sum())
    return Reading(
        span=Span(sure, sure + may),
        used=question.keys(question.rows.sure),
        doubt="value_missing" if may else None,
        doubtful=question.keys(question.rows.may),
    )


def _share(question: Question) -> Reading:
    refuse_unit(question.unit, "%")
    part = amounts.summed(question) if question.name else _count(question)
    whole = _whole(question)
    if not whole:
        raise UndecidedError(reason="no_data", about=question.name or None)
    return replace(part, span=part.span * Span(100, 100) / Span(whole, whole))


def _whole(question: Question) -> float:
    if not question.name:
        return float(len(question.sheet.frame))
    values = amounts.figures_of(question)
    if values.isna().any():
        raise question.undecided(values.isna(), reason="no_value")
    return fsum(values)


def _extreme(pick: Callable[[Iterable[Any]], Any]) -> Callable[[Question], Reading]:
    def reading(question: Question) -> Reading:
        if question.sheet.type_of(question.name) in {"date", "partial_date"}:
            return days.extreme_day(question, pick)
        return amounts.of_known(question, pick)

    return reading


def _only(question: Question) -> Reading:
    try:
        question.sheet.column(question.name)
    except UndecidedError:
        raise UndecidedError(reason="unknown_measure", about=question.name) from None
    reading = _extreme(min)(question)
    if len(reading.used) > 1:
        raise UndecidedError(reason="many_rows", about=question.name)
    return reading


def _distinct(question: Question) -> Reading:
    column, chosen = question.sheet.column(question.name), question.rows.sure
    absent = (chosen & column.isna().to_numpy(dtype=bool)) | question.rows.may
    known = int(column[chosen].nunique())
    return Reading(
        span=Span(known, known + int(absent.sum())),
        used=question.keys(chosen),
        doubt="no_value" if absent.any() else None,
        doubtful=question.keys(absent),
    )


def _formula(question: Question) -> Reading:
    sheet = question.sheet
    figures = sheet.frame["value"].to_numpy(dtype=np.float64)
    known = question.rows.sure & ~np.isnan(figures)

    def figure(name: str) -> Span:
        own = known & (sheet.keys == name).to_numpy(dtype=bool)
        if own.sum() != 1:
            raise UndecidedError(reason="many_rows" if own.any() else "no_data", about=name)
        return next(amounts.spans_of(sheet, figures, own))

    def unit(name: str) -> str | None:
        own = known & (sheet.keys == name).to_numpy(dtype=bool)
        stated = sheet.column("unit")[own].dropna() if "unit" in sheet.frame else ()
        return bare_unit(str(next(iter(stated)))) if len(stated) else None

    names = names_in(question.name)
    if not names:
        raise UndecidedError(reason="unknown_measure", about=question.name)
    span = evaluated(question.name, figure)
    refuse_unit(question.unit, unit_of(question.name, unit))
    doubtful = () if span.low == span.high else names
    return Reading(
        span=span, used=names, doubt="only_a_bound" if doubtful else None, doubtful=doubtful
    )


_KINDS: dict[str, Callable[[Question], Reading]] = {
    "count": _count,
    "share": _share,
    "sum": amounts.sum_of,
    "mean": amounts.mean_of,
    "min": _extreme(min),
    "max": _extreme(max),
    "distinct": _distinct,
    "date": days.first_day_of,
}
