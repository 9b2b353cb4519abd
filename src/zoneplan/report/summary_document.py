"""The summary as a Word document on one A4 page."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt, RGBColor

from zoneplan.report.office import FONT, at_midnight, undated
from zoneplan.report.plain import one_line

if TYPE_CHECKING:
    from datetime import date

    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

    from zoneplan.language import Lang
    from zoneplan.report.summary import Summary
    from zoneplan.report.told import Section

_TEXT, _SMALL, _LARGE = Pt(10), Pt(9), Pt(14)
_QUIET, _WARNING, _STAMP = (
    RGBColor(0x5B, 0x68, 0x70),
    RGBColor(0x7A, 0x4A, 0x00),
    RGBColor(0xB3, 0x26, 0x1E),
)
_LINES = "".join(
    f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="C9D0D3"/>'
    for edge in ("top", "bottom", "insideH")
)


def summary_docx(told: Summary, lang: Lang, *, dated: date) -> bytes:
    """Return the summary as a DOCX in one language; the same input gives the same bytes."""
    document = docx.Document()
    _set_page(document, told, lang, dated)
    _write(document, told.authority.say(lang), size=_SMALL, colour=_QUIET)
    _write(document, told.title.say(lang), size=_LARGE, bold=True)
    _write(document, told.plan.say(lang), colour=_QUIET)
    _write(document, f"{told.since.say(lang)} → {told.until.say(lang)}", bold=True)
    if told.stamp:
        _write(document, told.stamp.say(lang), bold=True, colour=_STAMP)
    _write(document, told.notice.say(lang), size=_SMALL, colour=_WARNING)
    for section in told.sections:
        _write_section(document, section, lang)
    for place, note in enumerate(told.notes):
        written = _write(document, note.say(lang), size=_SMALL, colour=_QUIET)
        written.paragraph_format.space_before = Pt(0 if place else 8)
    packed = io.BytesIO()
    document.save(packed)
    return undated(packed.getvalue(), dated)


def _set_page(document: Document, told: Summary, lang: Lang, dated: date) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(16)
    page.top_margin = page.bottom_margin = Mm(12)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, _TEXT
    style.paragraph_format.space_after = Pt(1)
    style.element.get_or_add_rPr().append(
        parse_xml(f'<w:lang {nsdecls("w")} w:val="{"vi-VN" if lang == "vi" else "en-GB"}"/>')
    )
    about = document.core_properties
    about.title, about.author = (
        one_line(told.title.say(lang)),
        one_line(told.authority.say(lang))[:255],
    )
    about.comments, about.last_modified_by = "", ""
    about.created = about.modified = at_midnight(dated)


def _write(
    document: Document,
    text: str,
    *,
    size: Pt = _TEXT,
    bold: bool = False,
    colour: RGBColor | None = None,
) -> Paragraph:
    paragraph = document.add_paragraph()
    _put(paragraph, text, size=size, bold=bold, colour=colour)
    return paragraph


def _put(
    paragraph: Paragraph, text: str, *, size: Pt, bold: bool, colour: RGBColor | None = None
) -> None:
    run = paragraph.add_run(one_line(text))
    run.bold, run.font.size = bold, size
    if colour is not None:
        run.font.color.rgb = colour


def _write_section(document: Document, section: Section, lang: Lang) -> None:
    title = _write(document, section.title.say(lang), bold=True)
    title.paragraph_format.space_before, title.paragraph_format.keep_with_next = Pt(8), True
    table = document.add_table(rows=0, cols=len(section.headings))
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx has no other way to the borders
    properties.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{_LINES}</w:tblBorders>"))
    for place, row in enumerate((section.headings, *section.rows)):
        for column, (cell, text) in enumerate(zip(table.add_row().cells, row, strict=True)):
            _fill(cell, text.say(lang), bold=place == 0, right=column in section.figures)
    if section.more:
        _write(document, section.more.say(lang), size=_SMALL, colour=_QUIET)


def _fill(cell: _Cell, text: str, *, bold: bool, right: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _put(paragraph, text, size=_SMALL, bold=bold)
