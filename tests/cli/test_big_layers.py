import csv
import json

import geopandas as gpd
import pytest
from click.testing import CliRunner

from zoneplan.cli import main
from zoneplan.workflows import parcels

CRS = "EPSG:9210"


@pytest.fixture
def run(monkeypatch):
    monkeypatch.setenv("ZONEPLAN_LANG", "en")
    return lambda *arguments: CliRunner().invoke(main, [str(each) for each in arguments])


@pytest.fixture
def land(tmp_path, square):
    """Four hectares in a row, two of each use, one of them with a hostile owner."""
    path = tmp_path / "land.gpkg"
    gpd.GeoDataFrame(
        {"use": ["LUC", "LUC", "SKK", None], "owner": ["=1+1", "B", "C", "D"]},
        geometry=[square(600_000.0 + 100 * at).geoms[0] for at in range(4)],
        crs=CRS,
    ).to_file(path, engine="pyogrio")
    return path


@pytest.fixture
def zones(tmp_path, square):
    path = tmp_path / "zones.geojson"
    shape = square(600_000.0, side=250)
    gpd.GeoDataFrame({"code": ["A"]}, geometry=[shape], crs=CRS).to_file(path, engine="pyogrio")
    return path


def test_areas_of_a_file_are_summed_by_a_column(run, land):
    done = json.loads(run("area", land, "--by", "use", "--format", "json").stdout)
    assert done["schema"] == "zoneplan.file-area/1"
    assert [row["group"] for row in done["rows"]] == ["", "LUC", "SKK"]
    assert [row["grid_area_ha"] for row in done["rows"]] == pytest.approx([1, 2, 1])


def test_areas_of_a_file_are_printed_with_their_total(run, land):
    printed = run("area", land, "--by", "use", "--lang", "en").stdout
    assert printed.splitlines()[-3].split() == ["Total", "4", "0", "4.00", "4.00"]


def test_a_layer_without_features_has_a_total_of_nothing(run, land, zones, tmp_path):
    empty = tmp_path / "empty.gpkg"
    gpd.read_file(land, engine="pyogrio").iloc[:0].to_file(empty, engine="pyogrio")
    assert run("area", empty, "--lang", "en").stdout.splitlines()[-3].split()[1] == "0"
    assert run("overlay", empty, "--with", zones).exit_code == 0


def test_each_row_goes_to_a_file_that_runs_nothing(run, land, tmp_path):
    target = tmp_path / "areas.csv"
    assert run("area", land, "-o", target).exit_code == 0
    rows = list(csv.DictReader(target.read_text(encoding="utf-8-sig").splitlines()))
    assert [row["owner"] for row in rows] == ["'=1+1", "B", "C", "D"]
    assert float(rows[0]["grid_area_ha"]) == pytest.approx(1)


def test_a_layer_is_set_against_the_zones_of_a_file(run, land, zones):
    done = run("overlay", land, "--with", zones, "--by", "use", "--format", "json")
    rows = json.loads(done.stdout)["rows"]
    assert [(row["group"], row["features"], row["whole"]) for row in rows] == [
        ("LUC", 2, 2),
        ("SKK", 1, 0),
    ]
    assert sum(row["share_pct"] for row in rows) == pytest.approx(40)


def test_the_shared_ground_goes_to_a_map_file(run, land, zones, tmp_path):
    target = tmp_path / "shares.geojson"
    assert run("overlay", land, "--with", zones, "-o", target).exit_code == 0
    shares = gpd.read_file(target, engine="pyogrio")
    assert shares["zone"].tolist() == ["A", "A", "A"]
    assert shares["owner"].tolist() == ["=1+1", "B", "C"]
    assert (shares.to_crs(CRS).area / 10_000).tolist() == pytest.approx([1, 1, 0.5], rel=1e-6)


def test_a_layer_of_the_plan_brings_its_notice(run, geodata, tmp_path):
    target = tmp_path / "shares.csv"
    land = geodata / "industrial_zones.gpkg"
    done = run(
        *("overlay", land, "--part", "industrial_zones", "--with", "industrial_zones"),
        *("--plan", geodata, "-o", target, "--lang", "vi"),
    )
    assert done.exit_code == 0
    assert "không có giá trị pháp lý" in done.stdout
    assert "không có giá trị pháp lý" in target.read_text(encoding="utf-8-sig").splitlines()[1]


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("--by", "colour"), 5, "has no column 'colour'"),
        (("-o", "x.docx"), 6, "choose .csv"),
        (("--part", "roads"), 5, "has no layer 'roads'"),
        (("--crs", "EPSG:3405"), 5, "EPSG:9210"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(run, land, words, code, sentence):
    done = run("area", land, *words)
    assert done.exit_code == code
    assert sentence in done.stderr


def test_an_unknown_layer_of_the_plan_lists_those_that_are(run, land, geodata):
    done = run("overlay", land, "--with", "parks", "--plan", geodata)
    assert done.exit_code == 3
    assert "industrial_zones" in done.stderr


def test_ctrl_c_leaves_one_sentence_and_the_old_file(run, land, tmp_path, monkeypatch):
    target = tmp_path / "areas.csv"
    target.write_text("old", encoding="utf-8")

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(parcels.parcels, "area_sums", interrupted)
    done = run("area", land, "-o", target)
    assert done.exit_code == 130
    assert done.stderr == "zoneplan: Stopped as asked; nothing was written.\n"
    assert target.read_text(encoding="utf-8") == "old"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["areas.csv", "land.gpkg"]
