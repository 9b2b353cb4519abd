"""A report as a Word document: the annex of a proposal, in a template's form.

Chapters with wide tables are turned to landscape, so that no column is squeezed; the page is turned
with its margins, so that the bound edge stays the bound edge.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx.enum.section import WD_ORIENTATION, WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Mm

from zoneplan.report.full.fitting import is_wide, widths_mm
from zoneplan.report.full.model import shown
from zoneplan.report.full.tables import table_xml
from zoneplan.report.full.template import (
    BODY,
    CAPTION,
    CHAPTER,
    LOOKS,
    NOTE,
    TABLE,
    TEXT_CELL,
    WARNING,
    Template,
    filled,
    packed,
    place_of_report,
    put_field,
)
from zoneplan.report.plain import one_line

if TYPE_CHECKING:
    from docx.document import Document

    from zoneplan.report.full.model import Picture, Report, Section

MOST_ROWS = 1_500
"""Of one table: more is no annex that anyone reads, and the workbook has them all."""
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def report_docx(report: Report, template: Template) -> bytes:
    """Return a report as a document in a template's form; same content, same bytes."""
    document = template.document
    filled(document, _words(report))
    behind = _cut_behind_the_mark(document)
    paper = _Paper(document=document, report=report, page=_page_of(document))
    for mark in report.marks:
        paper.write(mark, WARNING)
    for number, (title, sections) in enumerate(report.chapters(), start=1):
        wide = number > 1 and any(map(paper.is_wide, sections))
        paper.turn(wide=wide)
        paper.write(f"{_roman(number)}. {title}", CHAPTER)
        for section in sections:
            paper.turn(wide=wide)
            paper.put(section)
    if behind:
        paper.turn(wide=False)
        for element in behind:
            document.element.body.insert(-1, element)
    told = document.core_properties
    told.title, told.author = one_line(report.title)[:255], one_line(report.authority)[:255]
    told.comments = report.origin[:255]
    return packed(document, report.dated)


def _words(report: Report) -> dict[str, str]:
    """Return what stands in place of a template's marks."""
    return {
        "{title}": one_line(report.title),
        "{authority}": one_line(report.authority),
        "{as_of}": report.as_of,
        "{notice}": " – ".join((*report.marks, report.notice)),
    }


@dataclass(frozen=True, kw_only=True)
class _Page:
    """A template's page, in Word's units."""

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int


