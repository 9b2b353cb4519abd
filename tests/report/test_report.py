import csv
import io
import json

import pandas as pd
import pytest
import shapely

from zoneplan import analysis, checks, report
from zoneplan.report.plain import inert


@pytest.fixture(scope="module")
def tables(hai_phong):
    return analysis.tables_of(hai_phong)


def rows_of(content, separator=";"):
    text = content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=separator))


def test_status_rows_name_what_a_status_rests_on(hai_phong, tables):
    document = json.loads(report.table_json("zoneplan.status/1", hai_phong, tables.status))
    assert document["schema"] == "zoneplan.status/1"
    needed = [
        "layer",
        "code",
        "status",
        "date",
        "date_precision",
        "date_kind",
        "basis",
        "source",
        "decision",
    ]
    assert set(needed) <= set(document["rows"][0])
    assert (document["revision"], document["as_of"]) == (hai_phong.revision, "2023-12-18")


def test_area_rows_are_complete_and_an_empty_value_is_null(hai_phong, tables):
    rows = json.loads(report.table_json("zoneplan.area/1", hai_phong, tables.area))["rows"]
    dvch = next(row for row in rows if row["code"] == "DVCH")
    assert dvch["geodesic_area_ha"] is None
    assert dvch["declared_area_ha"] == 22540


def test_every_document_says_how_fresh_each_layer_is_and_what_it_lacks(hai_phong, tables):
    document = json.loads(report.table_json("zoneplan.area/1", hai_phong, tables.area))
    zones = next(layer for layer in document["layers"] if layer["layer"] == "industrial_zones")
    assert zones["confirmed"] == "2023-12-18"
    assert zones["lacks"]["en"] == "any park licensed after December 2023"


def test_every_csv_row_carries_the_trace_and_the_notice(hai_phong, tables):
    rows = rows_of(report.csv_bytes(hai_phong, tables.area, "vi"))
    assert len(rows) == 30
    assert {row["revision"] for row in rows} == {hai_phong.revision}
    assert all("sơ họa" in row["notice"] for row in rows)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_a_text_that_looks_like_a_formula_is_made_inert(hai_phong, text):
    table = pd.DataFrame({"layer": ["berths"], "note": [text], "number": [-1.5]})
    (row,) = rows_of(report.csv_bytes(hai_phong, table, "vi"))
    assert row["note"] == "'" + text.strip()
    assert row["number"] == "-1,5"


def test_a_csv_is_written_by_the_customs_of_its_language(hai_phong):
    table = pd.DataFrame({"layer": ["berths"], "number": [2300.5], "round": [20_000.0]})
    (row,) = rows_of(report.csv_bytes(hai_phong, table, "vi"), ";")
    assert (row["number"], row["round"]) == ("2300,5", "20000")
    (row,) = rows_of(report.csv_bytes(hai_phong, table, "en"), ",")
    assert (row["number"], row["round"]) == ("2300.5", "20000")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a;=1+1", "a;'=1+1"),
        ('a, "@SUM(A1)', "a, \"'@SUM(A1)"),
        ("a;-2+3+cmd|' /C calc'!A0", "a;'-2+3+cmd|' /C calc'!A0"),
        ("lệch 2, -5 m", "lệch 2, '-5 m"),
        ("POLYGON((-1.5 2.0, -3.5 4.0))", "POLYGON((-1.5 2.0, -3.5 4.0))"),
    ],
)
def test_a_formula_behind_another_separator_is_made_inert(text, told):
    assert inert(text) == told


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_lines_have_as_many_values_as_headings(hai_phong, tables, lang):
    for lines in (
        report.status_lines(hai_phong, tables.status, lang),
        report.area_lines(hai_phong, tables, lang),
        report.layer_lines(hai_phong, lang),
        report.finding_lines(hai_phong, checks.findings_of(hai_phong), lang),
    ):
        assert {len(row) for row in lines.rows} <= {len(lines.headings)}
        assert any(hai_phong.revision in note for note in lines.notes)


def test_an_observed_status_is_never_printed_as_since(hai_phong, tables):
    rows = {row[0]: row for row in report.status_lines(hai_phong, tables.status, "vi").rows}
    assert rows["LH09"][3] == "theo báo cáo ngày 18/12/2023"
    assert rows["LH03"][3] == "từ tháng 7/2022"
    assert rows["DOSON"][3].endswith("(suy luận)")


def test_a_printed_total_is_the_sum_of_the_printed_rows(hai_phong, tables):
    rows = report.area_lines(hai_phong, tables, "en").rows
    zones = [row for row in rows if row[0] in set(hai_phong.frame("industrial_zones")["code"])]
    (total,) = [row for row in rows if row[0] == "Total: Industrial zones"]
    assert f"{sum(float(row[3].replace(',', '')) for row in zones):,.2f}" == total[3]


def test_findings_tell_their_place_as_x_north_and_y_east(plan_of):
    bowtie = shapely.Polygon(
        [(600_000, 2_300_000), (600_100, 2_300_100), (600_100, 2_300_000), (600_000, 2_300_100)]
    )
    plan = plan_of({"code": "A", "boundary_basis": "surveyed", "geometry": bowtie})
    rows = json.loads(report.findings_json(plan, checks.findings_of(plan)))["rows"]
    (row,) = [row for row in rows if row["rule"] == "geometry-invalid"]
    assert row["place"] == {"x": 2_300_050.0, "y": 600_050.0}
