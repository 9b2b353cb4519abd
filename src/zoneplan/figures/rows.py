"""Charts of rows: a name, a bar or mark along one axis, figures in columns at the right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.ticker import MaxNLocator

from zoneplan.figures.bars import RULE, chart_axes
from zoneplan.figures.design import sizes, widths
from zoneplan.figures.page import INK, QUIET, Box, DoesNotFitError
from zoneplan.figures.typeface import font, line_mm, width_mm, wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matplotlib.axes import Axes

    from zoneplan.figures.page import Page
    from zoneplan.figures.voice import Voice

_HEAD_MM = 6.0
_FOOT_MM = 5.5
_BETWEEN_MM = 3.0
_LEAST_ROW_MM = 3.7
_MOST_ROW_MM = 7.5
_GAP_MM = 2.5
_LEAST_AXIS_MM = 30.0
_SMALLEST_WHOLE = 0.75
_TRIES = 9


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row: its name, the figures in its columns, and what is drawn of it.

    `draw` is called with the axes, the row's place on them, one unit high, and how much type and
    lines are enlarged.
    """

    name: str
    cells: tuple[str, ...]
    draw: Callable[[Axes, float, float], object]

    @property
    def lines(self) -> int:
        """How many lines its figures take."""
        return 1 + max(cell.count("\n") for cell in self.cells)


@dataclass(frozen=True, kw_only=True)
class Section:
    """Rows with one axis, which goes from 0 to `most`, and what the columns are, in lines."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[Row]
    most: float

    @property
    def head_mm(self) -> float:
        """How high the heading stands."""
        lines = max(column.count("\n") for column in self.columns)
        return _HEAD_MM + lines * line_mm(sizes().note)


def rows_that_fit(area: Box, sections: int) -> int:
    """Return how many rows a part of the page has room for in so many sections."""
    head = _HEAD_MM + line_mm(sizes().note)
    return int((area.height - sections * (head + _FOOT_MM + _BETWEEN_MM)) / _LEAST_ROW_MM)


def draw_sections(
    page: Page, area: Box, sections: Sequence[Section], voice: Voice, *, names_share: float = 0.3
) -> float:
    """Draw sections one under the other; return where they end, in mm.

    Raises `DoesNotFitError` where the page is too small.
    """
    count = sum(len(section.rows) for section in sections)
    heads = sum(section.head_mm for section in sections)
    free = area.height - heads - len(sections) * (_FOOT_MM + _BETWEEN_MM)
    step = min(free / max(count, 1), _MOST_ROW_MM)
    widths = _column_widths(sections)
    room = area.width - sum(widths) - _GAP_MM * (len(widths) + 1)
    lines = max(row.lines for section in sections for row in section.rows)
    if step < max(_LEAST_ROW_MM, lines * line_mm(sizes().note)) or room < _LEAST_AXIS_MM:
        raise DoesNotFitError
    names = _names_width(sections, names_share * area.width, room - _LEAST_AXIS_MM, step)
    if names > room - _LEAST_AXIS_MM:
        if page.smaller > _SMALLEST_WHOLE:
            raise DoesNotFitError
        names = room - _LEAST_AXIS_MM
    axis = room - names
    top = area.top
    for section in sections:
        low = top - section.head_mm - step * len(section.rows)
        box = Box(
            left=area.left + names,
            bottom=low,
            right=area.left + names + axis,
            top=top - section.head_mm,
        )
        _draw_section(page, section, box, left=area.left, widths=widths, voice=voice)
        top = low - _FOOT_MM - _BETWEEN_MM
    return top


def _names_width(sections: Sequence[Section], least: float, most: float, step: float) -> float:
    """Return the width in which every name stands in the lines that a row has room for.

    More than `most` where even that is not enough.
    """
    rows = max(1, int(step / line_mm(sizes().note)))
    names = [row.name for section in sections for row in section.rows]
    for width in np.linspace(least, max(least, most), _TRIES):
        if all(len(wrapped(name, sizes().note, width - _GAP_MM)) <= rows for name in names):
            return float(width)
    return np.inf


def _column_widths(sections: Sequence[Section]) -> list[float]:
    texts = [
        [section.columns[at], *(row.cells[at] for row in section.rows)]
        for section in sections
        for at in range(len(section.columns))
    ]
    count = len(sections[0].columns)
    return [
        max(
            width_mm(line, sizes().note)
            for column in texts[at::count]
            for text in column
            for line in text.split("\n")
        )
        + 0.5
        for at in range(count)
    ]


def _draw_section(
    page: Page, section: Section, box: Box, *, left: float, widths: Sequence[float], voice: Voice
) -> None:
    page.write(
        left,
        box.top + section.head_mm - 1.2,
        [section.title],
        size=sizes().heading,
        face="bold",
        label="section",
    )
    axes = chart_axes(page, box, f"rows-{section.title}")
    _lay_out(axes, section, voice, page.enlarged)
    step, size = box.height / len(section.rows), sizes().note
    rights = [box.right + sum(widths[: at + 1]) + _GAP_MM * (at + 1) for at in range(len(widths))]
    for words, right in zip(section.columns, rights, strict=True):
        lines, y = words.split("\n"), box.top + section.head_mm - 1.6
        look: dict[str, Any] = {"size": size, "colour": QUIET, "horizontalalignment": "right"}
        page.write(right, y, lines, **look)
    for at, row in enumerate(section.rows):
        row.draw(axes, at + 0.5, page.enlarged)
        y = box.top - (at + 0.5) * step
        room = Box(left=left, bottom=y - step / 2, right=box.left - _GAP_MM, top=y + step / 2)
        _write_name(page, row.name, room)
        for words, right in zip(row.cells, rights, strict=True):
            parts = words.split("\n")
            page.write(
                right,
                y + line_mm(size) * (len(parts) - 1) / 2,
                parts,
                size=size,
                horizontalalignment="right",
                verticalalignment="center_baseline",
                label="row-figure",
            )


def _write_name(page: Page, name: str, room: Box) -> None:
    """Write a name in the lines for which its row has room, cut short where it has not enough."""
    lines = wrapped(name, sizes().note, room.width)
    most = max(1, int(room.height / line_mm(sizes().note)))
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]}…"]
    top = (room.bottom + room.top + line_mm(sizes().note) * (len(lines) - 1)) / 2
    page.write(
        room.left,
        top,
        lines,
        size=sizes().note,
        verticalalignment="center_baseline",
        label="row-name",
    )


def _lay_out(axes: Axes, section: Section, voice: Voice, enlarged: float) -> None:
    axes.set_xlim(0, section.most or 1)
    axes.set_ylim(len(section.rows), 0)
    ticks = MaxNLocator(nbins=5, steps=[1, 2, 2.5, 5, 10]).tick_values(0, section.most or 1)
    shown = [float(at) for at in ticks if 0 <= at <= (section.most or 1)]
    decimals = 0 if all(at == int(at) for at in shown) else 1
    axes.set_xticks(shown, [voice.number(at, decimals=decimals) for at in shown])
    axes.set_yticks([])
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
    axes.spines["left"].set(color=INK, linewidth=widths().axis * enlarged)
    axes.grid(visible=True, axis="x", color=RULE, linewidth=widths().grid * enlarged)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, pad=1.6 * enlarged)
    for text in axes.get_xticklabels():
        text.set(
            fontproperties=font("regular", sizes().note * enlarged), color=QUIET, parse_math=False
        )
