"""The summary page: what changed since a moment, on one printed A4 page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from zoneplan.webmap.sheet import sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zoneplan.language import Lang, Text
    from zoneplan.plan import Plan


class Section(Protocol):
    """A titled table in finished words; `figures` names the columns aligned to the right."""

    @property
    def title(self) -> Text:
        """Return the title."""

    @property
    def headings(self) -> Sequence[Text]:
        """Return the headings of the columns."""

    @property
    def rows(self) -> Sequence[Sequence[Text]]:
        """Return the rows, a text for each column."""

    @property
    def figures(self) -> Sequence[int]:
        """Return which columns are aligned to the right."""

    @property
    def more(self) -> Text | None:
        """Return how many rows were left out, None where none was."""


class Summary(Protocol):
    """What changed between two moments, in finished words."""

    @property
    def title(self) -> Text:
        """Return the title."""

    @property
    def since(self) -> Text:
        """Return the name of the first moment."""

    @property
    def until(self) -> Text:
        """Return the name of the second moment."""

    @property
    def notice(self) -> Text:
        """Return how far the outlines may be trusted."""

    @property
    def sections(self) -> Sequence[Section]:
        """Return the tables."""

    @property
    def notes(self) -> Sequence[Text]:
        """Return what stands below."""


def summary_page(plan: Plan, told: Summary, *, lang: Lang) -> str:
    """Return a summary as one HTML text that asks for nothing and prints on one A4 page.

    It opens in `lang`. The same input gives the same text.
    """
    return sheet(
        "summary.html",
        plan,
        lang=lang,
        title=told.title,
        since=told.since,
        until=told.until,
        notices=(told.notice,),
        sections=told.sections,
        notes=told.notes,
    )
