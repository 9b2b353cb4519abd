"""The change log of a table: triggers keep every version of every row, whoever changes it.

Beside each table stands `<table>_log` with one row a version: the values after an insert or
update, the last values before a delete. Its columns are declared BLOB, so that SQLite keeps each
value as it was. A trigger knows neither user nor program: who and why is in `revisions`, to which
`log_revision` points once a version has been signed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from zoneplan.gpkg import quoted

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

    from zoneplan.catalogue import Layer

Fault = Literal["missing", "columns"]

FIRST = 1
"""The revision that a log begins with: what was there before is not known."""

MAIN = "main"
_NOW = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"
_EVENTS = ("insert", "update", "delete")


@dataclass(frozen=True, kw_only=True)
class Logged:
    """A table of a GeoPackage and what its log must know of it.

    `schema` is the name under which the file is attached; `key` is the column that names a
    feature for good, None where only the row number does.
    """

    schema: str
    name: str
    columns: tuple[str, ...]
    row_id: str
    key: str | None

    @property
    def table(self) -> str:
        """The table as SQL names it."""
        return f"{quoted(self.schema)}.{quoted(self.name)}"

    @property
    def log(self) -> str:
        """Its log as SQL names it."""
        return f"{quoted(self.schema)}.{quoted(log_name(self.name))}"

    def feature(self, row: str) -> str:
        """Return the SQL expression that names the feature of a row: its key, else its number."""
        number = f"'#' || {row}.{quoted(self.row_id)}"
        return f"coalesce(CAST({row}.{quoted(self.key)} AS TEXT), {number})" if self.key else number


def log_name(table: str) -> str:
    """Return the name of the table that holds another table's versions."""
    return f"{table}_log"


def logged(connection: sqlite3.Connection, layer: Layer, schema: str = MAIN) -> Logged:
    """Return a table as the log must know it, with the columns that it has now."""
    rows = connection.execute(
        "SELECT name, pk FROM pragma_table_info(?, ?)", (layer.name, schema)
    ).fetchall()
    row_id = next((str(name) for name, pk in rows if pk), "rowid")
    return Logged(
        schema=schema,
        name=layer.name,
        columns=tuple(str(name) for name, _ in rows),
        row_id=row_id,
        key=layer.key if layer.geometry or layer.unique else None,
    )


def faults(connection: sqlite3.Connection, table: Logged) -> tuple[Fault, ...]:
    """Return why changes of a table would be logged not at all or not in full."""
    stored = dict(
        connection.execute(
            f"SELECT name, sql FROM {quoted(table.schema)}.sqlite_master "  # noqa: S608 - quoted
            "WHERE type = 'trigger' AND tbl_name = ?",
            (table.name,),
        ).fetchall()
    )
    if not columns_of(connection, table) or not set(_triggers(table)) <= set(stored):
        return ("missing",)
    as_it_should = all(_same_sql(stored[name], sql) for name, sql in _triggers(table).items())
    return () if as_it_should else ("columns",)


def start(
    connection: sqlite3.Connection,
    table: Logged,
    *,
    at: str | None = None,
    revision: int | None = None,
) -> None:
    """Make or mend a table's log, and log each row that differs from its newest version.

    A row counts as changed at `at`, now where not given. What was changed while no trigger
    watched is found here. The rows that a new log begins with are of the first revision, which
    cannot be undone.
    """
    begins = not exists(connection, table)
    _make(connection, table)
    _catch_up(connection, table, at=at, revision=FIRST if begins else revision)


def _make(connection: sqlite3.Connection, table: Logged) -> None:
    held = columns_of(connection, table)
    if not held:
        columns = "".join(f", {quoted(column)} BLOB" for column in table.columns)
        connection.execute(
            f"CREATE TABLE {table.log} (log_id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "
            "log_at TEXT NOT NULL, log_operation TEXT NOT NULL, log_feature TEXT NOT NULL, "
            f"log_revision INTEGER{columns})"
        )
        for name in ("log_feature", "log_revision", table.row_id):
            index = f"{quoted(table.schema)}.{quoted(f'{log_name(table.name)}_{name}')}"
            connection.execute(
                f"CREATE INDEX {index} ON {quoted(log_name(table.name))} ({quoted(name)})"
            )
    for column in table.columns:
        if held and column.lower() not in held:
            connection.execute(f"ALTER TABLE {table.log} ADD COLUMN {quoted(column)} BLOB")
    for name, sql in _triggers(table).items():
        connection.execute(f"DROP TRIGGER IF EXISTS {quoted(table.schema)}.{quoted(name)}")
        connection.execute(
            sql.replace("CREATE TRIGGER ", f"CREATE TRIGGER {quoted(table.schema)}.", 1)
        )


def exists(connection: sqlite3.Connection, table: Logged) -> bool:
    """Tell whether a table has a log."""
    return bool(columns_of(connection, table))


def columns_of(connection: sqlite3.Connection, table: Logged) -> set[str]:
    """Return the columns of a table's log in lower case; none where it has no log."""
    rows = connection.execute(
        "SELECT lower(name) FROM pragma_table_info(?, ?)", (log_name(table.name), table.schema)
    ).fetchall()
    return {str(name) for (name,) in rows}


