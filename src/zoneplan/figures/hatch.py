"""Hatches as lines cut to outlines: true to the catalogue's spacing at every size of paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform

from zoneplan.figures.design import widths

if TYPE_CHECKING:
    from matplotlib.backend_bases import RendererBase
    from numpy.typing import NDArray

    from zoneplan.catalogue import Hatch

_DEGREES: dict[str, tuple[int, ...]] = {
    "none": (),
    "dots": (0,),
    "slash": (45,),
    "backslash": (135,),
    "cross": (45, 135),
    "horizontal": (0,),
    "vertical": (90,),
    "grid": (0, 90),
}
_MOST_LINES = 2000
_LINE = 1
_PT_PER_MM = 72 / 25.4
_MM_PER_PX = 0.19
"""Print is read closer than a screen, so a hatch is finer than its CSS pixels (0.26 mm)."""


class Hatching(PathPatch):
    """The hatch of polygons given in the units of their axes.

    Its lines are reckoned when it is drawn, on the paper itself: so their distance and slope are
    the catalogue's whatever the axes show, metres of ground or hectares against years.
    """

    def __init__(
        self,
        shapes: NDArray[np.object_],
        hatch: Hatch,
        *,
        enlarged: float = 1,
        **more: Any,  # noqa: ANN401 - matplotlib's own options
    ) -> None:
        dots = hatch.pattern == "dots"
        look = {
            "fill": False,
            "edgecolor": hatch.colour,
            "linewidth": (2.2 if dots else 1) * widths().hatch * enlarged,
            "capstyle": "round" if dots else "butt",
        }
        super().__init__(Path(np.empty((0, 2))), **look, **more)
        self.set_snap(False)
        self.shapes, self.hatch = shapes, hatch
        self.spacing_pt = max(hatch.spacing, 1) * _MM_PER_PX * _PT_PER_MM * enlarged

    def draw(self, renderer: RendererBase) -> None:
        """Draw the lines or dots of the hatch."""
        if self.axes is None:
            return
        on_paper = shapely.transform(self.shapes, self.axes.transData.transform)
        spacing = float(renderer.points_to_pixels(self.spacing_pt))  # type: ignore[arg-type]
        path = hatch_path(on_paper, self.hatch, spacing)
        if path is not None:
            self.set_path(path)
            self.set_transform(IdentityTransform())
            super().draw(renderer)


def hatch_path(shapes: NDArray[np.object_], hatch: Hatch, spacing: float) -> Path | None:
    """Return all lines or dots of a hatch within polygons as one path; None where there are none.

    `spacing` is the distance of the lines in the units of the polygons. Lines of neighbours meet,
    for they are counted from the system's origin. A dot is a line of next to no length,
    to be drawn with round ends.
    """
    cut = [
        piece
        for degrees in _DEGREES[hatch.pattern]
        for shape in shapes
        for piece in [_lines_within(shape, degrees, spacing)]
        if len(piece)
    ]
    if not cut:
        return None
    ends = np.concatenate(cut)
    if hatch.pattern == "dots":
        ends = _dots(ends, spacing)
    codes = np.tile(np.array([Path.MOVETO, Path.LINETO], dtype=Path.code_type), len(ends))
    return Path(ends.reshape(-1, 2), codes) if len(ends) else None


def _lines_within(shape: shapely.Geometry, degrees: int, spacing: float) -> NDArray[np.float64]:
    """Return the pieces of parallel lines within a polygon: n × 2 ends × 2."""
    along = np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))])
    across = np.array([-along[1], along[0]])
    points = shapely.get_coordinates(shape)
    near, far = (points @ across).min() / spacing, (points @ across).max() / spacing
    start, end = (points @ along).min(), (points @ along).max()
    counted = np.arange(np.ceil(near), np.floor(far) + 1)[:_MOST_LINES]
    middle = counted[:, None] * spacing * across
    lines = shapely.linestrings(np.stack([middle + start * along, middle + end * along], axis=1))
    pieces = shapely.get_parts(shapely.get_parts(shapely.intersection(lines, shape)))
    pieces = pieces[(shapely.get_type_id(pieces) == _LINE) & (shapely.length(pieces) > 0)]
    ends = [shapely.get_coordinates(shapely.get_point(pieces, at)) for at in (0, -1)]
    return np.stack(ends, axis=1)


def _dots(ends: NDArray[np.float64], spacing: float) -> NDArray[np.float64]:
    """Return dots along horizontal lines, every other row shifted by half."""
    rows = []
    for (start, y), (end, _) in ends:
        shift = 0.5 * (round(y / spacing) % 2)
        counted = np.arange(np.ceil(start / spacing - shift), np.floor(end / spacing - shift) + 1)
        x = (counted + shift) * spacing
        rows.append(np.column_stack([x, np.full(len(x), y)]))
    dots = np.concatenate(rows)
    # Agg leaves out a line of no length at all.
    return np.stack([dots, dots + np.array([spacing / 50, 0])], axis=1)
