"""Names on the map: text with a white halo, each at its free place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.textpath import text_to_path

from zoneplan.figures.design import sizes
from zoneplan.figures.faces import Face
from zoneplan.figures.labels import Placed, Wanted, fits, place
from zoneplan.figures.page import INK, QUIET
from zoneplan.figures.typeface import MM_PER_PT, font, line_mm, literal, width_mm, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import shapely

    from zoneplan.figures.page import Box, Page

_NAME_MM = 31.0
_HALO_PT = 2.2
_BASELINE = 0.36
_CLOSE = 6.0
_QUIETER = 0.9
_NUMBER = re.compile(r"\d+(?!.*\d)")


_Line = tuple[str, float, Face, str]


@dataclass(frozen=True, kw_only=True)
class Name:
    """A name to set on the map, and the shape on the page (in millimetres) that bears it.

    `covered` allows other names over the shape; `other` is the name in the second language in
    quiet lines under it, `mark` what a last one adds. A name
    with a `short` form stands close by and off other shapes, else that form stands for it.
    """

    lines: tuple[str, ...]
    shape: shapely.Geometry
    size: float = field(default_factory=lambda: sizes().name)
    face: Face = "regular"
    colour: str = INK
    inside: bool = False
    must: bool = True
    digits: bool = False
    covered: bool = False
    other: tuple[str, ...] = ()
    mark: str = ""
    short: str = ""

    @property
    def wanted(self) -> Wanted:
        """The place that it needs."""
        widest = max(width_mm(line, size, face) for line, size, face, _ in self.written)
        return Wanted(
            width=widest + (0.2 if self.digits else 0.8),
            # Digits have neither marks above nor tails below.
            height=self.size * MM_PER_PT * 0.78
            if self.digits
            else sum(line_mm(size) for _, size, _, _ in self.written),
            shape=self.shape,
            inside=self.inside,
            must=self.must,
            loose=self.digits,
            spills=self.covered,
            limit=_CLOSE if self.short else np.inf,
        )

    @property
    def written(self) -> list[_Line]:
        """Each line with its size, face and colour."""
        lines = [(line, self.size, self.face, self.colour) for line in self.lines]
        small = quiet_size(self.size)
        lines += [(line, small, "regular", QUIET) for line in self.other]
        return [*lines, (self.mark, small, "oblique", QUIET)] if self.mark else lines


def quiet_size(size: float) -> float:
    """Return the size of the quiet lines under a name."""
    return min(sizes().mark, _QUIETER * size)


def broken(
    text: str, *, size: float, face: Face = "regular", within: float = _NAME_MM
) -> tuple[str, ...]:
    """Return a name in the fewest lines within some millimetres, of about one length."""
    full = width_mm(literal(text), size, face)
    rows = len(wrapped(text, size, within, face))
    widths = np.linspace(full / rows, within, 12)
    tried = (wrapped(text, size, float(width), face) for width in widths)
    return tuple(next((lines for lines in tried if len(lines) == rows), ())) or (literal(text),)


def fitted(
    text: str, shape: shapely.Geometry, *, size: float, face: Face = "regular"
) -> tuple[str, ...]:
    """Return a name in the lines with which it stands within its shape, else as `broken` has it."""
    usual = broken(text, size=size, face=face)
    widest_word = max(width_mm(word, size, face) for word in literal(text).split() or [""])
    narrower = [wrapped(text, size, share * _NAME_MM, face) for share in (1.0, 0.75, 0.6, 0.45)]
    for lines in (usual, *(tuple(rows) for rows in narrower)):
        name = Name(lines=lines, shape=shape, size=size, face=face, inside=True)
        if max(width_mm(line, size, face) for line in lines) >= widest_word and fits(name.wanted):
            return lines
    return usual


def number_in(name: str) -> str:
    """Return the last number in a name, the name itself where it has none."""
    found = _NUMBER.search(name)
    return found.group() if found else name


def set_names(
    page: Page, names: Sequence[Name], *, frame: Box, taken: Iterable[Box]
) -> list[Placed | None]:
    """Return where each name was set; None where one that may be left out found no place."""
    covers = np.array([*(name.shape for name in names if not name.covered), None], dtype=object)
    within, used = frame.inset(1), list(taken)
    wanted = [name.wanted for name in names]
    places = place(wanted, frame=within, taken=used, covers=covers[:-1])
    used += [spot.box for spot in places if spot is not None]
    left = [
        at
        for at, (name, spot) in enumerate(zip(names, places, strict=True))
        if not spot and name.short
    ]
    shorter = {
        at: replace(names[at], lines=(names[at].short,), short="", other=(), mark="", must=False)
        for at in left
    }
    again = [name.wanted for name in shorter.values()]
    for at, spot in zip(
        left, place(again, frame=within, taken=used, covers=covers[:-1]), strict=True
    ):
        places[at] = spot
    set_as = [shorter.get(at, name) for at, name in enumerate(names)]
    found = [(name, spot) for name, spot in zip(set_as, places, strict=True) if spot is not None]
    for _, spot in found:
        if spot.leader:
            page.line(spot.leader, width=1.6, colour="white")
            page.line(spot.leader, width=0.5, colour=INK)
    _halo(page, found)
    for position, (name, spot) in enumerate(found):
        x = (spot.box.left + spot.box.right) / 2
        for (line, size, face, colour), y in _baselines(name, spot):
            page.write(
                x,
                y,
                [line],
                size=size,
                face=face,
                colour=colour,
                horizontalalignment="center",
                verticalalignment="baseline",
                label=f"name-{position}",
            )
    return places


def _halo(page: Page, found: Sequence[tuple[Name, Placed]]) -> None:
    """Draw one white edge round all names, as outlines, so that the names stay text in an SVG."""
    outlines = []
    for name, spot in found:
        for (line, size, face, _), y in _baselines(name, spot):
            if not line.strip():
                continue
            points, codes = text_to_path.get_text_path(font(face, size), line, ismath=False)
            unit = size / text_to_path.FONT_SCALE * MM_PER_PT
            x = (spot.box.left + spot.box.right - width_mm(line, size, face)) / 2
            outlines.append(Path(np.asarray(points) * unit + (x, y), codes))
    if outlines:
        look: dict[str, Any] = {"edgecolor": "white", "joinstyle": "round", "clip_on": False}
        halo = Path.make_compound_path(*outlines)
        page.put(
            PathPatch(
                halo, facecolor="white", linewidth=_HALO_PT * page.enlarged, label="halo", **look
            )
        )


def _baselines(name: Name, spot: Placed) -> list[tuple[_Line, float]]:
    written = name.written
    steps = [line_mm(size) for _, size, _, _ in written]
    top = (spot.box.top + spot.box.bottom + sum(steps)) / 2
    return [
        (line, top - sum(steps[:at]) - steps[at] / 2 - _BASELINE * line[1] * MM_PER_PT)
        for at, line in enumerate(written)
    ]
