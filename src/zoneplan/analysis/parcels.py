"""Areas of many parcels, and how much of each lies in some zones: a batch at a time, then summed.

A batch gives the same rows wherever and in whatever order it is worked on, and sums are added in
the order of the batches; so the figures are the same whoever does the work.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from zoneplan import crs, measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

GROUP, ZONE = "group", "zone"
_AREA_SUMS = ["features", "without_area", "geodesic_area_ha", "grid_area_ha"]
_SHARE_SUMS = ["features", "whole", "shared_ha"]
_NO_SHARES = ["at", GROUP, *_SHARE_SUMS]
_PARTS_AT_A_TIME = 64


@dataclass(frozen=True, kw_only=True)
class Zones:
    """Polygons to set parcels against, in one projected system; `names` tells one by one."""

    names: tuple[str, ...]
    laid: measure.Laid
    system: str

    @classmethod
    def of(cls, frame: gpd.GeoDataFrame, names: Sequence[object], system: str) -> Zones:
        """Return the polygons of a frame that have one, mended where they cross themselves."""
        shapes = measure.valid_shapes(frame.geometry)
        areal = shapely.get_dimensions(shapes) == 2  # noqa: PLR2004 - areas
        kept = [str(name) for name, keep in zip(names, areal, strict=True) if keep]
        return cls(names=tuple(kept), laid=measure.Laid(shapes[areal]), system=system)

    def area_ha(self) -> NDArray[np.float64]:
        """Return the area of each zone on the ellipsoid."""
        return _area_ha(self.laid.shapes, self.system)


def areas_of(geometry: measure.Wkb, system: str) -> pd.DataFrame:
    """Return `geodesic_area_ha` and `grid_area_ha` of each row; NaN without geometry.

    On the plane only where the system is projected, NaN else.
    """
    areas = measure.areas_m2(geometry.rings(), system)
    return pd.DataFrame(
        {
            "geodesic_area_ha": areas.ellipsoid / measure.M2_PER_HA,
            "grid_area_ha": areas.grid / measure.M2_PER_HA,
        }
    )


def shares_of(geometry: measure.Wkb, system: str, zones: Zones) -> pd.DataFrame:
    """Return one row for each parcel and zone that share ground.

    The index is the parcel's position. Columns: `zone` (position), `whole` (the zone holds all of
    the parcel), `own_ha` and `shared_ha` on the ellipsoid, `share_pct` of the parcel. An outline
    that crosses itself counts as what it encloses.
    """
    at, shapes = _near(geometry, system, zones)
    found = zones.laid.areas(shapes, zones.system)
    own, shared = found.own_m2 / measure.M2_PER_HA, found.shared_m2 / measure.M2_PER_HA
    return pd.DataFrame(_told(found.second, found.whole, own, shared), index=at[found.first])


def pieces_of(geometry: measure.Wkb, system: str, zones: Zones) -> gpd.GeoDataFrame:
    """Return the same rows with the ground that they share, as geometry."""
    at, shapes = _near(geometry, system, zones)
    found = zones.laid.shares(shapes)
    _, one, back = np.unique(found.first, return_index=True, return_inverse=True)
    own = _area_ha(found.outline[one], zones.system)[back]
    shared = own.copy()
    shared[~found.whole] = _area_ha(found.piece[~found.whole], zones.system)
    pieces = gpd.GeoSeries(found.piece, index=at[found.first], crs=zones.system)
    columns = _told(found.second, found.whole, own, shared)
    return gpd.GeoDataFrame(columns, index=at[found.first], geometry=pieces)


def _near(
    geometry: measure.Wkb, system: str, zones: Zones
) -> tuple[NDArray[np.intp], NDArray[np.object_]]:
    """Return positions and shapes of the parcels that a zone may hold, in the system of zones."""
    at = np.arange(len(geometry.starts))
    if system == zones.system:
        at = zones.laid.near(geometry.rings().boxes())
    return at, _in_system(geometry.some(at).shapes(), system, zones.system)


def _told(
    zone: NDArray[np.intp],
    whole: NDArray[np.bool_],
    own_ha: NDArray[np.float64],
    shared_ha: NDArray[np.float64],
) -> dict[str, NDArray[np.generic]]:
    share_pct = 100 * shared_ha / own_ha
    return {
        ZONE: zone,
        "whole": whole,
        "own_ha": own_ha,
        "shared_ha": shared_ha,
        "share_pct": share_pct,
    }


def groups(values: Iterable[object]) -> list[str]:
    """Return each value as text, so that any two can be put in order; empty for none."""
    return ["" if value is None else str(value) for value in values]


def area_sums(rows: pd.DataFrame) -> pd.DataFrame:
    """Return, by `group`: `features`, how many `without_area`, `geodesic_area_ha`, `grid_area_ha`.

    The area on the plane is NaN where the system has none.
    """
    counted = pd.DataFrame(rows).assign(features=1, without_area=lacks_area(rows).astype(int))
    return _grouped(counted, [GROUP], _AREA_SUMS)


def lacks_area(rows: pd.DataFrame) -> NDArray[np.bool_]:
    """Tell which rows of `areas_of` have no area: no outline, or one that encloses nothing."""
    return ~(rows["geodesic_area_ha"].to_numpy() > 0)


def share_sums(rows: pd.DataFrame) -> pd.DataFrame:
    """Return, by `zone` and `group`: how many `features`, how many `whole`, `shared_ha`."""
    counted = pd.DataFrame(rows).assign(features=1, whole=rows["whole"].astype(int))
    return _grouped(counted, [ZONE, GROUP], _SHARE_SUMS)


def added(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return the sums of all batches together, added in their order, sorted by zone and group."""
    waiting: list[pd.DataFrame] = []
    for part in parts:
        waiting.append(part)
        if len(waiting) == _PARTS_AT_A_TIME:
            waiting = [_together(waiting)]
    return _together(waiting) if waiting else pd.DataFrame(columns=[GROUP, *_AREA_SUMS])


