from contextlib import suppress
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zoneplan.errors import IntakeError
from zoneplan.exchange.numerals import (
    MOST_DEGREES,
    Column,
    is_angle,
    is_number,
    read_angles,
    read_numbers,
    read_quantity,
)

STYLES = [
    ("", "."),
    ("", ","),
    (" ", ","),
    (".", ","),
    (",", "."),
    ("\u00a0", ","),
    ("\u202f", "."),
]


def column(*cells, most=None):
    return Column(name="X", cells=cells, lines=range(2, 2 + len(cells)), most=most)


def numbers(*cells, most=None):
    read = read_numbers({"X": column(*cells, most=most)}, where="Phụ lục")["X"]
    return read.values.tolist(), read.step


def angles(*cells):
    return read_angles(column(*cells), where="Phụ lục").values.tolist()


@pytest.mark.parametrize(
    "text",
    [
        "2 300 893,26",
        "2.300.893,26",
        "2300893.26",
        "2,300,893.26",
        "2300893,26",
        "2\u00a0300\u202f893,26",
        " 2300893,26 m",
        "２３００８９３．２６",
    ],
)
def test_one_number_in_every_style(text):
    assert numbers(text) == ([2_300_893.26], 0.01)


@pytest.mark.parametrize("minus", "-\u2212\u2013")
def test_every_minus_is_a_minus(minus):
    assert numbers(f"{minus}12,5")[0] == [-12.5]


def test_a_lone_group_of_three_is_refused_with_both_readings():
    with pytest.raises(IntakeError, match=r"line 2, column X: '2\.300' may be 2300 or 2\.300"):
        numbers("2.300")


def test_the_rest_of_the_column_decides():
    assert numbers("2.300", "2.300.893")[0] == [2_300, 2_300_893]
    assert numbers("2.300", "2.3")[0] == [2.3, 2.3]


def test_the_other_columns_of_the_table_decide():
    read = read_numbers({"X": column("2.300.893"), "Y": column("600.893")}, where="Phụ lục")
    assert read["Y"].values.tolist() == [600_893]


def test_degrees_decide_by_their_size():
    assert numbers("106.910° E", "106.912", most=MOST_DEGREES)[0] == [106.91, 106.912]


def test_a_column_that_mixes_styles_is_refused_naming_two_cells():
    with pytest.raises(IntakeError, match=r"'1,5' \(line 2\) and '1\.5' \(line 3\)"):
        numbers("1,5", "1.5")


@pytest.mark.parametrize(
    "text", ["23O0000", "1e5", "nan", "inf", "2.30.893", "1 23", "--5", "5m2", "."]
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(IntakeError, match=r"line 2, column X: .* is not a number"):
        numbers(text)


def test_an_empty_cell_stays_empty():
    assert np.isnan(numbers("1,5", None, "\u00a0")[0]).tolist() == [False, True, True]


@pytest.mark.parametrize(
    "text",
    [
        "20°47'52,1\"",
        "20-47-52.1",
        "20 47 52,1 N",
        "N20°47′52.1″",
        "20º47’52.1”",
        "20o47'52.1''",
        "２０°47＇52.1＂",
        "20 độ 47 phút 52,1 giây",
        "20°47'52,1\" B",
        "20:47:52.1",
    ],
)
def test_one_angle_in_every_dress(text):
    assert angles(text) == [pytest.approx(20 + 47 / 60 + 52.1 / 3600, abs=1e-12)]


def test_south_and_west_are_negative():
    assert angles("20°30'00\"S", "106°30'00\" T") == [-20.5, -106.5]


@pytest.mark.parametrize("text", ["20°60'00\"", "20°00'60\""])
def test_sixty_minutes_or_seconds_are_refused(text):
    with pytest.raises(IntakeError, match="60 or more"):
        angles(text)


def test_grouped_metres_are_no_angle():
    assert not is_angle("2 300 893,26")
    assert not is_number("20 47 52,1")


def test_a_lone_quantity_takes_the_style_of_its_table():
    assert read_quantity("153.250") is None
    assert read_quantity("153.250", ["600.893,5"]) == (Decimal(153_250), Decimal(1))
    assert read_quantity("153.250", ["600893.5"]) == (Decimal("153.250"), Decimal("0.001"))


def written(value, grouping, decimal):
    return f"{value:,f}".replace(",", "G").replace(".", decimal).replace("G", grouping)


hundredths = (
    st.integers(-(10**9), 10**9)
    .map(lambda n: Decimal(n) / 100)
    .map(lambda d: d.quantize(Decimal("0.01")))
)


@given(st.lists(hundredths, min_size=1, max_size=8), st.sampled_from(STYLES))
def test_numbers_survive_being_written_in_any_style(values, style):
    cells = [written(value, *style) for value in values]
    assert numbers(*cells) == ([float(value) for value in values], 0.01)


@given(st.integers(0, 179), st.integers(0, 59), st.integers(0, 599), st.sampled_from(".,"))
def test_angles_survive_being_written(degrees, minutes, tenths, decimal):
    text = f"{degrees}°{minutes:02d}'{tenths // 10:02d}{decimal}{tenths % 10}\""
    assert angles(text) == [pytest.approx(degrees + minutes / 60 + tenths / 36000, abs=1e-11)]


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_with_a_sentence(text):
    for read in (numbers, angles):
        with suppress(IntakeError):
            read(text)
