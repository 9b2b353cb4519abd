"""Outlines beside each other within one legal type: which they are, and which pairs to look at.

A park inside an economic zone is expected; two parks on one piece of land are not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from zoneplan import measure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from zoneplan.plan import Plan

_ENDED = "ended"
"""The style of statuses after which a feature takes no more land: dropped, withdrawn, closed."""


def legal_types(plan: Plan) -> Iterator[gpd.GeoDataFrame]:
    """Find the usable outlines of each legal type: layer, code, uncertainty_m (0 if not stated)."""
    of_type: dict[str, list[gpd.GeoDataFrame]] = {}
    for layer in plan.features:
        if layer.legal_type is None:
            continue
        frame = plan.frame(layer.name)
        statuses = plan.catalogue.statuses_of(layer.name).values()
        ended = [status.code for status in statuses if status.style.name == _ENDED]
        shapes = np.asarray(frame.geometry.array, dtype=object)
        usable = shapely.is_valid(shapes) & (shapely.area(shapes) > 0)
        if layer.has("status"):
            usable &= ~frame["status"].isin(ended).to_numpy()
        told = {"code": frame[layer.key], "uncertainty_m": measure.uncertainty_m(plan, frame)}
        own = gpd.GeoDataFrame(told, geometry=frame.geometry).loc[usable]
        of_type.setdefault(layer.legal_type, []).append(own.assign(layer=layer.name))
    for frames in of_type.values():
        yield gpd.GeoDataFrame(pd.concat(frames, ignore_index=True))


def pairs_across(shapes: NDArray[np.object_]) -> NDArray[np.intp]:
    """Return the pairs of outlines, each once, whose edges a clean coverage would not hold."""
    faulty = np.flatnonzero(_has_parts(shapely.coverage_invalid_edges(shapes)))
    return _pairs(faulty, *shapely.STRtree(shapes).query(shapes[faulty]))


def pairs_apart(shapes: NDArray[np.object_], within_m: float) -> NDArray[np.intp]:
    """Return the pairs of outlines, each once, with edges near each other that do not touch."""
    plain, wide = (shapely.coverage_invalid_edges(shapes, gap_width=gap) for gap in (0, within_m))
    some = np.flatnonzero(_has_parts(wide))
    only_near = shapely.difference(wide[some], plain[some])
    there = _has_parts(only_near)
    tree = shapely.STRtree(shapes)
    found = tree.query(only_near[there], predicate="dwithin", distance=within_m)
    return _pairs(some[there], *found)


def _pairs(
    asked: NDArray[np.intp], at: NDArray[np.intp], other: NDArray[np.intp]
) -> NDArray[np.intp]:
    pairs = np.sort(np.column_stack([asked[at], other]), axis=1)
    return np.unique(pairs[pairs[:, 0] < pairs[:, 1]], axis=0).T


def _has_parts(shapes: NDArray[np.object_]) -> NDArray[np.bool_]:
    there: NDArray[np.bool_] = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    return there
