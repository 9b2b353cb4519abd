"""Rules on what an outline is: there, of the right type, flat, in the plan's part of the world."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from zoneplan import crs
from zoneplan.checks.wording import figure
from zoneplan.finding import Place, check
from zoneplan.language import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    import geopandas as gpd
    from numpy.typing import NDArray

    from zoneplan.catalogue import Layer
    from zoneplan.plan import Plan

_NO_OUTLINE = "none"


@dataclass(frozen=True, kw_only=True)
class Outlines:
    """A layer's outlines as an array, beside the frame that holds them, row by row."""

    layer: Layer
    frame: gpd.GeoDataFrame
    shapes: NDArray[np.object_]

    @property
    def codes(self) -> NDArray[np.object_]:
        """The key of each row."""
        keys: NDArray[np.object_] = self.frame[self.layer.key].to_numpy(dtype=object)
        return keys


def outlines(plan: Plan) -> Iterator[Outlines]:
    """Find the layers with outlines."""
    for layer in plan.catalogue.with_role("feature", "line", "backdrop"):
        if layer.name in plan.layers:
            frame = plan.frame(layer.name)
            shapes = np.asarray(frame.geometry.array, dtype=object)
            yield Outlines(layer=layer, frame=frame, shapes=shapes)


@check(
    "geometry-missing",
    "error",
    vi="Đối tượng phải có hình, trừ khi ghi rõ là chưa có ranh giới.",
    en="A feature has a geometry, unless it states that no outline is known.",
)
def geometry_missing(plan: Plan) -> Iterator[Place]:
    """Find features without geometry whose boundary basis is not `none`."""
    for own in outlines(plan):
        stored = plan.layers[own.layer.name]
        bad = shapely.is_missing(own.shapes) | shapely.is_empty(own.shapes)
        states_basis = "boundary_basis" in own.frame
        if states_basis:
            bad &= own.frame["boundary_basis"].to_numpy(dtype=object) != _NO_OUTLINE
        # What was there and could not be used is told by other rules.
        set_aside = {value.code for value in stored.unreadable}
        for code in own.codes[bad] if stored.stored_crs is not None else ():
            if code not in set_aside:
                yield Place(
                    layer=own.layer.name,
                    code=code,
                    message=_no_geometry(code, states_basis=states_basis),
                )


@check(
    "boundary-basis-missing",
    "error",
    vi="Ranh giới phải ghi cơ sở của nó.",
    en="An outline states its basis.",
)
def boundary_basis_missing(plan: Plan) -> Iterator[Place]:
    """Find outlines that do not say how far they may be trusted."""
    for own in outlines(plan):
        if not own.layer.has("boundary_basis"):
            continue
        bad = ~shapely.is_missing(own.shapes) & own.frame["boundary_basis"].isna().to_numpy()
        for code, shape in zip(own.codes[bad], own.shapes[bad], strict=True):
            yield Place(
                layer=own.layer.name,
                code=code,
                at=inside(shape),
                message=Text(
                    vi=f"{code} có ranh giới nhưng không ghi boundary_basis. Hãy ghi cơ sở.",
                    en=f"{code} has an outline but no boundary_basis. State it.",
                ),
            )


@check(
    "geometry-type",
    "error",
    vi="Hình phải đúng loại của lớp.",
    en="A geometry is of its layer's type.",
)
def geometry_type(plan: Plan) -> Iterator[Place]:
    """Find geometries of another type than the catalogue gives the layer."""
    for own in outlines(plan):
        name = own.layer.geometry or ""
        right = [shapely.GeometryType[each.upper()] for each in (name, name.removeprefix("Multi"))]
        bad = ~shapely.is_missing(own.shapes) & ~np.isin(shapely.get_type_id(own.shapes), right)
        for code, shape in zip(own.codes[bad], own.shapes[bad], strict=True):
            yield Place(
                layer=own.layer.name,
                code=code,
                at=inside(shape),
                where=shape,
                message=Text(
                    vi=f"{code} là {shape.geom_type}, lớp {own.layer.name} cần {name}. Hãy vẽ lại "
                    "cho đúng loại.",
                    en=f"{code} is a {shape.geom_type}, the layer {own.layer.name} needs {name}. "
                    "Draw it as such.",
                ),
            )


