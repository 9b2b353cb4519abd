import dataclasses

import pytest

from zoneplan import audience, store

pytestmark = pytest.mark.browser


def choose(page, code):
    page.click(".opener-with-table")
    page.click(f".table tr:has(td:text-is('{code}')) button")


def test_the_page_asks_for_nothing_and_complains_of_nothing(visit, hai_phong_page):
    page = visit(hai_phong_page)
    choose(page, "XUANCAU")
    assert page.faults == []
    assert page.locator("path.feature").count() == 27


def test_title_day_and_notice_are_in_sight(visit, hai_phong_page):
    page = visit(hai_phong_page, width=360, height=780)
    for part in (".top h1", ".top .as-of", ".top .notice"):
        assert page.locator(part).bounding_box()["y"] < 120


def test_one_switch_turns_every_text_into_english(visit, hai_phong_page):
    page = visit(hai_phong_page)
    choose(page, "XUANCAU")
    page.click(".languages button[lang=en]")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert "As of 18 December 2023" in page.inner_text(".top")
    assert "How far to trust the outline" in page.inner_text(".card")


def test_the_legend_switches_layers(visit, hai_phong_page):
    page = visit(hai_phong_page)
    page.uncheck("[data-layer=berths]")
    assert page.locator("path.feature").count() == 15
    page.check("[data-layer=berths]")
    assert page.locator("path.feature").count() == 27


def test_the_legend_counts_and_sums_what_is_declared(visit, hai_phong_page):
    page = visit(hai_phong_page)
    heads = [" ".join(text.split()) for text in page.locator(".layer-head").all_inner_texts()]
    assert heads == [
        "Khu kinh tế 2 42.540",
        "Phương án ranh giới 2",
        "Khu công nghiệp 14 ≈ 6.077,37",
        "Bến cảng Lạch Huyện 12 ≈ 320,23",
    ]


def test_a_variant_is_an_outline_and_no_sum(visit, hai_phong_page):
    page = visit(hai_phong_page)
    section = page.locator("section.layer", has=page.locator("[data-layer=alternatives]"))
    assert section.locator(".layer-head .hectares").inner_text() == ""
    assert "không cộng vào tổng" in section.inner_text()
    assert page.locator('path.feature[fill="none"]').count() == 0
    page.check("[data-layer=alternatives]")
    assert page.locator('path.feature[fill="none"]').count() == 2


def test_a_click_on_the_map_opens_the_card(visit, hai_phong_page):
    page = visit(hai_phong_page)
    page.locator("path.feature").nth(0).click()
    assert page.inner_text(".card h2") == "Khu kinh tế Nam Hải Phòng"
    page.keyboard.press("Escape")
    assert page.locator(".card").is_hidden()


def test_a_status_seen_on_a_day_is_not_told_as_since(visit, hai_phong_page):
    page = visit(hai_phong_page)
    choose(page, "XUANCAU")
    status = page.inner_text(".card .status")
    assert "theo báo cáo ngày 18/12/2023" in status
    assert "suy luận" in status
    assert "từ " not in status


def test_what_came_after_the_day_is_not_told_as_known(visit, hai_phong_page):
    page = visit(hai_phong_page)
    choose(page, "NHP")
    assert "2024" not in page.inner_text(".card .status")
    assert "2024" not in page.inner_text(".card .history")


def test_a_month_is_told_as_a_month(visit, hai_phong_page):
    page = visit(hai_phong_page)
    choose(page, "LH03")
    assert "từ tháng 7/2022" in page.inner_text(".card .status")


def test_the_card_says_why_a_difference_proves_nothing(visit, hai_phong_page):
    page = visit(hai_phong_page)
    choose(page, "NDV1")
    assert "Không độc lập: ranh giới được vẽ theo" in page.inner_text(".card .verdict")


def test_a_feature_without_outline_opens_from_the_legend(visit, hai_phong_page):
    page = visit(hai_phong_page)
    page.click(".unplaced")
    assert page.inner_text(".card .basis").strip() == "Chưa có ranh giới"


def test_a_source_is_linked_only_to_the_web(visit, render, xanh, hai_phong):
    page = visit(render(store.read_plan(xanh, as_of=hai_phong.as_of)))
    choose(page, "V1")
    links = page.locator(".card a").evaluate_all("links => links.map((link) => link.href)")
    assert links == ["https://example.org/?a=1&b=%222%22"]


def test_a_printed_total_is_the_sum_of_what_is_printed(visit, hai_phong_page):
    page = visit(hai_phong_page)
    page.click(".opener-with-table")
    rows = page.locator(".table tbody").nth(2).locator("tr:not(.group)").all()
    areas = [row.locator(".figure").nth(2).inner_text() for row in rows]
    cents = [int(area.replace(".", "").replace(",", "")) for area in areas]
    assert sum(cents[:-1]) == cents[-1]


