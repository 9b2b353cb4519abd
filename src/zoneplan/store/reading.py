"""From the GeoPackages of a folder to a `Plan`.

Read with SQL rather than GDAL: the rows are counted here, so that a stale count or index in the
file cannot hide a feature; one SQLite library is in play; a document in disguise is not followed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from zoneplan import gpkg
from zoneplan.errors import CatalogueError
from zoneplan.language import is_date
from zoneplan.plan import Plan, Settings, StoredLayer, UnreadableValue
from zoneplan.store.raw import RawTable, fingerprint, raw_table
from zoneplan.store.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from numpy.typing import NDArray

    from zoneplan.catalogue import Catalogue, Column, Layer

_NUMBERS = ("real", "integer")
_REVISION_DIGITS = 12


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What one GeoPackage of a plan holds: its layers and tables by name, and their content."""

    stored: Mapping[str, StoredLayer]
    fingerprint: bytes


def read_plan(
    folder: Path, *, as_of: date, known_at: str | None = None, code: str | None = None
) -> Plan:
    """Return the plan kept in a folder, as of a day.

    With `known_at`, a moment in UTC, the plan is what the files held then. With `code`, no other
    feature and no backdrop is read, so that the size of a layer does not matter. Raises
    `PlanError` where a file is missing, another format, damaged, or lacks a table.
    """
    settings, catalogue = read_settings(folder)
    contents = {
        file: read_contents(folder / file, settings, catalogue, code=code, known_at=known_at)
        for file in catalogue.files()
    }
    return put_together(settings, catalogue, contents, as_of=as_of)


def read_contents(
    path: Path,
    settings: Settings,
    catalogue: Catalogue,
    *,
    code: str | None = None,
    known_at: str | None = None,
    copy: Path | None = None,
) -> Contents:
    """Return what a GeoPackage holds; a `copy` is read in its place, where there is one."""
    held = catalogue.contents_of(path.name)
    with gpkg.opened_in_distrust(copy or path) as connection:
        raws = [
            raw_table(
                connection,
                layer,
                path,
                code=None if layer.role == "register" else code,
                known_at=known_at,
            )
            for layer in held
        ]
    found = list(zip(held, raws, strict=True))
    return Contents(
        stored={layer.name: _stored_layer(raw, layer, settings) for layer, raw in found},
        fingerprint=b"".join(fingerprint(f"{path.name}/{layer.name}", raw) for layer, raw in found),
    )


def put_together(
    settings: Settings, catalogue: Catalogue, contents: Mapping[str, Contents], *, as_of: date
) -> Plan:
    """Return the plan that the contents of its files make, in the order of the catalogue."""
    layers: dict[str, StoredLayer] = {}
    tables: dict[str, pd.DataFrame] = {}
    events: list[pd.DataFrame] = []
    histories: dict[str, StoredLayer] = {}
    digest = hashlib.sha256()
    for file, held in contents.items():
        digest.update(held.fingerprint)
        for layer in catalogue.contents_of(file):
            stored = held.stored[layer.name]
            if layer.role == "history":
                events.append(_with_layer(stored.frame, layers, file, catalogue.layers))
                histories[f"{file}/{layer.name}"] = stored
                continue
            layers[layer.name] = stored
            if layer.role == "register":
                tables[layer.name] = pd.DataFrame(stored.frame)
    return Plan(
        settings=settings,
        catalogue=catalogue,
        layers=layers,
        tables=tables,
        events=pd.concat(events, ignore_index=True) if events else _no_events(),
        histories=histories,
        as_of=as_of,
        revision=digest.hexdigest()[:_REVISION_DIGITS],
    )


def _stored_layer(raw: RawTable, layer: Layer, settings: Settings) -> StoredLayer:
    values: dict[str, NDArray[Any]] = {
        name: _objects([row[at] for row in raw.rows]) for at, name in enumerate(raw.columns)
    }
    blobs = values.pop(raw.geometry_column, None) if raw.geometry_column else None
    values.pop(raw.id_column or "", None)
    missing = tuple(column.name for column in layer.columns if column.name not in values)
    values |= {name: _objects([None] * len(raw.rows)) for name in missing}
    keys = values.get(layer.key, _objects([None] * len(raw.rows)))
    unreadable: list[UnreadableValue] = []
    for column in layer.columns:
        values[column.name], faults = _typed(values[column.name], column, keys)
        unreadable += faults
    shapes, damaged = gpkg.decoded(_objects([None] * len(raw.rows)) if blobs is None else blobs)
    outlines, nowhere = _in_plan_system(shapes, raw.crs, settings.crs)
    unreadable += [
        UnreadableValue(code=keys[at], column=raw.geometry_column or "", value="geometry")
        for at in np.flatnonzero(damaged | nowhere)
    ]
    index = pd.RangeIndex(len(raw.rows))
    columns = {
        name: pd.Series(values[name], index=index, dtype=values[name].dtype)
        for name in _order(layer, values)
    }
    return StoredLayer(
        frame=gpd.GeoDataFrame(columns, index=index, geometry=outlines),
        stored_crs=raw.crs,
        recorded_count=raw.recorded_count,
        log_faults=raw.log_faults,
        partial=raw.partial,
        missing=missing,
        unreadable=tuple(unreadable),
    )


