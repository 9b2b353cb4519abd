import json
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from zoneplan import gpkg
from zoneplan.__main__ import start
from zoneplan.cli import console, main
from zoneplan.errors import StoppedError


@pytest.fixture
def run(monkeypatch):
    monkeypatch.setenv("ZONEPLAN_LANG", "en")

    def invoke(*arguments):
        return CliRunner().invoke(main, [str(argument) for argument in arguments])

    return invoke


@pytest.mark.parametrize(
    ("asked", "unwanted"),
    [
        ("['--help']", {"geopandas", "pandas", "numpy", "folium"}),
        ("['area']", {"fiona", "folium", "matplotlib"}),
    ],
)
def test_a_command_loads_no_more_than_it_needs(geodata, asked, unwanted):
    code = (
        f"import sys; from zoneplan.cli import main; main({asked}, standalone_mode=False);"
        f"sys.exit(bool({unwanted} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=geodata.parent, check=False, capture_output=True
    )
    assert done.returncode == 0, done.stderr


def test_ctrl_c_while_the_program_loads_ends_it_without_a_traceback(monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, "zoneplan.cli")
    monkeypatch.setattr(sys, "meta_path", [SimpleNamespace(find_spec=interrupted)])
    with pytest.raises(SystemExit) as ended:
        start()
    assert ended.value.code == StoppedError.exit_code


@pytest.mark.parametrize("number", ["nan", "inf"])
@pytest.mark.parametrize(
    "words", [("report", "--max-mb"), ("figure", "--dpi"), ("conflicts", "a", "b", "--uncertainty")]
)
def test_what_is_no_number_is_refused_as_an_option(run, words, number):
    done = run(*words, number)
    assert done.exit_code == 2
    assert f"Invalid value for '{words[-1]}': {number} is" in done.stderr


@pytest.mark.parametrize("command", ["status", "area", "layers", "check"])
def test_every_table_is_json_with_a_named_version(run, geodata, command):
    done = run(command, "--plan", geodata, "--as-of", "2023-12-18", "--format", "json")
    document = json.loads(done.stdout_bytes)
    name = {"check": "findings"}.get(command, command)
    assert done.exit_code == 0
    assert document["schema"] == f"zoneplan.{name}/1"
    assert isinstance(document["rows"], list)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("command", ["status", "area", "layers", "check", "doctor"])
def test_every_table_is_printed_in_both_languages(run, geodata, command, lang):
    done = run(command, "--plan", geodata, "--lang", lang)
    assert done.exit_code == 0, done.output
    assert done.output.strip()


def test_area_totals_come_with_the_area_rows(run, geodata):
    document = json.loads(run("area", "--plan", geodata, "--format", "json").stdout_bytes)
    (total,) = [t for t in document["totals"] if (t["layer"], t["by"]) == ("berths", "layer")]
    assert total["count"] == 12


def test_a_missing_plan_is_one_sentence_and_exit_code_3(run, tmp_path):
    done = run("build", "--plan", tmp_path / "nowhere", "-o", tmp_path / "maps")
    assert done.exit_code == 3
    assert done.stderr.startswith("zoneplan: The folder")
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "maps").exists()


def test_an_error_is_told_in_vietnamese_too(run, tmp_path, monkeypatch):
    monkeypatch.setenv("ZONEPLAN_LANG", "vi")
    assert "không phải là một đồ án" in run("status", "--plan", tmp_path).stderr


def test_check_exits_4_where_there_is_an_error(run, copied_plan):
    with gpkg.opened_for_writing(copied_plan / "industrial_zones.gpkg") as connection:
        connection.execute("UPDATE industrial_zones SET geom = NULL WHERE code = 'TD1'")
    done = run("check", "--plan", copied_plan)
    assert done.exit_code == 4
    assert "geometry-missing" in done.output


def test_doctor_exits_3_where_the_plan_is_not_in_order(run, tmp_path):
    done = run("doctor", "--plan", tmp_path, "--format", "json")
    assert done.exit_code == 3
    assert {row["name"]: row["ok"] for row in json.loads(done.stdout_bytes)["rows"]}["datum"]


