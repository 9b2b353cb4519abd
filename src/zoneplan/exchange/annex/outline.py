"""The outline that the rings of an annex make: outer rings less their holes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from zoneplan.errors import IntakeError
from zoneplan.exchange.annex.lines import is_exclusion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zoneplan.exchange.annex.model import Annex, Ring

LEAST_POINTS = 3


def outline_of(annex: Annex, *, code: str | None = None) -> shapely.MultiPolygon:
    """Return the outline of an annex, or of one of its codes, in the stated coordinates.

    A ring inside another is a hole, one inside a hole is land again, and one that is headed as an
    exclusion is always taken off. Raises `IntakeError` where a ring has fewer than three points.
    """
    rings = rings_of(annex, code)
    faces = [_face(annex, ring) for ring in rings]
    depths = [_depth(face, faces) for face in faces]
    outer = [
        face
        for face, ring, depth in zip(faces, rings, depths, strict=True)
        if depth % 2 == 0 and not is_exclusion(ring.heading)
    ]
    land = [_with_holes(face, _depth(face, faces), faces) for face in outer]
    off = [
        face
        for face, ring, depth in zip(faces, rings, depths, strict=True)
        if depth % 2 == 0 and is_exclusion(ring.heading)
    ]
    shape = shapely.MultiPolygon(land)
    if off:
        _refuse_crossing(annex, rings, faces)
        shape = shapely.difference(shapely.union_all(land), shapely.union_all(off))
    return shapely.MultiPolygon(
        [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    )


def rings_of(annex: Annex, code: str | None) -> list[Ring]:
    """Return the rings of one code, all where no code is given."""
    return [ring for ring in annex.rings if code is None or ring.code == code]


def is_outer(at: int, rings: Sequence[Ring], faces: Sequence[shapely.Polygon]) -> bool:
    """Tell whether a ring bounds land from outside."""
    return _depth(faces[at], faces) % 2 == 0 and not is_exclusion(rings[at].heading)


def _face(annex: Annex, ring: Ring) -> shapely.Polygon:
    if len(ring.points) < LEAST_POINTS:
        raise IntakeError(
            vi=f"{annex.where}, {ring.title}: có {len(ring.points)} điểm, cần ít nhất "
            f"{LEAST_POINTS}. Hãy bổ sung điểm.",
            en=f"{annex.where}, {ring.title}: {len(ring.points)} points, at least "
            f"{LEAST_POINTS} are needed. Add the others.",
        )
    return shapely.Polygon(ring.points)


def _refuse_crossing(annex: Annex, rings: list[Ring], faces: list[shapely.Polygon]) -> None:
    """Raise `IntakeError` where a ring crosses itself: nothing can be taken off it surely."""
    for ring, face in zip(rings, faces, strict=True):
        if not face.is_valid:
            raise IntakeError(
                vi=f"{annex.where}, {ring.title}: đường ranh giới tự cắt nên không trừ được phần "
                "loại trừ. Hãy kiểm tra thứ tự điểm.",
                en=f"{annex.where}, {ring.title}: the outline crosses itself, so nothing can be "
                "excluded. Check the order of the points.",
            )


def _depth(face: shapely.Polygon, faces: Sequence[shapely.Polygon]) -> int:
    """Return how many other rings a ring lies inside."""
    return sum(1 for other in faces if other is not face and _inside(face, other))


def _inside(face: shapely.Polygon, other: shapely.Polygon) -> bool:
    return bool(other.area > face.area and shapely.covers(other, face))


def _with_holes(
    face: shapely.Polygon, depth: int, faces: Sequence[shapely.Polygon]
) -> shapely.Polygon:
    holes = [
        other.exterior
        for other in faces
        if other is not face and _inside(other, face) and _depth(other, faces) == depth + 1
    ]
    return shapely.Polygon(face.exterior, holes)
