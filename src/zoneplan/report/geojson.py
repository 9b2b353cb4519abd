"""GeoJSON in WGS 84 for QGIS: rows with their geometry, and which plan they rest on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import shapely

from zoneplan import measure
from zoneplan.report.json import records

if TYPE_CHECKING:
    from collections.abc import Iterable

    import geopandas as gpd

    from zoneplan.plan import Plan
    from zoneplan.report.json import Row

_DIGITS = 9
"""Of a degree: a tenth of a millimetre."""
TAIL = "\n]}\n"
"""How a long document ends."""


def collection(schema: str, plan: Plan, rows: Iterable[Row], shapes: gpd.GeoSeries) -> str:
    """Return rows as a GeoJSON document, `schema` being its name and version.

    `shapes` are in the plan's system, one a row; shells come out counter-clockwise.
    """
    moved: Iterable[shapely.Geometry | None] = measure.in_wgs84(shapes) if len(shapes) else ()
    features = [
        {"type": "Feature", "properties": row, "geometry": _geometry(shape)}
        for row, shape in zip(rows, moved, strict=True)
    ]
    content = {
        "type": "FeatureCollection",
        "schema": schema,
        "notice": plan.notice._asdict(),
        **plan.trace(),
        "features": features,
    }
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def head(schema: str, plan: Plan | None) -> str:
    """Return how a long GeoJSON document begins, which `features` and `TAIL` go on with."""
    trace = {} if plan is None else {"notice": plan.notice._asdict(), **plan.trace()}
    content = {"type": "FeatureCollection", "schema": schema, **trace}
    return json.dumps(content, ensure_ascii=False).removesuffix("}") + ', "features": [\n'


def features(frame: gpd.GeoDataFrame) -> str:
    """Return rows as features of a long GeoJSON document, one a line, a comma between two."""
    moved: Iterable[shapely.Geometry | None] = (
        measure.in_wgs84(frame.geometry) if len(frame) else ()
    )
    rows = records(frame.drop(columns="geometry"))
    return ",\n".join(
        json.dumps(
            {"type": "Feature", "properties": row, "geometry": _geometry(shape)},
            ensure_ascii=False,
            allow_nan=False,
        )
        for row, shape in zip(rows, moved, strict=True)
    )


def _geometry(shape: shapely.Geometry | None) -> dict[str, Any] | None:
    if shape is None or shape.is_empty:
        return None
    turned = shapely.orient_polygons(shapely.force_2d(shape))
    rounded = shapely.transform(turned, lambda points: points.round(_DIGITS))
    geometry: dict[str, Any] = rounded.__geo_interface__
    return geometry
