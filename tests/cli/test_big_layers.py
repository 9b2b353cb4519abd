import csv
import json
import sqlite3
import struct
from contextlib import closing

import geopandas as gpd
import pytest
import shapely
from click.testing import CliRunner

from zoneplan import gpkg
from zoneplan.cli import console, main
from zoneplan.workflows import parcels

CRS = "EPSG:9210"
STOPPED = "zoneplan: Stopped as asked; each output is as it was before, or complete.\n"


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


@pytest.mark.parametrize(
    "words",
    [["-o", "x.csv"], ["--by", "use"], ["--crs", CRS, "--part", "a"], ["--engine", "threads"]],
)
def test_options_on_a_file_are_refused_without_one(run, geodata, words):
    done = run("area", "--plan", geodata, *words)
    told = done.stderr.split("Error: ")[1].split(" can be used only with FILE")[0]
    assert done.exit_code == 2
    assert set(told.split(", ")) == {word for word in words if word.startswith("-")}


def test_what_the_reader_of_a_file_finds_is_told(run, land, zones):
    document = json.loads(zones.read_text(encoding="utf-8"))
    document["features"][0]["made_by"] = "x"
    zones.write_text(json.dumps(document), encoding="utf-8")
    told = "zones: Members outside the properties were not brought in: 'made_by'."
    assert told in run("area", zones, "--lang", "en").stdout
    assert told in run("overlay", land, "--with", zones, "--lang", "en").stdout
    found = json.loads(run("overlay", land, "--with", zones, "--format", "json").stdout)
    assert [each["rule"] for each in found["origin"]["findings"]] == ["members-left-out"]
    assert "members-left-out" in run("check", zones).stdout
    for form in ("json", "geojson", "html"):
        assert run("check", zones, "--format", form).exit_code == 0


def with_geometries(path, change):
    """Put other blobs in the place of a layer's, its triggers aside."""
    with closing(sqlite3.connect(path)) as connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in triggers.fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        for fid, blob in connection.execute("SELECT fid, geom FROM land").fetchall():
            connection.execute("UPDATE land SET geom = ? WHERE fid = ?", (change(blob), fid))
        connection.commit()


def shares(run, land, zones):
    done = json.loads(run("overlay", land, "--with", zones, "--format", "json").stdout)
    return [(row["features"], row["whole"], round(row["shared_ha"], 3)) for row in done["rows"]]


@pytest.mark.parametrize(
    "change",
    [
        lambda blob: blob[:8] + struct.pack("<4d", 0, 1, 0, 1) + blob[40:],
        lambda blob: blob[:3] + b"\x01" + blob[4:8] + blob[40:],
        lambda blob: gpkg.encoded(shapely.reverse(shapely.from_wkb(gpkg.wkb_of(blob))), 9210),
        lambda blob: blob[:40] + shapely.to_wkb(shapely.from_wkb(blob[40:]), byte_order=0),
    ],
    ids=["wrong envelope", "no envelope", "wound otherwise", "big-endian"],
)
def test_what_a_zone_holds_is_told_by_the_coordinates_alone(run, land, zones, change):
    with_geometries(land, change)
    assert shares(run, land, zones) == [(3, 2, 2.5)]


def test_a_stale_index_hides_no_parcel(run, land, zones):
    with closing(sqlite3.connect(land)) as connection:
        connection.execute("DELETE FROM rtree_land_geom WHERE id > 1")
        connection.commit()
    assert shares(run, land, zones) == [(3, 2, 2.5)]


@pytest.mark.parametrize(("order", "kind"), [("<", 10), (">", 10), ("<", 1012)])
def test_a_layer_with_curves_is_refused_with_what_to_do(run, land, zones, order, kind):
    curve = struct.pack(f"{order}BII", order == "<", kind, 0)
    with_geometries(land, lambda blob: blob[:40] + curve)
    for command in (("area", land), ("overlay", land, "--with", zones), ("check", land)):
        done = run(*command)
        assert done.exit_code == 5
        assert "has curves (row 1)" in done.stderr


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
    assert done.stderr == STOPPED
    assert target.read_text(encoding="utf-8") == "old"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["areas.csv", "land.gpkg"]


def test_ctrl_c_when_the_file_is_in_place_does_not_deny_it(run, land, tmp_path, monkeypatch):
    target = tmp_path / "areas.csv"

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(console, "print_lines", interrupted)
    done = run("area", land, "-o", target)
    assert done.exit_code == 130
    assert len(target.read_text(encoding="utf-8-sig").splitlines()) == 5
    assert done.stderr.endswith(STOPPED)


def test_features_without_an_area_are_counted_and_the_first_named(run, land, tmp_path):
    frame = gpd.read_file(land, engine="pyogrio")
    frame.loc[[1, 3], "geometry"] = [None, shapely.Point(600_000, 2_300_000)]
    target = tmp_path / "gaps.gpkg"
    frame.to_file(target, engine="pyogrio")
    told = "2 features have no area; the first of them: row 2, 4."
    assert told in run("area", target, "--lang", "en").stdout
    document = json.loads(run("area", target, "--by", "use", "--format", "json").stdout)
    assert document["origin"]["without_area"] == [2, 4]
    assert "have no area" not in run("area", land, "--lang", "en").stdout


def test_degrees_have_no_area_on_a_grid_whatever_lacks_an_outline(run, land, tmp_path):
    frame = gpd.read_file(land, engine="pyogrio").to_crs("EPSG:4756")
    frame.loc[0, "geometry"] = None
    target = tmp_path / "degrees.gpkg"
    frame.to_file(target, engine="pyogrio")
    (total,) = (
        line
        for line in run("area", target, "--lang", "en").stdout.splitlines()
        if line.startswith("Total")
    )
    assert total.split()[-1] == "–"
