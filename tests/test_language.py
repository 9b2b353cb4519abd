import pytest
from hypothesis import given
from hypothesis import strategies as st

from zoneplan.language import (
    Text,
    at_precision,
    day,
    normalised,
    number,
    printed_sum,
    stated,
    tongue_of,
)


def test_a_stored_text_is_read_in_the_language_in_use():
    note = Text.stored("một nửa của cặp bến // half of the pair")
    assert [note.say("vi"), note.say("en")] == ["một nửa của cặp bến", "half of the pair"]
    address = "bến 5/6, bản vẽ http://example.vn//a"
    assert Text.stored(address) == (address, address)


def test_numbers_take_the_separators_of_the_language():
    assert number(2300893.255, "vi", decimals=1) == "2.300.893,3"
    assert number(2300893.255, "en", decimals=1) == "2,300,893.3"


def test_a_negative_zero_is_printed_without_a_sign():
    assert number(-0.001, "vi", decimals=1) == "0,0"


def test_a_stated_figure_keeps_its_own_decimals():
    assert stated(28.765, "vi") == "28,765"
    assert stated(20000.0, "en") == "20,000"
    assert stated(float("nan"), "en") == "–"


def test_a_date_is_written_at_its_precision():
    assert [day(iso, "vi") for iso in ("2023-12-18", "2022-07", "2008")] == [
        "18/12/2023",
        "07/2022",
        "2008",
    ]
    assert day("2022-07", "en") == "July 2022"
    assert at_precision("2022-07-01", "month") == "2022-07"


def test_what_is_no_date_is_refused():
    with pytest.raises(ValueError, match="month must be"):
        day("2023-99", "vi")


@given(st.lists(st.floats(-1e6, 1e6), max_size=30))
def test_a_printed_sum_is_the_sum_of_what_is_printed(values):
    printed = [
        float(number(value, "en", decimals=2).replace(",", "").replace("−", "-"))
        for value in values
    ]
    assert printed_sum(values, decimals=2) == pytest.approx(
        sum(printed), abs=0.005 * len(values) + 1e-6
    )


def test_text_is_kept_in_nfc():
    assert normalised("Đình Vu\u0303") == "Đình Vũ"


def test_a_text_speaks_both_languages():
    assert Text(vi="bến", en="berth").say("vi") == "bến"


@pytest.mark.parametrize(
    ("title", "lang"),
    [
        ("Một số chỉ tiêu chủ yếu, 7 tháng 2023", "vi"),
        ("Tràng Duệ phase 2, licence of 27 Aug 2014 (214 ha)", "en"),
        ("Nam Đình Vũ 1 (1,329.1 ha), DEEP C 2A (513.4 ha)", None),
        ("", None),
    ],
)
def test_the_language_of_a_title_is_that_of_its_words_in_lower_case(title, lang):
    assert tongue_of(title) == lang