def test_hostile_text_is_shown_and_not_run(visit, render, hostile_plan):
    page = visit(render(hostile_plan))
    page.click(".opener-with-table")
    texts = list(hostile_plan.frame("industrial_zones")["name_vi"])
    for number, text in enumerate(texts):
        page.locator(".table .open").nth(number).click()
        shown = page.evaluate("document.querySelector('.card').textContent")
        assert shown.count(text) >= 4
    assert page.locator("img, .card b").count() == 0
    assert page.faults == []


def test_hostile_text_in_every_column_of_every_layer_is_shown_and_not_run(
    visit, render, hostile_columns
):
    page = visit(render(hostile_columns))
    page.click(".opener-with-table")
    for code, layer in (
        ("NHP", "economic_zones"),
        ("NDV1", "industrial_zones"),
        ("LH01", "berths"),
    ):
        page.goto(f"{page.file}#at={layer}.{code}")
        (row,) = hostile_columns.frame(layer).query("code == @code").to_dict("records")
        texts = [each.name for each in hostile_columns.catalogue.layers[layer].columns]
        card = page.evaluate("document.querySelector('.card').textContent")
        for name in {"note", "developer", "investor", "terminal", "vessel_source"} & set(texts):
            assert row[name] in card, name
    assert page.locator("img, .card b").count() == 0
    assert page.faults == []


def test_hostile_text_of_every_register_is_shown_and_not_run(visit, render, hostile_registers):
    page = visit(render(hostile_registers))
    page.click(".opener-with-table")
    for number, text in enumerate(hostile_registers.tables["names"]["name_vi"]):
        page.locator(".table .open").nth(number).click()
        card = page.evaluate("document.querySelector('.card').textContent")
        assert card.count(text) >= 20
        assert page.locator(".card a").count() == 0
    assert page.locator("img, .card b").count() == 0
    assert page.faults == []


def test_another_authoritys_hostile_titles_are_shown_and_not_run(visit, render, xanh, hai_phong):
    plan = store.read_plan(xanh, as_of=hai_phong.as_of)
    page = visit(render(plan))
    shown = page.evaluate("document.body.textContent")
    assert plan.catalogue.layers["craft_villages"].title.vi in shown
    assert page.inner_text(".top h1") == "Làng nghề Xanh <b>"
    assert page.faults == []


def test_a_plan_that_does_not_say_what_is_land_shows_no_sea(
    visit, render, xanh, hai_phong, hai_phong_page
):
    def ground(text):
        stage = visit(text).locator("#map_zoneplan")
        return stage.evaluate("(each) => getComputedStyle(each).backgroundColor")

    text = render(store.read_plan(xanh, as_of=hai_phong.as_of))
    assert ground(text) == "rgb(251, 250, 246)"
    assert ground(hai_phong_page) == "rgb(234, 241, 245)"
    still = text.partition('class="still"')[2].partition("</svg>")[0]
    assert "#EAF1F5" not in still
    assert "#EAF1F5" in hai_phong_page.partition('class="still"')[2].partition("</svg>")[0]


def test_without_scripts_picture_table_and_notice_are_there(visit, hai_phong, hai_phong_page):
    page = visit(hai_phong_page, scripts=False)
    shown = page.inner_text(".still")
    assert all(notice in shown for notice in hai_phong.catalogue.texts["common"]["notice"])
    assert page.locator(".still svg path").count() > 30
    assert page.locator(".unscripted tbody tr").count() == 2 * 30
    assert not page.locator(".unfit").first.is_visible()


def test_without_scripts_nothing_is_wider_than_a_phone(visit, hai_phong_page):
    page = visit(hai_phong_page, scripts=False, width=360, height=740)
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_forced_page_is_stamped(visit, render, plan_of):
    page = visit(render(dataclasses.replace(plan_of(), forced=True)))
    assert page.inner_text(".stamp").startswith("CÓ LỖI CHƯA SỬA")


def test_an_internal_page_says_so_on_screen_and_on_paper(visit, hai_phong_page):
    page = visit(hai_phong_page)
    assert page.inner_text(".top .internal") == "LƯU HÀNH NỘI BỘ"
    page.click(".languages button[lang=en]")
    assert page.inner_text(".top .internal") == "INTERNAL USE ONLY"
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".sheet .internal").is_visible()


def test_a_public_page_bears_no_such_mark(visit, render, hai_phong):
    text = render(audience.for_public(hai_phong))
    assert "LƯU HÀNH NỘI BỘ" not in text
    assert visit(text).locator(".internal").count() == 0


def test_nothing_is_wider_than_a_phone(visit, hai_phong_page):
    page = visit(hai_phong_page, width=360, height=780)
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_the_newest_event_is_told_at_its_precision(visit, render, xanh, hai_phong):
    page = visit(render(store.read_plan(xanh, as_of=hai_phong.as_of)))
    assert page.inner_text(".fresh") == "Sự kiện mới nhất 03/2022; tình trạng suy luận: 1/4"
