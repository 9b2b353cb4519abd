"""A new plan from its annexes: read, conform, write the GeoPackages."""

from __future__ import annotations

from datetime import date
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from zoneplan import exchange, store, timeline
from zoneplan.errors import IntakeError, OutputError
from zoneplan.store.creating import NewTable, create_geopackage
from zoneplan.workflows.derive import with_derived

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from zoneplan.catalogue import Catalogue, Layer
    from zoneplan.plan import Settings
    from zoneplan.store import Intake

_NO_OUTLINE = "none"


def init(folder: Path, *, source: Path) -> tuple[Path, ...]:
    """Make the GeoPackages of a plan in `folder` from the annexes of `source`.

    `source` is a folder with a `zoneplan.toml` whose `[[intake]]` steps name the annexes; both
    may be the same folder. Returns the files made. Raises `OutputError` where a GeoPackage
    exists already, `IntakeError` where an annex cannot be used; then nothing is left behind.
    """
    settings, catalogue = store.read_settings(source)
    steps = store.read_intake(source)
    targets = {file: folder / file for file in catalogue.files()}
    _refuse_existing(targets.values())
    annexes = [step for step in steps if step.derive is None]
    frames = {
        layer.name: _gathered(annexes, layer, source, settings.crs)
        for layer in catalogue.layers.values()
    }
    frames = with_derived(steps, frames, catalogue)
    frames |= {
        layer.name: _first_revision(layer, settings) for layer in catalogue.with_role("journal")
    }
    histories = _histories(frames, catalogue)
    made: list[Path] = []
    try:
        for file, target in targets.items():
            made.append(target)
            create_geopackage(
                target,
                [
                    NewTable(
                        layer=layer,
                        frame=histories[file] if layer.role == "history" else frames[layer.name],
                    )
                    for layer in catalogue.tables_of(file)
                ],
                catalogue=catalogue,
                crs=settings.crs,
                made_on=settings.dated,
            )
        if source.resolve() != folder.resolve():
            _copy_annexes(source, folder)
    except BaseException:
        for target in filter(Path.is_file, made):
            target.unlink()
        raise
    return tuple(made)


def _refuse_existing(targets: Iterable[Path]) -> None:
    existing = [str(target) for target in targets if target.exists()]
    if existing:
        raise OutputError(
            vi=f"Đã có {', '.join(existing)}; không ghi đè. Hãy chọn thư mục khác.",
            en=f"There is {', '.join(existing)} already; it is not overwritten. "
            "Choose another folder.",
        )


def _gathered(steps: Iterable[Intake], layer: Layer, source: Path, crs: str) -> gpd.GeoDataFrame:
    """Return all rows that the intake steps bring into one layer."""
    parts = [_brought_in(step, layer, source, crs) for step in steps if step.layer == layer.name]
    empty = exchange.conformed(pd.DataFrame(), layer, where=layer.name)
    table = pd.concat(parts, ignore_index=True) if parts else empty.assign(geometry=None)
    return gpd.GeoDataFrame(table, geometry="geometry", crs=crs)


def _brought_in(step: Intake, layer: Layer, source: Path, crs: str) -> pd.DataFrame:
    outlines = _outlines(step, layer, source, crs)
    texts = (
        pd.DataFrame({layer.key: list(outlines)}, dtype=object)
        if step.table is None
        else exchange.read_table(PurePosixPath(step.table), store.read_bytes(source / step.table))
    )
    texts = texts.assign(**{name: str(value) for name, value in step.set})
    own_coordinates = [*step.points, *step.line]
    where = step.table or step.boundaries or layer.name
    table = exchange.conformed(texts.drop(columns=own_coordinates), layer, where=where)
    if own_coordinates:
        geometries = _own_geometries(step, texts, where, crs)
    else:
        geometries = np.array([outlines.get(key) for key in table[layer.key]], dtype=object)
        _refuse_missing_outlines(step, table, layer, geometries)
    return table.assign(geometry=geometries)


def _outlines(step: Intake, layer: Layer, source: Path, crs: str) -> dict[str, shapely.Geometry]:
    """Return the outline of each code, from one coordinate table a feature."""
    if step.boundaries is None:
        return {}
    pattern = PurePosixPath(step.boundaries)
    prefix, _, suffix = pattern.name.partition("{code}")
    folder = source / pattern.parent
    outlines = {}
    for path in sorted(folder.glob(f"{prefix}*{suffix}")):
        code = path.name.removeprefix(prefix).removesuffix(suffix)
        where = f"{pattern.parent}/{path.name}"
        table = exchange.read_table(path, store.read_bytes(path))
        points = exchange.read_coordinates(table, where=where, crs=step.crs or crs)
        outlines[code] = _shape(_moved(points, step.crs or crs, crs), layer, where)
    return outlines


