import struct

import geopandas as gpd
import numpy as np
import pytest
import shapely

from zoneplan import crs, gpkg, measure

SYSTEMS = ["EPSG:9210", "EPSG:4756", "EPSG:3405", "EPSG:3857"]
HOLE = [(40, 40), (40, 60), (60, 60), (60, 40)]


def star(random, *, corners, reach_m, easting=600_000.0):
    """A polygon around a point whose edges differ in length and direction."""
    angles = np.arange(corners) * 2 * np.pi / corners
    far = reach_m * random.uniform(0.7, 1, corners)
    east, north = easting + far * np.cos(angles), 2_300_000 + far * np.sin(angles)
    return shapely.Polygon(np.column_stack([east, north]))


def by_geod(shapes, system):
    """The plain way: each polygon by Karney's algorithm, in square metres."""
    series = gpd.GeoSeries(shapes, crs=system).to_crs(crs.geographic(system))
    geod = crs.ellipsoid(system)
    return [geod.geometry_area_perimeter(each)[0] for each in shapely.orient_polygons(series)]


def grid_m2(rings):
    return measure.areas_m2(rings, "EPSG:9210").grid


def wkb(shapes):
    blobs = (gpkg.encoded(shape, 9210) for shape in shapes)
    return measure.Wkb(*gpkg.wkb_spans(*gpkg.joined(blobs)))


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize(("corners", "reach_m"), [(20, 150), (12, 2_000), (200, 14_000)])
def test_area_is_within_a_tenth_of_a_ppm_of_karneys(system, corners, reach_m):
    random = np.random.default_rng(7)
    stars = [star(random, corners=corners, reach_m=reach_m) for _ in range(20)]
    shapes = gpd.GeoSeries(stars, crs="EPSG:9210").to_crs(system).to_numpy()
    areas = measure.areas_m2(measure.rings_of(shapes), system).ellipsoid
    assert areas == pytest.approx(by_geod(shapes, system), rel=1e-7, abs=0.002)


@pytest.mark.parametrize("reach_m", [20_000, 200_000])
def test_what_the_series_does_not_hold_for_is_left_to_karney(reach_m):
    shapes = np.array([star(np.random.default_rng(7), corners=5, reach_m=reach_m)])
    areas = measure.areas_m2(measure.rings_of(shapes), "EPSG:9210").ellipsoid
    assert areas == pytest.approx(by_geod(shapes, "EPSG:9210"), rel=1e-9)


def test_far_from_the_central_meridian_the_area_holds_too():
    shapes = np.array([star(np.random.default_rng(7), corners=9, reach_m=300, easting=1_000_000.0)])
    areas = measure.areas_m2(measure.rings_of(shapes), "EPSG:9210").ellipsoid
    assert areas == pytest.approx(by_geod(shapes, "EPSG:9210"), rel=1e-7)


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("several", [False, True])
def test_holes_are_taken_off_whichever_way_they_are_wound(turned, several):
    with_hole = shapely.Polygon(
        shapely.box(0, 0, 100, 100).exterior.coords, [HOLE[::-1] if turned else HOLE]
    )
    beside = shapely.box(200, 0, 300, 100)
    shape = shapely.MultiPolygon([with_hole, beside]) if several else with_hole
    for rings in (measure.rings_of(np.array([shape])), wkb([shape]).rings()):
        assert grid_m2(rings) == [9_600 + 10_000 * several]


def test_rings_come_out_of_the_bytes_as_out_of_the_objects(square):
    hole = shapely.Polygon(shapely.box(0, 0, 100, 100).exterior.coords, [HOLE])
    shapes = np.array([square(), None, hole, shapely.Polygon(), square(1.0).geoms[0]], dtype=object)
    read, plain = wkb(shapes).rings(), measure.rings_of(shapes)
    for name in ("points", "starts", "owner", "is_hole", "missing"):
        assert (getattr(read, name) == getattr(plain, name)).all()


@pytest.mark.parametrize(
    "written",
    [
        {"byte_order": 0},
        {"include_srid": True},
        {"output_dimension": 3},
    ],
)
def test_other_ways_of_writing_the_bytes_give_the_same_area(square, written):
    shape = shapely.set_srid(shapely.force_3d(square()), 9210)
    content = shapely.to_wkb(shape, **{"output_dimension": 2} | written)
    one = measure.Wkb(content, np.array([0]), np.array([len(content)]))
    assert grid_m2(one.rings()) == [10_000]


@pytest.mark.parametrize("cut", [1, 4, 20, 60])
def test_a_geometry_that_is_cut_off_is_missing_and_harms_no_other(square, cut):
    whole = shapely.to_wkb(square())
    content = whole[:cut] + whole
    both = measure.Wkb(content, np.array([0, cut]), np.array([cut, len(content)]))
    assert grid_m2(both.rings()) == pytest.approx([np.nan, 10_000], nan_ok=True)


