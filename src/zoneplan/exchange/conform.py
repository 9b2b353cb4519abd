"""From texts to a layer's columns: right names, right types, nothing lost."""

from __future__ import annotations

import re
from datetime import date
from math import isfinite
from typing import TYPE_CHECKING

import pandas as pd

from zoneplan.errors import IntakeError
from zoneplan.language import Text, normalised

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from zoneplan.catalogue import Column, Layer

_PARTIAL_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_FIRST_DAYS = "-01-01"
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")
_MAYBE_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")


def conformed(table: pd.DataFrame, layer: Layer, *, where: str) -> pd.DataFrame:
    """Return a table of texts in the layer's columns and types, in the layer's order.

    Columns that the table lacks are empty. A date of month or year precision becomes its first
    day. Raises `IntakeError` where the table has a column that the layer lacks, or a value that
    is not of its column's type.
    """
    unknown = [name for name in table.columns if not layer.has(str(name))]
    if unknown:
        raise IntakeError(
            vi=f"{where}: lớp {layer.name} không có cột {', '.join(unknown)}. "
            "Hãy đổi tên cột hoặc bổ sung vào columns.toml.",
            en=f"{where}: the layer {layer.name} has no column {', '.join(unknown)}. "
            "Rename the column, or add it to columns.toml.",
        )
    return pd.DataFrame(
        {
            column.name: pd.Series(
                [None] * len(table)
                if column.name not in table.columns
                else _typed(table[column.name], column, where),
                dtype=object,
            )
            for column in layer.columns
        }
    )


def value_of(text: str, column: Column) -> object:
    """Return one value of a column from its text, None from an empty one.

    Raises `IntakeError` where it is not of the column's type.
    """
    if not text.strip():
        return None
    try:
        return CONVERTERS[column.type](normalised(text.strip()))
    except ValueError as fault:
        kind = _KINDS[column.type]
        raise IntakeError(
            vi=f"{text!r} không phải {kind.vi}, nên không ghi vào cột {column.name} được.",
            en=f"{text!r} is not {kind.en}, so it cannot go into the column {column.name}.",
        ) from fault


def _typed(values: pd.Series, column: Column, where: str) -> list[object]:
    convert = CONVERTERS[column.type]
    typed: list[object] = []
    for line, value in enumerate(values, start=2):
        try:
            typed.append(None if value is None else convert(str(value)))
        except ValueError as fault:
            raise IntakeError(
                vi=f"{where}, dòng {line}: {value!r} không phải giá trị kiểu {column.type} "
                f"của cột {column.name}.",
                en=f"{where}, line {line}: {value!r} is not a {column.type} for the column "
                f"{column.name}.",
            ) from fault
    return typed


def _partial_date(value: str) -> str:
    if not _PARTIAL_DATE.fullmatch(value):
        raise ValueError(value)
    date.fromisoformat((value + _FIRST_DAYS)[:10])
    return value


def _first_day(value: str) -> str:
    return (_partial_date(value) + _FIRST_DAYS[len(value) - 4 :])[:10]


_KINDS: Mapping[str, Text] = {
    "text": Text("chữ", "a text"),
    "integer": Text("số nguyên", "a whole number"),
    "real": Text(
        "số (viết 1500 hoặc 1500,5, không tách hàng nghìn)",
        "a number (write 1500 or 1500.5, thousands not parted)",
    ),
    "date": Text("ngày (2023-12-18, 2023-12 hoặc 2023)", "a date (2023-12-18, 2023-12 or 2023)"),
    "partial_date": Text(
        "ngày (2023-12-18, 2023-12 hoặc 2023)", "a date (2023-12-18, 2023-12 or 2023)"
    ),
}


def _real(value: str) -> float:
    """Return a finite number, written with a decimal point or a decimal comma."""
    number = float(value.replace(",", ".")) if _DECIMAL_COMMA.fullmatch(value) else float(value)
    if not isfinite(number):
        raise ValueError(value)
    return number


def is_ambiguous(text: str) -> bool:
    """Tell whether the mark in a number may part thousands or begin its decimals: 1.500."""
    return _MAYBE_THOUSANDS.fullmatch(text.strip()) is not None


CONVERTERS: Mapping[str, Callable[[str], object]] = {
    "text": str,
    "integer": int,
    "real": _real,
    "date": _first_day,
    "partial_date": _partial_date,
}
