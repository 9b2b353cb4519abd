"""The fact box: names, code, status with its grounds, and every other column with a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zoneplan.change import is_empty
from zoneplan.language import is_date
from zoneplan.workflows.entries.areas import AREA_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zoneplan.figures.atlas import Block
    from zoneplan.workflows.entries.subject import Subject

_NAMES = ("name_vi", "name_en")


def facts(subject: Subject) -> Block:
    """Return the fact box of a feature."""
    return subject.block("facts", _rows(subject))


def _rows(subject: Subject) -> Iterator[tuple[str, str]]:
    teller, layer = subject.teller, subject.layer
    apart = {*_NAMES, layer.key, "status", *AREA_COLUMNS}
    for name in _NAMES:
        value = subject.state.get(name) or subject.row.get(name)
        if name in subject.columns and value:
            yield teller.voice.say(subject.columns[name].title), str(value)
    yield from _dated_names(subject)
    yield teller.say("common", "heading_code"), subject.code
    if layer.statuses:
        yield teller.say("common", "heading_status"), _status(subject)
    for name, column in subject.columns.items():
        value = subject.row.get(name)
        if name not in apart and not is_empty(value):
            yield subject.told(column, value)


def _dated_names(subject: Subject) -> Iterator[tuple[str, str]]:
    """Yield since when which name was in use, where there was more than one by the day."""
    teller, on = subject.teller, subject.teller.plan.as_of.isoformat()
    rows = [
        row
        for row in teller.registers.get("names", {}).get(subject.code, [])
        if is_date(row["from"] or "") and row["from"] <= on
    ]
    if len(rows) < 2:  # noqa: PLR2004 - the name itself is told already
        return
    label = f"{teller.say('common', 'heading_name')} {teller.say('common', 'since')}"
    for row in sorted(rows, key=lambda row: str(row["from"])):
        yield f"{label} {teller.day(row['from'])}", subject.grounded(str(row["name_vi"]), row)


def _status(subject: Subject) -> str:
    """Return the status with since when, or as seen when, and on what it rests."""
    state = subject.state
    if state.get("status") is None:
        return subject.status
    dated = subject.teller.voice.each(
        lambda lang: subject.teller.plan.catalogue.dated(
            state["date_kind"], state["date"], state["date_precision"], lang
        )
    )
    words = f"{subject.status}, {dated}" if is_date(state["date"] or "") else subject.status
    basis = subject.teller.coded("status_basis", state["basis"]) if state["basis"] else None
    return subject.grounded(words, state, basis=basis)
