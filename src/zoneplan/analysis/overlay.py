"""Features of one layer against those of another: what each shares, counted once, how surely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from zoneplan import measure
from zoneplan.analysis.overlap import pairs_within
from zoneplan.plan import Overlay

if TYPE_CHECKING:
    from numpy.typing import NDArray

    _Sizes = dict[int, NDArray[np.float64]]

NAMES = ["layer", "code", "name_vi", "name_en"]
_AREA, _LINE = 2, 1


def overlay(first: gpd.GeoDataFrame, second: gpd.GeoDataFrame | None = None) -> Overlay:
    """Return what the features of two layers share; without a second, those of one among them.

    Expects the columns of `features_of`, both in one projected system in metres. A feature is
    not set against itself: in two layers, what has the same layer and code.
    """
    others = first if second is None else second
    met = measure.meetings(first.geometry, None if second is None else others.geometry)
    one, other = met["first"].to_numpy(), met["second"].to_numpy()
    apart = np.bool_(second is None) | ~_same(first, others, one, other)
    met, one, other = met.loc[apart].reset_index(drop=True), one[apart], other[apart]
    own, shared = _size(first.geometry), _size(met.geometry)
    return Overlay(
        pairs=_pairs(met, first, others, sizes=(own, shared)),
        totals=_totals(met, first, others, sizes=(own, shared), twice=second is None),
        within_doubt=_within_doubt(first, others, twice=second is None),
        without_outline=_codes(others, shapely.is_missing(measure.valid_shapes(others.geometry))),
        mended=_codes(others, _invalid(others)),
    )


def _pairs(
    met: gpd.GeoDataFrame,
    first: gpd.GeoDataFrame,
    second: gpd.GeoDataFrame,
    *,
    sizes: tuple[_Sizes, _Sizes],
) -> gpd.GeoDataFrame:
    own, shared = sizes
    one, other = met["first"].to_numpy(), met["second"].to_numpy()
    table = _named(first, second, one, other).assign(relation=met["relation"])
    table["shared_ha"], table["shared_m"] = shared[_AREA], shared[_LINE]
    used, back = np.unique(other, return_inverse=True)
    more = met["relation"] != "touches"
    for column, whole, at in (
        ("share_pct", own, one),
        ("other_share_pct", _size(second.geometry.iloc[used]), back),
    ):
        table[column] = pd.Series(_share(shared, whole, at)).where(more)
    doubts = _doubts(first, second)
    both = doubts[0][one] + doubts[1][other]
    table["uncertainty_m"] = np.where(np.isfinite(both), both, np.nan)
    table["sureness"] = measure.sureness(met, first.geometry, second.geometry, uncertainty_m=doubts)
    kinds = [frame["legal_type"].to_numpy(dtype=object) for frame in (first, second)]
    table["legal"] = pd.Series(_legal(table, kinds[0][one], kinds[1][other]), dtype=object)
    return gpd.GeoDataFrame(table, geometry=met.geometry, crs=first.crs)


def _within_doubt(
    first: gpd.GeoDataFrame, second: gpd.GeoDataFrame, *, twice: bool
) -> gpd.GeoDataFrame:
    doubts = _doubts(first, second)
    near = measure.within_reach(first.geometry, second.geometry, reach_m=doubts)
    one, other = near["first"].to_numpy(), near["second"].to_numpy()
    apart = one < other if twice else ~_same(first, second, one, other)
    near, one, other = near.loc[apart], one[apart], other[apart]
    table = _named(first, second, one, other)
    table["distance_m"] = near["distance_m"].to_numpy()
    table["uncertainty_m"] = doubts[0][one] + doubts[1][other]
    return gpd.GeoDataFrame(table, geometry=near.geometry.to_numpy(), crs=first.crs)


def _named(
    first: gpd.GeoDataFrame,
    second: gpd.GeoDataFrame,
    one: NDArray[np.intp],
    other: NDArray[np.intp],
) -> pd.DataFrame:
    names = [
        pd.DataFrame(frame[NAMES]).iloc[at].reset_index(drop=True).add_prefix(prefix)
        for frame, at, prefix in ((first, one, ""), (second, other, "other_"))
    ]
    return pd.concat(names, axis=1)


def _doubts(
    first: gpd.GeoDataFrame, second: gpd.GeoDataFrame
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    one, other = (frame["uncertainty_m"].to_numpy(dtype=float) for frame in (first, second))
    return one, other


def _share(sizes: _Sizes, whole: _Sizes, at: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return the share of each whole in per cent, in the dimension that the whole has."""
    share = np.full(len(at), np.nan)
    for dimension, size in sizes.items():
        known = ~np.isnan(size) & ~np.isnan(whole[dimension][at])
        share[known] = 100 * size[known] / whole[dimension][at][known]
    return share


def _size(geometries: gpd.GeoSeries) -> _Sizes:
    """Return hectares and metres on the ellipsoid, each NaN where it is of another dimension."""
    shapes = measure.valid_shapes(geometries)
    rank = shapely.get_dimensions(shapes)
    sizes = {dimension: np.full(len(shapes), np.nan) for dimension in (_AREA, _LINE)}
    areal, linear = rank == _AREA, rank == _LINE
    areas = measure.areas_m2(measure.rings_of(shapes[areal]), measure.code_of(geometries))
    sizes[_AREA][areal] = areas.ellipsoid / measure.M2_PER_HA
    lines = gpd.GeoSeries(shapes[linear], crs=geometries.crs)
    sizes[_LINE][linear] = measure.geodesic_length_m(lines)
    return sizes


