"""Features of any layer in the same columns, so that any can be set against any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from zoneplan import measure, timeline
from zoneplan.analysis.naming import names_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from zoneplan.catalogue import Layer
    from zoneplan.plan import Plan

_BERTH = "berth"
"""The column in which a line names the feature to which it belongs."""
_ENDED = "ended"
"""The style of statuses after which a feature takes no more land: dropped, withdrawn, closed."""


def features_of(
    plan: Plan, layer: Layer, *, codes: Collection[str] | None = None
) -> gpd.GeoDataFrame:
    """Return the features of a layer, or those with some codes, in the plan's system.

    Columns: layer, code, name_vi, name_en, legal_type, uncertainty_m (that of the features to
    which a line belongs, where its own layer states none; any distance where nobody states it
    and the outline is schematic), geometry. Features whose status has ended by the plan's day
    are left out.
    """
    frame = plan.frame(layer.name)
    keys = frame[layer.key].to_numpy(dtype=object)
    chosen = ~_ended(plan, layer, keys)
    if codes is not None:
        chosen &= np.isin(keys.astype(str), list(codes))
    table = names_of(plan, layer)
    table["legal_type"] = pd.Series([layer.legal_type] * len(frame), frame.index, dtype=object)
    table["uncertainty_m"] = _uncertainty_m(plan, layer)
    made = gpd.GeoDataFrame(table, geometry=frame.geometry, crs=frame.crs)
    return gpd.GeoDataFrame(made.loc[chosen].reset_index(drop=True))


def _ended(plan: Plan, layer: Layer, keys: NDArray[np.object_]) -> NDArray[np.bool_]:
    statuses = plan.catalogue.statuses_of(layer.name)
    ended = {code for code, status in statuses.items() if status.style.name == _ENDED}
    now = timeline.status_on(plan.events.loc[plan.events["layer"] == layer.name], plan.as_of)
    over = now.index[now["status"].isin(ended)].get_level_values("code")
    return np.isin(keys.astype(str), over.to_numpy(dtype=str))


def _uncertainty_m(plan: Plan, layer: Layer) -> NDArray[np.float64]:
    frame = plan.frame(layer.name)
    home = plan.catalogue.layers.get(layer.of or "")
    if layer.has("boundary_basis") or home is None or not layer.has(_BERTH):
        return measure.uncertainty_m(plan, frame)
    homes = plan.frame(home.name)
    doubt = pd.Series(measure.uncertainty_m(plan, homes), index=homes[home.key])
    doubt = doubt[~doubt.index.duplicated()]
    return np.asarray(frame[_BERTH].map(doubt).fillna(np.inf), dtype=np.float64)
