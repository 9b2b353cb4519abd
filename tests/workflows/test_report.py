import html
import json
import sqlite3
import zipfile
from datetime import date

import docx
import openpyxl
import pytest
from click.testing import CliRunner

from zoneplan.cli import main
from zoneplan.errors import FindingsError, IntakeError, OutputError
from zoneplan.workflows.init import init
from zoneplan.workflows.report import WRITERS, report, write_template

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


CODES = {"layer", "other_layer", "code", "other_code", "id", "rule", "severity", "status"}
CODES |= {"verdict", "reason", "relation", "sureness", "legal", "ties", "source", "decision"}


@pytest.fixture(scope="module")
def reported(geodata, tmp_path_factory):
    target = tmp_path_factory.mktemp("reported") / "a.json"
    return sections_of(report(geodata, target, as_of=DAY, lang="en").file)


def sections_of(file):
    rows = json.loads(file.read_text(encoding="utf-8"))["rows"]
    return {row["section"]: row["records"] for row in rows}


def test_what_the_zones_hold_and_what_is_nearest_is_reported(geodata, tmp_path):
    told = sections_of(report(geodata, tmp_path / "a.json", as_of=DAY, lang="en").file)
    (water,) = [
        row for row in told["conflicts"] if (row["code"], row["other_layer"]) == ("NHP", "water")
    ]
    assert water["relation"] == "cuts"
    shared = next(row for row in told["shared"] if row["code"] == "NHP")
    assert shared["shared_ha"] == water["shared_ha"]
    nearest = {row["code"]: row for row in told["nearest"] if row["other_layer"] == "berths"}
    assert nearest["XUANCAU"]["sureness"] == "undecided"
    assert "wards-2025" in {row["id"] for row in told["sources"]}


@pytest.mark.parametrize(
    ("section", "command", "rows"),
    [
        ("ledger", "area", "rows"),
        ("official_areas", "area", "official_areas"),
        ("groups", "area", "totals"),
        ("status", "status", "rows"),
        ("targets", "targets", "rows"),
        ("claims", "claims", "rows"),
        ("conflicts", "conflicts", "rows"),
        ("shared", "conflicts", "totals"),
        ("nearest", "nearest", "rows"),
        ("findings", "check", "rows"),
    ],
)
def test_the_figures_are_those_that_the_commands_print(reported, geodata, section, command, rows):
    asked = [command, "--plan", str(geodata), "--as-of", DAY.isoformat(), "--format", "json"]
    printed = json.loads(CliRunner().invoke(main, asked).stdout)[rows]
    told = reported[section]
    if section == "shared":
        printed = [row for row in printed if row["others"]]
    figures = [
        (name, ours[name], theirs[name], ours.get("count", 1))
        for ours, theirs in zip(told, printed, strict=True)
        for name in ours.keys() & theirs.keys()
        if isinstance(ours[name], int | float) and not isinstance(ours[name], bool)
    ]
    for name, ours, theirs, summed in figures:
        rounding = 0.5 if name.endswith(("_m", "_m2")) else 0.005
        assert abs(ours - theirs) <= rounding * summed * (1 + 1e-9), name
    codes = [
        (ours[name], theirs[name])
        for ours, theirs in zip(told, printed, strict=True)
        for name in (ours.keys() & theirs.keys()) & CODES
    ]
    assert [ours for ours, _ in codes] == [theirs for _, theirs in codes]
    assert len(codes) >= len(told) > 0


def test_another_authority_without_zones_or_claims_is_reported(xanh, tmp_path):
    told = sections_of(report(xanh, tmp_path / "a.json", as_of=DAY, lang="en", forced=True).file)
    assert [row["code"] for row in told["ledger"]] == ["V1", "V2", "V3", "V4"]
    assert told["claims"] == told["targets"] == []


@pytest.mark.parametrize("suffix", sorted(WRITERS))
def test_a_plan_without_any_row_is_reported(geodata, tmp_path, suffix):
    folder = tmp_path / "trống"
    settings = (geodata / "zoneplan.toml").read_text(encoding="utf-8").partition("[[intake]]")[0]
    folder.mkdir()
    (folder / "zoneplan.toml").write_text(settings, encoding="utf-8")
    init(folder, source=folder)
    target = tmp_path / f"a{suffix}"
    report(folder, target, as_of=DAY, lang="en", forced=True, with_figures=True)
    if suffix == ".md":
        assert "Area ledger: there is no row." in target.read_text(encoding="utf-8")
    assert target.stat().st_size


def test_a_report_for_the_public_leaves_out_what_is_internal(geodata, tmp_path):
    target = tmp_path / "a.json"
    report(geodata, target, as_of=DAY, lang="en")
    assert any(row["note"] for row in sections_of(target)["status"])
    report(geodata, target, as_of=DAY, lang="en", reader="public")
    assert not any(row["note"] for row in sections_of(target)["status"])


def test_the_default_template_is_written_once_and_used(geodata, tmp_path):
    template = write_template(tmp_path / "mau.docx", lang="vi")
    with pytest.raises(OutputError, match="was not replaced"):
        write_template(template, lang="vi")
    target = tmp_path / "a.docx"
    made = report(geodata, target, as_of=DAY, lang="vi", template=template)
    assert made.styles_added == ()
    with pytest.raises(OutputError, match="template itself"):
        report(geodata, template, as_of=DAY, lang="vi", template=template)
    with pytest.raises(OutputError, match="--template goes with"):
        report(geodata, tmp_path / "a.xlsx", as_of=DAY, lang="vi", template=template)
    with pytest.raises(OutputError, match="is not written"):
        write_template(tmp_path / "mau.doc", lang="vi")


def test_the_command_names_the_styles_that_a_template_lacked(geodata, tmp_path):
    docx.Document().save(tmp_path / "mau.docx")
    command = ["report", "--plan", str(geodata), "-o", str(tmp_path / "a.docx")]
    template = ["--template", str(tmp_path / "mau.docx"), "--section", "sources"]
    done = CliRunner().invoke(main, [*command, *template])
    assert done.exit_code == 0
    assert "Zoneplan Table" in done.stderr


def test_a_template_that_is_not_there_is_answered_with_a_sentence(geodata, tmp_path):
    with pytest.raises(IntakeError, match="Cannot read"):
        report(geodata, tmp_path / "a.docx", as_of=DAY, lang="vi", template=tmp_path / "b.docx")


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
@pytest.mark.parametrize(("reader", "is_marked"), [("internal", True), ("public", False)])
def test_an_office_file_says_that_it_is_internal_unless_it_is_public(
    geodata, tmp_path, suffix, reader, is_marked
):
    target = tmp_path / f"a.{suffix}"
    report(geodata, target, as_of=DAY, lang="vi", reader=reader)
    with zipfile.ZipFile(target) as archive:
        names = [name for name in archive.namelist() if ".xml" in name]
        parts = [html.unescape(archive.read(name).decode()) for name in names]
    assert any("LƯU HÀNH NỘI BỘ" in part for part in parts) == is_marked
