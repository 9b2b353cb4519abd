import base64
import re
import shutil
import subprocess
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from zoneplan import analysis, figures
from zoneplan.errors import OutputError


@pytest.fixture(scope="module")
def drawn(hai_phong):
    return figures.overview(hai_phong, analysis.tables_of(hai_phong), lang="vi")


def embedded(svg):
    """The faces in an SVG: weight, style and letters of each."""
    rules = re.findall(
        r"font-weight:(\d+);font-style:(\w+);src:url\(data:font/woff;base64,(.*?)\)", svg
    )
    return {
        (weight, style): set(TTFont(BytesIO(base64.b64decode(data))).getBestCmap())
        for weight, style, data in rules
    }


def test_an_svg_holds_its_text_and_every_letter_to_show_it(hai_phong, drawn):
    svg = figures.svg(drawn, hai_phong).decode()
    faces = embedded(svg)
    assert set(faces) == {("400", "normal"), ("700", "normal"), ("400", "oblique")}
    for style, words in re.findall(r'<text style="(.*?)"[^>]*>(.*?)</text>', svg):
        face = ("700" if "700" in style else "400", "oblique" if "oblique" in style else "normal")
        plain = words.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
        assert {ord(letter) for letter in plain} <= faces[face], words
    assert "cơ bản lấp đầy" in svg


def test_a_pdf_embeds_its_typeface_as_type_42(hai_phong, drawn):
    data = figures.pdf(drawn, hai_phong)
    fonts = data.count(b"/CIDFontType2")
    assert fonts
    assert data.count(b"/FontFile2") == data.count(b"/ToUnicode") == fonts
    assert b"/Type3" not in data


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler's tools are not installed")
def test_the_text_of_a_pdf_can_be_taken_out(hai_phong, drawn, tmp_path):
    file = tmp_path / "overview.pdf"
    file.write_bytes(figures.pdf(drawn, hai_phong))
    said = subprocess.run(
        [shutil.which("pdftotext"), file, "-"], capture_output=True, text=True, check=True
    )
    assert "đang giải phóng mặt bằng, bàn" in said.stdout


def test_a_suffix_that_is_no_figure_is_refused():
    with pytest.raises(OutputError, match=r"\.jpg"):
        figures.refuse_suffix(".jpg")
