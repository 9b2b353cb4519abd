"""The tables in which a GeoPackage keeps styles and what its columns mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zoneplan import gpkg
from zoneplan.language import Text
from zoneplan.store.qgis import rows
from zoneplan.store.qgis.forms import STATUS_HELP, Field, alias, codes_of
from zoneplan.store.qgis.styles import VARIANTS, style, variants_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from zoneplan.catalogue import Catalogue, Column, Layer

_STYLES = "layer_styles"
_COLUMNS = "gpkg_data_columns"
_CODES = "gpkg_data_column_constraints"
_OURS = "zoneplan_"
# As QGIS makes it.
_MAKE_STYLES = (
    'CREATE TABLE layer_styles ("id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, '
    '"f_table_catalog" TEXT(256), "f_table_schema" TEXT(256), "f_table_name" TEXT(256), '
    '"f_geometry_column" TEXT(256), "styleName" TEXT(30), "styleQML" TEXT, "styleSLD" TEXT, '
    '"useAsDefault" BOOLEAN, "description" TEXT, "owner" TEXT(30), "ui" TEXT(30), '
    "\"update_time\" DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')))"
)
# GeoPackage 1.2, clause 2.3.9 and annex F.9 (schema extension).
_MAKE_COLUMNS = (
    "CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, "
    "name TEXT, title TEXT, description TEXT, mime_type TEXT, constraint_name TEXT, "
    "CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name), "
    "CONSTRAINT gdc_tn UNIQUE (table_name, name))"
)
_MAKE_CODES = (
    "CREATE TABLE gpkg_data_column_constraints (constraint_name TEXT NOT NULL, "
    "constraint_type TEXT NOT NULL, value TEXT, min NUMERIC, min_is_inclusive BOOLEAN, "
    "max NUMERIC, max_is_inclusive BOOLEAN, description TEXT, "
    "CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value))"
)
_MAKE_EXTENSIONS = (
    "CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, "
    "extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL, "
    "CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))"
)
_MAKE = {
    _STYLES: _MAKE_STYLES,
    _COLUMNS: _MAKE_COLUMNS,
    _CODES: _MAKE_CODES,
    "gpkg_extensions": _MAKE_EXTENSIONS,
}
_SCHEMA_DEFINITION = "http://www.geopackage.org/spec120/#extension_schema"


@dataclass(frozen=True, kw_only=True)
class _Table:
    """A layer or table as it stands in the file."""

    layer: Layer
    fields: tuple[Field, ...]
    geometry: str


def put_styles(
    connection: sqlite3.Connection, catalogue: Catalogue, *, file: str, stamp: str
) -> bool:
    """Write our styles and the meaning of columns into one GeoPackage; tell if that changed it.

    The connection stands within a transaction on that file. Styles of other names stay as they
    are, and a style that is the default stays the default. `stamp` is the time of a change.
    """
    tables = [
        _table(connection, layer)
        for layer in catalogue.tables_of(file)
        if _is_registered(connection, layer.name)
    ]
    made = _make_tables(connection, stamp)
    styled = _put_layer_styles(connection, catalogue, file, tables, stamp)
    told = _put_meanings(connection, catalogue, file, tables)
    return made or styled or told


def refresh(folder: Path, catalogue: Catalogue, *, stamp: str) -> tuple[Path, ...]:
    """Bring the styles in all files of a plan up to its catalogue; return the files changed.

    One transaction a file. Raises `PlanError` where a file is missing, damaged or locked.
    """
    changed = []
    for file in catalogue.files():
        with gpkg.opened_for_writing(folder / file) as connection:
            if put_styles(connection, catalogue, file=file, stamp=stamp):
                changed.append(folder / file)
    return tuple(changed)


def _is_registered(connection: sqlite3.Connection, table: str) -> bool:
    found = connection.execute("SELECT 1 FROM gpkg_contents WHERE table_name = ?", (table,))
    return found.fetchone() is not None


def _table(connection: sqlite3.Connection, layer: Layer) -> _Table:
    known = {column.name: column for column in layer.columns}
    held = connection.execute("SELECT name, pk FROM pragma_table_info(?)", (layer.name,))
    geometry = connection.execute(
        "SELECT column_name FROM gpkg_geometry_columns WHERE table_name = ?", (layer.name,)
    ).fetchone()
    shape = geometry[0] if geometry else ""
    fields = (
        Field(name=name, known=known.get(name)) for name, pk in held if not pk and name != shape
    )
    return _Table(layer=layer, fields=tuple(fields), geometry=shape)


def _make_tables(connection: sqlite3.Connection, stamp: str) -> bool:
    """Make the tables that the file lacks, and register them; tell whether any was made."""
    missing = [name for name in _MAKE if not rows.exists(connection, name)]
    for name in missing:
        connection.execute(_MAKE[name])
    contents = {"table_name": _STYLES, "data_type": "attributes", "identifier": _STYLES}
    further = {"description": "", "last_change": stamp, "srs_id": 0}
    changed = rows.put(connection, "gpkg_contents", contents, key=contents, on_change=further)
    for name in (_COLUMNS, _CODES):
        row = {"table_name": name, "column_name": None, "extension_name": "gpkg_schema"}
        further = {"definition": _SCHEMA_DEFINITION, "scope": "read-write"}
        changed |= rows.put(connection, "gpkg_extensions", row, key=row, on_change=further)
    return changed or bool(missing)


def _put_layer_styles(
    connection: sqlite3.Connection,
    catalogue: Catalogue,
    file: str,
    tables: Iterable[_Table],
    stamp: str,
) -> bool:
    wanted = {
        (table.layer.name, variant.name): (table, variant)
        for table in tables
        for variant in variants_of(catalogue, table.layer)
    }
    names = tuple(variant.name for variant in VARIANTS)
    key = ("f_table_name", "styleName")
    ours = f'"styleName" IN ({", ".join("?" * len(names))})'
    changed = rows.drop_others(connection, _STYLES, ours, names, wanted, key=key)
    defaults = {name: _defaults(connection, name) for name, _ in wanted}
    for (name, _), (table, variant) in wanted.items():
        row = {
            "f_table_catalog": "",
            "f_table_schema": "",
            "f_table_name": name,
            "f_geometry_column": table.geometry,
            "styleName": variant.name,
            "styleQML": style(catalogue, file, table.layer, table.fields, variant),
            "styleSLD": "",
            "useAsDefault": int(variant.name in defaults[name]),
            "description": _both(table.layer.title),
            "owner": "",
        }
        changed |= rows.put(connection, _STYLES, row, key=key, on_change={"update_time": stamp})
    return changed


def _defaults(connection: sqlite3.Connection, table: str) -> set[str]:
    """Return the names of a table's default styles as they stand; ours where there is none."""
    found = connection.execute(
        'SELECT "styleName" FROM layer_styles WHERE f_table_name = ? AND "useAsDefault"', (table,)
    )
    return {name for (name,) in found} or {VARIANTS[0].name}


