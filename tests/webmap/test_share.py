import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PICTURE = (
    "#map=20.80000_106.80000_12.5&off=quays&status=industrial_zones.filled"
    "&is.economic_zone=DVCH&from=100&to=700&text=dinh+vu&date=2024-12-31&before=2020-01-01"
    "&at=industrial_zones.DINHVU&lang=en"
)


def settled(page):
    page.wait_for_timeout(400)
    return page.evaluate("location.hash")


@pytest.fixture
def at(visit, hai_phong_page):
    """Open the page again at a fragment."""

    def opened(fragment, **size):
        page = visit(hai_phong_page, **size)
        page.goto("about:blank")
        page.faults.clear()
        page.goto(page.file + fragment)
        page.faults.remove(page.file)
        return page

    return opened


def test_a_link_comes_back_to_the_same_picture(at):
    page = at(PICTURE)
    assert page.evaluate("document.documentElement.lang") == "en"
    assert "DINHVU" in page.inner_text(".card")
    assert page.locator(".limit").count() == 5
    assert not page.is_checked("[data-layer=quays]")
    assert page.inner_text(".card h2").startswith("Dinh Vu")
    assert page.faults == []


def test_opening_a_link_changes_nothing_in_it(at):
    page = at(PICTURE)
    assert settled(page) == PICTURE


def test_every_choice_is_in_the_address(at):
    page = at("")
    assert settled(page) == ""
    page.uncheck("[data-layer=berths]")
    page.click(".status-row:has-text('Cơ bản lấp đầy')")
    page.click(".map-buttons button >> nth=0")
    page.click(".languages button[lang=en]")
    page.fill(".find-box", "do son")
    page.press(".find-box", "Enter")
    fragment = settled(page)
    for part in (
        "off=berths",
        "status=industrial_zones.filled",
        "map=20.",
        "lang=en",
        "at=industrial_zones.DOSON",
    ):
        assert part in fragment
    again = at(fragment)
    assert again.inner_text(".card h2") == page.inner_text(".card h2")
    assert again.inner_text(".tally") == page.inner_text(".tally")


def test_back_undoes_a_choice_and_forward_does_it_again(at):
    page = at("")
    settled(page)
    page.click(".status-row:has-text('Cơ bản lấp đầy')")
    settled(page)
    page.fill(".find-box", "do son")
    page.press(".find-box", "Enter")
    settled(page)
    page.evaluate("history.back()")
    expect(page.locator(".card")).to_be_hidden()
    assert "7/28" in page.inner_text(".tally")
    page.evaluate("history.back()")
    expect(page.locator(".tally")).to_contain_text("28/28")
    page.evaluate("history.forward()")
    expect(page.locator(".tally")).to_contain_text(" 7/28")
    assert page.faults == []


def test_moving_the_map_is_no_step_to_go_back_over(at):
    page = at("")
    settled(page)
    steps = page.evaluate("history.length")
    for _ in range(3):
        page.click(".map-buttons button >> nth=0")
        settled(page)
    assert page.evaluate("history.length") == steps


@pytest.mark.parametrize(
    "fragment",
    [
        "#map=NaN_NaN_99&off=constructor&status=__proto__&is.kind=toString&from=-1&to=1e999",
        "#at=industrial_zones.NOPE&date=2023-02-31&before=0000-00-00&lang=xx",
        "#map=91_0_5&date=99999-01-01&is.__proto__=x&off=<img src=x onerror=alert(1)>",
        "#%&=%E0%A4%A&&&text=&at=.",
        "#zoneplan-data",
    ],
)
def test_a_hostile_fragment_does_nothing(at, fragment):
    page = at(fragment)
    assert "28/28" in page.inner_text(".tally")
    assert page.locator(".card").is_hidden()
    assert page.locator(".limit").count() == 0
    assert page.faults == []


def test_a_text_in_a_fragment_is_text(at):
    page = at("#text=<img src=x onerror=alert(1)>")
    assert page.locator(".limit").inner_text() == "Có chữ “<img src=x onerror=alert(1)>”×"
    assert page.locator("img").count() == 0
    assert page.faults == []


def test_the_link_is_copied(at):
    page = at("")
    page.uncheck("[data-layer=berths]")
    settled(page)
    page.evaluate(
        "document.addEventListener('copy', ({clipboardData}) => "
        "window.copied = clipboardData.getData('text/plain'))"
    )
    page.click(".copy-link")
    assert page.evaluate("window.copied").endswith("#off=berths")
    assert page.faults == []