def test_a_day_that_is_none_is_refused(run):
    done = run("status", "--as-of", "18/12/2023")
    assert done.exit_code == 2
    assert "18/12/2023" in done.stderr


def test_init_names_the_files_it_makes(run, geodata, tmp_path):
    done = run("init", tmp_path / "moi", "--from", geodata)
    assert done.exit_code == 0
    assert len(done.output.split()) == 5
    assert run("init", tmp_path / "moi", "--from", geodata).exit_code == 6


def test_a_change_of_a_note_in_one_language_is_told_in_the_other_too(run, copied_plan):
    plan = ("--lang", "en", "--plan", copied_plan)
    for note in ("đã đo // measured", "đã kiểm tra // measured"):
        told = run("set", "VSIP", f"note={note}", "-m", "x", *plan).output
    assert "đã đo // measured → đã kiểm tra // measured" in " ".join(told.split())
    shown = run("show", "VSIP", *plan).output
    assert "measured" in shown
    assert "đã kiểm tra" not in shown


def test_a_change_is_told_logged_and_undone(run, copied_plan):
    plan = ("--plan", copied_plan)
    done = run("set", "DOSON", "developer=Đồ Sơn", "-m", "kiểm kê", "--lang", "vi", *plan)
    assert "Chủ đầu tư hạ tầng: – → Đồ Sơn" in done.output
    assert "revision 2" in done.output
    assert "kiểm kê" in run("log", "DOSON", *plan).output
    (row,) = json.loads(run("diff", "1", "--format", "json", *plan).stdout_bytes)["rows"]
    assert row["changed"] == {"developer": [None, "Đồ Sơn"]}
    assert run("undo", *plan).exit_code == 0
    assert json.loads(run("diff", "1", "--format", "json", *plan).stdout_bytes)["rows"] == []


def test_a_status_is_entered_under_the_table_of_statuses(run, copied_plan):
    arguments = ("--date", "2025-06", "--source", "heza-2023", "--plan", copied_plan)
    done = run("status", "set", "DOSON", "operating", *arguments)
    assert (done.exit_code, "operating, land still free" in done.output) == (0, True)
    assert run("status", "set", "DOSON", "proposed", *arguments).exit_code == 8


def test_what_gathered_is_signed_only_with_a_reason(run, copied_plan):
    assert run("record", "--plan", copied_plan).exit_code == 2
    assert run("record", "-m", "x", "--plan", copied_plan).exit_code == 8


def test_a_value_without_an_equals_sign_is_refused(run, copied_plan):
    done = run("set", "DOSON", "developer", "--plan", copied_plan)
    assert (done.exit_code, "NAME=VALUE" in done.stderr) == (2, True)


@pytest.mark.parametrize("encoding", ["cp1258", "cp1252", "ascii"])
def test_a_console_without_vietnamese_letters_is_no_fault(geodata, encoding):
    command = [sys.executable, "-m", "zoneplan", "status", "--plan", str(geodata), "--lang", "vi"]
    environment = os.environ | {"PYTHONIOENCODING": encoding}
    done = subprocess.run(command, capture_output=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    assert b"DOSON" in done.stdout


def test_cp1258_keeps_the_tones():
    written = "Hải Phòng ế".encode("cp1258", console.nearest_letters("cp1258"))
    assert written.decode("cp1258") == "Ha\u0309i Pho\u0300ng ê\u0301"
    assert "Đồ Sơn –".encode("ascii", console.nearest_letters("ascii")) == b"Do Son -"


def test_control_characters_cannot_steer_the_terminal():
    assert console.printable("a\x1b[31mb\nc") == "a\ufffd[31mb\ufffdc"


def test_the_module_runs():
    done = subprocess.run(
        [sys.executable, "-m", "zoneplan", "--version"], capture_output=True, check=True
    )
    assert done.stdout.startswith(b"zoneplan, version")


def test_added_files_are_said_to_be_public_only_where_there_are_any(run, geodata, tmp_path):
    target = tmp_path / "maps"
    done = run("build", "--plan", geodata, "--added-is-public", "-o", target)
    assert done.exit_code == 2
    assert "there is no --add." in done.stderr
    assert not target.exists()
