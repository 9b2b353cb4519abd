import pytest

pytestmark = pytest.mark.browser

SIZES = [(1440, 900), (1366, 768), (360, 740)]
AROUND = [".top", ".tally-bar", ".folium-map", ".time", ".foot"]
LINK = "#at=economic_zones.NHP&off=berths&date=2025-06-01&before=2018-06-01&lang=en"
WATCH = f"""
  window.frames_seen = [];
  const count = (selector) => document.querySelectorAll(selector).length;
  const boxOf = (part) => JSON.stringify(part?.getBoundingClientRect());
  const look = () => {{
    if (document.readyState !== "loading") frames_seen.push({{
      outlines: count("path.feature"),
      rest: count(".column > *, .table > *, .labels > *, .roving"),
      card: document.querySelector(".card:not([hidden]) h2")?.textContent,
      days: document.querySelector(".time-day")?.textContent,
      around: {AROUND}.map((selector) => boxOf(document.querySelector(selector))),
    }});
    requestAnimationFrame(look);
  }};
  requestAnimationFrame(look);
"""
COMPLETE = """
  new Promise((told) => {
    const look = () =>
      frames_seen.length > 2 && frames_seen.at(-1).rest > 0 ? told() : requestAnimationFrame(look);
    look();
  })
"""
SHIFTS = """
  new Promise((told) => new PerformanceObserver((list) => told(
    list.getEntries().reduce((sum, { value }) => sum + value, 0)
  )).observe({ type: "layout-shift", buffered: true }) ?? setTimeout(() => told(0), 300))
"""


@pytest.fixture
def watched(visit, hai_phong_page):
    """The page opened again, with what stood in it at the beginning of each frame."""

    def opened(fragment="", **size):
        page = visit(hai_phong_page, **size)
        page.add_init_script(WATCH)
        page.goto("about:blank")
        page.goto(page.file + fragment)
        # What Playwright itself asks again and again the page's policy forbids.
        page.evaluate(COMPLETE)
        return page

    return opened


def test_all_outlines_are_shown_before_anything_else_is_made(watched):
    frames = watched().evaluate("frames_seen")
    first, second, *_, last = frames
    assert first["outlines"] == last["outlines"] > 20
    assert first["rest"] == second["rest"] == 0
    assert last["rest"] > 20


def test_a_link_opens_into_its_picture(watched):
    frames = watched(LINK).evaluate("frames_seen")
    assert frames[0]["card"] == "Southern Coastal Economic Zone of Hải Phòng"
    assert frames[0]["days"] == "1 June 2018 → 1 June 2025"
    shown = ["outlines", "card", "days", "around"]
    assert {str([frame[key] for key in shown]) for frame in frames} == {
        str([frames[0][key] for key in shown])
    }


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_moves_while_the_rest_is_made(watched, lang, width, height):
    page = watched(f"#lang={lang}", width=width, height=height)
    frames = page.evaluate("frames_seen")
    assert {str(frame["around"]) for frame in frames} == {str(frames[0]["around"])}
    assert page.evaluate(SHIFTS) == 0


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_name_stands_under_the_tools(watched, lang):
    page = watched(f"#lang={lang}", width=360, height=740)
    under = """() => {
      const tools = document.querySelector(".map-side").getBoundingClientRect();
      const meets = ({ left, right, top, bottom }) =>
        right > tools.left && left < tools.right && bottom > tools.top && top < tools.bottom;
      const names = [...document.querySelectorAll(".label")];
      return names.filter((name) => meets(name.getBoundingClientRect()))
        .map((name) => name.textContent);
    }"""
    assert page.evaluate(under) == []


def test_a_page_that_is_printed_at_once_is_complete(visit, hai_phong_page):
    page = visit(hai_phong_page)
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => { dispatchEvent(new Event('beforeprint'));"
        " window.printed = document.querySelectorAll('.sheet .labels > *').length;"
        " dispatchEvent(new Event('afterprint')) })"
    )
    page.reload()
    assert page.evaluate("printed") > 20
    assert page.locator("body[aria-busy]").count() == 0


def test_a_page_that_nobody_looks_at_is_made_all_the_same(visit, hai_phong_page):
    page = visit(hai_phong_page)
    page.add_init_script(
        "Object.defineProperty(document, 'hidden', { get: () => true });"
        " window.requestAnimationFrame = () => 0"
    )
    page.goto("about:blank")
    page.goto(page.file)
    assert page.locator(".column .layer").count() > 2
