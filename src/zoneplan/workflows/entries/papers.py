"""The decisions and sources that were named of a feature, as the registers have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zoneplan.language import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zoneplan.figures.atlas import Block
    from zoneplan.workflows.entries.subject import Subject
    from zoneplan.workflows.entries.teller import Row, Teller

_COLUMNS = {"decisions": ("authority", "about"), "sources": ("title", "publisher")}


def papers(subject: Subject) -> Iterator[Block]:
    """Yield a table of the decisions and one of the sources, where any is named."""
    for kind, columns in _COLUMNS.items():
        known = subject.teller.papers.get(kind, {})
        rows = [
            (name, _told(subject.teller, known.get(name), columns)) for name in subject.cited[kind]
        ]
        if rows:
            yield subject.block(kind, rows)


def _told(teller: Teller, row: Row | None, columns: tuple[str, ...]) -> str:
    if row is None:
        return teller.say("report", "not_in_register")
    day = teller.day(row["date"], row.get("date_precision"))
    told = [teller.voice.say(Text.stored(str(row[name] or ""))) for name in columns]
    return " · ".join(each for each in (*told, day) if each)
