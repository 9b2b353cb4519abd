"""Writes seeded synthetic parcels over Hải Phòng's window, streaming, as a GeoPackage.

They tile the window: about 20 vertices each, every edge shared with the neighbour, one in fifty
with a pond cut out of it. `--faults` spoils a share of them by chance: a corner pushed over the
corner neighbour, a corner drawn back so that gaps open, two corners swapped so that the outline
crosses itself.
"""

from __future__ import annotations

import argparse
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from math import ceil, sqrt
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from pyproj import CRS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

EPSG = 9210
WEST, SOUTH, EAST, NORTH = 563_000.0, 2_278_000.0, 635_000.0, 2_331_000.0
LAYER = "parcels"
LAND_USES = ("ODT", "ONT", "LUC", "NTS", "CLN", "SKK", "SKC", "DGT", "DTL", "BCS")
"""Codes of the land-use map: town, village, rice, fish, orchard, park, works, road, water, idle."""
ON_EDGE = 4
RING = 4 * ON_EDGE + 5
POND_EVERY = 50
SEED = 7
PUSH_M, PULL_M = 2.0, 0.5
KINDS = PUSHED, PULLED, CROSSED = 1, 2, 3
_HEADER = [("magic", "S2"), ("version", "u1"), ("flags", "u1"), ("srs", "<i4"), ("box", "<f8", 4)]
_WKB = [("order", "u1"), ("type", "<u4"), ("rings", "<u4")]
_SHELL = [("corners", "<u4"), ("shell", "<f8", (RING, 2))]
_HOLE = [("hole_corners", "<u4"), ("hole", "<f8", (5, 2))]
PLAIN = np.dtype(_HEADER + _WKB + _SHELL)
WITH_POND = np.dtype(_HEADER + _WKB + _SHELL + _HOLE)
TABLES = """
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
  table_name TEXT PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL,
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT PRIMARY KEY, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL);
CREATE TABLE parcels (
  fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom POLYGON, code TEXT, land_use TEXT,
  owner TEXT, declared_area_m2 DOUBLE);
"""


@dataclass(frozen=True, kw_only=True)
class Parcels:
    """A row of parcels: shells (n × 21 × 2), metres, closed, and which are spoiled how (0: not)."""

    shells: NDArray[np.float64]
    faults: NDArray[np.int64]


def main() -> None:
    """Write the file that is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--parcels", type=int, default=100_000)
    parser.add_argument("--faults", type=float, default=0.0, help="share of spoiled parcels")
    parser.add_argument("--seed", type=int, default=SEED)
    arguments = parser.parse_args()
    write(arguments.file, arguments.parcels, faults=arguments.faults, seed=arguments.seed)


def code(number: int) -> str:
    """Return the code of the parcel with a number, counted from 0."""
    return f"HP-{number + 1:07d}"


def write(
    path: Path, count: int, *, faults: float = 0.0, kinds: int = len(KINDS), seed: int = SEED
) -> None:
    """Write `count` parcels, of the first few kinds of faults; same arguments, same parcels."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        connection.executescript(f"PRAGMA application_id = {0x47504B47}; {TABLES}")
        connection.executescript("PRAGMA user_version = 10200;")
        _describe(connection)
        done = 0
        for number, row in enumerate(rows_of(count, faults=faults, kinds=kinds, seed=seed)):
            rows = list(_records(row, np.random.default_rng((seed, number, 1)), done))
            connection.executemany(
                "INSERT INTO parcels (geom, code, land_use, owner, declared_area_m2) "
                "VALUES (?, ?, ?, ?, ?)",
                rows[: count - done],
            )
            done += len(rows)
        connection.commit()


def rows_of(count: int, *, faults: float, kinds: int, seed: int) -> Iterator[Parcels]:
    """Find the parcels row by row, from south to north, until there are enough."""
    across = ceil(sqrt(count * (EAST - WEST) / (NORTH - SOUTH)))
    up = ceil(count / across)
    size = np.array([(EAST - WEST) / across, (NORTH - SOUTH) / up])
    corners, south = _line(0, across, size, seed)
    for number in range(up):
        next_corners, north = _line(number + 1, across, size, seed)
        random = np.random.default_rng((seed, number, 2))
        upright = _edges(corners, next_corners, size, random)
        shells = np.concatenate(
            [
                corners[:-1, None],
                south,
                corners[1:, None],
                upright[1:],
                next_corners[1:, None],
                north[:, ::-1],
                next_corners[:-1, None],
                upright[:-1, ::-1],
                corners[:-1, None],
            ],
            axis=1,
        )
        spoiled = np.where(random.random(across) < faults, random.integers(1, kinds + 1, across), 0)
        yield Parcels(shells=_spoiled(shells, spoiled), faults=spoiled)
        corners, south = next_corners, north


