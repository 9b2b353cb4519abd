"""The pages of one sheet: heading, map, tables in columns, notes, page number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from zoneplan.figures.atlas.entry import Block
from zoneplan.figures.atlas.flow import balanced, draw_column, items_of, pour
from zoneplan.figures.design import sizes
from zoneplan.figures.framed import draw_framed
from zoneplan.figures.furniture import draw_heading, draw_notes
from zoneplan.figures.page import Box, new_page
from zoneplan.language import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.figure import Figure

    from zoneplan.figures.atlas.entry import Entry
    from zoneplan.figures.atlas.flow import Item
    from zoneplan.figures.atlas.sitemap import Ground
    from zoneplan.figures.framed import Framed
    from zoneplan.figures.page import Page
    from zoneplan.figures.paper import Paper

_GAP_MM = 6.0
_COLUMNS = 2
_Columns = list[tuple[Box, list["Item"]]]


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """One page before it has its number: its heading, its map, its rows in their columns.

    `layer` is the one whose freshness is told at the foot, that of all layers if None.
    """

    title: Text
    subtitle: str
    layer: str | None
    columns: _Columns
    framed: Framed | None = None


class Desk:
    """Where pages are laid out and drawn, on one paper."""

    def __init__(self, ground: Ground, paper: Paper) -> None:
        self.ground, self._paper = ground, paper
        self._blank = new_page(paper.width_mm, paper.height_mm).scratch()
        self._feet: dict[str | None, float] = {}

    def leaves(self, entries: Sequence[Entry]) -> list[Leaf]:
        """Return the pages of a sheet of one feature, or of two side by side."""
        leaf = self._opening(entries)
        whole = self._free(leaf)
        codes = [entry.code for entry in entries]
        framed = self.ground.map_of(self._blank, whole, entries[0].layer, codes)
        below = whole
        if framed is not None:
            below = replace(whole, top=framed.furniture.bottom - _GAP_MM / 2)
        blocks = [self._blocks(entry, alone=len(entries) == 1) for entry in entries]
        pour_all = self._alone if len(entries) == 1 else self._abreast
        first, *rest = [*pour_all(blocks, below, leaf)] or [[]]
        later = self._continued(leaf)
        return [
            replace(leaf, framed=framed, columns=first),
            *(replace(later, columns=columns) for columns in rest),
        ]

    def across(self, title: Text, subtitle: str, blocks: Sequence[Block]) -> list[Leaf]:
        """Return pages of tables as wide as the page."""
        leaf = Leaf(title=title, subtitle=subtitle, layer=None, columns=[])
        later = self._continued(leaf)
        first, rest = self._free(leaf), self._free(later)
        parts = pour(items_of(blocks, first.width), [first.height], rest.height)
        return [
            replace(leaf, columns=[(first, parts[0])]),
            *(replace(later, columns=[(rest, part)]) for part in parts[1:]),
        ]

    def drawn(self, leaf: Leaf, *, number: int, count: int) -> Figure:
        """Return a page with its number of how many."""
        page = new_page(self._paper.width_mm, self._paper.height_mm)
        plan, voice = self.ground.plan, self.ground.voice
        draw_heading(page, plan, voice, title=leaf.title, subtitle=leaf.subtitle)
        self._draw_notes(page, leaf.layer)
        if leaf.framed is not None:
            draw_framed(page, leaf.framed, voice)
        for box, items in leaf.columns:
            draw_column(page, box, items)
        look: dict[str, Any] = {"horizontalalignment": "right"}
        at = page.inner.right, page.inner.bottom - 0.4
        page.write(*at, [f"{number}/{count}"], size=sizes().heading, label="page", **look)
        return page.figure

    def _opening(self, entries: Sequence[Entry]) -> Leaf:
        """Return the first page of a sheet, with its heading only."""
        layer = entries[0].layer
        title = " · ".join(entry.name for entry in entries)
        item = self.ground.voice.say(layer.item) or self.ground.voice.say(layer.title)
        statuses = dict.fromkeys(entry.status for entry in entries if entry.status)
        codes = ", ".join(entry.code for entry in entries)
        return Leaf(
            title=Text(title, title),
            subtitle=" · ".join([codes, item, *statuses]),
            layer=layer.name,
            columns=[],
        )

    def _continued(self, leaf: Leaf) -> Leaf:
        text = self.ground.plan.catalogue.texts["atlas"]["continued"]
        return replace(leaf, subtitle=f"{leaf.subtitle} · {self.ground.voice.say(text)}")

    def _draw_notes(self, page: Page, layer: str | None) -> float:
        layers = None if layer is None else {layer}
        return draw_notes(page, self.ground.plan, self.ground.voice, layers=layers)

    def _free(self, leaf: Leaf) -> Box:
        """Return what heading and notes leave of a page."""
        page = self._blank
        plan, voice = self.ground.plan, self.ground.voice
        head = draw_heading(page, plan, voice, title=leaf.title, subtitle=leaf.subtitle)
        if leaf.layer not in self._feet:
            self._feet[leaf.layer] = self._draw_notes(page, leaf.layer)
        return replace(page.inner, bottom=self._feet[leaf.layer] + 2, top=head - 3)

    def _blocks(self, entry: Entry, *, alone: bool) -> list[Block]:
        text, voice = self.ground.plan.catalogue.texts["atlas"], self.ground.voice
        blocks = list(entry.blocks)
        if not alone and blocks:
            blocks[0] = replace(blocks[0], title=f"{entry.name} ({entry.code})")
        if not entry.has_outline:
            without = Block(title=voice.say(text["map"]), note=voice.say(text["no_map"]))
            blocks.insert(0, without)
        return blocks

    def _alone(
        self, blocks: Sequence[Sequence[Block]], first: Box, leaf: Leaf
    ) -> Iterator[_Columns]:
        """Yield page by page the tables of one feature, in two columns, the last ones level."""
        items = items_of(blocks[0], _halves(first)[0].width)
        box, rest = first, self._free(self._continued(leaf))
        while items:
            own = [box.height] * _COLUMNS
            parts = balanced(items, box.height) or pour(items, own, rest.height)
            yield list(zip(_halves(box), parts, strict=False))
            items = [item for part in parts[_COLUMNS:] for item in part if not item.again]
            box = rest

    def _abreast(
        self, blocks: Sequence[Sequence[Block]], first: Box, leaf: Leaf
    ) -> Iterator[_Columns]:
        """Yield page by page the tables of two features side by side, a column for each."""
        rest = self._free(self._continued(leaf))
        halves = _halves(first), _halves(rest)
        streams = [
            pour(items_of(each, halves[0][0].width), [first.height], rest.height) for each in blocks
        ]
        for at in range(max(len(stream) for stream in streams)):
            parts = [stream[at] if at < len(stream) else [] for stream in streams]
            yield list(zip(halves[min(at, 1)], parts, strict=True))


def _halves(box: Box) -> list[Box]:
    middle = (box.left + box.right) / 2
    return [
        replace(box, right=middle - _GAP_MM / 2),
        replace(box, left=middle + _GAP_MM / 2),
    ]
