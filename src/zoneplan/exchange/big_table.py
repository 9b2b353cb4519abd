"""A table of a GeoPackage, of which some rows are read at a time, by SQL in distrust.

SQLite joins the geometries of all rows before Python sees them: one object instead of one a row,
and while it does so other threads work.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from zoneplan import gpkg
from zoneplan.errors import IntakeError
from zoneplan.exchange import geopackage
from zoneplan.exchange.texts import in_nfc
from zoneplan.measure import Wkb

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from zoneplan.exchange.geopackage import Connection

_KEYS_AT_A_TIME = 16_384
_INEXACT = 0.5
"""The only float that comes of a column whose values JSON tells exactly or not at all."""
_JOINS = """
    SELECT encoding = 'UTF-8' AND CAST(group_concat(x, '') AS BLOB) = x'00470050'
    FROM pragma_encoding, (SELECT x'0047' AS x UNION ALL SELECT x'0050')
"""


class Span(NamedTuple):
    """Rows of a layer from one key up to, not including, another."""

    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Some rows of a layer: keys, geometries, and the values of the columns asked for."""

    keys: NDArray[np.int64]
    geometry: Wkb
    told: Mapping[str, NDArray[np.object_]] = field(default_factory=dict)


class Reader(Protocol):
    """What gives the rows of a span, with the values of some columns."""

    def __call__(self, span: Span, columns: Sequence[str] = ...) -> Batch: ...  # noqa: D102


@dataclass(frozen=True, kw_only=True)
class BigTable:
    """A table of a GeoPackage, its names as SQL; `columns` by the name in NFC.

    `joins` tells whether SQLite can join its blobs, see `joins_blobs`.
    """

    path: Path
    opened: Path
    name: str
    key: str
    geometry: str
    columns: Mapping[str, str]
    joins: bool

    def __call__(self, span: Span, columns: Sequence[str] = ()) -> Batch:
        """Return the rows of a span, with the values of some columns."""
        names = [self.columns[each] for each in columns]
        asked = [(span.start, span.end - 1)]
        batch, told = self._batch(f"{self.key} BETWEEN ? AND ?", asked, names)
        if len(told) < len(columns) or any(float in set(map(type, each)) for each in told):
            values = self.attributes(batch.keys, columns)
            return replace(batch, told={name: objects(values[name]) for name in columns})
        return replace(batch, told=dict(zip(columns, told, strict=True)))

    def picked(self, keys: NDArray[np.int64]) -> Batch:
        """Return the rows with some keys, in the order of the keys."""
        return self._batch(*self._with_keys(keys))[0]

    def attributes(
        self, keys: NDArray[np.int64], columns: Sequence[str]
    ) -> Mapping[str, Sequence[object]]:
        """Return the values of some columns in the rows with some keys, which are in order."""
        if not columns or not len(keys):
            return dict.fromkeys(columns, ())
        condition, asked = self._with_keys(keys)
        query = (
            f"SELECT {', '.join(self.columns[each] for each in columns)} "  # noqa: S608 - quoted
            f"FROM {self.name} WHERE {condition} ORDER BY {self.key}"
        )
        with geopackage.distrusted(self.path, self.opened) as connection:
            rows = list(chain.from_iterable(connection.execute(query, each) for each in asked))
        if len(rows) != len(keys):
            raise _changed(self.path)
        values = zip(*rows, strict=True)
        return {name: _plain(each) for name, each in zip(columns, values, strict=True)}

    def _with_keys(self, keys: NDArray[np.int64]) -> tuple[str, list[tuple[object, ...]]]:
        """Return the condition for some keys, and with what it is asked, one time after another."""
        if _without_gap(keys):
            return f"{self.key} BETWEEN ? AND ?", [(int(keys[0]), int(keys[-1]))]
        parts = np.split(keys, range(_KEYS_AT_A_TIME, len(keys), _KEYS_AT_A_TIME))
        condition = f"{self.key} IN (SELECT value FROM json_each(?))"  # noqa: S608 - quoted
        return condition, [(json.dumps(part.tolist()),) for part in parts]

    def _batch(
        self, condition: str, asked: Sequence[tuple[object, ...]], names: Sequence[str] = ()
    ) -> tuple[Batch, list[NDArray[np.object_]]]:
        """Return some rows, and of some columns what JSON tells, if SQLite joins."""
        read = self._joined if self.joins else self._one_by_one
        with geopackage.distrusted(self.path, self.opened) as connection:
            parts = [read(connection, condition, each, names) for each in asked]
        key = np.concatenate([part.keys for part in parts])
        sizes = np.concatenate([part.sizes for part in parts])
        geometry = Wkb(*gpkg.wkb_spans(sizes, b"".join(part.content for part in parts)))
        if geometry.curved.any():
            raise _curved(self.path, key[geometry.curved].min())
        # SQLite does not promise the order in which it comes to the rows that it joins.
        order = np.argsort(key, kind="stable")
        values = zip(*(part.told for part in parts), strict=True)
        told = [objects(list(chain(*each)))[order] for each in values]
        return Batch(keys=key[order], geometry=geometry.some(order)), told

    def _joined(
        self,
        connection: Connection,
        condition: str,
        asked: tuple[object, ...],
        names: Sequence[str],
    ) -> _Blobs:
        kind, size = f"typeof({self.geometry})", f"length({self.geometry})"
        told = (
            f", json_group_array(CASE WHEN typeof({each}) IN ('real', 'blob') "
            f"THEN {_INEXACT} ELSE {each} END)"
            for each in names
        )
        keys, sizes, content, *values = connection.execute(
            f"SELECT json_group_array({self.key}), "  # noqa: S608 - quoted
            f"json_group_array(CASE {kind} WHEN 'blob' THEN {size} "
            f"WHEN 'null' THEN {gpkg.NO_BLOB} ELSE 0 END), "
            f"CAST(group_concat({self.geometry}, '') FILTER (WHERE {kind} = 'blob') AS BLOB)"
            f"{''.join(told)} FROM {self.name} WHERE {condition}",
            asked,
        ).fetchone()
        exact = [_plain(json.loads(each)) for each in values]
        return _Blobs(_integers(keys), _integers(sizes), content or b"", exact)

    def _one_by_one(
        self,
        connection: Connection,
        condition: str,
        asked: tuple[object, ...],
        _names: Sequence[str],
    ) -> _Blobs:
        query = f"SELECT {self.key}, {self.geometry} FROM {self.name} WHERE {condition}"  # noqa: S608 - quoted
        rows = connection.execute(query, asked).fetchall()
        keys = np.array([key for key, _ in rows], dtype=np.int64)
        return _Blobs(keys, *gpkg.joined(blob for _, blob in rows), told=[])