def _objects(values: Sequence[object]) -> NDArray[np.object_]:
    array = np.empty(len(values), dtype=object)
    array[:] = list(values)
    return array


def _order(layer: Layer, values: Mapping[str, object]) -> list[str]:
    known = [column.name for column in layer.columns]
    return known + [name for name in values if name not in known]


def _typed(
    values: NDArray[np.object_], column: Column, keys: NDArray[np.object_]
) -> tuple[NDArray[np.generic], list[UnreadableValue]]:
    """Return a column as numbers or text, and the values that could not be read as such."""
    if column.type not in _NUMBERS:
        return _texts(values, column, keys)
    numbers = pd.to_numeric(pd.Series(values, dtype=object), errors="coerce").astype(float)
    lost = [
        UnreadableValue(code=key, column=column.name, value=str(value))
        for key, value, number in zip(keys, values, numbers, strict=True)
        if value is not None and not np.isfinite(number)
    ]
    return numbers.where(np.isfinite(numbers)).to_numpy(), lost


def _texts(
    values: NDArray[np.object_], column: Column, keys: NDArray[np.object_]
) -> tuple[NDArray[np.object_], list[UnreadableValue]]:
    texts = [None if value is None else str(value) for value in values]
    readable = _DATES.get(column.type, lambda _: True)
    lost = [
        UnreadableValue(code=key, column=column.name, value=text)
        for key, text in zip(keys, texts, strict=True)
        if text is not None and not readable(text)
    ]
    return _objects([text if text and readable(text) else None for text in texts]), lost


def _is_day(text: str) -> bool:
    return len(text) == len("2023-12-18") and is_date(text)


_DATES = {"date": _is_day, "partial_date": is_date}


def _in_plan_system(
    shapes: NDArray[np.object_], stored_crs: str | None, plan_crs: str
) -> tuple[gpd.GeoSeries, NDArray[np.bool_]]:
    """Return the geometries in the plan's system, and which of them lie nowhere in it."""
    if stored_crs is None:
        return gpd.GeoSeries([None] * len(shapes), crs=plan_crs), np.zeros(len(shapes), dtype=bool)
    try:
        outlines = gpd.GeoSeries(shapes, crs=stored_crs).to_crs(plan_crs)
    except ValueError as fault:
        raise CatalogueError(
            vi=f"Không chuyển được từ {stored_crs} sang {plan_crs}: {fault}. Hãy lưu lại lớp "
            f"trong {plan_crs}.",
            en=f"Cannot transform {stored_crs} to {plan_crs}: {fault}. Save the layer in "
            f"{plan_crs}.",
        ) from fault
    nowhere = np.array([not np.isfinite(shapely.get_coordinates(o)).all() for o in outlines], bool)
    return outlines.where(~nowhere, None), nowhere


def _with_layer(
    events: gpd.GeoDataFrame,
    layers: Mapping[str, StoredLayer],
    file: str,
    catalogue_layers: Mapping[str, Layer],
) -> pd.DataFrame:
    """Return a file's history with the name of the layer that holds each code."""
    layer_of: dict[str, str] = {}
    for name, stored in layers.items():
        layer = catalogue_layers[name]
        if layer.file == file and layer.statuses:
            layer_of |= dict.fromkeys(stored.frame[layer.key].dropna(), name)
    table = pd.DataFrame(events.drop(columns="geometry"))
    holders = [layer_of.get(code, file) for code in table["code"]]
    return table.assign(layer=pd.Series(holders, index=table.index, dtype=object))


def _no_events() -> pd.DataFrame:
    return pd.DataFrame({"layer": [], "code": [], "date": [], "status": []}, dtype=object)
