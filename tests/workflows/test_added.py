import json
import re
from datetime import date

import geopandas as gpd
import numpy as np
import pytest
import shapely

from zoneplan import analysis, audience, webmap
from zoneplan.errors import IntakeError, OutputError
from zoneplan.webmap import crowd
from zoneplan.webmap.document import document
from zoneplan.workflows import added
from zoneplan.workflows.build import build

CRS = "EPSG:9210"


@pytest.fixture
def written(tmp_path, square):
    """Write squares, beside a line, to a file in some system."""

    def write(name="thửa {{ 7*7 }}.geojson", count=2, system="EPSG:4326"):
        shapes = [square(600_000.0 + 100 * at) for at in range(count)]
        line = shapely.LineString([(600_000, 2_300_000), (600_100, 2_300_000)])
        frame = gpd.GeoDataFrame(geometry=[*shapes, line], crs=CRS).assign(owner="A" * 5_000)
        frame.to_crs(system).to_file(tmp_path / name, engine="pyogrio")
        return tmp_path / name

    return write


def test_polygons_of_a_file_become_a_layer_above_the_plans_own(hai_phong, written):
    plan, left_out = added.with_added(hai_phong, [written()])
    assert [each.en for each in left_out] == [
        "thửa {{ 7*7 }}.geojson: only polygons are drawn; left out: lines (1)."
    ]
    assert list(plan.catalogue.layers)[-1] == "added_1"
    frame = plan.frame("added_1")
    assert np.asarray(frame.area) == pytest.approx([10_000, 10_000], rel=1e-6)
    assert list(frame.columns) == ["owner", "code", "geometry"]
    assert plan.revision == hai_phong.revision


def test_the_page_holds_it_as_text_under_its_file_name(hai_phong, written):
    plan, _ = added.with_added(hai_phong, [written()])
    page = webmap.render(plan, analysis.tables_of(plan), (), lang="vi")
    inert = r'<script[^>]*type="application/json"[^>]*>(.*?)</script>'
    [document] = re.findall(inert, page, re.DOTALL)
    layer = json.loads(document)["layers"][-1]
    assert layer["title"] == {"vi": "thửa {{ 7*7 }}", "en": "thửa {{ 7*7 }}"}
    assert (layer["role"], layer["features"]["count"]) == ("added", 2)


def test_on_a_public_page_only_the_outlines_come_along(hai_phong, written):
    plan, _ = added.with_added(audience.for_public(hai_phong), [written()])
    assert list(plan.frame("added_1").columns) == ["code", "geometry"]


def test_an_added_layer_is_framed_where_the_plan_draws_nothing(plan_of, written):
    plan, _ = added.with_added(plan_of(), [written()])
    [[south, west], [north, east]] = document(plan, analysis.tables_of(plan), ())["bounds"]
    assert (south, west) == pytest.approx((20.789, 106.714), abs=0.02)
    assert (north - south, east - west) == pytest.approx((0.0009, 0.0019), abs=0.0002)


def test_of_very_many_shapes_it_is_told_what_is_left_out(hai_phong, written, monkeypatch):
    assert webmap.left_out(hai_phong) is None
    monkeypatch.setattr(crowd, "MOST_WHOLE", 10)
    plan, _ = added.with_added(hai_phong, [written()])
    told = webmap.left_out(plan)
    assert "holds 32 shapes" in told.en
    assert "Bản đồ có 32 hình" in told.vi


