"""The Word template of the annex: the default one, and an office's own opened in distrust.

A template gives page, margins, headers, logo and the look of every style below. Its words may hold
`{title}`, `{authority}`, `{as_of}` and `{notice}`; the report stands where a paragraph says
`{report}`, else at the end.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from zoneplan.language import Text
from zoneplan.report.full.fitting import PADDING_MM
from zoneplan.report.full.trust import no_document, refuse_fetching, refuse_hostile
from zoneplan.report.office import FONT, at_midnight, undated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from docx.document import Document
    from docx.section import Section as Pages
    from docx.text.paragraph import Paragraph

    from zoneplan.language import Lang

ANNEX, TITLE, REFERENCE = "Zoneplan Annex", "Zoneplan Title", "Zoneplan Reference"
CHAPTER, CAPTION, BODY = "Heading 1", "Caption", "Zoneplan Body"
NOTE, WARNING = "Zoneplan Note", "Zoneplan Warning"
HEADING_CELL, TEXT_CELL = "Zoneplan Heading Cell", "Zoneplan Text Cell"
FIGURE_CELL, GROUP_CELL = "Zoneplan Figure Cell", "Zoneplan Group Cell"
TABLE = "Zoneplan Table"
REPORT_MARK = "{report}"

_LEFT, _CENTRE = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER
_RIGHT, _BOTH = WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY
_MARGINS_MM = {"top_margin": 20, "bottom_margin": 20, "left_margin": 30, "right_margin": 20}
"""Of decree 30/2020/NĐ-CP, annex I: 20–25, 20–25, 30–35 and 15–20 mm."""
_FROM_EDGE_MM = 10
_LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}
_WORDS = {
    ANNEX: Text(vi="Phụ lục ........", en="Annex ........"),
    TITLE: Text(vi="Số liệu về {title}", en="Figures on {title}"),
    REFERENCE: Text(
        vi="(Kèm theo Tờ trình số ......../TTr-........ ngày ...... tháng ...... năm ........ "
        "của {authority})",
        en="(To proposal No. ........ of ........ of the {authority})",
    ),
}
_FOOT = Text(vi="{notice} Số liệu tính đến ngày {as_of}.", en="{notice} Data as of {as_of}.")
_OTHER_MARKS = ("{title}", "{authority}", "{as_of}", "{notice}")
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    OpcError,
    SyntaxError,
    KeyError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    AttributeError,
    EOFError,
    OSError,
    IndexError,
)


@dataclass(frozen=True, kw_only=True)
class _Look:
    """A paragraph style: size in points, weight, alignment, space around it in points."""

    size: float
    align: WD_ALIGN_PARAGRAPH = _LEFT
    bold: bool = False
    italic: bool = False
    before: float = 0
    after: float = 0
    with_next: bool = False
    indent_mm: float = 0
    capitals: bool = False


LOOKS: Mapping[str, _Look] = {
    ANNEX: _Look(size=14, align=_CENTRE, bold=True),
    TITLE: _Look(size=14, align=_CENTRE, bold=True, before=2, capitals=True),
    REFERENCE: _Look(size=14, align=_CENTRE, italic=True, before=2, after=12),
    CHAPTER: _Look(size=14, bold=True, before=12, after=6, with_next=True),
    CAPTION: _Look(size=13, align=_CENTRE, bold=True, before=8, after=4, with_next=True),
    BODY: _Look(size=13, align=_BOTH, after=6, indent_mm=10),
    NOTE: _Look(size=11, align=_BOTH, italic=True, before=3),
    WARNING: _Look(size=14, align=_CENTRE, bold=True, after=6),
    HEADING_CELL: _Look(size=10, align=_CENTRE, bold=True, before=1, after=1, with_next=True),
    TEXT_CELL: _Look(size=11, before=1, after=1),
    FIGURE_CELL: _Look(size=11, align=_RIGHT, before=1, after=1),
    GROUP_CELL: _Look(size=11, bold=True, before=1, after=1, with_next=True),
}
"""The paragraph styles by which a report is laid out; a template that lacks one gets ours."""


@dataclass(frozen=True, kw_only=True)
class Template:
    """A document to be filled, and the styles that it lacked and got from the default one."""

    document: Document
    missing: tuple[str, ...] = ()


def default_template(lang: Lang) -> Template:
    """Return the default template: an annex on A4 by decree 30/2020/NĐ-CP."""
    document = docx.Document()
    _complete(document)
    _set_defaults(document, lang)
    for name, words in _WORDS.items():
        document.add_paragraph(words.say(lang), style=name)
    document.add_paragraph(REPORT_MARK, style=BODY)
    _set_pages(document.sections[0], lang)
    return Template(document=document)


def template_docx(lang: Lang, *, dated: date) -> bytes:
    """Return the default template as a document for an office to change."""
    return packed(default_template(lang).document, dated)


def own_template(content: bytes, name: str) -> Template:
    """Return an office's own template.

    Raises `IntakeError` where it is no plain Word document, holds macros or embedded programs,
    swells, or fetches anything from elsewhere.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            refuse_hostile(archive, name)
        document = docx.Document(io.BytesIO(content))
        refuse_fetching(document, name)
        missing = _complete(document)
        _ = document.sections[-1].page_width
    except _FAULTS as fault:
        raise no_document(name) from fault
    return Template(document=document, missing=missing)


