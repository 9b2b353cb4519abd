"""A big layer, batch by batch, so that memory does not grow with it.

A GeoPackage is read with SQL in distrust, a span of its keys at a time, each span the same
whoever reads it and in whatever order. A file of another format is read whole and cut up.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from zoneplan import exchange, gpkg
from zoneplan.errors import IntakeError
from zoneplan.exchange import geopackage
from zoneplan.exchange.guard import refuse_elsewhere
from zoneplan.exchange.stated_crs import agreed, stated
from zoneplan.exchange.texts import in_nfc
from zoneplan.language import normalised
from zoneplan.measure import Wkb

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import geopandas as gpd

    from zoneplan.exchange.geopackage import Connection
    from zoneplan.exchange.received import Received
    from zoneplan.finding import Finding

ROWS_AT_A_TIME = 16_384
_KEYS_AT_A_TIME = 16_384
_SPARSE = 16
"""Where the keys have more gaps than this, spans are counted off instead of measured off."""
_WAL_AT, _WAL = 18, 2


class Span(NamedTuple):
    """Rows of a layer from one key up to, not including, another."""

    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Some rows: their keys, attribute columns as the file names them, and geometries."""

    keys: Sequence[int]
    columns: Mapping[str, Sequence[object]]
    geometry: Wkb


@dataclass(frozen=True, kw_only=True)
class BigLayer:
    """A layer that is read a span at a time, in any order, by any number of threads.

    `system` is an EPSG code or WKT, None where nobody states it; `columns` are the attributes.
    `reader` gives the rows of a span with some of the attributes, `picker` those with some keys;
    where the layer `travels` they may be sent to another process that sees the same file.
    """

    name: str
    system: str | None
    columns: tuple[str, ...]
    rows: int
    spans: tuple[Span, ...]
    findings: tuple[Finding, ...]
    reader: Callable[[Span, Sequence[str]], Batch]
    picker: Callable[[Sequence[int], Sequence[str]], Batch]
    travels: bool


@dataclass(frozen=True, kw_only=True)
class _Table:
    """A table of a GeoPackage, its names as SQL; `columns` by the name in NFC."""

    path: Path
    opened: Path
    name: str
    key: str
    geometry: str
    columns: Mapping[str, str]

    def __call__(self, span: Span, columns: Sequence[str]) -> Batch:
        """Return the rows of a span."""
        return self._batch(f"{self.key} >= ? AND {self.key} < ?", (span,), columns)

    def picked(self, keys: Sequence[int], columns: Sequence[str]) -> Batch:
        """Return the rows with some keys, in their order."""
        parts = [keys[at : at + _KEYS_AT_A_TIME] for at in range(0, len(keys), _KEYS_AT_A_TIME)]
        asked = f"{self.key} IN (SELECT value FROM json_each(?))"  # noqa: S608 - quoted
        return self._batch(asked, [(json.dumps(part),) for part in parts], columns)

    def _batch(
        self, condition: str, asked: Sequence[Sequence[object]], columns: Sequence[str]
    ) -> Batch:
        names = (self.key, self.geometry, *(self.columns[each] for each in columns))
        query = (
            f"SELECT {', '.join(names)} FROM {self.name} "  # noqa: S608 - quoted
            f"WHERE {condition} ORDER BY {self.key}"
        )
        with geopackage.distrusted(self.path, self.opened) as connection:
            rows = list(chain.from_iterable(connection.execute(query, each) for each in asked))
        keys, blobs, *values = zip(*rows, strict=True) if rows else [()] * len(names)
        return Batch(
            keys=keys,
            columns={name: _plain(each) for name, each in zip(columns, values, strict=True)},
            geometry=Wkb(*gpkg.wkb_spans(blobs)),
        )


@dataclass(frozen=True, kw_only=True)
class _Rows:
    """The rows of a layer that is held in memory; their positions are their keys."""

    frame: gpd.GeoDataFrame

    def __call__(self, span: Span, columns: Sequence[str]) -> Batch:
        """Return the rows of a span."""
        return self.picked(range(span.start, min(span.end, len(self.frame))), columns)

    def picked(self, keys: Sequence[int], columns: Sequence[str]) -> Batch:
        """Return the rows with some keys, in their order."""
        part = self.frame.iloc[keys]
        read = {name: part[name].tolist() for name in columns}
        return Batch(keys=keys, columns=read, geometry=_encoded(part.geometry))


@contextmanager
def opened_layer(
    path: Path, *, layer: str | None = None, crs: str | None = None
) -> Iterator[BigLayer]:
    """Open one layer of a file to be read in batches; see `read_features` for the arguments.

    Raises `IntakeError` where the file cannot be read, or has several layers and none is named.
    """
    refuse_elsewhere(path)
    if path.suffix.lower() == ".gpkg":
        with TemporaryDirectory(prefix="zoneplan-") as folder:
            yield _of_geopackage(path, Path(folder), layer and normalised(layer), crs)
    else:
        yield _of_whole(exchange.read_features(path, layer=layer, crs=crs))


