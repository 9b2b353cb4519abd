"""Each way in which a plan can be wrong: a finding or a sentence, an exit code, old maps whole."""

import sqlite3

import pytest
import shapely
from click.testing import CliRunner

from zoneplan import gpkg
from zoneplan.cli import main

ZONES = "industrial_zones.gpkg"
CORNERS = [(600000, 2300000), (600100, 2300100), (600100, 2300000), (600000, 2300100)]
VRT = (
    '<OGRVRTDataSource><OGRVRTLayer name="industrial_zones">'
    "<SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
)


def sql(statement, *values):
    def spoil(path):
        with sqlite3.connect(path) as connection:
            triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            for (name,) in connection.execute(triggers).fetchall():
                connection.execute(f"DROP TRIGGER {gpkg.quoted(name)}")
            connection.execute(statement, values)
        connection.close()

    return spoil


def bowtie(path):
    blob = gpkg.encoded(shapely.MultiPolygon([shapely.Polygon(CORNERS)]), 9210)
    sql("UPDATE industrial_zones SET geom = ? WHERE code = 'TD1'", blob)(path)


SRS = "UPDATE gpkg_geometry_columns SET srs_id = {} WHERE table_name = 'industrial_zones'"
STALE = "UPDATE gpkg_ogr_contents SET feature_count = 3 WHERE table_name = 'industrial_zones'"
WRONG = {
    "missing file": (lambda path: path.unlink(), 3, "There is no file"),
    "no GeoPackage": (lambda path: path.write_text("hello"), 3, "is not a GeoPackage"),
    "a VRT in disguise": (lambda path: path.write_text(VRT), 3, "is not a GeoPackage"),
    "half a file": (lambda path: path.write_bytes(path.read_bytes()[:9000]), 3, "Cannot read"),
    "no CRS": (sql(SRS.format(0)), 4, "has no coordinate system"),
    "another CRS": (sql(SRS.format(4326)), 4, "EPSG:4326"),
    "unknown status": (sql("UPDATE industrial_zones SET status = 'x'"), 4, "is not on the list"),
    "empty layer": (sql("DELETE FROM industrial_zones"), 4, "has no row"),
    "null geometry": (sql("UPDATE industrial_zones SET geom = NULL"), 4, "has no geometry"),
    "damaged geometry": (sql("UPDATE industrial_zones SET geom = x'00'"), 4, "cannot be read"),
    "bowtie": (bowtie, 4, "Self-intersection"),
    "a date that is none": (sql("UPDATE status_history SET date = '2023-99'"), 4, "an event lacks"),
    "an event without basis": (sql("UPDATE status_history SET basis = NULL"), 4, "lacks basis"),
    "a date without meaning": (
        sql("UPDATE status_history SET date_kind = NULL, date_precision = NULL"),
        4,
        "lacks date_precision, date_kind",
    ),
    "no code": (sql("UPDATE industrial_zones SET code = NULL"), 4, "errors in"),
    "a huge area": (sql("UPDATE industrial_zones SET declared_area_ha = 1e300"), 4, "1e+300"),
    "a negative area": (sql("UPDATE industrial_zones SET declared_area_ha = -5"), 4, "-5 ha"),
    "no basis": (
        sql("UPDATE industrial_zones SET boundary_basis = NULL"),
        4,
        "has an outline but no boundary_basis",
    ),
    "stale row count": (sql(STALE), 0, "Findings: 15"),
}


@pytest.fixture(params=WRONG, ids=lambda name: name.replace(" ", "-"))
def wrong(request, copied_plan, monkeypatch):
    monkeypatch.setenv("ZONEPLAN_LANG", "en")
    spoil, exit_code, sentence = WRONG[request.param]
    spoil(copied_plan / ZONES)
    return copied_plan, exit_code, sentence


def test_a_wrong_plan_is_told_and_the_old_maps_stay_whole(wrong, tmp_path):
    plan, exit_code, sentence = wrong
    old = tmp_path / "maps" / "index.html"
    old.parent.mkdir()
    old.write_text("old")
    done = CliRunner().invoke(main, ["build", "--plan", str(plan), "-o", str(old.parent)])
    assert done.exit_code == exit_code, done.output
    assert sentence in done.stderr
    assert (old.read_text(encoding="utf-8") == "old") == (exit_code != 0)
    assert [path.name for path in old.parent.iterdir()] == ["index.html"] or exit_code == 0


def test_a_plan_that_can_be_read_can_be_forced_through(wrong, tmp_path):
    plan, exit_code, _ = wrong
    done = CliRunner().invoke(
        main, ["build", "--force", "--plan", str(plan), "-o", str(tmp_path / "maps")]
    )
    assert done.exit_code == (3 if exit_code == 3 else 0), done.output


def test_a_folder_that_cannot_be_written_is_told(geodata, tmp_path):
    (tmp_path / "maps").write_text("a file")
    done = CliRunner().invoke(main, ["build", "--plan", str(geodata), "-o", str(tmp_path / "maps")])
    assert done.exit_code == 6


def test_a_plan_cannot_be_made_inside_a_file(geodata, tmp_path):
    (tmp_path / "plan").write_text("a file")
    done = CliRunner().invoke(main, ["init", str(tmp_path / "plan"), "--from", str(geodata)])
    assert done.exit_code == 6


def test_a_second_row_with_one_code_stops_the_build(copied_plan, tmp_path):
    sql("DROP INDEX industrial_zones_code")(copied_plan / ZONES)
    sql("UPDATE industrial_zones SET code = 'TD1' WHERE code = 'TD2'")(copied_plan / ZONES)
    done = CliRunner().invoke(main, ["build", "--plan", str(copied_plan), "-o", str(tmp_path)])
    assert done.exit_code == 4
