"""A section's table in Word's own XML: its heading on every page, no row broken over two pages."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from zoneplan.report.full.model import shown
from zoneplan.report.full.template import (
    FIGURE_CELL,
    GROUP_CELL,
    HEADING_CELL,
    TABLE,
    TEXT_CELL,
)
from zoneplan.report.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from docx.oxml.table import CT_Tbl

    from zoneplan.language import Lang
    from zoneplan.report.full.model import Cell, Column, Section

_HEADING_FILL, _GROUP_FILL = "E7E6E6", "F2F2F2"


def table_xml(
    section: Section,
    lang: Lang,
    *,
    widths_mm: Sequence[float],
    styles: Mapping[str, str],
    most: int,
) -> CT_Tbl:
    """Return a table of the columns on paper, at most `most` rows; groups under their titles.

    `styles` gives the ids of the styles that the document has by their names.
    """
    widths = [Mm(width).twips for width in widths_mm]
    lines = "".join(_lines(section, lang, widths=widths, styles=styles, most=most))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    table: CT_Tbl = parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        f'<w:tblStyle w:val="{styles[TABLE]}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"
    )
    return table


def _lines(
    section: Section, lang: Lang, *, widths: Sequence[int], styles: Mapping[str, str], most: int
) -> Iterator[str]:
    places = section.below_titles()
    columns = [section.columns[at] for at in places]
    heading = (
        _cell(column.heading, width, styles[HEADING_CELL], fill=_HEADING_FILL)
        for column, width in zip(columns, widths, strict=True)
    )
    yield _row(heading, repeated=True)
    left = most
    for title, rows in section.grouped():
        if title and left > 0:
            style = styles[GROUP_CELL]
            whole = _cell(title, sum(widths), style, span=len(widths), fill=_GROUP_FILL)
            yield _row([whole])
        for row in rows[: max(left, 0)]:
            cells = [row[at] for at in places]
            yield _row(_cells(cells, columns, lang, widths=widths, styles=styles))
        left -= len(rows)
        if title in section.totals:
            cells = [section.totals[title][at] for at in places]
            yield _row(_total(cells, columns, lang, widths=widths, styles=styles))


def _cells(
    cells: Sequence[Cell],
    columns: Sequence[Column],
    lang: Lang,
    *,
    widths: Sequence[int],
    styles: Mapping[str, str],
    bold: bool = False,
) -> Iterator[str]:
    for cell, column, width in zip(cells, columns, widths, strict=True):
        style = styles[FIGURE_CELL if column.figure else TEXT_CELL]
        text = "" if bold and cell is None else shown(cell, column, lang)
        yield _cell(text, width, style, bold=bold)


def _total(
    cells: Sequence[Cell],
    columns: Sequence[Column],
    lang: Lang,
    *,
    widths: Sequence[int],
    styles: Mapping[str, str],
) -> Iterator[str]:
    """Yield the cells of a total; its title spans the columns before the first figure."""
    first = next((at for at, column in enumerate(columns) if column.figure), len(columns))
    if first:
        title = shown(cells[0], columns[0], lang)
        yield _cell(title, sum(widths[:first]), styles[TEXT_CELL], span=first, bold=True)
    rest = cells[first:], columns[first:], lang
    yield from _cells(*rest, widths=widths[first:], styles=styles, bold=True)


def _row(cells: Iterable[str], *, repeated: bool = False) -> str:
    heading = "<w:tblHeader/>" if repeated else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{heading}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(
    text: str, width: int, style: str, *, span: int = 1, fill: str | None = None, bold: bool = False
) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    filled = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    weight = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{filled}'
        f'<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f'<w:r>{weight}<w:t xml:space="preserve">{escape(one_line(text))}</w:t></w:r></w:p></w:tc>'
    )
