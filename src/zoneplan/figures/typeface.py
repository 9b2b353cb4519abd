"""The one typeface of a figure, and text made fit to be set in it."""

from __future__ import annotations

import unicodedata
from functools import cache
from math import fsum
from typing import TYPE_CHECKING

from matplotlib.font_manager import FontProperties, get_font
from matplotlib.ft2font import LoadFlags

from zoneplan.figures.design import in_use

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.ft2font import FT2Font

    from zoneplan.figures.faces import Face

MM_PER_PT = 25.4 / 72
LEADING = 1.32
"""Distance of lines in type sizes: Vietnamese capitals carry two marks."""

# Where a program heeds no embedded typeface, Verdana has DejaVu's widths.
_ELSE = ("Verdana", "sans-serif")
_NO_GLYPHS = "□?"


def font(face: Face, size_pt: float) -> FontProperties:
    """Return one face of the typeface at a size in points."""
    return FontProperties(
        family=(in_use().typeface.family, *_ELSE),
        fname=str(font_file(face)),
        size=size_pt,
        weight="bold" if face == "bold" else "normal",
        style="oblique" if face == "oblique" else "normal",
    )


def face_of(properties: FontProperties) -> Face:
    """Return which face a text is set in."""
    if properties.get_style() != "normal":
        return "oblique"
    return "bold" if properties.get_weight() == "bold" else "regular"


def literal(text: str) -> str:
    """Return a text of one line in which every character can be set, and stands in XML.

    Control characters become spaces; a letter that the typeface lacks becomes a hollow square.
    """
    known = _letters(font_file("regular"))
    unknown = next(sign for sign in _NO_GLYPHS if ord(sign) in known)
    spaced = (
        " " if unicodedata.category(letter) in {"Cc", "Zl", "Zp"} else letter for letter in text
    )
    return "".join(letter if ord(letter) in known else unknown for letter in spaced)


def width_mm(text: str, size_pt: float, face: Face = "regular") -> float:
    """Return the width of a line of text in millimetres."""
    file = font_file(face)
    return fsum(_advance(letter, file) for letter in text) * size_pt * MM_PER_PT


def line_mm(size_pt: float) -> float:
    """Return the distance of two lines of text in millimetres."""
    return size_pt * MM_PER_PT * LEADING


def wrapped(
    text: str, size_pt: float, within_mm: float, face: Face = "regular", *, most: int | None = None
) -> list[str]:
    """Return the text in lines no wider than a width in millimetres, broken between words.

    A single word that is too wide is cut; a text of more than `most` lines ends in an ellipsis.
    """
    lines: list[str] = []
    for word in literal(text).split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width_mm(joined, size_pt, face) <= within_mm:
            lines[-1] = joined
        else:
            lines += _cut(word, size_pt, within_mm, face)
    if most is not None and len(lines) > most:
        lines[most - 1 :] = [f"{lines[most - 1][:-2]}…"]
    return lines or [""]


def _cut(word: str, size_pt: float, within_mm: float, face: Face) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width_mm(pieces[-1] + letter, size_pt, face) > within_mm:
            pieces.append("")
        pieces[-1] += letter
    return pieces


@cache
def _letters(file: Path) -> frozenset[int]:
    return frozenset(_font(file).get_charmap())


@cache
def _advance(letter: str, file: Path) -> float:
    """Return the width of a letter in type sizes; to lay out whole lines would cost ten times."""
    measured = _font(file)
    measured.set_size(100, 72)
    return measured.load_char(ord(letter), flags=LoadFlags.NO_HINTING).linearHoriAdvance / 6553600


def _font(file: Path) -> FT2Font:
    return get_font(file)


def font_file(face: Face) -> Path:
    """Return the file of a face."""
    return in_use().typeface.file(face)
