"""What lies between outlines of one legal type: ground that two hold, gaps that nobody holds.

A park inside an economic zone is expected; two parks on one piece of land are not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from zoneplan import measure
from zoneplan.checks.neighbours import pairs_across, pairs_apart, unshared_edges

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from zoneplan.plan import Plan

_ENDED = "ended"
"""The style of statuses after which a feature takes no more land: dropped, withdrawn, closed."""
_SLIVER_M = 1.0
_GAP_M = 1.0
_SHORTEST_GAP_M = 10.0
"""Two outlines that meet at a corner are near each other for a few metres beside it."""


@dataclass(frozen=True, kw_only=True)
class Overlap:
    """Two features of one legal type and the land that both outlines hold.

    `uncertainty_m` is that of both outlines together; `width_class` is `sliver`, `uncertain`
    or `wide`.
    """

    layer: str
    codes: tuple[str, str]
    shape: shapely.Geometry
    uncertainty_m: float
    width_class: str


@dataclass(frozen=True, kw_only=True)
class Gap:
    """Two outlines that all but touch, and the stretch of the first along which they do not.

    `explained` tells that the uncertainty of both outlines is greater than the gap is wide.
    """

    layer: str
    codes: tuple[str, str]
    shape: shapely.Geometry
    width_m: float
    explained: bool


@dataclass(frozen=True, kw_only=True)
class Between:
    """What lies between the outlines of a plan.

    `overlaps` are of any width, containment included; `gaps` are narrower than 1 m and run along
    two outlines for more than 10 m.
    """

    overlaps: tuple[Overlap, ...]
    gaps: tuple[Gap, ...]


def between(plan: Plan) -> Between:
    """Return what lies between the outlines of each legal type.

    Features whose status has ended are left out, and invalid outlines, which another rule finds.
    """
    overlaps: list[Overlap] = []
    gaps: list[Gap] = []
    for frame in _legal_types(plan):
        unshared = unshared_edges(_shapes(frame))
        overlaps += _overlaps(frame, unshared)
        gaps += _gaps(frame, unshared)
    return Between(overlaps=tuple(overlaps), gaps=tuple(gaps))


def _legal_types(plan: Plan) -> Iterator[gpd.GeoDataFrame]:
    """Find the usable outlines of each legal type: layer, code, uncertainty_m (0 if not stated)."""
    of_type: dict[str, list[gpd.GeoDataFrame]] = {}
    for layer in plan.features:
        if layer.legal_type is None:
            continue
        frame = plan.frame(layer.name)
        statuses = plan.catalogue.statuses_of(layer.name).values()
        ended = [status.code for status in statuses if status.style.name == _ENDED]
        shapes = _shapes(frame)
        usable = shapely.is_valid(shapes) & (shapely.area(shapes) > 0)
        if layer.has("status"):
            usable &= ~frame["status"].isin(ended).to_numpy()
        told = {"code": frame[layer.key], "uncertainty_m": measure.uncertainty_m(plan, frame)}
        own = gpd.GeoDataFrame(told, geometry=frame.geometry).loc[usable]
        of_type.setdefault(layer.legal_type, []).append(own.assign(layer=layer.name))
    for frames in of_type.values():
        yield gpd.GeoDataFrame(pd.concat(frames, ignore_index=True))


def _overlaps(frame: gpd.GeoDataFrame, unshared: NDArray[np.object_]) -> Iterator[Overlap]:
    shapes = _shapes(frame)
    first, second = pairs_across(shapes, unshared)
    common = shapely.intersection(shapes[first], shapes[second])
    doubts = frame["uncertainty_m"].to_numpy()
    doubt = doubts[first] + doubts[second]
    wide, certain, broad = (
        measure.wider_than(common, each) for each in (measure.NO_WIDTH_M, doubt, _SLIVER_M)
    )
    layers, codes = (frame[name].to_numpy(dtype=object) for name in ("layer", "code"))
    for at in np.flatnonzero(wide):
        one, other = first[at], second[at]
        yield Overlap(
            layer=layers[one],
            codes=(codes[one], codes[other]),
            shape=common[at],
            uncertainty_m=float(doubt[at]),
            width_class="uncertain" if not certain[at] else "wide" if broad[at] else "sliver",
        )


def _gaps(frame: gpd.GeoDataFrame, unshared: NDArray[np.object_]) -> Iterator[Gap]:
    shapes, doubts = _shapes(frame), frame["uncertainty_m"].to_numpy()
    first, second = pairs_apart(unshared, _GAP_M)
    near = shapely.intersection(unshared[first], _widened(shapes, second, _GAP_M))
    long = shapely.length(near) > _SHORTEST_GAP_M
    first, second, near = first[long], second[long], near[long]
    apart = shapely.difference(near, _widened(shapes, second, measure.NO_WIDTH_M))
    runs, pair = shapely.get_parts(shapely.line_merge(apart), return_index=True)
    long = np.flatnonzero(shapely.length(runs) > _SHORTEST_GAP_M)
    pair, at = np.unique(pair[long], return_index=True)
    runs, first, second = runs[long][at], first[pair], second[pair]
    middles = shapely.line_interpolate_point(runs, 0.5, normalized=True)
    across = shapely.shortest_line(middles, shapes[second])
    held, _ = shapely.STRtree(shapes).query(
        shapely.line_interpolate_point(across, 0.5, normalized=True), predicate="within"
    )
    layers, codes = (frame[name].to_numpy(dtype=object) for name in ("layer", "code"))
    for at in np.setdiff1d(np.arange(len(runs)), held):
        one, other = first[at], second[at]
        width = float(shapely.length(across[at]))
        yield Gap(
            layer=layers[one],
            codes=(codes[one], codes[other]),
            shape=runs[at],
            width_m=width,
            explained=bool(width <= doubts[one] + doubts[other]),
        )


def _widened(
    shapes: NDArray[np.object_], chosen: NDArray[np.intp], by_m: float
) -> NDArray[np.object_]:
    """Return the chosen outlines widened on all sides, each reckoned once."""
    each, place = np.unique(chosen, return_inverse=True)
    widened: NDArray[np.object_] = shapely.buffer(shapes[each], by_m)[place]
    return widened


def _shapes(frame: gpd.GeoDataFrame) -> NDArray[np.object_]:
    return np.asarray(frame.geometry.array, dtype=object)
