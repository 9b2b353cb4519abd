"""Numbers and angles as Vietnamese and English tables print them, read right or not at all.

A point may end the thousands or begin the decimals. So a table is read in every style in which
all of its numbers can be read; where two styles give different figures, it is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from zoneplan.errors import IntakeError
from zoneplan.language import normalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

_SAME = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009", " "),
        **dict.fromkeys("\u200a\u202f\u205f\u3000\t\r\n", " "),
        **dict.fromkeys("\u200b\u200e\u200f\u2060\ufeff\u00ad", ""),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d", "-"),
        **dict.fromkeys("\u2018\u2019\u201b\u2032\u02b9\u00b4`\uff07", "'"),
        **dict.fromkeys("\u201c\u201d\u2033\u02ba\uff02", '"'),
        **dict.fromkeys("\u00ba\u02da\u2070\u1d52", "°"),
        "\uff0c": ",",
        "\uff0e": ".",
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
    }
)
_UNIT = re.compile(r"(?<=\d)\s*(m|mét|met)\.?$", re.IGNORECASE)
_STYLES = [(g, d) for g, d in product(("", " ", ".", ",", "'"), ".,") if g != d]
_FORMS = {
    (grouping, decimal): re.compile(
        rf"[+-]?([0-9]{{1,3}}({re.escape(grouping)}[0-9]{{3}}){{1,4}}|[0-9]{{1,15}})"
        rf"({re.escape(decimal)}[0-9]{{1,15}})?"
        if grouping
        else rf"[+-]?[0-9]{{1,15}}({re.escape(decimal)}[0-9]{{1,15}})?"
    )
    for grouping, decimal in _STYLES
}
_SIDES = {"n": 1, "b": 1, "bắc": 1, "e": 1, "đ": 1, "đông": 1, "s": -1, "w": -1, "t": -1, "tây": -1}
_SIDE = "|".join(sorted(_SIDES, key=len, reverse=True))
_BESIDE = re.compile(
    rf"(?:(?P<before>{_SIDE})\.?\s*(?=[-\d]))?(?P<angle>.*?)(?:(?<=[\d\"'°])\s*(?P<after>{_SIDE}))?",
    re.IGNORECASE,
)
_ANGLE = re.compile(
    r"(?P<sign>-?)\s*(?P<degrees>\d{1,3})\s*(?:°|[-: ])\s*(?P<minutes>\d{1,2})"
    r"(?:(?P<fraction>[.,]\d+)\s*'|\s*(?:['\-: ]\s*(?P<seconds>\d{1,2}(?:[.,]\d+)?)\s*\"?|'))"
)
_SIXTY = 60
_LONGEST = 40
MOST_DEGREES = 180


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a table: its name, and the text of each cell with the line it stands on."""

    name: str
    cells: Sequence[str | None]
    lines: Sequence[int]
    most: float | None = None

    def holds(self, at: int) -> bool:
        """Tell whether a cell holds something."""
        cell = self.cells[at]
        return cell is not None and bool(tidied(cell))

    def told(self) -> Iterator[tuple[int, str]]:
        """Return the line and the tidied text of every cell that holds something."""
        for line, cell in zip(self.lines, self.cells, strict=True):
            if cell is not None and tidied(cell):
                yield line, tidied(cell)


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """A column's figures, NaN where a cell is empty, and the last printed digit's worth."""

    values: NDArray[np.float64]
    step: float


@lru_cache(maxsize=65_536)  # a table asks for each of its cells many times
def tidied(text: str) -> str:
    """Return a text with one kind of space, minus and prime, and no invisible signs."""
    plain = " ".join(normalised(text).translate(_SAME).split()).replace("''", '"')
    plain = re.sub(r"(?<=\d)\s*(?:độ|o(?=\s*\d))", "°", plain)
    return re.sub(r"(?<=\d)\s*giây", '"', re.sub(r"(?<=\d)\s*phút", "'", plain))


