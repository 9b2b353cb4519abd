"""From the raw rows of an annex to its rings and what it states of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from zoneplan import crs as systems
from zoneplan.errors import CatalogueError, IntakeError
from zoneplan.exchange.annex.headings import datum_of, is_angular, system_of
from zoneplan.exchange.annex.layout import layout_of
from zoneplan.exchange.annex.lines import Area, Line, area_in, is_heading, lines_of
from zoneplan.exchange.annex.model import Annex, ColumnPair, Ring, Stated
from zoneplan.exchange.annex.rings import Drawn, drawn, edges_of, name_of
from zoneplan.exchange.numerals import (
    MOST_DEGREES,
    Column,
    Numbers,
    is_angle,
    read_angles,
    read_numbers,
    read_quantity,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zoneplan.exchange.annex.layout import Layout

_NEAR = 3
"""How many lines above the header may hold the heading of the first ring."""


def read_annex(rows: Sequence[Sequence[str]], *, where: str, crs: str | None = None) -> Annex:
    """Return what the rows of an annex state, from raw rows with titles and all.

    `crs` is the system that the user states; it wins over what the annex names. Where the annex
    has several pairs of columns, that system's is taken, else VN-2000's. Raises `IntakeError`
    where the header, a number or a point cannot be read surely.
    """
    layout = layout_of(rows, where=where)
    above = _heading_above(layout)
    lines = [*above, *lines_of(rows, layout, where=where)]
    points = [line for line in lines if line.coordinates]
    if not points:
        raise _no_points(where)
    pairs, numbers = _pairs(points, layout, where)
    chosen = _chosen(pairs, crs, where)
    pair = pairs[chosen]
    lengths = _lengths(points, numbers, where)
    rings, totals = drawn(lines, pair.points, where=where)
    titles = [title for title in layout.titles if title not in {line.text for line in above}]
    totals = [*filter(None, map(area_in, titles)), *totals]
    if not totals and len(rings) == 1 and rings[0].area:
        totals = [rings[0].area]
    like = [text for column in numbers.values() for _, text in column.told()]
    areas = {area: _square_metres(area, like) for area in _areas(rings, totals)}
    return Annex(
        where=where,
        rings=tuple(_ring(ring, points, pair, lengths, areas) for ring in rings),
        pairs=(pair, *pairs[:chosen], *pairs[chosen + 1 :]),
        names=tuple(name_of(line, place) for place, line in enumerate(points)),
        crs=crs or pair.crs,
        named_crs=pair.crs,
        degrees=pair.degrees,
        step=pair.step,
        area_m2=areas[totals[0]] if totals else None,
        unread=tuple(area.printed for area, read in areas.items() if read is None),
    )


def _heading_above(layout: Layout) -> list[Line]:
    """Return the heading of the first ring, where it stands above the header."""
    near = [title for title in layout.titles if title][-_NEAR:]
    found = [title for title in near if is_heading(title)]
    return [Line(number=layout.first, text=title) for title in found[-1:]]


def _no_points(where: str) -> IntakeError:
    return IntakeError(
        vi=f"{where}: dưới tiêu đề không có điểm nào. Hãy kiểm tra bảng tọa độ.",
        en=f"{where}: there are no points under the header. Check the coordinate table.",
    )


def _pairs(
    points: Sequence[Line], layout: Layout, where: str
) -> tuple[list[ColumnPair], dict[str, Column]]:
    """Return the points by pair of columns, and the columns that hold plain numbers."""
    described = layout.blocks[0].pairs
    angles: dict[str, Column] = {}
    plain: dict[str, Column] = {}
    for at, pair in enumerate(described):
        cells = [line.coordinates[at] for line in points]
        is_dms = any(is_angle(text) for both in cells for text in both)
        for axis, name in enumerate(pair.words):
            column = Column(
                name=name,
                cells=[both[axis] for both in cells],
                lines=[line.number for line in points],
                most=MOST_DEGREES if any(map(is_angular, pair.words)) and not is_dms else None,
            )
            (angles if is_dms else plain)[f"{at} {axis}"] = column
    read = read_numbers(plain, where=where)
    read |= {key: read_angles(column, where=where) for key, column in angles.items()}
    titles = " ; ".join(layout.titles)
    pairs = []
    for at, pair in enumerate(described):
        degrees = f"{at} 0" in angles or plain[f"{at} 0"].most is not None
        axes = [read[f"{at} {axis}"] for axis in (0, 1)]
        pairs.append(_pair(pair.label, titles, axes, degrees=degrees))
    return pairs, plain


def _pair(label: str, titles: str, axes: Sequence[Numbers], *, degrees: bool) -> ColumnPair:
    datum = datum_of(label) or datum_of(titles)
    said = f"{label} ; {titles}" if datum_of(label) in {None, datum_of(titles)} else label
    named = system_of(label, angular=degrees) or system_of(said, angular=degrees)
    if named is not None and not _is_known(named):
        named = None
    return ColumnPair(
        label=label,
        datum=datum,
        crs=named,
        degrees=degrees,
        points=np.column_stack([axis.values for axis in axes]),
        step=max(axis.step for axis in axes),
    )


def _is_known(crs: str) -> bool:
    try:
        systems.is_geographic(crs)
    except CatalogueError:
        return False
    return True


def _chosen(pairs: Sequence[ColumnPair], crs: str | None, where: str) -> int:
    """Return which pair gives the rings: the user's system, else VN-2000, else the first."""
    if crs is None:
        order = sorted(range(len(pairs)), key=lambda at: (pairs[at].datum != "VN-2000", at))
        return order[0]
    fitting = [at for at, pair in enumerate(pairs) if pair.degrees == systems.is_geographic(crs)]
    named = [at for at in fitting if pairs[at].crs == crs]
    if not fitting and systems.is_geographic(crs) is False:
        raise _in_degrees(crs, where)
    vietnamese = [at for at in fitting if pairs[at].datum in {"VN-2000", None}]
    return (named or vietnamese or fitting or [0])[0]


