"""An atlas put together: an index with page numbers, then its sheets, with bookmarks."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from zoneplan.figures.atlas.book import Book
from zoneplan.figures.atlas.entry import Block
from zoneplan.figures.atlas.leaf import Desk
from zoneplan.figures.atlas.sitemap import Ground
from zoneplan.figures.content import groups_of
from zoneplan.figures.design import using
from zoneplan.figures.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import BinaryIO

    from zoneplan.catalogue import Layer
    from zoneplan.figures.atlas.entry import Entry
    from zoneplan.figures.atlas.leaf import Leaf
    from zoneplan.figures.atlas.sheets import Sheet
    from zoneplan.figures.design import Design
    from zoneplan.figures.paper import Paper
    from zoneplan.figures.voice import Tongue
    from zoneplan.language import Text
    from zoneplan.plan import Plan, Tables

_WIDTHS = (0.13, 0.43, 0.36, 0.08)


@dataclass(frozen=True, kw_only=True)
class _Chapter:
    """A sheet as the index names it: its rows, and how many pages it takes."""

    sheet: Sheet
    rows: tuple[tuple[str, ...], ...]
    title: str
    pages: int


def bind(
    stream: BinaryIO,
    plan: Plan,
    tables: Tables,
    sheets: Sequence[Sheet],
    entry_of: Callable[[Layer, int], Entry],
    *,
    lang: Tongue = "vi",
    paper: Paper,
    strict: bool = False,
    design: Design | None = None,
    progress: Callable[[int, int], object] | None = None,
) -> int:
    """Write the atlas as a PDF to a stream; return how many pages it has.

    `entry_of` gives what is told of a feature, by its layer and its place in the layer's frame;
    each is asked for twice, and only one sheet is held at a time. `progress` is called with how
    many pages of how many are written.
    """
    voice = Voice.of(lang)
    layers = [layer.name for layer in plan.features]
    ground = Ground(
        plan=plan, groups=groups_of(plan, tables, voice, layers=layers), voice=voice, strict=strict
    )
    with using(design):
        binder = _Binder(Desk(ground, paper), entry_of)
        return _bound(Book(stream, plan), binder, sheets, progress)


def _bound(
    book: Book,
    binder: _Binder,
    sheets: Sequence[Sheet],
    progress: Callable[[int, int], object] | None,
) -> int:
    chapters = [binder.chapter(sheet) for sheet in sheets]
    front = len(binder.index(chapters, first=0))
    count = front + sum(chapter.pages for chapter in chapters)
    for number, (mark, under, leaf) in enumerate(binder.leaves(chapters, front), start=1):
        book.put(binder.desk.drawn(leaf, number=number, count=count))
        if mark:
            book.mark(mark, under=under)
        if progress is not None:
            progress(number, count)
    book.close()
    return count


class _Binder:
    def __init__(self, desk: Desk, entry_of: Callable[[Layer, int], Entry]) -> None:
        self.desk, self._entry_of = desk, entry_of

    def chapter(self, sheet: Sheet) -> _Chapter:
        """Return how the index names a sheet."""
        entries = self._entries(sheet)
        without = self._say(self.desk.ground.plan.catalogue.texts["atlas"]["without_outline"])
        rows = tuple(
            (
                entry.code,
                entry.name,
                " · ".join(
                    part for part in (entry.status, "" if entry.has_outline else without) if part
                ),
            )
            for entry in entries
        )
        title = " · ".join(f"{entry.name} ({entry.code})" for entry in entries)
        return _Chapter(sheet=sheet, rows=rows, title=title, pages=len(self.desk.leaves(entries)))

    def leaves(
        self, chapters: Sequence[_Chapter], front: int
    ) -> Iterator[tuple[str | None, str | None, Leaf]]:
        """Yield each page in its order, with the bookmark that leads to it and the one above."""
        title = self._title()
        for at, leaf in enumerate(self.index(chapters, first=front + 1)):
            yield (title if at == 0 else None), None, leaf
        for chapter in chapters:
            layer = self._say(chapter.sheet.layer.title)
            for at, leaf in enumerate(self.desk.leaves(self._entries(chapter.sheet))):
                yield (chapter.title if at == 0 else None), layer, leaf

    def index(self, chapters: Sequence[_Chapter], *, first: int) -> list[Leaf]:
        """Return the pages of the index, when the first sheet is on a page of that number."""
        plan = self.desk.ground.plan
        text = plan.catalogue.texts["atlas"]
        headings = tuple(
            self._say(plan.catalogue.texts["common"][key])
            for key in ("heading_code", "heading_name", "heading_status")
        )
        blocks, number = [], first
        for layer, held in groupby(chapters, key=lambda chapter: chapter.sheet.layer.name):
            rows: list[tuple[str, ...]] = []
            for chapter in held:
                rows += [(*row, str(number)) for row in chapter.rows]
                number += chapter.pages
            blocks.append(
                Block(
                    title=self._say(plan.catalogue.layers[layer].title),
                    headings=(*headings, self._say(text["page"])),
                    widths=_WIDTHS,
                    rows=tuple(rows),
                    figures=frozenset({3}),
                )
            )
        return self.desk.across(plan.settings.title, self._title(), blocks)

    def _say(self, text: Text) -> str:
        return self.desk.ground.voice.say(text)

    def _title(self) -> str:
        return self._say(self.desk.ground.plan.catalogue.texts["atlas"]["title"])

    def _entries(self, sheet: Sheet) -> list[Entry]:
        return [self._entry_of(sheet.layer, place) for place in sheet.places]
