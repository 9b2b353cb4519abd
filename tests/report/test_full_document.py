import io
import re
import struct
import zipfile
import zlib
from datetime import date

import docx
import pytest
from docx.shared import Mm, Pt
from lxml import etree

from zoneplan.errors import IntakeError
from zoneplan.report import full
from zoneplan.report.full.model import Coded, Column, Picture, Report, Section

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DAY = date(2020, 3, 5)
BELONGS = (
    "(Kèm theo Tờ trình số ......../TTr-........ ngày ...... tháng ...... năm ........ "
    "của Ban Quản lý)"
)


def section(rows=((1, "KCN", 645.0),), *, name="areas", columns=3, **more):
    fields = [
        Column(name="layer", heading="Lớp", figure=True),
        Column(name="name", heading="Tên"),
        Column(name="area_ha", heading="Diện tích, ha", figure=True, decimals=2),
    ][:columns]
    told = {"chapter": "Diện tích", "title": "Sổ diện tích", "totals": {}} | more
    return Section(name=name, columns=tuple(fields), rows=tuple(rows), **told)


def wide_section():
    columns = tuple(Column(name=f"c{at}", heading=f"Diện tích {at}") for at in range(12))
    row = tuple("mười hai hecta và một nửa" for _ in columns)
    return Section(
        name="wide", chapter="Rộng", title="Bảng rộng", columns=columns, rows=(row,), totals={}
    )


def report(*sections, **more):
    told = {
        "lang": "vi",
        "title": "Đồ án",
        "authority": "Ban Quản lý",
        "notice": "Ranh giới sơ họa.",
        "stamp": None,
        "origin": "Bản 1.",
        "as_of": "18/12/2023",
        "left_out": "Đã lược {} dòng.",
        "words": {"table": "Bảng", "figure": "Hình"},
        "dated": DAY,
    }
    return Report(sections=sections or (section(),), **(told | more))


def made(*sections, template=None, **more):
    content = full.report_docx(report(*sections, **more), template or full.default_template("vi"))
    return docx.Document(io.BytesIO(content))


def mm(length):
    """A length to a tenth of a millimetre; Word stores twentieths of a point."""
    return round(length.mm, 1)


def inside(document, name):
    """The elements of a name in a document's body, as Word stores them."""
    return list(document.element.body.iter(f"{W}{name}"))


def words_of(element):
    """The words of an element, those of its fields too."""
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def texts(document):
    return [paragraph.text for paragraph in document.paragraphs]


def test_page_margins_and_typeface_are_those_of_the_decree():
    document = made()
    pages = document.sections[0]
    assert [mm(each) for each in (pages.page_width, pages.page_height)] == [210, 297]
    assert 20 <= mm(pages.top_margin) <= 25
    assert 20 <= mm(pages.bottom_margin) <= 25
    assert 30 <= mm(pages.left_margin) <= 35
    assert 15 <= mm(pages.right_margin) <= 20
    for name in ("Normal", "Zoneplan Body", "Heading 1", "Caption"):
        assert document.styles[name].font.name == "Times New Roman"
        assert Pt(13) <= document.styles[name].font.size <= Pt(14)


def test_pages_are_numbered_in_the_top_margin_from_the_second_on():
    pages = made().sections[0]
    assert "PAGE" in etree.tostring(pages.header.part.element).decode()
    assert pages.different_first_page_header_footer
    assert "PAGE" not in etree.tostring(pages.first_page_header.part.element).decode()


def test_the_annex_names_the_proposal_the_notice_and_the_day():
    document = made()
    assert texts(document)[:3] == [
        "Phụ lục ........",
        "Số liệu về Đồ án",
        BELONGS,
    ]
    for foot in (document.sections[0].footer, document.sections[0].first_page_footer):
        assert foot.paragraphs[0].text == "Ranh giới sơ họa. Số liệu tính đến ngày 18/12/2023."


def test_figures_are_written_as_the_language_does():
    (table,) = made(section([(1, "KCN", 2300.5)])).tables
    assert [cell.text for cell in table.rows[1].cells] == ["1", "KCN", "2.300,50"]


def test_a_tables_heading_is_repeated_and_no_row_is_broken():
    rows = inside(made(section([(1, "KCN", 1.0)] * 80)), "tr")
    assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_captions_are_numbered_by_words_own_field():
    document = made(section(), section(name="b", title="Hai"))
    captions = [
        each for each in inside(document, "p") if "SEQ" in etree.tostring(each, encoding=str)
    ]
    shown = [words_of(each) for each in captions]
    assert shown == ["Bảng 1. Sổ diện tích", "Bảng 2. Hai"]


