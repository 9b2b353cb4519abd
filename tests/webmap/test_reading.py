"""The pages as axe-core sees them, by WCAG 2.2 AA, and as the keyboard reaches them."""

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from zoneplan import checks, webmap
from zoneplan.language import Text
from zoneplan.report.findings import findings_page
from zoneplan.webmap.page import built

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "src/zoneplan/webmap/page/node_modules/axe-core/axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="session")
def axe():
    """axe-core's own script; it is asked through the debugger, for the page lets no script in."""
    if not AXE.is_file():
        if os.environ.get("ZONEPLAN_REQUIRE_SYSTEM"):
            pytest.fail("axe-core is missing")
        pytest.skip("axe-core is not installed: npm ci in src/zoneplan/webmap/page")
    return AXE.read_text(encoding="utf-8")


def faults(page, axe, *more):
    page.evaluate(axe)
    page.wait_for_timeout(300)
    return page.evaluate(
        "tags => axe.run(document, { runOnly: tags }).then(({ violations }) =>"
        " violations.map(({ id, nodes }) => `${id}: ${nodes.map(n => n.html)}`))",
        [*WCAG, *more],
    )


def speak(page, lang):
    page.click(f".languages button[lang={lang}]")


def pressed(page, selector):
    page.locator(selector).evaluate("(each) => each.click()")


def unfold(page):
    pressed(page, ".opener-with-column")
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")


def search(page):
    page.locator(".find-box").evaluate(
        "(box) => { box.focus(); box.value = 'dinh vu'; box.dispatchEvent(new Event('input')); }"
    )


def measure_an_area(page):
    pressed(page, ".tools button:nth-child(2) >> nth=0")
    for point in ("20.8 106.7", "20.8 106.8", "20.9 106.8"):
        page.fill(".measure:not([hidden]) .measure-field", point)
        page.press(".measure:not([hidden]) .measure-field", "Enter")


SCENES = {
    "first view": "",
    "two days": "date=2025-06-01&before=2018-06-01",
    "aims, and no facts any more": "date=2027-06-01",
    "filters": "status=industrial_zones.filled&from=100&to=700&text=dinh+vu&off=quays",
    "nothing is left": "text=zzz",
    "port": "map=20.80_106.91_13",
    "card": "at=industrial_zones.NDV2",
    "search": search,
    "all unfolded": unfold,
    "area": measure_an_area,
    "table": lambda page: pressed(page, ".opener-with-table"),
}


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1366, 768), (768, 1024), (360, 740)])
def test_nothing_keeps_anyone_from_the_page(  # noqa: PLR0917 - as pytest passes them
    visit, axe, hai_phong_page, lang, width, height
):
    page = visit(hai_phong_page, width=width, height=height)
    found = {}
    for name, scene in SCENES.items():
        page.goto("about:blank")
        page.goto(f"{page.file}#{scene if isinstance(scene, str) else ''}&lang={lang}")
        if not isinstance(scene, str):
            scene(page)
        found[name] = faults(page, axe, "best-practice")
    assert not {name: found[name] for name in found if found[name]}


def test_nothing_keeps_anyone_from_the_controls_on_a_phone(visit, axe, hai_phong_page):
    page = visit(hai_phong_page, width=360, height=780)
    page.click(".opener-with-column")
    assert faults(page, axe) == []


def summary(plan):
    section = SimpleNamespace(
        title=Text("Tình trạng", "Statuses"),
        headings=(Text("Mã", "Code"),),
        rows=((Text("A", "A"),),),
        figures=(),
        more=None,
    )
    ends = {"since": Text("hôm qua", "yesterday"), "until": Text("hôm nay", "today")}
    told = SimpleNamespace(
        title=Text("Thay đổi", "Changes"), notice=plan.notice, sections=[section], notes=[], **ends
    )
    return webmap.summary_page(plan, told, lang="vi")


def comparison(plan):
    ends = {"since": Text("hôm qua", "yesterday"), "until": Text("hôm nay", "today")}
    return webmap.comparison_page(
        plan, plan, [], title=Text("Thay đổi", "Changes"), lang="vi", **ends
    )


def findings(plan):
    return findings_page(plan, checks.findings_of(plan), checks.explained())


