import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from zoneplan import measure

EAST, NORTH = 600_000, 2_300_000


def series(*shapes):
    return gpd.GeoSeries(list(shapes), crs="EPSG:9210")


def box(left, low, right, high):
    return shapely.box(EAST + left, NORTH + low, EAST + right, NORTH + high)


def line(*corners):
    return shapely.LineString([(EAST + x, NORTH + y) for x, y in corners])


def point(x, y):
    return shapely.Point(EAST + x, NORTH + y)


HECTARE = box(0, 0, 100, 100)


@pytest.mark.parametrize(
    ("other", "relation"),
    [
        (box(20, 20, 80, 80), "contains"),
        (box(0, 0, 100, 50), "contains"),
        (box(-10, -10, 110, 110), "within"),
        (box(0, 0, 100, 100), "equal"),
        (box(50, 50, 150, 150), "cuts"),
        (box(100, 0, 200, 100), "touches"),
        (box(100, 100, 200, 200), "touches"),
        (box(99.999, 0, 200, 100), "touches"),
        (box(100.001, 0, 200, 100), "touches"),
        (box(99.9, 0, 200, 100), "cuts"),
        (box(20, 20, 100.001, 80), "contains"),
        (box(0.001, -0.001, 100, 100.001), "equal"),
        (line((20, 20), (80, 80)), "contains"),
        (line((20, 20), (180, 80)), "cuts"),
        (line((100, 0), (100, 100)), "touches"),
        (line((99.999, 0), (99.999, 100)), "touches"),
        (line((20, 20), (100.001, 20)), "contains"),
        (point(50, 50), "contains"),
        (point(100, 50), "touches"),
        (point(100.001, 50), "touches"),
    ],
)
def test_how_a_hectare_meets_another_shape(other, relation):
    met = measure.meetings(series(HECTARE), series(other))
    assert met["relation"].tolist() == [relation]
    turned = {"contains": "within", "within": "contains"}
    back = measure.meetings(series(other), series(HECTARE))
    assert back["relation"].tolist() == [turned.get(relation, relation)]


@pytest.mark.parametrize("other", [box(101, 0, 200, 100), point(100.01, 50), None])
def test_what_lies_apart_does_not_meet(other):
    assert measure.meetings(series(HECTARE), series(other)).empty


def test_lines_that_cross_cut_and_lines_that_follow_touch():
    others = series(line((50, -50), (50, 50)), line((100, 0), (200, 0)), line((0, 0), (40, 0)))
    met = measure.meetings(series(line((0, 0), (100, 0))), others)
    assert met["relation"].tolist() == ["cuts", "touches", "contains"]


def test_noise_along_an_edge_is_a_touch_whose_area_is_kept():
    met = measure.meetings(series(HECTARE), series(box(99.999, 0, 200, 100)))
    assert met.geometry.area.tolist() == pytest.approx([0.1])


def test_one_layer_meets_itself_each_pair_once():
    met = measure.meetings(series(HECTARE, None, box(50, 0, 150, 100), box(140, 0, 240, 100)))
    assert met[["first", "second"]].to_numpy().tolist() == [[0, 2], [2, 3]]


def test_an_outline_that_crosses_itself_counts_as_what_it_encloses():
    bow = shapely.Polygon([(EAST, NORTH), (EAST + 100, NORTH + 100), (EAST + 100, NORTH),
                           (EAST, NORTH + 100)])  # fmt: skip
    met = measure.meetings(series(bow), series(HECTARE))
    assert met["relation"].tolist() == ["within"]
    assert met.geometry.area[0] == pytest.approx(5000)


@pytest.mark.parametrize(
    "spoiled",
    [
        shapely.Polygon(),
        shapely.Polygon([(EAST, NORTH), (EAST + 9, NORTH + 9), (EAST + 5, NORTH + 5)]),
        shapely.transform(
            HECTARE, lambda corners: np.where(corners == EAST + 100, np.inf, corners)
        ),
    ],
    ids=["empty", "flat", "not a number"],
)
def test_what_encloses_nothing_meets_nothing(spoiled):
    assert measure.meetings(series(spoiled), series(HECTARE)).empty


