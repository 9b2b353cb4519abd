"""Outlines vaguer than 2 mm on paper: a soft edge as wide as the doubt, or only a symbol."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from zoneplan.catalogue import Hatch, Style
from zoneplan.figures.marks import draw_area, draw_polygons
from zoneplan.figures.page import INK

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from zoneplan.figures.page import Box, Page
    from zoneplan.figures.view import View

_MOST_ON_PAPER_M = 0.002
_STEP_MM = 0.6
_MOST_STEPS = 24
_DEPTH = 0.3
_SYMBOL_MM = 2.4
_NO_HATCH = Hatch(pattern="none", spacing=0, colour=INK)


def is_vague(features: pd.DataFrame, scale: float) -> NDArray[np.bool_]:
    """Tell of which features the outline may be more than 2 mm off on paper at a scale."""
    uncertainty = features["uncertainty_m"].to_numpy(dtype=float)
    return np.asarray(np.nan_to_num(uncertainty) > _MOST_ON_PAPER_M * scale)


def draw_soft_edges(
    axes: Axes,
    shapes: NDArray[np.object_],
    widths: NDArray[np.float64],
    style: Style,
    *,
    label: str,
    unit: float,
    zorder: float,
) -> None:
    """Draw edges that fade outwards over a width for each polygon, in the units of the axes.

    `unit` is how many of these are one millimetre.
    """
    on_paper = float(widths.max()) / unit
    steps = int(np.clip(np.ceil(on_paper / _STEP_MM), 4, _MOST_STEPS))
    look: dict[str, Any] = {"facecolor": style.outline, "edgecolor": "none"}
    whole = shapely.union_all(shapes)
    for step in range(steps, 0, -1):
        rings = shapely.buffer(shapes, widths * step / steps, quad_segs=6)
        around = shapely.difference(shapely.union_all(rings), whole)
        alpha = _DEPTH * 2 / steps * (1 - step / (steps + 1))
        draw_area(
            axes, _polygons(around), label=f"{label}-soft", zorder=zorder, alpha=alpha, **look
        )


def symbols(shapes: NDArray[np.object_], view: View) -> NDArray[np.object_]:
    """Return the round symbols that stand for polygons of the ground, in its metres."""
    discs: NDArray[np.object_] = shapely.buffer(
        shapely.point_on_surface(shapes), _SYMBOL_MM * view.unit, quad_segs=12
    )
    return discs


def _polygons(shape: shapely.Geometry) -> NDArray[np.object_]:
    parts = shapely.get_parts(np.array([shape], dtype=object))
    found = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
    return np.array([*shapely.orient_polygons(found), None], dtype=object)[:-1]


def draw_soft_swatch(page: Page, box: Box, *, strict: bool) -> None:
    """Draw what a vague outline looks like into a row of the legend, in grey."""
    x, y = (box.left + box.right) / 2, (box.bottom + box.top) / 2
    style = Style(name="vague", fill="#FFFFFF", outline=INK, hatch=_NO_HATCH, on_legal=_NO_HATCH)
    shape = shapely.box(x - 2.4, y - 0.9, x + 2.4, y + 0.9)
    if strict:
        shape = shapely.Point(x, y).buffer(1.7, quad_segs=12)
    shapes = np.array([shape], dtype=object)
    if not strict:
        draw_soft_edges(page.axes, shapes, np.array([1.3]), style, label="legend", unit=1, zorder=1)
    line = np.array(["thin" if strict else "dashed"], dtype=object)
    draw_polygons(page.axes, shapes, line, style, label="vague", enlarged=page.enlarged)
