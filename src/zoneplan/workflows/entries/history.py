"""The status history: dated events, then what was aimed at or expected, shown as such."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zoneplan.language import is_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zoneplan.figures.atlas import Block
    from zoneplan.workflows.entries.subject import Subject
    from zoneplan.workflows.entries.teller import Row


def history(subject: Subject) -> Block:
    """Return the history of a feature, each row at its date."""
    rows = [*_events(subject), *_inclusions(subject), *_aims(subject)]
    rows.sort(key=lambda row: row[0])
    empty = subject.teller.say("atlas", "no_history")
    return subject.block("history", (row[1:] for row in rows), empty=empty)


_Dated = tuple[str, str, str]


def _events(subject: Subject) -> Iterator[_Dated]:
    teller, layer = subject.teller, subject.layer.name
    for row in teller.events.get(subject.code, []):
        if row["layer"] == layer:
            basis = teller.coded("status_basis", row["basis"]) if row["basis"] else None
            words = teller.status(layer, row["status"])
            yield row["date"], _since(subject, row), subject.grounded(words, row, basis=basis)


def _since(subject: Subject, row: Row) -> str:
    if not is_date(row["date"]):
        return str(row["date"])
    catalogue = subject.teller.plan.catalogue
    grounds = row["date_kind"], row["date"], row["date_precision"]
    return subject.teller.voice.each(lambda lang: catalogue.dated(*grounds, lang))


def _inclusions(subject: Subject) -> Iterator[_Dated]:
    """Yield in which plans the feature was by the day."""
    teller, on = subject.teller, subject.teller.plan.as_of.isoformat()
    for row in teller.registers.get("plan_inclusion", {}).get(subject.code, []):
        date = row["as_of"] or ""
        if date <= on:
            words = f"{row['plan']}: {teller.coded('plan_inclusion', row['status'])}"
            yield date, teller.day(date) or "–", subject.grounded(words, row)


def _aims(subject: Subject) -> Iterator[_Dated]:
    """Yield what was aimed at or expected, and what came of it: never in the words of a fact."""
    teller, layer = subject.teller, subject.layer.name
    for row in teller.targets.get(subject.code, []):
        if row["layer"] == layer:
            kind = teller.coded("target_kind", row["kind"] or "expected")
            words = subject.grounded(f"{kind}: {teller.status(layer, row['status'])}", row)
            verdict = teller.coded("target_verdict", row["verdict"])
            due = row["due"] or ""
            shown = teller.day(due, row["due_precision"]) or "–"
            yield due or "9999", shown, f"{words} – {verdict}"
