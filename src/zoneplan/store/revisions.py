"""Revisions: one transaction on the plan's files, signed with who asked for it and why.

Revisions are numbered through the whole plan and kept in one table of the register, which every
transaction has open: two of them cannot take one number.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zoneplan import gpkg
from zoneplan.errors import EditError, PlanError
from zoneplan.store import changelog
from zoneplan.store.changelog import MAIN, Logged

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from zoneplan.catalogue import Catalogue, Layer
    from zoneplan.change import Reason

TABLE = "revisions"


@dataclass(frozen=True, kw_only=True)
class Transaction:
    """A transaction under way: its connection, its number, the tables that it may change."""

    connection: sqlite3.Connection
    catalogue: Catalogue
    number: int
    schemas: Mapping[str, str]

    def table(self, layer: str, file: str) -> Logged:
        """Return a table of a file as SQL must name it."""
        known = self.catalogue.layers[layer]
        return changelog.logged(self.connection, known, self.schemas[file])

    def tables(self) -> Iterator[tuple[Layer, Logged]]:
        """Return all tables that have a log, with what the catalogue says of them."""
        for file, schema in self.schemas.items():
            for layer in self.catalogue.contents_of(file):
                yield layer, changelog.logged(self.connection, layer, schema)


@contextmanager
def transaction(
    folder: Path, catalogue: Catalogue, files: Iterable[str], reason: Reason
) -> Iterator[Transaction]:
    """Open files of the plan for one revision: what is changed in it is signed at its end.

    What had gathered unsigned before it stays unsigned. Raises `EditError` where a table to be
    changed is not logged in full, or where nothing was changed; `PlanError` where a file stays
    locked. Then nothing is written.
    """
    with _opened(folder, catalogue, files) as opened:
        tables = [table for _, table in opened.tables()]
        _refuse_unlogged(opened.connection, tables)
        began = [changelog.last_id(opened.connection, table) for table in tables]
        yield opened
        signed = [
            changelog.sign(opened.connection, table, opened.number, after=last)
            for table, last in zip(tables, began, strict=True)
        ]
        if not any(signed):
            raise EditError(
                vi="Giá trị mới trùng với giá trị đang có, nên không có gì để ghi.",
                en="The new values are those already there, so there was nothing to write.",
            )
        _describe(opened, reason)


def record(folder: Path, catalogue: Catalogue, reason: Reason) -> int | None:
    """Sign all that has gathered unsigned, whoever made it; return the new revision's number.

    Logs that are missing or lack a column are mended first, and what changed unwatched is found.
    None where nothing has gathered and no log was mended.
    """
    with _opened(folder, catalogue, catalogue.files()) as opened:
        gathered = 0
        for layer, table in opened.tables():
            gathered += bool(changelog.faults(opened.connection, table))
            restore_key(opened.connection, layer, table)
            changelog.start(opened.connection, table)
            gathered += changelog.sign(opened.connection, table, opened.number)
        if not gathered:
            return None
        _describe(opened, reason)
        return opened.number


def mark(folder: Path, catalogue: Catalogue, reason: Reason) -> int:
    """Name this moment: a revision that changes nothing. Return its number."""
    with _opened(folder, catalogue, ()) as opened:
        _describe(opened, reason)
        return opened.number


def begin(
    connection: sqlite3.Connection, layers: Iterable[Layer], *, at: str, number: int = 1
) -> None:
    """Start the logs of a new file: its rows are what revision `number` brought in."""
    for layer in layers:
        changelog.start(connection, changelog.logged(connection, layer), at=at, revision=number)


def restore_key(connection: sqlite3.Connection, layer: Layer, table: Logged) -> None:
    """Give a table back the index by its key, as unique as the rows allow.

    Programs that write a layer anew leave the index behind.
    """
    index = f"{gpkg.quoted(table.schema)}.{gpkg.quoted(f'{layer.name}_{layer.key}')}"
    on = f"{gpkg.quoted(layer.name)} ({gpkg.quoted(layer.key)})"
    unique = bool(table.key) and not _has_twins(connection, table)
    if layer.key in table.columns:
        connection.execute(
            f"CREATE {'UNIQUE' if unique else ''} INDEX IF NOT EXISTS {index} ON {on}"
        )


def _has_twins(connection: sqlite3.Connection, table: Logged) -> bool:
    key = gpkg.quoted(table.key or "")
    return (
        connection.execute(
            f"SELECT 1 FROM {table.table} WHERE {key} IS NOT NULL "  # noqa: S608 - quoted
            f"GROUP BY {key} HAVING count(*) > 1 LIMIT 1"
        ).fetchone()
        is not None
    )


@contextmanager
def _opened(folder: Path, catalogue: Catalogue, files: Iterable[str]) -> Iterator[Transaction]:
    register = catalogue.layers[TABLE].file or ""
    others = [file for file in dict.fromkeys(files) if file != register]
    schemas = {register: MAIN} | {file: f"file_{at}" for at, file in enumerate(others)}
    attached = {schemas[file]: folder / file for file in others}
    with gpkg.opened_for_writing(folder / register, attached=attached) as connection:
        yield Transaction(
            connection=connection,
            catalogue=catalogue,
            number=_next_number(connection),
            schemas=schemas,
        )


def _next_number(connection: sqlite3.Connection) -> int:
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (TABLE,)).fetchone():
        raise PlanError(
            vi=f"Sổ không có bảng {TABLE}, nên không ghi được ai đã sửa gì; chưa ghi gì. Hãy "
            "lấy lại bảng đó từ bản sao lưu của register.gpkg.",
            en=f"The register has no table {TABLE}, so who changed what cannot be kept; nothing "
            "was written. Get that table back from a copy of register.gpkg.",
        )
    row = connection.execute(f"SELECT coalesce(max(number), 0) + 1 FROM {TABLE}").fetchone()  # noqa: S608
    return int(row[0])


def _refuse_unlogged(connection: sqlite3.Connection, tables: Iterable[Logged]) -> None:
    for table in tables:
        if changelog.faults(connection, table):
            raise EditError(
                vi=f"Thay đổi của lớp {table.name} không được ghi nhật ký (lớp đã bị ghi lại hoặc "
                'đổi cột). Hãy chạy `zoneplan record -m "…"` trước.',
                en=f"Changes of the layer {table.name} are not logged (it was written anew, or its "
                'columns changed). Run `zoneplan record -m "…"` first.',
            )


def _describe(opened: Transaction, reason: Reason) -> None:
    _refuse_unknown_decision(opened.connection, reason.decision)
    opened.connection.execute(
        f"INSERT INTO {TABLE} (number, at, by, action, message, decision, forced) "  # noqa: S608
        "VALUES (?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), ?, ?, ?, ?, ?)",
        (
            opened.number,
            reason.by,
            reason.action,
            reason.message,
            reason.decision,
            "yes" if reason.forced else "no",
        ),
    )


def _refuse_unknown_decision(connection: sqlite3.Connection, number: str | None) -> None:
    if number is None:
        return
    known = connection.execute("SELECT 1 FROM decisions WHERE number = ?", (number,)).fetchone()
    if known is None:
        raise EditError(
            vi=f"Sổ chưa có quyết định {number}, nên thay đổi không dựa vào nó được; chưa ghi gì. "
            f'Hãy ghi quyết định trước: `zoneplan decision add "{number}"`.',
            en=f"The register holds no decision {number}, so no change can rest on it; nothing was "
            f'written. Enter it first: `zoneplan decision add "{number}"`.',
        )
