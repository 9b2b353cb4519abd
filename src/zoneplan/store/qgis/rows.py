"""Rows that are ours in tables that others use too: only what differs is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zoneplan.gpkg import quoted

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

Row = dict[str, object]


def exists(connection: sqlite3.Connection, table: str) -> bool:
    """Tell whether the file has a table of that name."""
    found = connection.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)
    )
    return found.fetchone() is not None


def put(
    connection: sqlite3.Connection,
    table: str,
    row: Mapping[str, object],
    *,
    key: Iterable[str],
    on_change: Mapping[str, object] | None = None,
) -> bool:
    """Write a row known by its key columns, and tell whether that changed anything.

    `on_change` are further values that are written only with a change, such as its time.
    """
    key = tuple(key)
    here = " AND ".join(f"{quoted(name)} IS ?" for name in key)
    at = [row[name] for name in key]
    names = ", ".join(map(quoted, row))
    found = connection.execute(f"SELECT {names} FROM {quoted(table)} WHERE {here}", at).fetchone()  # noqa: S608 - quoted
    if found == tuple(row.values()):
        return False
    new = {**row, **(on_change or {})}
    if found is None:
        marks = ", ".join("?" * len(new))
        statement = f"INSERT INTO {quoted(table)} ({', '.join(map(quoted, new))}) VALUES ({marks})"  # noqa: S608 - quoted
        connection.execute(statement, tuple(new.values()))
    else:
        values = ", ".join(f"{quoted(name)} = ?" for name in new)
        statement = f"UPDATE {quoted(table)} SET {values} WHERE {here}"  # noqa: S608 - quoted
        connection.execute(statement, (*new.values(), *at))
    return True


def drop_others(
    connection: sqlite3.Connection,
    table: str,
    ours: str,
    values: Iterable[object],
    wanted: Iterable[tuple[object, ...]],
    *,
    key: Iterable[str],
) -> bool:
    """Delete the rows that the condition `ours` finds and that are no longer wanted."""
    kept, names = set(wanted), ", ".join(map(quoted, key))
    found = connection.execute(
        f"SELECT rowid, {names} FROM {quoted(table)} WHERE {ours}",  # noqa: S608 - quoted
        tuple(values),
    ).fetchall()
    stale = [(row_id,) for row_id, *at in found if tuple(at) not in kept]
    connection.executemany(f"DELETE FROM {quoted(table)} WHERE rowid = ?", stale)  # noqa: S608 - quoted
    return bool(stale)
