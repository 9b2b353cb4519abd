"""Where the features stand: status on the day, progress by year, targets and what came of them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from zoneplan.language import at_precision, is_date
from zoneplan.report import progress
from zoneplan.report.full.model import MOST_DECIMALS, Day, Section
from zoneplan.report.full.voice import cited, dated, rounded, text
from zoneplan.report.json import records

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from zoneplan.report.full.model import Cell
    from zoneplan.report.full.voice import Voice
    from zoneplan.report.json import Row


def status_section(voice: Voice) -> Section:
    """Return each feature's status, since when or as reported when, and on what it rests."""
    column, table = voice.column, voice.tables.status
    rows = records(table)
    return Section(
        name="status",
        chapter=voice.say("chapter_standing"),
        title=voice.say("section_status"),
        columns=(
            column("layer", groups=True),
            column("code"),
            column("name"),
            column("status"),
            column("since"),
            column("date_kind", detail=True),
            column("date", detail=True),
            column("basis", "status_basis"),
            column("decision"),
            column("source"),
            column("note", detail=True),
        ),
        rows=tuple(
            (
                voice.layer(row["layer"]),
                text(row["code"]),
                text(row[f"name_{voice.lang}"]),
                voice.status(row["layer"], row["status"]),
                _since(voice, row),
                voice.coded("date_kind", row["date_kind"] or ("observed" if row["date"] else None)),
                _event_day(row),
                voice.coded("status_basis", row["basis"]),
                text(row["decision"]),
                text(row["source"]),
                voice.told(row["note"]),
            )
            for row in rows
        ),
        totals={},
        cites=cited(table["source"]),
    )


def progress_section(voice: Voice, table: pd.DataFrame) -> Section:
    """Return count, hectares and metres of quay by status; years without a change are one row."""
    column = voice.column
    return Section(
        name="progress",
        chapter=voice.say("chapter_standing"),
        title=voice.say("section_progress"),
        columns=(
            column("layer", groups=True),
            column("from_year"),
            column("to_year"),
            column("status"),
            column("count", figure=True),
            column("stated_area_ha", "area", figure=True),
            column("without_area", figure=True),
            column("declared_quay_m", "quay", figure=True),
            column("without_quay", figure=True),
            column("observed", figure=True),
            column("inferred", figure=True),
        ),
        rows=tuple(_runs(voice, table)),
        totals={},
        notes=(voice.say("never_backwards"),),
    )


def targets_section(voice: Voice, table: pd.DataFrame) -> Section:
    """Return each aim and expectation, what came of it, and by which event."""
    column, plan, lang = voice.column, voice.plan, voice.lang
    return Section(
        name="targets",
        chapter=voice.say("chapter_standing"),
        title=voice.say("section_targets"),
        columns=(
            column("code"),
            column("name"),
            column("kind", "target_kind"),
            column("status", "aim"),
            column("due"),
            column("verdict", detail=True),
            column("outcome"),
            column("event_date", "counted_on", detail=True),
            column("counted_by"),
            column("now"),
            column("source"),
            column("quote_vi", "quote", detail=True),
        ),
        rows=tuple(
            (
                text(row["code"]),
                voice.named(row["layer"], row["code"]),
                voice.coded("target_kind", row["kind"]),
                voice.status(row["layer"], row["status"]) if row["layer"] else text(row["status"]),
                dated(row["due"]),
                voice.coded("target_verdict", row["verdict"]),
                progress.outcome(plan, row, lang),
                dated(row["event_date"]),
                progress.counted(plan, row, lang),
                progress.now(plan, row, lang),
                text(row["source"]),
                text(row["quote_vi"]),
            )
            for row in records(table)
        ),
        totals={},
        notes=() if len(table) else (voice.say("no_targets"),),
        cites=cited(table["source"], table["event_source"], table["now_source"]),
    )


def _since(voice: Voice, row: Row) -> str | None:
    if not row["date"] or not is_date(row["date"]):
        return text(row["date"])
    grounds = row["date_kind"], row["date"], row["date_precision"]
    return voice.plan.catalogue.dated(*grounds, voice.lang)


def _event_day(row: Row) -> Day | None:
    return Day(at_precision(row["date"], row["date_precision"])) if row["date"] else None


def _runs(voice: Voice, table: pd.DataFrame) -> Iterator[tuple[Cell, ...]]:
    for layer, own in groupby(records(table), key=lambda row: row["layer"]):
        for first, last, state in progress.runs(list(own)):
            for row in state:
                figures = (
                    int(row["count"]),
                    _known(row, "stated_area_ha", "without_area"),
                    int(row["without_area"]) or None,
                    _known(row, "declared_quay_m", "without_quay"),
                    int(row["without_quay"]) or None,
                    int(row["observed"]),
                    int(row["inferred"]),
                )
                years = Day(str(first["year"])), Day(str(last["year"]))
                yield voice.layer(layer), *years, voice.status(layer, row["status"]), *figures


def _known(row: Row, figure: str, lacking: str) -> float | None:
    """Return a sum of the features whose figure is known; None where none is."""
    return None if row[lacking] == row["count"] else rounded(row[figure], MOST_DECIMALS)
