"""Claims and indicators in lines and JSON: what is stated, what was found, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zoneplan.language import day, is_date, number, stated
from zoneplan.report.json import records, table_json
from zoneplan.report.ledger import signed
from zoneplan.report.text import Lines, closing_notes, headings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from zoneplan.language import Lang
    from zoneplan.plan import Plan
    from zoneplan.report.json import Row

_NONE = "–"
_CLAIMS = ("code", "as_of", "stated", "found", "difference", "verdict", "reason")
_INDICATORS = ("rule", "figures", "stated", "found", "verdict")


def claim_lines(plan: Plan, table: pd.DataFrame, lang: Lang) -> Lines:
    """Return each statement with what the layers say, the verdict and its reason.

    Below stand, in the words of the source, the statements that cannot hold together.
    """
    rows = with_units(plan, records(table), lang)
    text = {key: each.say(lang) for key, each in plan.catalogue.texts["common"].items()}
    return Lines(
        headings=headings(plan.catalogue, _CLAIMS, lang),
        rows=tuple(_claim(plan, row, text, lang) for row in rows),
        figures=(2, 3, 4),
        notes=(
            text["each_on_its_day"] if rows else text["no_claims"],
            *contradictions(rows, text, lang),
            *closing_notes(plan, lang),
        ),
    )


def indicator_lines(plan: Plan, table: pd.DataFrame, lang: Lang) -> Lines:
    """Return what the indicators say of each other, and which are to be confirmed."""
    catalogue = plan.catalogue
    return Lines(
        headings=headings(catalogue, _INDICATORS, lang),
        rows=tuple(
            (
                catalogue.code_title("indicator_rule", row["rule"], lang),
                row["ids"],
                _with_unit(_decimal(row["stated"], lang), row["unit"]),
                _with_unit(bounds(row["found_low"], row["found_high"], lang), row["unit"]),
                catalogue.code_title("indicator_verdict", row["verdict"], lang),
            )
            for row in with_units(plan, records(table), lang)
        ),
        figures=(2, 3),
        notes=closing_notes(plan, lang),
    )


def with_units(plan: Plan, rows: list[Row], lang: Lang) -> list[Row]:
    """Return rows with their units in a language's words, where the catalogue has them."""
    return [
        {**row, "unit": row["unit"] and plan.catalogue.code_title("unit", row["unit"], lang)}
        for row in rows
    ]


def claims_json(plan: Plan, table: pd.DataFrame, indicators: pd.DataFrame) -> str:
    """Return claims as JSON document `zoneplan.claims/1`, the indicators' checks beside them."""
    return table_json("zoneplan.claims/1", plan, table, indicators=records(indicators))


def _claim(plan: Plan, row: Row, text: Mapping[str, str], lang: Lang) -> tuple[str, ...]:
    return (
        row["id"] or _NONE,
        _day(row["as_of"], lang),
        _stated(row, lang),
        _found(row, lang),
        _difference(row, lang),
        plan.catalogue.code_title("claim_verdict", row["verdict"], lang),
        "; ".join(why(plan, row, text, lang)),
    )


def _stated(row: Row, lang: Lang) -> str:
    value = _day(row["expected_date"], lang) if row["expected_date"] else None
    value = value or _with_unit(_decimal(row["expected"], lang), row["unit"])
    operator = str(row["operator"] or "").replace(">=", "≥").replace("<=", "≤")
    return f"{operator} {value}".strip()


def _found(row: Row, lang: Lang) -> str:
    if row["found_date"]:
        return _day(row["found_date"], lang)
    return bounds(row["found_low"], row["found_high"], lang)


def _difference(row: Row, lang: Lang) -> str:
    if row["difference"] is None:
        return _NONE
    share = row["difference_pct"]
    told = signed(round(row["difference"], 2), lang)
    return told if not share else f"{told} ({number(share, lang, decimals=2)} %)"


def why(plan: Plan, row: Row, text: Mapping[str, str], lang: Lang) -> Iterator[str]:
    """Yield why a verdict is as it is: its reason, and what was counted where it differs."""
    if row["reason"]:
        reason = plan.catalogue.code_title("claim_reason", row["reason"], lang)
        yield f"{reason}: {row['about']}" if row["about"] else reason
    if row["left_out"]:
        yield f"{text['left_out']}: {row['left_out']}"
    if row["verdict"] != "differs":
        return
    yield f"{text['counted']}: {row['counted'] or 0}"
    for told, key in (("not_counted", "not_counted"), ("source_says", "source_itself_says")):
        if row[told]:
            yield f"{text[key]}: {_by_status(plan, row['table'], row[told], lang)}"


def _by_status(plan: Plan, table: str, told: str, lang: Lang) -> str:
    """Return features by status with the statuses' titles in place of their codes."""
    parts = [part.partition(": ") for part in told.split("; ")]
    return "; ".join(
        f"{plan.catalogue.status_title(table, None if status == '?' else status, lang)}: {codes}"
        for status, _, codes in parts
    )


def contradictions(rows: list[Row], text: Mapping[str, str], lang: Lang) -> Iterator[str]:
    """Yield, for each statement that others of its source leave no room for, both as printed."""
    at = {row["id"]: row for row in rows}
    told: set[frozenset[str]] = set()
    for row in sorted(rows, key=lambda row: row["leaves"] is None):
        others = [at[name] for name in str(row["collides_with"] or "").split(", ") if name in at]
        pairs = {frozenset((str(row["id"]), str(other["id"]))) for other in others}
        if pairs <= told:
            continue
        told |= pairs
        also = "; ".join(_quoted(other, text, lang) for other in others)
        leaves = ""
        if row["leaves"] is not None:
            leaves = f"; {text['which_leaves']} {_decimal(row['leaves'], lang)}"
        yield (
            f"{text['cannot_both_hold'].capitalize()}: {row['source']} {text['writes']} "
            f"{_quoted(row, text, lang)}; {text['writes_also']} {also}{leaves}."
        )


def _quoted(row: Row, text: Mapping[str, str], lang: Lang) -> str:
    said = f"“{row['quote_vi']}”" if row["quote_vi"] else text["not_quoted"]
    return f"{said} [{row['id']} {_stated(row, lang)}]"


def bounds(low: float | None, high: float | None, lang: Lang) -> str:
    """Return a figure by its bounds, as a source would state it."""
    if low is not None and low == high:
        return _decimal(low, lang)
    if low is None and high is None:
        return _NONE
    if high is None:
        return f"≥ {_decimal(low, lang)}"
    return f"{_decimal(low, lang)}–{_decimal(high, lang)}" if low else f"≤ {_decimal(high, lang)}"


def _with_unit(figure: str, unit: str | None) -> str:
    return f"{figure} {unit}" if unit and figure != _NONE else figure


def _decimal(value: float | None, lang: Lang) -> str:
    return _NONE if value is None else stated(round(value, 2), lang)


def _day(iso: str | None, lang: Lang) -> str:
    if iso is None:
        return _NONE
    return day(iso, lang) if is_date(iso) else iso
