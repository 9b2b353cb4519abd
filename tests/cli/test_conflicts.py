import json

import pytest
from click.testing import CliRunner

from zoneplan.cli import main
from zoneplan.errors import OutputError


@pytest.fixture
def run(geodata):
    def called(command, *arguments):
        where = ["--plan", str(geodata), "--lang", "en"]
        return CliRunner().invoke(main, [command, *map(str, arguments), *where])

    return called


@pytest.mark.parametrize("command", ["conflicts", "nearest"])
def test_without_arguments_the_plan_suggests_what_to_compare(run, command):
    done = run(command)
    assert done.exit_code == 0, done.output
    assert "A: " in done.output
    assert "Schematic outlines" in done.output


def test_conflicts_says_what_the_zone_has_of_land_and_of_water(run):
    done = run("conflicts", "NHP", "--with", "land", "--with", "water")
    assert "A: Economic zones · B: Water (beyond the generalised shore)" in done.output
    assert "2,929.10 ha" in done.output
    assert "rivers are not taken off" in done.output


def test_a_document_goes_into_a_file_or_to_the_terminal(run, tmp_path):
    target = tmp_path / "a.geojson"
    done = run("conflicts", "NHP", "--with", "land", "-o", target)
    assert (done.exit_code, done.output) == (0, "")
    assert json.loads(target.read_text(encoding="utf-8"))["type"] == "FeatureCollection"
    shown = run("nearest", "VSIP", "--to", "berths", "--format", "json")
    assert json.loads(shown.output)["rows"][0]["other_code"] == "LH01"


def test_the_form_that_is_asked_for_wins_over_the_suffix(run, tmp_path):
    target = tmp_path / "a.geojson"
    run("nearest", "VSIP", "--to", "berths", "--format", "json", "-o", target)
    assert json.loads(target.read_text(encoding="utf-8"))["schema"] == "zoneplan.nearest/1"


@pytest.mark.parametrize("more", [[], ["--format", "text"]])
@pytest.mark.parametrize("command", ["conflicts", "nearest", "check"])
def test_a_table_is_not_written_to_a_file(run, tmp_path, command, more):
    done = run(command, "-o", tmp_path / "a.txt", *more)
    assert done.exit_code == OutputError.exit_code
    assert "Give the file one of these suffixes: .json, .geojson" in done.output
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "code"), [(["NOPE"], 3), (["NHP", "--with", "none.gpkg"], 5)]
)
def test_a_wrong_side_is_one_sentence_with_its_exit_code(run, arguments, code):
    done = run("conflicts", *arguments)
    assert done.exit_code == code
    assert done.output.startswith("zoneplan: ")
    assert len(done.output.splitlines()) == 1