def clipped(text: str) -> str:
    """Return a text short enough for a sentence."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def is_angle(text: str) -> bool:
    """Tell whether a text is an angle in degrees, minutes and perhaps seconds."""
    return _ANGLE.fullmatch(_without_side(text)[0]) is not None


def is_number(text: str) -> bool:
    """Tell whether a text is a number in some style; a following m is a unit."""
    return any(form.fullmatch(_plain(text)) for form in _FORMS.values())


def read_numbers(columns: Mapping[str, Column], *, where: str) -> dict[str, Numbers]:
    """Return the figures of columns that one table prints, in one style where that is possible.

    Raises `IntakeError` where a text is no number, where a column mixes styles, or where two
    styles give different figures.
    """
    for column in columns.values():
        _refuse_no_number(column, where)
    common = [s for s in _STYLES if all(_fits(column, s) for column in columns.values())]
    return {
        key: _decided(column, common or [s for s in _STYLES if _fits(column, s)], where)
        for key, column in columns.items()
    }


def read_angles(column: Column, *, where: str) -> Numbers:
    """Return degrees from degrees, minutes and seconds, such as 20°47'52,1" or 20-47-52.1.

    A following or leading N, B, E, Đ is positive, S, W, T negative. Raises `IntakeError` where a
    text is no angle, or its minutes or seconds reach 60.
    """
    read = [_angle(text, column, line, where) for line, text in column.told()]
    figures = iter([value for value, _ in read])
    values = [next(figures) if column.holds(at) else np.nan for at in range(len(column.cells))]
    return Numbers(values=np.array(values), step=min((step for _, step in read), default=1))


def read_quantity(text: str, like: Iterable[str] = ()) -> tuple[Decimal, Decimal] | None:
    """Return a single number and its last digit's worth, None where it cannot be told.

    `like` are numbers of the same table, in whose style it is then read.
    """
    for texts in ([*like, text], [text]):
        readings = {
            _value(text, s) for s in _STYLES if all(_value(t, s) is not None for t in texts)
        }
        if len(readings) == 1 and (value := readings.pop()) is not None:
            return value, _worth(value)
    return None


def _plain(text: str) -> str:
    return _UNIT.sub("", tidied(text))


def _value(text: str, style: tuple[str, str]) -> Decimal | None:
    plain = _plain(text)
    if not _FORMS[style].fullmatch(plain):
        return None
    grouping, decimal = style
    return Decimal((plain.replace(grouping, "") if grouping else plain).replace(decimal, "."))


def _worth(value: Decimal) -> Decimal:
    return Decimal(1).scaleb(int(value.as_tuple().exponent))


def _texts(column: Column) -> list[str]:
    """Return the figures of a column as texts; degrees lose their sign and side."""
    if column.most is None:
        return [text for _, text in column.told()]
    return [_without_side(text)[0].removesuffix("°").strip() for _, text in column.told()]


def _fits(column: Column, style: tuple[str, str]) -> bool:
    values = [_value(text, style) for text in _texts(column)]
    return all(
        value is not None and (column.most is None or abs(value) <= column.most) for value in values
    )


def _refuse_no_number(column: Column, where: str) -> None:
    for (line, text), bare in zip(column.told(), _texts(column), strict=True):
        if not is_number(bare):
            raise not_a_number(where, line, column.name, text)


def not_a_number(where: str, line: int, column: str, text: str) -> IntakeError:
    """Return the error for a cell that should hold a number."""
    return IntakeError(
        vi=f"{where}, dòng {line}, cột {column}: {clipped(text)!r} không phải là số. "
        "Hãy sửa ô này.",
        en=f"{where}, line {line}, column {column}: {clipped(text)!r} is not a number. "
        "Correct the cell.",
    )


def _decided(column: Column, styles: list[tuple[str, str]], where: str) -> Numbers:
    texts, places = _texts(column), range(len(column.cells))
    readings = {tuple(_value(text, style) for text in texts): style for style in styles}
    if not readings:
        raise _mixed(column, where) if column.most is None else _no_degrees(column, where)
    if len(readings) > 1:
        raise _ambiguous(column, list(readings), where)
    values = [value for value in next(iter(readings)) if value is not None]
    signs = [_without_side(text)[1] if column.most else 1 for _, text in column.told()]
    figures = iter([float(value) * sign for value, sign in zip(values, signs, strict=True)])
    return Numbers(
        values=np.array([next(figures) if column.holds(at) else np.nan for at in places]),
        step=float(min(map(_worth, values), default=1)),
    )


def _no_degrees(column: Column, where: str) -> IntakeError:
    line, text = next(iter(column.told()))
    return IntakeError(
        vi=f"{where}, dòng {line}, cột {column.name}: {clipped(text)!r} không phải độ kinh, vĩ, "
        "hoặc các ô không cùng cách viết. Nếu là mét, hãy đặt tên cột là X, Y.",
        en=f"{where}, line {line}, column {column.name}: {clipped(text)!r} is no longitude or "
        "latitude, or the cells are not written alike. If it is metres, call the columns X and Y.",
    )


def _mixed(column: Column, where: str) -> IntakeError:
    told, texts = list(column.told()), _texts(column)
    first = next((s for s in _STYLES if _value(texts[0], s) is not None), _STYLES[0])
    line, text = next(
        (cell for cell, bare in zip(told, texts, strict=True) if _value(bare, first) is None),
        told[-1],
    )
    return IntakeError(
        vi=f"{where}, cột {column.name}: {clipped(told[0][1])!r} (dòng {told[0][0]}) và "
        f"{clipped(text)!r} (dòng {line}) không cùng cách viết số. Hãy viết thống nhất.",
        en=f"{where}, column {column.name}: {clipped(told[0][1])!r} (line {told[0][0]}) and "
        f"{clipped(text)!r} (line {line}) are not written alike. Write all numbers in one way.",
    )


def _ambiguous(
    column: Column, readings: list[tuple[Decimal | None, ...]], where: str
) -> IntakeError:
    at = next(i for i, values in enumerate(zip(*readings, strict=True)) if len(set(values)) > 1)
    line, text = list(column.told())[at]
    one, other = sorted({f"{values[at]:f}" for values in readings}, key=len)[:2]
    return IntakeError(
        vi=f"{where}, dòng {line}, cột {column.name}: {clipped(text)!r} có thể là {one} hoặc "
        f"{other}. Hãy viết không dấu phân cách hàng nghìn, hoặc thêm chữ số thập phân.",
        en=f"{where}, line {line}, column {column.name}: {clipped(text)!r} may be {one} or "
        f"{other}. Write it without thousands separators, or with other decimals.",
    )


def _without_side(text: str) -> tuple[str, int]:
    found = _BESIDE.fullmatch(tidied(text))
    if found is None:
        return tidied(text), 1
    side = (found["before"] or found["after"] or "n").lower()
    return found["angle"].strip(), _SIDES[side]


def _angle(text: str, column: Column, line: int, where: str) -> tuple[float, float]:
    """Return an angle in degrees and the worth of its last digit."""
    bare, side = _without_side(text)
    found = _ANGLE.fullmatch(bare)
    if found is None:
        raise not_a_number(where, line, column.name, text)
    minutes = Decimal((found["minutes"] + (found["fraction"] or "")).replace(",", "."))
    seconds = Decimal((found["seconds"] or "0").replace(",", "."))
    if minutes >= _SIXTY or seconds >= _SIXTY:
        raise IntakeError(
            vi=f"{where}, dòng {line}, cột {column.name}: {clipped(text)!r} có phút hoặc giây từ "
            "60 trở lên. Hãy sửa ô này.",
            en=f"{where}, line {line}, column {column.name}: {clipped(text)!r} has 60 or more "
            "minutes or seconds. Correct the cell.",
        )
    size = Decimal(found["degrees"]) + minutes / 60 + seconds / 3600
    step = _worth(seconds) / 3600 if found["seconds"] else _worth(minutes) / 60
    return float(-size if found["sign"] else size) * side, float(step)
