"""Times what meets what among 99,856 parcels and 15 zones beside what one would write by hand.

    python bench/conflicts.py --rounds 3

- `analysis.overlay` (relation, hectares on the ellipsoid, shares, sureness, totals counted once)
  against `geopandas.overlay` with the areas of its pieces by `pyproj.Geod`, one after another.
- `analysis.nearest_table`, of one parcel in ten, against `geopandas.sjoin_nearest`, which measures
  on the plane and leaves the geodesic to do; both spend their time in the same tree of GEOS.

Only the ratios mean something: seconds change from machine to machine and from hour to hour.
"""

from __future__ import annotations

import argparse
import time
from statistics import median
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely
from pyproj import Geod

from zoneplan import analysis

if TYPE_CHECKING:
    from collections.abc import Callable

_CRS = "EPSG:9210"
_CORNER = np.array([600_000.0, 2_300_000.0])
_PITCH_M, _SIDE_M = 60.0, 50.0
_OF_NEAREST = 10


def main() -> None:
    """Print each pair's medians and their ratio."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=3, help="how often each is run")
    parser.add_argument("--parcels", type=int, default=99_856)
    asked = parser.parse_args()
    zones, parcels = made_zones(15), made_parcels(asked.parcels)
    some = parcels.iloc[::_OF_NEAREST].reset_index(drop=True)
    compare(
        "overlay",
        lambda: analysis.overlay(zones, parcels),
        lambda: by_hand(zones, parcels),
        rounds=asked.rounds,
    )
    compare(
        "nearest",
        lambda: analysis.nearest_table(some, zones),
        lambda: gpd.sjoin_nearest(some, zones, distance_col="distance_m"),
        rounds=asked.rounds,
    )


def by_hand(zones: gpd.GeoDataFrame, parcels: gpd.GeoDataFrame) -> list[float]:
    """Return the hectares of each piece that a zone and a parcel share."""
    pieces = gpd.overlay(zones, parcels).to_crs("EPSG:4756")
    geod = Geod(ellps="WGS84")
    return [abs(geod.geometry_area_perimeter(piece)[0]) / 10_000 for piece in pieces.geometry]


def made_parcels(count: int) -> gpd.GeoDataFrame:
    """Return squares of 50 m in rows, 10 m apart."""
    across = int(np.ceil(np.sqrt(count)))
    place = np.stack(np.divmod(np.arange(count), across)) * _PITCH_M + _CORNER[:, None]
    return features(shapely.box(*place, *(place + _SIDE_M)), layer="parcels", uncertainty_m=5.0)


def made_zones(count: int) -> gpd.GeoDataFrame:
    """Return zones of 400 corners and about 3 km across the parcels."""
    random = np.random.default_rng(1)
    angle = np.linspace(0, 2 * np.pi, 400, endpoint=False)
    shapes = []
    for middle in random.uniform(2_000, 16_000, (count, 2)) + _CORNER:
        radius = 3_000 * (1 + 0.1 * np.sin(5 * angle) + random.uniform(-0.01, 0.01, 400))
        ring = middle + np.stack([np.cos(angle), np.sin(angle)], axis=1) * radius[:, None]
        shapes.append(shapely.Polygon(ring))
    return features(np.array(shapes), layer="zones", uncertainty_m=100.0)


def features(shapes: np.ndarray, *, layer: str, uncertainty_m: float) -> gpd.GeoDataFrame:
    """Return shapes in the columns of `analysis.features_of`."""
    columns = {
        "layer": layer,
        "code": [f"{layer}{at}" for at in range(len(shapes))],
        "name_vi": None,
        "name_en": None,
        "legal_type": layer,
        "uncertainty_m": uncertainty_m,
    }
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=_CRS)


def compare(
    name: str, ours: Callable[[], object], theirs: Callable[[], object], *, rounds: int
) -> None:
    """Print how long one takes beside the other, in turns."""
    turns = [(run_s(ours), run_s(theirs)) for _ in range(rounds)]
    own, other = (median(seconds) for seconds in zip(*turns, strict=True))
    print(f"{name}: {own:.2f} s; by hand: {other:.2f} s; {own / other:.2f} times as long")


def run_s(work: Callable[[], object]) -> float:
    """Return the seconds that some work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
