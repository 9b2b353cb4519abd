"""One framed view: sea, land, rivers, grid, then the features in their styles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from matplotlib.patches import Rectangle

from zoneplan.figures.content import lines, polygons
from zoneplan.figures.marks import draw_area, draw_lines, draw_polygons
from zoneplan.figures.page import QUIET, ground_axes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from zoneplan.figures.content import Group
    from zoneplan.figures.page import Page
    from zoneplan.figures.view import View
    from zoneplan.plan import Plan

QUAY_WIDTH = 1.6
QUAY_COLOUR = "#1B2A2E"
_GRID = "#8FA3AD"
_LEAST_STEP_MM = 24.0


def draw_view(page: Page, plan: Plan, groups: Sequence[Group], view: View, *, label: str) -> None:
    """Draw the ground and the features of a view on axes of that label."""
    axes = ground_axes(page, view.box, view.ground, label)
    ground, box, wide = plan.catalogue.ground, view.ground, page.enlarged
    corner = (box.left, box.bottom)
    sides = (box.right - box.left, box.top - box.bottom)
    axes.add_artist(Rectangle(corner, *sides, facecolor=ground["sea"], label=f"{label}-sea"))
    for shapes in backdrop(plan, "MultiPolygon"):
        look: dict[str, Any] = {
            "facecolor": ground["land"],
            "edgecolor": ground["shore"],
            "zorder": 1.1,
        }
        draw_area(axes, polygons(shapes), linewidth=0.6 * wide, label=f"{label}-land", **look)
    for shapes in backdrop(plan, "LineString"):
        look = {"edgecolor": ground["river"], "zorder": 1.2, "capstyle": "round"}
        draw_lines(axes, lines(shapes), linewidth=1.5 * wide, label=f"{label}-rivers", **look)
    east, north = grid_of(view)
    grid = [shapely.LineString([(x, box.bottom), (x, box.top)]) for x in east]
    grid += [shapely.LineString([(box.left, y), (box.right, y)]) for y in north]
    look = {"edgecolor": _GRID, "alpha": 0.35, "zorder": 1.3}
    draw_lines(axes, np.array(grid, dtype=object), linewidth=0.4 * wide, **look)
    for position, group in enumerate(groups):
        if group.drawn.empty:
            continue
        draw_polygons(
            axes,
            group.drawn["shape"].to_numpy(),
            group.drawn["line"].to_numpy(),
            group.style,
            label=f"{label}-{group.layer.name}-{position}",
            enlarged=wide,
            light=group.light,
            zorder=2 if group.light else 3,
        )
    for shapes in line_layers(plan).values():
        look = {"edgecolor": QUAY_COLOUR, "zorder": 4, "capstyle": "butt"}
        draw_lines(axes, lines(shapes), linewidth=QUAY_WIDTH * wide, label=f"{label}-lines", **look)
    look = {"edgecolor": QUIET, "zorder": 5, "linewidth": 1.4 * wide}
    axes.add_artist(Rectangle(corner, *sides, fill=False, label=f"{label}-frame", **look))


def backdrop(plan: Plan, geometry: str) -> list[NDArray[np.object_]]:
    """Return the shapes of each backdrop layer of a kind of geometry."""
    return [
        np.asarray(plan.frame(layer.name).geometry.array, dtype=object)
        for layer in plan.catalogue.with_role("backdrop")
        if layer.geometry == geometry and layer.name in plan.layers
    ]


def line_layers(plan: Plan) -> dict[str, NDArray[np.object_]]:
    """Return the shapes of each layer of lines that belong to features, where there are any."""
    shapes = {
        layer.name: np.asarray(plan.frame(layer.name).geometry.array, dtype=object)
        for layer in plan.catalogue.with_role("line")
        if layer.name in plan.layers
    }
    return {name: held for name, held in shapes.items() if len(lines(held))}


def grid_of(view: View) -> tuple[list[float], list[float]]:
    """Return the round eastings and northings, in metres, of the grid lines of a view."""
    least = _LEAST_STEP_MM * view.unit
    power = 10 ** np.floor(np.log10(least))
    step = next(first * power for first in (1, 2, 5, 10) if first * power >= least)
    box = view.ground
    spans = ((box.left, box.right), (box.bottom, box.top))
    east, north = (
        [float(at * step) for at in range(int(-(-low // step)), int(high // step) + 1)]
        for low, high in spans
    )
    return east, north
