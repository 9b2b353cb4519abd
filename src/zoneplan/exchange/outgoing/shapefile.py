"""Shapefiles by GDAL, with what they cannot hold beside them: full names, notice, revision.

The `.prj` is Esri's, which GDAL, QGIS and PROJ take for the EPSG code and so keep the datum shift.
"""

from __future__ import annotations

import csv
import io
import json
import unicodedata
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import fiona
from fiona.errors import FionaError

from zoneplan.exchange.outgoing.geopackage import unwritten
from zoneplan.exchange.outgoing.leaving import layers_of, rows_of, stamps, statement
from zoneplan.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zoneplan.catalogue import Column, Layer
    from zoneplan.language import Lang
    from zoneplan.plan import Plan

_NAME_LETTERS = 10
_TEXT_BYTES = 254
_KINDS = {"MultiPolygon": "Polygon"}
_FIELD_TYPES = {"integer": "int:18", "real": "float"}
_STEM = "layer"
_FIELDS_HEADER = ("field", "column", "vi", "en", "unit", "texts_cut")


def shapefiles(plan: Plan, stem: str, lang: Lang) -> dict[str, bytes]:
    """Return the files of each layer's shapefile; of several, the layer's name follows the stem.

    A text that is longer than a shapefile can hold is cut; `_fields.csv` gives each field's full
    name and counts its cut texts, `_fields.toml` says which column each field goes back into.
    Raises `OutputError` where GDAL cannot write it.
    """
    layers = layers_of(plan)
    files: dict[str, bytes] = {}
    for layer in layers:
        name = stem if len(layers) == 1 else f"{stem}_{layer.name}"
        files |= _files(plan, layer, name)
        files[f"{name}_NOTICE.txt"] = _notice(plan, lang).encode("utf-8-sig")
    return files


def zipped_shapefiles(plan: Plan, stem: str, lang: Lang) -> dict[str, bytes]:
    """Return one archive with the files of each layer's shapefile; same content, same bytes."""
    dated = plan.settings.dated
    inner = stem.removesuffix(".shp")
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in shapefiles(plan, inner, lang).items():
            info = zipfile.ZipInfo(name, (dated.year, dated.month, dated.day, 0, 0, 0))
            info.external_attr = 0o644 << 16
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return {f"{stem}.zip": target.getvalue()}


def field_names(columns: Sequence[Column]) -> dict[str, str]:
    """Return for each column a name of at most ten ASCII letters that no other column has."""
    names: dict[str, str] = {}
    for column in columns:
        apart = unicodedata.normalize("NFD", column.name.replace("đ", "d").replace("Đ", "D"))
        plain = "".join(c for c in apart if c.isascii() and (c.isalnum() or c == "_")) or "field"
        free, number = plain[:_NAME_LETTERS], 2
        while free.casefold() in {taken.casefold() for taken in names.values()}:
            free = f"{plain[: _NAME_LETTERS - len(str(number)) - 1]}_{number}"
            number += 1
        names[column.name] = free
    return names


def _files(plan: Plan, layer: Layer, name: str) -> dict[str, bytes]:
    fields = field_names(layer.columns)
    rows = list(rows_of(plan, layer))
    with TemporaryDirectory(prefix="zoneplan-") as folder:
        path = Path(folder) / f"{_STEM}.shp"
        try:
            _write(path, plan, layer, fields, rows)
        except (OSError, FionaError) as fault:
            raise unwritten(path.with_stem(name).name, fault) from fault
        made = {f"{name}{each.suffix}": each.read_bytes() for each in _shapes_first(path)}
    legend = _legend(layer, fields, [row for row, _ in rows])
    back = "".join(f"{field} = {json.dumps(column)}\n" for column, field in fields.items())
    return {
        **made,
        f"{name}_fields.csv": legend.encode("utf-8-sig"),
        f"{name}_fields.toml": back.encode(),
    }


def _shapes_first(path: Path) -> list[Path]:
    return sorted(path.parent.iterdir(), key=lambda each: (each != path, each.suffix))


def _write(
    path: Path,
    plan: Plan,
    layer: Layer,
    fields: dict[str, str],
    rows: list[tuple[dict[str, Any], Any]],
) -> None:
    types = {
        fields[column.name]: _FIELD_TYPES.get(column.type, f"str:{_TEXT_BYTES}")
        for column in layer.columns
    }
    kind = layer.geometry or ""
    with fiona.open(
        path,
        "w",
        driver="ESRI Shapefile",
        crs=plan.settings.crs,
        encoding="UTF-8",
        schema={"geometry": _KINDS.get(kind, kind), "properties": types},
        DBF_DATE_LAST_UPDATE=plan.settings.dated.isoformat(),
    ) as file:
        file.writerecords(
            {
                "geometry": None if shape is None else shape.__geo_interface__,
                "properties": {fields[name]: _cut(value) for name, value in row.items()},
            }
            for row, shape in rows
        )


def _cut(value: object) -> object:
    """Return a text in as many whole letters as fit, any other value as it is."""
    if not isinstance(value, str):
        return value
    return value.encode()[:_TEXT_BYTES].decode("utf-8", "ignore")


def _legend(layer: Layer, fields: dict[str, str], rows: list[dict[str, Any]]) -> str:
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow(_FIELDS_HEADER)
    for column in layer.columns:
        cut = sum(_cut(row[column.name]) != row[column.name] for row in rows)
        name = fields[column.name]
        writer.writerow([name, column.name, *column.title, column.unit or "", cut])
    return target.getvalue()


def _notice(plan: Plan, lang: Lang) -> str:
    both = sorted(LANGUAGES, key=lambda each: each != lang)
    told = [*(statement(plan, each) for each in both), ""]
    return "\r\n".join([*told, *(f"{name}: {text}" for name, text in stamps(plan).items()), ""])