@pytest.mark.browser
def test_very_many_are_outlined_and_told_under_the_pointer(hai_phong, written, chromium, tmp_path):
    plan, _ = added.with_added(hai_phong, [written(count=900)])
    file = tmp_path / "page.html"
    page_text = webmap.render(plan, analysis.tables_of(plan), (), lang="vi")
    file.write_text(page_text, encoding="utf-8")
    page = chromium.new_page()
    page.goto(file.as_uri() + "#map=20.79_106.0_14")
    painted = (
        "() => { const c = document.querySelector('canvas:not([hidden])'); if (!c) return 0;"
        " const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
        " return d.filter((part, i) => i % 4 === 3 && part > 0).length }"
    )
    show = (
        "() => { const f = zoneplan.plan().layers.at(-1).features[450], [one, other] = f.corners;"
        " const at = L.latLngBounds(one, other).getCenter();"
        " map_zoneplan.setView(at, 15, {animate: false});"
        " map_zoneplan.fire('mousemove', {latlng: at}) }"
    )
    page.evaluate(show)
    assert page.evaluate(painted) > 1000
    assert page.locator(".leaflet-tooltip .tip").inner_text().split("\n")[:2] == [
        "thửa {{ 7*7 }}",
        "owner: " + "A" * 113 + "…",
    ]
    assert page.evaluate(
        "() => { const tip = document.querySelector('.leaflet-tooltip');"
        " return tip.scrollWidth <= tip.clientWidth }"
    )
    assert (
        page.evaluate(
            "() => { const c = document.querySelector('canvas:not([hidden])');"
            " return c.getContext('2d').getImageData(c.width / 2, c.height / 2, 1, 1).data[3] }"
        )
        == 0
    ), "the inside of an added polygon keeps the plan's colour"
    page.evaluate("map_zoneplan.setZoom(9, {animate: false})")
    dots = page.evaluate(
        "() => { const c = document.querySelector('canvas:not([hidden])');"
        " const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
        " const alphas = d.filter((part, i) => i % 4 === 3 && part > 0);"
        " return { count: alphas.length, most: alphas.reduce((a, b) => Math.max(a, b), 0) } }"
    )
    assert 200 < dots["count"] < 1500, "what is smaller than three pixels is a box"
    assert 0 < dots["most"] < 255, "boxes are faint, and add up"
    page.locator("[data-layer=added_1]").uncheck()
    assert page.evaluate(painted) == 0
    page.close()


@pytest.mark.parametrize(
    ("shapes", "why"),
    [
        ([], r"thửa.geojson has no polygon to draw\. Choose"),
        ([shapely.Point(106.5, 20.6)], r"no polygon to draw; left out: points \(1\)\."),
        (
            [None, shapely.Polygon()],
            r"no polygon to draw; left out: empty or broken shapes \(2\)\.",
        ),
    ],
)
def test_a_file_without_any_polygon_is_refused(hai_phong, tmp_path, shapes, why):
    file = tmp_path / "thửa.geojson"
    features = [
        {"type": "Feature", "properties": {}, "geometry": _written(each)} for each in shapes
    ]
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    with pytest.raises(IntakeError, match=why):
        added.with_added(hai_phong, [file])


def _written(shape):
    return None if shape is None else json.loads(shapely.to_geojson(shape))


def test_more_than_a_page_can_draw_is_refused(hai_phong, written, monkeypatch):
    monkeypatch.setattr(added, "_MOST", 1)
    with pytest.raises(IntakeError, match="has 2 polygons"):
        added.with_added(hai_phong, [written()])


@pytest.fixture
def built(geodata, written, tmp_path):
    """Build for the public with a file of which nobody said that it is for the public."""

    def make(**more):
        today = date(2026, 11, 23)
        wanted = {"as_of": today, "today": today, "lang": "vi", "added": [written()]} | more
        return build(geodata, tmp_path / "maps", reader="public", **wanted)

    return make


def test_a_file_of_unknown_audience_is_on_no_public_map(built, tmp_path):
    with pytest.raises(OutputError, match=r"Nothing tells whether thửa .* is for the public"):
        built()
    assert not (tmp_path / "maps").exists()


def test_a_file_that_is_said_to_be_public_is_on_a_public_map(built):
    page = next(file for file in built(added_is_public=True).files if file.name == "index.html")
    assert '"added_1"' in page.read_text(encoding="utf-8")


@pytest.mark.browser
def test_an_added_layer_that_lies_elsewhere_says_so_and_is_shown_on_request(
    chromium, hai_phong, tmp_path
):
    far = gpd.GeoDataFrame(geometry=[shapely.box(105.80, 21.00, 105.82, 21.02)], crs="EPSG:4326")
    far.to_file(tmp_path / "far.geojson")
    plan, _ = added.with_added(hai_phong, [tmp_path / "far.geojson"])
    file = tmp_path / "index.html"
    file.write_text(webmap.render(plan, analysis.tables_of(plan), (), lang="en"), encoding="utf-8")
    page = chromium.new_page(viewport={"width": 360, "height": 740})
    page.goto(file.as_uri())
    page.click(".opener-with-column")
    page.uncheck("[data-layer=added_1]")
    assert "Lies elsewhere than the plan." in page.inner_text(".ground")
    page.click("text=Zoom to this layer")
    page.evaluate(
        "new Promise((told) => { const look = () => map_zoneplan.getBounds()"
        ".contains([21.01, 105.81]) ? told() : requestAnimationFrame(look); look(); })"
    )
    assert page.is_checked("[data-layer=added_1]")
    page.close()