def test_a_collection_counts_as_its_parts_of_the_highest_dimension():
    mixed = shapely.GeometryCollection([point(300, 300), box(50, 0, 150, 100)])
    met = measure.meetings(series(mixed), series(HECTARE, point(300, 300)))
    assert met["second"].tolist() == [0]
    assert met.geometry.area[0] == pytest.approx(5000)


corners = st.lists(
    st.tuples(st.integers(0, 400), st.integers(0, 400)), min_size=3, max_size=9, unique=True
)


@given(st.lists(corners, min_size=1, max_size=6), st.lists(corners, min_size=1, max_size=6))
def test_overlaps_are_those_of_a_plain_loop(firsts, seconds):
    ones, others = (
        series(*(shapely.Polygon([(EAST + x, NORTH + y) for x, y in each]) for each in shapes))
        for shapes in (firsts, seconds)
    )
    met = measure.meetings(ones, others)
    found = dict(zip(zip(met["first"], met["second"], strict=True), met.geometry, strict=True))
    for at, one in enumerate(measure.valid_shapes(ones)):
        for beside, other in enumerate(measure.valid_shapes(others)):
            expected = 0 if one is None or other is None else one.intersection(other).area
            area = found[at, beside].area if (at, beside) in found else 0
            assert area == pytest.approx(expected, rel=1e-9, abs=1e-6)


def sure(one, other, *doubts):
    first, second = series(one), series(other)
    met = measure.meetings(first, second)
    told = tuple(np.array([each], dtype=float) for each in doubts)
    return measure.sureness(met, first, second, uncertainty_m=told)[0]


@pytest.mark.parametrize(
    ("other", "doubts", "expected"),
    [
        (box(60, 0, 160, 100), (0, 0), "certain"),
        (box(60, 0, 160, 100), (10, 10), "certain"),
        (box(60, 0, 160, 100), (20, 21), "undecided"),
        (box(60, 0, 160, 100), (np.inf, 0), "undecided"),
        (box(60, 0, 160, 100), (np.nan, 10), "unstated"),
        (box(60, 0, 160, 100), (np.nan, 41), "undecided"),
        (box(10, 0, 110, 100), (10, 10), "extent"),
        (box(40, 40, 60, 60), (19, 19), "certain"),
        (box(40, 40, 60, 60), (30, 11), "undecided"),
        (box(20, 20, 80, 80), (15, 10), "extent"),
        (box(100, 0, 200, 100), (0, 0), "certain"),
        (box(100, 0, 200, 100), (1, 0), "undecided"),
        (line((50, 50), (150, 50)), (10, 10), "certain"),
        (line((50, 50), (105, 50)), (10, 10), "extent"),
        (line((95, 50), (150, 50)), (10, 10), "undecided"),
        (point(50, 50), (10, 10), "certain"),
        (point(90, 50), (10, 10), "undecided"),
    ],
)
def test_nothing_is_surer_than_its_outlines(other, doubts, expected):
    assert sure(HECTARE, other, *doubts) == expected


def test_lines_that_cross_are_undecided_as_soon_as_one_may_be_off():
    crossing = line((50, -50), (50, 50)), line((0, 0), (100, 0))
    assert sure(*crossing, 0, 0) == "certain"
    assert sure(*crossing, 1, 0) == "undecided"


def test_only_what_holds_a_circle_of_the_width_is_wider():
    ring = box(0, 0, 100, 100).difference(box(10, 10, 90, 90))
    shapes = np.array([box(0, 0, 100, 20), ring, line((0, 0), (9, 9)), shapely.Polygon()])
    assert measure.wider_than(shapes, 9.9).tolist() == [True, True, False, False]
    assert measure.wider_than(shapes, 15).tolist() == [True, False, False, False]
