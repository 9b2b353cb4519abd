"""The typeface put into an SVG, so that its text looks the same on every machine and stays text."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO
from typing import TYPE_CHECKING

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from matplotlib.text import Text

from zoneplan.figures.typeface import FACES, FAMILIES, face_of, font_file

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from zoneplan.figures.typeface import Face

_STYLE = '<style type="text/css">'
_CSS = {"regular": "normal", "bold": "normal", "oblique": "oblique"}


def with_typeface(svg: str, figure: Figure) -> str:
    """Return an SVG of a figure with the letters that it uses of each face of the typeface."""
    letters: dict[Face, set[str]] = {}
    for text in figure.findobj(Text):
        letters.setdefault(face_of(text.get_fontproperties()), set()).update(text.get_text())
    rules = "".join(_rule(face, letters[face]) for face in FACES if letters.get(face))
    return svg.replace(_STYLE, _STYLE + rules, 1)


def _rule(face: Face, letters: set[str]) -> str:
    data = b64encode(_subset(face, letters)).decode()
    weight = 700 if face == "bold" else 400
    return (
        f"@font-face{{font-family:'{FAMILIES[0]}';font-weight:{weight};font-style:{_CSS[face]};"
        f"src:url(data:font/woff;base64,{data}) format('woff')}}"
    )


def _subset(face: Face, letters: set[str]) -> bytes:
    """Return a face with some letters only; its date stays that of the typeface."""
    options = Options(flavor="woff", notdef_outline=True, hinting=False)
    options.drop_tables += ["FFTM"]
    held = TTFont(font_file(face), recalcTimestamp=False)
    cutter = Subsetter(options)
    cutter.populate(text="".join(sorted(letters)))
    cutter.subset(held)
    held.flavor = "woff"
    buffer = BytesIO()
    held.save(buffer)
    return buffer.getvalue()
