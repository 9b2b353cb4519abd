"""A column of the page that is filled from the top: headings, rows with a swatch, figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import shapely
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from zoneplan.figures.design import sizes
from zoneplan.figures.marks import draw_polygons
from zoneplan.figures.page import QUIET, Box
from zoneplan.figures.typeface import line_mm, width_mm, wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from zoneplan.catalogue import Style
    from zoneplan.figures.page import Page

SWATCH_MM = (9.0, 4.4)
_TEXT_MM = 11.5
_GAP_MM = 1.0
_COUNT_MM = 21.0


class Key(NamedTuple):
    """Something that writes its rows into a column; `counts` if it bears figures."""

    draw: Callable[[Column], None]
    counts: bool = False


class Column:
    """A column of keys: `y` is where the next row begins, in mm of the page."""

    def __init__(self, page: Page, box: Box) -> None:
        self.page, self.box, self.y = page, box, box.top

    def captions(self, *, count: str, amount: str) -> None:
        """Write what the figures at the right are, above the next row."""
        size = sizes().note
        look: dict[str, Any] = {"size": size, "colour": QUIET, "horizontalalignment": "right"}
        for words, x in ((count, self.box.right - _COUNT_MM), (amount, self.box.right)):
            self.page.write(x, self.y + line_mm(size), [words], **look)

    def heading(self, *, title: str, figures: tuple[str, str] | None = None) -> None:
        """Write a heading with its count and amount."""
        self.y -= 1.6 if self.y < self.box.top else 0
        within, size = self.box.width - (26 if figures else 0), sizes().heading
        words = wrapped(title, size, within, "bold")
        self.page.write(
            self.box.left, self.y, words, size=size, face="bold", label="legend-heading"
        )
        if figures:
            self._figures(figures, self.y, bold=True)
        self.y -= line_mm(size) * len(words) + _GAP_MM

    def row(self, words: str, *, label: str, figures: tuple[str, str] | None = None) -> Box:
        """Write a row's words, its count and its amount; return where its swatch goes."""
        top, size = self.y, sizes().key
        taken = self._figures(figures, top) if figures else 0.0
        rows = wrapped(words, size, self.box.width - _TEXT_MM - taken - 1.5)
        self.page.write(self.box.left + _TEXT_MM, top, rows, size=size, label=label)
        width, height = SWATCH_MM
        self.y = top - max(line_mm(size) * len(rows), height if figures else 0) - _GAP_MM
        left, bottom = self.box.left, top - height + 0.4
        return Box(left=left, bottom=bottom, right=left + width, top=bottom + height)

    def swatch(
        self, box: Box, style: Style, *, line: str, label: str, ground: str | None = None
    ) -> None:
        """Draw a style as it is on the map or chart; with a ground it lets that shine through."""
        if ground is not None:
            corner = (box.left, box.bottom)
            self.page.put(Rectangle(corner, box.width, box.height, facecolor=ground, zorder=1))
        draw_polygons(
            self.page.axes,
            np.array([shapely.box(box.left, box.bottom, box.right, box.top)]),
            np.array([line], dtype=object),
            style,
            label=label,
            enlarged=self.page.enlarged,
            light=ground is not None,
        )

    def stroke(self, *, words: str, width: float, colour: str, dashes: object = "solid") -> None:
        """Write a row whose swatch is a line of a width in points."""
        top = self.y
        box = self.row(words, label="legend-line")
        y = top - line_mm(sizes().key) / 2
        line = Line2D([box.left, box.right], [y, y], color=colour)
        line.set(linewidth=width * self.page.enlarged, linestyle=dashes)
        self.page.put(line)

    def note(self, *, words: str) -> None:
        """Write a note across the column."""
        size = sizes().note
        rows = wrapped(words, size, self.box.width)
        self.page.write(self.box.left, self.y, rows, size=size, colour=QUIET, label="legend-note")
        self.y -= line_mm(size) * len(rows)

    def _figures(self, figures: tuple[str, str], top: float, *, bold: bool = False) -> float:
        """Write count and amount at the right; return the width that they take."""
        count, amount = figures
        size = sizes().key
        look: dict[str, Any] = {
            "size": size,
            "face": "bold" if bold else "regular",
            "horizontalalignment": "right",
            "label": "legend-figures",
        }
        self.page.write(self.box.right, top, [amount], **look)
        self.page.write(self.box.right - _COUNT_MM, top, [count], **look)
        return _COUNT_MM + width_mm(count, size, look["face"])


def draw_columns(
    page: Page, columns: Iterable[tuple[Box, Sequence[Key]]], *, count: str, amount: str
) -> None:
    """Draw keys, each into its column; over those with figures stands what the figures are."""
    for box, keys in columns:
        column = Column(page, box)
        if any(key.counts for key in keys):
            column.captions(count=count, amount=amount)
        for key in keys:
            key.draw(column)


def split_keys(
    page: Page, width: float, columns: int, keys: Sequence[Key], *, reserved: float = 0
) -> tuple[list[Sequence[Key]], float]:
    """Return keys in one column or in two of about one height, and that height in millimetres.

    `reserved` is what is to stay free under the last one.
    """
    column = Column(page.scratch(), Box(left=0, bottom=0, right=width, top=0))
    ends = [0.0]
    for key in keys:
        key.draw(column)
        ends.append(-column.y)
    if columns == 1:
        return [keys], ends[-1] + reserved
    height, at = min((max(end, ends[-1] - end + reserved), at) for at, end in enumerate(ends))
    return [keys[:at], keys[at:]], height
