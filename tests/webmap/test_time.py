from itertools import pairwise

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def page(visit, hai_phong_page):
    return visit(hai_phong_page)


def go(page, day):
    """Drag the handle to a day."""
    page.evaluate(
        "([day]) => { const handle = document.querySelector('.time-date');"
        " handle.value = (Date.parse(day) - Date.parse('2016-01-01')) / 864e5;"
        " handle.dispatchEvent(new Event('input')); return new Promise(requestAnimationFrame); }",
        [day],
    )


def fills(page):
    return page.locator("path.feature").evaluate_all(
        "paths => paths.map((path) => path.getAttribute('fill'))"
    )


def test_arrow_keys_go_from_event_to_event(page):
    page.focus(".time-date")
    page.keyboard.press("ArrowRight")
    assert page.inner_text(".time-day") == "04/12/2024"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert page.inner_text(".time-day") == "12/09/2023"


def test_the_slider_tells_its_day_in_words_and_what_happened(page):
    page.focus(".time-date")
    page.keyboard.press("ArrowRight")
    told = page.get_attribute(".time-date", "aria-valuetext")
    assert told.startswith("ngày 4 tháng 12 năm 2024: Khu kinh tế ven biển phía Nam Hải Phòng: đã")


def test_the_map_follows_the_day(page):
    before = fills(page)
    page.focus(".time-date")
    page.keyboard.press("ArrowRight")
    changed = [one != other for one, other in zip(before, fills(page), strict=True)]
    assert changed == [True] + [False] * (len(changed) - 1)


def test_an_aim_is_an_outline_and_never_a_fill(page):
    go(page, "2024-12-31")
    assert page.locator("path.aim").count() == 5
    assert page.locator("path.aim:not([fill=none])").count() == 0


def test_another_day_than_the_maps_is_told(page):
    assert page.locator(".time-note").count() == 0
    go(page, "2020-01-01")
    assert page.inner_text(".time-note") == "Không phải ngày của bản đồ (18/12/2023)."
    page.click(".time .time-button:not([aria-pressed])")
    assert page.inner_text(".time-day") == "18/12/2023"


def test_beyond_the_newest_event_no_facts_are_claimed(page):
    go(page, "2025-10-01")
    assert "Chưa có dữ kiện sau 08/07/2025" in page.inner_text(".time-told")


@pytest.mark.parametrize(("width", "lang"), [(360, "vi"), (360, "en"), (1024, "en"), (1440, "vi")])
@pytest.mark.parametrize("days", ["date=2027-06-01", "date=2027-06-01&before=2020-01-01"])
def test_nothing_that_the_bar_says_is_cut_or_covered(visit, hai_phong_page, width, lang, days):
    page = visit(hai_phong_page, width=width, height=768)
    page.goto(f"{page.file}#{days}&lang={lang}")
    faults = page.evaluate(
        "() => { const parts = ['.time-steps', '.time-day', '.time-note', '.time-buttons',"
        "  '.is-count']"
        "  .flatMap((part) => [...document.querySelectorAll(part)]);"
        " const boxes = parts.map((part) => part.getBoundingClientRect());"
        " const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1"
        "  && a.top < b.bottom - 1 && b.top < a.bottom - 1;"
        " const bar = document.querySelector('.time').getBoundingClientRect();"
        " return parts.filter((part, i) => part.scrollWidth > part.clientWidth + 1"
        "  || boxes[i].right > bar.right + 1 || boxes.slice(0, i).some((b) => meet(b, boxes[i])))"
        "  .map((part) => part.className); }"
    )
    assert page.locator(".time-note").count() == 2
    assert faults == []


@pytest.mark.parametrize(("width", "named"), [(360, 5), (1440, 10)])
def test_years_have_room_beside_each_other(visit, hai_phong_page, width, named):
    page = visit(hai_phong_page, width=width, height=768)
    boxes = [
        each.bounding_box() for each in page.locator(".time-year span").all() if each.is_visible()
    ]
    assert len(boxes) == named
    ends = [(box["x"], box["x"] + box["width"]) for box in boxes]
    assert all(end < start for (_, end), (start, _) in pairwise(ends))


def test_each_half_of_two_days_bears_the_labels_of_its_own_day(page):
    page.goto(f"{page.file}#date=2024-12-04&before=2023-12-18")
    assert page.text_content(".side-before .label-under") == "đang lập hồ sơ thành lập"
    page.press(".swipe-handle", "Home")
    assert page.text_content(".side-date .label-under") == "đã có quyết định thành lập"
    assert page.locator(".side-before .label").count() == 0
    page.press(".swipe-handle", "End")
    assert page.locator(".side-before .label").count() > 0
    page.click(".time-button[aria-pressed=true]")
    assert page.locator(".side-before .label").count() == 0


@pytest.mark.parametrize("steps", [0, 20, -30])
def test_the_line_between_two_days_cuts_no_label(page, steps):
    page.goto(f"{page.file}#date=2024-12-04&before=2023-12-18")
    handle = page.locator(".swipe-handle")
    for _ in range(abs(steps)):
        handle.press("ArrowRight" if steps > 0 else "ArrowLeft")
    cut = page.evaluate("""() => {
      const line = document.querySelector(".swipe-line").getBoundingClientRect().left;
      const sides = [...document.querySelectorAll(".labels")].map((side) => [...side.children]);
      const over = (text) => { const { left, right } = text.getBoundingClientRect();
        return left < line - 4 && right > line + 4; };
      return [sides.map((texts) => texts.length), sides.flat().filter(over).length];
    }""")
    assert min(cut[0]) > 0
    assert cut[1] == 0


def test_the_handle_between_two_days_covers_no_label(visit, hai_phong_page):
    page = visit(hai_phong_page, width=360, height=740)
    page.goto(f"{page.file}#date=2025-06-01&before=2018-06-01&lang=en")
    covered = page.evaluate("""() => {
      const line = document.querySelector(".swipe-line").getBoundingClientRect();
      const [x, y] = [line.left + 1, line.top + line.height / 2];
      return [...document.querySelectorAll(".label")].filter((label) => {
        const { left, right, top, bottom } = label.getBoundingClientRect();
        return left + 4 < x + 20 && right - 4 > x - 20 && top + 4 < y + 20 && bottom - 4 > y - 20;
      }).map((label) => label.textContent);
    }""")
    assert covered == []


def test_a_day_of_which_much_is_told_leaves_the_time_bar_in_the_window(visit, hai_phong_page):
    page = visit(hai_phong_page)
    boxes = page.locator(".time > *").evaluate_all(
        "(all) => all.map((one) => one.getBoundingClientRect().right)"
    )
    assert max(boxes) <= 1440
