import pytest

pytestmark = pytest.mark.browser

SIZES = ((1440, 900), (1024, 768), (360, 780))
PLAN, COAST, PORT, QUAY = (
    "",
    "#map=20.82_106.75_12",
    "#map=20.80_106.91_13",
    "#map=20.80_106.92_14.5",
)
# Boxes of the text itself; of a turned text those of its letters.
BOXES = """() => [...document.querySelectorAll('.label')].flatMap((label, of) => {
  const shrunk = (x, y, w, h) => [of, x - w, y - h, x + w, y + h];
  if (!label.getAttribute('transform')) {
    const { left, top, right, bottom } = label.getBoundingClientRect();
    const [w, h] = [(right - left) / 2 - 3, (bottom - top) / 2 - 3];
    return [shrunk((left + right) / 2, (top + bottom) / 2, w, h)];
  }
  const onScreen = label.getScreenCTM();
  return Array.from({ length: label.getNumberOfChars() }, (_, i) => {
    const { x, y, width, height } = label.getExtentOfChar(i);
    const middle = new DOMPoint(x + width / 2, y + height / 2).matrixTransform(onScreen);
    return shrunk(middle.x, middle.y, 4, 4);
  });
})"""


def clashes(page):
    boxes = page.evaluate(BOXES)
    return [
        (one, other)
        for place, one in enumerate(boxes)
        for other in boxes[:place]
        if one[0] != other[0]
        and min(one[3], other[3]) > max(one[1], other[1])
        and min(one[4], other[4]) > max(one[2], other[2])
    ]


@pytest.mark.parametrize("view", [PLAN, COAST, PORT, QUAY])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_labels_never_overlap(visit, hai_phong_page, width, height, view):
    page = visit(hai_phong_page, width=width, height=height)
    page.goto(page.url + view)
    assert page.locator(".label").count() >= 2
    assert clashes(page) == []


def test_every_berth_bears_its_number_at_port_scale(visit, hai_phong_page):
    page = visit(hai_phong_page)
    page.goto(page.url + PORT)
    numbers = page.locator(".label-number").all_text_contents()
    assert numbers == [str(number) for number in range(1, 13)]


def test_a_row_of_berths_bears_one_name_where_numbers_find_no_room(visit, hai_phong_page):
    page = visit(hai_phong_page)
    assert page.locator(".label-number").count() == 0
    assert page.text_content(".label-group") == "Bến cảngLạch Huyện"


def test_the_new_zone_reads_as_proposed_before_its_decision(visit, hai_phong_page):
    page = visit(hai_phong_page)
    assert page.text_content(".label-under") == "đang lập hồ sơ thành lập"
    before = page.locator("path.feature").first.get_attribute("fill")
    page.goto(page.url + "#date=2024-12-04")
    assert page.text_content(".label-under") == "đã có quyết định thành lập"
    assert page.locator("path.feature").first.get_attribute("fill") != before


def test_an_outline_grows_less_sure_as_the_scale_grows(visit, hai_phong_page):
    """Berth 9: 50 m unsure, which is 1 pixel at zoom 11.5 and 20 at zoom 16."""
    page = visit(hai_phong_page)

    def looks(view):
        page.goto(page.url.split("#")[0] + view)
        return page.evaluate(
            "() => { const s = zoneplan.plan(); const f = s.layers.flatMap((l) => l.features)"
            ".find((f) => f.code === 'LH09');"
            " return zoneplan.surenessAt(s, f, 250, zoneplan.metresPerPixel(map_zoneplan)).look; }"
        )

    assert [looks(PLAN), looks("#map=20.80_106.92_14"), looks("#map=20.80_106.92_16")] == [
        "sharp",
        "dashed",
        "soft",
    ]


