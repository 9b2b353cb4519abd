"""Targets and progress in lines: what was aimed at, what came, and each year's end."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from zoneplan.language import Text, day, is_date, number, stated
from zoneplan.report.json import records
from zoneplan.report.text import Lines, closing_notes, headings

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from zoneplan.language import Lang
    from zoneplan.plan import Plan
    from zoneplan.report.json import Row

_NONE = "–"
_TARGETS = ("code", "aim", "due", "outcome", "counted_by", "now", "source")
_ALIKE = (
    *("status", "count", "observed", "inferred"),
    *("stated_area_ha", "without_area", "declared_quay_m", "without_quay"),
)
_PROGRESS = ("layer", "year", "status", "count", "area", "quay", "observed", "inferred")


def target_lines(plan: Plan, table: pd.DataFrame, lang: Lang) -> Lines:
    """Return each aim and expectation with its due date, what came of it, and by which event."""
    text = plan.catalogue.texts["common"]
    nothing = () if len(table) else (text["no_targets"].say(lang),)
    return Lines(
        headings=headings(plan.catalogue, _TARGETS, lang),
        rows=tuple(_target(plan, row, lang) for row in records(table)),
        notes=(*nothing, *closing_notes(plan, lang)),
    )


def progress_lines(plan: Plan, table: pd.DataFrame, lang: Lang) -> Lines:
    """Return count, hectares and metres of quay by status at the end of each year.

    Years in which nothing changed stand together, a status that no feature has is left out.
    """
    rows = [
        (title, _span(first, last, whole, lang), *_state(plan, row, lang))
        for layer, own in groupby(records(table), key=lambda row: row["layer"])
        for title, whole in [(plan.catalogue.layers[layer].title.say(lang), list(own))]
        for first, last, state in runs(whole)
        for row in state
    ]
    return Lines(
        headings=headings(plan.catalogue, _PROGRESS, lang),
        rows=tuple(rows),
        figures=(3, 4, 5, 6, 7),
        notes=(plan.catalogue.text("common", "never_backwards", lang), *closing_notes(plan, lang)),
    )


def _target(plan: Plan, row: Row, lang: Lang) -> tuple[str, ...]:
    layer = row["layer"]
    aim = row["status"] if layer is None else _status(plan, layer, row["status"], lang)
    kind = plan.catalogue.code_title("target_kind", str(row["kind"]), lang)
    return (
        row["code"] or _NONE,
        f"{kind}: {aim}" if row["kind"] else str(aim),
        _day(row["due"], lang) if row["due"] else _say(plan, "no_date_given", lang),
        outcome(plan, row, lang),
        counted(plan, row, lang),
        now(plan, row, lang),
        row["source"] or _NONE,
    )


def outcome(plan: Plan, row: Row, lang: Lang) -> str:
    """Return what came of a target, and by how much earlier or later."""
    verdict = plan.catalogue.code_title("target_verdict", row["verdict"], lang)
    if not row["later_by"] or row["verdict"] not in {"met_early", "met_late", "overdue"}:
        return verdict
    count = plan.catalogue.text("common", f"{row['later_unit']}_count", lang)
    unit = plan.catalogue.code_title("date_precision", row["later_unit"], lang)
    compared = f"{_say(plan, 'at_precision', lang)} {unit}"
    return f"{verdict} {count.format(number(abs(row['later_by']), lang))} ({compared})"


def counted(plan: Plan, row: Row, lang: Lang) -> str:
    """Return which event is counted as the fulfilment: status, date, source and what it was."""
    if row["event_date"] is None:
        return _NONE
    status = _status(plan, row["layer"], row["status"], lang)
    told = f"{status} {_dated(plan, row['event_kind'], row['event_date'], lang)}"
    if row["event_basis"] == "inferred":
        told += f" ({_say(plan, 'inferred', lang)})"
    note = Text.stored(row["event_note"] or "").say(lang)
    parts = [told, row["event_source"], note]
    return "; ".join(part for part in parts if part)


def now(plan: Plan, row: Row, lang: Lang) -> str:
    """Return the newest known status of a target's feature."""
    if row["now_date"] is None:
        return _say(plan, "status_unknown", lang) if row["layer"] else _NONE
    status = _status(plan, row["layer"], row["now_status"], lang)
    return f"{status} {_dated(plan, row['now_kind'], row['now_date'], lang)}"


def runs(rows: list[Row]) -> Iterator[tuple[Row, Row, list[Row]]]:
    """Yield runs of years in which every figure is the same: first and last row, and its state.

    `rows` are one layer's, by year; a status that no feature has is left out of the state.
    """
    years = [list(own) for _, own in groupby(rows, key=lambda row: row["year"])]
    for _, run in groupby(years, key=lambda own: [[row[name] for name in _ALIKE] for row in own]):
        same = list(run)
        yield same[0][0], same[-1][0], [row for row in same[-1] if row["count"]]


def _span(first: Row, last: Row, whole: list[Row], lang: Lang) -> str:
    span = str(first["year"])
    if last["year"] != first["year"]:
        span += f"–{last['year']}"
    at_end = last["on"] if last["year"] == whole[-1]["year"] else None
    return f"{span} ({day(at_end, lang)})" if at_end and not at_end.endswith("-12-31") else span


def _state(plan: Plan, row: Row, lang: Lang) -> tuple[str, ...]:
    return (
        _status(plan, row["layer"], row["status"], lang),
        number(row["count"], lang),
        _known(row["stated_area_ha"], row["without_area"], row["count"], lang),
        _known(row["declared_quay_m"], row["without_quay"], row["count"], lang),
        number(row["observed"], lang),
        number(row["inferred"], lang),
    )


def _known(value: float | None, lacking: int, count: int, lang: Lang) -> str:
    """Return a sum, ≥ where some of its features have no figure; a dash where none has."""
    if value is None or lacking == count:
        return _NONE
    return f"≥ {stated(value, lang)}" if lacking else stated(value, lang)


def _status(plan: Plan, layer: str, status: str | None, lang: Lang) -> str:
    return plan.catalogue.status_title(layer, status, lang)


def _dated(plan: Plan, kind: str | None, iso: str, lang: Lang) -> str:
    precision = {4: "year", 7: "month"}.get(len(iso), "day")
    return plan.catalogue.dated(kind, iso, precision, lang) if is_date(iso) else iso


def _say(plan: Plan, key: str, lang: Lang) -> str:
    return plan.catalogue.text("common", key, lang)


def _day(iso: str, lang: Lang) -> str:
    return day(iso, lang) if is_date(iso) else iso
