"""A big layer, batch by batch, so that memory does not grow with it.

A GeoPackage is read with SQL in distrust, a span of its keys at a time, each span the same
whoever reads it and in whatever order. A file of another format is read whole and cut up.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np

from zoneplan import exchange, gpkg
from zoneplan.errors import IntakeError
from zoneplan.exchange import geopackage
from zoneplan.exchange.big_table import Batch, BigTable, Reader, Span, joins_blobs, objects
from zoneplan.exchange.guard import refuse_elsewhere
from zoneplan.exchange.received import damaged
from zoneplan.exchange.stated_crs import agreed, stated
from zoneplan.language import normalised
from zoneplan.measure import Wkb

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    from zoneplan.exchange.geopackage import Connection
    from zoneplan.exchange.received import Received
    from zoneplan.finding import Finding

ROWS_AT_A_TIME = 16_384
_BYTES_AT_A_TIME = 1 << 26
"""Where features are so large that as many rows hold more than this, fewer are read at a time."""
_SPARSE = 16
"""Where the keys have more gaps than this, spans are counted off instead of measured off."""
_WAL_AT, _WAL = 18, 2
_ROW_NUMBERS = ("_rowid_", "rowid", "oid")
"""Names under which SQLite gives it, of which a column may take one."""


@dataclass(frozen=True, kw_only=True)
class BigLayer:
    """A layer that is read a span at a time, in any order, by any number of threads.

    `system` is an EPSG code or WKT, None where nobody states it; `columns` are the attributes.
    `reader` gives the rows of a span, with the values of some columns where they are asked for;
    `picker` gives those with some keys, `attributes` the values of some columns for some keys, both
    in the order of the keys. Where the layer `travels` they may be sent to another process that
    sees the same file.
    """

    name: str
    system: str | None
    columns: tuple[str, ...]
    rows: int
    spans: tuple[Span, ...]
    findings: tuple[Finding, ...]
    reader: Reader
    picker: Callable[[NDArray[np.int64]], Batch]
    attributes: Callable[[NDArray[np.int64], Sequence[str]], Mapping[str, Sequence[object]]]
    travels: bool


@dataclass(frozen=True, kw_only=True)
class _Rows:
    """The rows of a layer that is held in memory; their positions are their keys."""

    frame: gpd.GeoDataFrame

    def __call__(self, span: Span, columns: Sequence[str] = ()) -> Batch:
        """Return the rows of a span, with the values of some columns."""
        batch = self.picked(np.arange(span.start, min(span.end, len(self.frame))))
        told = {
            name: objects(values) for name, values in self.attributes(batch.keys, columns).items()
        }
        return replace(batch, told=told)

    def picked(self, keys: NDArray[np.int64]) -> Batch:
        """Return the rows with some keys, in their order."""
        return Batch(keys=keys, geometry=_encoded(self.frame.geometry.iloc[keys]))

    def attributes(
        self, keys: NDArray[np.int64], columns: Sequence[str]
    ) -> Mapping[str, Sequence[object]]:
        """Return the values of some columns in the rows with some keys."""
        return {name: self.frame[name].iloc[keys].tolist() for name in columns}


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
        try:
            received = exchange.read_features(path, layer=layer, crs=crs)
        except MemoryError as fault:
            raise _too_large(path) from fault
        yield _of_whole(received)


def _of_whole(received: Received) -> BigLayer:
    rows, rows_of = len(received.frame), _Rows(frame=received.frame)
    return BigLayer(
        name=received.layer,
        system=received.crs,
        columns=tuple(str(name) for name in received.frame.columns.drop("geometry")),
        rows=rows,
        spans=_measured_off(0, rows, ROWS_AT_A_TIME),
        findings=received.findings,
        reader=rows_of,
        picker=rows_of.picked,
        attributes=rows_of.attributes,
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
        key = _key(path, (name for name, _, _ in described))
        joins = joins_blobs(connection)
        rows, spans = _spans(connection, gpkg.quoted(name), key, opened.stat().st_size)
    system, said = stated(definition, name)
    own = {geometry.lower(), *geopackage.OWN_IDS}
    columns = {
        normalised(column): gpkg.quoted(column)
        for column, _, _ in described
        if column.lower() not in own
    }
    table = BigTable(
        path=path,
        opened=opened,
        name=gpkg.quoted(name),
        key=key,
        geometry=gpkg.quoted(geometry),
        columns=columns,
        joins=joins,
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
        attributes=table.attributes,
        travels=not is_open,
    )


def _is_wal(path: Path) -> bool:
    """Tell whether SQLite would write a file beside this one in order to read it."""
    with path.open("rb") as file:
        return file.read(_WAL_AT + 1)[_WAL_AT:] == bytes([_WAL])


def _key(path: Path, columns: Iterable[str]) -> str:
    """Return the name of the row number: whole and unique, whatever the file declares its key."""
    taken = {name.lower() for name in columns}
    free = [name for name in _ROW_NUMBERS if name not in taken]
    if not free:
        raise damaged(path, ", ".join(_ROW_NUMBERS))
    return free[0]


def _spans(connection: Connection, name: str, key: str, size: int) -> tuple[int, tuple[Span, ...]]:
    """Return how many rows there are, whatever the file says, and spans that cover them.

    `size` is that of the file in bytes.
    """
    count, low, high = connection.execute(
        f"SELECT (SELECT count(*) FROM {name}), (SELECT min({key}) FROM {name}), "  # noqa: S608 - quoted
        f"(SELECT max({key}) FROM {name})"
    ).fetchone()
    if not count:
        return 0, ()
    step = max(1, min(ROWS_AT_A_TIME, _BYTES_AT_A_TIME * count // size))
    if high - low < _SPARSE * count:
        return count, _measured_off(low, high + 1, step)
    starts = [low]
    after = f"SELECT {key} FROM {name} WHERE {key} >= ? ORDER BY {key} LIMIT 1 OFFSET ?"  # noqa: S608 - quoted
    while found := connection.execute(after, (starts[-1], step)).fetchone():
        starts.append(found[0])
    return count, tuple(map(Span, starts, [*starts[1:], high + 1]))


def _measured_off(low: int, end: int, step: int) -> tuple[Span, ...]:
    return tuple(Span(start, min(start + step, end)) for start in range(low, end, step))


def _encoded(geometries: gpd.GeoSeries) -> Wkb:
    pieces = [b"" if each is None else each for each in geometries.to_wkb()]
    sizes = np.fromiter(map(len, pieces), dtype=np.int64, count=len(pieces))
    ends = np.cumsum(sizes)
    return Wkb(
        buffer=b"".join(pieces),
        starts=np.where(sizes > 0, ends - sizes, -1),
        ends=ends,
    )


def _too_large(path: Path) -> IntakeError:
    return IntakeError(
        vi=f"Không đủ bộ nhớ: {path.name} phải đọc trọn một lần, chỉ GeoPackage đọc được từng "
        "phần. Hãy lưu lớp thành GeoPackage bằng QGIS.",
        en=f"Out of memory: {path.name} has to be read whole, only a GeoPackage is read part by "
        "part. Save the layer as GeoPackage from QGIS.",
    )


def _without_geometry(path: Path, table: str) -> IntakeError:
    return IntakeError(
        vi=f"Bảng {table!r} của {path.name} không có hình. Hãy chọn một lớp bằng --part.",
        en=f"The table {table!r} of {path.name} has no geometry. Choose a layer with --part.",
    )
