"""The points of an annex in rings: by heading, closing point, or a numbering that starts anew."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from zoneplan.errors import IntakeError
from zoneplan.exchange.annex.lines import area_in, is_heading, is_name_alone
from zoneplan.exchange.numerals import clipped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from zoneplan.exchange.annex.lines import Area, Line

_LAST_NUMBER = re.compile(r"(\d+)\D*$")
_LEAST_POINTS = 3


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """One ring as it is printed: its points by their place in the table, without the repeated one.

    `closing` is the place of the point that repeats the first one; `stray` that of one which only
    has the first one's name.
    """

    heading: str | None
    code: str | None
    places: tuple[int, ...]
    closing: int | None = None
    stray: int | None = None
    area: Area | None = None


@dataclass(kw_only=True)
class _Drawing:
    """The rings drawn so far, and the one being drawn."""

    points: NDArray[np.float64]
    named: list[Line]
    where: str
    rings: list[Drawn] = field(default_factory=list)
    totals: list[Area] = field(default_factory=list)
    heading: str | None = None
    code: str | None = None
    area: Area | None = None
    places: list[int] = field(default_factory=list)

    def take_point(self, place: int, follower: Line | None) -> None:
        line = self.named[place]
        if self.places and (self._is_elsewhere(line) or self._starts_anew(place, follower)):
            self.lift()
        self.heading = line.ring or self.heading
        self.code = line.code or self.code
        self.places.append(place)
        if len(self.places) > _LEAST_POINTS and self._same(self.places[0], place):
            self.lift(closed=True)

    def take_text(self, line: Line) -> None:
        area = area_in(line.text)
        if is_name_alone(line.text):
            self._refuse_no_point(line)
        elif is_heading(line.text) and not (area and area.total):
            self.lift()
            self.heading, self.code, self.area = line.text, None, area
        elif area is not None:
            self._take_area(area)

    def lift(self, *, closed: bool = False) -> None:
        """End the ring being drawn."""
        if self.places:
            places = self.places[:-1] if closed else self.places
            ring = Drawn(
                heading=self.heading,
                code=self.code,
                places=tuple(places),
                closing=self.places[-1] if closed else None,
                area=self.area,
            )
            self.rings.append(self._without_stray(ring))
        self.heading, self.area, self.places = None, None, []

    def _same(self, one: int, other: int) -> bool:
        return bool((self.points[one] == self.points[other]).all())

    def _is_elsewhere(self, line: Line) -> bool:
        """Tell whether a point has another code or ring than those before it."""
        return bool(
            (line.code and line.code != self.code) or (line.ring and line.ring != self.heading)
        )

    def _starts_anew(self, place: int, follower: Line | None) -> bool:
        """Tell whether a point has the first one's number, lies elsewhere and is followed on."""
        number, first = number_of(self.named[place]), number_of(self.named[self.places[0]])
        if number is None or number != first or len(self.places) < _LEAST_POINTS:
            return False
        goes_on = follower is not None and bool(follower.coordinates)
        return goes_on and not self._same(self.places[0], place)

    def _without_stray(self, ring: Drawn) -> Drawn:
        """Return the ring; a last point named like the first, but lying elsewhere, set aside."""
        first, last = (self.named[ring.places[at]] for at in (0, -1))
        names = {line.name or line.ordinal for line in (first, last)}
        if ring.closing is not None or len(ring.places) <= _LEAST_POINTS or len(names) > 1:
            return ring
        if names == {""}:
            return ring
        return replace(ring, places=ring.places[:-1], stray=ring.places[-1])

    def _take_area(self, area: Area) -> None:
        headed = self.heading is not None or any(ring.heading for ring in self.rings)
        if area.total or not headed:
            self.totals.append(area)
        elif self.places or not self.rings:
            self.area = area
        else:
            self.rings[-1] = replace(self.rings[-1], area=area)

    def _refuse_no_point(self, line: Line) -> None:
        """Refuse a name without coordinates, unless it closes a ring by the first point's name."""
        places = self.places or [at for ring in self.rings[-1:] for at in ring.places]
        first = self.named[places[0]] if places else line
        if line.text not in {first.name, first.ordinal}:
            raise IntakeError(
                vi=f"{self.where}, dòng {line.number}: điểm {clipped(line.text)!r} không có tọa "
                "độ. Hãy bổ sung X và Y.",
                en=f"{self.where}, line {line.number}: the point {clipped(line.text)!r} has no "
                "coordinates. Add X and Y.",
            )


def drawn(
    lines: Sequence[Line], points: NDArray[np.float64], *, where: str
) -> tuple[list[Drawn], list[Area]]:
    """Return the rings that lines draw through points, and the areas stated for the whole.

    `points` are those of the lines that are points, in their order. Raises `IntakeError` where a
    point stands without coordinates.
    """
    named = [line for line in lines if line.coordinates]
    drawing = _Drawing(points=points, named=named, where=where)
    place = 0
    for at, line in enumerate(lines):
        if line.coordinates:
            drawing.take_point(place, lines[at + 1] if at + 1 < len(lines) else None)
            place += 1
        else:
            drawing.take_text(line)
    drawing.lift()
    return drawing.rings, drawing.totals


def number_of(line: Line) -> int | None:
    """Return the number of a point: the last one of its name, else its ordinal."""
    found = _LAST_NUMBER.search(line.name or line.ordinal)
    return int(found[1]) if found else None


def name_of(line: Line, place: int) -> str:
    """Return the name of a point, its ordinal where it has none, else its place in the table."""
    return line.name or line.ordinal or str(place + 1)


def edges_of(ring: Drawn, lengths: NDArray[np.float64]) -> tuple[float | None, ...] | None:
    """Return the stated length from each point to the next, None where none is stated.

    A length stands on the line of the point where its edge begins; on that of its end where the
    first line has none.
    """
    places = list(ring.places)
    ends = [at for at in (ring.closing, ring.stray) if at is not None]
    if np.isnan(lengths[places[0]]):
        places = [*places[1:], *ends]
    found = [float(lengths[at]) for at in places]
    found += [np.nan] * (len(ring.places) - len(found))
    if all(map(np.isnan, found)):
        return None
    return tuple(None if np.isnan(value) else value for value in found)
