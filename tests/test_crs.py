import numpy as np
import pytest
import shapely
from pyproj import CRS

from zoneplan import crs
from zoneplan.errors import CatalogueError


def test_the_datum_check_value_holds_to_its_printed_digit():
    assert round(crs.datum_check_shift_m(), 1) == crs.CHECK_SHIFT_M


def test_the_check_point_lands_where_the_notice_prints_it():
    lon, lat = crs.transformer(crs.VN2000_GEOGRAPHIC, crs.WGS84).transform(*crs.CHECK_POINT_VN2000)
    tenth_of_a_second = 0.1 / 3600
    assert (lon, lat) == pytest.approx(crs.CHECK_POINT_WGS84, abs=tenth_of_a_second)


def test_swapped_axes_fall_outside_the_window():
    points = np.array([[620158.5, 2301534.9], [2301534.9, 620158.5]])
    assert crs.outside_window(points, crs.HAI_PHONG).tolist() == [False, True]


def test_a_window_may_cross_the_180th_meridian():
    points = np.array([[-95.0, 45.0], [170.0, 55.0], [10.0, 45.0]])
    assert crs.outside_window(points, "EPSG:4269").tolist() == [False, False, True]


def test_a_projected_system_is_measured_on_its_own_datum():
    assert crs.geographic(crs.HAI_PHONG) == crs.VN2000_GEOGRAPHIC


def test_an_unknown_system_is_refused_with_a_sentence():
    with pytest.raises(CatalogueError, match="no coordinate system EPSG:1"):
        crs.geographic("EPSG:1")


ZONE = shapely.box(600_000, 2_300_000, 601_200, 2_300_900)
CORNERS = shapely.get_coordinates(ZONE)[:-1]
HN72_ZONE_18, WEB_MERCATOR, UTM_VN2000, UTM_WGS84 = (
    "EPSG:2044",
    "EPSG:3857",
    "EPSG:3405",
    "EPSG:32648",
)


def surely(shape=ZONE, uncertainty_m=5.0):
    return crs.Expected(shape=shape, crs=crs.HAI_PHONG, uncertainty_m=uncertainty_m)


def diagnosed(points, stated=crs.HAI_PHONG, expected=None):
    return crs.diagnose(np.asarray(points), crs=stated, expected=expected or surely())


def written_in(system):
    return crs.moved(CORNERS, crs.HAI_PHONG, system)


def without_shift():
    return crs.moved(written_in(crs.WGS84), crs.VN2000_GEOGRAPHIC, crs.HAI_PHONG)


def with_scale(k):
    origin = np.array([500_000, 0])
    return (CORNERS - origin) * k / 0.9999 + origin


@pytest.mark.parametrize(
    ("points", "code", "instead", "off_m"),
    [
        (CORNERS[:, ::-1], "swapped-axes", None, 2_403_951),
        (without_shift(), "datum-shift", None, 224.5),
        (with_scale(0.9996), "scale-factor", None, 691),
        (written_in("EPSG:9209"), "meridian", "EPSG:9209", 26_030),
        (written_in("EPSG:9218"), "meridian", "EPSG:9218", 286_314),
        (written_in(UTM_VN2000), "utm", UTM_VN2000, 78_041),
        (written_in(UTM_WGS84), "utm", UTM_WGS84, 78_238),
        (written_in(HN72_ZONE_18), "hn-72", HN72_ZONE_18, 18_078_115),
        (written_in(HN72_ZONE_18) - np.array([18e6, 0]), "hn-72", HN72_ZONE_18, 78_120),
        (written_in(WEB_MERCATOR), "web-mercator", WEB_MERCATOR, 11_279_400),
        (written_in(crs.VN2000_GEOGRAPHIC), "degrees", crs.VN2000_GEOGRAPHIC, 2_377_500),
        (written_in(crs.WGS84), "degrees", crs.WGS84, 2_377_500),
        (CORNERS - [0, 2_000_000], "digits-dropped", None, 2_000_000),
        (CORNERS * 1000, "unit", None, 2_375_182_000),
        (CORNERS / 1000, "unit", None, 2_375_182),
        (CORNERS + np.array([48e6, 0]), "zone-number", crs.HAI_PHONG, 48_000_000),
        (written_in(UTM_VN2000)[:, ::-1], "swapped-axes", UTM_VN2000, 2_349_400),
    ],
)
def test_each_known_mistake_is_named_with_what_mends_it(points, code, instead, off_m):
    mistake = diagnosed(points)
    assert (mistake.code, mistake.crs) == (code, instead)
    assert mistake.off_m == pytest.approx(off_m, rel=2e-3)
    np.testing.assert_allclose(mistake.points, CORNERS, atol=0.01)


@pytest.mark.parametrize(
    ("points", "stated", "code", "instead"),
    [
        (written_in(crs.VN2000_GEOGRAPHIC), crs.WGS84, "datum-shift", crs.VN2000_GEOGRAPHIC),
        (written_in(crs.WGS84), crs.VN2000_GEOGRAPHIC, "datum-shift", crs.WGS84),
        (written_in(UTM_VN2000), UTM_WGS84, "utm", UTM_VN2000),
        (CORNERS, UTM_VN2000, "meridian", crs.HAI_PHONG),
        (CORNERS, crs.VN2000_GEOGRAPHIC, "metres", crs.HAI_PHONG),
    ],
)
def test_a_wrong_label_is_named_whatever_was_stated(points, stated, code, instead):
    mistake = diagnosed(points, stated)
    assert (mistake.code, mistake.crs) == (code, instead)


def test_right_points_are_no_mistake():
    assert diagnosed(CORNERS) is None
    assert diagnosed(CORNERS + 3) is None


def test_a_real_change_of_outline_is_no_mistake():
    moved_corner = CORNERS.copy()
    moved_corner[0] -= [400, 300]
    assert diagnosed(moved_corner) is None


def test_what_no_mistake_explains_is_left_unnamed():
    assert diagnosed(CORNERS + np.array([300_000, -900_000])) is None


def test_small_mistakes_are_not_guessed_without_known_corners():
    vague = surely(shapely.box(599_000, 2_299_000, 602_500, 2_302_500), 700)
    assert diagnosed(without_shift(), expected=vague) is None
    assert diagnosed(with_scale(0.9996), expected=vague) is None


def test_systems_that_cannot_be_told_apart_are_listed():
    extent = surely(shapely.box(580_000, 2_280_000, 625_000, 2_320_000), 0)
    mistake = diagnosed(written_in(UTM_VN2000), expected=extent)
    assert mistake.crs == UTM_VN2000
    assert UTM_WGS84 in mistake.others
    assert "ask who made the table" in mistake.text.en


def test_a_mistake_says_what_it_looks_like_by_how_much_and_what_to_do():
    assert diagnosed(written_in("EPSG:9209")).text.vi == (
        "Bảng tọa độ có vẻ theo hệ VN-2000 / TM-3 105-30 (EPSG:9209): đọc như vậy thì các góc "
        "trùng ranh giới đã biết trong vòng 0,0 m, còn đọc theo EPSG:9210 thì lệch đi 26 km. "
        "Nếu đúng, hãy dùng --crs EPSG:9209."
    )


def test_every_tm3_zone_has_the_meridian_by_which_it_is_listed():
    for meridian, code in crs.VN2000_TM3.items():
        parameters = {each.name: each.value for each in CRS(code).coordinate_operation.params}
        assert parameters["Longitude of natural origin"] == meridian
        assert parameters["Scale factor at natural origin"] == 0.9999
