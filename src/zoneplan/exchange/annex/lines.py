"""The lines of a coordinate table told apart: points, headings of rings, stated areas."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zoneplan.errors import IntakeError
from zoneplan.exchange.annex.headings import bare
from zoneplan.exchange.annex.layout import at, is_figure, is_header
from zoneplan.exchange.numerals import clipped, is_number, tidied

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zoneplan.exchange.annex.layout import Block, Layout

_UNITS_M2 = {"ha": 10_000, "hecta": 10_000, "hec-ta": 10_000, "km2": 1_000_000, "km²": 1_000_000}
_UNIT = r"ha\b|hecta|hec-ta|km2|km²|m2|m²|m\^2|met vuong"
_NUMBER = r"[0-9]+(?:[ .,'][0-9]+)*"
_AREA = re.compile(
    rf"(?:dien tich|area|\bs\s*=)[^=:]*?[=:]?\s*(?P<number>{_NUMBER})\s*\(?(?P<unit>{_UNIT})"
    rf"|(?:dien tich|area)[^=:]*?\((?P<unit2>{_UNIT})\)\s*[=:]?\s*(?P<number2>{_NUMBER})"
)
_HEADING = re.compile(
    r"^\W*(?:(?:[ivx]{1,4}|[a-z]|\d{1,2})(?:[.)]\s*|\s+))?(khu|vung|thua|phan|lo|o dat|o so|manh"
    r"|vong|ranh gioi|ranh|tru|loai tru|khoet|dao|cum|kcn|kkt|ccn|ben|cang|vi tri|dia diem|ring"
    r"|part|area|zone|parcel|hole)\b"
)
_EXCLUSION = re.compile(r"\b(trừ|khoét|lỗ|exclu\w*|except\w*|hole)\b")
_EXCLUSION_BARE = re.compile(r"\b(loai tru|phan tru|khoet|lo thung)\b")
_NUMBERED_COLUMN = re.compile(r"\(?\d{1,2}\)?")
_NAME_ALONE = re.compile(r"[^\W\d]{0,4}[-. ]?\d{1,4}[^\W\d]?")


@dataclass(frozen=True, kw_only=True)
class Area:
    """A stated area: the number as printed, what one of it is in m², and for the whole or not."""

    printed: str
    unit_m2: int
    total: bool


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line: a point with its cells, or a text, perhaps with an area."""

    number: int
    text: str = ""
    coordinates: tuple[tuple[str, str], ...] = ()
    name: str = ""
    ordinal: str = ""
    code: str = ""
    ring: str = ""
    edge: str = ""


def lines_of(rows: Sequence[Sequence[str]], layout: Layout, *, where: str) -> list[Line]:
    """Return the lines under the header; blocks printed side by side one after the other.

    Empty lines, repeated headers and the numbers of columns are left out. Raises `IntakeError`
    where a point lacks a coordinate.
    """
    lines: list[Line] = []
    side_by_side: list[list[Line]] = [[] for _ in layout.blocks]
    for number, row in enumerate(rows[layout.first :], start=layout.first + 1):
        if not any(map(tidied, row)) or is_header(row) or _numbers_columns(row):
            continue
        found = [_point(number, row, block, where) for block in layout.blocks]
        if not any(found):
            lines += [line for block in side_by_side for line in block]
            lines.append(Line(number=number, text=" ".join(filter(None, map(tidied, row)))))
            side_by_side = [[] for _ in layout.blocks]
        for block, line in zip(side_by_side, found, strict=True):
            _put(block, line)
    return lines + [line for block in side_by_side for line in block]


def is_heading(text: str) -> bool:
    """Tell whether a text names a ring, such as `Khu 1` or `Phần loại trừ`."""
    return _HEADING.match(bare(text)) is not None


def is_exclusion(heading: str | None) -> bool:
    """Tell whether a heading says that a ring is taken off, such as `Phần loại trừ`.

    An island is none by its name: Vũ Yên is one. It is a hole where it lies inside a ring.
    """
    if heading is None:
        return False
    text = tidied(heading).casefold()
    return bool(_EXCLUSION.search(text) or _EXCLUSION_BARE.search(bare(text)))


def is_name_alone(text: str) -> bool:
    """Tell whether a text is only a point's name, such as `1` or `A12`."""
    return _NAME_ALONE.fullmatch(text) is not None and not is_heading(text)


def area_in(text: str) -> Area | None:
    """Return the area that a line states, None where it states none."""
    plain = bare(text)
    found = _AREA.search(plain)
    if found is None:
        return None
    unit = found["unit"] or found["unit2"]
    return Area(
        printed=found["number"] or found["number2"],
        unit_m2=_UNITS_M2.get(unit, 1),
        total=re.search(r"\btong\b|\btotal\b", plain) is not None,
    )


def _put(block: list[Line], line: Line | None) -> None:
    """Add a point to its block; a length alone on its line belongs to the point above."""
    if line is None:
        return
    if line.coordinates:
        block.append(line)
    elif block and not block[-1].edge:
        block[-1] = replace(block[-1], edge=line.edge)


def _numbers_columns(row: Sequence[str]) -> bool:
    """Tell whether a row is `(1) (2) (3)` or `1 2 3 4`, the numbers of the columns."""
    cells = [tidied(cell) for cell in row if tidied(cell)]
    if len(cells) <= 1 or not all(_NUMBERED_COLUMN.fullmatch(cell) for cell in cells):
        return False
    numbers = [int(cell.strip("()")) for cell in cells]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _point(number: int, row: Sequence[str], block: Block, where: str) -> Line | None:
    """Return the point in a block's columns of a row, None where there is none."""
    told = tuple((at(row, pair.east), at(row, pair.north)) for pair in block.pairs)
    figures = [cell for pair in told for cell in pair if is_figure(cell)]
    if _is_text(row) and not all(map(is_figure, told[0])):
        return None
    name, edge = block.cell(row, "point"), block.cell(row, "edge")
    if not figures:
        alone = sum(1 for cell in row if tidied(cell)) == 1
        if any(cell for pair in told for cell in pair) and not alone:
            raise _no_coordinate(number, name, told, where)
        return Line(number=number, edge=edge) if edge and is_number(edge) and alone else None
    if not _complete(told):
        raise _no_coordinate(number, name or block.cell(row, "ordinal"), told, where)
    return Line(
        number=number,
        coordinates=told,
        name=name,
        ordinal=block.cell(row, "ordinal"),
        code=block.cell(row, "code"),
        ring=block.cell(row, "ring"),
        edge=edge if is_number(edge) else "",
    )


def _is_text(row: Sequence[str]) -> bool:
    """Tell whether a row reads as words spread over cells, not as a point gone wrong."""
    text = " ".join(filter(None, map(tidied, row)))
    return is_heading(text) or area_in(text) is not None


def _complete(told: tuple[tuple[str, str], ...]) -> bool:
    """Tell whether the first system has both coordinates, and no other has one alone."""
    return all(told[0]) and all(bool(east) == bool(north) for east, north in told)


def _no_coordinate(
    number: int, name: str, told: tuple[tuple[str, str], ...], where: str
) -> IntakeError:
    shown = ", ".join(repr(clipped(cell)) for pair in told for cell in reversed(pair))
    return IntakeError(
        vi=f"{where}, dòng {number}: điểm {clipped(name)!r} không đủ hai tọa độ X và Y ({shown}). "
        "Hãy bổ sung hoặc sửa.",
        en=f"{where}, line {number}: the point {clipped(name)!r} lacks one of its coordinates "
        f"X and Y ({shown}). Add or correct it.",
    )
