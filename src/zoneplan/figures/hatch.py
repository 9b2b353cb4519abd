"""Hatches as lines cut to outlines: true to the catalogue's spacing at every size of paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from matplotlib.path import Path

if TYPE_CHECKING:
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
