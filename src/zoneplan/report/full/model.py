"""What a report holds, before it is laid out: titled tables of typed cells.

Every writer lays out the same sections, so that no format tells more, or other, than another.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from zoneplan.language import Text, day, is_date, number, stated
from zoneplan.report.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date

    from zoneplan.language import Lang
    from zoneplan.report.json import Row

MOST_DECIMALS = 4
NONE = "–"
_MONTH = Text(vi="tháng", en="month")
_OF_MONTH = len("2022-07")


class Day(NamedTuple):
    """A date as it was stated: an ISO day, month or year, or what stands in its place."""

    iso: str


class Coded(NamedTuple):
    """A coded value with its title: programs read the one, people the other."""

    code: str
    title: str


Cell = str | int | float | Day | Coded | None
"""A text, a count, a figure, a date, a coded value, or nothing."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: its name for programs, its heading with the unit for people.

    `figure` columns are aligned to the right; `decimals` is None where figures stand as a source
    states them. A `detail` is left out where the page is narrow. Rows with the same value in the
    column that `groups` them stand together.
    """

    name: str
    heading: str
    figure: bool = False
    decimals: int | None = None
    detail: bool = False
    groups: bool = False


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture under a section's table: PNG, caption, alternative text, width on paper in mm."""

    png: bytes
    caption: str
    alternative: str
    width_mm: float


@dataclass(frozen=True, kw_only=True)
class Section:
    """A titled table of a chapter, with the notes below it.

    `totals` holds the closing row of each group by the group's title. `cites` are the ids of its
    sources. A section in `pairs` is a list of names and values without headings.
    """

    name: str
    chapter: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: Mapping[str, tuple[Cell, ...]]
    notes: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    pairs: bool = False
    pictures: tuple[Picture, ...] = ()

    def grouped(self) -> Iterator[tuple[str, list[tuple[Cell, ...]]]]:
        """Yield each group's title with its rows; one group without title where none is."""
        at = next((at for at, column in enumerate(self.columns) if column.groups), None)
        if at is None:
            yield "", list(self.rows)
            return
        titles = [cell.title if isinstance(cell := row[at], Coded) else "" for row in self.rows]
        for title in dict.fromkeys(titles):
            yield title, [row for row, own in zip(self.rows, titles, strict=True) if own == title]

    def in_order(self) -> list[int]:
        """Return all columns: first those that stand on a page, then the details."""
        first = self.on_paper()
        return [*first, *(at for at in range(len(self.columns)) if at not in first)]

    def on_paper(self) -> list[int]:
        """Return which columns stand on a page: no details, and none in which nothing stands."""
        lines = (*self.rows, *self.totals.values())
        return [
            at
            for at, column in enumerate(self.columns)
            if not column.detail and (not lines or any(line[at] is not None for line in lines))
        ]

    def below_titles(self) -> list[int]:
        """Return which columns stand on a page where each group stands under its title."""
        return [at for at in self.on_paper() if not self.columns[at].groups]


@dataclass(frozen=True, kw_only=True)
class Report:
    """A report in one language: its sections, and what stands on each of its pages.

    `internal` says that it is not for the public, `stamp` warns of uncorrected errors, `notice`
    says how far the outlines may be trusted, `origin` names day, system, revision and version,
    `left_out` says that {} rows are missing; `words` are those before the numbers of tables and
    figures.
    `dated` is stamped into the files.
    """

    lang: Lang
    title: str
    authority: str
    notice: str
    stamp: str | None
    internal: str | None = None
    origin: str
    as_of: str
    left_out: str
    words: Mapping[str, str]
    dated: date
    sections: tuple[Section, ...]

    @property
    def marks(self) -> tuple[str, ...]:
        """What stands in bold before all else: whether errors were left, and for whom it is."""
        return tuple(filter(None, (self.stamp, self.internal)))

    def heads(self) -> tuple[str, ...]:
        """Return what stands above every table that is read alone."""
        return (*self.marks, self.notice, self.origin)

    def only(self, names: Collection[str]) -> Report:
        """Return the report with some of its sections."""
        kept = tuple(section for section in self.sections if section.name in names)
        return replace(self, sections=kept)

    def chapters(self) -> Iterator[tuple[str, list[Section]]]:
        """Yield each chapter with its sections."""
        for title in dict.fromkeys(section.chapter for section in self.sections):
            yield title, [each for each in self.sections if each.chapter == title]


def shown(cell: Cell, column: Column, lang: Lang) -> str:
    """Return a cell as people read it in a language, on one line; a dash for nothing."""
    if cell is None:
        return NONE
    if isinstance(cell, Day):
        return day_shown(cell, lang)
    if isinstance(cell, Coded):
        return one_line(cell.title)
    if isinstance(cell, str):
        return one_line(cell) or NONE
    if isinstance(cell, int):
        return number(cell, lang)
    return stated(cell, lang) if column.decimals is None else _figure(cell, column.decimals, lang)


def day_shown(cell: Day, lang: Lang) -> str:
    """Return a date as a language writes it, a month never in a way that looks like a day."""
    if not is_date(cell.iso):
        return one_line(cell.iso)
    if lang == "vi" and len(cell.iso) == _OF_MONTH:
        return f"{_MONTH.vi} {int(cell.iso[5:])}/{cell.iso[:4]}"
    return day(cell.iso, lang)


def plain_value(cell: Cell) -> str | int | float | None:
    """Return a cell as programs read it: dates in ISO, the codes of coded values."""
    if isinstance(cell, Day):
        return cell.iso
    return cell.code if isinstance(cell, Coded) else cell


def record(section: Section, cells: tuple[Cell, ...]) -> Row:
    """Return a row by the names of its columns, as programs read it."""
    return {
        column.name: plain_value(cell) for column, cell in zip(section.columns, cells, strict=True)
    }


def decimals_of(cell: float, column: Column) -> int:
    """Return with how many decimals a figure is written."""
    if column.decimals is not None:
        return column.decimals
    return len(f"{cell:.{MOST_DECIMALS}f}".rstrip("0").partition(".")[2])


def _figure(value: float, decimals: int, lang: Lang) -> str:
    return number(value, lang, decimals=decimals)
