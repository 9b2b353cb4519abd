"""Tables that flow through columns and over pages: nothing is cut but a cell beyond all measure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

from zoneplan.figures.bars import RULE
from zoneplan.figures.design import sizes
from zoneplan.figures.page import INK, QUIET
from zoneplan.figures.typeface import line_mm, wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from zoneplan.figures.atlas.entry import Block
    from zoneplan.figures.page import Box, Page

_MOST_LINES = 12
_MOST_TITLE_LINES = 4
_BETWEEN_MM = 2.0
_ROW_MM = 0.9
_TITLE_MM = 3.2


@dataclass(frozen=True, kw_only=True)
class Item:
    """A row of a column: how high it is, and what writes it with its upper left corner at x, y.

    One that `leads` is never the last of a column: it goes with what follows it. `under` is the
    row of headings that stands above it, or the title where there is none, `again` where it is the
    first of a column.
    """

    height: float
    draw: Callable[[Page, float, float], None]
    leads: bool = False
    under: Item | None = None
    again: bool = False


def items_of(blocks: Sequence[Block], width: float) -> list[Item]:
    """Return the rows of tables in a column of a width in millimetres."""
    return [item for block in blocks for item in _block_items(block, width)]


def pour(items: Sequence[Item], first: Sequence[float], rest: float) -> list[list[Item]]:
    """Return rows column by column: the first columns as high as told, all others as the rest.

    A column that is too low for what comes next stays empty where a later one is higher.
    """
    heights = chain(first, repeat(rest))
    columns: list[list[Item]] = []
    room = 0.0
    for held in _together(items):
        headings, needed = _headings(held), _high(held)
        while needed > room:
            height = next(heights)
            room = height - _high(headings)
            columns.append([])
            if height >= rest:
                break
        if not columns[-1]:
            columns[-1] += headings
        columns[-1] += held
        room -= needed
    return columns


def balanced(items: Sequence[Item], height: float) -> list[list[Item]] | None:
    """Return rows in two columns of about one height, broken before a title if that is possible.

    None where two columns of that height have not enough room.
    """
    groups = _together(items)
    ends = [0.0]
    for held in groups:
        ends.append(ends[-1] + _high(held))
    heads = [*(_high(_headings(held)) for held in groups), 0.0]
    breaks = [at for at, held in enumerate(groups) if held[0].leads]
    for tried in ([*breaks, len(groups)], range(len(groups) + 1)):
        fit = [(max(heads[0] + ends[at], ends[-1] - ends[at] + heads[at]), -at) for at in tried]
        fit = [(longest, at) for longest, at in fit if longest <= height]
        if fit:
            at = -min(fit)[1]
            return [_column(groups[:at]), _column(groups[at:])]
    return None


def draw_column(page: Page, box: Box, items: Sequence[Item]) -> None:
    """Draw the rows of one column from its top."""
    y = box.top
    for item in items:
        item.draw(page, box.left, y)
        y -= item.height


def _headings(held: Sequence[Item]) -> list[Item]:
    """Return the headings that rows need when a column begins with them."""
    return [replace(item.under, again=True) for item in held[:1] if item.under is not None]


def _column(groups: Sequence[Sequence[Item]]) -> list[Item]:
    rows = [item for held in groups for item in held]
    return [*_headings(rows), *rows]


def _high(items: Iterable[Item]) -> float:
    return sum(item.height for item in items)


def _together(items: Sequence[Item]) -> list[list[Item]]:
    """Return rows with those that lead them."""
    groups: list[list[Item]] = []
    leading = False
    for item in items:
        if leading:
            groups[-1].append(item)
        else:
            groups.append([item])
        leading = item.leads
    return groups


def _block_items(block: Block, width: float) -> Iterator[Item]:
    lines = wrapped(block.title, sizes().heading, width, "bold", most=_MOST_TITLE_LINES)
    title = Item(
        height=_TITLE_MM + line_mm(sizes().heading) * len(lines) + 0.6,
        draw=partial(_draw_title, lines=lines, width=width),
        leads=bool(block.rows or block.note),
    )
    yield title
    if block.note:
        note = _lines(block.note, width)
        draw = partial(_draw_cells, cells=[(0.0, note, False)], width=width, colour=QUIET)
        yield Item(height=_height([note]), draw=draw, leads=bool(block.rows))
    heading = _row(block, block.headings, width, heading=True) if block.headings else None
    if heading is not None:
        yield heading
    for at, row in enumerate(block.rows):
        yield replace(_row(block, row, width), under=(heading or title) if at else None)


def _row(block: Block, row: tuple[str, ...], width: float, *, heading: bool = False) -> Item:
    lefts = [sum(block.widths[:at]) * width for at in range(len(row))]
    shares = [share * width - _BETWEEN_MM for share in block.widths if len(row) > 1]
    shares = shares or [width - _BETWEEN_MM]
    cells = [
        (left + (share if at in block.figures else 0), _lines(words, share), at in block.figures)
        for at, (words, left, share) in enumerate(zip(row, lefts, shares, strict=True))
    ]
    colours = QUIET if heading else INK
    labelled = not block.headings and len(row) > 1
    draw = partial(_draw_cells, cells=cells, width=width, colour=colours, labelled=labelled)
    return Item(height=_height([lines for _, lines, _ in cells]), draw=draw, leads=heading)


def _lines(words: str, width: float) -> list[str]:
    """Return a cell's lines; one of more than a dozen is cut short."""
    return wrapped(words, sizes().note, width, most=_MOST_LINES)


def _height(cells: Sequence[Sequence[str]]) -> float:
    return line_mm(sizes().note) * max(len(lines) for lines in cells) + 2 * _ROW_MM


def _draw_title(page: Page, x: float, y: float, *, lines: Sequence[str], width: float) -> None:
    page.write(x, y - _TITLE_MM, lines, size=sizes().heading, face="bold", label="block-title")
    foot = y - _TITLE_MM - line_mm(sizes().heading) * len(lines) - 0.6
    page.line([(x, foot), (x + width - _BETWEEN_MM, foot)], width=0.8, colour=INK)


def _draw_cells(
    page: Page,
    x: float,
    y: float,
    *,
    cells: Sequence[tuple[float, Sequence[str], bool]],
    width: float,
    colour: str,
    labelled: bool = False,
) -> None:
    for at, (left, lines, right) in enumerate(cells):
        look: dict[str, Any] = {"horizontalalignment": "right"} if right else {}
        ink = QUIET if labelled and at == 0 else colour
        page.write(
            x + left, y - _ROW_MM, lines, size=sizes().note, colour=ink, label="cell", **look
        )
    foot = y - _height([lines for _, lines, _ in cells])
    page.line([(x, foot), (x + width - _BETWEEN_MM, foot)], width=0.3, colour=RULE)
