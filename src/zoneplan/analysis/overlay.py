"""Features of one layer against those of another: what each shares, counted once, how surely."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from zoneplan import measure
from zoneplan.plan import Overlay

if TYPE_CHECKING:
    from numpy.typing import NDArray

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
    return Overlay(
        pairs=_pairs(met, first, others),
        totals=_totals(met, first, twice=second is None),
        within_doubt=_within_doubt(first, others, twice=second is None),
        without_outline=_codes(others, shapely.is_missing(measure.valid_shapes(others.geometry))),
        mended=_codes(others, _invalid(others)),
    )


def _pairs(
    met: gpd.GeoDataFrame, first: gpd.GeoDataFrame, second: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    one, other = met["first"].to_numpy(), met["second"].to_numpy()
    table = _named(first, second, one, other).assign(relation=met["relation"])
    sizes = _size(met.geometry)
    table["shared_ha"], table["shared_m"] = sizes[_AREA], sizes[_LINE]
    more = met["relation"] != "touches"
    for column, frame, at in (("share_pct", first, one), ("other_share_pct", second, other)):
        table[column] = pd.Series(_share(sizes, frame.geometry, at)).where(more)
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


def _share(
    sizes: dict[int, NDArray[np.float64]], whole: gpd.GeoSeries, at: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Return the share of each whole in per cent, in the dimension that the whole has."""
    used, back = np.unique(at, return_inverse=True)
    own = _size(whole.iloc[used])
    share = np.full(len(at), np.nan)
    for dimension, size in sizes.items():
        known = ~np.isnan(size) & ~np.isnan(own[dimension][back])
        share[known] = 100 * size[known] / own[dimension][back][known]
    return share


def _size(geometries: gpd.GeoSeries) -> dict[int, NDArray[np.float64]]:
    """Return hectares and metres on the ellipsoid, each NaN where it is of another dimension."""
    shapes = measure.valid_shapes(geometries)
    rank = shapely.get_dimensions(shapes)
    sizes = {}
    for dimension, size_of in (
        (_AREA, measure.geodesic_area_ha),
        (_LINE, measure.geodesic_length_m),
    ):
        of = rank == dimension
        sizes[dimension] = np.full(len(shapes), np.nan)
        sizes[dimension][of] = size_of(gpd.GeoSeries(shapes[of], crs=geometries.crs))
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


def _totals(met: gpd.GeoDataFrame, first: gpd.GeoDataFrame, *, twice: bool) -> gpd.GeoDataFrame:
    """Return each feature's own size, what of it others hold, counted once, and what is left."""
    shapes = measure.valid_shapes(first.geometry)
    rank = shapely.get_dimensions(shapes)
    ground = met.loc[met["relation"] != "touches"]
    owner, pieces = ground["first"].to_numpy(), ground.geometry.to_numpy()
    if twice:
        owner = np.concatenate([owner, ground["second"].to_numpy()])
        pieces = np.concatenate([pieces, pieces])
    of_rank = shapely.get_dimensions(pieces) == rank[owner]
    owner, pieces = owner[of_rank], pieces[of_rank]
    once = _unions(owner, pieces, len(first))
    table = pd.DataFrame(first[NAMES]).reset_index(drop=True)
    table["others"] = np.bincount(owner, minlength=len(first))
    own, held = _size(first.geometry), _size(gpd.GeoSeries(once, crs=first.crs))
    summed = _size(gpd.GeoSeries(pieces, crs=first.crs))
    for dimension, unit in ((_AREA, "ha"), (_LINE, "m")):
        of = rank == dimension
        shared = np.where(of, np.nan_to_num(held[dimension]), np.nan)
        total = np.bincount(owner, np.nan_to_num(summed[dimension]), minlength=len(first))
        table[f"own_{unit}"], table[f"shared_{unit}"] = own[dimension], shared
        table[f"counted_twice_{unit}"] = np.where(of, np.maximum(total - shared, 0), np.nan)
        table[f"outside_{unit}"] = np.maximum(own[dimension] - shared, 0)
    table["shared_pct"] = 100 * (
        (table["shared_ha"] / table["own_ha"]).fillna(table["shared_m"] / table["own_m"])
    )
    table["geometry_missing"], table["mended"] = shapely.is_missing(shapes), _invalid(first)
    left = shapely.difference(shapes, once)
    return gpd.GeoDataFrame(table, geometry=gpd.GeoSeries(left, crs=first.crs))


def _unions(
    owner: NDArray[np.intp], pieces: NDArray[np.object_], count: int
) -> NDArray[np.object_]:
    """Return the union of each owner's pieces, empty where it has none."""
    once = np.full(count, shapely.GeometryCollection(), dtype=object)
    order = np.argsort(owner, kind="stable")
    owners, starts = np.unique(owner[order], return_index=True)
    for at, own in zip(owners, np.split(pieces[order], starts)[1:], strict=True):
        once[at] = own[0] if len(own) == 1 else shapely.union_all(own)
    return once


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
