"""The one typeface of all figures, and text made fit to be set in it.

DejaVu Sans comes with matplotlib and has every Vietnamese letter.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from math import fsum
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

import matplotlib as mpl
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.ft2font import LoadFlags

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

Face = Literal["regular", "bold", "oblique"]

MM_PER_PT = 25.4 / 72
LEADING = 1.32
"""Distance of lines in type sizes: Vietnamese capitals carry two marks."""

_FILES: dict[Face, str] = {
    "regular": "DejaVuSans.ttf",
    "bold": "DejaVuSans-Bold.ttf",
    "oblique": "DejaVuSans-Oblique.ttf",
}
FACES: tuple[Face, ...] = get_args(Face)
# Where a program heeds no embedded typeface, Verdana has DejaVu's widths.
FAMILIES = ("DejaVu Sans", "Verdana", "sans-serif")
_NO_GLYPH = "□"


def font(face: Face, size_pt: float) -> FontProperties:
    """Return one face of the typeface at a size in points."""
    return FontProperties(
        family=FAMILIES,
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
    known = _letters()
    spaced = (
        " " if unicodedata.category(letter) in {"Cc", "Zl", "Zp"} else letter for letter in text
    )
    return "".join(letter if ord(letter) in known else _NO_GLYPH for letter in spaced)


def width_mm(text: str, size_pt: float, face: Face = "regular") -> float:
    """Return the width of a line of text in millimetres."""
    return fsum(_advance(letter, face) for letter in text) * size_pt * MM_PER_PT


def line_mm(size_pt: float) -> float:
    """Return the distance of two lines of text in millimetres."""
    return size_pt * MM_PER_PT * LEADING


def wrapped(text: str, size_pt: float, within_mm: float, face: Face = "regular") -> list[str]:
    """Return the text in lines no wider than a width in millimetres, broken between words.

    A single word that is too wide is cut.
    """
    lines: list[str] = []
    for word in literal(text).split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width_mm(joined, size_pt, face) <= within_mm:
            lines[-1] = joined
        else:
            lines += _cut(word, size_pt, within_mm, face)
    return lines or [""]


def _cut(word: str, size_pt: float, within_mm: float, face: Face) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width_mm(pieces[-1] + letter, size_pt, face) > within_mm:
            pieces.append("")
        pieces[-1] += letter
    return pieces


@cache
def _letters() -> frozenset[int]:
    return frozenset(_font("regular").get_charmap())


@cache
def _advance(letter: str, face: Face) -> float:
    """Return the width of a letter in type sizes; to lay out whole lines would cost ten times."""
    measured = _font(face)
    measured.set_size(100, 72)
    return measured.load_char(ord(letter), flags=LoadFlags.NO_HINTING).linearHoriAdvance / 6553600


def _font(face: Face) -> FT2Font:
    return get_font(font_file(face))


def font_file(face: Face) -> Path:
    """Return the file of a face."""
    return Path(mpl.get_data_path(), "fonts", "ttf", _FILES[face])
