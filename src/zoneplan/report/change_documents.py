"""Changes as JSON and as GeoJSON: values as they are stored, boundaries before and after."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

import geopandas as gpd

from zoneplan import measure
from zoneplan.change import GEOMETRY, is_empty
from zoneplan.report.change_words import boundary_figures

if TYPE_CHECKING:
    from collections.abc import Iterable

    import shapely

    from zoneplan.change import Change, Revision
    from zoneplan.plan import Plan


def changes_json(plan: Plan, changes: Iterable[Change], **more: object) -> str:
    """Return changes as a JSON document; geometries as GeoJSON in the plan's own system."""
    rows = [
        {
            "layer": change.layer,
            "code": change.code,
            "kind": change.kind,
            "at": change.at,
            "revision": change.revision,
            "changed": {
                column: [_plain(value) for value in change.value(column)]
                for column in change.columns
            },
            **boundary_figures(plan, change),
        }
        for change in changes
    ]
    content = {
        "schema": "zoneplan.changes/1",
        "crs": plan.settings.crs,
        **plan.trace(),
        "notice": plan.notice._asdict(),
        **more,
        "rows": rows,
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def changes_geojson(plan: Plan, changes: Iterable[Change]) -> str:
    """Return the boundaries before and after of all changed features, as GeoJSON in WGS 84."""
    features = [
        {
            "type": "Feature",
            "properties": {
                "layer": change.layer,
                "code": change.code,
                "state": state,
                "kind": change.kind,
                **boundary_figures(plan, change),
            },
            "geometry": _in_wgs84(plan, shape),
        }
        for change in changes
        for state, shape in zip(("before", "after"), change.value(GEOMETRY), strict=True)
        if shape is not None
    ]
    content = {
        "type": "FeatureCollection",
        "schema": "zoneplan.changes/1",
        "notice": plan.notice._asdict(),
        **plan.trace(),
        "features": features,
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def revision_rows(revisions: Iterable[Revision]) -> list[dict[str, object]]:
    """Return revisions as plain rows."""
    return [
        {"number": each.number, "at": each.at, **dataclasses.asdict(each.reason)}
        for each in revisions
    ]


def _in_wgs84(plan: Plan, shape: shapely.Geometry) -> dict[str, Any]:
    moved = measure.in_wgs84(gpd.GeoSeries([shape], crs=plan.settings.crs))[0]
    geometry: dict[str, Any] = moved.__geo_interface__
    return geometry


def _plain(value: object) -> object:
    if is_empty(value):
        return None
    return getattr(value, "__geo_interface__", value)
