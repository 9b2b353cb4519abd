"""The marks on the ground: fills, hatches, outlines and lines, few artists for many features."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from zoneplan.figures.design import widths
from zoneplan.figures.hatch import Hatching

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from zoneplan.catalogue import Style

EDGES: Mapping[str, Callable[[], dict[str, Any]]] = {
    "solid": lambda: {"linewidth": widths().solid},
    "thin": lambda: {"linewidth": widths().thin},
    "dashed": lambda: {"linewidth": widths().dashed, "linestyle": (0, (4, 2))},
}
"""How an outline is drawn that is so sure, in matplotlib's words."""
_LIGHT = 0.55


def draw_polygons(
    axes: Axes,
    shapes: NDArray[np.object_],
    edges: NDArray[np.object_],
    style: Style,
    *,
    label: str,
    enlarged: float = 1,
    light: bool = False,
    zorder: float = 3,
) -> None:
    """Draw polygons of one style: the fill, the hatch in its own colour, outlines by their line.

    `edges` tells for each polygon how sure its outline is (solid, thin, dashed, none).
    """
    fill = {"facecolor": style.fill, "edgecolor": "none", "alpha": _LIGHT if light else None}
    if style.fills:
        _patch(axes, outline_path(shapes), label=f"{label}-fill", zorder=zorder, **fill)
    if style.hatch.pattern != "none":
        axes.add_artist(
            Hatching(
                shapes, style.hatch, enlarged=enlarged, label=f"{label}-hatch", zorder=zorder + 0.1
            )
        )
    for line in EDGES:
        own = shapes[edges == line]
        if len(own):
            rings = shapely.get_rings(shapely.get_parts(own))
            draw_edges(
                axes, rings, line, style, label=label, enlarged=enlarged, zorder=zorder + 0.2
            )


def draw_edges(
    axes: Axes,
    edges: NDArray[np.object_],
    line: str,
    style: Style,
    *,
    label: str,
    enlarged: float,
    zorder: float,
) -> None:
    """Draw the edges of polygons by how sure they are (solid, thin, dashed)."""
    look = EDGES[line]()
    wide = {**look, "linewidth": look["linewidth"] * enlarged, "zorder": zorder}
    draw_lines(axes, edges, label=f"{label}-{line}", edgecolor=style.outline, **wide)


def draw_area(axes: Axes, shapes: NDArray[np.object_], **look: Any) -> None:  # noqa: ANN401
    """Draw polygons in one plain look of matplotlib's words."""
    if not shapely.is_missing(shapes).all():
        _patch(axes, outline_path(shapes), **look)


def draw_lines(axes: Axes, lines: NDArray[np.object_], **look: Any) -> None:  # noqa: ANN401
    """Draw lines in one plain look of matplotlib's words."""
    if len(lines):
        _patch(axes, _path(lines), fill=False, **look)


def outline_path(shapes: NDArray[np.object_]) -> Path:
    """Return all rings of polygons as one path."""
    return _path(shapely.get_rings(shapely.get_parts(shapes)))


def _path(lines: NDArray[np.object_]) -> Path:
    """Return lines as one path, rings closed."""
    points, owner = shapely.get_coordinates(lines, return_index=True)
    codes = np.full(len(points), Path.LINETO, dtype=Path.code_type)
    changes = np.flatnonzero(np.diff(owner, prepend=-1))
    codes[changes] = Path.MOVETO
    ends = np.append(changes[1:], len(points)) - 1
    rings = shapely.get_type_id(lines) == shapely.GeometryType.LINEARRING
    codes[ends[rings]] = Path.CLOSEPOLY
    return Path(points, codes)


def _patch(axes: Axes, path: Path, **look: Any) -> None:  # noqa: ANN401 - matplotlib's own options
    patch = PathPatch(path, **look)
    patch.set_snap(False)
    axes.add_artist(patch)