def test_a_soft_edge_is_as_wide_as_the_uncertainty_up_to_a_third_of_the_zone(visit, hai_phong_page):
    """Berth 9: 50 m unsure, taken as areas of 250 and of 100 m of radius."""
    page = visit(hai_phong_page)

    def edge(radius, metres_per_pixel):
        return page.evaluate(
            "([radius, scale]) => { const s = zoneplan.plan();"
            " const f = s.layers.flatMap((l) => l.features).find((f) => f.code === 'LH09');"
            " return zoneplan.surenessAt(s, f, radius, scale).edge; }",
            [radius, metres_per_pixel],
        )

    assert edge(250, 1) == 50
    assert edge(100, 1) == 35


def test_what_is_less_sure_than_it_is_large_is_a_circle_of_its_area(visit, hai_phong_page):
    """Nomura: 153 ha, the circle of which has a radius of 698 m, 1,200 m unsure."""
    page = visit(hai_phong_page)
    page.goto(page.url + "#map=20.876_106.59_12&selected=NOMURA")
    radius = page.evaluate(
        "() => { const s = zoneplan.plan(); const f = s.layers.flatMap((l) => l.features)"
        ".find((f) => f.code === 'NOMURA'); return zoneplan.radiusOf(f.parts); }"
    )
    assert radius == pytest.approx(698, abs=3)
    arcs = page.locator("path.feature[d*=a]").count()
    assert arcs >= 5


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_new_zone_is_named_on_a_phone(visit, hai_phong_page, lang):
    page = visit(hai_phong_page, width=360, height=740)
    page.goto(f"{page.url}#lang={lang}")
    assert "Hải Phòng" in page.text_content(".label-wide")


def test_a_name_without_room_beside_its_outline_stands_at_the_end_of_a_line(visit, hai_phong_page):
    page = visit(hai_phong_page, width=1366, height=768)
    names = page.locator(".label-name").all_text_contents()
    assert "KCN Cảng cửa ngõquốc tế Hải Phòng" in names
    line = page.locator("line.label-lead").last
    start = [float(line.get_attribute(name)) for name in ("x1", "y1")]
    inside = page.evaluate(
        "(start) => { const m = map_zoneplan, at = m.layerPointToLatLng(start);"
        " const f = zoneplan.plan().layers.flatMap((l) => l.features)"
        ".find((f) => f.code === 'DEEPC3'); const [[s, w], [n, e]] = f.corners;"
        " return at.lat > s && at.lat < n && at.lng > w && at.lng < e; }",
        start,
    )
    assert inside


ZONES = """(lang) => {
  const inView = (f) => f.parts.flat(2).some((point) => map_zoneplan.getBounds().contains(point));
  return zoneplan.plan().layers.find(({ name }) => name === 'industrial_zones').features
    .filter((f) => f.isDrawn && inView(f)).map((f) => [f.name[lang], f.code]);
}"""


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("size", [(360, 740), (768, 1024), (1366, 768), (1440, 900)])
def test_each_zone_bears_its_name_or_the_code_that_the_table_lists(
    visit, hai_phong_page, lang, size
):
    page = visit(hai_phong_page, width=size[0], height=size[1])
    page.goto(f"{page.url}#lang={lang}")
    lines = "(all) => all.map((one) => [...one.children].map((l) => l.textContent).join(' '))"
    names = page.locator(".label-name").evaluate_all(lines)
    codes = page.locator(".label-code").all_text_contents()
    zones = page.evaluate(ZONES, lang)
    assert len(zones) == 14
    assert [zone for zone in zones if (zone[0] in names) + codes.count(zone[1]) != 1] == []
    assert clashes(page) == []


def test_labels_are_placed_once_after_a_zoom(visit, hai_phong_page):
    page = visit(hai_phong_page)
    placed = page.evaluate("""() => {
      const observer = new MutationObserver(() => {});
      observer.observe(document.querySelector(".side-date .labels"), { childList: true });
      map_zoneplan.zoomIn(1, { animate: false });
      return observer.takeRecords().length;
    }""")
    assert placed == 1