def _own_geometries(step: Intake, texts: pd.DataFrame, where: str, crs: str) -> NDArray[np.object_]:
    """Return the points or straight lines whose coordinates stand in the table's own columns."""
    stated = step.crs or crs
    names = step.points or step.line
    corners = [
        _moved(
            exchange.coordinates_of(texts, (easting, northing), where=where, crs=stated),
            stated,
            crs,
        )
        for northing, easting in zip(names[0::2], names[1::2], strict=True)
    ]
    if step.points:
        return np.asarray(shapely.points(corners[0]), dtype=object)
    return np.asarray(shapely.linestrings(np.stack(corners, axis=1)), dtype=object)


def _moved(points: NDArray[np.float64], source: str, target: str) -> NDArray[np.float64]:
    if source == target:
        return points
    moved = gpd.GeoSeries.from_xy(points[:, 0], points[:, 1], crs=source).to_crs(target)
    return np.column_stack([moved.x, moved.y]).round(2)


def _shape(points: NDArray[np.float64], layer: Layer, where: str) -> shapely.Geometry:
    least = {"MultiPolygon": 3, "LineString": 2}.get(layer.geometry or "", 1)
    if len(points) < least:
        raise IntakeError(
            vi=f"{where}: có {len(points)} điểm, cần ít nhất {least}.",
            en=f"{where}: {len(points)} points, at least {least} are needed.",
        )
    if layer.geometry == "LineString":
        return shapely.LineString(points)
    return shapely.MultiPolygon([shapely.Polygon(points)])


def _refuse_missing_outlines(
    step: Intake, table: pd.DataFrame, layer: Layer, geometries: NDArray[np.object_]
) -> None:
    if not layer.geometry or not layer.has("boundary_basis"):
        return
    for code, basis, geometry in zip(
        table[layer.key], table["boundary_basis"], geometries, strict=True
    ):
        if geometry is None and basis != _NO_OUTLINE:
            raise IntakeError(
                vi=f"{step.table}: {code} có cơ sở ranh giới {basis!r} nhưng không có bảng tọa độ. "
                f"Hãy thêm bảng tọa độ, hoặc ghi {_NO_OUTLINE}.",
                en=f"{step.table}: {code} has the boundary basis {basis!r} but no coordinate "
                f"table. Add the table, or state {_NO_OUTLINE}.",
            )


def _histories(
    frames: dict[str, gpd.GeoDataFrame], catalogue: Catalogue
) -> Mapping[str, gpd.GeoDataFrame]:
    """Return each file's part of the status history, and set every status to its newest event."""
    with_status = [layer for layer in catalogue.layers.values() if layer.statuses]
    layer_of = {code: layer for layer in with_status for code in frames[layer.name][layer.key]}
    by_file: dict[str, gpd.GeoDataFrame] = {}
    for history in catalogue.with_role("history"):
        events = frames[history.name]
        stray = sorted(set(events["code"]) - set(layer_of))
        if stray:
            raise IntakeError(
                vi=f"{history.name}: không lớp nào có mã {', '.join(stray)}. Hãy sửa mã.",
                en=f"{history.name}: no layer has the code {', '.join(stray)}. Correct it.",
            )
        files = events["code"].map(lambda code: layer_of[code].file)
        by_file |= {
            layer.file: events[files == layer.file].reset_index(drop=True)
            for layer in with_status
            if layer.file
        }
        newest = timeline.status_on(
            events.assign(layer=[layer_of[code].name for code in events["code"]]), date.max
        )["status"]
        for layer in with_status:
            if layer.has("status"):
                keys = [(layer.name, code) for code in frames[layer.name][layer.key]]
                frames[layer.name] = frames[layer.name].assign(
                    status=[newest.get(key) for key in keys]
                )
    return by_file


def _first_revision(layer: Layer, settings: Settings) -> gpd.GeoDataFrame:
    """Return the list of revisions of a new plan: the first one brought everything in."""
    first = {
        "number": "1",
        "at": f"{settings.dated.isoformat()}T00:00:00.000Z",
        "by": "zoneplan",
        "action": "init",
        "forced": "no",
    }
    table = exchange.conformed(pd.DataFrame([first], dtype=object), layer, where=layer.name)
    return gpd.GeoDataFrame(table.assign(geometry=None), geometry="geometry", crs=settings.crs)


def _copy_annexes(source: Path, folder: Path) -> None:
    """Copy what the plan was made from, so that the new folder can make it again."""
    store.write_all(
        {
            folder / path.relative_to(source): store.read_bytes(path)
            for path in sorted(source.rglob("*"))
            if path.is_file() and ".gpkg" not in path.name
        }
    )