def _in_degrees(crs: str, where: str) -> IntakeError:
    return IntakeError(
        vi=f"{where}: bảng ghi độ, phút, giây, còn {crs} tính bằng mét. Hãy dùng --crs "
        f"{systems.VN2000_GEOGRAPHIC} (VN-2000) hoặc {systems.WGS84} (WGS 84).",
        en=f"{where}: the table is in degrees, but {crs} counts in metres. Give --crs "
        f"{systems.VN2000_GEOGRAPHIC} (VN-2000) or {systems.WGS84} (WGS 84).",
    )


def _lengths(points: Sequence[Line], numbers: dict[str, Column], where: str) -> Numbers:
    edges = Column(
        name="edge",
        cells=[line.edge or None for line in points],
        lines=[line.number for line in points],
    )
    return read_numbers({**numbers, "edge": edges}, where=where)["edge"]


def _areas(rings: Iterable[Drawn], totals: Iterable[Area]) -> list[Area]:
    return [*dict.fromkeys([*totals, *(ring.area for ring in rings if ring.area)])]


def _square_metres(area: Area, like: Sequence[str]) -> Stated | None:
    read = read_quantity(area.printed, like)
    if read is None:
        return None
    return Stated(value=float(read[0]) * area.unit_m2, step=float(read[1]) * area.unit_m2)


def _ring(
    ring: Drawn,
    points: Sequence[Line],
    pair: ColumnPair,
    lengths: Numbers,
    areas: dict[Area, Stated | None],
) -> Ring:
    places = list(ring.places)
    return Ring(
        heading=ring.heading,
        code=ring.code,
        names=tuple(name_of(points[at], at) for at in places),
        points=pair.points[places],
        edges_m=edges_of(ring, lengths.values),
        edge_step_m=lengths.step,
        area_m2=areas[ring.area] if ring.area else None,
        stray=None if ring.stray is None else tuple(pair.points[ring.stray].tolist()),
    )
