"""Axes for charts, in the typeface of the figures, and bars in the styles of the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from matplotlib.ticker import MaxNLocator

from zoneplan.figures.design import sizes, widths
from zoneplan.figures.marks import draw_polygons
from zoneplan.figures.page import INK, MM_PER_INCH, QUIET
from zoneplan.figures.typeface import font, literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.text import Text

    from zoneplan.catalogue import Style
    from zoneplan.figures.page import Box, Page
    from zoneplan.figures.voice import Voice

RULE = "#DDD9CF"
BAND = "#F3F0E8"
_DARK_FILL = 0.35


def chart_axes(page: Page, box: Box, label: str) -> Axes:
    """Return axes for a chart in a rectangle of the page."""
    whole = page.box
    part = (
        box.left / whole.width,
        box.bottom / whole.height,
        box.width / whole.width,
        box.height / whole.height,
    )
    axes = page.figure.add_axes(part)
    axes.set_label(label)
    axes.patch.set_visible(False)
    return axes


def axes_mm(axes: Axes) -> tuple[float, float]:
    """Return the width and height of axes on paper in millimetres."""
    figure = axes.get_figure(root=True)
    box = axes.get_position()
    width, height = figure.get_size_inches() if figure else (0.0, 0.0)
    return box.width * width * MM_PER_INCH, box.height * height * MM_PER_INCH


def lay_out(
    axes: Axes,
    *,
    across: tuple[float, float],
    most: float,
    names: Mapping[float, str],
    voice: Voice,
    enlarged: float = 1,
    whole_numbers: bool = False,
) -> None:
    """Give axes their limits, a quiet grid of round amounts, and names along the foot."""
    axes.set_xlim(*across)
    axes.set_ylim(0, most or 1)
    ticks = MaxNLocator(nbins=4, steps=[1, 2, 2.5, 5, 10], integer=whole_numbers)
    amounts = [float(at) for at in ticks.tick_values(0, most or 1) if 0 <= at <= (most or 1)]
    decimals = 0 if all(at == int(at) for at in amounts) else 1
    axes.set_yticks(amounts, [voice.number(at, decimals=decimals) for at in amounts])
    axes.set_xticks(list(names), [literal(name) for name in names.values()])
    for side in ("top", "left", "right"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set(color=QUIET, linewidth=widths().axis * enlarged, zorder=6)
    axes.grid(visible=True, axis="y", color=RULE, linewidth=widths().grid * enlarged, zorder=0)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, pad=1.6 * enlarged)
    for text in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        text.set(
            fontproperties=font("regular", sizes().note * enlarged),
            color=QUIET,
            parse_math=False,
        )


def draw_bars(
    axes: Axes,
    bars: Sequence[tuple[float, float, float, float]],
    style: Style,
    *,
    line: str,
    label: str,
    enlarged: float = 1,
) -> None:
    """Draw bars (left, foot, right, top in the units of the axes) in one style."""
    draw_polygons(
        axes,
        np.array([shapely.box(*bar) for bar in bars], dtype=object),
        np.array([line] * len(bars), dtype=object),
        style,
        label=label,
        enlarged=enlarged,
    )


def note_in_bar(
    axes: Axes, at: tuple[float, float], words: str, style: Style, *, enlarged: float = 1
) -> Text:
    """Return a short text written in the middle of a bar, on a patch of the bar's own fill."""
    dark = _lightness(style.fill) < _DARK_FILL
    ground: dict[str, Any] = {"facecolor": style.fill, "edgecolor": "none", "pad": 0.7 * enlarged}
    return axes.text(
        *at,
        literal(words),
        fontproperties=font("regular", sizes().note * enlarged),
        color="white" if dark else INK,
        horizontalalignment="center",
        verticalalignment="center_baseline",
        bbox=ground,
        parse_math=False,
        zorder=7,
        label="bar-figure",
    )


def _lightness(colour: str) -> float:
    """Return the relative luminance of a colour, 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return float(np.dot(np.power(parts, 2.2), (0.2126, 0.7152, 0.0722)))
