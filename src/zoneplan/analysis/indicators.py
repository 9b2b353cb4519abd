"""The figures of the register of indicators, checked for sense against each other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd

from zoneplan.analysis.span import Span, UndecidedError, span_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zoneplan.plan import Plan

Row = dict[str, Any]
_COLUMNS = ["rule", "ids", "year", "source", "found_low", "found_high", "stated", "unit", "verdict"]
_DOUBTS = {
    "unit_to_confirm": re.compile(r"unit.*to be confirmed|đơn vị.*cần xác nhận", re.IGNORECASE),
    "ambiguous": re.compile(r"ambiguous|chưa rõ nghĩa|printed twice", re.IGNORECASE),
}
_FOREIGN = "_usd"
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "nghìn": 1e3, "triệu": 1e6, "tỷ": 1e9}


def indicators_table(plan: Plan) -> pd.DataFrame:
    """Return what the indicators say of each other, one row for each comparison or doubt.

    `rule`: `currency`, one amount in two currencies (an id and the same with `_usd`): the rate
    between the two within its bounds, against the rates of the same source and year; `parts`,
    figures whose ids begin with that of a whole and which may not exceed it; `of_plan`, a printed
    per cent of plan against the two amounts; `unit_to_confirm` and `ambiguous`, as the register's
    note has it. `verdict`: consistent, inconsistent, cannot_be_decided, to_confirm. Nothing from
    outside the register is used.
    """
    stated = plan.tables["indicators"]
    counted = stated.loc[stated["year"].isna() | (stated["year"] <= plan.as_of.year)]
    rows: list[Row] = [
        {str(name): None if pd.isna(value) else value for name, value in row.items()}
        for row in counted.drop(columns="geometry", errors="ignore").to_dict("records")
    ]
    told = [row for same in _together(rows) for row in _compared(same)]
    table = pd.DataFrame([*told, *_doubted(rows)], columns=_COLUMNS, dtype=object)
    table[["found_low", "found_high", "stated"]] = table[
        ["found_low", "found_high", "stated"]
    ].astype(float)
    return table


def _together(rows: Sequence[Row]) -> Iterator[dict[str, Row]]:
    """Yield the figures of each source and year, by id; of two of one id neither is compared."""
    groups: dict[tuple[object, object], list[Row]] = {}
    for row in rows:
        if row["id"] is not None and row["value"] is not None:
            groups.setdefault((row["source"], row["year"]), []).append(row)
    for group in groups.values():
        ids = [row["id"] for row in group]
        yield {row["id"]: row for row in group if ids.count(row["id"]) == 1}


def _compared(same: dict[str, Row]) -> Iterator[Row]:
    yield from _rates(same)
    yield from _wholes(same)
    yield from _of_plan(same)


def _rates(same: dict[str, Row]) -> Iterator[Row]:
    """Yield the rate that each pair of amounts implies; all must leave one rate in common."""
    rates: list[tuple[tuple[Row, Row], Span]] = []
    for row in same.values():
        foreign = same.get(row["id"] + _FOREIGN)
        if foreign is None:
            continue
        amounts = [_span(each) * _scale(each["unit"]) for each in (row, foreign)]
        if amounts[1].low > 0:
            rates.append(((row, foreign), amounts[0] / amounts[1]))
    low = max((rate.low for _, rate in rates), default=0.0)
    high = min((rate.high for _, rate in rates), default=0.0)
    verdict = "cannot_be_decided"
    if len(rates) > 1:
        verdict = "consistent" if low <= high else "inconsistent"
    for pair, rate in rates:
        currencies = [str(each["unit"]).rpartition(" ")[2] for each in pair]
        yield _told("currency", pair, rate, unit="/".join(currencies), verdict=verdict)


def _scale(unit: object) -> Span:
    scale = _SCALES.get(str(unit).partition(" ")[0].lower(), 1.0)
    return Span(scale, scale)


def _wholes(same: dict[str, Row]) -> Iterator[Row]:
    for whole in same.values():
        parts = [
            row
            for row in same.values()
            if row["id"].startswith(whole["id"] + "_") and row["unit"] == whole["unit"]
        ]
        if not parts:
            continue
        total = Span(0, 0)
        for part in parts:
            total = total + _span(part)
        limit = _span(whole).high
        verdict = "inconsistent" if total.low > limit else "consistent"
        yield _told("parts", (whole, *parts), total, stated=whole["value"], verdict=verdict)


def _of_plan(same: dict[str, Row]) -> Iterator[Row]:
    for row in same.values():
        name = row["id"].removesuffix("_vs_plan")
        plan = same.get(f"{name}_plan")
        if name == row["id"] or plan is None:
            continue
        amounts = [
            each
            for each in same.values()
            if each["id"].startswith(f"{name}_")
            and each["unit"] == plan["unit"]
            and each is not plan
        ]
        if len(amounts) == 1:
            yield _ratio(row, amounts[0], plan)


def _ratio(row: Row, amount: Row, plan: Row) -> Row:
    try:
        found = Span(100, 100) * _span(amount) / _span(plan)
    except UndecidedError:
        return _told("of_plan", (row, amount, plan), None, verdict="cannot_be_decided")
    half = 0.5 * 10.0 ** -_decimals(row["value"])
    near = found.low - half <= row["value"] <= found.high + half
    verdict = "consistent" if near else "inconsistent"
    return _told("of_plan", (row, amount, plan), found, stated=row["value"], verdict=verdict)


def _decimals(value: float) -> int:
    """Return with how many decimals a figure is printed."""
    return len(f"{value:.10f}".rstrip("0").partition(".")[2])


def _doubted(rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        for rule, pattern in _DOUBTS.items():
            if pattern.search(str(row["note"] or "")):
                yield _told(rule, (row,), None, stated=row["value"], verdict="to_confirm")


def _span(row: Row) -> Span:
    return span_of(float(row["value"]), row["operator"])


def _told(
    rule: str,
    rows: Sequence[Row],
    found: Span | None,
    *,
    verdict: str,
    stated: float | None = None,
    unit: str | None = None,
) -> Row:
    bounds = (found.low, found.high) if found else (float("nan"), float("nan"))
    finite = [each if abs(each) != float("inf") else float("nan") for each in bounds]
    return {
        "rule": rule,
        "ids": ", ".join(str(row["id"]) for row in rows),
        "year": None if rows[0]["year"] is None else int(rows[0]["year"]),
        "source": rows[0]["source"],
        "found_low": finite[0],
        "found_high": finite[1],
        "stated": stated,
        "unit": unit or rows[0]["unit"],
        "verdict": verdict,
    }
