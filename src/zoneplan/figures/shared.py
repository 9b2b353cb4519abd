"""Boundaries that outlines share: two dashed lines one upon the other would read as a solid one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from zoneplan.figures.content import lines

if TYPE_CHECKING:
    from numpy.typing import NDArray

ALONG_MM = 0.35


def unshared(
    shapes: NDArray[np.object_], beneath: NDArray[np.object_], *, within: float
) -> NDArray[np.object_]:
    """Return the boundaries of polygons as lines, each stretch once.

    What runs within a distance of the boundary of a polygon beneath, or of one before, is left
    out.
    """
    drawn = shapely.union_all(shapely.boundary(beneath))
    found = []
    for edge in shapely.boundary(shapes):
        own = shapely.difference(edge, shapely.buffer(drawn, within, quad_segs=4))
        drawn = shapely.union(drawn, edge)
        found.append(own)
    return lines(shapely.line_merge(np.array([*found, None], dtype=object)))
