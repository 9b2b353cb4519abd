import pytest
import shapely

pytestmark = pytest.mark.browser

MANY = 900


@pytest.fixture(scope="module")
def many():
    """Return a maker of a plan of 30 by 30 squares of 1 ha, 200 m apart."""

    def made(plan_of, square):
        places = [(600_000 + 200 * (i % 30), 2_300_000 + 200 * (i // 30)) for i in range(MANY)]
        rows = [
            {
                "code": f"P{i}",
                "name_vi": f"Khu {i}",
                "name_en": f"Zone {i}",
                "boundary_basis": "official",
                "geometry": square(*place),
            }
            for i, place in enumerate(places)
        ]
        events = [{"code": row["code"], "date": "2020-06-01", "status": "filled"} for row in rows]
        return plan_of(*rows, events=events)

    return made


@pytest.fixture
def page(visit, render, plan_of, square, many):
    return visit(render(many(plan_of, square)))


def middle_of(page, code):
    """Return where the middle of a feature is in the window."""
    return page.evaluate(
        "(code) => { const f = zoneplan.plan().layers.flatMap((l) => l.features)"
        ".find((f) => f.code === code); const b = f.parts[0][0];"
        " const p = map_zoneplan.latLngToContainerPoint([(b[0][0] + b[2][0]) / 2,"
        " (b[0][1] + b[2][1]) / 2]);"
        " const r = map_zoneplan.getContainer().getBoundingClientRect();"
        " return [p.x + r.left, p.y + r.top]; }",
        code,
    )


def colour_at(page, x, y):
    return page.evaluate(
        "([x, y]) => { const c = document.querySelector('.side-date canvas');"
        " const b = c.getBoundingClientRect(), k = c.width / b.width, pen = c.getContext('2d');"
        " return [...pen.getImageData((x - b.left) * k, (y - b.top) * k, 1, 1).data] }",
        [x, y],
    )


def test_very_many_features_are_painted_on_one_canvas(page):
    assert page.locator("path.feature").count() == 0
    assert page.locator("canvas").count() == 1
    assert colour_at(page, *middle_of(page, "P435")) == [0x0F, 0x5C, 0x54, 255]


def test_the_first_picture_is_painted_once(page):
    page.add_init_script(
        "window.painted = 0; const own = CanvasRenderingContext2D.prototype.clearRect;"
        " CanvasRenderingContext2D.prototype.clearRect = function (...box) {"
        " painted += 1; own.apply(this, box) }"
    )
    page.reload()
    page.evaluate(
        "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))"
    )
    assert page.evaluate("painted") == 1


def test_what_is_painted_opens_its_card(page):
    page.mouse.click(*middle_of(page, "P435"))
    assert page.inner_text(".card h2") == "Khu 435"


def test_what_is_painted_follows_the_day(page):
    page.focus(".time-date")
    page.keyboard.press("Home")
    page.wait_for_timeout(300)
    assert colour_at(page, *middle_of(page, "P435")) == [255, 255, 255, 255]


@pytest.fixture
def toothed(plan_of, square, many):
    """The same squares, their edges with a point every 2 m, the first with a tooth of 60 m."""
    plan = many(plan_of, square)
    frame = plan.frame("industrial_zones")
    shapes = frame.geometry.segmentize(2)
    tooth = shapely.Polygon([(600_040, 2_300_100), (600_050, 2_300_160), (600_060, 2_300_100)])
    shapes[0] = shapely.union(shapes[0], tooth)
    return plan.with_frame(plan.catalogue.layers["industrial_zones"], frame.set_geometry(shapes))


def test_points_on_the_way_are_not_drawn_but_a_tooth_is(visit, render, toothed):
    page = visit(render(toothed))
    drawn = page.evaluate(
        "() => { const own = CanvasRenderingContext2D.prototype, line = own.lineTo; let count = 0;"
        " own.lineTo = function (x, y) { count += 1; line.call(this, x, y); };"
        " map_zoneplan.setZoom(map_zoneplan.getZoom() - 0.25, {animate: false});"
        " own.lineTo = line; return count }"
    )
    assert MANY <= drawn <= 6 * MANY
    tip = page.evaluate(
        "() => { const f = zoneplan.plan().layers.flatMap((l) => l.features)"
        ".find((f) => f.code === 'P0');"
        " const top = f.parts[0][0].reduce((a, b) => (b[0] > a[0] ? b : a));"
        " const p = map_zoneplan.latLngToContainerPoint(top);"
        " const r = map_zoneplan.getContainer().getBoundingClientRect();"
        " return [p.x + r.left, p.y + r.top + 3] }"
    )
    assert colour_at(page, *tip)[3] > 0
