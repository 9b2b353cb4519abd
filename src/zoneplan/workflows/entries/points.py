"""The corner points of an outline that is official or surveyed; of any other why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zoneplan.errors import OutputError
from zoneplan.figures.atlas import Block
from zoneplan.report.annex import annex_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zoneplan.language import Lang
    from zoneplan.report.annex import Annex
    from zoneplan.report.annex.content import Ring
    from zoneplan.workflows.entries.subject import Subject
    from zoneplan.workflows.entries.teller import Teller

_WIDTHS = (0.16, 0.29, 0.29, 0.26)
_ABOUT = slice(2, 4)
"""Of the titles of a coordinate table: the system, and which axis is which."""


def points(subject: Subject) -> Block:
    """Return the table of corner points, or the one line that says why there is none."""
    teller = subject.teller
    if not subject.has_outline:
        return subject.block("points", (), note=teller.say("atlas", "no_outline"))
    basis = subject.row.get("boundary_basis")
    known = teller.plan.catalogue.boundary_bases.get(str(basis))
    if known is None or known.is_schematic:
        return subject.block("points", (), note=_not_sure(teller, basis))
    try:
        annex = annex_of(teller.plan, subject.layer, subject.code, teller.voice.first)
    except OutputError as fault:
        return subject.block("points", (), note=teller.voice.say(fault.text))
    return _table(teller, annex)


def _not_sure(teller: Teller, basis: str | None) -> str:
    catalogue = teller.plan.catalogue

    def told(lang: Lang) -> str:
        title = catalogue.code_title("boundary_basis", basis, lang) if basis else "–"
        return catalogue.text("atlas", "not_sure", lang).format(title)

    return teller.voice.each(told)


def _table(teller: Teller, annex: Annex) -> Block:
    return Block(
        title=teller.say("atlas", "points"),
        headings=annex.headings,
        widths=_WIDTHS,
        figures=frozenset({1, 2, 3}),
        rows=tuple(row for ring in annex.rings for row in _rows(teller, ring)),
        note=" · ".join([*annex.titles[_ABOUT], *annex.totals]),
    )


def _rows(teller: Teller, ring: Ring) -> Iterator[tuple[str, ...]]:
    if ring.heading:
        yield (ring.heading,)
    for point in ring.points:
        figures = (point.x_m, point.y_m, point.edge_m)
        yield (
            point.name,
            *("" if each is None else teller.voice.number(each, decimals=2) for each in figures),
        )
