"""The GeoPackage format: geometry blobs, the functions its triggers call, opening a file.

Source: OGC GeoPackage 1.2, clause 2.1.3 (geometry encoding) and annex F.3 (R-tree index).
"""

from __future__ import annotations

import sqlite3
import struct
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING
from urllib.parse import quote

import numpy as np
import shapely

from zoneplan.errors import PlanError
from zoneplan.nesting import LEAST_DEEP_BYTES, holds_curve, nested_too_deeply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

_SQLITE_MAGIC = b"SQLite format 3\x00"
_APPLICATION_IDS = (b"GPKG", b"GP10", b"GP11")
_APPLICATION_ID_AT = slice(68, 72)
_HEADER_BYTES = 100
_BLOB_MAGIC = b"GP"
_BLOB_HEADER = struct.Struct("<2sBBi4d")
_ENVELOPE_BYTES = (0, 32, 48, 48, 64)
_FIXED_BYTES = 8
_ENVELOPE_XY_LITTLE_ENDIAN = 0b0000_0011
_EMPTY_LITTLE_ENDIAN = 0b0001_0001
_EMPTY_FLAG = 0b0001_0000
NO_BLOB = -1
WAIT_FOR_LOCK_S = 5.0
UNREADABLE = (ValueError, TypeError, NotImplementedError, shapely.errors.ShapelyError)
"""What `shape_of` raises on what is no geometry, or none that may be read."""


def quoted(name: str) -> str:
    """Return a table's or column's name as an SQL identifier, whatever it contains."""
    return '"' + name.replace('"', '""') + '"'


def refuse_other_formats(path: Path) -> None:
    """Raise `PlanError` where the file is missing or its first bytes are no GeoPackage's.

    A `.gpkg` can hold a VRT or another document that makes GDAL read further files or the network.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEADER_BYTES)
    except FileNotFoundError as fault:
        raise PlanError(
            vi=f"Không tìm thấy tệp {path}. Hãy kiểm tra thư mục dữ liệu (--plan).",
            en=f"There is no file {path}. Check the plan's folder (--plan).",
        ) from fault
    except OSError as fault:
        raise unreadable(path, fault) from fault
    if not head.startswith(_SQLITE_MAGIC) or head[_APPLICATION_ID_AT] not in _APPLICATION_IDS:
        raise PlanError(
            vi=f"{path} không phải tệp GeoPackage (đầu tệp không đúng), nên không được mở. "
            "Hãy lấy lại tệp gốc hoặc lưu lại bằng QGIS ở dạng GeoPackage.",
            en=f"{path} is not a GeoPackage (its first bytes say so), so it was not opened. "
            "Get the original again, or save it from QGIS as GeoPackage.",
        )


def unreadable(path: Path, fault: Exception) -> PlanError:
    """Return the error for a file that the system or SQLite cannot read."""
    return PlanError(
        vi=f"Không đọc được {path}: {fault}. Tệp có thể hỏng hoặc đang bị chương trình khác khóa.",
        en=f"Cannot read {path}: {fault}. It may be damaged, or locked by another program.",
    )


@contextmanager
def opened_in_distrust(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a GeoPackage read-only, so that nothing stored in it can run.

    Raises `PlanError` where it is missing, another format, damaged or locked.
    """
    refuse_other_formats(path)
    _roll_back_what_a_killed_program_left(path)
    try:
        with closing(
            sqlite3.connect(read_only_uri(path.absolute().as_posix()), uri=True)
        ) as connection:
            connection.execute("PRAGMA trusted_schema = 0")
            connection.execute("PRAGMA cell_size_check = 1")
            yield connection
    except sqlite3.DatabaseError as fault:
        raise unreadable(path, fault) from fault


