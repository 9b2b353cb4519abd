from datetime import date
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from zoneplan import store
from zoneplan.errors import OutputError
from zoneplan.workflows.pictures import pictures_of
from zoneplan.workflows.report import report

DAY = date(2023, 12, 18)


@pytest.fixture(scope="module")
def drawn(hai_phong):
    return pictures_of(hai_phong, "vi", sections=("progress",))


def test_each_picture_has_its_size_caption_and_alternative_text(drawn):
    (picture,) = drawn.by_section["progress"]
    with Image.open(BytesIO(picture.png)) as image:
        assert round(image.size[0] / image.info["dpi"][0] * 25.4) == picture.width_mm == 160
    assert picture.caption == "Tình trạng qua các năm (tính đến ngày 18/12/2023)"
    assert "đang khai thác" in picture.alternative
    assert (drawn.dpi, drawn.lowered) == (300, False)


def test_the_resolution_is_lowered_until_there_is_room(hai_phong, drawn):
    full = len(drawn.by_section["progress"][0].png) / 1e6
    lowered = pictures_of(hai_phong, "vi", sections=("progress",), max_mb=full / 2)
    assert lowered.lowered
    assert len(lowered.by_section["progress"][0].png) / 1e6 <= full / 2


def test_pictures_that_never_fit_are_refused(hai_phong):
    with pytest.raises(OutputError, match="even at 75 dpi"):
        pictures_of(hai_phong, "vi", sections=("progress",), max_mb=0.001)


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
    assert store.read_bytes(target)