def packed(document: Document, dated: date) -> bytes:
    """Return a document's bytes as of a day."""
    told = document.core_properties
    told.created = told.modified = at_midnight(dated)
    told.last_modified_by, told.revision = "zoneplan", 1
    target = io.BytesIO()
    document.save(target)
    return undated(target.getvalue(), dated)


def filled(document: Document, words: Mapping[str, str]) -> None:
    """Put words in place of the marks in a template's body, headers and footers."""
    for paragraph in _paragraphs(document):
        texts = list(paragraph.iter(qn("w:t")))
        whole = "".join(text.text or "" for text in texts)
        if not any(mark in whole for mark in words):
            continue
        # Each mark in one pass: what is put in is never taken for a mark itself.
        marks = re.compile("|".join(map(re.escape, words)))
        # Word splits a mark over runs as it likes; the first run keeps its looks.
        texts[0].text = marks.sub(lambda found: words[found.group()], whole)
        texts[0].set(qn("xml:space"), "preserve")
        for text in texts[1:]:
            text.text = ""


def place_of_report(document: Document) -> Any | None:  # noqa: ANN401 - lxml's element
    """Return the paragraph in whose place the report stands; None where the template has none."""
    for paragraph in document.element.body.iter(qn("w:p")):
        whole = "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        if whole.strip() == REPORT_MARK and paragraph.getparent() is document.element.body:
            return paragraph
    return None


def put_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """Add a field that Word keeps up to date, with what it shows until then."""
    field: Any = parse_xml(
        f'<w:fldSimple {nsdecls("w")} w:instr=" {instruction} "><w:r><w:t>{shown}</w:t></w:r>'
        "</w:fldSimple>"
    )
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no fields


def _complete(document: Document) -> tuple[str, ...]:
    """Add the styles that a document lacks; return their names."""
    known = {style.name for style in document.styles}
    missing = [name for name in (*LOOKS, TABLE) if name not in known]
    for name in missing:
        if name == TABLE:
            _add_table_style(document)
        else:
            style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, name in _BUILT_IN)
            _set_look(style, LOOKS[name])
    return tuple(missing)


_BUILT_IN = (CHAPTER, CAPTION)


def _set_look(style: Any, look: _Look) -> None:  # noqa: ANN401 - python-docx's style
    style.base_style, style.hidden, style.quick_style = None, False, True
    style.font.size, style.font.bold, style.font.italic = Pt(look.size), look.bold, look.italic
    style.font.all_caps = look.capitals or None
    _set_typeface(style)
    form = style.paragraph_format
    form.alignment, form.keep_with_next = look.align, look.with_next
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.line_spacing, form.widow_control = 1.0, True
    form.first_line_indent = Mm(look.indent_mm) if look.indent_mm else None


def _set_typeface(style: Any) -> None:  # noqa: ANN401 - python-docx's style
    style.font.name, style.font.color.rgb = FONT, RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for name in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[name]
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)


def _add_table_style(document: Document) -> None:
    style: Any = document.styles.add_style(TABLE, WD_STYLE_TYPE.TABLE)
    lines = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    padding = "".join(
        f'<w:{side} w:w="{round(Mm(PADDING_MM).twips)}" w:type="dxa"/>'
        for side in ("left", "right")
    )
    style.element.append(
        parse_xml(
            f"<w:tblPr {nsdecls('w')}><w:tblBorders>{lines}</w:tblBorders>"
            f"<w:tblCellMar>{padding}</w:tblCellMar></w:tblPr>"
        )
    )


def _set_defaults(document: Document, lang: Lang) -> None:
    """Set what the default template has of Word's own styles: text, chapters, captions, feet."""
    for name in (CHAPTER, CAPTION):
        _set_look(document.styles[name], LOOKS[name])
    normal, foot, head = (document.styles[name] for name in ("Normal", "Footer", "Header"))
    _set_look(normal, _Look(size=13))
    _set_look(foot, _Look(size=10, align=_CENTRE, italic=True))
    _set_look(head, _Look(size=13, align=_CENTRE))
    normal.element.get_or_add_rPr().append(
        parse_xml(f'<w:lang {nsdecls("w")} w:val="{_LANGUAGES[lang]}"/>')
    )
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _set_pages(pages: Pages, lang: Lang) -> None:
    """Set A4, the decree's margins, the page number in the top margin from the second page on."""
    pages.page_width, pages.page_height = Mm(210), Mm(297)
    for side, mm in _MARGINS_MM.items():
        setattr(pages, side, Mm(mm))
    pages.header_distance = pages.footer_distance = Mm(_FROM_EDGE_MM)
    pages.different_first_page_header_footer = True
    put_field(pages.header.paragraphs[0], "PAGE", "2")
    for footer in (pages.footer, pages.first_page_footer):
        footer.paragraphs[0].text = _FOOT.say(lang)
        footer.paragraphs[0].style = "Footer"


def _paragraphs(document: Document) -> Iterator[Any]:
    yield from document.element.body.iter(qn("w:p"))
    for pages in document.sections:
        for part in (
            *(pages.header, pages.footer, pages.first_page_header, pages.first_page_footer),
            *(pages.even_page_header, pages.even_page_footer),
        ):
            if not part.is_linked_to_previous:
                yield from part._element.iter(qn("w:p"))  # noqa: SLF001 - text boxes hold some too
