"""Received geometry in the plan's system."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from zoneplan import crs
from zoneplan.errors import IntakeError

if TYPE_CHECKING:
    import geopandas as gpd

    from zoneplan.plan import Plan


def in_plan(shapes: gpd.GeoSeries, plan: Plan) -> Any:  # noqa: ANN401 - an array of shapes
    """Return shapes in the plan's system, as they are where theirs is not known."""
    if shapes.crs is None:
        return shapes.array
    named = shapes.crs.to_authority()
    system = ":".join(named) if named else shapes.crs.to_wkt()
    return shapely.transform(
        np.asarray(shapes.array, dtype=object),
        lambda points: crs.moved(points, system, plan.settings.crs),
    )


def no_system(where: str, plan: Plan) -> IntakeError:
    """Return the error for a file that does not state its system."""
    return IntakeError(
        vi=f"{where} không ghi hệ tọa độ. Hãy thêm --crs, ví dụ --crs {plan.settings.crs} cho "
        "VN-2000 của đồ án.",
        en=f"{where} states no coordinate system. Add --crs, as in --crs {plan.settings.crs} "
        "for the plan's VN-2000.",
    )