def _line(
    number: int, across: int, size: NDArray[np.float64], seed: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the corners on a line of the grid, and the points on the edges between them."""
    random = np.random.default_rng((seed, number, 0))
    grid = np.column_stack([np.arange(across + 1), np.full(across + 1, number)])
    jitter = random.uniform(-0.15, 0.15, grid.shape)
    corners = np.array([WEST, SOUTH]) + (grid + jitter) * size
    return corners, _edges(corners[:-1], corners[1:], size, random)


def _edges(
    start: NDArray[np.float64],
    end: NDArray[np.float64],
    size: NDArray[np.float64],
    random: np.random.Generator,
) -> NDArray[np.float64]:
    part = np.arange(1, ON_EDGE + 1)[:, None] / (ON_EDGE + 1)
    straight = start[:, None] * (1 - part) + end[:, None] * part
    moved: NDArray[np.float64] = straight + random.uniform(-0.03, 0.03, straight.shape) * size
    return moved


def _spoiled(shells: NDArray[np.float64], faults: NDArray[np.int64]) -> NDArray[np.float64]:
    pushed, pulled, crossed = (faults == kind for kind in KINDS)
    last, corner = ON_EDGE + 1, 2 * (ON_EDGE + 1)
    shells[pushed, corner] += PUSH_M
    shells[pulled, corner - 1 : corner + 2] -= PULL_M
    shells[crossed, last], shells[crossed, corner] = shells[crossed, corner], shells[crossed, last]
    return shells


def _records(
    row: Parcels, random: np.random.Generator, first: int
) -> Iterator[tuple[bytes, str, str, str, float]]:
    x, y = row.shells[..., 0], row.shells[..., 1]
    areas = 0.5 * np.abs((x[:, :-1] * y[:, 1:] - x[:, 1:] * y[:, :-1]).sum(axis=1))
    declared = np.round(areas * random.normal(1, 0.002, len(areas)), 1)
    uses = random.choice(LAND_USES, len(areas))
    owners = random.integers(1, 1_000_000, len(areas))
    for at, blob in enumerate(_blobs(row.shells, first)):
        owner = f"CSD-{owners[at]:06d}"
        yield blob, code(first + at), str(uses[at]), owner, float(declared[at])


def _blobs(shells: NDArray[np.float64], first: int) -> Iterator[bytes]:
    middles = shells[:, :-1].mean(axis=1)
    with_pond = (first + np.arange(len(shells))) % POND_EVERY == 0
    reach = 0.1 * np.ptp(shells, axis=1).min(axis=1)[:, None, None]
    square = np.array([[-1, -1], [-1, 1], [1, 1], [1, -1], [-1, -1]])
    ponds = middles[:, None] + reach * square
    plain, pond = _packed(shells, PLAIN), _packed(shells, WITH_POND)
    pond["rings"], pond["hole_corners"], pond["hole"] = 2, 5, ponds
    for at, has_pond in enumerate(with_pond):
        yield pond[at].tobytes() if has_pond else plain[at].tobytes()


def _packed(shells: NDArray[np.float64], layout: np.dtype[np.void]) -> NDArray[np.void]:
    blobs = np.zeros(len(shells), dtype=layout)
    blobs["magic"], blobs["flags"], blobs["srs"] = b"GP", 0b0000_0011, EPSG
    low, high = shells.min(axis=1), shells.max(axis=1)
    blobs["box"] = np.column_stack([low[:, 0], high[:, 0], low[:, 1], high[:, 1]])
    blobs["order"], blobs["type"], blobs["rings"] = 1, 3, 1
    blobs["corners"], blobs["shell"] = RING, shells
    return blobs


def _describe(connection: sqlite3.Connection) -> None:
    wkt = CRS.from_epsg(EPSG).to_wkt("WKT1_GDAL")
    connection.executemany(
        "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, NULL)",
        [
            ("VN-2000 / TM-3 105-45", EPSG, "EPSG", EPSG, wkt),
            ("Undefined cartesian", -1, "NONE", -1, "undefined"),
            ("Undefined geographic", 0, "NONE", 0, "undefined"),
        ],
    )
    connection.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change, min_x, min_y, "
        "max_x, max_y, srs_id) VALUES (?, 'features', ?, '2026-01-01T00:00:00Z', ?, ?, ?, ?, ?)",
        (LAYER, LAYER, WEST, SOUTH, EAST, NORTH, EPSG),
    )
    connection.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'POLYGON', ?, 0, 0)", (LAYER, EPSG)
    )


if __name__ == "__main__":
    main()