def _catch_up(
    connection: sqlite3.Connection, table: Logged, *, at: str | None, revision: int | None
) -> None:
    names = _listed(table.columns)
    into = f"INSERT INTO {table.log} (log_at, log_operation, log_feature, log_revision, {names})"
    when = (at, revision)
    connection.execute(
        f"{into} SELECT coalesce(?, {_NOW}), 'delete', v.log_feature, ?, "  # noqa: S608 - quoted
        f"{_listed(table.columns, 'v')} FROM {newest(table)} AS v WHERE v.log_feature NOT IN "
        f"(SELECT {table.feature('t')} FROM {table.table} AS t)",
        when,
    )
    differs = " OR ".join(f"v.{quoted(c)} IS NOT t.{quoted(c)}" for c in table.columns)
    connection.execute(
        f"{into} SELECT coalesce(?, {_NOW}), "  # noqa: S608 - quoted
        "CASE WHEN v.log_id IS NULL THEN 'insert' ELSE 'update' END, "
        f"{table.feature('t')}, ?, {_listed(table.columns, 't')} FROM {table.table} AS t "
        f"LEFT JOIN {newest(table)} AS v ON v.log_feature = {table.feature('t')} "
        f"WHERE v.log_id IS NULL OR {differs} ORDER BY t.{quoted(table.row_id)}",
        when,
    )


def newest(table: Logged, where: str = "1") -> str:
    """Return the SQL of the newest version of each feature among some; deleted ones are left out.

    `where` is a condition on the versions that count.
    """
    return (
        f"(SELECT * FROM {table.log} WHERE log_operation <> 'delete' AND log_id IN "  # noqa: S608
        f"(SELECT max(log_id) FROM {table.log} WHERE {where} GROUP BY log_feature))"
    )


def sign(connection: sqlite3.Connection, table: Logged, revision: int, *, after: int = 0) -> int:
    """Sign the versions that no revision has signed yet; return how many there were."""
    return connection.execute(
        f"UPDATE {table.log} SET log_revision = ? "  # noqa: S608 - quoted
        "WHERE log_revision IS NULL AND log_id > ?",
        (revision, after),
    ).rowcount


def last_id(connection: sqlite3.Connection, table: Logged) -> int:
    """Return the number of a log's newest version, 0 where it has none."""
    return int(
        connection.execute(
            f"SELECT coalesce(max(log_id), 0) FROM {table.log}"  # noqa: S608 - quoted
        ).fetchone()[0]
    )


def _triggers(table: Logged) -> Mapping[str, str]:
    return {
        f"zoneplan_log_{table.name}_{event}": _trigger(table, event, body)
        for event, body in zip(
            _EVENTS,
            (
                (_replaced(table, "NEW"), _version(table, "insert", "NEW")),
                (_replaced(table, "NEW", "OLD"), _version(table, "update", "NEW")),
                (_version(table, "delete", "OLD"),),
            ),
            strict=True,
        )
    }


def _trigger(table: Logged, event: str, body: Iterable[str]) -> str:
    changed = " OR ".join(f"OLD.{quoted(c)} IS NOT NEW.{quoted(c)}" for c in table.columns)
    when = f" WHEN {changed}" if event == "update" else ""
    name = quoted(f"zoneplan_log_{table.name}_{event}")
    statements = "; ".join(body)
    return (
        f"CREATE TRIGGER {name} AFTER {event.upper()} ON {quoted(table.name)}{when} "
        f"BEGIN {statements}; END"
    )


def _version(table: Logged, operation: str, row: str) -> str:
    return (
        f"INSERT INTO {quoted(log_name(table.name))} "  # noqa: S608 - quoted
        f"(log_at, log_operation, log_feature, {_listed(table.columns)}) "
        f"VALUES ({_NOW}, '{operation}', {table.feature(row)}, {_listed(table.columns, row)})"
    )


def _replaced(table: Logged, *rows: str) -> str:
    """Return the SQL that logs the end of a feature whose row another feature took over.

    That is what a change of its key looks like, and `INSERT OR REPLACE`, which fires no delete
    trigger.
    """
    log, row_id = quoted(log_name(table.name)), quoted(table.row_id)
    return (
        f"INSERT INTO {log} (log_at, log_operation, log_feature, "  # noqa: S608 - quoted
        f"{_listed(table.columns)}) SELECT {_NOW}, 'delete', v.log_feature, "
        f"{_listed(table.columns, 'v')} FROM {log} AS v "
        f"WHERE v.{row_id} IN ({', '.join(f'{row}.{row_id}' for row in rows)}) "
        f"AND v.log_feature IS NOT {table.feature('NEW')} AND v.log_operation <> 'delete' "
        f"AND v.log_id = (SELECT max(log_id) FROM {log} WHERE log_feature = v.log_feature)"
    )


def _listed(columns: Iterable[str], row: str = "") -> str:
    prefix = f"{row}." if row else ""
    return ", ".join(f"{prefix}{quoted(column)}" for column in columns)


def _same_sql(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())
