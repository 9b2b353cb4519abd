"""From an entity of a drawing to its polygon: arcs cut to within 1 cm, ends joined within 1 mm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely
from ezdxf import path as paths
from ezdxf.entities.circle import Circle
from ezdxf.entities.ellipse import Ellipse
from ezdxf.entities.hatch import Hatch
from ezdxf.entities.lwpolyline import LWPolyline
from ezdxf.entities.mpolygon import MPolygon
from ezdxf.entities.polyline import Polyline
from ezdxf.entities.spline import Spline

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ezdxf.entities.dxfentity import DXFEntity
    from ezdxf.path import Path as DrawnPath

_ARC_TOLERANCE_M = 0.01
_MEETING_M = 0.001
_ARC_PIECES = 16
"""So many Bézier curves for an arc keep within 1 mm of it up to a radius of 1,000 km."""
_FEWEST_POINTS = 4
_LINES = (LWPolyline, Polyline, Spline, Ellipse, Circle)
_AREAS = (Hatch, MPolygon)


def is_drawn_area(entity: DXFEntity) -> bool:
    """Tell whether an entity is of a kind that can bound an area."""
    if isinstance(entity, Polyline):
        return entity.is_2d_polyline or entity.is_3d_polyline
    return isinstance(entity, (*_LINES, *_AREAS))


def outline(entity: DXFEntity) -> tuple[shapely.Geometry | None, bool]:
    """Return an entity's polygon (None where it does not close), and whether it had heights.

    A polyline closes by its flag, or where its ends lie within 1 mm. Drawing units are metres.
    """
    if isinstance(entity, _AREAS):
        rings = [_points(each) for each in paths.from_hatch(entity)]
        return _even_odd(ring for ring in rings if len(ring) >= _FEWEST_POINTS), False
    drawn = paths.make_path(entity, segments=_ARC_PIECES)
    vertices = list(drawn.flattening(_ARC_TOLERANCE_M)) if len(drawn) else []
    heights = any(vertex.z for vertex in vertices)
    return _closed(entity, [(vertex.x, vertex.y) for vertex in vertices]), heights


def _closed(entity: DXFEntity, points: list[tuple[float, float]]) -> shapely.Geometry | None:
    if len(points) < _FEWEST_POINTS - 1:
        return None
    flagged = isinstance(entity, (LWPolyline, Polyline)) and entity.is_closed
    first, last = shapely.Point(points[0]), shapely.Point(points[-1])
    if not flagged and not first.dwithin(last, _MEETING_M):
        return None
    if first.dwithin(last, _MEETING_M):
        points = points[:-1]
    return shapely.Polygon(points) if len(points) >= _FEWEST_POINTS - 1 else None


def _points(drawn: DrawnPath) -> list[tuple[float, float]]:
    points = [(each.x, each.y) for each in drawn.flattening(_ARC_TOLERANCE_M)]
    return [*points, points[0]] if points and points[0] != points[-1] else points


def _even_odd(rings: Iterable[list[tuple[float, float]]]) -> shapely.Geometry | None:
    """Return the area of a hatch: what lies in an odd number of its boundary paths."""
    area: shapely.Geometry | None = None
    for ring in rings:
        polygon = shapely.Polygon(ring)
        mended = polygon if polygon.is_valid else shapely.make_valid(polygon)
        area = mended if area is None else shapely.symmetric_difference(area, mended)
    return area
