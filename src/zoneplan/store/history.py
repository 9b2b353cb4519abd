"""What the logs hold: revisions, and the changes that each version of a row made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zoneplan import gpkg
from zoneplan.change import GEOMETRY, Change, Reason, Revision
from zoneplan.errors import PlanError
from zoneplan.gpkg import quoted
from zoneplan.store import changelog
from zoneplan.store.changelog import FIRST
from zoneplan.store.revisions import TABLE

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from zoneplan.catalogue import Catalogue, Layer
    from zoneplan.store.changelog import Logged


def read_revisions(folder: Path, catalogue: Catalogue) -> tuple[Revision, ...]:
    """Return the revisions of a plan, oldest first; none where it keeps no list of them."""
    with gpkg.opened_in_distrust(folder / (catalogue.layers[TABLE].file or "")) as connection:
        if not connection.execute(
            "SELECT 1 FROM sqlite_master WHERE name = ?", (TABLE,)
        ).fetchone():
            return ()
        rows = connection.execute(
            "SELECT number, at, action, by, message, decision, forced "  # noqa: S608 - a constant
            f"FROM {TABLE} ORDER BY number"
        ).fetchall()
    return tuple(
        Revision(
            number=int(number),
            at=str(at),
            reason=Reason(
                action=str(action),
                by=str(by or ""),
                message=str(message or ""),
                decision=decision,
                forced=forced == "yes",
            ),
        )
        for number, at, action, by, message, decision, forced in rows
    )


def read_changes(
    folder: Path, catalogue: Catalogue, *, code: str | None = None
) -> tuple[Change, ...]:
    """Return what each version of each row changed, newest first.

    With `code`, only the rows of that feature, its beginning included; without, what the plan
    began with is left out. Versions that changed no value are left out.
    """
    changes: list[tuple[int, Change]] = []
    for file in catalogue.files():
        with gpkg.opened_in_distrust(folder / file) as connection:
            for layer in catalogue.contents_of(file):
                table = changelog.logged(connection, layer)
                if changelog.exists(connection, table):
                    changes += _changes(connection, layer, table, code)
    changes.sort(key=lambda item: (item[1].at or "", item[0]), reverse=True)
    return tuple(change for _, change in changes)


def _changes(
    connection: sqlite3.Connection, layer: Layer, table: Logged, code: str | None
) -> Iterator[tuple[int, Change]]:
    columns, geometry = _readable_columns(connection, table)
    names = ", ".join(f"v.{quoted(column)}" for column in columns)
    before = ", ".join(f"p.{quoted(column)}" for column in columns)
    where, arguments = belongs(layer, table, code)
    rows = connection.execute(
        "SELECT v.log_id, v.log_at, v.log_operation, v.log_revision, "  # noqa: S608 - quoted
        f"p.log_id IS NOT NULL AND p.log_operation <> 'delete', {names}, {before} "
        f"FROM {table.log} AS v LEFT JOIN {table.log} AS p ON p.log_id = "
        f"(SELECT max(log_id) FROM {table.log} WHERE log_feature = v.log_feature "
        f"AND log_id < v.log_id) WHERE {where}",
        arguments,
    )
    size = len(columns)
    for log_id, at, operation, revision, had_before, *values in rows:
        after = _values(columns, values[:size], geometry)
        change = Change(
            layer=layer.name,
            code=after.get(layer.key),
            before=_values(columns, values[size:], geometry) if had_before else None,
            after=None if operation == "delete" else after,
            at=at,
            revision=revision,
        )
        if change.columns:
            yield log_id, change


def belongs(layer: Layer, table: Logged, code: str | None) -> tuple[str, Sequence[Any]]:
    """Return the SQL condition on versions `v` of a feature, or of all later than the first."""
    if code is None:
        return "v.log_revision IS NOT ?", (FIRST,)
    if table.key:
        return "v.log_feature = ?", (code,)
    return (f"v.{quoted(layer.key)} = ?", (code,)) if layer.key in table.columns else ("0", ())


def _readable_columns(
    connection: sqlite3.Connection, table: Logged
) -> tuple[tuple[str, ...], str | None]:
    """Return the columns that table and log share, without row numbers, and the geometry's."""
    held = changelog.columns_of(connection, table)
    columns = tuple(c for c in table.columns if c.lower() in held and c != table.row_id)
    row = connection.execute(
        "SELECT column_name FROM gpkg_geometry_columns WHERE table_name = ?", (table.name,)
    ).fetchone()
    return columns, str(row[0]) if row else None


def _values(
    columns: Sequence[str], values: Sequence[object], geometry: str | None
) -> Mapping[str, Any]:
    row = dict(zip(columns, values, strict=True))
    if geometry in row:
        row[GEOMETRY] = gpkg.decoded([row.pop(geometry)])[0][0]  # type: ignore[list-item]
    return row


def moment_of(revisions: Sequence[Revision], number: int) -> str:
    """Return when a revision was signed (UTC); raises `PlanError` where there is none."""
    for revision in revisions:
        if revision.number == number:
            return revision.at
    last = revisions[-1].number if revisions else 0
    raise PlanError(
        vi=f"Không có lần ghi số {number}; lần mới nhất là {last}. Xem bằng `zoneplan log`.",
        en=f"There is no revision {number}; the newest is {last}. See `zoneplan log`.",
    )
