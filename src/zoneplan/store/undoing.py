"""Undoing: rows get back the values that they had before a revision, which is one more revision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zoneplan import gpkg
from zoneplan.errors import EditError
from zoneplan.gpkg import quoted
from zoneplan.store import changelog
from zoneplan.store.changelog import FIRST
from zoneplan.store.editing import note_contents
from zoneplan.store.history import belongs
from zoneplan.store.revisions import transaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from zoneplan.catalogue import Catalogue, Layer
    from zoneplan.change import Reason
    from zoneplan.store.changelog import Logged

_Row = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class _Restored:
    """A row to be put back: as it is now and as it was, None where it was or is not there."""

    layer: Layer
    table: Logged
    now: _Row | None
    then: _Row | None


def undo_revision(folder: Path, catalogue: Catalogue, number: int, reason: Reason) -> int:
    """Put back all rows that a revision changed; return the number of the new revision.

    Raises `EditError` where a row was changed again later, or the revision changed nothing.
    """
    if number == FIRST:
        raise EditError(
            vi="Lần ghi số 1 là lúc đồ án bắt đầu; trước đó không có gì để hoàn tác.",
            en="Revision 1 is the plan's beginning; there is nothing before it.",
        )
    return _undo(folder, catalogue, reason, revision=number, code=None)


def undo_code(folder: Path, catalogue: Catalogue, code: str, reason: Reason) -> int:
    """Put back what the newest change of a feature changed of it, its status history included."""
    newest = _newest_revision(folder, catalogue, code)
    return _undo(folder, catalogue, reason, revision=newest, code=code)


def _newest_revision(folder: Path, catalogue: Catalogue, code: str) -> int | None:
    versions: list[tuple[str, int | None]] = []
    for file in catalogue.files():
        with gpkg.opened_in_distrust(folder / file) as connection:
            for layer in catalogue.contents_of(file):
                table = changelog.logged(connection, layer)
                if changelog.exists(connection, table):
                    where, arguments = belongs(layer, table, code)
                    versions += connection.execute(
                        f"SELECT log_at, log_revision FROM {table.log} AS v "  # noqa: S608
                        f"WHERE {where} ORDER BY log_id DESC LIMIT 1",
                        arguments,
                    ).fetchall()
    newest = max(versions, key=lambda version: version[0], default=None)
    if newest is None or newest[1] == FIRST:
        raise EditError(
            vi=f"{code} chưa có thay đổi nào để hoàn tác. Xem bằng `zoneplan log {code}`.",
            en=f"{code} has no change to undo. See `zoneplan log {code}`.",
        )
    return newest[1]


def _undo(
    folder: Path, catalogue: Catalogue, reason: Reason, *, revision: int | None, code: str | None
) -> int:
    with transaction(folder, catalogue, catalogue.files(), reason) as opened:
        restored = [
            row
            for layer, table in opened.tables()
            for row in _rows(opened.connection, layer, table, revision, code)
        ]
        if not restored:
            raise EditError(
                vi=f"Lần ghi số {revision} không thay đổi đối tượng nào. Xem bằng `zoneplan log`.",
                en=f"Revision {revision} changed no feature. See `zoneplan log`.",
            )
        for row in sorted(restored, key=lambda row: row.then is not None):
            _put_back(opened.connection, row)
        return opened.number


def _rows(
    connection: sqlite3.Connection,
    layer: Layer,
    table: Logged,
    revision: int | None,
    code: str | None,
) -> Iterator[_Restored]:
    where, arguments = ("1", ()) if code is None else belongs(layer, table, code)
    touched = connection.execute(
        "SELECT v.log_feature, min(v.log_id), max(v.log_id) "  # noqa: S608 - quoted
        f"FROM {table.log} AS v WHERE v.log_revision IS ? AND {where} GROUP BY v.log_feature",
        (revision, *arguments),
    ).fetchall()
    for feature, first, last in touched:
        now = _version(connection, table, feature, ">=", last)
        if now["log_id"] != last:
            raise _changed_since(layer, feature, now)
        then = _version(connection, table, feature, "<", first)
        yield _Restored(layer=layer, table=table, now=_present(now), then=_present(then))


def _version(
    connection: sqlite3.Connection, table: Logged, feature: str, side: str, log_id: int
) -> _Row:
    cursor = connection.execute(
        f"SELECT * FROM {table.log} WHERE log_feature = ? "  # noqa: S608 - quoted
        f"AND log_id {side} ? ORDER BY log_id DESC LIMIT 1",
        (feature, log_id),
    )
    row = cursor.fetchone()
    return dict(zip((column[0] for column in cursor.description), row, strict=True)) if row else {}


def _present(version: _Row) -> _Row | None:
    return version if version and version["log_operation"] != "delete" else None


def _changed_since(layer: Layer, feature: str, now: _Row) -> EditError:
    later = now["log_revision"]
    by_vi = f"lần ghi số {later}" if later else "một thay đổi chưa xác nhận"
    by_en = f"revision {later}" if later else "a change that nobody has signed"
    return EditError(
        vi=f"{feature} (lớp {layer.name}) đã được sửa tiếp ở {by_vi}; chưa hoàn tác gì. Hãy hoàn "
        "tác lần đó trước.",
        en=f"{feature} (layer {layer.name}) was changed again by {by_en}; nothing was undone. "
        "Undo that one first.",
    )


def _put_back(connection: sqlite3.Connection, row: _Restored) -> None:
    if row.then is None:
        _delete(connection, row.table, row.now or {})
    elif row.now is None:
        _insert(connection, row.table, row.then)
    else:
        _update(connection, row.table, row.now, row.then)
    note_contents(connection, row.table)


def _delete(connection: sqlite3.Connection, table: Logged, now: _Row) -> None:
    connection.execute(
        f"DELETE FROM {table.table} WHERE {quoted(table.row_id)} = ?",  # noqa: S608 - quoted
        (now.get(table.row_id),),
    )


def _update(connection: sqlite3.Connection, table: Logged, now: _Row, then: _Row) -> None:
    columns = [column for column in table.columns if column != table.row_id]
    connection.execute(
        f"UPDATE {table.table} SET "  # noqa: S608 - quoted
        f"{', '.join(f'{quoted(column)} = ?' for column in columns)} "
        f"WHERE {quoted(table.row_id)} = ?",
        (*(then[column] for column in columns), now[table.row_id]),
    )


def _insert(connection: sqlite3.Connection, table: Logged, then: _Row) -> None:
    free = _number_is_free(connection, table, then[table.row_id])
    columns = [column for column in table.columns if free or column != table.row_id]
    connection.execute(
        f"INSERT INTO {table.table} ({', '.join(map(quoted, columns))}) "  # noqa: S608 - quoted
        f"VALUES ({', '.join('?' * len(columns))})",
        tuple(then[column] for column in columns),
    )


def _number_is_free(connection: sqlite3.Connection, table: Logged, number: object) -> bool:
    taken = connection.execute(
        f"SELECT 1 FROM {table.table} WHERE {quoted(table.row_id)} = ?",  # noqa: S608 - quoted
        (number,),
    ).fetchone()
    return taken is None
