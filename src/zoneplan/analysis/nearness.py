"""The nearest feature of another layer for each of one, with what both outlines leave open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from zoneplan import measure
from zoneplan.analysis.naming import named
from zoneplan.analysis.overlay import NAMES

if TYPE_CHECKING:
    from numpy.typing import NDArray


def nearest_table(
    first: gpd.GeoDataFrame, second: gpd.GeoDataFrame | None = None
) -> gpd.GeoDataFrame:
    """Return for each feature the nearest of another layer: one row each, in the same order.

    Without a second layer, the nearest of its own.
    Columns: layer, code, name_vi, name_en; the same of the nearest with `other_` before, None
    where either side has no outline; `distance_m` along the geodesic, 0 where they meet;
    `uncertainty_m` of both outlines together, NaN where it is not stated; `sureness`: `certain`
    where that is less than the distance, so that the two lie apart, `undecided` where they may
    as well meet, `unstated`, None without distance; `ties` names what is just as near; geometry:
    the shortest line. A feature is never its own nearest. Expects the columns of `features_of`,
    both in one projected system in metres.
    """
    own = np.arange(len(first)) if second is None else _own(first, second)
    second = first if second is None else second
    found = measure.nearest(first.geometry, second.geometry, own=own)
    more = found.loc[found.duplicated("first")]
    codes = pd.Series(second["code"].to_numpy(dtype=object)[more["second"]], dtype=object)
    tied = {at: named(list(equal)) for at, equal in codes.groupby(more["first"].to_numpy())}
    one = found.drop_duplicates("first").set_index("first").reindex(range(len(first)))
    at = one["second"].fillna(-1).astype(int).to_numpy()
    there = at >= 0
    table = pd.DataFrame(first[NAMES]).reset_index(drop=True)
    for name in NAMES:
        other = np.full(len(first), None, dtype=object)
        other[there] = second[name].to_numpy(dtype=object)[at[there]]
        table[f"other_{name}"] = pd.Series(other, dtype=object)
    table["distance_m"] = one["distance_m"].to_numpy(dtype=float)
    doubt = first["uncertainty_m"].to_numpy(dtype=float).copy()
    doubt[there] += second["uncertainty_m"].to_numpy(dtype=float)[at[there]]
    table["uncertainty_m"] = np.where(there & np.isfinite(doubt), doubt, np.nan)
    sure = _sureness(table["distance_m"].to_numpy(), doubt)
    table["sureness"] = pd.Series(sure, dtype=object)
    table["ties"] = pd.Series([tied.get(each) for each in range(len(first))], dtype=object)
    return gpd.GeoDataFrame(table, geometry=list(one.geometry), crs=first.crs)


def _own(first: gpd.GeoDataFrame, second: gpd.GeoDataFrame) -> NDArray[np.intp]:
    """Return where each of the first stands itself in the second, -1 where it does not."""
    places = pd.Series(
        np.arange(len(second)), index=pd.MultiIndex.from_frame(second[["layer", "code"]])
    )
    places = places[~places.index.duplicated()]
    own = places.reindex(pd.MultiIndex.from_frame(first[["layer", "code"]])).fillna(-1)
    return own.to_numpy(dtype=np.intp)


def _sureness(distance_m: NDArray[np.float64], doubt_m: NDArray[np.float64]) -> NDArray[np.object_]:
    sure = np.full(len(distance_m), None, dtype=object)
    known = ~np.isnan(distance_m)
    sure[known & (doubt_m > 0) & (doubt_m >= distance_m)] = "undecided"
    sure[known & ((doubt_m == 0) | (doubt_m < distance_m))] = "certain"
    sure[known & np.isnan(doubt_m)] = "unstated"
    return sure
