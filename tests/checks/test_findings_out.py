"""Findings on their way out: GeoJSON, the page, the command, what is new since a revision."""

import base64
import dataclasses
import hashlib
import json
import re
from datetime import date

import pytest
import shapely
from click.testing import CliRunner

from zoneplan import checks
from zoneplan.change import Reason
from zoneplan.cli.check import check as command
from zoneplan.report.findings import findings_geojson, findings_page
from zoneplan.workflows.check import check
from zoneplan.workflows.edit import set_values

TODAY = date(2026, 11, 25)
HOSTILE = "</li><script>alert(1)</script>{{ 7*7 }}{% x %}"


@pytest.fixture
def run(geodata):
    """Run the command on the shipped plan, or on another."""

    def invoke(*words, plan=geodata):
        return CliRunner().invoke(command, ["--plan", str(plan), "--lang", "en", *words])

    return invoke


@pytest.fixture
def overlapping(plan_with, box):
    rows = [{"geometry": box(0, 0, 100, 100)}, {"code": "B", "geometry": box(80, 0, 180, 100)}]
    return plan_with(*rows)


def test_geojson_shows_the_piece_of_land_in_wgs84(overlapping):
    document = json.loads(findings_geojson(overlapping, checks.findings_of(overlapping)))
    (overlap,) = (f for f in document["features"] if f["properties"]["rule"] == "outlines-overlap")
    shape = shapely.from_geojson(json.dumps(overlap["geometry"]))
    assert shape.geom_type == "Polygon"
    # 100.09 km east of 105.75 at 104.1 km a degree, and 6.8 seconds more in WGS 84.
    assert shape.centroid.x == pytest.approx(105.75 + 0.9614 + 6.8 / 3600, abs=0.0003)
    assert document["revision"] == overlapping.revision


def test_a_finding_on_a_layer_has_no_geometry(plan_of):
    plan = plan_of()
    features = json.loads(findings_geojson(plan, checks.findings_of(plan)))["features"]
    assert {feature["geometry"] for feature in features} == {None}


def test_nothing_found_is_an_empty_collection(overlapping):
    assert json.loads(findings_geojson(overlapping, []))["features"] == []


def test_the_page_runs_nothing_and_loads_nothing(plan_with, square):
    plan = plan_with({"code": HOSTILE, "geometry": square(), "kind": HOSTILE})
    page = findings_page(plan, checks.findings_of(plan), checks.explained())
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}" in page
    assert not re.search(r"<script|<img|<link|\bon\w+=|href=|src=|style=\"|https?:", page)
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in page


def test_the_page_says_that_it_is_internal_and_nothing_of_it_to_the_public(overlapping):
    public = dataclasses.replace(overlapping, audience="public")
    pages = [findings_page(plan, (), checks.explained()) for plan in (overlapping, public)]
    assert ["LƯU HÀNH NỘI BỘ" in page for page in pages] == [True, False]


def test_the_page_groups_by_severity_and_says_why_in_both_languages(overlapping):
    page = findings_page(overlapping, checks.findings_of(overlapping), checks.explained())
    assert page.index('class="error"') < page.index('class="warning"')
    assert "A and B overlap by 2,000.00 m²" in page
    assert "A và B chồng nhau 2.000,00 m²" in page
    assert "Một mảnh đất không thể thuộc hai khu cùng loại" in page


@pytest.mark.parametrize(("level", "code"), [("error", 0), ("warning", 0), ("note", 4)])
def test_the_exit_code_goes_by_the_level_asked_for(run, level, code):
    assert run("--fail-on", level).exit_code == code


@pytest.mark.parametrize("form", ["json", "geojson", "html"])
def test_every_form_is_printed_or_written_as_the_suffix_says(run, form, tmp_path):
    printed = run("--format", form).stdout_bytes
    assert run("-o", str(tmp_path / f"found.{form}")).stdout == ""
    assert (tmp_path / f"found.{form}").read_bytes() == printed


def test_a_rule_is_explained(run):
    said = run("--explain", "outlines-overlap").stdout
    assert "totals would count it twice" in said
    assert run("--explain", "no-such-rule").exit_code == 2


def test_only_what_is_new_since_a_revision_is_told(copied_plan):
    values = {"occupancy_pct": "40"}
    reason = Reason(action="set", by="Lan")
    first = set_values(copied_plan, "VSIP", values, reason=reason, today=TODAY).revision
    set_values(copied_plan, "TD1", values, reason=reason, today=TODAY)
    new = check(copied_plan, as_of=TODAY, since=str(first)).findings
    assert [(f.rule, f.place.code) for f in new] == [("occupancy-differs-from-status", "TD1")]
    assert len(check(copied_plan, as_of=TODAY).findings) > len(new)


def test_progress_is_told_once_for_each_rule(geodata):
    done = []
    check(geodata, as_of=TODAY, progress=done.append)
    assert len(done) == len(checks.CHECKS)


def test_a_finding_on_a_feature_is_where_the_feature_is(plan_with, with_rows, square):
    plan = plan_with({"geometry": square(), "occupancy_pct": 5.0}, {"code": "B", "geometry": None})
    plan = with_rows(plan, "official_areas", {"code": "A", "area_ha": -1.0}, {"code": "Z"})
    found = {
        (each.rule, each.place.code): each.place.at
        for each in checks.located(plan, checks.findings_of(plan))
    }
    middle = (square().centroid.x, square().centroid.y)
    assert found["occupancy-differs-from-status", "A"] == middle
    assert found["value-out-of-range", "A"] == middle
    assert found["register-without-feature", "Z"] is None
    assert found["geometry-missing", "B"] is None