def zone_table(sums: pd.DataFrame, zones: Zones) -> pd.DataFrame:
    """Return the sums with the name of each zone, its `zone_ha` and how much of it is shared.

    A zone that shares nothing has a row too. Parcels that lie upon each other are each counted, so
    that `share_pct` can exceed 100.
    """
    rows = sums.rename(columns={ZONE: "at"}) if len(sums) else pd.DataFrame(columns=_NO_SHARES)
    told = {"at": range(len(zones.names)), ZONE: zones.names, "zone_ha": zones.area_ha()}
    table = pd.DataFrame(told).merge(rows, on="at", how="left").drop(columns="at")
    table[GROUP] = table[GROUP].fillna("")
    table[_SHARE_SUMS] = table[_SHARE_SUMS].fillna(0).astype({"features": int, "whole": int})
    table["share_pct"] = 100 * table["shared_ha"] / table["zone_ha"]
    return table


def _together(parts: list[pd.DataFrame]) -> pd.DataFrame:
    table = pd.concat(parts, ignore_index=True)
    keys = [name for name in (ZONE, GROUP) if name in table]
    return _grouped(table, keys, [name for name in table.columns if name not in keys])


def _grouped(rows: pd.DataFrame, keys: list[str], sums: list[str]) -> pd.DataFrame:
    return pd.DataFrame(rows.groupby(keys, sort=True)[sums].sum().reset_index())


def _in_system(shapes: NDArray[np.object_], system: str, target: str) -> NDArray[np.object_]:
    if system == target:
        return shapes
    moved: NDArray[np.object_] = shapely.transform(
        shapes, lambda points: crs.moved(points, system, target)
    )
    return moved


def _area_ha(shapes: NDArray[np.object_], system: str) -> NDArray[np.float64]:
    return measure.areas_m2(measure.rings_of(shapes), system).ellipsoid / measure.M2_PER_HA
