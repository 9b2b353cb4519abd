"""Rules on what belongs to what: parks to their economic zone, quay lines to berths in order."""

from __future__ import annotations

import re
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
_BERTH = "berth"
_TRUST = ("boundary_basis", "boundary_uncertainty_m")
_NUMBERED = re.compile(r"(.*?)([0-9]+)")
_FEWEST_IN_A_ROW = 3


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


@check(
    "outside-its-zone",
    "warning",
    vi="Đối tượng phải nằm trong khu kinh tế mà nó ghi.",
    en="A feature lies in the economic zone that it names.",
)
def outside_its_zone(plan: Plan) -> Iterator[Place]:
    """Find features that reach beyond their zone farther than both outlines are uncertain."""
    zones = _zones(plan)
    for layer, frame in _members(plan):
        named = frame.loc[frame[_ZONE_COLUMN].isin(zones.index)]
        homes = zones.loc[named[_ZONE_COLUMN]]
        shapes, around = _arrays(named), _arrays(homes)
        usable = shapely.is_valid(shapes) & shapely.is_valid(around) & ~shapely.is_empty(around)
        shapely.prepare(around)
        out = np.flatnonzero(usable & ~shapely.covers(around, shapes))
        rest = shapely.difference(shapes[out], around[out])
        doubts = [measure.uncertainty_m(plan, each)[out] for each in (named, homes)]
        reach = _farthest(rest, around[out])
        shares = 100 * shapely.area(rest) / shapely.area(shapes[out])
        told = named[[layer.key, _ZONE_COLUMN]].to_numpy(dtype=object)[out]
        for at in np.flatnonzero(reach > doubts[0] + doubts[1]):
            (code, zone), far, share = told[at], figure(reach[at]), figure(shares[at], decimals=1)
            yield Place(
                layer=layer.name,
                code=code,
                at=inside(rest[at]),
                where=rest[at],
                message=Text(
                    vi=f"{code} ghi thuộc {zone} nhưng {share.vi} % nằm ngoài, xa tới {far.vi} m, "
                    "quá sai số của hai ranh giới. Hãy xem lại.",
                    en=f"{code} names {zone} but {share.en} % of it lies outside, up to {far.en} m "
                    "away, beyond the uncertainty of both outlines. Look at it again.",
                ),
            )


@check(
    "quay-without-berth",
    "warning",
    vi="Mỗi tuyến bến phải thuộc về một bến có thật.",
    en="Every quay line belongs to a berth that exists.",
)
def quay_without_berth(plan: Plan) -> Iterator[Place]:
    """Find quay lines that name no berth, or one that its layer does not hold."""
    for layer, quays in _quays(plan):
        berths = plan.layers[layer.of or ""]
        if berths.partial:
            continue
        lost = quays.loc[~quays[_BERTH].isin(berths.frame["code"])]
        for code, berth in lost[[layer.key, _BERTH]].itertuples(index=False):
            yield Place(
                layer=layer.name,
                code=code,
                message=Text(
                    vi=f"{code} ghi bến {berth!r}, lớp {layer.of} không có. Hãy sửa mã bến.",
                    en=f"{code} names the berth {berth!r}, which {layer.of} does not hold. "
                    "Correct it.",
                ),
            )


@check(
    "quay-order",
    "warning",
    vi="Các tuyến bến nối tiếp nhau theo số bến.",
    en="Quay lines follow one another in the order of their berths' numbers.",
)
def quay_order(plan: Plan) -> Iterator[Place]:
    """Find berths whose quay does not come after that of the number before, along the shore."""
    for layer, quays in _quays(plan):
        parts = quays[_BERTH].astype(str).str.extract(f"^{_NUMBERED.pattern}$")
        lines = quays.loc[parts[1].notna() & drawn(quays)]
        for _, rows in lines.groupby(parts[0]):
            order = parts[1].loc[rows.index].astype(float).sort_values(kind="stable").index
            row = rows.loc[order]
            for before, at in _out_of_order(row):
                one, other = row[_BERTH].iloc[before], row[_BERTH].iloc[at]
                yield Place(
                    layer=layer.name,
                    code=row[layer.key].iloc[at],
                    at=inside(row.geometry.iloc[at]),
                    where=row.geometry.iloc[at],
                    message=Text(
                        vi=f"Dọc tuyến bến, bến {other} không nằm sau bến {one}. Hãy xem lại mã "
                        "bến của tuyến này.",
                        en=f"Along the quay, berth {other} does not come after berth {one}. Look "
                        "at the berth's code on this line again.",
                    ),
                )


def _out_of_order(quays: gpd.GeoDataFrame) -> Iterator[tuple[int, int]]:
    """Find neighbours in number that lie against the direction in which most numbers run."""
    if len(quays) < _FEWEST_IN_A_ROW:
        return
    middles = quays.geometry.centroid.get_coordinates().to_numpy()
    middles = middles - middles.mean(axis=0)
    along = middles @ np.linalg.svd(middles, full_matrices=False)[2][0]
    steps = np.diff(along)
    direction = np.sign(np.median(np.sign(steps))) or 1.0
    for at in np.flatnonzero(steps * direction <= 0):
        yield int(at), int(at) + 1


def _zones(plan: Plan) -> gpd.GeoDataFrame:
    """Return the economic zones of the plan, indexed by code."""
    frames = [
        plan.frame(layer.name).set_index(layer.key)[["geometry", *_TRUST]]
        for layer in plan.features
        if layer.legal_type == _ZONE_TYPE and all(map(layer.has, _TRUST))
    ]
    if not frames:
        return gpd.GeoDataFrame({name: [] for name in _TRUST}, geometry=[])
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


def _quays(plan: Plan) -> Iterator[tuple[Layer, gpd.GeoDataFrame]]:
    for layer in plan.catalogue.with_role("line"):
        if layer.of in plan.layers and layer.name in plan.layers and layer.has(_BERTH):
            yield layer, plan.frame(layer.name)


def _arrays(frame: gpd.GeoDataFrame) -> NDArray[np.object_]:
    return np.asarray(frame.geometry.array, dtype=object)


def _farthest(rests: NDArray[np.object_], zones: NDArray[np.object_]) -> NDArray[np.float64]:
    """Return how far the farthest vertex of each geometry is from its zone, in metres."""
    points, owner = shapely.get_coordinates(rests, return_index=True)
    reach = np.zeros(len(rests))
    np.maximum.at(reach, owner, shapely.distance(shapely.points(points), zones[owner]))
    return reach
