"""Outlines brought in: of the layer's type, sound, and where they are expected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import shapely

from zoneplan import crs, exchange, measure
from zoneplan.change import is_empty
from zoneplan.errors import IntakeError
from zoneplan.finding import Finding, Place
from zoneplan.language import LANGUAGES, Text, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from zoneplan.catalogue import Layer
    from zoneplan.plan import Plan

_NEIGHBOURHOOD_M = 50_000.0
"""How far from all that is known of a plan a new feature may lie."""
_FAR_M = 10_000.0
"""How far from its present outline a feature's new one may reach."""


def shaped(
    rows: gpd.GeoDataFrame, layer: Layer, plan: Plan, *, mend: bool
) -> tuple[gpd.GeoDataFrame, tuple[Finding, ...]]:
    """Return the rows with outlines of the layer's type, mended if asked for.

    Raises `IntakeError` where an outline is of another type.
    """
    if "geometry" not in rows:
        return rows, ()
    told: tuple[Finding, ...] = ()
    if mend:
        rows, told = exchange.mended(rows, layer=layer.name)
    shapes = [_of_type(shape, layer) for shape in rows.geometry]
    return rows.set_geometry(gpd.GeoSeries(shapes, index=rows.index, crs=plan.settings.crs)), told


def _of_type(shape: shapely.Geometry | None, layer: Layer) -> shapely.Geometry | None:
    if shape is None or shape.is_empty:
        return None
    if shape.geom_type == layer.geometry:
        return shape
    if layer.geometry == f"Multi{shape.geom_type}":
        return shapely.MultiPolygon([shape])
    parts = shapely.get_parts(shape)
    if layer.geometry == "LineString" and len(parts) == 1 and parts[0].geom_type == "LineString":
        return parts[0]
    raise IntakeError(
        vi=f"Tệp có hình kiểu {shape.geom_type}, còn lớp {layer.name} chỉ nhận {layer.geometry}. "
        "Hãy khép kín đường ranh hoặc chọn đúng lớp.",
        en=f"The file holds a {shape.geom_type}; the layer {layer.name} takes {layer.geometry}. "
        "Close the outline, or choose the right layer.",
    )


def outline_findings(
    stated: gpd.GeoSeries,
    rows: gpd.GeoDataFrame,
    layer: Layer,
    plan: Plan,
    *,
    code: str | None,
    where: str,
) -> tuple[Finding, ...]:
    """Return the known mistakes that explain where outlines, as stated, do not land."""
    if stated.crs is None:
        return ()
    system = ":".join(stated.crs.to_authority() or ())
    codes = [code] * len(rows) if layer.key not in rows else list(rows[layer.key])
    return tuple(
        finding
        for shape, each in zip(stated, codes, strict=True)
        if shape is not None and not shape.is_empty
        for finding in mistakes(
            shapely.get_coordinates(shape), system, layer, plan, code=each, where=where
        )
    )


def mistakes(
    points: NDArray[np.float64],
    system: str,
    layer: Layer,
    plan: Plan,
    *,
    code: str | None,
    where: str,
) -> Iterator[Finding]:
    """Find why points, as stated, do not land where the feature is known to be.

    Raises `IntakeError` where they lie nowhere in their own system.
    """
    expected = _expected(layer, plan, code)
    mistake = None if expected is None else crs.diagnose(points, crs=system, expected=expected)
    exchange.refuse_misplaced(points, where=where, crs=system, mistake=mistake)
    if mistake is not None:
        yield _told(mistake.code, mistake.text, layer, code)
    elif expected is not None:
        away = measure.farthest_m(crs.moved(points, system, plan.settings.crs), expected.shape)
        if away > _FAR_M + expected.uncertainty_m:
            yield _told("outline-elsewhere", _elsewhere(away), layer, code)


def _told(rule: str, message: Text, layer: Layer, code: str | None) -> Finding:
    return Finding(
        rule=rule, severity="error", place=Place(layer=layer.name, code=code, message=message)
    )


def _elsewhere(away_m: float) -> Text:
    vi, en = (number(away_m, lang) for lang in LANGUAGES)
    return Text(
        vi=f"Ranh giới mới có điểm cách nơi đã biết {vi} m, mà không lỗi thường gặp nào giải thích "
        "được. Hãy xem lại hệ tọa độ và mã đối tượng.",
        en=f"The new outline has a point {en} m from the known place, and no known mistake "
        "explains it. Check the coordinate system and the feature's code.",
    )


def _expected(layer: Layer, plan: Plan, code: str | None) -> crs.Expected | None:
    """Return where a feature should lie: at its present outline, else near all known ones."""
    frame = plan.frame(layer.name)
    own = frame.loc[(frame[layer.key] == code) & frame.geometry.notna()]
    if len(own):
        doubt = own["boundary_uncertainty_m"].iloc[0] if layer.has("boundary_uncertainty_m") else 0
        return crs.Expected(
            shape=own.geometry.iloc[0],
            crs=plan.settings.crs,
            uncertainty_m=0.0 if is_empty(doubt) else float(doubt),
        )
    known = [plan.frame(each.name).geometry.dropna().to_numpy() for each in plan.features]
    shapes = np.concatenate(known) if known else np.array([], dtype=object)
    if not len(shapes):
        return None
    return crs.Expected(
        shape=shapely.box(*shapely.total_bounds(shapes)),
        crs=plan.settings.crs,
        uncertainty_m=_NEIGHBOURHOOD_M,
    )