def test_a_curve_among_others_harms_no_other(square):
    blob = gpkg.encoded(square(), 9210)
    arc = blob[:40] + struct.pack("<BII6d", 1, 8, 3, 0, 0, 1, 1, 2, 0)
    several = measure.Wkb(*gpkg.wkb_spans(*gpkg.joined([arc, blob, None, b""])))
    assert several.curved.tolist() == [True, False, False, False]
    assert grid_m2(several.rings())[1] == 10_000


def test_a_curve_inside_a_collection_is_told(square):
    arc = struct.pack("<BII6d", 1, 8, 3, 0, 0, 1, 1, 2, 0)
    bent = struct.pack("<BII", 1, 7, 1) + struct.pack("<BII", 1, 7, 1) + arc
    straight = shapely.to_wkb(shapely.GeometryCollection([square(), shapely.Point(0, 0)]))
    sizes = [len(bent), len(straight)]
    both = measure.Wkb(bent + straight, np.array([0, sizes[0]]), np.cumsum(sizes))
    assert both.curved.tolist() == [True, False]


def test_a_count_of_points_beyond_the_bytes_is_not_believed(square):
    content = bytearray(shapely.to_wkb(square().geoms[0]))
    content[9:13] = (1_000_000_000).to_bytes(4, "little")
    one = measure.Wkb(bytes(content), np.array([0]), np.array([len(content)]))
    assert np.isnan(grid_m2(one.rings())).all()


def test_some_of_the_rings_are_those_of_some_of_the_shapes(square):
    hole = shapely.Polygon(shapely.box(0, 0, 100, 100).exterior.coords, [HOLE])
    shapes = np.array([square(), None, hole, square(1.0), shapely.Polygon()], dtype=object)
    for rows in ([], [0], [1, 2], [2, 3, 4], [0, 1, 2, 3, 4]):
        at = np.array(rows, dtype=np.intp)
        some, plain = measure.rings_of(shapes).some(at), measure.rings_of(shapes[at])
        for name in ("points", "starts", "owner", "is_hole", "missing"):
            assert getattr(some, name).tolist() == getattr(plain, name).tolist()


def test_lines_and_points_have_no_area():
    shapes = np.array([shapely.Point(0, 0), shapely.LineString([(0, 0), (1, 1)])])
    assert grid_m2(measure.rings_of(shapes)).tolist() == [0, 0]


def plain_shares(parcels, zones):
    """The plain way: every parcel with every zone."""
    return {
        (one, other): parcel.intersection(zone).area
        for one, parcel in enumerate(parcels)
        for other, zone in enumerate(zones)
        if parcel.intersection(zone).area > 0
    }


def test_shares_are_those_of_a_plain_loop():
    random = np.random.default_rng(7)
    corners = random.uniform(0, 900, (60, 2))
    parcels = np.array([shapely.box(x, y, x + 100, y + 100) for x, y in corners])
    zones = np.array([shapely.box(x, x, x + 300, x + 300) for x in (0, 200, 600)])
    found = measure.Laid(zones).shares(parcels)
    pairs = list(zip(found.first.tolist(), found.second.tolist(), strict=True))
    assert pairs == sorted(pairs)
    areas = dict(zip(pairs, shapely.area(found.piece).tolist(), strict=True))
    assert areas == pytest.approx(plain_shares(parcels, zones), rel=1e-9)
    assert (found.whole == (shapely.area(found.piece) > 9_999.9)).all()


def test_touching_is_not_sharing_and_a_crossed_outline_counts_as_what_it_encloses():
    bowtie = shapely.Polygon([(0, 0), (100, 100), (100, 0), (0, 100)])
    parcels = np.array([shapely.box(-100, 0, 0, 100), bowtie, None], dtype=object)
    found = measure.Laid(np.array([shapely.box(0, 0, 100, 50)])).shares(parcels)
    assert found.first.tolist() == [1]
    assert shapely.area(found.piece) == [2_500]


def test_boxes_are_those_of_the_objects(square):
    drawn = star(np.random.default_rng(7), corners=9, reach_m=9)
    shapes = np.array([square(), None, shapely.Polygon(), drawn], dtype=object)
    assert wkb(shapes).rings().boxes() == pytest.approx(shapely.bounds(shapes), nan_ok=True)


def test_only_what_lies_near_is_looked_at(square):
    laid = measure.Laid(np.array([square(), square(700_000.0)]))
    boxes = shapely.bounds([square(600_100.0), square(650_000.0), square(699_950.0), None])
    assert laid.near(boxes).tolist() == [0, 2]


def test_areas_count_however_deep_they_lie_in_collections(square):
    nested = shapely.GeometryCollection([shapely.GeometryCollection([square()]), shapely.Point()])
    shapes = np.array([None, shapely.GeometryCollection([nested, square()]), square()])
    for rings in (measure.rings_of(shapes), wkb(shapes).rings()):
        assert grid_m2(rings) == pytest.approx([np.nan, 20_000, 10_000], nan_ok=True)


def test_polygons_without_a_ring_have_no_area():
    assert grid_m2(wkb([shapely.Polygon(), None]).rings()) == pytest.approx(
        [0, np.nan], nan_ok=True
    )
