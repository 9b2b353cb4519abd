import re

import pytest
from pyproj import Geod

from zoneplan import crs

pytestmark = pytest.mark.browser

WGS84 = Geod(ellps="WGS84")
ONE, OTHER, THIRD = (20.65, 106.55), (20.80, 106.92), (20.95, 106.60)


@pytest.fixture
def page(visit, hai_phong_page):
    return visit(hai_phong_page)


def metres(text):
    """Return the metres of a length as the Vietnamese page writes it."""
    figure, unit = re.search(r"([\d.,]+) (k?m)\b", text).groups()
    return float(figure.replace(".", "").replace(",", ".")) * {"m": 1, "km": 1000}[unit]


def type_points(page, tool, *points):
    page.click(f".tools button[title='{tool}']")
    for lat, lon in points:
        page.fill(".measure-field", f"{lat} {lon}")
        page.press(".measure-field", "Enter")
    return page.inner_text(".measure-result")


@pytest.mark.parametrize(("one", "other"), [(ONE, OTHER), (ONE, (20.65001, 106.55)), (ONE, THIRD)])
def test_a_distance_is_the_geodesic(page, one, other):
    found = page.evaluate("([one, other]) => zoneplan.length(one, other)", [one, other])
    assert found == pytest.approx(WGS84.inv(*one[::-1], *other[::-1])[2], rel=1e-6)


def test_an_area_is_that_on_the_ellipsoid(page):
    ring = [ONE, OTHER, THIRD]
    area, _ = WGS84.polygon_area_perimeter(*zip(*(p[::-1] for p in ring), strict=True))
    assert page.evaluate("ring => zoneplan.area(ring)", ring) == pytest.approx(abs(area), rel=1e-5)


def test_a_hectare_is_a_hectare(page, square):
    corners = [(y, x) for x, y in square().geoms[0].exterior.coords[:-1]]
    ring = page.evaluate(
        "points => points.map(([n, e]) => zoneplan.fromPlan(zoneplan.plan().projection, n, e))",
        corners,
    )
    lons, lats = zip(*(point[::-1] for point in ring), strict=True)
    area, _ = WGS84.polygon_area_perimeter(lons, lats)
    assert page.evaluate("ring => zoneplan.area(ring)", ring) == pytest.approx(abs(area), rel=1e-5)


def test_typed_points_are_measured_in_kilometres_and_hectares(page):
    assert metres(type_points(page, "Đo khoảng cách", ONE, OTHER)) == pytest.approx(
        WGS84.inv(*ONE[::-1], *OTHER[::-1])[2], abs=1
    )
    told = type_points(page, "Đo diện tích", ONE, OTHER, THIRD)
    assert re.fullmatch(r"Diện tích 59\.643,\d\d ha = 596,43\d km²\s*Chu vi 112,794 km", told)


def test_clicks_set_points_and_open_no_card(page):
    page.click(".tools button[title='Đo khoảng cách']")
    page.locator("path.feature").nth(0).click()
    page.mouse.click(900, 300)
    assert metres(page.inner_text(".measure-result")) > 1000
    assert page.locator(".card").is_hidden()


def test_arrow_keys_and_enter_measure_without_a_mouse(page):
    page.click(".tools button[title='Đo khoảng cách']")
    page.focus("#map_zoneplan")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(600)
    page.keyboard.press("Enter")
    assert metres(page.inner_text(".measure-result")) > 1000
    page.keyboard.press("Escape")
    assert page.locator(".measure").first.is_hidden()


def test_coordinates_are_copied_by_a_click_in_both_systems(page):
    type_points(page, "Lấy tọa độ", (20.8, 106.7))
    page.evaluate("document.addEventListener('copy', (e) => { window.held = e.clipboardData })")
    east, north = crs.transformer(crs.WGS84, crs.HAI_PHONG).transform(106.7, 20.8)
    texts = page.locator(".copy").all_inner_texts()
    assert texts[0] == "WGS 84: 20,80000°, 106,70000°"
    assert f"X {north:,.0f} m, Y {east:,.0f} m".replace(",", ".").replace(". Y", ", Y") in texts[1]
    page.locator(".copy").nth(1).click()
    assert page.locator(".copied").inner_text() == "Đã sao chép"


@pytest.mark.parametrize(
    "text", ["2.301.104 598.700", "2301104 598700", "X 2.301.104 m, Y 598.700 m", "20,8 106,7"]
)
def test_a_point_is_read_as_either_system_writes_it(page, text):
    lat, lon = page.evaluate("t => zoneplan.pointIn(zoneplan.plan().projection, t)", text)
    assert (lat, lon) == pytest.approx((20.8, 106.7), abs=1e-4)


@pytest.mark.parametrize("text", ["", "20,8", "xin chào", "20 106 7", "9999999999 1"])
def test_what_is_no_point_is_marked_and_sets_none(page, text):
    page.click(".tools button[title='Đo khoảng cách']")
    page.fill(".measure-field", text)
    page.press(".measure-field", "Enter")
    assert page.get_attribute(".measure-field", "aria-invalid") == "true"
    assert "0,0 m" in page.inner_text(".measure-result")
