"""Formats that GDAL reads, each by its one named driver, from a copy in a folder of our own."""

from __future__ import annotations

import re
import shutil
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import fiona
import fiona.errors
import numpy as np
import shapely
from fiona._err import CPLE_BaseError
from shapely.geometry import shape as shape_of

from zoneplan.errors import IntakeError
from zoneplan.exchange.guard import content, other_format, refuse_dgn_v8, refuse_links
from zoneplan.exchange.received import Raw, chosen, damaged
from zoneplan.exchange.shapes import curves_linearised
from zoneplan.exchange.stated_crs import required, stated

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from zoneplan.exchange.received import Wanted

_FINE_ARC_DEG = "0.5"
"""An arc of 1 km radius then lies within 1 cm of its lines."""
_COARSE_ARC_DEG = "45"
_QUIET: dict[str, str] = {
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": "none",
    "GDAL_HTTP_PROXY": "localhost:1",
    "GDAL_VRT_ENABLE_PYTHON": "NO",
    "OGR_SQLITE_PRAGMA": "trusted_schema=0",
    "OGR_SQLITE_LOAD_EXTENSIONS": "",
    "GDAL_DISABLE_READDIR_ON_OPEN": "FALSE",
    "SHAPE_RESTORE_SHX": "YES",
    "PROJ_NETWORK": "OFF",
}
_FAULTS = (fiona.errors.FionaError, CPLE_BaseError, ValueError, OSError)
_GDB_FILE = re.compile(
    r"a[0-9a-f]{8}\.(gdbtable|gdbtablx|gdbindexes|spx|freelist|[\w-]+\.atx|[\w-]+\.horizon)"
    r"|gdb|timestamps",
    re.IGNORECASE,
)
_GDB_CATALOGUE = "a00000001.gdbtable"
_DGN_V7 = (b"\x08\x09\xfe\x02", b"\xc8\x09\xfe\x02")
_DGN_LAYER = "elements"


@contextmanager
def opened(
    path: Path, driver: str, *, arc_deg: str = _FINE_ARC_DEG, **options: str
) -> Iterator[Any]:
    """Open a layer by one named driver, with the network off; raises `IntakeError`."""
    with fiona.Env(**_QUIET, OGR_ARC_STEPSIZE=arc_deg) as env, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if driver not in env.drivers():
            raise IntakeError(
                vi=f"Bản cài đặt này không đọc được {path.name}: GDAL thiếu bộ đọc {driver}. "
                "Hãy lưu lớp thành GeoPackage bằng QGIS.",
                en=f"This installation cannot read {path.name}: its GDAL lacks the driver "
                f"{driver}. Save the layer as GeoPackage from QGIS.",
            )
        try:
            with fiona.open(path, driver=driver, **options) as collection:
                yield collection
        except _FAULTS as fault:
            raise damaged(path, fault) from fault


def geometry_of(record: Any) -> shapely.Geometry | None:  # noqa: ANN401 - fiona has no types
    """Return the geometry of a record, None where it has none."""
    return None if record is None or record.geometry is None else shape_of(record.geometry)


def read_gdb(path: Path, wanted: Wanted, folder: Path) -> Raw:
    """Return a layer of a File Geodatabase; arcs become short lines."""
    copy = folder / "layer.gdb"
    _copy_gdb(path, copy)
    try:
        names = fiona.listlayers(copy)
    except _FAULTS as fault:
        raise damaged(path, fault) from fault
    layer = chosen(path, names, wanted.layer)
    with opened(copy, "OpenFileGDB", layer=layer) as collection:
        definition, records = collection.crs_wkt, list(collection)
    crs, said = stated(definition, layer)
    shapes = [geometry_of(record) for record in records]
    with opened(copy, "OpenFileGDB", arc_deg=_COARSE_ARC_DEG, layer=layer) as collection:
        coarse = [geometry_of(record) for record in collection]
    curved = int((_lengths(shapes) != _lengths(coarse)).sum())
    return Raw(
        layer=layer,
        columns=_columns(records),
        shapes=shapes,
        crs=crs,
        findings=(*said, *([curves_linearised(layer, curved)] if curved else [])),
    )


def _lengths(shapes: list[shapely.Geometry | None]) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Return how many points each geometry has: more of them where an arc was cut finer."""
    return np.asarray(shapely.get_num_coordinates(shapes), dtype=np.int64)


def _columns(records: list[Any]) -> dict[str, list[object]]:
    names = list(dict.fromkeys(name for record in records for name in record.properties))
    return {name: [record.properties.get(name) for record in records] for name in names}


def _copy_gdb(path: Path, copy: Path) -> None:
    """Copy the geodatabase's own files and nothing else that may lie in its folder."""
    if not path.is_dir() or not (path / _GDB_CATALOGUE).is_file():
        raise other_format(path, "File Geodatabase")
    refuse_links(path)
    copy.mkdir()
    try:
        for each in path.iterdir():
            if _GDB_FILE.fullmatch(each.name) and each.is_file():
                shutil.copyfile(each, copy / each.name)
    except OSError as fault:
        raise damaged(path, fault) from fault


def read_dgn(path: Path, wanted: Wanted, folder: Path) -> Raw:
    """Return the elements of a MicroStation V7 drawing, in the system that the user names."""
    head = content(path)
    refuse_dgn_v8(path, head)
    if not head.startswith(_DGN_V7):
        raise other_format(path, "DGN V7")
    crs = required(path, wanted.crs)
    copy = folder / "layer.dgn"
    copy.write_bytes(head)
    layer = chosen(path, [_DGN_LAYER], wanted.layer)
    with opened(copy, "DGN", layer=layer, encoding="iso-8859-1") as collection:
        records = list(collection)
    columns = {
        name: [_as_bytes_are(value) for value in values]
        for name, values in _columns(records).items()
    }
    return Raw(
        layer=layer, columns=columns, shapes=[geometry_of(each) for each in records], crs=crs
    )


def _as_bytes_are(value: object) -> object:
    """Return a text whose bytes the format does not explain, for the common road to decide."""
    if not isinstance(value, str):
        return value
    return value.encode("iso-8859-1").decode("utf-8", "surrogateescape")
