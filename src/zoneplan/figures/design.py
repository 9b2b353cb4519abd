"""How figures are set: typeface, sizes of type, margins, widths of lines; from a TOML file."""

from __future__ import annotations

import tomllib
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass, fields
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zoneplan.errors import CatalogueError
from zoneplan.figures.faces import Typeface

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_RANGES = {"size_pt": (5.0, 72.0), "margin_mm": (0.0, 72.0), "line_pt": (0.05, 5.0)}
"""From the smallest type that can be read; lines stay lines."""


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """Sizes of type in points at A4."""

    title: float
    subtitle: float
    stamp: float
    heading: float
    key: float
    note: float
    name: float
    dense_name: float
    wide_name: float
    place: float
    length: float
    mark: float


@dataclass(frozen=True, kw_only=True)
class Margins:
    """From the paper's edge to what is printed, in millimetres at A4."""

    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True, kw_only=True)
class Lines:
    """Widths of lines in points at A4; the first three are outlines by how sure they are."""

    solid: float
    thin: float
    dashed: float
    quay: float
    river: float
    shore: float
    hatch: float
    frame: float
    grid: float
    axis: float


@dataclass(frozen=True, kw_only=True)
class Design:
    """How a figure is set."""

    typeface: Typeface
    size_pt: Sizes
    margin_mm: Margins
    line_pt: Lines


_IN_USE: ContextVar[Design | None] = ContextVar("design", default=None)


def in_use() -> Design:
    """Return the design of the figure that is being drawn, else the packaged one."""
    return _IN_USE.get() or packaged()


def sizes() -> Sizes:
    """Return the sizes of type of the figure that is being drawn."""
    return in_use().size_pt


def widths() -> Lines:
    """Return the widths of lines of the figure that is being drawn."""
    return in_use().line_pt


@contextmanager
def using(design: Design | None) -> Iterator[None]:
    """Draw in a design, in the packaged one where it is None."""
    token = _IN_USE.set(design)
    try:
        yield
    finally:
        _IN_USE.reset(token)


def packaged_toml() -> bytes:
    """Return the file of the packaged design, for an office to change."""
    return (resources.files("zoneplan.figures") / "design.toml").read_bytes()


@cache
def packaged() -> Design:
    """Return the design in which figures are set unless told otherwise."""
    table = tomllib.loads(packaged_toml().decode())
    return Design(
        typeface=Typeface.of(table["typeface"], Path()),
        size_pt=Sizes(**table["size_pt"]),
        margin_mm=Margins(**table["margin_mm"]),
        line_pt=Lines(**table["line_pt"]),
    )


def design_of(toml: bytes, file: Path) -> Design:
    """Return the packaged design with what a TOML file changes; `file` tells where it lies.

    Raises `CatalogueError` for what is no TOML, a key that is not known, a number out of range,
    and a typeface that is not there or lacks letters.
    """
    try:
        table = tomllib.loads(toml.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise CatalogueError(
            vi=f"{file.name} không phải tệp TOML ({fault}). Hãy sửa, hoặc bắt đầu từ tệp "
            "do --write-style ghi.",
            en=f"{file.name} is no TOML file ({fault}). Mend it, or start from "
            "one that --write-style writes.",
        ) from fault
    base = packaged()
    _refuse_unknown(table, [each.name for each in fields(Design)], file.name)
    faces = _part(table, "typeface", file.name)
    return Design(
        typeface=Typeface.of(faces, file) if faces else base.typeface,
        size_pt=Sizes(**_numbers(table, "size_pt", asdict(base.size_pt), file.name)),
        margin_mm=Margins(**_numbers(table, "margin_mm", asdict(base.margin_mm), file.name)),
        line_pt=Lines(**_numbers(table, "line_pt", asdict(base.line_pt), file.name)),
    )


def _part(table: Mapping[str, Any], name: str, file: str) -> dict[str, Any]:
    part = table.get(name, {})
    if not isinstance(part, dict):
        raise CatalogueError(
            vi=f"{file}: {name} phải là một bảng. Hãy viết [{name}] trên một dòng riêng.",
            en=f"{file}: {name} must be a table. Write [{name}] on a line of its own.",
        )
    return part


def _numbers(
    table: Mapping[str, Any], name: str, base: dict[str, float], file: str
) -> dict[str, float]:
    part = _part(table, name, file)
    _refuse_unknown(part, list(base), f"{file} [{name}]")
    least, most = _RANGES[name]
    for key, value in part.items():
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not (number and least <= value <= most):
            raise CatalogueError(
                vi=f"{file} [{name}]: {key} phải là số từ {least:g} đến {most:g}, không phải "
                f"{value!r}. Hãy sửa số đó.",
                en=f"{file} [{name}]: {key} must be a number from {least:g} to {most:g}, not "
                f"{value!r}. Correct it.",
            )
    return base | {key: float(value) for key, value in part.items()}


def _refuse_unknown(part: Mapping[str, Any], known: list[str], where: str) -> None:
    for key in part:
        if key not in known:
            raise CatalogueError(
                vi=f"{where}: không có mục {key!r}. Hãy dùng: {', '.join(known)}.",
                en=f"{where}: there is no {key!r}. Use one of: {', '.join(known)}.",
            )
