import re

import pytest

pytestmark = pytest.mark.browser


def choose(page, code):
    page.click(".opener-with-table")
    page.click(f".table tr:has(td:text-is('{code}')) button")


def section(page, key):
    return page.inner_text(f".card section[aria-labelledby='card-heading-{key}']")


def test_an_aim_is_told_as_an_aim_and_drawn_open(visit, hai_phong_page):
    page = visit(hai_phong_page)
    choose(page, "LH03")
    aim = page.locator(".card .aim")
    assert "phấn đấu" in aim.inner_text()
    assert aim.locator("path").get_attribute("fill") == "#ffffff"
    assert aim.locator("q").inner_text().startswith("phấn đấu hoàn thành")


def test_what_came_of_an_aim_is_not_told_before_it_came(visit, hai_phong_page):
    page = visit(hai_phong_page)
    choose(page, "LH03")
    assert "chưa đến thời hạn" in page.inner_text(".card .aim")
    assert "2025" not in page.inner_text(".card .aim")


def test_the_card_sets_statements_against_the_register(visit, hai_phong_page):
    page = visit(hai_phong_page)
    choose(page, "LH01")
    told = " ".join(section(page, "card_claims").split())
    assert "Đến nay đã có 8 bến cảng" in told
    assert "Công bố 8 Theo sổ đăng ký 2" in told
    assert "Không khớp" in told


def test_statements_about_the_rest_of_a_layer_are_folded(visit, hai_phong_page):
    page = visit(hai_phong_page)
    choose(page, "LH01")
    assert page.inner_text(".card details summary") == "Số liệu khác về lớp này (3)"


def test_notes_stand_in_the_language_in_use(visit, hai_phong_page):
    page = visit(hai_phong_page)
    choose(page, "XUANCAU")
    assert "khởi công ngày 13/05/2023" in section(page, "card_more")
    assert "suy ra: báo cáo chỉ cho các tổng 7 + 3 + 4" in page.inner_text(".card")
    assert "Thủ tướng Chính phủ: Xuân Cầu" in page.inner_text(".card")
    assert "inferred: the report" not in page.inner_text(".card")
    page.click("button[lang=en]")
    assert "inferred: the report gives only the totals 7 + 3 + 4" in page.inner_text(".card")
    assert "suy ra" not in page.inner_text(".card")


def test_official_areas_stand_side_by_side(visit, hai_phong_page):
    page = visit(hai_phong_page)
    choose(page, "DVCH")
    rows = page.locator(".card .figures tbody tr:not(.of-row)").all_inner_texts()
    assert [re.split(r"\s*\t\s*", row.strip())[:2] for row in rows] == [
        ["không ghi ngày", "22.140"],
        ["18/09/2023", "22.540"],
    ]


def test_an_explanation_stands_under_the_difference_with_who_signed_it(visit, render, hai_phong):
    signed = hai_phong.frame("sign_offs").reindex([0])
    named = ["code", "explanation", "signed_by", "signed_on"]
    signed[named] = ["NDV2", "<i>trừ</i> đường", "Nguyễn Văn An", "2023-03-05"]
    layer = hai_phong.catalogue.layers["sign_offs"]
    page = visit(render(hai_phong.with_frame(layer, signed)))
    choose(page, "NDV2")
    told = section(page, "card_areas")
    assert "Giải trình: <i>trừ</i> đường (Nguyễn Văn An, 05/03/2023)" in told


def test_the_card_says_that_a_schematic_outline_has_no_force(visit, hai_phong_page):
    page = visit(hai_phong_page)
    choose(page, "NHP")
    told = section(page, "card_outline")
    assert "± 3.500 m" in told
    assert "không dùng để xác định thửa đất" in told


def test_findings_that_name_a_feature_stand_on_its_card(visit, hai_phong_page):
    page = visit(hai_phong_page)
    choose(page, "LH03")
    assert "LH02 và LH03 hở nhau" in section(page, "card_findings")


def test_headings_of_the_card_go_down_one_level_at_a_time(visit, hai_phong_page):
    page = visit(hai_phong_page)
    choose(page, "NHP")
    levels = page.locator(".card :is(h1, h2, h3, h4)").evaluate_all(
        "all => all.map(h => h.tagName)"
    )
    assert levels[0] == "H2"
    assert set(levels[1:]) == {"H3"}


def test_the_focus_goes_into_the_card_and_back(visit, hai_phong_page):
    page = visit(hai_phong_page)
    page.focus(".unplaced")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "card-heading"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "unplaced"
    assert page.locator(".card").is_hidden()
