import re

import pytest

from zoneplan import analysis, checks, webmap
from zoneplan.errors import OutputError

TILES = "https://tiles.example.vn:8443/wmts/{z}/{x}/{y}.png?style=grey"
POLICY = re.compile(r'Content-Security-Policy" content="([^"]+)"')


@pytest.fixture(scope="module")
def online(hai_phong):
    return webmap.render(
        hai_phong,
        analysis.tables_of(hai_phong),
        checks.findings_of(hai_phong),
        lang="vi",
        basemap=webmap.basemap_of(TILES),
    )


def test_the_page_may_ask_one_host_for_pictures_only(online):
    policy = POLICY.search(online)[1]
    assert "img-src data: https://tiles.example.vn:8443;" in policy
    assert policy.startswith("default-src 'none'")
    assert "connect-src" not in policy


def test_without_being_asked_for_there_is_none(hai_phong_page):
    assert '"basemap":null' in hai_phong_page
    assert "img-src data:;" in POLICY.search(hai_phong_page)[1]


@pytest.mark.parametrize(
    "template",
    [
        "http://tiles.example.vn/{z}/{x}/{y}.png",
        "https://user:word@tiles.example.vn/{z}/{x}/{y}.png",
        "https://tiles.example.vn/{z}/{x}.png",
        "https://tiles.example.vn/{z}/{x}/{y}/{y}.png",
        "https://{s}.example.vn/{z}/{x}/{y}.png",
        "https://tiles.example.vn/{s}/{z}/{x}/{y}.png",
        "https://tiles.example.vn; script-src *//{z}/{x}/{y}.png",
        "https:///{z}/{x}/{y}.png",
        "javascript:alert(1)//{z}/{x}/{y}",
        "tiles/{z}/{x}/{y}.png",
        'https://tiles.example.vn/{z}/{x}/{y}.png"><script>',
    ],
)
def test_any_other_address_is_refused(template):
    with pytest.raises(OutputError, match="no usable address"):
        webmap.basemap_of(template)


def test_the_extent_is_the_plans_with_a_margin():
    told = webmap.basemap_of(TILES).within([[20.0, 106.0], [21.0, 107.0]])
    assert told["bounds"] == [[19.75, 105.75], [21.25, 107.25]]
    assert told["zooms"] == [7, 17]


@pytest.mark.browser
def test_tiles_are_asked_of_that_host_within_the_plan_and_the_duty_is_told(visit, online):
    page = visit(online)
    page.wait_for_timeout(500)
    asked = [text for text in page.faults if text.startswith("https")]
    assert asked
    assert all(url.startswith("https://tiles.example.vn:8443/wmts/") for url in asked)
    assert not [text for text in page.faults if "Content Security Policy" in text]
    duty = page.locator(".basemap-note")
    assert "Hoàng Sa" in duty.inner_text()
    assert "tiles.example.vn:8443" in duty.inner_text()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert "tiles.example.vn:8443" in page.inner_text(".sheet-foot")


@pytest.mark.browser
def test_the_basemap_can_be_switched_off(visit, online):
    page = visit(online)
    page.uncheck(".basemap-note input")
    assert page.locator(".leaflet-tile").count() == 0
