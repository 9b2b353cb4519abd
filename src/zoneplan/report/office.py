"""What Word and Excel files share: texts that do nothing, cells, archives without a clock."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.worksheet.header_footer import HeaderFooter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.writer.excel import ExcelWriter

from zoneplan.report.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_NOT_IN_SHEET_TITLES = re.compile(r"[\[\]:*?/\\]")
_SHEET_TITLE_LETTERS = 31
_CELL_LETTERS = 32_767
_A4 = 9
_MARGIN_SIZE = 10
FONT = "Times New Roman"
"""The typeface that Vietnam prescribes for administrative documents (decree 30/2020)."""


def sheet_title(text: str, taken: Collection[str] = ()) -> str:
    """Return a title that Excel takes for a sheet and that no other sheet has."""
    plain = _NOT_IN_SHEET_TITLES.sub(" ", one_line(text)).strip("' ") or "zoneplan"
    used = {each.casefold() for each in (*taken, "history")}
    title, number = plain[:_SHEET_TITLE_LETTERS].strip("' "), 2
    while title.casefold() in used:
        ending = f" {number}"
        title = plain[: _SHEET_TITLE_LETTERS - len(ending)] + ending
        number += 1
    return title


def empty_workbook(*, author: str, title: str) -> Workbook:
    """Return a workbook without a sheet."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator, book.properties.title = one_line(author), one_line(title)
    return book


def new_sheet(book: Workbook, title: str) -> Worksheet:
    """Return a new sheet of a workbook under a title that Excel takes."""
    sheet: Worksheet = book.create_sheet(sheet_title(title, book.sheetnames))
    return sheet


def put(sheet: Worksheet, row: int, column: int, value: Any) -> Cell:  # noqa: ANN401 - text, number
    """Return the cell into which a value was put: a text stays text, whatever it begins with."""
    cell: Any = sheet.cell(row=row, column=column)
    if isinstance(value, str):
        cell.value = one_line(value)[:_CELL_LETTERS]
        cell.data_type = "s"
        cell.quotePrefix = True
    else:
        cell.value = value
    put_in: Cell = cell
    return put_in


def on_a4(sheet: Worksheet, *, heading_row: int, page: str, mark: str | None) -> None:
    """Set a sheet to print on A4, one page wide, its heading and `mark` on every page."""
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{heading_row}:{heading_row}"
    on_page: Any = HeaderFooter()
    on_page.oddFooter.center.text = f"{page} &P / &N"
    for part in (on_page.oddFooter.center, on_page.oddHeader.center):
        part.font, part.size = FONT, _MARGIN_SIZE
    if mark:
        on_page.oddHeader.center.text = mark.replace("&", "&&")
    sheet.HeaderFooter = on_page


def workbook_bytes(book: Workbook, dated: date) -> bytes:
    """Return a workbook as it is on a day: the same content gives the same bytes."""
    book.properties.created = book.properties.modified = at_midnight(dated)
    target = io.BytesIO()
    # openpyxl's `save` would set the clock's time in the properties.
    ExcelWriter(book, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED)).save()
    return undated(target.getvalue(), dated)


def at_midnight(day: date) -> datetime:
    """Return the first moment of a day."""
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - both formats want it naive


def undated(content: bytes, dated: date) -> bytes:
    """Return an archive with all its parts dated to one day."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            info = zipfile.ZipInfo(part.filename, (dated.year, dated.month, dated.day, 0, 0, 0))
            info.external_attr = 0o600 << 16
            new.writestr(info, old.read(part), zipfile.ZIP_DEFLATED)
    return target.getvalue()
