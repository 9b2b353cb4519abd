import csv
from datetime import date
from pathlib import PurePath

import geopandas as gpd
import openpyxl
import pytest
import shapely

from zoneplan import exchange, store
from zoneplan.errors import OutputError, PlanError
from zoneplan.workflows.export import FORMATS, annex, export

DAY = date(2023, 12, 18)
HOW = {"as_of": DAY, "lang": "vi"}


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_is_written_and_written_alike_twice(geodata, tmp_path, suffix):
    made = [
        export(geodata, tmp_path / at / f"ra{suffix}", schematic=True, **HOW).files
        for at in ("one", "two")
    ]
    assert all(file.stat().st_size for file in made[0])
    assert [file.read_bytes() for file in made[0]] == [file.read_bytes() for file in made[1]]


def test_a_layer_leaves_with_the_statuses_of_the_day(geodata, tmp_path):
    target = tmp_path / "ra.geojson"
    export(geodata, target, layers=["industrial_zones"], as_of=date(2000, 1, 1), lang="vi")
    then = gpd.read_file(target).set_index("code")
    assert then["status"].isna().any()
    export(geodata, target, layers=["industrial_zones"], **HOW)
    assert gpd.read_file(target)["status"].notna().all()


def test_codes_of_several_layers_leave_alone(geodata, tmp_path):
    made = export(geodata, tmp_path / "ra.geojson", codes=["NOMURA", "NHP"], **HOW)
    assert gpd.read_file(made.files[0])["code"].tolist() == ["NHP", "NOMURA"]
    assert made.plan.revision == store.read_plan(geodata, as_of=DAY).revision


def test_an_unknown_code_or_layer_is_named(geodata, tmp_path):
    with pytest.raises(PlanError, match="no code ABC in economic_zones"):
        export(geodata, tmp_path / "ra.gpkg", codes=["NOMURA", "ABC"], **HOW)
    with pytest.raises(PlanError, match="no layer sources"):
        export(geodata, tmp_path / "ra.gpkg", layers=["sources"], **HOW)


def test_an_unknown_suffix_is_refused(geodata, tmp_path):
    with pytest.raises(OutputError, match=r"'\.dwg' is not written.*\.dxf"):
        export(geodata, tmp_path / "ra.dwg", **HOW)
    with pytest.raises(OutputError, match=r"'\.pdf' is not written.*\.docx"):
        annex(geodata, "NOMURA", tmp_path / "ra.pdf", **HOW)


def test_nothing_is_written_into_the_plan(copied_plan):
    target = copied_plan / "industrial_zones.gpkg"
    before = target.read_bytes()
    with pytest.raises(OutputError, match="the plan's own folder"):
        export(copied_plan, target, layers=["industrial_zones"], **HOW)
    assert target.read_bytes() == before


def test_a_drawing_of_schematic_outlines_must_be_asked_for(geodata, tmp_path):
    with pytest.raises(OutputError, match="1 outlines are neither official nor surveyed"):
        export(geodata, tmp_path / "ra.dxf", codes=["NOMURA"], **HOW)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".docx"])
def test_an_annex_of_a_schematic_outline_must_be_asked_for(geodata, tmp_path, suffix):
    target = tmp_path / f"ra{suffix}"
    with pytest.raises(OutputError, match="with --schematic"):
        annex(geodata, "NOMURA", target, **HOW)
    made = annex(geodata, "NOMURA", target, schematic=True, **HOW)
    assert made.files == (target,)
    assert made.plan.revision == store.read_plan(geodata, as_of=DAY).revision


def test_the_rows_of_a_csv_say_how_sure_they_are(geodata, tmp_path):
    target = tmp_path / "ra.csv"
    export(geodata, target, layers=["industrial_zones"], **HOW)
    with target.open(encoding="utf-8-sig", newline="") as file:
        row = next(csv.DictReader(file))
    assert (row["boundary_basis"], row["crs"], row["as_of"]) == (
        "placeholder",
        "EPSG:9210",
        "2023-12-18",
    )
    assert row["notice"].startswith("Ranh giới sơ họa")
    plan = store.read_plan(geodata, as_of=DAY)
    stored = plan.frame("industrial_zones").geometry[0]
    assert shapely.equals_exact(shapely.from_wkt(row["wkt"]), stored, 0.001)


def test_the_coordinates_of_a_workbook_come_back_to_the_millimetre(geodata, tmp_path):
    target = tmp_path / "ra.xlsx"
    export(geodata, target, layers=["industrial_zones"], **HOW)
    rows = exchange.read_rows(PurePath(target), target.read_bytes(), sheet="Khu công nghiệp tọa độ")
    read = exchange.read_annex(rows, where="ra.xlsx", crs="EPSG:9210")
    frame = store.read_plan(geodata, as_of=DAY).frame("industrial_zones").set_index("code")
    assert list(read.codes) == list(frame.index)
    for code in read.codes:
        back = exchange.outline_of(read, code=code)
        assert shapely.equals_exact(back.normalize(), frame.geometry[code].normalize(), 0.001)


def test_the_values_of_a_workbook_come_back_under_their_columns(geodata, tmp_path):
    target = tmp_path / "ra.xlsx"
    export(geodata, target, layers=["industrial_zones"], **HOW)
    plan = store.read_plan(geodata, as_of=DAY)
    table = exchange.read_table(PurePath(target), target.read_bytes())
    layer = plan.catalogue.layers["industrial_zones"]
    back, _ = exchange.fitted(table, layer, fields={}, where="ra.xlsx")
    assert back["code"].tolist() == plan.frame("industrial_zones")["code"].tolist()
    assert back["declared_area_ha"][0] == 153.0


def test_texts_of_a_workbook_never_become_formulas(xanh, tmp_path):
    target = tmp_path / "ra.xlsx"
    export(xanh, target, **HOW)
    book = openpyxl.load_workbook(target)
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n"}