def _roll_back_what_a_killed_program_left(path: Path) -> None:
    """Let SQLite undo a half-written transaction, which a connection for reading may not."""
    journal = path.with_name(path.name + "-journal")
    if not journal.exists():
        return
    try:
        with closing(sqlite3.connect(path, timeout=WAIT_FOR_LOCK_S)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as fault:
        raise unreadable(path, fault) from fault


def read_only_uri(posix: str) -> str:
    """Return SQLite's URI of an absolute path; a UNC path needs two more slashes than pathlib's."""
    return "file:" + ("//" if posix.startswith("//") else "") + quote(posix) + "?mode=ro"


@contextmanager
def opened_for_writing(
    path: Path, *, attached: Mapping[str, Path] | None = None
) -> Iterator[sqlite3.Connection]:
    """Open a GeoPackage of the plan for one transaction: all of it is written, or nothing.

    Further files are attached under the names given, in the same transaction. The functions that
    GDAL's R-tree triggers call are registered. Raises `PlanError` where a file stays locked for
    five seconds.
    """
    paths = {"main": path, **(attached or {})}
    for each in paths.values():
        refuse_other_formats(each)
    try:
        with closing(
            sqlite3.connect(path, timeout=WAIT_FOR_LOCK_S, isolation_level=None)
        ) as connection:
            _register_geometry_functions(connection)
            for name, each in (attached or {}).items():
                connection.execute(f"ATTACH ? AS {quoted(name)}", (str(each),))
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")
    except sqlite3.DatabaseError as fault:
        raise _unwritable(paths.values(), fault) from fault


def _unwritable(paths: Iterable[Path], fault: sqlite3.DatabaseError) -> PlanError:
    names = ", ".join(path.name for path in paths)
    if getattr(fault, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return PlanError(
            vi=f"{names} đang bị chương trình khác khóa; đã chờ {WAIT_FOR_LOCK_S:.0f} giây, chưa "
            "ghi gì. Hãy lưu hoặc dừng chỉnh sửa ở chương trình kia rồi chạy lại.",
            en=f"{names} is locked by another program; waited {WAIT_FOR_LOCK_S:.0f} seconds, "
            "nothing was written. Save or stop editing there, then run this again.",
        )
    return PlanError(
        vi=f"Không ghi được {names}: {fault}. Chưa thay đổi gì; hãy kiểm tra quyền ghi, dung lượng "
        "đĩa và chạy `zoneplan check`.",
        en=f"Cannot write {names}: {fault}. Nothing was changed; check permission and disk space, "
        "and run `zoneplan check`.",
    )


def _register_geometry_functions(connection: sqlite3.Connection) -> None:
    connection.create_function("ST_IsEmpty", 1, _is_empty, deterministic=True)
    for at, name in enumerate(("ST_MinX", "ST_MinY", "ST_MaxX", "ST_MaxY")):
        connection.create_function(name, 1, _bound_reader(at), deterministic=True)


def _is_empty(blob: bytes | None) -> int | None:
    return None if blob is None else int(bool(blob[3] & _EMPTY_FLAG))


def _bound_reader(at: int) -> Callable[[bytes | None], float | None]:
    def bound(blob: bytes | None) -> float | None:
        if blob is None or blob[3] & _EMPTY_FLAG:
            return None
        return float(shapely.bounds(shape_of(blob))[at])

    return bound


def shape_of(blob: bytes) -> shapely.Geometry:
    """Return the geometry in a blob; raises one of `UNREADABLE`, so too where it has curves."""
    wkb = wkb_of(blob)
    if nested_too_deeply(wkb):
        message = "nested too deeply"
        raise ValueError(message)
    shape = shapely.from_wkb(wkb)
    if shape.geom_type == "GeometryCollection" and holds_curve(wkb):
        message = "a curve in a collection"
        raise NotImplementedError(message)
    return shape


def wkb_of(blob: bytes) -> bytes:
    """Return the well-known binary inside a GeoPackage geometry; raises `ValueError` if none."""
    if blob[:2] != _BLOB_MAGIC or len(blob) < _FIXED_BYTES:
        message = "not a GeoPackage geometry"
        raise ValueError(message)
    envelope = (blob[3] >> 1) & 0b111
    if envelope >= len(_ENVELOPE_BYTES):
        message = "unknown envelope"
        raise ValueError(message)
    return blob[_FIXED_BYTES + _ENVELOPE_BYTES[envelope] :]


def joined(blobs: Iterable[object]) -> tuple[NDArray[np.int64], bytes]:
    """Return the size of each blob, `NO_BLOB` for an absent one, and all in one.

    What is no blob at all counts as an empty one.
    """
    held = [blob if isinstance(blob, bytes) else None if blob is None else b"" for blob in blobs]
    sizes = [NO_BLOB if blob is None else len(blob) for blob in held]
    return np.array(sizes, dtype=np.int64), b"".join(filter(None, held))


def wkb_spans(
    sizes: NDArray[np.int64], content: bytes
) -> tuple[bytes, NDArray[np.int64], NDArray[np.int64]]:
    """Return the joined blobs, and from where to where in them the well-known binary of each lies.

    It starts at -1 where there is none, -2 where the blob is no GeoPackage geometry or nests too
    deeply.
    """
    ends = np.cumsum(np.maximum(sizes, 0))
    first = ends - np.maximum(sizes, 0)
    read = np.frombuffer(content or bytes(1), dtype=np.uint8)
    one, two, flags = (read.take(first + at, mode="clip") for at in (0, 1, 3))
    envelope = (flags >> 1) & 0b111
    skipped = np.array([*_ENVELOPE_BYTES, 0, 0, 0])[envelope] + _FIXED_BYTES
    sound = (one == _BLOB_MAGIC[0]) & (two == _BLOB_MAGIC[1])
    sound &= (envelope < len(_ENVELOPE_BYTES)) & (sizes > skipped)
    starts = np.where(sound, first + skipped, np.where(sizes == NO_BLOB, -1, -2))
    for at in np.flatnonzero(sound & (ends - starts > LEAST_DEEP_BYTES)):
        if nested_too_deeply(content[starts[at] : ends[at]]):
            starts[at] = -2
    return content, starts, ends


def decoded(blobs: Iterable[bytes | None]) -> tuple[NDArray[np.object_], NDArray[np.bool_]]:
    """Return the geometries of blobs, and which blobs were present but could not be read."""
    geometries: list[shapely.Geometry | None] = []
    damaged: list[bool] = []
    for blob in blobs:
        try:
            geometries.append(None if blob is None else shape_of(blob))
            damaged.append(False)
        except UNREADABLE:
            geometries.append(None)
            damaged.append(True)
    array = np.empty(len(geometries), dtype=object)
    array[:] = geometries
    return array, np.array(damaged, dtype=bool)


def encoded(geometry: shapely.Geometry | None, srs_id: int) -> bytes | None:
    """Return a geometry as GeoPackage blob with its envelope; None for no geometry."""
    if geometry is None:
        return None
    wkb: bytes = shapely.to_wkb(geometry, byte_order=1, output_dimension=2)
    if geometry.is_empty:
        return struct.pack("<2sBBi", _BLOB_MAGIC, 0, _EMPTY_LITTLE_ENDIAN, srs_id) + wkb
    min_x, min_y, max_x, max_y = geometry.bounds
    return (
        _BLOB_HEADER.pack(
            _BLOB_MAGIC, 0, _ENVELOPE_XY_LITTLE_ENDIAN, srs_id, min_x, max_x, min_y, max_y
        )
        + wkb
    )
