import numpy as np
import pytest
import shapely

from zoneplan import measure
from zoneplan.measure.shared_ground import edges_of, shared

CRS = "EPSG:9210"
AT = np.array([600_000.0, 2_300_000.0])
STRIP = np.array([99.0, 5.0])


def stars(seed, count=40):
    """Outlines of 20 corners about one place: some with a hole or in parts, of either winding."""
    random = np.random.default_rng(seed)
    made = []
    for number in range(count):
        angles = np.sort(random.uniform(0, 2 * np.pi, 20))
        far = random.uniform(40, 60, 20)[:, None]
        middle = AT + random.uniform(0, 90, 2)
        shape = shapely.Polygon(middle + far * np.column_stack([np.cos(angles), np.sin(angles)]))
        shape = shapely.make_valid(shape).buffer(0)
        if number % 3 == 0:
            shape = shapely.difference(shape, shapely.box(*middle - 9, *middle + 9))
        if number % 4 == 0:
            shape = shapely.difference(shape, shapely.box(*middle - STRIP, *middle + STRIP))
        made.append(shapely.reverse(shape) if number % 2 else shape)
    return np.array(made, dtype=object)


def box(x, y, wide=100.0, high=100.0):
    south_west = AT + np.array([x, y])
    return shapely.box(*south_west, *south_west + np.array([wide, high]))


def every_pair(ones, others):
    first, second = np.divmod(np.arange(len(ones) * len(others)), len(others))
    edges = (edges_of(measure.rings_of(each), AT) for each in (ones, others))
    return first, second, shared(*edges, first, second)


def test_what_pairs_share_is_the_area_of_their_intersection():
    ones, others = stars(1), stars(2)
    first, second, found = every_pair(ones, others)
    plain = shapely.intersection(ones[first], others[second])
    assert found.area == pytest.approx(shapely.area(plain), rel=1e-9, abs=1e-6)
    assert (found.edges_m >= shapely.length(plain) - 1e-6).all()
    some = found.area > 1
    middles = shapely.get_x(shapely.centroid(plain[some])) - shapely.bounds(ones[first[some]])[:, 0]
    assert found.moment[some] / found.area[some] == pytest.approx(middles, abs=1e-6)


@pytest.mark.parametrize(
    ("other", "area"),
    [
        (box(0, 0), 10_000),
        (box(100, 0), 0),
        (box(0, 100), 0),
        (box(100, 100), 0),
        (box(-50, -50, 300, 300), 10_000),
        (box(50, 0), 5_000),
        (box(25, 25, 50, 50), 2_500),
        (box(0, 0).difference(box(25, 0, 50, 50)), 7_500),
        (shapely.MultiPolygon([box(-50, 0), box(75, 50)]), 6_250),
    ],
)
def test_edges_that_touch_or_coincide_are_no_special_case(other, area):
    _, _, found = every_pair(np.array([box(0, 0)]), np.array([other]))
    assert found.area.tolist() == [pytest.approx(area, abs=1e-8)]


def test_many_pairs_are_cut_into_parts_without_a_trace(monkeypatch):
    whole = every_pair(stars(1), stars(2))[2]
    monkeypatch.setattr("zoneplan.measure.shared_ground._AT_A_TIME", 1_000)
    for one, other in zip(whole, every_pair(stars(1), stars(2))[2], strict=True):
        assert (one == other).all()


def same_rows(parcels, zones, system=CRS):
    """What edges tell beside what is cut: the same pairs, the same ground."""
    laid = measure.Laid(zones)
    told, cut = laid.areas(parcels, system), laid.shares(parcels)
    for name in ("first", "second", "whole"):
        assert getattr(told, name).tolist() == getattr(cut, name).tolist()
    plain = measure.areas_m2(measure.rings_of(cut.piece), system).ellipsoid
    assert (np.abs(told.shared_m2 - plain) <= 1e-7 * told.own_m2).all()
    return told


def test_a_layer_laid_over_another_shares_what_is_cut_out_of_it():
    assert len(same_rows(stars(3), stars(4)).first) > 100


def test_what_shares_no_more_than_rounding_shares_nothing():
    zones = np.array([box(0, 0)])
    parcels = np.array([box(99.9985, 0), box(99.99, 0), box(100, 0), box(-10, 100, 120, 1)])
    assert same_rows(parcels, zones).first.tolist() == [1]


def test_an_outline_that_crosses_itself_counts_as_what_it_encloses():
    corners = np.array([(0, 0), (100, 100), (100, 0), (0, 100)])
    bow = shapely.Polygon(AT + corners)
    told = same_rows(np.array([bow, None, shapely.Point(AT)], dtype=object), np.array([box(50, 0)]))
    assert told.shared_m2.tolist()[0] == pytest.approx(told.own_m2[0] / 2, rel=1e-6)


@pytest.mark.parametrize("side", [100, 4_000])
@pytest.mark.parametrize("system", [CRS, "EPSG:3857"])
def test_what_is_large_or_on_another_plane_is_cut(side, system):
    zones = np.array([box(side / 3, side / 3, 3 * side, 3 * side)])
    assert len(same_rows(np.array([box(0, 0, side, side)]), zones, system).first) == 1


def test_outlines_of_too_many_edges_are_cut(monkeypatch):
    monkeypatch.setattr("zoneplan.measure.laid._MOST_EDGE_PAIRS", 500)
    monkeypatch.setattr("zoneplan.measure.laid._STRAIGHT", 1)
    assert len(same_rows(stars(3), stars(4)).first) > 100


def test_without_zones_nothing_is_shared():
    assert len(measure.Laid(np.zeros(0, dtype=object)).areas(stars(1), CRS).first) == 0
