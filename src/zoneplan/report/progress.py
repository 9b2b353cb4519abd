"""Targets and progress in lines: what was aimed at, what came, and each year's end."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from zoneplan.language import day, is_date, number, stated
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
        (title, years, *row)
        for layer, own in groupby(records(table), key=lambda row: row["layer"])
        for title in [plan.catalogue.layers[layer].title.say(lang)]
        for years, state in _alike(plan, list(own), lang)
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
        _outcome(plan, row, lang),
        _counted(plan, row, lang),
        _now(plan, row, lang),
        row["source"] or _NONE,
    )


def _outcome(plan: Plan, row: Row, lang: Lang) -> str:
    verdict = plan.catalogue.code_title("target_verdict", row["verdict"], lang)
    if not row["later_by"] or row["verdict"] not in {"met_early", "met_late", "overdue"}:
        return verdict
    count = plan.catalogue.text("common", f"{row['later_unit']}_count", lang)
    unit = plan.catalogue.code_title("date_precision", row["later_unit"], lang)
    compared = f"{_say(plan, 'at_precision', lang)} {unit}"
    return f"{verdict} {count.format(number(abs(row['later_by']), lang))} ({compared})"


def _counted(plan: Plan, row: Row, lang: Lang) -> str:
    """Return which event is counted as the fulfilment: status, date, source and what it was."""
    if row["event_date"] is None:
        return _NONE
    status = _status(plan, row["layer"], row["status"], lang)
    told = f"{status} {_dated(plan, row['event_kind'], row['event_date'], lang)}"
    if row["event_basis"] == "inferred":
        told += f" ({_say(plan, 'inferred', lang)})"
    parts = [told, row["event_source"], row["event_note"]]
    return "; ".join(part for part in parts if part)


def _now(plan: Plan, row: Row, lang: Lang) -> str:
    if row["now_date"] is None:
        return _say(plan, "status_unknown", lang) if row["layer"] else _NONE
    status = _status(plan, row["layer"], row["now_status"], lang)
    return f"{status} {_dated(plan, row['now_kind'], row['now_date'], lang)}"


def _alike(plan: Plan, rows: list[Row], lang: Lang) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    """Yield runs of years in which every figure is the same, each with its lines."""
    states = [
        (year, [_state(plan, row, lang) for row in own if row["count"]])
        for year, own in groupby(rows, key=lambda row: row["year"])
    ]
    for state, run in groupby(states, key=lambda each: each[1]):
        years = [year for year, _ in run]
        span = f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0])
        at_end = rows[-1]["on"] if years[-1] == rows[-1]["year"] else None
        if at_end and not at_end.endswith("-12-31"):
            span += f" ({day(at_end, lang)})"
        yield span, state


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
