"""A GeoPackage of another office, by SQL in distrust: no trigger, view or stale count matters.

GDAL believes the stored row count and turns a text in a number column into nothing; here every
row and value comes as it is stored. GDAL is asked only for curves, which GEOS cannot read.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from operator import methodcaller
from typing import TYPE_CHECKING, Any, TypeAlias

from zoneplan import gpkg
from zoneplan.errors import IntakeError, PlanError
from zoneplan.exchange.guard import private_copy
from zoneplan.exchange.ogr import geometry_of, opened
from zoneplan.exchange.received import Raw, chosen, damaged, told
from zoneplan.exchange.shapes import curves_linearised, unreadable_shape
from zoneplan.exchange.stated_crs import stated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import shapely

    from zoneplan.exchange.received import Wanted
    from zoneplan.finding import Finding

Connection: TypeAlias = Any
"""What `gpkg` opens; only `gpkg` and `store` may name SQLite's own type."""
OWN_IDS = ("fid", "ogc_fid")
"""Names that GDAL and QGIS give to row numbers, which mean nothing."""
_TABLES = """
    SELECT c.table_name, c.data_type, m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%'
    FROM gpkg_contents c JOIN sqlite_master m ON lower(m.name) = lower(c.table_name)
    WHERE c.data_type IN ('features', 'attributes') AND m.type IN ('table', 'view')
    ORDER BY c.table_name
"""
_GEOMETRY = """
    SELECT column_name, organization, organization_coordsys_id, definition
    FROM gpkg_geometry_columns LEFT JOIN gpkg_spatial_ref_sys USING (srs_id)
    WHERE lower(table_name) = lower(?)
"""


@dataclass(frozen=True, kw_only=True)
class _Table:
    names: list[str]
    types: dict[str, str]
    rows: list[tuple[object, ...]]
    key: str | None
    geometry: str | None
    definition: str | None


def read_geopackage(path: Path, wanted: Wanted, folder: Path) -> Raw:
    """Return a layer of a GeoPackage; a table without geometry only where it is named.

    Raises `IntakeError` where it is no GeoPackage, is being written, or the layer is a view.
    """
    copy = copied(path, folder)
    with distrusted(path, copy) as connection:
        layer, views = layer_in(path, connection, wanted.layer)
        table = _table(connection, layer)
    crs, said = stated(table.definition, layer)
    shapes, doubts = _shapes(table, copy, layer)
    columns = {
        name: [_value(row[at], table.types.get(name, "")) for row in table.rows]
        for at, name in enumerate(table.names)
        if name != table.geometry and not (name == table.key and name.lower() in OWN_IDS)
    }
    return Raw(
        layer=layer,
        columns=columns,
        shapes=shapes,
        crs=crs,
        findings=(*said, *doubts, *([_views_unread(layer, views)] if views else [])),
    )


def copied(path: Path, folder: Path) -> Path:
    """Return a private copy with what another program has written beside the file.

    Raises `IntakeError` where the file is half written.
    """
    refuse_half_written(path)
    copy = private_copy(path, folder, "layer.gpkg")
    unsaved = path.with_name(path.name + "-wal")
    if unsaved.is_file():
        private_copy(unsaved, folder, "layer.gpkg-wal")
    return copy


def refuse_half_written(path: Path) -> None:
    """Raise `IntakeError` where a transaction on the file has not come to its end."""
    if path.with_name(path.name + "-journal").exists():
        raise IntakeError(
            vi=f"{path.name} đang được ghi dở (có tệp -journal). Hãy đóng chương trình đang mở tệp "
            "rồi nhập lại.",
            en=f"{path.name} is half written (there is a -journal beside it). Close the program "
            "that has it open, then bring it in again.",
        )


@contextmanager
def distrusted(path: Path, copy: Path) -> Iterator[Connection]:
    """Open a copy (or the file itself), so that nothing in it runs; texts may be of any bytes.

    Raises `IntakeError`, which names the original.
    """
    try:
        gpkg.refuse_other_formats(path)
        with gpkg.opened_in_distrust(copy) as connection:
            connection.text_factory = methodcaller("decode", "utf-8", "surrogateescape")
            yield connection
    except PlanError as fault:
        vi, en = (text.replace(str(copy), path.name) for text in fault.text)
        raise IntakeError(vi=vi, en=en) from fault
    except UnicodeDecodeError as fault:
        raise damaged(path, fault) from fault