def test_a_wide_table_stands_on_a_turned_page_with_its_bound_edge():
    document = made(section(), wide_section(), section(name="c", chapter="Cuối"))
    sizes = [(pages.page_width > pages.page_height) for pages in document.sections]
    assert sizes == [False, True, False]
    turned = document.sections[1]
    assert (mm(turned.top_margin), mm(turned.bottom_margin)) == (30, 20)
    assert not turned.different_first_page_header_footer
    grid = inside(document, "tblGrid")[1]
    widths = [int(column.get(f"{W}w")) for column in grid]
    assert sum(widths) == pytest.approx(Mm(297 - 20 - 20).twips, abs=12)


def test_groups_stand_under_their_titles_and_close_with_their_totals():
    columns = (
        Column(name="layer", heading="Lớp", groups=True),
        Column(name="code", heading="Mã"),
        Column(name="area_ha", heading="ha", figure=True),
    )
    layer = Coded("zones", "Khu")
    grouped = Section(
        name="a",
        chapter="A",
        title="A",
        columns=columns,
        rows=((layer, "X", 1.0), (layer, "Y", 2.0)),
        totals={"Khu": (layer, "Tổng cộng: Khu", 3.0)},
    )
    (table,) = made(grouped).tables
    told = [[cell.text for cell in row.cells] for row in table.rows]
    assert told == [
        ["Mã", "ha"],
        ["Khu", "Khu"],
        ["X", "1"],
        ["Y", "2"],
        ["Tổng cộng: Khu", "3"],
    ]


def test_a_table_too_long_for_an_annex_says_how_many_rows_are_left_out():
    document = made(section([(at, "KCN", 1.0) for at in range(1_502)]))
    assert len(document.tables[0].rows) == 1_501
    assert "Đã lược 2 dòng." in texts(document)


def test_a_forced_annex_bears_its_stamp():
    document = made(stamp="CÓ LỖI CHƯA SỬA")
    assert "CÓ LỖI CHƯA SỬA" in texts(document)
    assert document.sections[0].footer.paragraphs[0].text.startswith("CÓ LỖI CHƯA SỬA")


def test_hostile_text_is_only_text():
    hostile = '<w:p/> ]]> & {{ 7*7 }} {notice} =1+1 \x00\x1b\ufffe\ud800\u202e"'
    document = made(section([(1, hostile, 1.0)], title=hostile, notes=(hostile,)), title=hostile)
    told = '<w:p/> ]]> & {{ 7*7 }} {notice} =1+1 "'
    assert document.tables[0].rows[1].cells[1].text == told
    assert told in texts(document)
    assert f"Số liệu về {told}" in texts(document)


def test_the_same_report_is_the_same_bytes():
    first, second = (
        full.report_docx(report(section(), wide_section()), full.default_template("vi"))
        for _ in range(2)
    )
    assert first == second
    assert full.template_docx("vi", dated=DAY) == full.template_docx("vi", dated=DAY)


def png():
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\x00\xff\xff\xff"))
        + chunk(b"IEND", b"")
    )


def test_a_picture_stands_below_its_table_with_caption_and_alternative_text():
    picture = Picture(png=png(), caption="Bản đồ", alternative="Một điểm trắng", width_mm=500)
    document = made(section(pictures=(picture,)))
    (shape,) = document.inline_shapes
    assert shape.width == pytest.approx(Mm(160), abs=Mm(1))
    assert 'descr="Một điểm trắng"' in etree.tostring(document.element, encoding=str)
    assert "Hình 1. Bản đồ" in [words_of(each) for each in inside(document, "p")]


def own(change=None, content=None):
    """An office's template: the default one, changed."""
    document = docx.Document(io.BytesIO(content or full.template_docx("vi", dated=DAY)))
    if change:
        change(document)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def test_an_offices_template_keeps_its_page_headers_words_and_styles():
    def change(document):
        pages = document.sections[0]
        pages.left_margin = Mm(35)
        pages.header.paragraphs[0].add_run("UBND THÀNH PHỐ")
        document.styles["Zoneplan Text Cell"].font.size = Pt(9)
        document.add_paragraph("Nơi nhận: {authority}")

    template = full.own_template(own(change), "mau.docx")
    document = made(template=template)
    assert template.missing == ()
    assert mm(document.sections[0].left_margin) == 35
    assert "UBND THÀNH PHỐ" in document.sections[0].header.paragraphs[0].text
    assert document.styles["Zoneplan Text Cell"].font.size == Pt(9)
    assert texts(document)[-1] == "Nơi nhận: Ban Quản lý"
    assert "I. Diện tích" in texts(document)


