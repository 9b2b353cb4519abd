"""Changes of single rows, in place: styles, forms, triggers and other tables stay as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zoneplan import gpkg
from zoneplan.change import GEOMETRY, Add, Drop, Put
from zoneplan.errors import EditError
from zoneplan.gpkg import quoted
from zoneplan.store.revisions import transaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import shapely

    from zoneplan.catalogue import Catalogue
    from zoneplan.change import Edit, Reason
    from zoneplan.store.changelog import Logged
    from zoneplan.store.revisions import Transaction


def apply(folder: Path, catalogue: Catalogue, edits: Iterable[Edit], reason: Reason) -> int:
    """Make all edits in one transaction, or none; return the number of the new revision.

    Raises `EditError` where a row is not there, was changed meanwhile, or nothing would change.
    """
    edits = tuple(edits)
    with transaction(folder, catalogue, [edit.file for edit in edits], reason) as opened:
        for edit in edits:
            _make(opened, opened.table(edit.layer, edit.file), edit)
        return opened.number


def _make(opened: Transaction, table: Logged, edit: Edit) -> None:
    if isinstance(edit, Drop):
        _drop(opened, table, edit)
        note_contents(opened.connection, table)
        return
    if isinstance(edit, Put):
        _put(opened, table, edit)
    else:
        _add(opened, table, edit)
    note_contents(opened.connection, table, edit.values.get(GEOMETRY))


def _put(opened: Transaction, table: Logged, edit: Put) -> None:
    key = quoted(opened.catalogue.layers[edit.layer].key)
    values = _stored(opened, table, edit.values)
    was = _stored(opened, table, edit.was)
    to = ", ".join(f"{quoted(column)} = ?" for column in values)
    still = "".join(f" AND {quoted(column)} IS ?" for column in was)
    done = opened.connection.execute(
        f"UPDATE {table.table} SET {to} WHERE {key} = ?{still}",  # noqa: S608 - quoted
        (*values.values(), edit.key, *was.values()),
    )
    if done.rowcount == 0:
        raise EditError(
            vi=f"{edit.key} đã bị xóa hoặc vừa được người khác sửa; chưa ghi gì. Hãy xem lại bằng "
            f"`zoneplan show {edit.key}` rồi chạy lại.",
            en=f"{edit.key} was removed, or changed by someone else meanwhile; nothing was "
            f"written. Look at `zoneplan show {edit.key}` and run this again.",
        )


def _add(opened: Transaction, table: Logged, edit: Add) -> None:
    values = _stored(opened, table, edit.values)
    if table.key is not None:
        _refuse_bad_key(values.get(table.key))
        _refuse_taken(opened, table, str(values[table.key]))
    opened.connection.execute(
        f"INSERT INTO {table.table} ({', '.join(map(quoted, values))}) "  # noqa: S608 - quoted
        f"VALUES ({', '.join('?' * len(values))})",
        tuple(values.values()),
    )


def _refuse_bad_key(key: object) -> None:
    """Raise where a new key is none, or could not be told from another by eye."""
    if not isinstance(key, str) or not key or key != " ".join(key.split()) or not key.isprintable():
        raise EditError(
            vi=f"{key!r} không dùng làm mã được: mã là chữ, không để trống, không có dấu cách ở "
            "đầu, cuối hay liền nhau, không có ký tự điều khiển. Chưa ghi gì.",
            en=f"{key!r} cannot be a code: a code is a text, not empty, without spaces at its ends "
            "or side by side, without control characters. Nothing was written.",
        )


def _refuse_taken(opened: Transaction, table: Logged, key: str) -> None:
    taken = opened.connection.execute(
        f"SELECT 1 FROM {table.table} "  # noqa: S608 - quoted
        f"WHERE {quoted(table.key or '')} = ?",
        (key,),
    ).fetchone()
    if taken:
        raise EditError(
            vi=f"Bảng {table.name} đã có {key}; chưa ghi gì. Hãy chọn mã khác, hoặc sửa dòng đã có "
            f"bằng `zoneplan set {key}`.",
            en=f"The table {table.name} holds {key} already; nothing was written. Choose another "
            f"code, or change that row with `zoneplan set {key}`.",
        )


def _drop(opened: Transaction, table: Logged, edit: Drop) -> None:
    key = quoted(opened.catalogue.layers[edit.layer].key)
    opened.connection.execute(
        f"DELETE FROM {table.table} WHERE {key} = ?",  # noqa: S608 - quoted
        (edit.key,),
    )


def _stored(opened: Transaction, table: Logged, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values as the file keeps them: a geometry as blob under the file's column name."""
    stored = {column: value for column, value in values.items() if column != GEOMETRY}
    if GEOMETRY in values:
        column, srs_id = opened.connection.execute(
            "SELECT column_name, srs_id "  # noqa: S608 - quoted
            f"FROM {quoted(table.schema)}.gpkg_geometry_columns WHERE table_name = ?",
            (table.name,),
        ).fetchone()
        stored[column] = gpkg.encoded(values[GEOMETRY], srs_id)
    return stored


def note_contents(
    connection: sqlite3.Connection, table: Logged, shape: shapely.Geometry | None = None
) -> None:
    """Note in the file's contents that a table changed; its extent is only ever widened."""
    contents = f"{quoted(table.schema)}.gpkg_contents"
    connection.execute(
        f"UPDATE {contents} "  # noqa: S608 - quoted
        "SET last_change = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE table_name = ?",
        (table.name,),
    )
    if shape is not None and not shape.is_empty:
        connection.execute(
            f"UPDATE {contents} SET "  # noqa: S608 - quoted
            "min_x = min(coalesce(min_x, ?1), ?1), min_y = min(coalesce(min_y, ?2), ?2), "
            "max_x = max(coalesce(max_x, ?3), ?3), max_y = max(coalesce(max_y, ?4), ?4) "
            "WHERE table_name = ?5",
            (*shape.bounds, table.name),
        )
