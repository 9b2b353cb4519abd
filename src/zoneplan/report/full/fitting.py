"""How wide a table's columns are on paper: no word is cut, long texts get what is left."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from zoneplan.report.full.model import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zoneplan.language import Lang
    from zoneplan.report.full.model import Column, Section

PADDING_MM = 1.2
"""Left and right of a cell's text."""
_HEADING = 1.12
"""Headings are bold, though a little smaller than the text below them."""
_SPARE_MM = 2 * PADDING_MM + 0.8
"""Padding, and what a guess of a width may be short of."""
_MEASURED_ROWS = 500
_MM_PER_PT = 0.353
_LONGEST_WORD_MM = 26
_WIDEST_MM = 90
_SQUEEZED = 1.5
"""By how much all texts on one line may be wider than the room."""
_WORD = re.compile(r"[^\s-]+-?")
_EM = {
    **dict.fromkeys("iljtfI.,:;|'’!()[]/ ", 0.31),
    **dict.fromkeys("mwMW", 0.83),
    **dict.fromkeys("0123456789–", 0.5),
}
_UPPER, _OTHER, _BOLD = 0.72, 0.47, 1.08


def widths_mm(section: Section, lang: Lang, *, room_mm: float, size_pt: float) -> list[float]:
    """Return the widths of the columns on paper, in mm; together they fill the room.

    Each column gets its longest word first, what is left goes by what its texts would like.
    """
    least, wanted = _needs(section, lang, size_pt)
    if sum(least) >= room_mm:
        return [each * room_mm / sum(least) for each in least]
    if sum(wanted) <= room_mm:
        return [each * room_mm / sum(wanted) for each in wanted]
    share = (room_mm - sum(least)) / (sum(wanted) - sum(least))
    return [low + share * (high - low) for low, high in zip(least, wanted, strict=True)]


def is_wide(section: Section, lang: Lang, *, room_mm: float, size_pt: float) -> bool:
    """Tell whether a table would be squeezed in a room: words cut, or most texts broken often."""
    if section.pairs or not section.rows:
        return False
    least, wanted = _needs(section, lang, size_pt)
    return sum(least) > room_mm or sum(wanted) > _SQUEEZED * room_mm


def _needs(section: Section, lang: Lang, size_pt: float) -> tuple[list[float], list[float]]:
    """Return the width of each column's longest word, and that of its longest text, in mm."""
    least, wanted = [], []
    for at in section.below_titles():
        column = section.columns[at]
        texts = list(_texts(section, at, column, lang))
        heading = [text_mm(word, size_pt) * _HEADING for word in _WORD.findall(column.heading)]
        if column.figure:
            word = max([*heading, *(text_mm(text, size_pt) * _BOLD for text in texts)], default=0.0)
            text = word
        else:
            words = [text_mm(word, size_pt) for each in texts for word in _WORD.findall(each)]
            word = min(max([*heading, *words], default=0.0), _LONGEST_WORD_MM)
            text = min(max([text_mm(each, size_pt) for each in texts], default=0.0), _WIDEST_MM)
        least.append(word + _SPARE_MM)
        wanted.append(max(text, word) + _SPARE_MM)
    return least, wanted


def _texts(section: Section, at: int, column: Column, lang: Lang) -> Iterator[str]:
    lines: Sequence[tuple[object, ...]] = section.rows[:_MEASURED_ROWS]
    yield from (shown(line[at], column, lang) for line in lines)  # type: ignore[arg-type]
    if column.figure:
        yield from (shown(line[at], column, lang) for line in section.totals.values())


def text_mm(text: str, size_pt: float) -> float:
    """Return about how wide a text is set in a roman typeface."""
    return sum(map(_ems, text)) * size_pt * _MM_PER_PT


@cache
def _ems(letter: str) -> float:
    return _EM.get(letter) or (_UPPER if letter.isupper() else _OTHER)