def test_what_stands_behind_the_report_is_upright_again():
    template = full.own_template(
        own(lambda document: document.add_paragraph("Nơi nhận")), "mau.docx"
    )
    document = made(section(), wide_section(), template=template)
    assert [pages.page_width > pages.page_height for pages in document.sections] == [0, 1, 0]
    assert texts(document)[-1] == "Nơi nhận"


def test_a_mark_that_word_has_split_over_runs_is_found():
    def change(document):
        paragraph = document.paragraphs[1]
        paragraph.clear()
        for part in ("Về ", "{ti", "tle", "}"):
            paragraph.add_run(part)

    document = made(template=full.own_template(own(change), "mau.docx"))
    assert texts(document)[1] == "Về Đồ án"


def test_a_template_without_our_styles_and_mark_gets_both_and_names_the_styles():
    plain = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Công văn")
    document.save(plain)
    template = full.own_template(plain.getvalue(), "trang.docx")
    assert "Zoneplan Table" in template.missing
    assert "Heading 1" not in template.missing
    told = texts(made(template=template))
    assert told[0] == "Công văn"
    assert "I. Diện tích" in told


def test_a_turned_template_is_never_turned_again():
    def change(document):
        pages = document.sections[0]
        pages.page_width, pages.page_height = Mm(297), Mm(210)

    document = made(section(), wide_section(), template=full.own_template(own(change), "a.docx"))
    assert len(document.sections) == 1


def repacked(content, **parts):
    """An archive with some parts in place of its own, or beside them."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, data in parts.items():
            new.writestr(name, data, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def part_of(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def hostile_templates():
    plain = full.template_docx("vi", dated=DAY)
    body, types = part_of(plain, "word/document.xml"), part_of(plain, "[Content_Types].xml")
    outside = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/attachedTemplate" Target="http://x/a.dotm" TargetMode="External"/>'
        b"</Relationships>"
    )
    field = b'<w:p><w:fldSimple w:instr=" INCLUDETEXT &quot;C:/x&quot; "/></w:p><w:sectPr'
    entity = b'<!DOCTYPE a [<!ENTITY b "c">]>'
    return {
        "no archive": (b"no archive", "no Word document"),
        "empty": (b"", "no Word document"),
        "cut": (plain[: len(plain) // 2], "no Word document"),
        "another archive": (repacked(b"PK\x05\x06" + bytes(18), a=b"b"), "no Word document"),
        "macro": (repacked(plain, **{"word/vbaProject.bin": b"x"}), "macros"),
        "docm": (
            repacked(
                plain,
                **{
                    "[Content_Types].xml": types.replace(
                        b"openxmlformats-officedocument.wordprocessingml.document.main+xml",
                        b"ms-word.document.macroEnabled.main+xml",
                    )
                },
            ),
            "no Word document",
        ),
        "embedded": (repacked(plain, **{"word/embeddings/o.bin": b"x"}), "embedded"),
        "bomb": (repacked(plain, **{"word/media/a.png": bytes(70_000_000)}), "far too much"),
        "outside": (repacked(plain, **{"word/_rels/settings.xml.rels": outside}), "fetches"),
        "field": (
            repacked(plain, **{"word/document.xml": body.replace(b"<w:sectPr", field, 1)}),
            "fetches",
        ),
        "entity": (
            repacked(
                plain, **{"word/document.xml": re.sub(rb"(\?>)", rb"\1" + entity, body, count=1)}
            ),
            "no Word document",
        ),
        "broken": (repacked(plain, **{"word/document.xml": body[:-20]}), "no Word document"),
        "no page": (
            repacked(
                plain,
                **{
                    "word/document.xml": re.sub(
                        rb"<w:sectPr.*</w:sectPr>", b"", body, flags=re.DOTALL
                    )
                },
            ),
            "no Word document",
        ),
    }


@pytest.mark.parametrize("name", sorted(hostile_templates()))
def test_a_template_that_cannot_be_trusted_is_answered_with_a_sentence(name):
    content, sentence = hostile_templates()[name]
    with pytest.raises(IntakeError, match=sentence):
        full.own_template(content, "mau.docx")
