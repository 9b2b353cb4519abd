"""A coordinate table as a Word document on A4, as the annex of a decision is printed."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from zoneplan.language import number
from zoneplan.report.annex.content import DECIMALS, PAGE
from zoneplan.report.office import FONT, at_midnight, undated

if TYPE_CHECKING:
    from docx.document import Document as Paper
    from docx.table import Table, _Row
    from docx.text.paragraph import Paragraph

    from zoneplan.language import Lang
    from zoneplan.report.annex.content import Annex, Point

_WIDTHS = (Mm(22), Mm(46), Mm(46), Mm(46))
_CENTRE, _RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
_SHOWN_TITLES = 2
"""The title of the table and the feature's name stand out."""


def annex_docx(annex: Annex) -> bytes:
    """Return the coordinate table as a document; same content, same bytes.

    Its heading row is repeated on every page, as is the mark of a schematic one.
    """
    paper = _paper(annex)
    _line(paper.add_paragraph(), annex.authority, centred=True)
    for at, title in enumerate(annex.titles):
        _line(paper.add_paragraph(), title, bold=at < _SHOWN_TITLES, centred=True)
    table = paper.add_table(rows=1, cols=len(_WIDTHS), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _put_headings(table.rows[0], annex.headings)
    for ring in annex.rings:
        if ring.heading:
            _put_heading(table, ring.heading)
        for point in ring.points:
            _put_point(_add_row(table), point, annex.lang)
    for line in ("", *annex.totals, annex.origin):
        _line(paper.add_paragraph(), line)
    target = io.BytesIO()
    paper.save(target)
    return undated(target.getvalue(), annex.dated)


def _paper(annex: Annex) -> Paper:
    paper = Document()
    style: Any = paper.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(3)
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)
    if annex.mark:
        _line(section.header.paragraphs[0], annex.mark, bold=True, centred=True)
    _put_page_numbers(section.footer.paragraphs[0], PAGE.say(annex.lang))
    told = paper.core_properties
    told.author, told.title, told.comments = annex.authority, annex.titles[1], annex.origin
    told.last_modified_by, told.revision = "zoneplan", 1
    told.created = told.modified = at_midnight(annex.dated)
    return paper


def _line(paragraph: Paragraph, text: str, *, bold: bool = False, centred: bool = False) -> None:
    paragraph.add_run(text).bold = bold
    if centred:
        paragraph.alignment = _CENTRE


def _put_page_numbers(paragraph: Paragraph, word: str) -> None:
    paragraph.alignment = _CENTRE
    paragraph.add_run(f"{word} ")
    _put_field(paragraph, "PAGE")
    paragraph.add_run(" / ")
    _put_field(paragraph, "NUMPAGES")


def _put_field(paragraph: Paragraph, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no fields


def _put_headings(row: _Row, headings: tuple[str, ...]) -> None:
    for cell, heading, width in zip(row.cells, headings, _WIDTHS, strict=True):
        cell.width = width
        _line(cell.paragraphs[0], heading, bold=True, centred=True)
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001 - python-docx repeats no rows


def _add_row(table: Table) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call] # python-docx forgot its types
    return row


def _put_heading(table: Table, heading: str) -> None:
    cells = _add_row(table).cells
    merged = cells[0].merge(cells[-1])
    _line(merged.paragraphs[0], heading, bold=True)


def _put_point(row: _Row, point: Point, lang: Lang) -> None:
    figures = (point.x_m, point.y_m, point.edge_m)
    texts = ("" if each is None else number(each, lang, decimals=DECIMALS) for each in figures)
    for at, (cell, text) in enumerate(zip(row.cells, (point.name, *texts), strict=True)):
        cell.width = _WIDTHS[at]
        _line(cell.paragraphs[0], text)
        cell.paragraphs[0].alignment = _RIGHT if at else _CENTRE
