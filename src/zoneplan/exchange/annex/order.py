"""Whether the points of an annex follow each other, and its rings lie beside each other."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import numpy as np
import shapely

from zoneplan.exchange.annex.lines import is_exclusion
from zoneplan.exchange.annex.measured import area_m2, said_ha, said_m
from zoneplan.exchange.annex.outline import is_outer
from zoneplan.exchange.numerals import clipped
from zoneplan.language import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zoneplan.exchange.annex.model import Annex, Ring

Said = tuple[str, Text]
"""A rule's code and what it has to say."""
_NUMBERED = re.compile(r"(.*?)(\d{1,6})")
_MOST_NAMED = 10


def of_points(annex: Annex, rings: Sequence[Ring]) -> Iterator[Said]:
    """Tell names with two positions, rings that do not close, numbers left out."""
    seen: dict[str, tuple[float, ...]] = {}
    for ring in rings:
        own: dict[str, tuple[float, ...]] = {}
        for name, point in zip(ring.names, ring.points.tolist(), strict=True):
            # Each ring may count its points from 1; a lettered mark stands once on the ground.
            known = own.get(name, None if name.isdigit() else seen.get(name))
            if known is not None and known != tuple(point):
                yield "annex-name-twice", _twice_said(annex, name)
            own[name] = tuple(point)
        seen |= own
        if ring.stray is not None:
            yield "annex-not-closed", _not_closed_said(annex, ring, ring.stray)
        missing = _missing(ring.names)
        if missing:
            yield "annex-point-missing", _missing_said(annex, ring, missing)


def of_rings(annex: Annex, rings: Sequence[Ring]) -> Iterator[Said]:
    """Tell rings that cross themselves, outer ones that overlap, exclusions that lie outside."""
    faces = [shapely.Polygon(ring.points) for ring in rings]
    for ring, face in zip(rings, faces, strict=True):
        if not face.is_valid:
            yield "annex-ring-crosses", _crossing_said(annex, ring, face)
    outer = [at for at, face in enumerate(faces) if face.is_valid and is_outer(at, rings, faces)]
    for one, other in combinations(outer, 2):
        shared = faces[one].intersection(faces[other])
        if shared.area > 0:
            yield "annex-rings-overlap", _overlap_said(annex, (rings[one], rings[other]), shared)
    for ring, face in zip(rings, faces, strict=True):
        if is_exclusion(ring.heading) and not any(faces[at].covers(face) for at in outer):
            yield "annex-exclusion-outside", _outside_said(annex, ring)


def _missing(names: Sequence[str]) -> list[str]:
    """Return what a sequence of names such as 1, 2, 4 leaves out."""
    found = [_NUMBERED.fullmatch(name) for name in names]
    numbered = [(match[1], int(match[2])) for match in found if match]
    numbers = [value for _, value in numbered]
    rising = all(earlier < later for earlier, later in pairwise(numbers))
    if len(numbered) < len(found) or len({stem for stem, _ in numbered}) > 1 or not rising:
        return []
    left_out = sorted(set(range(numbers[0], numbers[-1])) - set(numbers))
    return [f"{numbered[0][0]}{value}" for value in left_out]


def _where(annex: Annex, ring: Ring) -> str:
    return f"{annex.where}, {clipped(ring.title)}"


def _twice_said(annex: Annex, name: str) -> Text:
    return Text(
        vi=f"{annex.where}: điểm {clipped(name)!r} có hai tọa độ khác nhau. Hãy sửa tên hoặc tọa "
        "độ.",
        en=f"{annex.where}: the point {clipped(name)!r} has two positions. Correct its name or its "
        "coordinates.",
    )


def _not_closed_said(annex: Annex, ring: Ring, stray: tuple[float, float]) -> Text:
    off = float(np.hypot(*(ring.points[0] - np.asarray(stray))))
    vi, en = (f"{off:.6f}°",) * 2 if annex.degrees else (said_m(off, "vi"), said_m(off, "en"))
    name = clipped(ring.names[0])
    return Text(
        vi=f"{_where(annex, ring)}: điểm khép {name!r} lệch điểm đầu {vi}, nên không được dùng. "
        "Hãy sửa tọa độ.",
        en=f"{_where(annex, ring)}: the closing point {name!r} lies {en} from the first, so it was "
        "not used. Correct the coordinates.",
    )


def _missing_said(annex: Annex, ring: Ring, missing: Sequence[str]) -> Text:
    listed = ", ".join(map(clipped, missing[:_MOST_NAMED])) + "…" * (len(missing) > _MOST_NAMED)
    return Text(
        vi=f"{_where(annex, ring)}: thiếu điểm {listed}. Hãy đối chiếu với bản gốc.",
        en=f"{_where(annex, ring)}: the points {listed} are missing. Compare with the original.",
    )


def _crossing_said(annex: Annex, ring: Ring, face: shapely.Polygon) -> Text:
    reason = shapely.is_valid_reason(face)
    return Text(
        vi=f"{_where(annex, ring)}: đường ranh giới tự cắt ({reason}). Hãy kiểm tra thứ tự điểm.",
        en=f"{_where(annex, ring)}: the outline crosses itself ({reason}). Check the order of the "
        "points.",
    )


def _overlap_said(annex: Annex, rings: tuple[Ring, Ring], shared: shapely.Geometry) -> Text:
    one, other = (clipped(ring.title) for ring in rings)
    parts = [part for part in shapely.get_parts(shared) if part.geom_type == "Polygon"]
    area = area_m2(annex, shapely.MultiPolygon(parts))
    return Text(
        vi=f"{annex.where}: {one!r} và {other!r} chồng lên nhau {said_ha(area, 'vi')}. Hãy kiểm "
        "tra tọa độ của cả hai.",
        en=f"{annex.where}: {one!r} and {other!r} overlap by {said_ha(area, 'en')}. Check the "
        "coordinates of both.",
    )


def _outside_said(annex: Annex, ring: Ring) -> Text:
    title = clipped(ring.title)
    return Text(
        vi=f"{annex.where}: {title!r} không nằm trọn trong ranh giới nào. Hãy kiểm tra tọa độ.",
        en=f"{annex.where}: {title!r} does not lie wholly inside any ring. Check its coordinates.",
    )
