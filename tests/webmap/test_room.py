"""What stands over or beside the map leaves what it must not cover, at every width."""

import re

import pytest

pytestmark = pytest.mark.browser


def box(page, part):
    found = page.locator(part).first.bounding_box()
    return (
        found["x"],
        found["y"],
        found["x"] + found["width"],
        found["y"] + found["height"],
    )


def meet(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080), (1024, 600)])
def test_the_maps_buttons_leave_the_time_bar_free(visit, hai_phong_page, width, height):
    page = visit(hai_phong_page, width=width, height=height)
    page.click(".opener-with-table")
    assert not meet(box(page, ".map-side"), box(page, ".time"))
    page.click("button[title='So sánh hai ngày']", trial=True)


@pytest.mark.parametrize("width", [768, 832, 834, 1366])
def test_the_maps_buttons_make_room_for_the_card_only_beside_it(visit, hai_phong_page, width):
    page = visit(hai_phong_page, width=width, height=1024)
    page.goto(f"{page.file}#at=economic_zones.NHP")
    page.locator(".card").evaluate(
        "(card) => card.getAnimations().forEach((each) => each.finish())"
    )
    side, card, stage = (box(page, part) for part in (".map-side", ".card", "#map_zoneplan"))
    assert not meet(side, card)
    assert min(stage[2], card[0] if card[0] > stage[0] else stage[2]) - side[2] < 16


@pytest.mark.parametrize("key", ["Home", "End"])
@pytest.mark.parametrize(("width", "lang"), [(360, "vi"), (360, "en"), (1366, "en")])
def test_both_days_stay_in_the_map_wherever_the_line_is_drawn(
    visit, hai_phong_page, width, lang, key
):
    page = visit(hai_phong_page, width=width, height=740)
    page.goto(f"{page.file}#date=2025-06-01&before=2018-06-01&lang={lang}")
    page.press(".swipe-handle", key)
    stage = box(page, ".swipe")
    days = [each.bounding_box() for each in page.locator(".swipe-day").all()]
    assert all(day["x"] >= stage[0] for day in days)
    assert max(day["x"] + day["width"] for day in days) <= box(page, ".map-side")[0]
    first, second = ((day["x"], day["y"], day["x"] + day["width"], day["y"] + 1) for day in days)
    assert not meet(first, second)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_phone_shows_the_whole_line_on_the_edition(visit, hai_phong_page, lang):
    page = visit(hai_phong_page, width=360, height=740)
    page.goto(f"{page.file}#lang={lang}")
    assert page.locator(".edition").evaluate("(each) => each.scrollWidth <= each.clientWidth")
    assert box(page, ".scale")[3] < box(page, ".edition")[1] + 1
    assert box(page, ".scale")[2] <= 360


def test_names_stay_in_sight_while_the_table_is_drawn_sideways(visit, hai_phong_page):
    page = visit(hai_phong_page, width=360, height=740)
    page.click(".opener-with-table")
    page.locator(".table-body").evaluate("(each) => each.scrollTo(300, 0)")
    assert page.locator(".table thead th").nth(1).bounding_box()["x"] >= 0
    assert page.locator(".table .open").first.bounding_box()["x"] >= 0


def test_the_measuring_field_says_in_full_what_it_takes(visit, hai_phong_page):
    page = visit(hai_phong_page, width=360, height=740)
    page.click("button[title='Đo khoảng cách']")
    label = page.locator(".measure-type")
    assert "VN-2000" in label.inner_text()
    assert label.evaluate("(each) => each.scrollWidth <= each.clientWidth")
    assert page.get_by_label(label.inner_text()).count() == 1


def test_what_lies_beyond_the_ground_is_neither_land_nor_sea(visit, hai_phong_page):
    page = visit(hai_phong_page)
    assert page.locator("path[fill='#F0EFEB']").count() == 1
    assert "không hẳn là biển" in page.inner_text(".ground")
    page.uncheck("[data-layer=land]")
    assert page.locator("path[fill='#F0EFEB']").count() == 0


def test_a_finding_names_its_feature_once(visit, hai_phong_page):
    page = visit(hai_phong_page)
    page.evaluate("document.querySelector('.findings').open = true")
    found = page.locator(".finding").all_inner_texts()
    assert any("NDV2: công bố" in each for each in found)
    assert not any("NDV2: NDV2" in each for each in found)


def test_no_year_of_a_cards_history_is_cut(visit, hai_phong_page):
    page = visit(hai_phong_page)
    page.goto(f"{page.file}#at=economic_zones.NHP")
    years = page.locator(".lifeline text").evaluate_all(
        "(all) => all.map((each) => each.getBBox().x)"
    )
    assert min(years) >= 0


def test_an_aim_in_a_saved_picture_looks_like_none_of_the_facts(visit, hai_phong_page):
    page = visit(hai_phong_page)
    page.goto(f"{page.file}#date=2026-11-26")
    page.evaluate(
        "const read = URL.createObjectURL; window.drawings = [];"
        "const set = Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, 'src').set;"
        "Object.defineProperty(HTMLImageElement.prototype, 'src', { set(text) {"
        " window.drawings.push(decodeURIComponent(text)); set.call(this, text); } })"
    )
    page.click("button[title='In, lưu ảnh']")
    with page.expect_download():
        page.click("text=Lưu ảnh PNG")
    [drawing] = page.evaluate("window.drawings")
    aim, *_ = re.findall(r'<tspan[^>]*class="label-aim"[^>]*>', drawing)
    assert 'font-style="italic"' in aim
    assert 'font-weight="400"' in aim


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_on_a_phone_notice_and_hectares_are_in_sight(visit, hai_phong, hai_phong_page, lang):
    page = visit(hai_phong_page, width=360, height=740)
    page.goto(f"{page.file}#lang={lang}")
    notice = page.locator(".top .notice")
    assert notice.inner_text() == getattr(hai_phong.notice, lang)
    assert notice.evaluate("(p) => p.scrollWidth <= p.clientWidth")
    totals = page.locator(".tally li").all()
    assert len(totals) > 3
    top, bottom = box(page, ".tally")[1], box(page, "#map_zoneplan")[1]
    for total in totals:
        place = total.bounding_box()
        assert place["height"] > 10
        assert top - 1 <= place["y"] <= place["y"] + place["height"] <= bottom


def test_the_handle_of_the_day_covers_no_year(visit, hai_phong_page):
    """The handle is 20 px high, round the middle of its 4 px track."""
    page = visit(hai_phong_page, width=360, height=740)
    track = page.locator(".time-handle").last.bounding_box()
    years = [each.bounding_box()["y"] for each in page.locator(".time-year span:visible").all()]
    assert len(years) > 0
    assert min(years) >= track["y"] + track["height"] / 2 + 10
