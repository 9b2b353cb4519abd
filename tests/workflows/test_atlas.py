import re

import pytest
from click.testing import CliRunner

from zoneplan import analysis, audience, figures
from zoneplan.cli import main
from zoneplan.figures.voice import Voice
from zoneplan.workflows.entries import Teller, entry


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("ZONEPLAN_LANG", "en")


def sheet_of(plan, layer, code, lang="en"):
    """What the sheet of a feature tells, table by table."""
    teller = Teller(plan=plan, tables=analysis.tables_of(plan), voice=Voice.of(lang))
    held = plan.catalogue.layers[layer]
    place = list(plan.frame(layer)[held.key]).index(code)
    return {block.title: block for block in entry(teller, held, place).blocks}


def run(geodata, *words):
    return CliRunner().invoke(main, ["atlas", "--plan", str(geodata), *map(str, words)])


def test_the_fact_box_tells_the_status_with_its_grounds(hai_phong):
    facts = dict(sheet_of(hai_phong, "berths", "LH01")["Facts"].rows)
    assert facts["Code"] == "LH01"
    assert re.match(r"in operation, since 13 May 2018 \(", facts["Status"])
    assert facts["Declared quay length"] == "375 m"


def test_areas_show_the_difference_and_why_it_may_prove_nothing(hai_phong):
    areas = dict(sheet_of(hai_phong, "industrial_zones", "DINHVU")["Areas and outline"].rows)
    assert areas["Declared area"] == "541 ha"
    assert areas["Difference"].startswith("−12.40 ha (−2.29 %)")
    assert areas["Verdict"] == "not independent: the outline was made to have this area"


def test_an_aim_is_told_as_an_aim(hai_phong):
    rows = sheet_of(hai_phong, "berths", "LH03")["Status history"].rows
    (aim,) = [row for row in rows if row[0] == "2024"]
    assert aim[1].startswith("aim: in operation (heza-2023)")


def test_what_came_after_the_day_is_not_told(hai_phong):
    rows = sheet_of(hai_phong, "economic_zones", "NHP")["Status history"].rows
    assert not any("established (" in words and "1511" in words for _, words in rows)


def test_a_schematic_outline_has_no_points_and_says_why(hai_phong):
    points = sheet_of(hai_phong, "industrial_zones", "VSIP")["Corner points of the outline"]
    assert points.rows == ()
    assert "neither official nor surveyed" in points.note


def test_an_official_outline_has_its_corner_points(hai_phong):
    layer = hai_phong.catalogue.layers["industrial_zones"]
    official = hai_phong.with_values(layer, "VSIP", {"boundary_basis": "official"})
    points = sheet_of(official, "industrial_zones", "VSIP")["Corner points of the outline"]
    corners = official.frame(layer.name).set_index("code").loc["VSIP"].geometry.geoms[0].exterior
    assert len(points.rows) == len(corners.coords)
    assert points.rows[0][0] == points.rows[-1][0] == "1"
    assert "VN-2000" in points.note


def test_every_paper_that_is_named_is_listed(hai_phong):
    told = sheet_of(hai_phong, "berths", "LH03")
    assert {"heza-2023", "berths34-2021"} <= {name for name, _ in told["Sources cited"].rows}
    assert "1323/QĐ-TTg" in {number for number, _ in told["Decisions cited"].rows}


def test_both_languages_stand_together_and_figures_once(hai_phong):
    told = sheet_of(hai_phong, "berths", "LH01", lang="both")
    rows = dict(told["Thông tin chính / Facts"].rows)
    assert rows["Chiều dài tuyến bến công bố / Declared quay length"] == "375 m"


def test_hostile_text_stays_text(hai_phong):
    layer = hai_phong.catalogue.layers["berths"]
    hostile = hai_phong.with_values(layer, "LH01", {"note": "$\\frac{1}{0}$ {{ 7*7 }} (\x00\\"})
    facts = dict(sheet_of(hostile, "berths", "LH01")["Facts"].rows)
    assert facts["Note"] == "$\\frac{1}{0}$ {{ 7*7 }} (\x00\\"


def test_a_public_plan_tells_nothing_internal(hai_phong):
    public = audience.for_public(hai_phong)
    assert sheet_of(public, "berths", "LH01")["Facts"].rows


def test_the_command_writes_the_sheets_asked_for(geodata, tmp_path):
    target = tmp_path / "a b.pdf"
    done = run(geodata, "DVCH", "-o", target, "--as-of", "2023-12-18", "--lang", "en")
    assert done.exit_code == 0, done.output
    assert done.stdout == f"{target}\n"
    assert target.read_bytes().startswith(b"%PDF-")
    assert [file.name for file in tmp_path.iterdir()] == ["a b.pdf"]


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (["-o", "atlas.svg"], (6, "'.svg' is not written")),
        (["NOWHERE", "-o", "atlas.pdf"], (3, "no code 'NOWHERE'")),
        (["--layers", "parks", "-o", "atlas.pdf"], (3, "no layer 'parks'")),
        (["--size", "A0"], (2, "'A0'")),
    ],
)
def test_wrong_words_are_refused_in_one_sentence(geodata, tmp_path, monkeypatch, words, refusal):
    code, told = refusal
    monkeypatch.chdir(tmp_path)
    done = run(geodata, *words)
    assert (done.exit_code, list(tmp_path.iterdir())) == (code, [])
    assert told in done.stderr


def test_the_plans_own_folder_gets_no_atlas(copied_plan):
    done = run(copied_plan, "-o", copied_plan / "atlas.pdf")
    assert done.exit_code == 6
    assert not (copied_plan / "atlas.pdf").exists()


def test_an_atlas_that_is_broken_off_leaves_nothing(geodata, tmp_path, monkeypatch):
    old = tmp_path / "atlas.pdf"
    old.write_bytes(b"old")

    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(figures.atlas.binding.Book, "close", stop)
    done = run(geodata, "DVCH", "-o", old)
    assert done.exit_code == 130
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"old"]
