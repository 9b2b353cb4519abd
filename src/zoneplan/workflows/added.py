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
from zoneplan.language import Text, normalised
from zoneplan.plan import StoredLayer
from zoneplan.report.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from zoneplan.plan import Plan

_MOST = 200_000
_AREA = 2
_CODE = "code"


def with_added(plan: Plan, paths: Iterable[Path]) -> Plan:
    """Return the plan with the polygons of files as further layers, drawn above its own.

    On an internal page their attributes come along, on a public one only outlines. Raises
    `IntakeError` where a file cannot be read, states no system, or has more polygons than a page
    can hold (200,000).
    """
    layers, stored = dict(plan.catalogue.layers), dict(plan.layers)
    for number, path in enumerate(paths, start=1):
        name, title = f"added_{number}", one_line(normalised(path.stem))
        frame = _polygons(path, plan)
        layers[name] = Layer(
            name=name,
            title=Text(title, title),
            role="added",
            columns=tuple(_column(str(each)) for each in frame.columns if each != "geometry"),
            geometry="MultiPolygon",
        )
        stored[name] = StoredLayer(frame=frame, stored_crs=plan.settings.crs)
    return replace(plan, catalogue=replace(plan.catalogue, layers=layers), layers=stored)


def _polygons(path: Path, plan: Plan) -> gpd.GeoDataFrame:
    """Return the polygons of a file in the plan's system, with a code where they have none."""
    received = exchange.read_features(path)
    if received.crs is None:
        raise IntakeError(
            vi=f"{path.name} không ghi hệ tọa độ. Hãy lưu lại lớp cùng hệ tọa độ.",
            en=f"{path.name} states no coordinate system. Save the layer with its system.",
        )
    whole = received.frame
    frame = whole[shapely.get_dimensions(np.asarray(whole.geometry.array, dtype=object)) == _AREA]
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
    codes = pd.Series([str(number + 1) for number in range(len(frame))], dtype=object)
    table = told if _CODE in told else told.assign(**{_CODE: codes})
    return gpd.GeoDataFrame(table, geometry=shapes, crs=plan.settings.crs)


def _column(name: str) -> Column:
    """Return a column that only the file knows, under its own name."""
    known = Text("Mã", "Code") if name == _CODE else Text(name, name)
    return Column(name=name, type="text", title=known)
