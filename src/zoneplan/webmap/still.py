"""A still picture of the map, for a browser in which scripts are off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

import shapely

from zoneplan import timeline
from zoneplan.webmap.hatch import style_ids

if TYPE_CHECKING:
    from zoneplan.catalogue import Layer
    from zoneplan.plan import Plan

WIDTH = 1000
_MARGIN = 0.06
_DASHES = {"dashed": "7 4"}
_WIDTHS = {"solid": 2.0, "thin": 1.2}


class Paint(TypedDict):
    """How a path is painted, in SVG's own words."""

    fill: str
    stroke: str
    width: float
    dash: str
    opacity: float


@dataclass(frozen=True, kw_only=True)
class Path:
    """One drawn feature: SVG path data, paint, and the name to read on it."""

    data: str
    fill: str
    stroke: str
    width: float
    dash: str
    opacity: float
    name: str


@dataclass(frozen=True, kw_only=True)
class Still:
    """The picture: its height in units of the width 1000, and its paths from back to front."""

    height: int
    beneath: str
    paths: tuple[Path, ...]


def still(plan: Plan) -> Still | None:
    """Return the picture of the plan's drawn layers in its own system, None where nothing is."""
    drawn = plan.catalogue.with_role("feature", "line", "backdrop")
    layers = [layer for layer in drawn if layer.name in plan.layers and layer.geometry != "Point"]
    view = _View.around(plan, [layer for layer in layers if layer.role != "backdrop"] or layers)
    if view is None:
        return None
    paths = [path for layer in layers for path in _paths(plan, layer, view)]
    beneath = "sea" if any(_tells_land(plan, layer) for layer in layers) else "land"
    return Still(height=view.height, beneath=plan.catalogue.ground[beneath], paths=tuple(paths))


def _tells_land(plan: Plan, layer: Layer) -> bool:
    is_ground = layer.role == "backdrop" and layer.geometry == "MultiPolygon"
    return is_ground and not plan.frame(layer.name).empty


@dataclass(frozen=True, kw_only=True)
class _View:
    """The window on the plane, in metres, and its scale."""

    window: tuple[float, float, float, float]

    @classmethod
    def around(cls, plan: Plan, layers: list[Layer]) -> _View | None:
        frames = [plan.frame(layer.name) for layer in layers]
        corners = [
            frame.total_bounds for frame in frames if frame.geometry.count_coordinates().sum()
        ]
        if not corners:
            return None
        west, south, east, north = shapely.MultiPoint(
            [point for box in corners for point in (box[:2], box[2:])]
        ).bounds
        margin = _MARGIN * max(east - west, north - south, 1.0)
        return cls(window=(west - margin, south - margin, east + margin, north + margin))

    @property
    def scale(self) -> float:
        return WIDTH / (self.window[2] - self.window[0])

    @property
    def height(self) -> int:
        return round((self.window[3] - self.window[1]) * self.scale)

    def data(self, shape: shapely.Geometry) -> str:
        """Return the SVG path data of the part of a shape that is in view."""
        if shape is None or not shape.intersects(shapely.box(*self.window)):
            return ""
        outlines = shape.boundary if shape.area else shape
        return "".join(self._ring(ring) for ring in shapely.get_parts(outlines))

    def _ring(self, ring: shapely.Geometry) -> str:
        west, _, _, north = self.window
        points = shapely.get_coordinates(ring)
        return "M" + "L".join(
            f"{(x - west) * self.scale:.1f} {(north - y) * self.scale:.1f}" for x, y in points
        )


def _paths(plan: Plan, layer: Layer, view: _View) -> list[Path]:
    frame = plan.frame(layer.name)
    names = frame["name_vi"] if "name_vi" in frame else frame[layer.key]
    paints = [_ground(plan, layer)] * len(frame)
    if layer.role == "feature":
        paints = _statuses(plan, layer)
    return [
        Path(data=drawn, name="" if layer.role == "backdrop" else str(name), **paint)
        for name, shape, paint in zip(names, frame.geometry, paints, strict=True)
        if (drawn := view.data(shape))
    ]


def _ground(plan: Plan, layer: Layer) -> Paint:
    ground, is_line = plan.catalogue.ground, layer.geometry == "LineString"
    stroke = ground["river"] if is_line else ground["shore"]
    return {
        "fill": "none" if is_line else ground["land"],
        "stroke": ground["quay"] if layer.role == "line" else stroke,
        "width": 2.0 if is_line else 0.8,
        "dash": "",
        "opacity": 1.0,
    }


def _statuses(plan: Plan, layer: Layer) -> list[Paint]:
    """Return how each feature of a layer is painted, by its status and the basis of its outline."""
    frame, catalogue = plan.frame(layer.name), plan.catalogue
    newest = timeline.status_on(plan.events, plan.as_of)["status"].to_dict()
    ids = style_ids(catalogue.styles)
    bases = frame.get("boundary_basis", [None] * len(frame))
    paints = []
    for code, basis in zip(frame[layer.key], bases, strict=True):
        style = catalogue.status_style(layer.name, newest.get((layer.name, code)))
        known = catalogue.boundary_bases.get(str(basis))
        line = known.line if known else "dashed"
        paint: Paint = {
            "fill": f"url(#{ids[style.name]})" if style.fills else "none",
            "stroke": style.outline,
            "width": _WIDTHS.get(line, _WIDTHS["thin"]),
            "dash": _DASHES.get(line, ""),
            "opacity": 0.5 if layer.label == "wide" else 1.0,
        }
        paints.append(paint)
    return paints
