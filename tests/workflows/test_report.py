import sqlite3
from datetime import date

import openpyxl
import pytest
from click.testing import CliRunner

from zoneplan.cli import main
from zoneplan.errors import FindingsError, OutputError
from zoneplan.workflows.report import WRITERS, report

DAY = date(2026, 1, 1)


def spoil(path):
    """Give a zone a status that no catalogue knows, as another program could."""
    with sqlite3.connect(path) as connection:
        triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        for (name,) in connection.execute(triggers).fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute("UPDATE industrial_zones SET status = 'dreamt' WHERE code = 'TD1'")
    connection.close()


@pytest.mark.parametrize("suffix", sorted(WRITERS))
def test_each_format_is_written_into_a_folder_that_is_not_there_yet(geodata, tmp_path, suffix):
    target = tmp_path / "mới" / f"báo cáo{suffix}"
    assert report(geodata, target, as_of=DAY, lang="vi").file == target
    assert target.stat().st_size > 1_000


def test_a_format_that_is_not_written_names_those_that_are(geodata, tmp_path):
    with pytest.raises(OutputError, match=r"'\.pdf' is not written.*\.xlsx"):
        report(geodata, tmp_path / "a.pdf", as_of=DAY, lang="vi")


def test_a_section_that_is_not_known_names_those_that_are(geodata, tmp_path):
    with pytest.raises(OutputError, match=r"no section 'areas'.*ledger"):
        report(geodata, tmp_path / "a.md", as_of=DAY, lang="vi", sections=("areas",))
    assert not (tmp_path / "a.md").exists()


def test_nothing_is_put_into_the_plans_folder(copied_plan):
    with pytest.raises(OutputError, match="own folder"):
        report(copied_plan, copied_plan / "sub" / "a.xlsx", as_of=DAY, lang="vi")


def test_an_error_stops_the_report_unless_it_is_forced(copied_plan, tmp_path):
    spoil(copied_plan / "industrial_zones.gpkg")
    target = tmp_path / "a.xlsx"
    with pytest.raises(FindingsError, match="nothing was made"):
        report(copied_plan, target, as_of=DAY, lang="en")
    assert not target.exists()
    report(copied_plan, target, as_of=DAY, lang="en", forced=True)
    sheet = openpyxl.load_workbook(target).worksheets[0]
    assert sheet["A2"].value.startswith("UNCORRECTED ERRORS")


def test_the_command_names_the_file_and_what_the_outlines_are_worth(geodata, tmp_path):
    target = tmp_path / "a.csv"
    command = ["report", "--plan", str(geodata), "-o", str(target), "--section", "claims"]
    done = CliRunner().invoke(main, [*command, "--lang", "en"])
    assert done.exit_code == 0
    assert str(target) in done.stdout
    assert "Schematic outlines" in done.stderr
