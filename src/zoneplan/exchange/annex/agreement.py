"""Whether an annex agrees with itself: edges and areas, points and rings, its two systems."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from zoneplan import crs as systems
from zoneplan.exchange.annex.measured import (
    area_m2,
    blur_m2,
    edge_lengths_m,
    in_metres,
    said_ha,
    said_m,
    step_m,
)
from zoneplan.exchange.annex.order import of_points, of_rings
from zoneplan.exchange.annex.outline import LEAST_POINTS, outline_of, rings_of
from zoneplan.exchange.numerals import clipped
from zoneplan.finding import Finding, Place
from zoneplan.language import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zoneplan.exchange.annex.model import Annex, ColumnPair, Ring, Stated
    from zoneplan.exchange.annex.order import Said

EDGE_TOLERANCE_M = 0.05
AREA_TOLERANCE_M2 = 1.0
AREA_TOLERANCE = 1e-4
DATUM_TOLERANCE_M = 1.0
_GRID = 5e-4
"""How much a length on a grid may differ from that on the ellipsoid; an area twice as much."""


def disagreements(annex: Annex, *, layer: str, code: str | None = None) -> tuple[Finding, ...]:
    """Return where an annex, or what it says of one code, contradicts itself: warnings.

    A stated length may differ by 0.05 m, an area by 1 m² or 0.01 %, two systems by 1 m, each by
    more where the printed digits allow it.
    """
    printed = rings_of(annex, code)
    rings = [ring for ring in printed if len(ring.points) >= LEAST_POINTS]
    said = [
        *(each for ring in printed for each in _edges(annex, ring)),
        *_areas(annex, rings),
        *of_points(annex, rings),
        *of_rings(annex, rings),
        *_systems(annex),
    ]
    return tuple(
        Finding(rule=rule, severity="warning", place=Place(layer=layer, code=code, message=message))
        for rule, message in said
    )


def _edges(annex: Annex, ring: Ring) -> Iterator[Said]:
    lengths = edge_lengths_m(annex, ring)
    digits = ring.edge_step_m / 2 + 2**0.5 * step_m(annex)
    slacks = max(EDGE_TOLERANCE_M, digits) + lengths * (_GRID if annex.degrees else 0)
    for at, stated in enumerate(ring.edges_m or ()):
        if stated is not None and abs(stated - lengths[at]) > slacks[at]:
            yield _edge_said(annex, ring, at, stated, float(lengths[at]))


def _edge_said(annex: Annex, ring: Ring, at: int, stated: float, length: float) -> Said:
    ends = (ring.names[at], ring.names[(at + 1) % len(ring.names)])
    edge = "–".join(map(clipped, ends))
    where = f"{annex.where}, {clipped(ring.title)}"
    return "annex-edge", Text(
        vi=f"{where}: cạnh {edge} ghi {said_m(stated, 'vi')}, tính từ tọa độ được "
        f"{said_m(length, 'vi')}. Hãy kiểm tra tọa độ hai điểm.",
        en=f"{where}: the edge {edge} is stated as {said_m(stated, 'en')} but computes to "
        f"{said_m(length, 'en')}. Check both points.",
    )


def _areas(annex: Annex, rings: list[Ring]) -> Iterator[Said]:
    for ring in rings:
        if ring.area_m2 is not None:
            face = shapely.MultiPolygon([shapely.Polygon(ring.points)])
            yield from _area(annex, f"{annex.where}, {clipped(ring.title)}", ring.area_m2, face)
    if annex.area_m2 is not None and len(rings) == len(annex.rings):
        yield from _area(annex, annex.where, annex.area_m2, outline_of(annex))
    for printed in annex.unread:
        yield "annex-area-unread", _unread_said(annex.where, clipped(printed))


def _unread_said(where: str, printed: str) -> Text:
    return Text(
        vi=f"{where}: diện tích ghi {printed!r} có thể hiểu hai cách, nên không được so sánh. "
        "Hãy ghi rõ dấu thập phân.",
        en=f"{where}: the stated area {printed!r} may be read in two ways, so it was not compared. "
        "Write the decimals clearly.",
    )


def _area(annex: Annex, where: str, stated: Stated, shape: shapely.MultiPolygon) -> Iterator[Said]:
    computed = area_m2(annex, shape)
    share = AREA_TOLERANCE + (2 * _GRID if annex.degrees else 0)
    digits = stated.step / 2 + blur_m2(annex, shape)
    if abs(stated.value - computed) > max(AREA_TOLERANCE_M2, share * computed, digits):
        yield (
            "annex-area",
            Text(
                vi=f"{where}: diện tích ghi {said_ha(stated.value, 'vi')}, tính từ tọa độ được "
                f"{said_ha(computed, 'vi')}. Hãy kiểm tra tọa độ, thứ tự điểm và phần loại trừ.",
                en=f"{where}: the area is stated as {said_ha(stated.value, 'en')} but computes to "
                f"{said_ha(computed, 'en')}. Check the points, their order and what is excluded.",
            ),
        )


def _systems(annex: Annex) -> Iterator[Said]:
    named, crs = annex.named_crs, annex.crs
    if named is not None and crs is not None and crs != named:
        yield "annex-crs", _other_system_said(annex.where, named, crs)
    first, *others = annex.pairs
    for other in others:
        if crs is not None and other.crs is not None:
            yield from _compared(annex, crs, first, (other, other.crs))


def _other_system_said(where: str, named: str, crs: str) -> Text:
    return Text(
        vi=f"{where}: phụ lục ghi hệ {named}, nhưng được đọc theo {crs}. Hãy chắc chắn đây là chủ "
        "ý.",
        en=f"{where}: the annex names {named}, but it is read in {crs}. Make sure that this is "
        "meant.",
    )


def _compared(
    annex: Annex, crs: str, first: ColumnPair, second: tuple[ColumnPair, str]
) -> Iterator[Said]:
    """Compare what two pairs of columns say of the same points."""
    other, other_crs = second
    ours = systems.moved(first.points, crs, systems.WGS84)
    theirs = systems.moved(other.points, other_crs, systems.WGS84)
    known = np.isfinite(ours).all(axis=1) & np.isfinite(theirs).all(axis=1)
    gaps = np.full(len(ours), np.inf)
    gaps[np.isnan(other.points).any(axis=1)] = 0
    geod = systems.ellipsoid(systems.WGS84)
    gaps[known] = geod.inv(*ours[known].T, *theirs[known].T)[2]
    digits = sum(
        in_metres(pair.step, ours[known][0]) if pair.degrees and known.any() else pair.step
        for pair in (first, other)
    )
    apart = np.flatnonzero(gaps > max(DATUM_TOLERANCE_M, digits / 2**0.5))
    if len(apart):
        name = clipped(annex.names[apart[0]])
        yield "annex-datums", _apart_said(annex.where, name, (crs, other_crs), gaps[apart].tolist())


def _apart_said(where: str, name: str, crs: tuple[str, str], gaps: list[float]) -> Text:
    return Text(
        vi=f"{where}: tọa độ {crs[0]} và {crs[1]} của điểm {name!r} lệch nhau "
        f"{said_m(gaps[0], 'vi')} ({len(gaps)} điểm lệch, nhiều nhất {said_m(max(gaps), 'vi')}). "
        "Hãy xác định cặp cột nào đúng.",
        en=f"{where}: the coordinates of point {name!r} in {crs[0]} and {crs[1]} lie "
        f"{said_m(gaps[0], 'en')} apart ({len(gaps)} such points, by up to "
        f"{said_m(max(gaps), 'en')}). Find out which columns are right.",
    )
