import numpy as np
import pytest

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


def test_a_projected_system_is_measured_on_its_own_datum():
    assert crs.geographic(crs.HAI_PHONG) == crs.VN2000_GEOGRAPHIC


def test_an_unknown_system_is_refused_with_a_sentence():
    with pytest.raises(CatalogueError, match="no coordinate system EPSG:1"):
        crs.geographic("EPSG:1")
