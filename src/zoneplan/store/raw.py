"""A table as SQLite gives it: no value changed yet, read from the table or from its log."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely

from zoneplan import gpkg
from zoneplan.errors import PlanError
from zoneplan.store import changelog

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from zoneplan.catalogue import Layer
    from zoneplan.store.changelog import Fault


@dataclass(frozen=True, kw_only=True)
class RawTable:
    """A table's rows and what its file says of it.

    `recorded_count` is None where not the present rows were read, or only some (`partial`).
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    geometry_column: str | None
    id_column: str | None
    crs: str | None
    recorded_count: int | None
    log_faults: tuple[Fault, ...] = ()
    partial: bool = False


def raw_table(
    connection: sqlite3.Connection,
    layer: Layer,
    path: Path,
    *,
    code: str | None = None,
    known_at: str | None = None,
) -> RawTable:
    """Return the rows of a table, only those of a code if one is given.

    With `known_at`, a moment in UTC, the rows are those that the table held then. Raises
    `PlanError` where the file has no such table, or no log to ask.
    """
    name = layer.name
    if not _is_registered(connection, name):
        raise PlanError(
            vi=f"{path} không có lớp {name}. Hãy lấy lại tệp gốc, "
            "hoặc sửa layers.toml nếu lớp nằm ở tệp khác.",
            en=f"{path} has no layer {name}. Get the original file again, "
            "or correct layers.toml if the layer is kept elsewhere.",
        )
    table = changelog.logged(connection, layer)
    faults = changelog.faults(connection, table)
    source, arguments = table.table, []
    if known_at is not None:
        if faults:
            raise _no_log(path, name)
        source = changelog.newest(table, "log_at <= ?")
        arguments.append(known_at)
    if code is not None and layer.key in table.columns:
        source += f" WHERE {gpkg.quoted(layer.key)} = ?"
        arguments.append(code)
    names = ", ".join(map(gpkg.quoted, table.columns))
    rows = connection.execute(f"SELECT {names} FROM {source}", arguments)  # noqa: S608 - quoted
    geometry_column, crs = _geometry_column(connection, name)
    whole_and_present = code is None and known_at is None
    return RawTable(
        columns=table.columns,
        rows=tuple(rows.fetchall()),
        geometry_column=geometry_column,
        id_column=table.row_id,
        crs=crs,
        recorded_count=_recorded_count(connection, name) if whole_and_present else None,
        log_faults=faults,
        partial=code is not None,
    )


def _no_log(path: Path, name: str) -> PlanError:
    return PlanError(
        vi=f"Lớp {name} của {path} không có nhật ký thay đổi đầy đủ, nên không biết trước đây có "
        'gì. Hãy chạy `zoneplan record -m "…"` để bắt đầu ghi.',
        en=f"The layer {name} of {path} has no complete change log, so what it held before is not "
        'known. Run `zoneplan record -m "…"` to start one.',
    )


def _is_registered(connection: sqlite3.Connection, name: str) -> bool:
    return (
        connection.execute("SELECT 1 FROM gpkg_contents WHERE table_name = ?", (name,)).fetchone()
        is not None
    )


def _geometry_column(connection: sqlite3.Connection, name: str) -> tuple[str | None, str | None]:
    row = connection.execute(
        "SELECT column_name, organization, organization_coordsys_id "
        "FROM gpkg_geometry_columns LEFT JOIN gpkg_spatial_ref_sys USING (srs_id) "
        "WHERE table_name = ?",
        (name,),
    ).fetchone()
    if row is None:
        return None, None
    column, organization, code = row
    known = organization is not None and str(organization).upper() == "EPSG" and code > 0
    return column, f"EPSG:{code}" if known else None


def _recorded_count(connection: sqlite3.Connection, name: str) -> int | None:
    kept = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE name = 'gpkg_ogr_contents'"
    ).fetchone()
    if kept is None:
        return None
    row = connection.execute(
        "SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = ?", (name,)
    ).fetchone()
    return None if row is None else row[0]


def fingerprint(name: str, raw: RawTable) -> bytes:
    """Return bytes that are the same whenever the table's content is, in whatever row order."""
    kept = [at for at, column in enumerate(raw.columns) if column != raw.id_column]
    rows = sorted(
        json.dumps([_plain(row[at]) for at in kept], ensure_ascii=False) for row in raw.rows
    )
    head = json.dumps([name, raw.crs, [raw.columns[at] for at in kept]], ensure_ascii=False)
    return "\n".join([head, *rows]).encode()


def _plain(value: object) -> object:
    if not isinstance(value, bytes):
        return value
    shape = gpkg.decoded([value])[0][0]
    return value.hex() if shape is None else shapely.to_wkb(shape, hex=True, byte_order=1)
