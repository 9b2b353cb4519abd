"""A layer of another file laid over the plan's map, plainly none of the plan's own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from zoneplan import exchange
from zoneplan.catalogue import Column, Layer
from zoneplan.errors import IntakeError
from zoneplan.language import Text, normalised, number
from zoneplan.plan import StoredLayer
from zoneplan.report.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

    from zoneplan.plan import Plan

_MOST = 200_000
_AREA, _NOTHING = 2, -1
_NO_AREAS = {
    0: Text("điểm", "points"),
    1: Text("đường", "lines"),
    _NOTHING: Text("hình trống hoặc hỏng", "empty or broken shapes"),
}
"""What cannot be drawn as an area, by its dimension."""
_CODE = "code"


def with_added(plan: Plan, paths: Iterable[Path]) -> tuple[Plan, tuple[Text, ...]]:
    """Return the plan with the polygons of files as further layers; tell what is left out of each.

    On an internal page their attributes come along, on a public one only outlines. Raises
    `IntakeError` where a file cannot be read, states no system, or has no polygon or more than a
    page can hold (200,000).
    """
    layers, stored = dict(plan.catalogue.layers), dict(plan.layers)
    told = []
    for at, path in enumerate(paths, start=1):
        name, title = f"added_{at}", one_line(normalised(path.stem))
        frame, left_out = _polygons(path, plan)
        told += left_out
        layers[name] = Layer(
            name=name,
            title=Text(title, title),
            role="added",
            columns=tuple(_column(str(each)) for each in frame.columns if each != "geometry"),
            geometry="MultiPolygon",
        )
        stored[name] = StoredLayer(frame=frame, stored_crs=plan.settings.crs)
    more = replace(plan, catalogue=replace(plan.catalogue, layers=layers), layers=stored)
    return more, tuple(told)


def _polygons(path: Path, plan: Plan) -> tuple[gpd.GeoDataFrame, list[Text]]:
    """Return the polygons of a file in the plan's system, with a code where they have none.

    Beside them stands what is left out.
    """
    received = exchange.read_features(path)
    if received.crs is None:
        raise IntakeError(
            vi=f"{path.name} không ghi hệ tọa độ. Hãy lưu lại lớp cùng hệ tọa độ.",
            en=f"{path.name} states no coordinate system. Save the layer with its system.",
        )
    whole = received.frame
    dimensions = _dimensions(np.asarray(whole.geometry.array, dtype=object))
    frame, left_out = whole[dimensions == _AREA], _left_out(path, dimensions)
    if len(frame) > _MOST:
        raise IntakeError(
            vi=f"{path.name} có {len(frame)} đa giác; bản đồ chứa thêm được nhiều nhất {_MOST}. "
            "Hãy lọc hoặc gộp bớt.",
            en=f"{path.name} has {len(frame)} polygons; the map holds {_MOST} more at most. "
            "Filter or merge them.",
        )
    shapes = list(frame.to_crs(plan.settings.crs).geometry)
    told = frame.drop(columns=frame.geometry.name) if plan.audience == "internal" else frame[[]]
    told = (
        pd.DataFrame(told).reset_index(drop=True).rename(columns=lambda name: one_line(str(name)))
    )
    codes = pd.Series([str(at + 1) for at in range(len(frame))], dtype=object)
    table = told if _CODE in told else told.assign(**{_CODE: codes})
    return gpd.GeoDataFrame(table, geometry=shapes, crs=plan.settings.crs), left_out


def _dimensions(shapes: NDArray[np.object_]) -> NDArray[np.int_]:
    return np.where(shapely.is_empty(shapes), _NOTHING, shapely.get_dimensions(shapes))


def _left_out(path: Path, dimensions: NDArray[np.int_]) -> list[Text]:
    """Return in one sentence what of a file is no polygon, if anything; refuse it if all is."""
    counts = {kind: int((dimensions == each).sum()) for each, kind in _NO_AREAS.items()}
    vi = ", ".join(f"{kind.vi} ({number(count, 'vi')})" for kind, count in counts.items() if count)
    en = ", ".join(f"{kind.en} ({number(count, 'en')})" for kind, count in counts.items() if count)
    name = one_line(path.name)
    if _AREA not in dimensions:
        raise IntakeError(
            vi=f"{name} không có đa giác nào để vẽ{vi and f'; đã bỏ: {vi}'}. "
            "Hãy chọn tệp có đa giác.",
            en=f"{name} has no polygon to draw{en and f'; left out: {en}'}. "
            "Choose a file with polygons.",
        )
    if not vi:
        return []
    return [
        Text(
            f"{name}: chỉ vẽ đa giác; đã bỏ: {vi}.",
            f"{name}: only polygons are drawn; left out: {en}.",
        )
    ]


def _column(name: str) -> Column:
    """Return a column that only the file knows, under its own name."""
    known = Text("Mã", "Code") if name == _CODE else Text(name, name)
    return Column(name=name, type="text", title=known)
