"""New GeoPackages of a plan: GDAL makes the empty file, SQL fills it in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import fiona
import numpy as np
import pandas as pd
import shapely
from fiona.errors import FionaError

from zoneplan import gpkg
from zoneplan.errors import OutputError
from zoneplan.store import qgis, revisions

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    import geopandas as gpd

    from zoneplan.catalogue import Catalogue, Layer

_FIELD_TYPES = {
    "text": "str",
    "partial_date": "str",
    "integer": "int64",
    "real": "float",
    "date": "date",
}
GEOMETRY_COLUMN = "geom"


@dataclass(frozen=True, kw_only=True)
class NewTable:
    """A layer or table to be made, with its rows in the catalogue's columns."""

    layer: Layer
    frame: gpd.GeoDataFrame


def create_geopackage(
    path: Path, tables: Iterable[NewTable], *, catalogue: Catalogue, crs: str, made_on: date
) -> None:
    """Make a GeoPackage with the given tables; the same content gives the same bytes.

    Its change log begins with them, and QGIS finds its styles and forms.

    Raises `OutputError` where the file exists already: nothing is ever made over a plan.
    """
    tables = tuple(tables)
    if path.exists():
        raise OutputError(
            vi=f"{path} đã có; không ghi đè. Hãy chọn thư mục khác.",
            en=f"{path} exists; it is not overwritten. Choose another folder.",
        )
    stamp = f"{made_on.isoformat()}T00:00:00.000Z"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with fiona.Env(OGR_CURRENT_DATE=stamp):
            for table in tables:
                _create_empty(path, table.layer, crs)
    except (OSError, FionaError) as fault:
        raise OutputError(
            vi=f"Không tạo được {path}: {fault}. Hãy chọn thư mục ghi được.",
            en=f"Cannot make {path}: {fault}. Choose a folder that can be written.",
        ) from fault
    with gpkg.opened_for_writing(path) as connection:
        for table in tables:
            _fill(connection, table, stamp)
        revisions.begin(connection, catalogue.contents_of(path.name), at=stamp)
        qgis.put_styles(connection, catalogue, file=path.name, stamp=stamp)


def _create_empty(path: Path, layer: Layer, crs: str) -> None:
    schema = {
        "geometry": layer.geometry or "None",
        "properties": {column.name: _FIELD_TYPES[column.type] for column in layer.columns},
    }
    spatial = {"GEOMETRY_NAME": GEOMETRY_COLUMN, "crs": crs} if layer.geometry else {}
    with fiona.open(
        path,
        "w",
        driver="GPKG",
        layer=layer.name,
        schema=schema,
        VERSION="1.2",
        DESCRIPTION=f"{layer.title.vi} / {layer.title.en}",
        **spatial,
    ):
        pass


def _fill(connection: sqlite3.Connection, table: NewTable, stamp: str) -> None:
    name, columns = table.layer.name, [column.name for column in table.layer.columns]
    values = [_plain_values(table.frame[column]) for column in columns]
    if table.layer.geometry:
        srs_id = connection.execute(
            "SELECT srs_id FROM gpkg_geometry_columns WHERE table_name = ?", (name,)
        ).fetchone()[0]
        columns = [GEOMETRY_COLUMN, *columns]
        values = [[gpkg.encoded(shape, srs_id) for shape in table.frame.geometry], *values]
    marks = ", ".join("?" * len(columns))
    connection.executemany(
        f"INSERT INTO {gpkg.quoted(name)} ({', '.join(map(gpkg.quoted, columns))}) "  # noqa: S608
        f"VALUES ({marks})",
        list(zip(*values, strict=True)),
    )
    _index_key(connection, table.layer)
    _record_contents(connection, table, stamp)


def _plain_values(column: pd.Series) -> list[object]:
    return [
        None if pd.isna(value) else value.item() if isinstance(value, np.generic) else value
        for value in column
    ]


def _index_key(connection: sqlite3.Connection, layer: Layer) -> None:
    unique = "UNIQUE" if layer.geometry or layer.unique else ""
    connection.execute(
        f"CREATE {unique} INDEX {gpkg.quoted(f'{layer.name}_{layer.key}')} "
        f"ON {gpkg.quoted(layer.name)} ({gpkg.quoted(layer.key)})"
    )


def _record_contents(connection: sqlite3.Connection, table: NewTable, stamp: str) -> None:
    bounds: list[float | None] = [None] * 4
    if table.layer.geometry and table.frame.geometry.notna().any():
        bounds = list(shapely.total_bounds(table.frame.geometry.dropna().to_numpy()).tolist())
    connection.execute(
        "UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ?, last_change = ? "
        "WHERE table_name = ?",
        (*bounds, stamp, table.layer.name),
    )
    connection.execute(
        "UPDATE gpkg_ogr_contents SET feature_count = ? WHERE table_name = ?",
        (len(table.frame), table.layer.name),
    )
