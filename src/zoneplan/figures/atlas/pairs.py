"""Neighbouring berths, two to a sheet, in the order in which they lie along the quay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray


def pairs_of(outlines: gpd.GeoSeries) -> list[tuple[int, ...]]:
    """Return the places of features two by two, in the order along their common direction.

    The order begins at the end where the first rows lie. Two that lie farther apart than the
    longer of them is long are no neighbours: each has a sheet of its own. Features without an
    outline follow, alone, in the order of the rows.
    """
    shapes = np.asarray(outlines.array, dtype=object)
    known = np.flatnonzero(~shapely.is_missing(shapes) & ~shapely.is_empty(shapes))
    pairs: list[tuple[int, ...]] = []
    for place in (int(each) for each in known[_along(shapes[known])]):
        last = pairs[-1] if pairs else ()
        if len(last) == 1 and _are_neighbours(shapes[last[0]], shapes[place]):
            pairs[-1] = (*last, place)
        else:
            pairs.append((place,))
    lost = [(int(place),) for place in np.setdiff1d(np.arange(len(shapes)), known)]
    return [*pairs, *lost]


def _along(shapes: NDArray[np.object_]) -> NDArray[np.intp]:
    """Return the order of shapes along the direction in which they are spread most."""
    middles = shapely.get_coordinates(shapely.centroid(shapes))
    if len(middles) < 2:  # noqa: PLR2004 - of one there is no order
        return np.arange(len(middles))
    spread = middles - middles.mean(axis=0)
    direction = np.linalg.svd(spread, full_matrices=False)[2][0]
    stations = spread @ direction
    rising = float(np.dot(stations, np.arange(len(stations)) - (len(stations) - 1) / 2))
    return np.argsort(stations if rising >= 0 else -stations, kind="stable")


def _are_neighbours(one: shapely.Geometry, other: shapely.Geometry) -> bool:
    corners = shapely.bounds([one, other])
    longest = np.hypot(corners[:, 2] - corners[:, 0], corners[:, 3] - corners[:, 1]).max()
    return bool(shapely.distance(one, other) <= longest)