class _Blobs(NamedTuple):
    """Of some rows: the key, the size of the blob, all blobs one after the other, other columns.

    Of those, what JSON does not tell exactly is `_INEXACT`.
    """

    keys: NDArray[np.int64]
    sizes: NDArray[np.int64]
    content: bytes
    told: Sequence[Sequence[object]]


def joins_blobs(connection: Connection) -> bool:
    """Tell whether SQLite joins blobs byte by byte.

    Old ones stop at the first zero, and a file whose texts are in UTF-16 has blobs recoded.
    """
    return bool(connection.execute(_JOINS).fetchone()[0])


def _without_gap(keys: NDArray[np.int64]) -> bool:
    return len(keys) > 0 and int(keys[-1]) - int(keys[0]) == len(keys) - 1


def _integers(listed: str) -> NDArray[np.int64]:
    """Return the integers of a JSON array, quicker than by way of Python's own."""
    return np.fromstring(listed[1:-1], dtype=np.int64, sep=",")


def objects(values: Sequence[object]) -> NDArray[np.object_]:
    """Return values of any kind as an array."""
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array


def _plain(values: Sequence[object]) -> Sequence[object]:
    """Return values with texts in NFC; most columns hold nothing that needs a closer look."""
    distinct = [value for value in set(values) if isinstance(value, str)]
    return values if all(map(str.isascii, distinct)) else [in_nfc(value) for value in values]


def _curved(path: Path, key: int) -> IntakeError:
    return IntakeError(
        vi=f"{path.name} có đường cong (dòng {key}), lớp lớn chưa đọc được. Hãy chạy công cụ "
        '"Segmentize" của QGIS rồi lưu lại.',
        en=f"{path.name} has curves (row {key}), which are not read in a big layer. Run "
        '"Segmentize" in QGIS and save the layer again.',
    )


def _changed(path: Path) -> IntakeError:
    return IntakeError(
        vi=f"{path.name} đã bị chương trình khác sửa trong khi đang đọc. Hãy chạy lại khi không ai "
        "ghi vào tệp.",
        en=f"{path.name} was changed by another program while it was being read. Run this again "
        "when nobody writes to the file.",
    )
