"""Official statements: what holds and what does not, in the words of the sources."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from zoneplan.report import claims
from zoneplan.report.full.model import Day, Section
from zoneplan.report.full.voice import cited, dated, rounded, text
from zoneplan.report.json import records

if TYPE_CHECKING:
    import pandas as pd

    from zoneplan.catalogue import Layer
    from zoneplan.report.full.model import Cell
    from zoneplan.report.full.voice import Voice
    from zoneplan.report.json import Row

_BETWEEN = re.compile(r";|\band\b")
_CONDITION = re.compile(r"(\w+)\s*(!=|>=|<=|=|>|<)\s*(.*)", re.DOTALL)
_SIGNS = {">=": "≥", "<=": "≤", "!=": "≠"}


def claims_section(voice: Voice, table: pd.DataFrame) -> Section:
    """Return each statement with what the layers say of it, the verdict and why.

    Statements of one source that cannot hold together are quoted below, as printed.
    """
    column, rows = voice.column, records(table)
    words = {
        key: each.say(voice.lang) for key, each in voice.plan.catalogue.texts["common"].items()
    }
    told = claims.with_units(voice.plan, rows, voice.lang)
    quotes = Counter(row["quote_vi"] for row in rows)
    return Section(
        name="claims",
        chapter=voice.say("chapter_statements"),
        title=voice.say("section_claims"),
        columns=(
            column("id", "code", detail=True),
            column("statement"),
            column("as_of"),
            column("operator"),
            column("expected", "stated", figure=True),
            column("unit"),
            column("found", figure=True),
            column("difference", figure=True),
            column("difference_pct", decimals=2),
            column("verdict"),
            column("why", "reason"),
            column("source"),
            column("quote_vi", "quote", detail=True),
            column("note", detail=True),
        ),
        rows=tuple(
            (
                text(row["id"]),
                _statement(voice, row, quotes),
                dated(row["as_of"]),
                _sign(row["operator"]),
                dated(row["expected_date"]) or rounded(row["expected"], 2),
                None if row["expected_date"] else voice.coded("unit", row["unit"]),
                _found(voice, row),
                rounded(row["difference"], 2),
                rounded(row["difference_pct"], 2),
                voice.coded("claim_verdict", row["verdict"]),
                "; ".join(claims.why(voice.plan, row, words, voice.lang)) or None,
                text(row["source"]),
                text(row["quote_vi"]),
                voice.told(row["note"]),
            )
            for row in rows
        ),
        totals={},
        notes=(
            words["each_on_its_day"] if rows else words["no_claims"],
            *claims.contradictions(told, words, voice.lang),
        ),
        cites=cited(table["source"]),
    )


def indicators_section(voice: Voice, table: pd.DataFrame) -> Section:
    """Return what the indicators say of each other, and which are to be confirmed."""
    column = voice.column
    return Section(
        name="indicators",
        chapter=voice.say("chapter_statements"),
        title=voice.say("section_indicators"),
        columns=(
            column("rule", "compared"),
            column("ids", "figures"),
            column("year", "of_year"),
            column("stated", figure=True),
            column("found", "reckoned", figure=True),
            column("unit"),
            column("verdict"),
            column("source"),
        ),
        rows=tuple(
            (
                voice.coded("indicator_rule", row["rule"]),
                text(row["ids"]),
                Day(str(row["year"])) if row["year"] is not None else None,
                rounded(row["stated"], 2),
                _between(voice, row["found_low"], row["found_high"]),
                voice.coded("unit", row["unit"]),
                voice.coded("indicator_verdict", row["verdict"]),
                text(row["source"]),
            )
            for row in records(table)
        ),
        totals={},
        notes=() if len(table) else (voice.say("no_indicators"),),
        cites=cited(table["source"]),
    )


def _sign(operator: object) -> str | None:
    sign = text(operator)
    return _SIGNS.get(sign, sign) if sign else None


def _found(voice: Voice, row: Row) -> Cell:
    if row["found_date"]:
        return Day(str(row["found_date"]))
    return _between(voice, row["found_low"], row["found_high"])


def _between(voice: Voice, low: float | None, high: float | None) -> Cell:
    """Return a figure, or in words the bounds between which it lies."""
    if low is None and high is None:
        return None
    return rounded(low, 2) if low == high else claims.bounds(low, high, voice.lang)


def _statement(voice: Voice, row: Row, quotes: Counter[object]) -> str:
    """Return a statement as printed where its sentence states nothing else, else in words."""
    quote = row["quote_vi"]
    return f"“{quote}”" if quote and quotes[quote] == 1 else _in_words(voice, row)


def _in_words(voice: Voice, row: Row) -> str:
    """Return what a statement counts or sums: table, measure, conditions, by their titles."""
    layer = voice.plan.catalogue.layers.get(str(row["table"]))
    where = [each.strip() for each in _BETWEEN.split(str(row["where"] or "")) if each.strip()]
    told = [_measure(voice, layer, str(row["measure"] or ""))]
    told += [_condition(voice, layer, each) for each in where]
    return f"{layer.title.say(voice.lang) if layer else row['table']}: {'; '.join(told)}"


def _measure(voice: Voice, layer: Layer | None, measure: str) -> str:
    """Return a measure in words; arithmetic as it is written."""
    name, _, column = measure.partition(" ")
    if column and not column.isidentifier():
        return measure
    word = voice.plan.catalogue.codes["measure"].get(name)
    if word is None:
        return _column(voice, layer, measure)
    if not column:
        return word.say(voice.lang)
    if name == "date" and layer is not None:
        return f"{word.say(voice.lang)}: {voice.status(layer.name, column).title}"
    return f"{word.say(voice.lang)} {_column(voice, layer, column)}"


def _condition(voice: Voice, layer: Layer | None, condition: str) -> str:
    parts = _CONDITION.fullmatch(condition)
    if parts is None:
        return condition
    name, sign, values = parts.groups()
    told = [_value(voice, layer, name, value.strip()) for value in values.split("|")]
    joined = ", ".join(told)
    title = _column(voice, layer, name)
    return f"{title}: {joined}" if sign == "=" else f"{title} {_SIGNS.get(sign, sign)} {joined}"


def _value(voice: Voice, layer: Layer | None, column: str, value: str) -> str:
    if column == "status" and layer is not None:
        return voice.status(layer.name, value).title
    coded = voice.coded(column, value)
    return coded.title if coded else value


def _column(voice: Voice, layer: Layer | None, name: str) -> str:
    """Return the title of a stored or reckoned column, its name where the catalogue has none."""
    for column in layer.columns if layer else ():
        if column.name == name:
            return column.title.say(voice.lang)
    reckoned = voice.plan.catalogue.texts["report"].get(f"column_{name}")
    return reckoned.say(voice.lang) if reckoned else name