@dataclass(kw_only=True)
class _Paper:
    """A document that is being written, from top to bottom."""

    document: Document
    report: Report
    page: _Page
    tables: int = 0
    figures: int = 0
    is_turned: bool = False

    def write(self, text: str, style: str) -> Any:  # noqa: ANN401 - python-docx's paragraph
        """Add a paragraph."""
        return self.document.add_paragraph(one_line(text), style=style)

    def room_mm(self, *, wide: bool) -> float:
        """Return how wide the text of a page is."""
        page = self.page
        emu = page.height - page.top - page.bottom if wide else page.width - page.left - page.right
        return emu / Mm(1)

    def is_wide(self, section: Section) -> bool:
        """Tell whether a section's table needs a turned page."""
        room = self.room_mm(wide=False)
        return is_wide(section, self.report.lang, room_mm=room, size_pt=self._size_pt())

    def turn(self, *, wide: bool) -> None:
        """Go on upright or turned; a new page begins where that changes."""
        if wide == self.is_turned or self.page.width > self.page.height:
            return
        pages = self.document.add_section(WD_SECTION.NEW_PAGE)
        _put_break_on_last_paragraph(self.document)
        page = self.page
        pages.orientation = WD_ORIENTATION.LANDSCAPE if wide else WD_ORIENTATION.PORTRAIT
        sides = (page.width, page.height, page.top, page.bottom, page.left, page.right)
        if wide:
            sides = (page.height, page.width, page.left, page.right, page.bottom, page.top)
        pages.page_width, pages.page_height = sides[:2]
        pages.top_margin, pages.bottom_margin = sides[2:4]
        pages.left_margin, pages.right_margin = sides[4:]
        pages.different_first_page_header_footer = False
        for numbering in pages._sectPr.findall(qn("w:pgNumType")):  # noqa: SLF001 - numbers go on
            pages._sectPr.remove(numbering)  # noqa: SLF001
        self.is_turned = wide

    def put(self, section: Section) -> None:
        """Add a section: its table under a numbered caption, notes and pictures below."""
        if section.pairs:
            self._put_pairs(section)
        elif section.rows:
            self._put_table(section)
        left_out = len(section.rows) - MOST_ROWS
        cut = [self.report.left_out.format(left_out)] if left_out > 0 else []
        for note in (*cut, *section.notes):
            self.write(note, NOTE)
        for picture in section.pictures:
            self._put_picture(picture)

    def _put_pairs(self, section: Section) -> None:
        name, value = section.columns
        for row in section.rows:
            paragraph = self.document.add_paragraph(style=BODY)
            paragraph.add_run(f"{shown(row[0], name, self.report.lang)}: ").bold = True
            paragraph.add_run(shown(row[1], value, self.report.lang))

    def _put_table(self, section: Section) -> None:
        self.tables += 1
        self._put_caption(self.report.words["table"], self.tables, section.title)
        lang, room = self.report.lang, self.room_mm(wide=self.is_turned)
        widths = widths_mm(section, lang, room_mm=room, size_pt=self._size_pt())
        styles = {name: self._style_id(name) for name in (*LOOKS, TABLE)}
        table = table_xml(section, lang, widths_mm=widths, styles=styles, most=MOST_ROWS)
        self.document.element.body.insert(-1, table)

    def _put_picture(self, picture: Picture) -> None:
        self.figures += 1
        self.turn(wide=False)
        paragraph = self.document.add_paragraph(style=CAPTION)
        width = min(picture.width_mm, self.room_mm(wide=self.is_turned))
        drawn = paragraph.add_run().add_picture(io.BytesIO(picture.png), width=Mm(width))
        drawn._inline.docPr.set("descr", one_line(picture.alternative))  # noqa: SLF001
        under = self._put_caption(self.report.words["figure"], self.figures, picture.caption)
        under.paragraph_format.keep_with_next = False

    def _put_caption(self, word: str, number: int, title: str) -> Any:  # noqa: ANN401
        paragraph = self.document.add_paragraph(f"{word} ", style=CAPTION)
        put_field(paragraph, f"SEQ {word} \\* ARABIC", str(number))
        paragraph.add_run(f". {one_line(title)}")
        return paragraph

    def _style_id(self, name: str) -> str:
        return str(self.document.styles[name].style_id)

    def _size_pt(self) -> float:
        size = self.document.styles[TEXT_CELL].font.size
        return float(size.pt) if size else LOOKS[TEXT_CELL].size


def _page_of(document: Document) -> _Page:
    """Return the page that a template ends with."""
    pages = document.sections[-1]
    width, height = pages.page_width or Mm(210), pages.page_height or Mm(297)
    margins = {
        side: int(getattr(pages, f"{side}_margin") or Mm(20))
        for side in ("top", "bottom", "left", "right")
    }
    return _Page(width=int(width), height=int(height), **margins)


def _cut_behind_the_mark(document: Document) -> list[Any]:
    """Take out what a template has behind the place of the report, and the mark itself."""
    mark = place_of_report(document)
    if mark is None:
        return []
    behind = [each for each in mark.itersiblings() if each.tag != qn("w:sectPr")]
    for element in (mark, *behind):
        document.element.body.remove(element)
    return behind


def _put_break_on_last_paragraph(document: Document) -> None:
    """Let the last paragraph of a section end it: an empty one could fall on an empty page."""
    breaks = document.element.body[-2]
    last = breaks.getprevious()
    if last is not None and last.tag == qn("w:p") and last.find(f".//{qn('w:sectPr')}") is None:
        last.get_or_add_pPr().append(breaks.pPr.sectPr)
        document.element.body.remove(breaks)
    else:
        _make_small(breaks)


def _make_small(paragraph: Any) -> None:  # noqa: ANN401 - lxml's element
    properties = paragraph.get_or_add_pPr()
    spacing = properties.get_or_add_spacing()
    for side in ("before", "after"):
        spacing.set(qn(f"w:{side}"), "0")
    spacing.set(qn("w:line"), "20")
    spacing.set(qn("w:lineRule"), "exact")


def _roman(number: int) -> str:
    told = ""
    for value, letters in _ROMAN:
        while number >= value:
            told, number = told + letters, number - value
    return told