def _legal(
    table: pd.DataFrame, one: NDArray[np.object_], other: NDArray[np.object_]
) -> NDArray[np.object_]:
    ground = table["shared_ha"].notna() & (table["relation"] != "touches")
    both = ground.to_numpy() & ~pd.isna(one) & ~pd.isna(other)
    same, decided = one == other, ~table["sureness"].isin(["undecided"]).to_numpy()
    legal = np.full(len(table), None, dtype=object)
    legal[both] = "expected"
    legal[both & same] = "conflict_undecided"
    legal[both & same & decided] = "conflict"
    return legal


def _totals(
    met: gpd.GeoDataFrame,
    first: gpd.GeoDataFrame,
    second: gpd.GeoDataFrame,
    *,
    sizes: tuple[_Sizes, _Sizes],
    twice: bool,
) -> pd.DataFrame:
    """Return each feature's own size, what of it others hold, counted once, and what is left."""
    shapes = measure.valid_shapes(first.geometry)
    rank, (own, shared) = shapely.get_dimensions(shapes), sizes
    pieces = _pieces(met, rank, twice=twice)
    again = _counted_again(pieces, met, second.geometry, shared=shared)
    table = pd.DataFrame(first[NAMES]).reset_index(drop=True)
    table["others"] = np.bincount(pieces.owner, minlength=len(first))
    for dimension, unit in ((_AREA, "ha"), (_LINE, "m")):
        summed = _summed(pieces.owner, shared[dimension][pieces.row], len(first))
        surplus = _summed(again.index.to_numpy(), again[dimension].to_numpy(), len(first))
        surplus = np.where(rank == dimension, np.maximum(surplus, 0), np.nan)
        table[f"own_{unit}"] = own[dimension]
        table[f"shared_{unit}"] = summed - surplus
        table[f"counted_twice_{unit}"] = surplus
        table[f"outside_{unit}"] = np.maximum(own[dimension] - summed + surplus, 0)
    table["shared_pct"] = 100 * (
        (table["shared_ha"] / table["own_ha"]).fillna(table["shared_m"] / table["own_m"])
    )
    table["geometry_missing"], table["mended"] = shapely.is_missing(shapes), _invalid(first)
    return table


@dataclass(frozen=True, kw_only=True)
class _Pieces:
    """What features share, piece by piece: whose it is, of which other, in which row."""

    owner: NDArray[np.intp]
    other: NDArray[np.intp]
    row: NDArray[np.intp]

    def those(self, chosen: NDArray[np.bool_]) -> _Pieces:
        return _Pieces(owner=self.owner[chosen], other=self.other[chosen], row=self.row[chosen])


def _pieces(met: gpd.GeoDataFrame, rank: NDArray[np.intp], *, twice: bool) -> _Pieces:
    """Return what is more than a touch, in the dimension of its owner; within a layer of both."""
    row = np.flatnonzero(met["relation"] != "touches")
    one, other = (met[name].to_numpy()[row] for name in ("first", "second"))
    if twice:
        row, one, other = np.tile(row, 2), np.append(one, other), np.append(other, one)
    pieces = _Pieces(owner=one, other=other, row=row)
    return pieces.those(shapely.get_dimensions(met.geometry.to_numpy()[row]) == rank[one])


def _counted_again(
    pieces: _Pieces, met: gpd.GeoDataFrame, second: gpd.GeoSeries, *, shared: _Sizes
) -> pd.DataFrame:
    """Return by how much the pieces of each owner exceed their union, indexed by owner.

    Only what is of others that share ground with each other can, so only that is united.
    """
    used = np.unique(pieces.other)
    doubled = used[np.unique(pairs_within(second.iloc[used]))]
    some = pieces.those(np.isin(pieces.other, doubled))
    some = some.those(np.bincount(some.owner)[some.owner] > 1)
    order = np.argsort(some.owner, kind="stable")
    owners, starts = np.unique(some.owner[order], return_index=True)
    shapes = met.geometry.to_numpy()[some.row[order]]
    once = np.full(len(owners), None, dtype=object)
    for at, own in enumerate(np.split(shapes, starts)[1:]):
        once[at] = shapely.union_all(own)
    united = _size(gpd.GeoSeries(once, crs=second.crs))
    place = np.searchsorted(owners, some.owner)
    return pd.DataFrame(
        {
            dimension: _summed(place, shared[dimension][some.row], len(owners))
            - np.nan_to_num(united[dimension])
            for dimension in (_AREA, _LINE)
        },
        index=owners,
    )


def _summed(at: NDArray[np.intp], values: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    return np.bincount(at, np.nan_to_num(values), minlength=count).astype(float)


def _same(
    first: gpd.GeoDataFrame,
    second: gpd.GeoDataFrame,
    one: NDArray[np.intp],
    other: NDArray[np.intp],
) -> NDArray[np.bool_]:
    same: NDArray[np.bool_] = np.ones(len(one), dtype=bool)
    for column in ("layer", "code"):
        names = [frame[column].to_numpy(dtype=object) for frame in (first, second)]
        same &= names[0][one] == names[1][other]
    return same


def _invalid(features: gpd.GeoDataFrame) -> NDArray[np.bool_]:
    shapes = np.asarray(features.geometry.array, dtype=object)
    invalid: NDArray[np.bool_] = ~(shapely.is_valid(shapes) | shapely.is_missing(shapes))
    return invalid


def _codes(features: gpd.GeoDataFrame, chosen: NDArray[np.bool_]) -> tuple[str, ...]:
    return tuple(str(code) for code in features["code"].to_numpy(dtype=object)[chosen])
