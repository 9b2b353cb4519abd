"""A still picture of the map: what is seen until the map is made, or where it cannot be made."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, cos, pi, radians, sqrt
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from zoneplan import crs, timeline
from zoneplan.webmap.hatch import style_ids
from zoneplan.webmap.sureness import sureness_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zoneplan.catalogue import Layer
    from zoneplan.plan import Plan

    Corners = tuple[float, float, float, float]

WIDTH = 1000
_MERCATOR = "EPSG:3857"
_EQUATOR_M = 2 * pi * 6378137
_MARGIN = 0.06
_LEAST_BANDS, _WIDEST_BAND = 3, 10
_EDGE_OPACITY = 0.4
_WIDE_FILL = 0.42


class Line(NamedTuple):
    """How a line is drawn: width in pixels, opacity, dashes."""

    width: float
    opacity: float = 1
    dash: str = ""


_NO_LINE = Line(0)
_SHORE, _RIVER, _QUAY = Line(1), Line(2.5), Line(3)
_DASHED = Line(1.5, dash="6 4")
_LINES = {"solid": Line(2.2), "thin": Line(1.3, 0.9), "dashed": _DASHED, "none": _NO_LINE}


@dataclass(frozen=True, kw_only=True)
class Path:
    """One drawn feature: SVG path data, its paint, and the name to read on it.

    A soft edge is made of `bands`: their widths, in units of the picture.
    """

    data: str
    fill: str = "none"
    opacity: float = 1
    stroke: str
    line: Line
    bands: tuple[float, ...] = ()
    name: str = ""

    @property
    def band_opacity(self) -> float:
        """How dark each band is, so that all upon one another are as dark as on the map."""
        opacity: float = round(1 - (1 - _EDGE_OPACITY) ** (1 / len(self.bands)), 3)
        return opacity


@dataclass(frozen=True, kw_only=True)
class Still:
    """The picture, in units of its width 1000; its paths from back to front.

    `frame` is the part that the map frames (left, top, right, bottom), `globe` the equator.
    """

    height: int
    frame: Corners
    globe: float
    beneath: str
    paths: tuple[Path, ...]


def still(plan: Plan, bounds: Sequence[Sequence[float]] | None) -> Still | None:
    """Return the picture of the plan's layers as the map opens, None where nothing is drawn.

    `bounds` are the corners that the map frames (latitude, longitude in WGS 84).
    """
    if bounds is None:
        return None
    drawn = plan.catalogue.with_role("feature", "line", "backdrop")
    layers = [
        layer
        for layer in drawn
        if layer.name in plan.layers and layer.geometry != "Point" and not layer.variants
    ]
    view = _View.around(bounds)
    beneath = "sea" if any(_tells_land(plan, layer) for layer in layers) else "land"
    return Still(
        height=view.height,
        frame=view.frame,
        globe=round(_EQUATOR_M * view.scale, 1),
        beneath=plan.catalogue.ground[beneath],
        paths=tuple(path for layer in layers for path in _paths(plan, layer, view)),
    )


def _tells_land(plan: Plan, layer: Layer) -> bool:
    is_ground = layer.role == "backdrop" and layer.geometry == "MultiPolygon"
    return is_ground and not plan.frame(layer.name).empty


@dataclass(frozen=True, kw_only=True)
class _View:
    """The window on the Mercator plane and what of it the map frames, in metres at the equator."""

    window: Corners
    framed: Corners
    latitude: float

    @classmethod
    def around(cls, bounds: Sequence[Sequence[float]]) -> _View:
        (south, west), (north, east) = bounds
        to_plane = crs.transformer(crs.WGS84, _MERCATOR).transform
        framed = (*to_plane(west, south), *to_plane(east, north))
        margin = _MARGIN * max(framed[2] - framed[0], framed[3] - framed[1], 1.0)
        window = shapely.box(*framed).buffer(margin, join_style="mitre").bounds
        return cls(window=window, framed=framed, latitude=(south + north) / 2)

    @property
    def scale(self) -> float:
        return WIDTH / (self.window[2] - self.window[0])

    @property
    def height(self) -> int:
        return round((self.window[3] - self.window[1]) * self.scale)

    @property
    def frame(self) -> Corners:
        west, south, east, north = self.framed
        (left, top), (right, bottom) = self._placed([(west, north), (east, south)])
        return left, top, right, bottom

    @property
    def metres_per_unit(self) -> float:
        return cos(radians(self.latitude)) / self.scale

    def data(self, shape: shapely.Geometry | None) -> str:
        """Return the SVG path data of a shape, nothing where none of it is in view."""
        if shape is None or not shape.intersects(shapely.box(*self.window)):
            return ""
        outlines = shape.boundary if shape.area else shape
        return "".join(self._course(line) for line in shapely.get_parts(outlines))

    def circle(self, shape: shapely.Geometry, radius: float) -> str:
        """Return a circle in the middle of a shape's box; its radius is metres on the ground."""
        west, south, east, north = shape.bounds
        [(x, y)] = self._placed([((west + east) / 2, (south + north) / 2)])
        units = radius / self.metres_per_unit
        half = f"a{units:.1f} {units:.1f} 0 1 0"
        return f"M{x - units:.1f} {y}{half} {2 * units:.1f} 0{half} {-2 * units:.1f} 0"

    def _course(self, line: shapely.Geometry) -> str:
        course = "L".join(f"{x:g} {y:g}" for x, y in self._placed(shapely.get_coordinates(line)))
        return f"M{course}z" if line.is_closed else f"M{course}"

    def _placed(self, points: Sequence[Sequence[float]]) -> list[list[float]]:
        west, _, _, north = self.window
        from_corner = (np.asarray(points) - (west, north)) * (self.scale, -self.scale)
        placed: list[list[float]] = from_corner.round(1).tolist()
        return placed


