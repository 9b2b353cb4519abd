"""Rules on the land between two outlines of one legal type that all but touch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from zoneplan import measure
from zoneplan.checks.geometry import inside
from zoneplan.checks.neighbours import legal_types, pairs_apart
from zoneplan.checks.wording import figure
from zoneplan.finding import Place, check
from zoneplan.language import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    import geopandas as gpd

    from zoneplan.plan import Plan

_GAP_M = 1.0
_SHORTEST_GAP_M = 10.0
"""Two outlines that meet at a corner are near each other for a few metres beside it."""


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


def gaps(plan: Plan) -> tuple[Gap, ...]:
    """Return the gaps narrower than 1 m that run along two outlines for more than 10 m."""
    return tuple(found for frame in legal_types(plan) for found in _gaps_in(frame))


@check(
    "gap-between-outlines",
    "warning",
    vi="Hai ranh giới kề nhau dùng chung một cạnh, không hở một khe mảnh.",
    en="Two adjacent outlines share one edge, without a gap between them.",
    asks=gaps,
)
def gap_between_outlines(found: tuple[Gap, ...]) -> Iterator[Place]:
    """Find gaps narrower than 1 m that the uncertainty of the outlines does not explain."""
    for each in found:
        if not each.explained:
            yield _between(
                each,
                vi="Hãy bắt dính hai ranh giới vào cạnh chung.",
                en="Snap both outlines to one edge.",
            )


@check(
    "gap-within-uncertainty",
    "note",
    vi="Khe hẹp hơn sai số của hai ranh giới: nếu hai bên kề nhau, hãy vẽ chung một cạnh.",
    en="A gap narrower than both uncertainties: if the two adjoin, they are drawn with one edge.",
    asks=gaps,
)
def gap_within_uncertainty(found: tuple[Gap, ...]) -> Iterator[Place]:
    """Find gaps narrower than 1 m that the uncertainty of both outlines can explain."""
    for each in found:
        if each.explained:
            yield _between(
                each,
                vi="Khe này hẹp hơn sai số của hai ranh giới; nếu hai bên kề nhau, hãy bắt dính "
                "vào cạnh chung.",
                en="It is narrower than the uncertainty of both outlines; if they adjoin, snap "
                "them to one edge.",
            )


def _gaps_in(frame: gpd.GeoDataFrame) -> Iterator[Gap]:
    shapes, doubts = np.asarray(frame.geometry.array, dtype=object), frame["uncertainty_m"]
    first, second = pairs_apart(shapes, _GAP_M)
    edges = shapely.boundary(shapes[first])
    near = shapely.intersection(edges, shapely.buffer(shapes[second], _GAP_M))
    apart = shapely.difference(near, shapely.buffer(shapes[second], measure.NO_WIDTH_M))
    runs, pair = shapely.get_parts(shapely.line_merge(apart), return_index=True)
    long = np.flatnonzero(shapely.length(runs) > _SHORTEST_GAP_M)
    _, once = np.unique(pair[long], return_index=True)
    for at in long[once]:
        one, other = first[pair[at]], second[pair[at]]
        middle = shapely.line_interpolate_point(runs[at], 0.5, normalized=True)
        width = float(shapely.distance(middle, shapes[other]))
        yield Gap(
            layer=frame["layer"].iloc[one],
            codes=(frame["code"].iloc[one], frame["code"].iloc[other]),
            shape=runs[at],
            width_m=width,
            explained=bool(width <= doubts.iloc[one] + doubts.iloc[other]),
        )


def _between(each: Gap, *, vi: str, en: str) -> Place:
    one, other = each.codes
    width, length = figure(each.width_m, decimals=2), figure(shapely.length(each.shape))
    return Place(
        layer=each.layer,
        code=one,
        at=inside(each.shape),
        where=each.shape,
        message=Text(
            vi=f"{one} và {other} hở nhau một khe rộng {width.vi} m, dài {length.vi} m. {vi}",
            en=f"Between {one} and {other} is a gap {width.en} m wide and {length.en} m long. {en}",
        ),
    )
