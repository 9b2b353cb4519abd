"""From TOML files to the catalogue."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from zoneplan.catalogue.model import (
    Audience,
    BoundaryBasis,
    Catalogue,
    Column,
    Hatch,
    Layer,
    Line,
    Pattern,
    Role,
    Status,
    Style,
    TargetLook,
)
from zoneplan.errors import CatalogueError
from zoneplan.language import Text, normalised

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable
    from pathlib import Path

Table = dict[str, Any]
_T = TypeVar("_T")

_REPLACED_WHOLE = ("layers", "statuses")
_ADDED_TO = ("columns", "registers", "codes", "styles")
_KNOWN_BY = {"code", "name_vi", "name_en", "status"}
_TEXT_ROOMS = ("common", "page", "figure", "atlas", "report")


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """Return the catalogue shipped with zoneplan, with an authority's own files over it.

    Of the files in `folder`, `layers.toml` and `statuses.toml` stand in place of the shipped ones;
    `columns.toml`, `registers.toml`, `codes.toml`, `styles.toml` and `texts/*.toml` add to them,
    entry by entry. Raises `CatalogueError` where a file is no TOML or names what does not exist.
    """
    shipped = resources.files("zoneplan.catalogue") / "data"
    tables = {name: _read(shipped / f"{name}.toml") for name in (*_REPLACED_WHOLE, *_ADDED_TO)}
    texts = {room: _read(shipped / "texts" / f"{room}.toml") for room in _TEXT_ROOMS}
    if folder is not None:
        for name in _REPLACED_WHOLE:
            tables[name] = _read(folder / f"{name}.toml") or tables[name]
        for name in _ADDED_TO:
            tables[name] = _joined(tables[name], _read(folder / f"{name}.toml"))
        for room in _TEXT_ROOMS:
            texts[room] |= _read(folder / "texts" / f"{room}.toml")
    where = str(folder or "zoneplan")
    try:
        return _catalogue(tables, texts)
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise CatalogueError(
            vi=f"Danh mục trong {where} chưa đúng: {fault}. Hãy sửa mục này trong tệp TOML.",
            en=f"The catalogue in {where} is wrong: {fault}. Correct this entry in its TOML file.",
        ) from fault


def _read(file: Traversable) -> Table:
    if not file.is_file():
        return {}
    try:
        return tomllib.loads(normalised(file.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise CatalogueError(
            vi=f"{file} không phải tệp TOML hợp lệ: {fault}. Hãy sửa tại dòng đó.",
            en=f"{file} is not valid TOML: {fault}. Correct it at that line.",
        ) from fault


def _joined(base: Table, more: Table) -> Table:
    """Return both tables in one; where both hold a table of one name, entry by entry."""
    joined = dict(base)
    for key, value in more.items():
        old = joined.get(key)
        nested = isinstance(old, dict) and isinstance(value, dict)
        joined[key] = _joined(old, value) if nested else value  # type: ignore[arg-type]
    return joined


def _catalogue(tables: Mapping[str, Table], texts: Mapping[str, Table]) -> Catalogue:
    columns = {name: _column(name, row) for name, row in tables["columns"].items()}
    styles = {name: _style(name, row) for name, row in tables["styles"]["status"].items()}
    statuses = {
        name: {code: _status(code, row, styles, rows) for code, row in rows.items()}
        for name, rows in tables["statuses"].items()
    }
    codes = tables["codes"]
    catalogue = Catalogue(
        layers={
            name: _layer(name, row, columns)
            for name, row in (tables["layers"] | tables["registers"]).items()
        },
        statuses=statuses,
        codes={
            name: {code: _text(row) for code, row in rows.items()} for name, rows in codes.items()
        },
        boundary_bases={
            code: _boundary_basis(code, row) for code, row in codes["boundary_basis"].items()
        },
        styles=styles,
        targets={name: _target_look(name, row) for name, row in tables["styles"]["target"].items()},
        ground=tables["styles"]["ground"],
        legal_fills=tables["styles"]["legal"],
        texts={
            room: {key: _text(row) for key, row in rows.items()} for room, rows in texts.items()
        },
    )
    _refuse_unknown_names(catalogue)
    return catalogue


def _text(row: Table, prefix: str = "") -> Text:
    return Text(vi=row[f"{prefix}vi"], en=row[f"{prefix}en"])


def _column(name: str, row: Table) -> Column:
    return Column(
        name=row.get("name", name),
        type=row["type"],
        title=_text(row),
        unit=row.get("unit"),
        codes=row.get("codes"),
        filter=row.get("filter", False),
        audience=_audience(f"columns.{name}", row),
    )


def _layer(name: str, row: Table, columns: Mapping[str, Column]) -> Layer:
    extra = {
        key: value
        for key, value in row.items()
        if key not in {"vi", "en", "item_vi", "item_en", "columns", "aliases"}
    }
    if "item_vi" in row:
        extra["item"] = _text(row, "item_")
    if row["role"] not in get_args(Role):
        raise ValueError(_wrong(f"layers.{name}.role", row["role"]))
    _audience(f"layers.{name}", row)
    return Layer(
        name=name,
        title=_text(row),
        columns=tuple(_named(columns, column, f"layers.{name}") for column in row["columns"]),
        aliases=tuple(row.get("aliases", ())),
        **extra,
    )


def _audience(where: str, row: Table) -> Audience:
    """Return for whom an entry is; public where it does not say so."""
    told: Audience = row.get("audience", "public")
    if told not in get_args(Audience):
        raise ValueError(_wrong(f"{where}.audience", told))
    return told


def _status(code: str, row: Table, styles: Mapping[str, Style], known: Table) -> Status:
    for following in row["next"]:
        _named(known, following, f"statuses.{code}.next")
    return Status(
        code=code,
        title=_text(row),
        next=tuple(row["next"]),
        style=_named(styles, row["style"], f"statuses.{code}.style"),
        needs_decision=row.get("needs_decision", False),
        occupancy_pct=_bounds(code, row["occupancy_pct"]) if "occupancy_pct" in row else None,
    )


def _bounds(code: str, row: list[float]) -> tuple[float, float]:
    least, most = map(float, row)
    if not 0 <= least <= most <= 100:  # noqa: PLR2004 - per cent
        raise ValueError(_wrong(f"statuses.{code}.occupancy_pct", row))
    return least, most


def _style(name: str, row: Table) -> Style:
    hatches = {part: Hatch(**row[part]) for part in ("hatch", "on_legal")}
    for hatch in hatches.values():
        if hatch.pattern not in get_args(Pattern):
            raise ValueError(_wrong(f"styles.status.{name}", hatch.pattern))
    return Style(name=name, fill=row["fill"], outline=row["outline"], **hatches)


def _target_look(name: str, row: Table) -> TargetLook:
    line, hatch = row["line"], row["hatch"]
    if line not in get_args(Line) or hatch["pattern"] not in get_args(Pattern):
        raise ValueError(_wrong(f"styles.target.{name}", row))
    return TargetLook(line=line, **hatch)


def _boundary_basis(code: str, row: Table) -> BoundaryBasis:
    if row["line"] not in get_args(Line):
        raise ValueError(_wrong(f"codes.boundary_basis.{code}.line", row["line"]))
    return BoundaryBasis(
        code=code,
        title=_text(row),
        line=row["line"],
        independent=row["independent"],
        tolerance_pct=row.get("tolerance_pct"),
    )


def _named(known: Mapping[str, _T], name: str, where: str) -> _T:
    if name not in known:
        raise ValueError(_wrong(where, name))
    return known[name]


def _refuse_unknown_names(catalogue: Catalogue) -> None:
    """Raise `ValueError` where a layer names a status list or a layer that does not exist.

    Nor may a column be internal by which a feature is known.
    """
    for layer in catalogue.layers.values():
        for column in layer.columns:
            if column.name in _KNOWN_BY | {layer.key} and column.audience == "internal":
                raise ValueError(_wrong(f"columns.{column.name}.audience", column.audience))
        if layer.statuses is not None:
            _named(catalogue.statuses, layer.statuses, f"layers.{layer.name}.statuses")
        if layer.of is not None:
            _named(catalogue.layers, layer.of, f"layers.{layer.name}.of")


def _wrong(where: str, value: object) -> str:
    return f"{where} = {value!r}"
