"""The typeface put into an SVG, so that its text looks the same on every machine and stays text."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO
from typing import TYPE_CHECKING

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from matplotlib.text import Text

from zoneplan.figures.faces import FACES
from zoneplan.figures.typeface import face_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from zoneplan.figures.faces import Face

_STYLE = '<style type="text/css">'
_UNSAFE = dict.fromkeys(map(ord, "'\\<>&{};\n"))
_CSS = {"regular": "normal", "bold": "normal", "oblique": "oblique"}


def with_typeface(svg: str, figure: Figure) -> str:
    """Return an SVG of a figure with the letters that it uses of each face of the typeface."""
    letters: dict[tuple[Face, str, str], set[str]] = {}
    for text in figure.findobj(Text):
        held = text.get_fontproperties()
        file = held.get_file()
        # The ticks of axes that are off are in no typeface of ours, and are not drawn.
        if file is None:
            continue
        key = face_of(held), held.get_family()[0], str(file)
        letters.setdefault(key, set()).update(text.get_text())
    rules = "".join(
        _rule(*key, letters=letters[key])
        for key in sorted(letters, key=lambda key: FACES.index(key[0]))
        if letters[key]
    )
    return svg.replace(_STYLE, _STYLE + rules, 1)


def _rule(face: Face, family: str, file: str, *, letters: set[str]) -> str:
    data = b64encode(_subset(file, letters)).decode()
    name = family.translate(_UNSAFE)
    weight = 700 if face == "bold" else 400
    return (
        f"@font-face{{font-family:'{name}';font-weight:{weight};font-style:{_CSS[face]};"
        f"src:url(data:font/woff;base64,{data}) format('woff')}}"
    )


def _subset(file: str, letters: set[str]) -> bytes:
    """Return a face with some letters only; its date stays that of the typeface."""
    options = Options(flavor="woff", notdef_outline=True, hinting=False)
    options.drop_tables += ["FFTM"]
    cutter = Subsetter(options)
    cutter.populate(text="".join(sorted(letters)))
    buffer = BytesIO()
    with TTFont(file, recalcTimestamp=False, lazy=True) as held:
        cutter.subset(held)
        held.flavor = "woff"
        held.save(buffer)
    return buffer.getvalue()
