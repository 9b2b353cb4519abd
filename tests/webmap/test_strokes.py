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
