import geopandas as gpd
import numpy as np
import pytest
import shapely
from pyproj import Geod, Transformer

from zoneplan import measure

EAST, NORTH = 600_000, 2_300_000
TO_DEGREES = Transformer.from_crs(9210, 4756, always_xy=True)
ELLIPSOID = Geod(ellps="WGS84")


def series(*shapes):
    return gpd.GeoSeries(list(shapes), crs="EPSG:9210")


def square(left, low, side=100):
    return shapely.box(EAST + left, NORTH + low, EAST + left + side, NORTH + low + side)


def test_the_distance_is_that_of_the_geodesic():
    found = measure.nearest(series(square(0, 0)), series(square(5_100, 0), square(9_000, 0)))
    ends = TO_DEGREES.transform([EAST + 100, EAST + 5_100], [NORTH + 50] * 2)
    expected = ELLIPSOID.inv(ends[0][0], ends[1][0], ends[0][1], ends[1][1])[2]
    assert found["second"].tolist() == [0]
    assert found["distance_m"][0] == pytest.approx(expected, abs=1e-3)
    assert found["distance_m"][0] != pytest.approx(5_000, abs=0.1)
    assert found.geometry.length[0] == pytest.approx(5_000)


def test_no_other_points_of_the_outlines_are_nearer_along_the_geodesic():
    far = shapely.affinity.rotate(square(40_000, 30_000, 3_000), 31)
    found = measure.nearest(series(square(0, 0, 3_000)), series(far))
    beside = []
    for shape, end in zip(
        (square(0, 0, 3_000), far), found.geometry[0].boundary.geoms, strict=True
    ):
        ring = shape.exterior
        along = (ring.project(end) + np.linspace(-20, 20, 401)) % ring.length
        corners = shapely.get_coordinates(shapely.line_interpolate_point(ring, along))
        beside.append(np.stack(TO_DEGREES.transform(*corners.T), axis=1))
    one, other = (np.repeat(beside[0], 401, axis=0), np.tile(beside[1], (401, 1)))
    least = ELLIPSOID.inv(*one.T, *other.T)[2].min()
    assert found["distance_m"][0] == pytest.approx(least, abs=1e-3)
    assert found["distance_m"][0] <= least + 1e-6


def test_the_nearest_on_the_plane_need_not_be_the_nearest_on_the_ellipsoid():
    middle = shapely.Point(680_000, NORTH)
    plane = [shapely.Point(680_000 - 40_000, NORTH), shapely.Point(680_000 + 40_001, NORTH)]
    found = measure.nearest(series(middle), series(*plane))
    assert found["second"].tolist() == [1]
    assert found["distance_m"][0] < 40_000


def test_what_meets_is_at_no_distance_and_all_that_meets_is_a_tie():
    others = series(square(100, 0), square(50, 50), square(-300, 0), square(0, 100.001))
    found = measure.nearest(series(square(0, 0)), others)
    assert found["second"].tolist() == [0, 1, 3]
    assert found["distance_m"].tolist() == [0, 0, 0]


def test_what_is_just_as_near_stands_beside():
    others = series(square(0, 300), square(0, 900), square(0, 300))
    found = measure.nearest(series(square(0, 0)), others)
    assert found["second"].tolist() == [0, 2]


@pytest.mark.parametrize("gap", [0, 150])
def test_a_feature_is_not_its_own_nearest(gap):
    squares = series(square(0, 0), square(100 + gap, 0), square(5_000, 0))
    found = measure.nearest(squares, squares, own=np.arange(3))
    assert found["second"].tolist() == [1, 0, 1]


def test_twins_are_each_others_nearest():
    twins = series(square(0, 0), square(0, 0))
    found = measure.nearest(twins, twins, own=np.arange(2))
    assert found["second"].tolist() == [1, 0]
    assert found["distance_m"].tolist() == [0, 0]


def test_what_has_no_outline_has_no_nearest_and_is_none():
    assert measure.nearest(series(None, shapely.Polygon()), series(square(0, 0))).empty
    assert measure.nearest(series(square(0, 0)), series(None)).empty
    assert measure.nearest(series(), series()).empty


def test_only_what_lies_apart_within_both_reaches_is_in_doubt():
    others = series(square(150, 0), square(200, 0), square(100, 0), square(160, 0), None)
    reach = np.array([20.0]), np.array([30.0, 30.0, 30.0, np.inf, 30.0])
    found = measure.within_reach(series(square(0, 0)), others, reach_m=reach)
    assert found["second"].tolist() == [0]
    assert found["distance_m"][0] == pytest.approx(50, abs=0.05)
