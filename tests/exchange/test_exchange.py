from pathlib import PurePath

import numpy as np
import pandas as pd
import pytest

from zoneplan import exchange
from zoneplan.catalogue import load_catalogue
from zoneplan.errors import IntakeError

CRS = "EPSG:9210"
ZONES = load_catalogue().layers["industrial_zones"]
EVENTS = load_catalogue().layers["status_history"]


def table(text, name="annex.csv"):
    return exchange.read_table(PurePath(name), text.encode())


def test_x_is_the_northing_whatever_the_order_of_columns():
    for text in ("STT,X(m),Y(m)\n1,2300000,600000\n", "Y (m);X (m);Điểm\n600000;2300000;A\n"):
        points = exchange.read_coordinates(table(text), where="annex", crs=CRS)
        np.testing.assert_array_equal(points, [[600_000, 2_300_000]])


def test_swapped_axes_are_named():
    swapped = table("STT,X(m),Y(m)\n1,600000,2300000\n")
    with pytest.raises(IntakeError, match=r"point 1 .* X and Y are swapped"):
        exchange.read_coordinates(swapped, where="annex", crs=CRS)


def test_a_table_without_northing_is_refused():
    with pytest.raises(IntakeError, match="one column called X"):
        exchange.read_coordinates(table("STT,Y(m)\n1,600000\n"), where="annex", crs=CRS)


def test_a_value_that_is_no_number_is_named_with_its_line():
    broken = table("STT,X(m),Y(m)\n1,2300000,600000\n2,23O0000,600000\n")
    with pytest.raises(IntakeError, match=r"line 3, column X.*'23O0000' is not a number"):
        exchange.read_coordinates(broken, where="annex", crs=CRS)


def test_a_table_in_another_encoding_is_refused():
    with pytest.raises(IntakeError, match="not UTF-8"):
        exchange.read_table(PurePath("a.csv"), "tên\nHải".encode("utf-16"))


def test_an_unknown_format_is_refused():
    with pytest.raises(IntakeError, match=r"Cannot read the format of plan\.dwg"):
        exchange.read_table(PurePath("plan.dwg"), b"")


def test_a_row_with_too_many_values_is_refused():
    with pytest.raises(IntakeError, match="line 2: 3 values for 2 columns"):
        table("code,note\nA,b,c\n")


def test_text_comes_in_nfc_and_empty_cells_are_none():
    read = table("code,note\nA,Vu\u0303\nB,\n")
    assert read["note"].tolist() == ["Vũ", None]


def test_rows_take_the_layers_columns_and_types():
    rows = exchange.conformed(table("code,declared_area_ha\nA,1.5\n"), ZONES, where="annex")
    assert rows.columns.tolist() == [column.name for column in ZONES.columns]
    assert rows.loc[0, ["code", "declared_area_ha", "note"]].tolist() == ["A", 1.5, None]


def test_a_date_of_lesser_precision_becomes_its_first_day():
    rows = exchange.conformed(table("code,date\nA,2022-07\nB,2008\n"), EVENTS, where="annex")
    assert rows["date"].tolist() == ["2022-07-01", "2008-01-01"]


@pytest.mark.parametrize(
    ("column", "value"), [("declared_area_ha", "1,5 ha"), ("established", "2022-13")]
)
def test_a_value_of_another_type_is_named(column, value):
    rows = pd.DataFrame({"code": ["A"], column: [value]}, dtype=object)
    with pytest.raises(IntakeError, match=f"line 2: '{value}' is not a .* for the column {column}"):
        exchange.conformed(rows, ZONES, where="annex")


def test_a_column_that_the_layer_lacks_is_not_dropped_in_silence():
    with pytest.raises(IntakeError, match="has no column dien_tich"):
        exchange.conformed(table("code,dien_tich\nA,1\n"), ZONES, where="annex")