@pytest.mark.parametrize("render_other", [summary, comparison, findings])
def test_nothing_keeps_anyone_from_the_other_pages(visit, axe, hai_phong, render_other):
    assert faults(visit(render_other(hai_phong)), axe) == []


def test_the_keyboard_goes_from_outline_to_outline_and_opens_the_card(visit, hai_phong_page):
    page = visit(hai_phong_page)
    page.focus(".roving")
    first = page.inner_text(".roving strong")
    page.keyboard.press("ArrowRight")
    second = page.inner_text(".roving strong")
    assert first != second
    page.keyboard.press("Enter")
    assert page.inner_text(".card h2") == second
    assert page.evaluate("document.activeElement.id") == "card-heading"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "roving"


def test_the_keyboard_reaches_every_outline(visit, hai_phong_page):
    page = visit(hai_phong_page)
    page.focus(".roving")
    page.keyboard.press("End")
    count = int(page.get_attribute(".roving [role=option]", "aria-setsize"))
    assert count == page.locator("path.feature").count()
    page.keyboard.press("Home")
    seen = {page.inner_text(".roving strong")}
    for _ in range(count - 1):
        page.keyboard.press("ArrowDown")
        seen.add(page.inner_text(".roving strong"))
    assert len(seen) == count


def test_how_many_are_shown_is_said_aloud(visit, hai_phong_page):
    page = visit(hai_phong_page)
    page.uncheck("[data-layer=berths]")
    said = " ".join(page.locator("[role=status]").all_inner_texts())
    assert "Đang hiện 16/28" in said


def test_the_page_may_be_zoomed(hai_phong_page):
    assert "user-scalable" not in hai_phong_page.partition("<style>")[0]


FOCUS = """() => {
  const held = document.activeElement;
  if (!held || held === document.body) return null;
  const { x, y, width, height } = held.getBoundingClientRect();
  const name = held.getAttribute("aria-label") || held.labels?.[0]?.textContent || held.textContent;
  return { name: name.trim(), outline: getComputedStyle(held).outlineStyle,
    isSeen: x < innerWidth && y < innerHeight && x + width > 0 && y + height > 0 };
}"""
EVERYTHING = "date=2025-06-01&before=2018-06-01&from=100&to=2000"


@pytest.mark.parametrize("width", [360, 1366])
def test_every_tab_stop_shows_its_focus_and_bears_a_name(visit, hai_phong_page, width):
    page = visit(hai_phong_page, width=width, height=768)
    page.goto(f"{page.file}#{EVERYTHING}")
    pressed(page, ".opener-with-table")
    stops = []
    for _ in range(200):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None:
            break
        stops.append(stop)
    assert stop is None
    assert len(stops) > 25
    assert [each for each in stops if each["outline"] == "none" or not each["isSeen"]] == []
    assert all(each["name"] for each in stops)


@pytest.mark.parametrize(
    "control",
    [
        ".languages button:last-child",
        ".time-step:last-child",
        "[data-key=compare]",
        ".time-buttons button >> nth=0",
        ".limit",
        ".drop-all",
        ".tools button >> nth=1",
        ".map-buttons button >> nth=0",
        ".status-row >> nth=2",
    ],
)
def test_a_control_that_was_pressed_keeps_the_focus_or_hands_it_to_its_neighbour(
    visit, hai_phong_page, control
):
    page = visit(hai_phong_page)
    page.goto(f"{page.file}#{EVERYTHING}")
    page.focus(control)
    page.keyboard.press("Enter")
    page.wait_for_timeout(50)
    assert page.evaluate(FOCUS) is not None


def test_escape_closes_the_choice_of_paper_and_hands_the_focus_back(visit, hai_phong_page):
    page = visit(hai_phong_page)
    page.focus("button[title='In, lưu ảnh']")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "sheet"
    page.keyboard.press("Escape")
    assert page.locator(".sheet-sizes").is_hidden()
    assert page.evaluate("document.activeElement.title") == "In, lưu ảnh"


@pytest.mark.parametrize("width", [1440, 360])
def test_where_no_map_comes_the_still_page_has_no_fault_either(visit, axe, hai_phong_page, width):
    page = visit(hai_phong_page.replace(built("page.js"), "const not a script"), width=width)
    assert page.get_attribute("html", "class") == "failed"
    assert faults(page, axe, "best-practice") == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
