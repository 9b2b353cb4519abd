"""A coordinate table as Vietnamese decisions print it: X is the northing, Y the easting.

The columns are told by their header words, never by their position.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from zoneplan import crs as systems
from zoneplan.errors import IntakeError
from zoneplan.exchange.numerals import clipped
from zoneplan.language import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

_NORTHING = ("x", "x(m)", "northing", "n", "lat", "latitude", "vĩ độ", "tọa độ x", "toạ độ x")
_EASTING = ("y", "y(m)", "easting", "e", "lon", "longitude", "kinh độ", "tọa độ y", "toạ độ y")


def read_coordinates(table: pd.DataFrame, *, where: str, crs: str) -> NDArray[np.float64]:
    """Return the points of a table, n × 2, easting (or longitude) first.

    `crs` is the system that the annex states; every point must lie in its area of use. Raises
    `IntakeError` where a column is missing, a value is no number, or a point lies elsewhere.
    """
    columns = (_column(table, _EASTING, where), _column(table, _NORTHING, where))
    return coordinates_of(table, columns, where=where, crs=crs)


def coordinates_of(
    table: pd.DataFrame, columns: tuple[str, str], *, where: str, crs: str
) -> NDArray[np.float64]:
    """Return the points in two named columns, the easting (or longitude) column named first."""
    points = np.column_stack([_numbers(table, column, where) for column in columns])
    refuse_misplaced(points, where=where, crs=crs)
    return points


def refuse_misplaced(
    points: NDArray[np.float64],
    *,
    where: str,
    crs: str,
    names: Sequence[str] = (),
    mistake: systems.Mistake | None = None,
) -> None:
    """Raise `IntakeError` where a point lies outside its system's area of use.

    `names` are the points' own, their numbers else; `mistake` is what was found to explain it.
    """
    outside = np.flatnonzero(systems.outside_window(points, crs))
    if len(outside):
        at = int(outside[0])
        raise _elsewhere(points, at, where, crs, (clipped(names[at]) if names else "", mistake))


def _column(table: pd.DataFrame, words: tuple[str, ...], where: str) -> str:
    found = [name for name in table.columns if _plain(str(name)) in words]
    if len(found) != 1:
        raise IntakeError(
            vi=f"{where}: cần đúng một cột tên {words[0].upper()} hoặc tương đương, "
            f"thấy {len(found)} trong {list(table.columns)}.",
            en=f"{where}: one column called {words[0].upper()} or alike is needed, "
            f"{len(found)} found in {list(table.columns)}.",
        )
    return str(found[0])


def _plain(header: str) -> str:
    return re.sub(r"\s*\(\s*m\s*\)$", "(m)", header.strip().lower())


def _numbers(table: pd.DataFrame, column: str, where: str) -> NDArray[np.float64]:
    if column not in table.columns:
        raise IntakeError(
            vi=f"{where}: không có cột {column}; có {list(table.columns)}.",
            en=f"{where}: there is no column {column}; there are {list(table.columns)}.",
        )
    values = []
    for line, value in enumerate(table[column], start=2):
        try:
            values.append(float(value))
        except (TypeError, ValueError) as fault:
            raise IntakeError(
                vi=f"{where}, dòng {line}, cột {column}: {value!r} không phải là số.",
                en=f"{where}, line {line}, column {column}: {value!r} is not a number.",
            ) from fault
    return np.array(values, dtype=float)


def _elsewhere(
    points: NDArray[np.float64],
    at: int,
    where: str,
    crs: str,
    known: tuple[str, systems.Mistake | None],
) -> IntakeError:
    name, mistake = known
    easting, northing = points[at]
    hint = mistake.text if mistake else _hint(points, crs)
    point = name or str(at + 1)
    return IntakeError(
        vi=f"{where}, điểm {point} (X = {northing}, Y = {easting}) nằm ngoài vùng của {crs}. "
        f"{hint.vi}",
        en=f"{where}, point {point} (X = {northing}, Y = {easting}) lies outside the area of "
        f"{crs}. {hint.en}",
    )


def _hint(points: NDArray[np.float64], crs: str) -> Text:
    if not systems.outside_window(points[:, ::-1], crs).any():
        return Text(
            vi="X và Y bị đổi chỗ: X là trục bắc, Y là trục đông.",
            en="X and Y are swapped: X is the northing, Y the easting.",
        )
    return Text(
        vi="Hãy xem lại hệ tọa độ ghi trong phụ lục.",
        en="Check the coordinate system that the annex states.",
    )
