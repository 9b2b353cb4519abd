import pytest

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


def test_what_is_painted_opens_its_card(page):
    page.mouse.click(*middle_of(page, "P435"))
    assert page.inner_text(".card h2") == "Khu 435"


def test_what_is_painted_follows_the_day(page):
    page.focus(".time-date")
    page.keyboard.press("Home")
    page.wait_for_timeout(300)
    assert colour_at(page, *middle_of(page, "P435")) == [255, 255, 255, 255]
