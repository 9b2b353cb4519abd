"""No map of the nation, or of its seas, that leaves out Hoàng Sa and Trường Sa."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from zoneplan import crs
from zoneplan.errors import OutputError

if TYPE_CHECKING:
    from zoneplan.figures.page import Box
    from zoneplan.plan import Plan

# Longitudes and latitudes of WGS 84 within which the islands of each archipelago lie.
_HOANG_SA = (111.0, 15.7, 113.0, 17.2)
_TRUONG_SA = (111.5, 6.5, 117.5, 12.0)
_MOST_M = 400_000.0
_STATIONS = 100


def refuse_national(plan: Plan, ground: Box) -> None:
    """Raise `OutputError` for ground as wide as the nation without both archipelagos.

    Ground is in metres of the plan's system. A frame of up to 400 km a side is one of a city or a
    stretch of coast, unless it reaches the waters of either archipelago.
    """
    frame = shapely.box(ground.left, ground.bottom, ground.right, ground.top)
    outline = shapely.segmentize(frame, frame.length / _STATIONS)
    degrees = crs.moved(shapely.get_coordinates(outline), plan.settings.crs, crs.WGS84)
    seas = [shapely.box(*window) for window in (_HOANG_SA, _TRUONG_SA)]
    seen = shapely.polygons(degrees) if np.isfinite(degrees).all() else None
    large = max(ground.width, ground.height) > _MOST_M
    if not large and seen is not None and not shapely.intersects(seas, seen).any():
        return
    if not all(_shown(plan, sea) for sea in seas):
        raise OutputError(
            vi="Khung bản đồ này rộng như bản đồ quốc gia mà nền chưa có quần đảo Hoàng Sa và "
            "Trường Sa, nên không vẽ. Hãy đưa lớp nền có hai quần đảo vào đồ án, hoặc chọn "
            "--extent hay --scale hẹp hơn.",
            en="This frame is as wide as a national map, and the backdrop lacks the Hoàng Sa and "
            "Trường Sa archipelagos, so it is not drawn. Bring a layer that shows both into the "
            "plan, or choose a narrower --extent or --scale.",
        )


def _shown(plan: Plan, sea: shapely.Geometry) -> bool:
    """Tell whether a backdrop layer has land or islands in a window of degrees."""
    for layer in plan.catalogue.with_role("backdrop"):
        frame = plan.layers[layer.name].frame if layer.name in plan.layers else None
        if frame is None or layer.geometry != "MultiPolygon":
            continue
        parts = shapely.get_parts(np.asarray(frame.geometry.dropna().array, dtype=object))
        middles = shapely.get_coordinates(shapely.point_on_surface(parts))
        degrees = crs.moved(middles, plan.settings.crs, crs.WGS84)
        if shapely.contains_xy(sea, degrees[:, 0], degrees[:, 1]).any():
            return True
    return False