def layer_in(path: Path, connection: Connection, wanted: str | None) -> tuple[str, list[str]]:
    """Return which table to read, and the views of the file, which are never read."""
    tables = connection.execute(_TABLES).fetchall()
    views = [str(name) for name, _, is_table in tables if not is_table]
    return _layer(path, tables, views, wanted), views


def _layer(
    path: Path, tables: Sequence[tuple[str, str, int]], views: list[str], wanted: str | None
) -> str:
    if wanted in views:
        raise IntakeError(
            vi=f"Lớp {wanted!r} của {path.name} là khung nhìn (view), chạy lệnh nằm trong tệp, nên "
            "không được đọc. Hãy lưu nó thành một lớp bằng QGIS.",
            en=f"The layer {wanted!r} of {path.name} is a view, which runs what the file holds, so "
            "it was not read. Save it as a layer from QGIS.",
        )
    real = [(name, kind) for name, kind, is_table in tables if is_table]
    if wanted is not None:
        return chosen(path, [name for name, _ in real], wanted)
    return chosen(path, [name for name, kind in real if kind == "features"], None)


def _table(connection: Connection, layer: str) -> _Table:
    described = described_in(connection, layer)
    cursor = connection.execute(f"SELECT * FROM {gpkg.quoted(layer)}")  # noqa: S608 - quoted
    rows = cursor.fetchall()
    column, definition = geometry_in(connection, layer)
    return _Table(
        names=[str(each[0]) for each in cursor.description],
        types={name: kind.upper() for name, kind, _ in described},
        rows=rows,
        key=next((name for name, _, at in described if at == 1), None),
        geometry=column,
        definition=definition,
    )


def described_in(connection: Connection, layer: str) -> list[tuple[str, str, int]]:
    """Return name, declared type and place in the key of each column of a table."""
    rows: list[tuple[str, str, int]] = connection.execute(
        "SELECT name, type, pk FROM pragma_table_info(?)", (layer,)
    ).fetchall()
    return rows


def geometry_in(connection: Connection, layer: str) -> tuple[str | None, str | None]:
    """Return the geometry column of a table and what the file says of its system."""
    column, *system = connection.execute(_GEOMETRY, (layer,)).fetchone() or (None, None, None, None)
    return column, _definition(*system)


def _definition(organization: str | None, number: int | None, wkt: str | None) -> str | None:
    if number is None or number <= 0:
        return None
    return f"EPSG:{number}" if str(organization).upper() == "EPSG" else wkt


def _value(value: object, declared: str) -> object:
    return bool(value) if declared == "BOOLEAN" and value in {0, 1} else value


def _shapes(
    table: _Table, copy: Path, layer: str
) -> tuple[list[shapely.Geometry | None], list[Finding]]:
    if table.geometry is None:
        return [None] * len(table.rows), []
    at = table.names.index(table.geometry)
    shapes = [_decoded(row[at]) for row in table.rows]
    unread = [
        number
        for number, row in enumerate(table.rows)
        if row[at] is not None and shapes[number] is None
    ]
    made = 0
    findings = []
    for number, shape in zip(unread, _by_gdal(table, unread, copy, layer), strict=True):
        shapes[number] = shape
        if shape is None:
            findings.append(unreadable_shape(layer, number + 1, "blob"))
        else:
            made += 1
    return shapes, [*findings, *([curves_linearised(layer, made)] if made else [])]


def _decoded(value: object) -> shapely.Geometry | None:
    """Return the geometry of a blob; None where there is none, or GEOS cannot read it."""
    try:
        return gpkg.shape_of(value) if isinstance(value, bytes) else None
    except gpkg.UNREADABLE:
        return None


def _by_gdal(
    table: _Table, numbers: list[int], copy: Path, layer: str
) -> list[shapely.Geometry | None]:
    """Return what GDAL makes of the geometries that GEOS cannot read: curves as lines."""
    if not numbers or table.key is None:
        return [None] * len(numbers)
    key = table.names.index(table.key)
    with opened(copy, "GPKG", layer=layer) as collection:
        return [_found(collection, table.rows[number][key]) for number in numbers]


def _found(collection: Any, key: object) -> shapely.Geometry | None:  # noqa: ANN401 - fiona's
    return geometry_of(collection.get(key)) if isinstance(key, int) else None


def _views_unread(layer: str, views: list[str]) -> Finding:
    listed = ", ".join(map(repr, views))
    return told(
        "view-unread",
        "note",
        layer,
        vi=f"Tệp còn có khung nhìn (view), không được đọc: {listed}.",
        en=f"The file also holds views, which were not read: {listed}.",
    )
