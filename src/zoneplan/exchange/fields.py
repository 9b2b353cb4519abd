"""From the fields of another office's file to the columns of a layer: named, typed, none lost."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pandas as pd

from zoneplan.errors import IntakeError
from zoneplan.exchange.conform import value_of
from zoneplan.exchange.received import told
from zoneplan.language import normalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from zoneplan.catalogue import Column, Layer
    from zoneplan.finding import Finding

_SHAPEFILE_NAME = 10
"""How many letters of a name a shapefile keeps."""


def read_field_map(path: Path) -> dict[str, str]:
    """Return which field goes into which column, from a TOML file of `FIELD = "column"` lines.

    Raises `IntakeError` where it cannot be read or a line says something else.
    """
    try:
        table = tomllib.loads(normalised(path.read_text(encoding="utf-8-sig")))
        return {field: _text(column) for field, column in table.items()}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, TypeError) as fault:
        raise IntakeError(
            vi=f"{path} không phải bảng đối chiếu trường: {fault}. Mỗi dòng viết là "
            'TRƯỜNG = "cột", ví dụ MA_KCN = "code".',
            en=f"{path} is no map of fields: {fault}. Write each line as "
            'FIELD = "column", as in MA_KCN = "code".',
        ) from fault


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise TypeError(value)


def fitted(
    table: pd.DataFrame, layer: Layer, *, fields: Mapping[str, str], where: str
) -> tuple[pd.DataFrame, tuple[Finding, ...]]:
    """Return a table under the layer's column names and types, and what was taken for what.

    `fields` says which column a field goes into, an empty text leaves it out. Without it a field
    is known by the column's name or title in any case, or by the ten letters that a shapefile
    keeps. Raises `IntakeError` where a field is not known, two fields claim one column, or a
    value is not of its column's type.
    """
    _refuse_unknown(fields, table.columns, where)
    columns = {column.name: column for column in layer.columns}
    names = {
        str(field): fields[str(field)] if str(field) in fields else _column_for(str(field), layer)
        for field in table.columns
    }
    strange = [field for field, name in names.items() if name is None or name not in {"", *columns}]
    if strange:
        raise _not_known(strange, layer, where)
    taken = {field: name for field, name in names.items() if name}
    _refuse_twice(taken, where)
    values = {
        name: pd.Series(
            [_value(value, columns[name], where) for value in table[field]],
            index=table.index,
            dtype=object,
        )
        for field, name in taken.items()
    }
    findings = [
        told(
            "field-matched",
            "note",
            layer.name,
            vi=f"Trường {field} được hiểu là cột {name}.",
            en=f"The field {field} was taken for the column {name}.",
        )
        for field, name in taken.items()
        if field != name and field not in fields
    ]
    return pd.DataFrame(values, index=table.index), tuple(findings)


def _column_for(field: str, layer: Layer) -> str | None:
    wanted = normalised(field).casefold().strip()
    exact = [
        column.name
        for column in layer.columns
        if wanted in {column.name.casefold(), *(each.casefold() for each in column.title)}
    ]
    cut = [
        column.name
        for column in layer.columns
        if len(wanted) == _SHAPEFILE_NAME and column.name.casefold().startswith(wanted)
    ]
    found = exact or cut
    return found[0] if len(found) == 1 else None


def _value(value: object, column: Column, where: str) -> object:
    if value is None or value != value:  # noqa: PLR0124 - only NaN differs from itself
        return None
    if column.type == "real" and isinstance(value, (int, float)):
        return float(value)
    if column.type == "integer" and isinstance(value, float) and value.is_integer():
        return int(value)
    try:
        return value_of(str(value), column)
    except IntakeError as fault:
        raise IntakeError(vi=f"{where}: {fault.text.vi}", en=f"{where}: {fault.text.en}") from fault


def _refuse_unknown(fields: Mapping[str, str], held: Iterable[object], where: str) -> None:
    missing = [field for field in fields if field not in {str(name) for name in held}]
    if missing:
        raise IntakeError(
            vi=f"{where} không có trường {', '.join(missing)}. Hãy sửa --field.",
            en=f"{where} has no field {', '.join(missing)}. Correct --field.",
        )


def _refuse_twice(taken: Mapping[str, str], where: str) -> None:
    for name in taken.values():
        rivals = [field for field, column in taken.items() if column == name]
        if len(rivals) > 1:
            raise IntakeError(
                vi=f"{where}: các trường {', '.join(rivals)} cùng vào cột {name}. Hãy bỏ bớt bằng "
                f"--field {rivals[0]}=.",
                en=f"{where}: the fields {', '.join(rivals)} all go into {name}. Leave one out "
                f"with --field {rivals[0]}=.",
            )


def _not_known(strange: list[str], layer: Layer, where: str) -> IntakeError:
    columns = ", ".join(column.name for column in layer.columns)
    return IntakeError(
        vi=f"{where}: lớp {layer.name} không có cột cho trường {', '.join(strange)}. Hãy chỉ cột "
        f"bằng --field {strange[0]}=CỘT, hoặc bỏ qua bằng --field {strange[0]}=. Các cột: "
        f"{columns}.",
        en=f"{where}: the layer {layer.name} has no column for {', '.join(strange)}. Name the "
        f"column with --field {strange[0]}=COLUMN, or leave the field out with "
        f"--field {strange[0]}=. Its columns: {columns}.",
    )
