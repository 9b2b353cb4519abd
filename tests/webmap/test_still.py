"""The still picture: where the map will stand, as it will look, until it is made or cannot be."""

import pytest

from zoneplan.webmap.page import built
from zoneplan.webmap.sureness import sureness_at

SIZES = [(1440, 900), (1366, 768), (360, 740)]
UNFIT = ["Không mở được bản đồ", "The interactive map could not be opened"]
SEEN = """
  window.boxOf = (part) => {
    const { left, top, right, bottom } = part.getBoundingClientRect();
    return [left, top, right, bottom];
  };
  new MutationObserver((_, watching) => {
    if (document.querySelector(".still")) window.began ??= document.documentElement.className;
    if (!document.querySelector("noscript")) return;
    watching.disconnect();
    const picture = document.querySelector(".still > svg");
    window.seen = {
      isShown: getComputedStyle(picture).visibility === "visible",
      zones: [...picture.querySelectorAll("path:has(title)")].map(boxOf),
      header: document.querySelector(".still").innerText,
    };
  }).observe(document, { subtree: true, childList: true, attributes: true });
"""
DRAWN = "[...document.querySelectorAll('path.feature')].map(boxOf)"
SURE = """([line, uncertainty, radius, unit]) => {
  const feature = {
    layer: { variants: false },
    cell: (name) => (name === "boundary_basis" ? "asked" : uncertainty),
  };
  const { look, edge } = zoneplan.surenessAt({ bases: { asked: { line } } }, feature, radius, unit);
  return [look, edge];
}"""


@pytest.fixture
def seen(visit, hai_phong_page):
    """The page opened again, with what stood in it as `seen` before its map was made."""

    def opened(fragment="", **size):
        page = visit(hai_phong_page, **size)
        page.add_init_script(SEEN)
        page.goto("about:blank")
        page.goto(page.file + fragment)
        return page

    return opened


def middle(box):
    left, top, right, bottom = box
    return (left + right) / 2, (top + bottom) / 2


@pytest.mark.browser
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_every_zone_stands_where_the_map_draws_it(seen, width, height):
    page = seen(width=width, height=height)
    still, drawn = page.evaluate("seen.zones"), page.evaluate(DRAWN)
    assert len(still) == len(drawn) > 20
    for box, other in zip(still, drawn, strict=True):
        assert middle(box) == pytest.approx(middle(other), abs=2)


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_it_says_what_the_map_says_above_it(seen, hai_phong, lang):
    header = seen(f"#lang={lang}").evaluate("seen.header")
    other = {"vi": "en", "en": "vi"}[lang]
    assert hai_phong.title(lang) in header
    assert hai_phong.notice.say(lang) in header
    assert hai_phong.notice.say(other) not in header
    assert not any(words in header for words in UNFIT)


@pytest.mark.browser
def test_a_link_into_another_view_opens_without_it(seen):
    assert not seen("#map=20.8_106.9_13").evaluate("seen.isShown")
    assert seen("#lang=en").evaluate("seen.isShown")


@pytest.mark.browser
def test_its_room_is_kept_before_any_of_it_is_there(seen):
    assert seen().evaluate("began") == "starting"


@pytest.mark.browser
def test_nothing_of_it_is_left_beside_the_map(seen):
    page = seen()
    assert page.locator(".still").count() == 0
    assert page.get_attribute("html", "class") == "scripted"


@pytest.mark.browser
def test_where_the_map_cannot_be_made_it_remains_and_says_so(visit, hai_phong, hai_phong_page):
    page = visit(hai_phong_page.replace(built("page.js"), "const not a script"))
    shown = page.inner_text("body")
    for lang, unfit in zip(("vi", "en"), UNFIT, strict=True):
        assert unfit in shown
        assert hai_phong.notice.say(lang) in shown
    assert page.locator(".still > svg").bounding_box()["height"] > 500
    assert not page.locator(".folium-map").is_visible()


@pytest.mark.browser
def test_where_the_map_fails_half_made_the_picture_comes_back(visit, hai_phong_page):
    page = visit(hai_phong_page)
    page.add_init_script("Element.prototype.after = () => { throw new Error('no') }")
    page.goto("about:blank")
    page.goto(page.file)
    assert page.locator(".still > svg").is_visible()
    assert page.locator(".unfit").first.is_visible()
    assert not page.locator(".folium-map").is_visible()


@pytest.mark.browser
def test_outlines_are_as_sure_as_on_the_map(visit, hai_phong_page):
    page = visit(hai_phong_page)
    for line in ("solid", "thin", "dashed", "none"):
        for uncertainty in (0, 40, 100, 150, 700, 1800):
            for radius in (300, 900, 8000):
                for unit in (2, 25, 48.5):
                    asked = [line, uncertainty, radius, unit]
                    look, edge = page.evaluate(SURE, asked)
                    assert sureness_at(*asked) == (look, pytest.approx(edge)), asked


def test_a_plan_without_outlines_has_none(render, plan_of):
    assert "<svg viewBox" not in render(plan_of({"code": "A", "geometry": None}))