def _paths(plan: Plan, layer: Layer, view: _View) -> Iterator[Path]:
    frame = plan.frame(layer.name)
    shapes = frame.geometry.to_crs(_MERCATOR)
    if layer.role == "feature":
        yield from _outlined(plan, layer, shapes, view)
        return
    ground, is_line = plan.catalogue.ground, layer.geometry == "LineString"
    for shape in shapes:
        if not (data := view.data(shape)):
            continue
        if layer.role == "line":
            yield Path(data=data, stroke=ground["quay"], line=_QUAY)
        elif is_line:
            yield Path(data=data, stroke=ground["river"], line=_RIVER)
        else:
            yield Path(data=data, fill=ground["land"], stroke=ground["shore"], line=_SHORE)


def _outlined(
    plan: Plan, layer: Layer, shapes: Sequence[shapely.Geometry], view: _View
) -> Iterator[Path]:
    """Give each feature as its status fills it, its outline no surer than it is."""
    frame, catalogue = plan.frame(layer.name), plan.catalogue
    newest = timeline.status_on(plan.events, plan.as_of)["status"].to_dict()
    ids = style_ids(catalogue.styles)
    tells_status = bool(catalogue.statuses_of(layer.name))
    names = frame["name_vi"] if "name_vi" in frame else frame[layer.key]
    unknown = [None] * len(frame)
    bases = frame.get("boundary_basis", unknown)
    doubts = frame.get("boundary_uncertainty_m", unknown)
    rows = zip(names, frame[layer.key], bases, doubts, frame.geometry.area, shapes, strict=True)
    for name, code, basis, doubt, area, shape in rows:
        if not (data := view.data(shape)):
            continue
        style = catalogue.status_style(layer.name, newest.get((layer.name, code)))
        known = catalogue.boundary_bases.get(str(basis))
        line = known.line if known else "dashed"
        metres = float(doubt) if isinstance(doubt, int | float) and doubt > 0 else 0.0
        radius = sqrt(area / pi)
        look, edge = sureness_at(line, metres, radius, view.metres_per_unit)
        yield Path(
            data=view.circle(shape, radius) if look == "symbol" else data,
            fill=f"url(#{ids[style.name]})" if style.fills and tells_status else "none",
            opacity=_WIDE_FILL if layer.label == "wide" else 1,
            stroke=style.outline,
            line={"sharp": _LINES[line], "dashed": _DASHED}.get(look, _NO_LINE),
            bands=_bands(edge),
            name=str(name),
        )


def _bands(edge: float) -> tuple[float, ...]:
    """Return how wide the bands of a soft edge are, which reaches so far to either side."""
    count = max(_LEAST_BANDS, ceil(edge / _WIDEST_BAND)) if edge else 0
    return tuple(round(2 * edge * (band + 1) / count, 1) for band in range(count))