@check(
    "geometry-with-height",
    "warning",
    vi="Hình phải là hai chiều.",
    en="A geometry is flat.",
)
def geometry_with_height(plan: Plan) -> Iterator[Place]:
    """Find geometries that carry heights or measures beside easting and northing."""
    for own in outlines(plan):
        bad = shapely.has_z(own.shapes) | shapely.has_m(own.shapes)
        for code, shape in zip(own.codes[bad], own.shapes[bad], strict=True):
            yield Place(
                layer=own.layer.name,
                code=code,
                at=inside(shape),
                message=Text(
                    vi=f"{code} có cao độ (Z) hoặc trị đo (M) trong hình. Hãy bỏ bằng QGIS "
                    "(Drop M/Z values).",
                    en=f"{code} carries heights (Z) or measures (M). Drop them in QGIS (Drop M/Z "
                    "values).",
                ),
            )


@check(
    "geometry-outside-window",
    "error",
    vi="Hình phải nằm trong vùng của đồ án và vùng sử dụng của hệ tọa độ.",
    en="A geometry lies in the plan's window and in its coordinate system's area of use.",
)
def geometry_outside_window(plan: Plan) -> Iterator[Place]:
    """Find geometries with a point outside the system's area of use or the plan's window."""
    system = plan.settings.crs
    place = Text(vi=f"vùng của {system}", en=f"the area of {system}")
    if plan.settings.window is not None:
        place = Text(vi=f"vùng của đồ án hoặc {place.vi}", en=f"the plan's window or {place.en}")
    for own in outlines(plan):
        points, owner = shapely.get_coordinates(own.shapes, return_index=True)
        outside = np.flatnonzero(
            crs.outside_window(points, system) | _outside(points, system, plan.settings.window)
        )
        _, first = np.unique(owner[outside], return_index=True)
        for at in outside[first]:
            easting, northing = points[at].tolist()
            code = own.codes[owner[at]]
            x, y = (figure(each, decimals=1) for each in (northing, easting))
            yield Place(
                layer=own.layer.name,
                code=code,
                at=(easting, northing),
                message=Text(
                    vi=f"{code} có điểm ngoài {place.vi} (X = {x.vi}, Y = {y.vi}). X và Y có bị "
                    "đổi chỗ, hay sai kinh tuyến trục không?",
                    en=f"{code} has a point outside {place.en} (X = {x.en}, Y = {y.en}). Are X and "
                    "Y swapped, or is the central meridian another one?",
                ),
            )


def _outside(
    points: NDArray[np.float64], system: str, window: tuple[float, float, float, float] | None
) -> NDArray[np.bool_]:
    """Tell which points lie outside a window in degrees of WGS 84; none where there is none."""
    if window is None or not len(points):
        return np.zeros(len(points), dtype=bool)
    lon, lat = crs.moved(points, system, crs.WGS84).T
    west, south, east, north = window
    # What cannot be moved at all compares as outside.
    return np.asarray(~((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)))


def drawn(frame: gpd.GeoDataFrame) -> NDArray[np.bool_]:
    """Tell which rows have a geometry that is not empty."""
    shapes = np.asarray(frame.geometry.array, dtype=object)
    there: NDArray[np.bool_] = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    return there


def inside(shape: shapely.Geometry) -> tuple[float, float] | None:
    """Return the middle of a geometry as easting and northing; None where it is empty."""
    point = shapely.centroid(shape)
    return None if point.is_empty else (point.x, point.y)


def _no_geometry(code: str, *, states_basis: bool) -> Text:
    vi, en = (f", {word} boundary_basis = {_NO_OUTLINE}" for word in ("hoặc ghi", "or set"))
    return Text(
        vi=f"{code} không có hình. Hãy vẽ hoặc nhập ranh giới{vi * states_basis}.",
        en=f"{code} has no geometry. Draw or bring in its outline{en * states_basis}.",
    )