def _of_whole(received: Received) -> BigLayer:
    rows, rows_of = len(received.frame), _Rows(frame=received.frame)
    return BigLayer(
        name=received.layer,
        system=received.crs,
        columns=tuple(str(name) for name in received.frame.columns.drop("geometry")),
        rows=rows,
        spans=_measured_off(0, rows),
        findings=received.findings,
        reader=rows_of,
        picker=rows_of.picked,
        travels=False,
    )


def _of_geopackage(path: Path, folder: Path, wanted: str | None, crs: str | None) -> BigLayer:
    """Find the layer; a file that another program may be writing is copied first."""
    geopackage.refuse_half_written(path)
    is_open = path.with_name(path.name + "-wal").exists() or _is_wal(path)
    opened = geopackage.copied(path, folder) if is_open else path.absolute()
    with geopackage.distrusted(path, opened) as connection:
        name, _ = geopackage.layer_in(path, connection, wanted)
        described = geopackage.described_in(connection, name)
        geometry, definition = geopackage.geometry_in(connection, name)
        if geometry is None:
            raise _without_geometry(path, name)
        key = _key(described)
        rows, spans = _spans(connection, gpkg.quoted(name), key)
    system, said = stated(definition, name)
    own = {geometry.lower(), *geopackage.OWN_IDS}
    columns = {
        normalised(column): gpkg.quoted(column)
        for column, _, _ in described
        if column.lower() not in own
    }
    table = _Table(
        path=path,
        opened=opened,
        name=gpkg.quoted(name),
        key=key,
        geometry=gpkg.quoted(geometry),
        columns=columns,
    )
    return BigLayer(
        name=normalised(name),
        system=agreed(path, system, crs),
        columns=tuple(columns),
        rows=rows,
        spans=spans,
        findings=said,
        reader=table,
        picker=table.picked,
        travels=not is_open,
    )


def _is_wal(path: Path) -> bool:
    """Tell whether SQLite would write a file beside this one in order to read it."""
    with path.open("rb") as file:
        return file.read(_WAL_AT + 1)[_WAL_AT:] == bytes([_WAL])


def _key(described: Sequence[tuple[str, str, int]]) -> str:
    """Return the integer key as SQL, else the row number that SQLite gives."""
    keys = [name for name, kind, at in described if at and kind.upper() == "INTEGER"]
    alone = len(keys) == 1 and sum(bool(at) for _, _, at in described) == 1
    return gpkg.quoted(keys[0]) if alone else "_rowid_"


def _spans(connection: Connection, name: str, key: str) -> tuple[int, tuple[Span, ...]]:
    """Return how many rows there are, whatever the file says, and spans that cover them."""
    count, low, high = connection.execute(
        f"SELECT count(*), min({key}), max({key}) FROM {name}"  # noqa: S608 - quoted
    ).fetchone()
    if not count:
        return 0, ()
    if high - low < _SPARSE * count:
        return count, _measured_off(low, high + 1)
    starts = [low]
    after = f"SELECT {key} FROM {name} WHERE {key} >= ? ORDER BY {key} LIMIT 1 OFFSET ?"  # noqa: S608 - quoted
    while found := connection.execute(after, (starts[-1], ROWS_AT_A_TIME)).fetchone():
        starts.append(found[0])
    return count, tuple(map(Span, starts, [*starts[1:], high + 1]))


def _measured_off(low: int, end: int) -> tuple[Span, ...]:
    starts = range(low, end, ROWS_AT_A_TIME)
    return tuple(Span(start, min(start + ROWS_AT_A_TIME, end)) for start in starts)


def _plain(values: Sequence[object]) -> Sequence[object]:
    """Return values with texts in NFC; most columns hold nothing that needs a closer look."""
    texts = [value for value in values if isinstance(value, str)]
    return values if all(map(str.isascii, texts)) else [in_nfc(value) for value in values]


def _encoded(geometries: gpd.GeoSeries) -> Wkb:
    pieces = [b"" if each is None else each for each in geometries.to_wkb()]
    sizes = np.fromiter(map(len, pieces), dtype=np.int64, count=len(pieces))
    ends = np.cumsum(sizes)
    return Wkb(
        buffer=b"".join((*pieces, bytes(gpkg.SPARE_BYTES))),
        starts=np.where(sizes > 0, ends - sizes, -1),
        ends=ends,
    )


def _without_geometry(path: Path, table: str) -> IntakeError:
    return IntakeError(
        vi=f"Bảng {table!r} của {path.name} không có hình. Hãy chọn một lớp bằng --part.",
        en=f"The table {table!r} of {path.name} has no geometry. Choose a layer with --part.",
    )
