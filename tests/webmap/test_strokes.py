import pytest

pytestmark = pytest.mark.browser


def test_all_strokes_of_a_shape_follow_it(visit, hai_phong_page):
    page = visit(hai_phong_page)
    apart = """[...document.querySelectorAll("path.feature")].flatMap((shape) => {
      const group = shape.nextElementSibling;
      const strokes = group?.matches("g") ? [...group.children] : [];
      return strokes.map((stroke) => stroke.getAttribute("d") === shape.getAttribute("d"));
    })"""
    for turn in ("map_zoneplan.zoomIn(1, {animate: false})", "map_zoneplan.panBy([300, 200])"):
        page.evaluate(turn)
        same = page.evaluate(apart)
        assert len(same) > 20
        assert all(same)


def test_a_soft_edge_is_no_finer_than_pixels_and_no_darker(visit, hai_phong_page):
    page = visit(hai_phong_page, width=360, height=740)
    edges = page.evaluate("""[...document.querySelectorAll("path.feature + g")].map((group) => ({
      widths: [...group.children].map((band) => Number(band.getAttribute("stroke-width"))),
      opacity: Number(group.getAttribute("stroke-opacity")),
    }))""")
    assert len({len(edge["widths"]) for edge in edges}) > 1
    for edge in edges:
        widths, count = edge["widths"], len(edge["widths"])
        step = widths[0] / 2
        assert widths == pytest.approx([2 * step * (i + 1) for i in range(count)])
        assert count == 3 or 0.9 <= step <= 6
        assert 1 - (1 - edge["opacity"]) ** count == pytest.approx(0.4)
