"""A report as an Excel workbook: a sheet for each section.

Numbers are numbers and days are days, so that Excel computes, sorts and shows them as its user is
used to; texts stay texts, whatever they begin with. Totals are values below the filtered rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import TYPE_CHECKING, Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from zoneplan.language import is_date
from zoneplan.report.annex.content import PAGE
from zoneplan.report.full.fitting import text_mm
from zoneplan.report.full.model import Coded, Day, day_shown, decimals_of, shown
from zoneplan.report.office import FONT, empty_workbook, new_sheet, on_a4, put, workbook_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openpyxl.worksheet.worksheet import Worksheet

    from zoneplan.language import Lang
    from zoneplan.report.full.model import Cell, Column, Report, Section

MOST_ROWS = 1_000_000
_WIDEST, _NARROWEST = 36, 9
_MEASURED_ROWS = 2_000
_SIZE, _HEADING_LINES = 11, 2
_LETTER = 0.85
_DIGIT_MM, _SPARE = 2.05, 3
"""Excel measures columns by a digit of its own typeface; beside the text stand its indents."""
_MOST_LETTERS = 200
"""Excel refuses a file whose header is longer than 255 letters, with the codes of its typeface."""
_LINE_PT = 15
_DAY = {"vi": "dd/mm/yyyy", "en": "d mmmm yyyy"}
_ISO_YEAR, _ISO_DAY = len("2023"), len("2023-12-18")
_THIN = Side(style="thin", color="B8C2C7")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_TEXT, _BOLD = Font(name=FONT, size=_SIZE), Font(name=FONT, size=_SIZE, bold=True)
_TITLE, _NOTE = Font(name=FONT, size=14, bold=True), Font(name=FONT, size=_SIZE, italic=True)
_WARNING = Font(name=FONT, size=_SIZE, bold=True, color="B3261E")
_HEADING_FILL = PatternFill("solid", fgColor="E4ECEF")
_TOTAL_FILL = PatternFill("solid", fgColor="F3F6F7")


def report_xlsx(report: Report) -> bytes:
    """Return a report as a workbook; same content, same bytes."""
    book = empty_workbook(author=report.authority, title=report.title)
    for section in report.sections:
        _put_section(new_sheet(book, section.title), section, report)
    return workbook_bytes(book, report.dated)


def _put_section(sheet: Worksheet, section: Section, report: Report) -> None:
    """Put a section's table under what stands above every table; details are not printed."""
    laid = _laid_out(section, report.lang)
    at = _put_lines(sheet, 1, [section.title], _TITLE, laid)
    for line in report.heads():
        at = _put_lines(sheet, at, [line], _WARNING if line in report.marks else _NOTE, laid)
    heading_row = at + 1
    _put_headings(sheet, heading_row, laid)
    rows = section.rows[:MOST_ROWS]
    last = _put_rows(sheet, heading_row + 1, rows, laid)
    last = _put_rows(sheet, last, section.totals.values(), laid, total=True)
    left_out = len(section.rows) - len(rows)
    cut = [report.left_out.format(left_out)] if left_out else []
    last = _put_lines(sheet, last + 1, (*cut, *section.notes), _NOTE, laid)
    sheet.freeze_panes = f"{get_column_letter(_fixed(laid) + 1)}{heading_row + 1}"
    if rows and not section.pairs:
        end = get_column_letter(len(laid.columns))
        sheet.auto_filter.ref = f"A{heading_row}:{end}{heading_row + len(rows)}"
    sheet.page_setup.orientation = "landscape"
    sheet.print_area = f"A1:{get_column_letter(laid.printed)}{last}"
    mark = " – ".join((*report.marks, report.notice))
    on_a4(sheet, heading_row=heading_row, page=PAGE.say(report.lang), mark=mark[:_MOST_LETTERS])


@dataclass(frozen=True, kw_only=True)
class _Layout:
    """A section's columns as they stand on a sheet, with their widths in letters."""

    columns: tuple[Column, ...]
    order: list[int]
    widths: list[float]
    printed: int
    pairs: bool
    lang: Lang

    @property
    def room(self) -> float:
        """The width of what is printed, in letters."""
        return sum(self.widths[: self.printed])


def _laid_out(section: Section, lang: Lang) -> _Layout:
    order, widths = section.in_order(), _widths(section, lang)
    return _Layout(
        columns=tuple(section.columns[at] for at in order),
        order=order,
        widths=[widths[at] for at in order],
        printed=max(len(section.on_paper()), 1),
        pairs=section.pairs,
        lang=lang,
    )


def _put_lines(sheet: Worksheet, at: int, lines: Iterable[str], font: Font, laid: _Layout) -> int:
    """Put lines of text over the printed width; return the row below them."""
    for line in lines:
        cell = put(sheet, at, 1, line)
        cell.font = font
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if laid.printed > 1:
            sheet.merge_cells(start_row=at, start_column=1, end_row=at, end_column=laid.printed)
        # A merged cell does not grow with its text by itself.
        size = float(font.size or _SIZE) / _SIZE
        sheet.row_dimensions[at].height = (
            _LINE_PT * size * ceil(_LETTER * len(line) * size / laid.room)
        )
        at += 1
    return at


