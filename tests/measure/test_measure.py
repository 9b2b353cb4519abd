import geopandas as gpd
import numpy as np
import pytest
import shapely
from pyproj import Geod, Transformer

from zoneplan import measure


def series(*shapes, index=None):
    return gpd.GeoSeries(list(shapes), crs="EPSG:9210", index=index)


def test_a_100_m_square_is_one_hectare_on_the_grid(square):
    areas = measure.grid_area_ha(series(square(), None, index=["a", "b"]))
    assert areas["a"] == 1.0
    assert np.isnan(areas["b"])


def test_geodesic_area_keeps_the_index_and_follows_the_grid_scale(square):
    areas = measure.geodesic_area_ha(series(square(), None, index=[7, 8]))
    assert areas.index.tolist() == [7, 8]
    assert areas[7] == pytest.approx(1.0, rel=3e-4)
    assert areas[7] < 1.0
    assert np.isnan(areas[8])


@pytest.mark.parametrize("turned", [False, True])
def test_a_hole_is_taken_off_whichever_way_it_is_wound(turned):
    hole = [(40, 40), (40, 60), (60, 60), (60, 40)]
    shell = shapely.box(0, 0, 100, 100).exterior.coords
    shape = shapely.Polygon(shell, [hole[::-1] if turned else hole])
    moved = shapely.transform(shape, lambda points: points + np.array([600_000, 2_300_000]))
    assert measure.geodesic_area_ha(series(moved))[0] == pytest.approx(0.96, rel=3e-4)


@pytest.mark.parametrize("turned", [False, True])
def test_a_ring_that_touches_itself_counts_as_ground_beside_another(square, turned):
    loop = [(0, 0), (100, 0), (50, 100), (52, 99), (48, 99), (50, 100), (0, 0)]
    ring = np.array(loop[::-1] if turned else loop) + np.array([600_500.0, 2_300_000.0])
    both = shapely.MultiPolygon([shapely.Polygon(ring), *shapely.get_parts(square())])
    areas = measure.geodesic_area_ha(series(both, shapely.MultiPolygon()))
    assert areas.to_list() == [pytest.approx(1.4998, rel=3e-4), 0]


def test_geodesic_area_is_that_of_geographiclib(hai_phong):
    outlines = hai_phong.frame("industrial_zones").geometry
    to_degrees = Transformer.from_crs(9210, 4756, always_xy=True)
    for outline, area in zip(outlines, measure.geodesic_area_ha(outlines), strict=True):
        ring = shapely.get_coordinates(outline)
        lon, lat = to_degrees.transform(ring[:, 0], ring[:, 1])
        expected, _ = Geod(ellps="WGS84").polygon_area_perimeter(lon, lat)
        assert area * 10_000 == pytest.approx(abs(expected), rel=1e-9)


def test_length_is_on_the_ellipsoid():
    line = shapely.LineString([(600_000, 2_300_000), (600_000, 2_301_000)])
    assert measure.geodesic_length_m(series(line))[0] == pytest.approx(1000.0, rel=2e-4)


def test_wgs84_carries_the_datum_shift():
    point = measure.in_wgs84(series(shapely.Point(620158.5, 2301534.9)))[0]
    assert (point.x, point.y) == pytest.approx((106.90612980, 20.80262701), abs=1e-8)
