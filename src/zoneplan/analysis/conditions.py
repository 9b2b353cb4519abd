"""Conditions that a register states as text: `status=filled|operating; declared_area_ha>100`."""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any

import numpy as np

from zoneplan.analysis.span import UndecidedError
from zoneplan.language import is_date, normalised

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    from numpy.typing import NDArray

    from zoneplan.analysis.sheets import Sheet

_LONGEST = 2000
_SIGNS = r"(?:!=|>=|<=|==|≠|≥|≤|=|>|<)"
_APART = re.compile(rf";|\s(?:and|và)\s(?=\s*\w+\s*{_SIGNS})", re.IGNORECASE)
_CONDITION = re.compile(rf"(\w+)\s*({_SIGNS})(.*)", re.DOTALL)
_SAME = {"≠": "!=", "≥": ">=", "≤": "<=", "==": "="}
_ORDERS: dict[str, Callable[[Any, Any], Any]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}


@dataclass(frozen=True, kw_only=True)
class Condition:
    """One condition: a column, a comparison, and the values of which one is enough."""

    column: str
    sign: str
    texts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """Which rows meet all conditions: `sure` ones, and those that `may`, for a value is missing."""

    sure: NDArray[np.bool_]
    may: NDArray[np.bool_]


def conditions_of(text: object) -> tuple[Condition, ...]:
    """Return the conditions that a text states; raises `UndecidedError` where it is unclear."""
    written = normalised(str(text or "")).strip()
    if len(written) > _LONGEST:
        raise UndecidedError(reason="unreadable_where", about=written[:80])
    return tuple(_condition(part) for part in _APART.split(written) if part.strip())


def _condition(text: str) -> Condition:
    match = _CONDITION.fullmatch(text.strip())
    if match is None:
        raise UndecidedError(reason="unreadable_where", about=text.strip())
    column, sign, values = match.groups()
    sign = _SAME.get(sign, sign)
    split = tuple(value.strip() for value in values.split("|"))
    if sign in _ORDERS and len(split) > 1:
        raise UndecidedError(reason="unreadable_where", about=text.strip())
    return Condition(column=column, sign=sign, texts=split)


def chosen(sheet: Sheet, conditions: tuple[Condition, ...]) -> Chosen:
    """Return which rows of a table meet all conditions.

    A missing status, date or number leaves a row open; any other missing value is none of those
    named. A table with years is taken in the year of the day, unless a condition names one.
    Raises `UndecidedError` where a column or a coded value does not exist.
    """
    count = len(sheet.frame)
    sure, possible = np.ones(count, dtype=bool), np.ones(count, dtype=bool)
    if "year" in sheet.frame and not any(each.column == "year" for each in conditions):
        year = Condition(column="year", sign="=", texts=(str(sheet.plan.as_of.year),))
        conditions = (*conditions, year)
    for condition in conditions:
        meets, may = _met(sheet, condition)
        sure, possible = sure & meets, possible & (meets | may)
    return Chosen(sure=sure, may=possible & ~sure)


def _met(sheet: Sheet, condition: Condition) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    column = sheet.column(condition.column)
    missing = column.isna().to_numpy(dtype=bool)
    if condition.sign in {"=", "!="} and condition.texts == ("",):
        return (missing if condition.sign == "=" else ~missing), np.zeros_like(missing)
    kind = sheet.type_of(condition.column)
    if kind in {"real", "integer"}:
        return _numbers(column, condition) & ~missing, missing
    if kind in {"date", "partial_date"}:
        return _dates(column, condition)
    _refuse_unknown_values(sheet, condition, column)
    if condition.sign in _ORDERS:
        raise UndecidedError(reason="unreadable_where", about=f"{condition.column}{condition.sign}")
    same = column.isin([normalised(value) for value in condition.texts]).to_numpy(dtype=bool)
    if condition.column == "status":
        return (same if condition.sign == "=" else ~same) & ~missing, missing
    return (same if condition.sign == "=" else ~same), np.zeros_like(missing)


def _numbers(column: pd.Series, condition: Condition) -> NDArray[np.bool_]:
    values = [_number(value) for value in condition.texts]
    figures = column.astype(float)
    if condition.sign in _ORDERS:
        return np.asarray(_ORDERS[condition.sign](figures, values[0]), dtype=bool)
    same = figures.isin(values).to_numpy(dtype=bool)
    return same if condition.sign == "=" else ~same


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise UndecidedError(reason="unreadable_where", about=text) from None
    if not isfinite(value):
        raise UndecidedError(reason="unreadable_where", about=text)
    return value


def _dates(column: pd.Series, condition: Condition) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    for value in condition.texts:
        if not is_date(value):
            raise UndecidedError(reason="unreadable_where", about=value)
    judged = [_dated(held, condition) for held in column]
    return np.array([each is True for each in judged]), np.array([each is None for each in judged])


def _dated(held: object, condition: Condition) -> bool | None:
    """Tell whether a partial date meets a condition; None where its precision leaves it open."""
    if not isinstance(held, str):
        return None
    answers = {_compared(held, condition.sign, value) for value in condition.texts}
    if condition.sign == "!=":
        return False if False in answers else None if None in answers else True
    return True if True in answers else None if None in answers else False


def _compared(held: str, sign: str, value: str) -> bool | None:
    length = min(len(held), len(value))
    one, other = held[:length], value[:length]
    if one == other and len(held) < len(value):
        return None
    if sign in _ORDERS:
        return bool(_ORDERS[sign](one, other))
    return (one == other) if sign == "=" else (one != other)


def _refuse_unknown_values(sheet: Sheet, condition: Condition, column: pd.Series) -> None:
    """Raise `UndecidedError` where a coded value or a key does not exist: a slip of the pen."""
    codes = next((c.codes for c in sheet.layer.columns if c.name == condition.column), None)
    catalogue = sheet.plan.catalogue
    if codes == "statuses" and sheet.layer.statuses:
        known = set(catalogue.statuses_of(sheet.layer.name))
    elif condition.column == sheet.layer.key:
        known = {*column.dropna(), *sheet.left_out}
    elif codes is not None and codes in catalogue.codes:
        known = set(catalogue.codes[codes])
    else:
        return
    for value in condition.texts:
        if value and normalised(value) not in known:
            raise UndecidedError(reason="unknown_value", about=f"{condition.column}={value}")