def _put_headings(sheet: Worksheet, at: int, laid: _Layout) -> None:
    for place, (column, width) in enumerate(zip(laid.columns, laid.widths, strict=True), start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
        cell = put(sheet, at, place, column.heading)
        cell.font, cell.border, cell.fill = _BOLD, _BOX, _HEADING_FILL
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet.row_dimensions[at].height = _LINE_PT * _HEADING_LINES


def _put_rows(
    sheet: Worksheet,
    at: int,
    rows: Iterable[tuple[Cell, ...]],
    laid: _Layout,
    *,
    total: bool = False,
) -> int:
    """Put rows of cells; return the row below them."""
    styles: dict[tuple[int, str], Any] = {}
    for row in rows:
        for place, (source, column) in enumerate(zip(laid.order, laid.columns, strict=True), 1):
            stored, form = _stored(row[source], column, laid.lang)
            cell: Any = put(sheet, at, place, stored)
            known = styles.get((place, form))
            if known is None:
                _style(cell, column, form, total=total)
                styles[place, form] = cell._style  # noqa: SLF001 - each anew takes ten times as long
            else:
                cell._style = known  # noqa: SLF001
        sheet.row_dimensions[at].height = _LINE_PT * (1 if total else _lines(row, laid))
        at += 1
    return at


def _lines(row: tuple[Cell, ...], laid: _Layout) -> int:
    """Return on how many lines the longest text of a row is set; a number is never broken."""
    texts = (
        ceil((_letters(row[source], column, laid.lang) - _SPARE) / (width - _SPARE))
        for source, column, width in zip(laid.order, laid.columns, laid.widths, strict=True)
        if not column.detail and not isinstance(row[source], int | float)
    )
    return max(texts, default=0) or 1


def _style(cell: Any, column: Column, form: str, *, total: bool) -> None:  # noqa: ANN401
    cell.font = _BOLD if total else _TEXT
    cell.border = _BOX
    if total:
        cell.fill = _TOTAL_FILL
    side = "right" if column.figure else "left"
    wrap = not total and not column.detail
    # Without the indent a figure would touch the text beside it.
    cell.alignment = Alignment(vertical="top", wrap_text=wrap, horizontal=side, indent=1)
    if form not in {"text", "nothing"}:
        cell.number_format = form
    cell.quotePrefix = form == "text"


def _stored(cell: Cell, column: Column, lang: Lang) -> tuple[Any, str]:
    """Return what goes into a cell, and its number format: real numbers and days, else text."""
    if cell is None:
        return None, "nothing"
    if isinstance(cell, Day):
        return _day(cell, lang)
    if isinstance(cell, Coded):
        return cell.title, "text"
    if isinstance(cell, str):
        return cell, "text"
    if isinstance(cell, int):
        return cell, "#,##0"
    decimals = decimals_of(cell, column)
    return cell, "#,##0" + ("." + "0" * decimals if decimals else "")


def _day(cell: Day, lang: Lang) -> tuple[Any, str]:
    """Return a day as a date, a year as a number; a month stays text, for it is no day."""
    if is_date(cell.iso) and len(cell.iso) == _ISO_DAY:
        day = date.fromisoformat(cell.iso)
        if day.year >= 1900:  # noqa: PLR2004 - where Excel's days begin
            return day, _DAY[lang]
    if is_date(cell.iso) and len(cell.iso) == _ISO_YEAR:
        return int(cell.iso), "0"
    return day_shown(cell, lang), "text"


def _widths(section: Section, lang: Lang) -> list[float]:
    """Return the width of each column in letters: as wide as its texts, up to a bound."""
    return [
        min(max(_NARROWEST, _heading(column), *_all_letters(section, at, lang)), _WIDEST)
        for at, column in enumerate(section.columns)
    ]


def _all_letters(section: Section, at: int, lang: Lang) -> list[float]:
    column = section.columns[at]
    values = [line[at] for line in section.rows[:_MEASURED_ROWS]]
    if column.figure:
        values += [line[at] for line in section.totals.values()]
    return [0, *(_letters(value, column, lang) for value in values)]


def _heading(column: Column) -> float:
    """Return the letters of a heading on two lines, with room for the filter's button."""
    return max(len(column.heading) * 0.6 + 4, max(map(len, column.heading.split())) + 4)


def _letters(cell: Cell, column: Column, lang: Lang) -> float:
    return 0 if cell is None else text_mm(shown(cell, column, lang), _SIZE) / _DIGIT_MM + _SPARE


def _fixed(laid: _Layout) -> int:
    """Return how many columns stay in view: those up to the feature's name, else its code."""
    places = {column.name: at for at, column in enumerate(laid.columns, start=1)}
    return places.get("name") or places.get("code") or 1
