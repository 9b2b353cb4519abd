"""A window on the plane of a plan's system, and how shapes are drawn in it as SVG paths."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

WIDTH, HEIGHT = 480, 360
_MARGIN = 0.09
_SMALLEST_M = 4.0
_DOT = 3.5
_BAR = 0.3


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A scale bar: its length in units of the drawing and in metres."""

    units: float
    metres: float


@dataclass(frozen=True, kw_only=True)
class Window:
    """What is in view, `WIDTH` by `HEIGHT` units with north up, `metres` of the plane a unit."""

    west: float
    north: float
    metres: float

    @classmethod
    def around(cls, shapes: Iterable[shapely.Geometry]) -> Window:
        """Return the window that holds some shapes with a margin, in metres of their system."""
        west, south, east, north = shapely.GeometryCollection(list(shapes)).bounds
        middle = shapely.Point((west + east) / 2, (south + north) / 2)
        side = max(east - west, (north - south) * WIDTH / HEIGHT)
        return cls.about(middle, side * (1 + 2 * _MARGIN))

    @classmethod
    def about(cls, middle: shapely.Point, width_m: float) -> Window:
        """Return the window of a width about a point."""
        metres = max(width_m, _SMALLEST_M) / WIDTH
        return cls(
            west=middle.x - metres * WIDTH / 2,
            north=middle.y + metres * HEIGHT / 2,
            metres=metres,
        )

    @property
    def box(self) -> shapely.Polygon:
        """What is in view, as a shape on the plane."""
        east, south = self.west + self.metres * WIDTH, self.north - self.metres * HEIGHT
        return shapely.box(self.west, south, east, self.north)

    def at(self, point: shapely.Point) -> tuple[float, float]:
        """Return where a point of the plane is drawn, in units from the left and the top."""
        return (
            round((point.x - self.west) / self.metres, 1),
            round((self.north - point.y) / self.metres, 1),
        )

    def fill(self, shape: shapely.Geometry | None) -> str:
        """Return the path of a polygon's part in view; expects a valid one."""
        if shape is None or shape.is_empty:
            return ""
        seen = shapely.intersection(shape, self.box)
        polygons = [part for part in shapely.get_parts(seen) if part.area]
        return "".join(f"{self._run(ring)}Z" for ring in shapely.get_rings(polygons))

    def stroke(self, shape: shapely.Geometry | None) -> str:
        """Return the path of an outline's or a line's part in view; a point becomes a dot."""
        if shape is None or shape.is_empty:
            return ""
        if shape.geom_type in {"Point", "MultiPoint"}:
            return "".join(self._dot(point) for point in shapely.get_parts(shape))
        lines = shape.boundary if shape.area else shape
        seen = shapely.clip_by_rect(lines, *self.box.buffer(self.metres * 9).bounds)
        return "".join(self._run(line) for line in shapely.get_parts(seen) if line.length)

    def bar(self) -> Bar:
        """Return the longest scale bar of 1, 2 or 5 times a power of ten that takes its place."""
        longest = _BAR * WIDTH * self.metres
        power = 10 ** math.floor(math.log10(longest))
        metres = max(each * power for each in (1, 2, 5) if each * power <= longest)
        return Bar(units=round(metres / self.metres, 2), metres=metres)

    def _run(self, line: shapely.Geometry) -> str:
        points: NDArray[np.float64] = shapely.get_coordinates(line)
        places = (
            f"{(x - self.west) / self.metres:.1f} {(self.north - y) / self.metres:.1f}"
            for x, y in points
        )
        return "M" + "L".join(places)

    def _dot(self, point: shapely.Point) -> str:
        x, y = self.at(point)
        half = f"a{_DOT} {_DOT} 0 1 0 "
        return f"M{x - _DOT:.1f} {y}{half}{2 * _DOT} 0{half}{-2 * _DOT} 0Z"
