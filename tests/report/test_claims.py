import json
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from click.testing import CliRunner

from zoneplan import analysis, store
from zoneplan.cli import analyse
from zoneplan.report import claims as told
from zoneplan.report import ledger, progress


@pytest.fixture(scope="module")
def plan(geodata):
    return store.read_plan(geodata, as_of=date(2026, 1, 1))


@pytest.fixture(scope="module")
def tables(plan):
    return analysis.tables_of(plan)


def lines_of(plan, tables, lang):
    return {
        "claims": told.claim_lines(plan, analysis.claims_table(plan), lang),
        "indicators": told.indicator_lines(plan, analysis.indicators_table(plan), lang),
        "targets": progress.target_lines(plan, analysis.targets_table(plan), lang),
        "progress": progress.progress_lines(plan, analysis.progress_table(plan), lang),
        "ledger": ledger.ledger_lines(plan, tables, lang),
        "groups": ledger.group_lines(plan, tables, lang),
        "official": ledger.official_area_lines(
            plan, analysis.official_areas_table(plan, area=tables.area), lang
        ),
    }


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_each_table_is_whole_and_ends_with_its_notes(plan, tables, lang):
    for name, lines in lines_of(plan, tables, lang).items():
        assert lines.rows, name
        assert {len(row) for row in lines.rows} == {len(lines.headings)}, name
        assert all(isinstance(cell, str) for row in lines.rows for cell in row), name
        assert any(plan.revision in note for note in lines.notes), name
        assert plan.notice.say(lang) in lines.notes, name


def test_both_sentences_of_the_contradiction_are_cited(plan, tables):
    (note,) = [
        note
        for note in lines_of(plan, tables, "vi")["claims"].notes
        if note.startswith("Không thể cùng đúng")
    ]
    assert "“Đến nay đã có 8 bến cảng tại khu cảng Lạch Huyện đang hoạt động”" in note
    assert "“Bến số 3, 4, 5, 6 đã khởi công xây dựng từ năm 2022" in note
    assert note.endswith("như vậy chỉ còn 2.")


def test_a_statement_that_differs_says_by_how_much_and_through_which_features(plan, tables):
    rows = {row[0]: row for row in lines_of(plan, tables, "en")["claims"].rows}
    row = rows["berths-operating-8"]
    assert row[2:6] == ("= 8 berths", "2", "−6 (−75.00 %)", "differs")
    assert "counted: LH01, LH02" in row[6]
    assert "under construction: LH03, LH04, LH05, LH06" in row[6]


def test_a_day_is_printed_as_the_language_writes_it(plan):
    claim = {
        **plan.tables["claims"].iloc[0].to_dict(),
        "table": "berths",
        "measure": "date operating",
        "where": "code=LH01",
        "expected": 20180514.0,
    }
    dated = replace(plan, tables={**plan.tables, "claims": pd.DataFrame([claim])})
    (row,) = told.claim_lines(dated, analysis.claims_table(dated), "vi").rows
    assert row[2:4] == ("= 14/05/2018", "13/05/2018")


def test_targets_name_the_opening_that_is_counted(plan, tables):
    rows = {row[0]: row for row in lines_of(plan, tables, "en")["targets"].rows}
    assert rows["LH03"][3] == "met late by 1 year(s) (at the precision of a year)"
    assert rows["LH03"][4].startswith("in operation since 16 April 2025; berths34-ship")
    assert rows["LH09"][2] == "not given"
    assert rows["XUANCAU"][1].startswith("expected")


def test_years_without_a_change_stand_together(plan, tables):
    years = [row[1] for row in lines_of(plan, tables, "vi")["progress"].rows]
    assert {"2008–2022", "2016–2017", "2025–2026 (01/01/2026)"} <= set(years)


def test_printed_groups_sum_to_the_printed_total(plan, tables):
    rows = ledger.group_lines(plan, tables, "en").rows
    for at in (2, 3, 4, 5):
        whole = next(row for row in rows if row[0] == "Total: Industrial zones")
        parts = [row[at] for row in rows if row[0] == "Industrial zones: Status"]
        total = sum(float(part.replace(",", "").replace("–", "0")) for part in parts)
        assert round(total, 4) == float(whole[at].replace(",", ""))


def test_what_a_total_lacks_and_counts_twice_is_told(plan, tables):
    notes = "\n".join(ledger.ledger_lines(plan, tables, "en").notes)
    assert "Without outline, so not in the measured areas: 1 (DVCH); 22,540 ha" in notes
    assert "not in the declared sum: 3 (DOSON, MPDV, DEEPC3)" in notes
    assert "no overlap" in notes


def test_an_overlap_is_told_in_square_metres(plan_of, square):
    rows = [{"code": "A", "geometry": square()}, {"code": "B", "geometry": square(side=10)}]
    plan = plan_of(*rows)
    notes = "\n".join(ledger.ledger_lines(plan, analysis.tables_of(plan), "en").notes)
    assert "counted twice in the sum: 100 m²; counted once 1.00 ha" in notes


def test_a_sign_off_is_printed_beside_its_feature(plan, tables):
    area = tables.area.assign(explanation="đo lại", signed_by="Lan", signed_on="2025-03-01")
    row = ledger.ledger_lines(plan, replace(tables, area=area), "vi").rows[0]
    assert row[-1] == "đo lại (Lan, 01/03/2025)"


def test_an_empty_register_says_so(plan_of):
    plan = plan_of({"code": "A"})
    lines = lines_of(plan, analysis.tables_of(plan), "en")
    assert "The register holds no statement made by this day." in lines["claims"].notes
    assert "The register holds no target stated by this day." in lines["targets"].notes
    assert lines["progress"].rows == ()


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("name", ["claims", "targets", "progress"])
def test_the_commands_print_text_and_json(geodata, name, lang):
    command = getattr(analyse, name)
    arguments = ["--plan", str(geodata), "--as-of", "2026-01-01", "--lang", lang]
    assert CliRunner().invoke(command, arguments).exit_code == 0
    done = CliRunner().invoke(command, [*arguments, "--format", "json"])
    document = json.loads(done.stdout_bytes)
    assert document["schema"] == f"zoneplan.{name}/1"
    assert document["rows"]


def test_the_json_of_the_claims_holds_the_checks_of_the_indicators(plan):
    document = json.loads(
        told.claims_json(plan, analysis.claims_table(plan), analysis.indicators_table(plan))
    )
    assert {row["rule"] for row in document["indicators"]} >= {"currency", "unit_to_confirm"}
    (row,) = [row for row in document["rows"] if row["id"] == "berths-operating-8"]
    assert (row["found"], row["expected"], row["leaves"]) == (2, 8, 2)
