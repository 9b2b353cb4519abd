import re

import pytest

from zoneplan import crs
from zoneplan.webmap.projection import projection


def test_the_shift_is_that_of_epsg_6960_in_the_coordinate_frame_convention(plan_of):
    assert projection(plan_of())["shift"] == [
        -191.90441429,
        -39.30318279,
        -111.45032835,
        -0.00928836,
        0.01975479,
        -0.00427372,
        0.252906278,
    ]


def test_the_parameters_are_those_of_the_plans_system(plan_of):
    found = projection(plan_of())
    assert (found["lon0"], found["scale"], found["east"]) == (105.75, 0.9999, 500_000)


@pytest.mark.browser
@pytest.mark.parametrize(("lon", "lat"), [(106.6, 20.7), (107.2, 20.2), (105.75, 21.3)])
def test_the_page_agrees_with_proj_to_a_centimetre(visit, hai_phong_page, lon, lat):
    page = visit(hai_phong_page)
    found = page.evaluate(
        "([lat, lon]) => zoneplan.inPlan(zoneplan.plan().projection, lat, lon)", [lat, lon]
    )
    east, north = crs.transformer(crs.WGS84, crs.HAI_PHONG).transform(lon, lat)
    assert (found["east"], found["north"]) == pytest.approx((east, north), abs=0.01)


@pytest.mark.browser
def test_the_point_under_the_pointer_is_told_in_both_systems(visit, hai_phong_page):
    page = visit(hai_phong_page)
    page.mouse.move(800, 450)
    assert re.fullmatch(r"WGS 84: 20,\d{5}°, 106,\d{5}°", page.inner_text(".wgs84"))
    own = page.inner_text(".own-system")
    assert re.fullmatch(r"VN-2000 / TM-3 105-45: X 2\.\d{3}\.\d{3} m, Y \d{3}\.\d{3} m", own)
