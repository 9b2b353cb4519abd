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

_MOST = 5_000
_CODE = "code"


def with_added(plan: Plan, paths: Iterable[Path]) -> Plan:
    """Return the plan with the polygons of files as further layers, drawn above its own.

    Only outlines come along, no attribute. Raises `IntakeError` where a file cannot be read,
    states no system, or has more polygons than a page can draw (5,000).
    """
    layers, stored = dict(plan.catalogue.layers), dict(plan.layers)
    for number, path in enumerate(paths, start=1):
        name, title = f"added_{number}", one_line(normalised(path.stem))
        layers[name] = Layer(
            name=name,
            title=Text(title, title),
            role="added",
            columns=(Column(name=_CODE, type="text", title=Text("Mã", "Code")),),
            geometry="MultiPolygon",
        )
        stored[name] = StoredLayer(frame=_outlines(path, plan), stored_crs=plan.settings.crs)
    return replace(plan, catalogue=replace(plan.catalogue, layers=layers), layers=stored)


def _outlines(path: Path, plan: Plan) -> gpd.GeoDataFrame:
    received = exchange.read_features(path)
    if received.crs is None:
        raise IntakeError(
            vi=f"{path.name} không ghi hệ tọa độ. Hãy lưu lại lớp cùng hệ tọa độ.",
            en=f"{path.name} states no coordinate system. Save the layer with its system.",
        )
    shapes = np.asarray(received.frame.to_crs(plan.settings.crs).geometry.array, dtype=object)
    shapes = shapes[shapely.get_dimensions(shapes) == 2]  # noqa: PLR2004 - areas
    if len(shapes) > _MOST:
        raise IntakeError(
            vi=f"{path.name} có {len(shapes)} đa giác; bản đồ vẽ thêm được nhiều nhất {_MOST}. Hãy "
            "lọc hoặc gộp bớt.",
            en=f"{path.name} has {len(shapes)} polygons; the map draws {_MOST} more at most. "
            "Filter or merge them.",
        )
    codes = pd.Series([str(number + 1) for number in range(len(shapes))], dtype=object)
    return gpd.GeoDataFrame({_CODE: codes}, geometry=list(shapes), crs=plan.settings.crs)
