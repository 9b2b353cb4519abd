"""A coordinate table as an Excel workbook.

Figures are numbers in the format `#,##0.00`: a Vietnamese Excel shows them as 2.300.893,26, an
English one as 2,300,893.26, and both can compute with them; a text would only look right in one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.styles import Alignment, Border, Font, Side

from zoneplan.report.annex.content import PAGE
from zoneplan.report.office import (
    FONT,
    empty_workbook,
    new_sheet,
    on_a4,
    put,
    workbook_bytes,
)

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from zoneplan.report.annex.content import Annex, Point

_METRES = "#,##0.00"
_WIDTHS = {"A": 10, "B": 20, "C": 20, "D": 24}
_THIN = Side(style="thin")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_COLUMNS = 4


def annex_xlsx(annex: Annex) -> bytes:
    """Return the coordinate table as a workbook of one sheet; same content, same bytes."""
    book = empty_workbook(author=annex.authority, title=annex.titles[1])
    sheet = new_sheet(book, annex.titles[0].capitalize())
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    heading_row = _put_titles(sheet, annex) + 1
    for column, heading in enumerate(annex.headings, start=1):
        cell = put(sheet, heading_row, column, heading)
        cell.font, cell.border = Font(name=FONT, bold=True), _BOX
        cell.alignment = Alignment(horizontal="center")
    row = heading_row
    for ring in annex.rings:
        if ring.heading:
            row += 1
            _put_line(sheet, row, ring.heading, bold=True)
        for point in ring.points:
            row += 1
            _put_point(sheet, row, point)
    for line in ("", *annex.totals, annex.origin):
        row += 1
        _put_line(sheet, row, line)
    on_a4(sheet, heading_row=heading_row, page=PAGE.say(annex.lang), mark=annex.mark)
    return workbook_bytes(book, annex.dated)


def _put_titles(sheet: Worksheet, annex: Annex) -> int:
    """Return the number of the empty row under the titles."""
    lines = [*([annex.mark] if annex.mark else []), annex.authority, *annex.titles]
    for row, line in enumerate(lines, start=1):
        _put_line(sheet, row, line, bold=line in {annex.mark, *annex.titles[:2]})
    return len(lines) + 1


def _put_line(sheet: Worksheet, row: int, text: str, *, bold: bool = False) -> None:
    if not text:
        return
    cell = put(sheet, row, 1, text)
    cell.font = Font(name=FONT, bold=bold)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=_COLUMNS)


def _put_point(sheet: Worksheet, row: int, point: Point) -> None:
    values = (point.name, point.x_m, point.y_m, point.edge_m)
    for column, value in enumerate(values, start=1):
        cell = put(sheet, row, column, value)
        cell.font, cell.border = Font(name=FONT), _BOX
        if column > 1:
            cell.number_format = _METRES
        else:
            cell.alignment = Alignment(horizontal="center")
