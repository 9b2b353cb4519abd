import dataclasses

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def zone(square, code, place, name, **values):
    shape = square(600_000.0 + 300 * place)
    return {"code": code, "name_vi": name, "name_en": name, "geometry": shape, **values}


def results(page, text):
    page.fill(".find-box", text)
    return page.locator(".found .found-name").all_inner_texts()


def called(plan, *aliases):
    """A plan whose industrial zones are called by other words."""
    layers = plan.catalogue.layers
    layer = dataclasses.replace(layers["industrial_zones"], aliases=aliases)
    catalogue = dataclasses.replace(plan.catalogue, layers={**layers, layer.name: layer})
    return dataclasses.replace(plan, catalogue=catalogue)


@pytest.fixture
def tones(visit, render, plan_of, square):
    names = ["Đình Vũ", "Đinh Vu", "Dinh Vũ mới", "KCN Nam Đình Vũ"]
    rows = [zone(square, f"Z{place}", place, name) for place, name in enumerate(names)]
    return visit(render(plan_of(*rows)))


def test_tones_need_not_be_typed(tones):
    assert len(results(tones, "dinh vu")) == 4
    assert results(tones, "NAM DINH VU") == ["KCN Nam Đình Vũ"]


def test_exact_tones_come_first(tones):
    assert results(tones, "đình vũ")[:2] == ["Đình Vũ", "KCN Nam Đình Vũ"]
    assert results(tones, "đinh vu")[0] == "Đinh Vu"


def test_an_abbreviation_finds_what_is_written_out_and_the_other_way_round(visit, hai_phong_page):
    page = visit(hai_phong_page)
    written_out = results(page, "khu công nghiệp nam cầu kiền")
    assert written_out == results(page, "kcn nam cau kien") == ["KCN Nam Cầu Kiền"]
    assert len(results(page, "industrial park")) >= 14
    assert results(page, "bến số 3")[0] == "Bến số 3" == results(page, "berth 3")[0]


def test_a_name_is_found_in_the_other_language_and_by_code(visit, hai_phong_page):
    page = visit(hai_phong_page)
    assert results(page, "deep c 3") == ["KCN Cảng cửa ngõ quốc tế Hải Phòng"]
    assert results(page, "xuancau") == ["KCN và khu phi thuế quan Xuân Cầu"]


def test_a_later_name_is_found(visit, hai_phong_page):
    page = visit(hai_phong_page)
    assert results(page, "ven biển phía nam")[0] == "Khu kinh tế Nam Hải Phòng"
    assert "Khu kinh tế ven biển phía Nam" in page.inner_text(".found .found-by >> nth=0")


def test_an_authoritys_own_words_are_known_to_the_search(visit, render, plan_of, square):
    plan = plan_of(zone(square, "A", 0, "Cụm Tràng Minh"))
    plan = called(plan, "CCN", "cụm")
    assert results(visit(render(plan)), "ccn trang minh") == ["Cụm Tràng Minh"]


def test_the_keyboard_alone_finds_and_opens(visit, hai_phong_page):
    page = visit(hai_phong_page)
    before = page.inner_text(".scale-text")
    page.keyboard.press("/")
    page.keyboard.type("nam dinh vu")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    active = page.get_attribute(".find-box", "aria-activedescendant")
    assert page.get_attribute(f"#{active}", "aria-selected") == "true"
    page.keyboard.press("Enter")
    assert page.inner_text(".card h2") == "KCN Nam Đình Vũ (Khu 2)"
    expect(page.locator(".scale-text")).not_to_have_text(before)
    assert page.get_attribute(".find-box", "aria-expanded") == "false"
    assert page.faults == []


def test_escape_closes_the_results_before_the_card(visit, hai_phong_page):
    page = visit(hai_phong_page)
    page.fill(".find-box", "do son")
    page.press(".find-box", "Enter")
    page.fill(".find-box", "do son")
    page.press(".find-box", "Escape")
    assert page.locator(".found").is_hidden()
    assert page.locator(".card").is_visible()


def test_a_place_comes_after_the_zones_named_after_it(visit, hai_phong_page):
    assert results(visit(hai_phong_page), "do son")[:2] == ["KCN Đồ Sơn", "Đồ Sơn"]


def test_what_was_found_is_shown_though_it_was_filtered_out(visit, hai_phong_page):
    page = visit(hai_phong_page)
    page.uncheck("[data-layer=berths]")
    page.fill(".find-box", "LH03")
    assert "đang ẩn" in page.inner_text(".found")
    page.press(".find-box", "Enter")
    assert page.is_checked("[data-layer=berths]")
    assert page.inner_text(".card h2") == "Bến số 3"


def test_a_status_in_the_legend_filters_map_table_and_counts(visit, hai_phong_page):
    page = visit(hai_phong_page)
    page.click(".status-row:has-text('Cơ bản lấp đầy')")
    assert page.locator("path.feature").count() == 7
    assert page.locator(".table tbody tr:not(.group, .total)").count() == 7
    assert "Đang hiện 7/28" in page.inner_text(".tally")
    assert page.inner_text(".limit").startswith("Khu công nghiệp: cơ bản lấp đầy")


