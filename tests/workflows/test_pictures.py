import re
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from zoneplan.errors import OutputError
from zoneplan.workflows.pictures import Drawn, within
from zoneplan.workflows.report import report

DAY = date(2023, 12, 18)


@pytest.fixture(scope="module")
def drawn(hai_phong):
    return Drawn.of(hai_phong, "vi", sections=("progress",))


def joined(pictures):
    """A file that is no more than its pictures."""
    return b"".join(picture.png for held in pictures.by_section.values() for picture in held)


def test_each_picture_has_its_size_caption_and_alternative_text(drawn):
    _, pictures = within(drawn, joined)
    (picture,) = pictures.by_section["progress"]
    with Image.open(BytesIO(picture.png)) as image:
        assert round(image.size[0] / image.info["dpi"][0] * 25.4) == picture.width_mm == 160
    assert picture.caption.startswith(
        "Tình trạng qua các năm (tính đến ngày 18/12/2023). Nguồn: Hội nghị Tổng kết năm 2023"
    )
    assert re.search(r"; và \d+ nguồn khác\.$", picture.caption)
    assert "đang khai thác" in picture.alternative
    assert (pictures.dpi, pictures.lowered) == (300, False)


def test_what_else_a_file_holds_takes_room_from_its_pictures(drawn):
    alone, finest = within(drawn, joined)
    room = len(alone) / 1e6 + 0.01
    file, coarser = within(drawn, lambda held: joined(held) + bytes(100_000), max_mb=room)
    assert len(file) / 1e6 <= room
    assert coarser.dpi < finest.dpi
    assert coarser.lowered


def test_pictures_that_never_fit_are_refused(drawn):
    with pytest.raises(OutputError, match="even with figures at 75 dpi"):
        within(drawn, joined, max_mb=0.001)


def test_a_file_without_figures_that_is_too_large_is_refused(hai_phong):
    with pytest.raises(OutputError, match="without any figure"):
        within(Drawn(plan=hai_phong, lang="vi"), lambda _: bytes(2000), max_mb=0.001)


def test_figures_stand_in_the_word_report_upright_below_their_table(geodata, tmp_path):
    target = tmp_path / "report.docx"
    options = {"as_of": DAY, "lang": "vi", "sections": ("ledger", "groups", "progress")}
    made = report(geodata, target, with_figures=True, max_mb=0.5, **options)
    document = Document(target)
    told = [
        inline.docPr.get("descr")
        for inline in document.element.iter(qn("wp:inline"))
        if hasattr(inline, "docPr")
    ]
    assert [text.partition(":")[0] for text in told] == [
        "Diện tích công bố và diện tích đo trên bản đồ",
        "Đất theo tình trạng trong từng khu kinh tế",
        "Tình trạng qua các năm",
    ]
    captions = [each.text for each in document.paragraphs if each.text.startswith("Hình ")]
    assert len(captions) == 3
    assert made.dpi_lowered is not None
    assert target.stat().st_size <= 500_000
