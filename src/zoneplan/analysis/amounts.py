"""Measures of figures: sum, mean, least and greatest, with what is missing told as bounds."""

from __future__ import annotations

from math import fsum, inf
from typing import TYPE_CHECKING, Any

import numpy as np

from zoneplan.analysis.question import Question, Reading, refuse_units
from zoneplan.analysis.span import Span, UndecidedError, span_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pandas as pd
    from numpy.typing import NDArray

    from zoneplan.analysis.sheets import Sheet


def sum_of(question: Question) -> Reading:
    """Return a sum in the unit stated."""
    refuse_units(question)
    return summed(question)


def summed(question: Question) -> Reading:
    """Return a sum; what is missing may be any amount above nothing."""
    rows = question.rows
    values, lacking = _values(question)
    spans = list(spans_of(question.sheet, values, rows.sure & ~lacking))
    maybe = values[rows.may & ~lacking]
    absent = lacking & question.meant
    low = fsum(span.low for span in spans) + fsum(maybe.clip(max=0))
    high = fsum(span.high for span in spans) + fsum(maybe.clip(min=0))
    span = Span(low, inf if absent.any() else high)
    used = question.keys(rows.sure & ~lacking)
    return Reading(span=span, used=used, **_doubt(question, span, absent))


def of_known(question: Question, reckon: Callable[[list[float]], float]) -> Reading:
    """Return a figure that means something only where every value is known."""
    refuse_units(question)
    values, lacking = _values(question)
    chosen = question.rows.sure
    absent = (lacking & chosen) | question.rows.may
    if absent.any():
        raise question.undecided(absent, reason=_lack(question))
    spans = list(spans_of(question.sheet, values, chosen))
    span = Span(reckon([each.low for each in spans]), reckon([each.high for each in spans]))
    return Reading(span=span, used=question.keys(chosen), **_doubt(question, span, absent))


def mean_of(question: Question) -> Reading:
    """Return the mean of all values."""
    return of_known(question, lambda values: fsum(values) / len(values))


def figures_of(question: Question) -> pd.Series:
    """Return a column of figures; raises `UndecidedError` where it holds no numbers."""
    column = question.sheet.column(question.name)
    if question.sheet.type_of(question.name) not in {"real", "integer"}:
        raise UndecidedError(reason="no_number", about=question.name)
    return column.astype(float)


def spans_of(
    sheet: Sheet, values: NDArray[np.float64], chosen: NDArray[np.bool_]
) -> Iterator[Span]:
    """Yield what each chosen figure says; a table may state that one is but a bound."""
    if "operator" not in sheet.frame:
        yield from (Span(value, value) for value in values[chosen])
        return
    operators = sheet.frame["operator"].to_numpy(dtype=object)
    for value, operator in zip(values[chosen], operators[chosen], strict=True):
        yield span_of(float(value), operator if isinstance(operator, str) else None)


def _values(question: Question) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return a column of figures and where it is empty; raises where the rows meant have none."""
    values = figures_of(question).to_numpy(dtype=float)
    if not question.meant.any():
        raise UndecidedError(reason="no_data", about=question.name)
    lacking = np.isnan(values)
    if lacking[question.meant].all():
        raise question.undecided(question.meant, reason=_lack(question))
    return values, lacking


def _doubt(question: Question, span: Span, absent: NDArray[np.bool_]) -> dict[str, Any]:
    if absent.any():
        return {"doubt": _lack(question), "doubtful": question.keys(absent)}
    if question.rows.may.any():
        return {"doubt": "value_missing", "doubtful": question.keys(question.rows.may)}
    if span.low != span.high:
        return {"doubt": "only_a_bound", "doubtful": question.keys(question.rows.sure)}
    return {}


def _lack(question: Question) -> str:
    return "no_outline" if question.sheet.is_reckoned(question.name) else "no_value"
