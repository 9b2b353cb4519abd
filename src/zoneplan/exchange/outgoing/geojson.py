"""GeoJSON by RFC 7946: WGS 84 longitude and latitude, shells counter-clockwise, no `crs`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import shapely

from zoneplan import measure
from zoneplan.exchange.outgoing.leaving import layers_of, rows_of, stamps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zoneplan.language import Lang
    from zoneplan.plan import Plan

_DECIMALS = 9
"""A tenth of a millimetre."""


def geojson(plan: Plan, stem: str, _: Lang) -> dict[str, bytes]:
    """Return a GeoJSON file; features of several layers carry the name of theirs."""
    layers = layers_of(plan)
    stated = {name: text for name, text in stamps(plan).items() if name != "crs"}
    head = {
        "type": "FeatureCollection",
        "name": layers[0].name if len(layers) == 1 else stem,
        **stated,
        "crs_stored": plan.settings.crs,
    }
    stated_first = _json(head).removesuffix("}")
    features = ",\n".join(_json(feature) for feature in _features(plan))
    return {f"{stem}.geojson": f'{stated_first}, "features": [\n{features}\n]}}\n'.encode()}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _features(plan: Plan) -> Iterator[dict[str, Any]]:
    layers = layers_of(plan)
    for layer in layers:
        of = {"layer": layer.name} if len(layers) > 1 else {}
        shapes = measure.in_wgs84(plan.frame(layer.name).geometry)
        for (row, _), shape in zip(rows_of(plan, layer), shapes, strict=True):
            yield {"type": "Feature", "properties": of | row, "geometry": _geometry(shape)}


def _geometry(shape: shapely.Geometry | None) -> dict[str, Any] | None:
    if shape is None or shape.is_empty:
        return None
    turned = shapely.orient_polygons(shape)
    rounded = shapely.transform(turned, lambda points: points.round(_DECIMALS))
    geometry: dict[str, Any] = rounded.__geo_interface__
    return geometry
