"""The page under a finger, on a phone of 360 by 740 pixels."""

import re

import pytest

pytestmark = pytest.mark.browser

PORT = "#map=20.80_106.91_13"


@pytest.fixture
def page(visit, hai_phong_page):
    return visit(hai_phong_page, width=360, height=740, touch=True)


@pytest.fixture
def touch(page):
    """Move fingers over the page: each along a line from one point to another."""
    session = page.context.new_cdp_session(page)

    def send(kind, points):
        told = [{"x": x, "y": y, "id": finger} for finger, (x, y) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": told})

    def moved(*fingers, steps=8):
        send("touchStart", [start for start, _ in fingers])
        for step in range(1, steps + 1):
            share = step / steps
            points = [
                (x + (to_x - x) * share, y + (to_y - y) * share) for (x, y), (to_x, to_y) in fingers
            ]
            send("touchMove", points)
        send("touchEnd", [])

    return moved


def middle(page, selector):
    box = page.locator(selector).first.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_tap_opens_the_card_and_leaves_no_tip_behind(page):
    page.touchscreen.tap(*middle(page, "path.feature"))
    assert page.inner_text(".card h2") == "Khu kinh tế Nam Hải Phòng"
    assert page.locator(".leaflet-tooltip:visible").count() == 0


def test_two_fingers_zoom_the_map(page, touch):
    x, y = middle(page, ".leaflet-container")
    page.goto(page.file + PORT)
    touch(((x - 30, y), (x - 100, y)), ((x + 30, y), (x + 100, y)))
    page.wait_for_url(lambda url: not url.endswith(PORT))
    assert float(re.search(r"_([\d.]+)(&|$)", page.url)[1]) > 13


def test_the_day_is_drawn_along_the_bar(page, touch):
    box = page.locator(".time-date").bounding_box()
    y = box["y"] + box["height"] / 2
    (x,) = page.evaluate(
        "() => { const { value, max, clientWidth } = document.querySelector('.time-date');"
        " return [22 + (value / max) * (clientWidth - 20)]; }"
    )
    touch(((x, y), (x - 120, y)))
    page.wait_for_url(lambda url: "date=" in url and url.partition("date=")[2] < "2022")


def test_the_line_between_two_days_is_drawn_across_the_map(page, touch):
    page.tap(".time-button[aria-pressed]")
    x, y = middle(page, ".swipe-handle")
    touch(((x, y), (x - 100, y)))
    left = float(page.locator(".swipe-line").evaluate("(line) => line.style.left").rstrip("px"))
    assert left == pytest.approx(x - 100, abs=8)
    page.wait_for_url("**#before=*")
    assert "map=" not in page.url


def test_taps_measure_a_distance_and_the_map_stays_in_sight(page):
    page.tap(".tools button")
    panel = page.locator(".measure:visible").bounding_box()
    room = page.locator(".leaflet-container").bounding_box()
    assert panel["height"] < room["height"] / 2
    y = panel["y"] + panel["height"]
    page.touchscreen.tap(100, y + 40)
    page.touchscreen.tap(200, y + 80)
    assert re.search(r"Chiều dài [\d.]+,\d+ km", page.inner_text(".measure-result"))
    assert page.locator(".card").is_hidden()


def test_sheets_open_and_close_by_tap(page):
    page.tap(".opener-with-column")
    assert page.locator(".find-box").is_visible()
    page.tap(".opener-with-table")
    assert page.locator(".find-box").is_hidden()
    assert page.locator(".table table").is_visible()
    page.tap(".opener-with-table")
    assert page.locator(".leaflet-container").is_visible()
