"""A sheet of paper: axes over the whole page in millimetres, axes of the ground in metres."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import sqrt
from typing import TYPE_CHECKING, Any, cast

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text

from zoneplan.errors import OutputError
from zoneplan.figures.design import in_use, packaged, using
from zoneplan.figures.typeface import MM_PER_PT, font, line_mm, literal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

    from zoneplan.figures.design import Design
    from zoneplan.figures.faces import Face
    from zoneplan.figures.paper import Paper

A4_MM2 = 297 * 210
MM_PER_INCH = 25.4
INK = "#2B2B28"
QUIET = "#6B6860"
RED = "#B3261E"
_SMALLER = (1.0, 0.92, 0.85, 0.78, 0.72, 0.66, 0.6)
ASCENT = 1.0
"""From the top of a line to its baseline, in type sizes, with room for two marks."""


@dataclass(frozen=True, kw_only=True)
class Box:
    """A rectangle on the page, in its millimetres from the lower left."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """The width in millimetres."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """The height in millimetres."""
        return self.top - self.bottom

    def inset(self, by: float) -> Box:
        """Return the rectangle drawn in on each side by some millimetres."""
        return Box(
            left=self.left + by, bottom=self.bottom + by, right=self.right - by, top=self.top - by
        )

    def meets(self, other: Box) -> bool:
        """Tell whether two rectangles overlap."""
        across = self.left < other.right and other.left < self.right
        return across and self.bottom < other.top and other.bottom < self.top


@dataclass(frozen=True, kw_only=True)
class Page:
    """A sheet and its axes in millimetres.

    `enlarged` is 1 up to A4; on larger paper type, lines and hatch grow with it, and the
    millimetres of `box` are those of the sheet brought down to A4. It is below 1 where more is
    to be drawn than the paper has room for; `smaller` tells by how much.
    """

    figure: Figure
    axes: Axes
    box: Box
    enlarged: float
    smaller: float = 1.0

    @property
    def inner(self) -> Box:
        """What the margins leave of the sheet: smaller paper makes them smaller, type does not."""
        box, margin = self.box, in_use().margin_mm
        side = sqrt((box.right - box.left) * (box.top - box.bottom) / A4_MM2) * self.enlarged
        by = min(1.0, side) / self.smaller
        return Box(
            left=box.left + margin.left * by,
            bottom=box.bottom + margin.bottom * by,
            right=box.right - margin.right * by,
            top=box.top - margin.top * by,
        )

    def scratch(self) -> Page:
        """Return a sheet of the same size to measure on: what is put on it is gone."""
        return replace(self, axes=cast("Axes", _Nowhere()))

    def put(self, artist: Artist) -> Artist:
        """Return the artist, put on the page."""
        return self.axes.add_artist(artist)

    def write(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        *,
        size: float,
        face: Face = "regular",
        colour: str = INK,
        **more: Any,  # noqa: ANN401 - matplotlib's own options
    ) -> None:
        """Write lines of text below a point of the page; they stand as they are, never as math.

        With `verticalalignment` the point is matplotlib's anchor of a single line instead.
        """
        step = line_mm(size)
        first = y if "verticalalignment" in more else y - ASCENT * size * MM_PER_PT
        for at, line in enumerate(lines):
            text = Text(
                x,
                first - at * step,
                literal(line),
                fontproperties=font(face, size * self.enlarged),
                color=colour,
                parse_math=False,
                **{"verticalalignment": "baseline", "rotation_mode": "anchor", **more},
            )
            self.put(text)
            text.set_clip_on(False)

    def line(self, points: Sequence[tuple[float, float]], *, width: float, colour: str) -> None:
        """Draw a line through points of the page; its width is in points."""
        self.put(
            PathPatch(
                Path(list(points)),
                fill=False,
                edgecolor=colour,
                linewidth=width * self.enlarged,
                clip_on=False,
            )
        )


class _Nowhere:
    """Stands for the axes of a sheet that is only measured on; real ones cost as much as a map."""

    @staticmethod
    def add_artist(artist: Artist) -> Artist:
        return artist


class DoesNotFitError(OutputError):
    """What is to be drawn is too much for the page at this size of type."""

    def __init__(self) -> None:
        styled = in_use() != packaged()
        super().__init__(
            vi="Khổ giấy quá nhỏ cho nội dung của hình. Hãy chọn khổ lớn hơn bằng --size"
            f"{', hoặc giảm cỡ chữ hay lề trong --style' if styled else ''}.",
            en="The paper is too small for what the figure must tell. Choose a larger --size"
            f"{', or smaller type or margins in --style' if styled else ''}.",
        )


def fitted_page(
    paper: Paper, compose: Callable[[Page], None], *, design: Design | None = None
) -> Figure:
    """Return a sheet on which `compose` drew, in smaller type where the paper is too small for it.

    In the packaged design where none is given.

    `compose` raises `DoesNotFitError` to be called again with a page of smaller type; at the
    smallest that can be read, that error is raised on.
    """
    for smaller in _SMALLER:
        page = new_page(paper.width_mm, paper.height_mm, smaller=smaller)
        try:
            with using(design):
                compose(page)
        except DoesNotFitError:
            if smaller == _SMALLER[-1]:
                raise
        else:
            return page.figure
    raise AssertionError


def new_page(width_mm: float, height_mm: float, *, smaller: float = 1) -> Page:
    """Return an empty white sheet; `smaller` brings down type, lines and hatch."""
    enlarged = max(1.0, sqrt(width_mm * height_mm / A4_MM2)) * smaller
    figure = Figure(figsize=(width_mm / MM_PER_INCH, height_mm / MM_PER_INCH), facecolor="white")
    FigureCanvasAgg(figure)
    box = Box(left=0, bottom=0, right=width_mm / enlarged, top=height_mm / enlarged)
    axes = _bare_axes(figure, (0, 0, 1, 1), box)
    axes.set_label("page")
    axes.set_zorder(10)
    return Page(figure=figure, axes=axes, box=box, enlarged=enlarged, smaller=smaller)


def ground_axes(page: Page, box: Box, ground: Box, label: str) -> Axes:
    """Return axes in metres of the plan's system that show `ground` in a rectangle of the page."""
    whole = page.box
    part = (
        box.left / whole.width,
        box.bottom / whole.height,
        box.width / whole.width,
        box.height / whole.height,
    )
    axes = _bare_axes(page.figure, part, ground)
    axes.set_label(label)
    return axes


def _bare_axes(figure: Figure, part: tuple[float, float, float, float], limits: Box) -> Axes:
    axes = figure.add_axes(part)
    axes.set_axis_off()
    axes.set_xlim(limits.left, limits.right)
    axes.set_ylim(limits.bottom, limits.top)
    return axes