def test_declared_and_estimated_hectares_are_told_apart(visit, hai_phong_page):
    page = visit(hai_phong_page)
    told = " ".join(page.inner_text(".tally").split())
    assert "Khu công nghiệp 14 · 5.190,67 + ≈ 886,7" in told


def test_a_bar_of_the_chart_filters_and_follows_filters(visit, hai_phong_page):
    page = visit(hai_phong_page)
    chart = page.locator(".totals").nth(1)
    assert chart.locator(".segment").count() == 3
    chart.locator(".segment").nth(2).click()
    assert "Đang hiện 7/28" in page.inner_text(".tally")
    assert page.locator(".totals").nth(1).locator(".segment.out").count() == 2


def test_counts_tell_what_another_choice_would_bring(visit, hai_phong_page):
    page = visit(hai_phong_page)
    page.click(".filters summary")
    page.check("label:has-text('Cát Hải') input >> nth=0")
    page.click(".status-row:has-text('giải phóng mặt bằng')")
    other = page.locator(".status-row:has-text('Cơ bản lấp đầy') .count")
    assert other.inner_text() == "0"


def test_chips_take_filters_off_one_by_one(visit, hai_phong_page):
    page = visit(hai_phong_page)
    page.click(".filters summary")
    page.fill("[data-filter=atLeast]", "300")
    page.press("[data-filter=atLeast]", "Enter")
    page.check("label.choice:has-text('Khu công nghiệp và khu phi thuế quan') input")
    assert page.locator(".limit").all_inner_texts() == [
        "Loại: Khu công nghiệp và khu phi thuế quan×",
        "Diện tích ≥ 300 ha×",
    ]
    page.locator(".limit").first.click()
    page.locator(".limit").first.click()
    assert page.locator(".limit").count() == 0
    assert "28/28" in page.inner_text(".tally")


def test_any_text_filters_what_it_finds(visit, hai_phong_page):
    page = visit(hai_phong_page)
    page.fill(".find-box", "deep c")
    page.click(".found-filter")
    assert page.locator(".limit").all_inner_texts() == ["Có chữ “deep c”×"]
    codes = page.locator(".table tbody tr:not(.group, .total) td:first-child").all_inner_texts()
    assert codes == ["DINHVU", "NDV2", "DEEPC3"]


def test_a_filter_keeps_the_focus_where_it_was(visit, hai_phong_page):
    page = visit(hai_phong_page)
    page.focus(".status-row >> nth=3")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.getAttribute('aria-pressed')") == "true"


def test_hostile_text_is_found_and_filtered_as_text(visit, render, hostile_plan):
    page = visit(render(hostile_plan))
    for text in hostile_plan.frame("industrial_zones")["name_vi"]:
        page.fill(".find-box", text)
        page.fill("[data-filter=text]", text, force=True)
    page.fill(".find-box", "alert")
    assert "<img src=x onerror=alert(1)>" in page.inner_text(".found")
    page.click(".found-filter")
    page.click(".opener-with-table")
    assert page.locator(".table .open").count() > 2
    assert page.locator("img, .found b, .strip script").count() == 0
    assert page.faults == []


def test_of_very_many_rows_the_rest_comes_when_asked(visit, render, plan_of, square):
    rows = [zone(square, f"Z{place:03}", place, f"Khu {place}") for place in range(210)]
    page = visit(render(plan_of(*rows)))
    page.click(".opener-with-table")
    assert page.locator(".table .open").count() == 200
    page.click(".rest button")
    assert page.locator(".table .open").count() == 210


def test_a_plan_that_says_nothing_to_filter_by_has_no_empty_filters(visit, render, plan_of, square):
    page = visit(render(plan_of(zone(square, "A", 0, "A"))))
    page.click(".filters summary")
    assert page.locator("fieldset").count() == 0


def test_a_coded_value_is_found_by_its_title(visit, hai_phong_page):
    page = visit(hai_phong_page)
    assert len(results(page, "phi thue quan")) == len(results(page, "non-tariff")) == 2


def test_an_alias_without_letters_is_passed_over(visit, render, plan_of, square):
    plan = called(plan_of(zone(square, "A", 0, "Khu A")), "–", "")
    assert results(visit(render(plan)), "khu a") == ["Khu A"]


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1440, 900)])
def test_the_table_of_a_laptop_screen_needs_no_sideways_scroll(
    visit, hai_phong_page, lang, width, height
):
    page = visit(hai_phong_page, width=width, height=height)
    page.goto(f"{page.file}#lang={lang}")
    page.click(".opener-with-table")
    body = page.locator(".table-body")
    assert body.evaluate("(each) => each.scrollWidth <= each.clientWidth")
