"""A layer of another office's file, whole: one named reader a suffix, then one common road."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from zoneplan.errors import IntakeError
from zoneplan.exchange.archives import unpacked
from zoneplan.exchange.geojson import read_geojson
from zoneplan.exchange.geopackage import read_geopackage
from zoneplan.exchange.guard import not_read, refuse_elsewhere
from zoneplan.exchange.kml import read_kml
from zoneplan.exchange.legacy_text import ENCODINGS
from zoneplan.exchange.ogr import read_dgn, read_gdb
from zoneplan.exchange.received import Received, Wanted, chosen, objects, told
from zoneplan.exchange.shapefile import read_shapefile
from zoneplan.exchange.shapes import flat, oddities
from zoneplan.exchange.stated_crs import agreed
from zoneplan.exchange.texts import readable
from zoneplan.language import normalised

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from zoneplan.exchange.legacy_text import Encoding
    from zoneplan.exchange.received import Raw
    from zoneplan.finding import Finding

_ARCHIVES = (".zip", ".kmz")
_GEOMETRY = "geometry"


def read_features(
    path: Path,
    *,
    layer: str | None = None,
    crs: str | None = None,
    decode: Mapping[str, Encoding] | None = None,
) -> Received:
    """Return one layer of a file, with what the user should know of it.

    `crs` is needed where the file states none and may not contradict it. `decode` names the
    fields whose text is TCVN3 or VNI. Raises `IntakeError` where the file is missing, another
    format than its suffix says, damaged, hostile, or holds several layers and none is named.
    """
    refuse_elsewhere(path)
    with TemporaryDirectory(prefix="zoneplan-") as folder:
        raw = _read(path, Wanted(layer=layer and normalised(layer), crs=crs), Path(folder))
    system = agreed(path, raw.crs, crs)
    columns, findings = _columns(raw, decode or {}, path)
    shapes, flattened = flat(objects(raw.shapes), raw.layer)
    frame = gpd.GeoDataFrame(
        {name: pd.Series(objects(values), dtype=object) for name, values in columns.items()},
        geometry=gpd.GeoSeries(shapes, crs=system),
        crs=system,
    )
    return Received(
        frame=frame,
        crs=system,
        layer=normalised(raw.layer),
        findings=(*raw.findings, *findings, *flattened, *oddities(shapes, raw.layer)),
    )


def _read(path: Path, wanted: Wanted, folder: Path) -> Raw:
    suffix = path.suffix.lower()
    if suffix in _ARCHIVES:
        return _read_archive(path, wanted, folder)
    reader = READERS.get(suffix)
    if reader is None:
        raise not_read(path, ", ".join((*READERS, *_ARCHIVES)))
    return reader(path, wanted, folder)


def _read_archive(path: Path, wanted: Wanted, folder: Path) -> Raw:
    """Return the layer in an archive; each file in it counts as a layer of its own."""
    inner, work = folder / "inner", folder / "work"
    inner.mkdir()
    work.mkdir()
    files = unpacked(path, inner)
    wanted_suffixes = {".kml"} if path.suffix.lower() == ".kmz" else set(READERS)
    found = sorted({_layer_file(each, inner) for each in files})
    layers = {each.relative_to(inner).as_posix(): each for each in found
              if each.suffix.lower() in wanted_suffixes}  # fmt: skip
    if path.suffix.lower() == ".kmz" and "doc.kml" in layers:
        layers = {"doc.kml": layers["doc.kml"]}
    if len(layers) == 1:
        return _read(next(iter(layers.values())), wanted, work)
    names = {normalised(each.stem): each for each in layers.values()}
    name = chosen(path, sorted(names), wanted.layer)
    return _read(names[name], Wanted(crs=wanted.crs), work)


def _layer_file(file: Path, inner: Path) -> Path:
    """Return the geodatabase in which an unpacked file lies, else the file itself."""
    parents = [each for each in file.parents if each.is_relative_to(inner)]
    return next((each for each in parents if each.suffix.lower() == ".gdb"), file)


def _columns(
    raw: Raw, decode: Mapping[str, Encoding], path: Path
) -> tuple[dict[str, list[object]], list[Finding]]:
    """Return the columns under names in NFC, texts readable, and what was found in them."""
    columns: dict[str, list[object]] = {}
    findings: list[Finding] = []
    for name, values in raw.columns.items():
        said = normalised(name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
        free = _free_name(said, columns)
        if free != said:
            findings.append(_renamed(raw.layer, said, free))
        plain = [_plain(value) for value in values]
        columns[free], doubts = readable(plain, raw.layer, free, decode.get(free))
        findings += doubts
    _refuse_unknown_fields(path, columns, decode)
    return columns, findings


def _free_name(name: str, taken: Mapping[str, object]) -> str:
    free, number = name, 2
    while free in taken or free == _GEOMETRY:
        free, number = f"{name}_{number}", number + 1
    return free


def _renamed(layer: str, name: str, free: str) -> Finding:
    return told(
        "field-renamed",
        "note",
        layer,
        vi=f"Trường {name!r} trùng tên nên được ghi là {free!r}.",
        en=f"The field {name!r} shares its name with another and is called {free!r}.",
    )


def _refuse_unknown_fields(
    path: Path, columns: Mapping[str, object], decode: Mapping[str, str]
) -> None:
    for field, encoding in decode.items():
        if field not in columns:
            raise IntakeError(
                vi=f"{path.name} không có trường {field!r}; có {', '.join(map(repr, columns))}.",
                en=f"{path.name} has no field {field!r}; it has {', '.join(map(repr, columns))}.",
            )
        if encoding not in ENCODINGS:
            raise IntakeError(
                vi=f"Không có bảng mã {encoding!r}; có {', '.join(ENCODINGS)}.",
                en=f"There is no encoding {encoding!r}; there are {', '.join(ENCODINGS)}.",
            )


def _plain(value: object) -> object:
    """Return a value as text, number, truth or None: lists as JSON, dates as ISO text."""
    if isinstance(value, (list, tuple, dict)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    return bytes(value).hex() if isinstance(value, (bytes, bytearray, memoryview)) else value


def _ignoring_folder(read: Callable[[Path, Wanted], Raw]) -> Callable[[Path, Wanted, Path], Raw]:
    return lambda path, wanted, _: read(path, wanted)


def _read_dxf(path: Path, wanted: Wanted) -> Raw:
    from zoneplan.exchange.drawing import read_dxf  # noqa: PLC0415 - ezdxf is slow to load

    return read_dxf(path, wanted)


READERS: Mapping[str, Callable[[Path, Wanted, Path], Raw]] = {
    ".gpkg": read_geopackage,
    ".geojson": _ignoring_folder(read_geojson),
    ".json": _ignoring_folder(read_geojson),
    ".geojsonl": _ignoring_folder(read_geojson),
    ".ndjson": _ignoring_folder(read_geojson),
    ".shp": read_shapefile,
    ".kml": _ignoring_folder(read_kml),
    ".gdb": read_gdb,
    ".dgn": read_dgn,
    ".dxf": _ignoring_folder(_read_dxf),
}
"""From suffix to reader; an archive is unpacked first."""
