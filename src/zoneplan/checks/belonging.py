"""Rules on what belongs to what: features to the economic zone that they name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from zoneplan import measure
from zoneplan.checks.geometry import drawn, inside
from zoneplan.checks.wording import figure, listed
from zoneplan.finding import Place, check
from zoneplan.language import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from zoneplan.catalogue import Layer
    from zoneplan.plan import Plan

_ZONE_COLUMN, _ZONE_TYPE = "economic_zone", "economic_zone"
_TRUST = ("boundary_basis", "boundary_uncertainty_m")


@check(
    "zone-unknown",
    "warning",
    vi="Khu kinh tế mà đối tượng ghi phải có trong lớp khu kinh tế.",
    en="The economic zone that a feature names is in its layer.",
)
def zone_unknown(plan: Plan) -> Iterator[Place]:
    """Find features that name an economic zone which no layer holds."""
    zones = _zones(plan)
    for layer, frame in _members(plan):
        lost = frame.loc[frame[_ZONE_COLUMN].notna() & ~frame[_ZONE_COLUMN].isin(zones.index)]
        for code, zone in lost[[layer.key, _ZONE_COLUMN]].itertuples(index=False):
            yield Place(
                layer=layer.name,
                code=code,
                message=Text(
                    vi=f"{code} ghi khu kinh tế {zone!r}, không lớp nào có mã này. Hãy sửa mã hoặc "
                    "thêm khu kinh tế.",
                    en=f"{code} names the economic zone {zone!r}, which no layer holds. Correct "
                    "the code or add the zone.",
                ),
            )


@check(
    "zone-without-outline",
    "note",
    vi="Khu kinh tế chưa có ranh giới thì không xét được đối tượng có nằm trong đó không.",
    en="Whether a feature lies in a zone without an outline cannot be decided.",
)
def zone_without_outline(plan: Plan) -> Iterator[Place]:
    """Count, by layer, the features that name a zone whose outline is not known."""
    zones = _zones(plan)
    bare = zones.index[~drawn(zones)]
    for layer, frame in _members(plan):
        for zone in bare:
            codes = list(frame.loc[frame[_ZONE_COLUMN] == zone, layer.key])
            if codes:
                yield Place(
                    layer=layer.name,
                    message=Text(
                        vi=f"{zone} chưa có ranh giới, nên không kết luận được các đối tượng ghi "
                        f"thuộc {zone} có nằm trong đó không: {listed(codes)}. Hãy "
                        "nhập ranh giới khi có.",
                        en=f"{zone} has no outline, so it cannot be decided whether the features "
                        f"that name it lie in it: {listed(codes)}. Bring its outline "
                        "in when there is one.",
                    ),
                )


@dataclass(frozen=True, kw_only=True)
class Stray:
    """A feature that reaches beyond the zone that it names: how far, and with what of it.

    `share_pct` is of the feature's area; `doubt_m` the uncertainty of both outlines together.
    """

    layer: str
    code: str
    zone: str
    rest: shapely.Geometry
    reach_m: float
    share_pct: float
    doubt_m: float


def strays(plan: Plan) -> tuple[Stray, ...]:
    """Return the features that reach beyond the zone that they name, both having an outline."""
    zones = _zones(plan)
    return tuple(
        each for layer, frame in _members(plan) for each in _strays(plan, layer, frame, zones)
    )


def _strays(
    plan: Plan, layer: Layer, frame: gpd.GeoDataFrame, zones: gpd.GeoDataFrame
) -> Iterator[Stray]:
    named = frame.loc[frame[_ZONE_COLUMN].isin(zones.index)]
    homes = zones.loc[named[_ZONE_COLUMN]]
    shapes, around = _arrays(named), _arrays(homes)
    usable = shapely.is_valid(shapes) & shapely.is_valid(around) & ~shapely.is_empty(around)
    shapely.prepare(around)
    out = np.flatnonzero(usable & ~shapely.covers(around, shapes))
    rest = shapely.difference(shapes[out], around[out])
    one, other = (measure.uncertainty_m(plan, each)[out] for each in (named, homes))
    reach = _farthest(rest, around[out])
    shares = 100 * shapely.area(rest) / shapely.area(shapes[out])
    told = named[[layer.key, _ZONE_COLUMN]].to_numpy(dtype=object)[out]
    for at in np.flatnonzero(reach > measure.NO_WIDTH_M):
        code, zone = told[at]
        yield Stray(
            layer=layer.name,
            code=code,
            zone=zone,
            rest=rest[at],
            reach_m=float(reach[at]),
            share_pct=float(shares[at]),
            doubt_m=float(one[at] + other[at]),
        )


@check(
    "outside-its-zone",
    "warning",
    vi="Đối tượng phải nằm trong khu kinh tế mà nó ghi.",
    en="A feature lies in the economic zone that it names.",
    asks=strays,
)
def outside_its_zone(found: tuple[Stray, ...]) -> Iterator[Place]:
    """Find features that reach beyond their zone farther than both outlines are uncertain."""
    for each in found:
        if each.reach_m > each.doubt_m:
            yield _outside(
                each,
                vi="quá sai số của hai ranh giới. Hãy xem lại.",
                en="beyond the uncertainty of both outlines. Look at it again.",
            )


@check(
    "outside-its-zone-within-uncertainty",
    "note",
    vi="Phần nằm ngoài khu kinh tế ít hơn sai số của hai ranh giới thì chưa kết luận được.",
    en="What lies outside its zone by less than both uncertainties decides nothing.",
    asks=strays,
)
def outside_its_zone_within_uncertainty(found: tuple[Stray, ...]) -> Iterator[Place]:
    """Find features outside their zone by no more than both outlines are uncertain."""
    for each in found:
        if each.reach_m <= each.doubt_m:
            yield _outside(
                each,
                vi="trong sai số của hai ranh giới, nên chưa kết luận được. Cần ranh giới chính "
                "xác hơn.",
                en="within the uncertainty of both outlines, so it decides nothing. Better "
                "outlines are needed.",
            )


def _outside(each: Stray, *, vi: str, en: str) -> Place:
    far, share = figure(each.reach_m), figure(each.share_pct, decimals=1)
    return Place(
        layer=each.layer,
        code=each.code,
        at=inside(each.rest),
        where=each.rest,
        message=Text(
            vi=f"{each.code} ghi thuộc {each.zone} nhưng {share.vi} % nằm ngoài, xa tới "
            f"{far.vi} m, {vi}",
            en=f"{each.code} names {each.zone} but {share.en} % of it lies outside, up to "
            f"{far.en} m away, {en}",
        ),
    )


def _zones(plan: Plan) -> gpd.GeoDataFrame:
    """Return the economic zones of the plan, indexed by code."""
    frames = [
        plan.frame(layer.name).set_index(layer.key)[["geometry", *_TRUST]]
        for layer in plan.features
        if layer.legal_type == _ZONE_TYPE and all(map(layer.has, _TRUST))
    ]
    if not frames:
        nothing = pd.DataFrame({"boundary_uncertainty_m": pd.Series([], dtype=float)})
        return gpd.GeoDataFrame(nothing, geometry=gpd.GeoSeries([], crs=plan.settings.crs))
    zones = pd.concat(frames)
    return zones.loc[zones.index.notna() & ~zones.index.duplicated()]


def _members(plan: Plan) -> Iterator[tuple[Layer, gpd.GeoDataFrame]]:
    """Find the layers whose features name an economic zone; none where zones were left unread."""
    zones = [layer for layer in plan.features if layer.legal_type == _ZONE_TYPE]
    if not zones or any(plan.layers[layer.name].partial for layer in zones):
        return
    for layer in plan.features:
        if layer.has(_ZONE_COLUMN):
            yield layer, plan.frame(layer.name)


def _arrays(frame: gpd.GeoDataFrame) -> NDArray[np.object_]:
    return np.asarray(frame.geometry.array, dtype=object)


def _farthest(rests: NDArray[np.object_], zones: NDArray[np.object_]) -> NDArray[np.float64]:
    """Return how far the farthest vertex of each geometry is from its zone, in metres."""
    points, owner = shapely.get_coordinates(rests, return_index=True)
    reach = np.zeros(len(rests))
    np.maximum.at(reach, owner, shapely.distance(shapely.points(points), zones[owner]))
    return reach
