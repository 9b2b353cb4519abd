import re
import struct
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

MM_PER_PIXEL = 25.4 / 96
A4_LANDSCAPE, A4_PORTRAIT, A3_LANDSCAPE = (842, 595), (595, 842), (1191, 842)


@pytest.fixture
def page(visit, hai_phong_page):
    return visit(hai_phong_page)


def sheets(page):
    """Return the size of each page of the print, in points."""
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))
    return [(round(float(width)), round(float(height))) for width, height in boxes]


def lay_out(page):
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")


@pytest.mark.parametrize(
    ("choice", "size"),
    [("A4-landscape", A4_LANDSCAPE), ("A4-portrait", A4_PORTRAIT), ("A3-landscape", A3_LANDSCAPE)],
)
def test_the_sheet_is_of_the_chosen_size(page, choice, size):
    page.click("button[title='In, lưu ảnh']")
    page.check(f"input[value={choice}]")
    found = sheets(page)
    assert set(found) == {size}
    assert len(found) >= 2


def test_the_map_with_all_that_belongs_to_it_is_on_the_first_sheet(page):
    lay_out(page)
    box = page.locator(".sheet").bounding_box()
    assert box["width"] * MM_PER_PIXEL < 277
    assert box["height"] * MM_PER_PIXEL < 190
    told = page.inner_text(".sheet")
    for part in ("Khu kinh tế Nam Hải Phòng", "18/12/2023", "không có giá trị pháp lý", "Nguồn:"):
        assert part in told
    assert page.locator(".sheet .sheet-north, .sheet .sheet-bar").count() == 2


def test_the_scale_bar_is_true_on_paper_and_the_scale_is_round(page):
    lay_out(page)
    ratio = int(page.inner_text(".sheet-ratio").removeprefix("1:").replace(".", ""))
    assert ratio in {200_000, 250_000, 300_000}
    length = page.inner_text(".sheet-furniture div:nth-child(2)").split("\n")[-1]
    bar = page.locator(".sheet-bar rect").first.bounding_box()["width"] - 1
    kilometres = float(re.search(r"(\d+) km", length)[1])
    assert bar * MM_PER_PIXEL == pytest.approx(kilometres * 1e6 / ratio, rel=0.01)


def test_the_scale_of_the_map_itself_is_that_of_its_bar(page):
    """Two points 10 km apart on the ellipsoid stand as far apart as 10 km of the bar."""
    lay_out(page)
    pixels, metres = page.evaluate(
        "() => { const map = map_zoneplan, c = map.getSize().divideBy(2);"
        " const [a, b] = [[c.x - 100, c.y], [c.x + 100, c.y]].map((p) => "
        " map.containerPointToLatLng(p));"
        " return [200, zoneplan.length([a.lat, a.lng], [b.lat, b.lng])]; }"
    )
    ratio = int(page.inner_text(".sheet-ratio").removeprefix("1:").replace(".", ""))
    assert metres / (pixels * MM_PER_PIXEL / 1000) == pytest.approx(ratio, rel=0.01)


def test_only_the_legend_of_what_is_in_sight_is_printed(page):
    page.uncheck("[data-layer=berths]")
    lay_out(page)
    key = page.inner_text(".sheet-key")
    assert "Khu công nghiệp" in key
    assert "Bến cảng" not in key


def test_the_filtered_table_follows_on_its_own_page(page):
    page.uncheck("[data-layer=berths]")
    lay_out(page)
    table = page.locator(".sheet-table")
    assert table.evaluate("node => getComputedStyle(node).breakBefore") == "page"
    assert "KCN Nomura" in table.inner_text()
    assert "LH01" not in table.inner_text()


def test_all_sources_stand_below_the_table(page):
    lay_out(page)
    told = page.inner_text(".sheet-sources").split("; ")
    first = page.locator(".sheet-foot p").first.inner_text()
    assert first.endswith("; …")
    assert len(told) > len(first.split("; "))
    assert set(first.split("; ")[:-1]) <= set(told)


def test_each_page_of_the_table_is_headed(page, need, tmp_path):
    file = tmp_path / "print.pdf"
    page.pdf(path=file, prefer_css_page_size=True)
    command = [need("pdftotext"), "-f", "2", "-layout", file, "-"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    pages = said.split("\f")[:-1]
    assert len(pages) >= 2
    assert [text.count("Kết luận") for text in pages] == [1] * len(pages)


def test_names_in_a_printed_table_have_room(page):
    page.click("button[title='In, lưu ảnh']")
    page.check("input[value=A4-portrait]")
    lay_out(page)
    page.set_viewport_size(
        {"width": int(page.locator(".sheet").bounding_box()["width"]), "height": 900}
    )
    name = page.locator(".sheet-table tbody tr:not(.group) th").first.bounding_box()
    table, sheet = (page.locator(part).bounding_box() for part in (".sheet-table table", ".sheet"))
    assert name["width"] * MM_PER_PIXEL >= 29.9
    assert table["width"] <= sheet["width"] + 1
    assert page.locator(".sheet-table button").count() == 0


def test_ctrl_p_prints_on_the_paper_that_is_chosen_and_the_panel_says_so(page):
    assert set(sheets(page)) == {A4_LANDSCAPE}
    page.click("button[title='In, lưu ảnh']")
    assert "Ctrl+P cũng in trên khổ giấy này." in page.inner_text(".measure:visible")


def test_after_printing_everything_is_where_it_was(page):
    before = page.locator("#map_zoneplan").bounding_box()
    view = "[map_zoneplan.getZoom(), map_zoneplan.getCenter().lat]"
    seen = page.evaluate(view)
    lay_out(page)
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("#map_zoneplan").bounding_box() == before
    assert page.evaluate(view) == pytest.approx(seen, abs=1e-3)
    assert page.locator(".sheet").count() == 0


def test_a_picture_is_saved_without_a_network(page):
    page.click("button[title='In, lưu ảnh']")
    with page.expect_download() as download:
        page.click("text=Lưu ảnh PNG")
    assert download.value.suggested_filename == "ban-do-2023-12-18.png"
    file = Path(download.value.path())
    head = file.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", head[16:24])[0] > 2000
    assert [fault for fault in page.faults if not fault.startswith(("data:", "blob:"))] == []