def _put_meanings(
    connection: sqlite3.Connection, catalogue: Catalogue, file: str, tables: Iterable[_Table]
) -> bool:
    meanings: dict[tuple[object, ...], rows.Row] = {}
    codes: dict[tuple[object, ...], rows.Row] = {}
    for table in tables:
        for column in (field.known for field in table.fields):
            if column is not None:
                titles = codes_of(catalogue, file, table.layer, column)
                meaning = _meaning(table.layer, column, coded=bool(titles))
                meanings[table.layer.name, column.name, meaning.get("constraint_name")] = meaning
                codes |= _codes(str(meaning.get("constraint_name")), titles)
    return _settle(connection, _COLUMNS, meanings, ("table_name", "column_name")) | _settle(
        connection, _CODES, codes, ("constraint_type", "value")
    )


def _settle(
    connection: sqlite3.Connection,
    table: str,
    wanted: Mapping[tuple[object, ...], rows.Row],
    names: tuple[str, ...],
) -> bool:
    """Write the wanted rows, without those of ours that are wanted no more."""
    ours = "substr(constraint_name, 1, ?) = ?"
    key = (*names, "constraint_name")
    changed = rows.drop_others(connection, table, ours, (len(_OURS), _OURS), wanted, key=key)
    own = key if table == _CODES else names
    for row in wanted.values():
        changed |= rows.put(connection, table, row, key=own)
    return changed


def _meaning(layer: Layer, column: Column, *, coded: bool) -> rows.Row:
    titles = Text(vi=alias(column, "vi"), en=alias(column, "en"))
    follows = bool(layer.statuses) and column.codes == "statuses"
    words = f"{_both(titles)}. {_both(STATUS_HELP)}" if follows else _both(titles)
    row: rows.Row = {
        "table_name": layer.name,
        "column_name": column.name,
        "title": titles.vi,
        "description": words,
    }
    if coded:
        of = f"_{layer.name}" if column.codes == "statuses" else ""
        row["constraint_name"] = f"{_OURS}{column.codes}{of}"
    return row


def _codes(name: str, titles: Mapping[str, Text]) -> dict[tuple[object, ...], rows.Row]:
    return {
        ("enum", code, name): {
            "constraint_type": "enum",
            "value": code,
            "constraint_name": name,
            "description": _both(title),
        }
        for code, title in titles.items()
    }


def _both(words: Text) -> str:
    return f"{words.vi} / {words.en}"
