"""What the sheet of a feature tells, in finished words: what the register holds, no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zoneplan.figures.atlas import Entry
from zoneplan.workflows.entries.areas import areas
from zoneplan.workflows.entries.facts import facts
from zoneplan.workflows.entries.history import history
from zoneplan.workflows.entries.papers import papers
from zoneplan.workflows.entries.points import points
from zoneplan.workflows.entries.subject import Subject
from zoneplan.workflows.entries.teller import Teller

if TYPE_CHECKING:
    from zoneplan.catalogue import Layer

__all__ = ["Teller", "entry"]


def entry(teller: Teller, layer: Layer, place: int) -> Entry:
    """Return what is told of the feature at a place of a layer's frame."""
    subject = Subject(teller, layer, place)
    told = [facts(subject), areas(subject), history(subject), points(subject)]
    return Entry(
        layer=layer,
        code=subject.code,
        name=subject.name,
        status=subject.status,
        has_outline=subject.has_outline,
        blocks=(*told, *papers(subject)),
    )
