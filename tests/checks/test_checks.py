import re
import tomllib
from datetime import date
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from zoneplan import checks, store
from zoneplan.checks.neighbours import unshared_edges
from zoneplan.plan import UnreadableValue
from zoneplan.report.findings import checks_page

ROOT = Path(__file__).parents[2]

GOOD = {"code": "A", "status": "filled", "boundary_basis": "surveyed"}
EVENT = {
    "code": "A",
    "date": "2020-01-01",
    "date_precision": "day",
    "status": "filled",
    "date_kind": "since",
    "basis": "sourced",
    "source": "hearsay",
}
BOWTIE = shapely.MultiPolygon(
    [
        shapely.Polygon(
            [(600_000, 2_300_000), (600_100, 2_300_100), (600_100, 2_300_000), (600_000, 2_300_100)]
        )
    ]
)


@pytest.fixture
def found(plan_of, square):
    """The rules that a layer of one good feature breaks once it is spoiled."""

    def rules(row=(), *, twice=False, events=(EVENT,), **stored):
        feature = {**GOOD, "geometry": square(), **dict(row)}
        plan = plan_of(*[feature] * (2 if twice else 1), events=events, **stored)
        return {
            finding.rule
            for finding in checks.findings_of(plan)
            if finding.place.layer in {"industrial_zones", "industrial_zones.gpkg"}
        }

    return rules


def test_a_good_layer_breaks_no_rule(found):
    assert found() == set()


def test_the_shipped_plan_has_notes_only(hai_phong):
    told = {(f.severity, f.rule, f.place.layer) for f in checks.findings_of(hai_phong)}
    assert told == {
        ("note", "area-differs-within-uncertainty", "industrial_zones"),
        ("note", "area-not-independent", "alternatives"),
        ("note", "area-not-independent", "berths"),
        ("note", "area-not-independent", "economic_zones"),
        ("note", "area-not-independent", "industrial_zones"),
        ("note", "gap-within-uncertainty", "berths"),
        ("note", "gap-within-uncertainty", "industrial_zones"),
        ("note", "rests-on-estimate", "decisions"),
        ("note", "rests-on-estimate", "industrial_zones"),
        ("note", "zone-without-outline", "berths"),
        ("note", "zone-without-outline", "industrial_zones"),
    }


@pytest.mark.parametrize(
    ("rule", "spoil"),
    [
        ("geometry-missing", {"row": {"geometry": None}}),
        ("geometry-missing", {"row": {"geometry": shapely.MultiPolygon()}}),
        ("geometry-invalid", {"row": {"geometry": BOWTIE}}),
        ("geometry-type", {"row": {"geometry": shapely.Point(600_000, 2_300_000)}}),
        (
            "geometry-outside-window",
            {"row": {"geometry": shapely.box(2_300_000, 600_000, 2_300_100, 600_100)}},
        ),
        ("row-count-stale", {"recorded_count": 0}),
        ("crs-missing", {"stored_crs": None}),
        ("crs-other", {"stored_crs": "EPSG:4326"}),
        ("column-missing", {"missing": ("note",)}),
        (
            "value-unreadable",
            {"unreadable": (UnreadableValue(code="A", column="note", value="?"),)},
        ),
        ("code-missing", {"row": {"code": None}, "events": ()}),
        ("code-duplicate", {"twice": True}),
        (
            "status-unknown",
            {"row": {"status": "dreamt"}, "events": ({**EVENT, "status": "dreamt"},)},
        ),
        ("status-differs-from-history", {"row": {"status": "operating"}}),
        (
            "event-without-feature",
            {"events": (EVENT, {**EVENT, "layer": "industrial_zones.gpkg", "code": "Z"})},
        ),
        ("event-incomplete", {"events": ({**EVENT, "basis": None},)}),
        ("boundary-basis-missing", {"row": {"boundary_basis": None}}),
        ("value-out-of-range", {"row": {"declared_area_ha": -1.0}}),
        ("value-out-of-range", {"row": {"declared_area_ha": 0.0}}),
        ("value-out-of-range", {"row": {"boundary_uncertainty_m": -5.0}}),
        ("value-not-in-list", {"row": {"boundary_basis": "guessed"}}),
        ("source-unknown", {"row": {"area_source": "hearsay"}}),
        ("source-unknown", {"row": {"decision": "1/QĐ"}}),
    ],
)
def test_a_spoiled_layer_breaks_the_rule(found, rule, spoil):
    assert rule in found(**spoil)


def test_a_feature_that_states_no_outline_may_lack_geometry(found):
    assert found({"geometry": None, "boundary_basis": "none"}) == set()


def test_an_empty_layer_is_found(plan_of):
    rules = [(f.rule, f.place.layer) for f in checks.findings_of(plan_of())]
    assert ("layer-empty", "industrial_zones") in rules
    assert ("layer-empty", "alternatives") not in rules


def test_a_column_outside_the_catalogue_is_noted(plan_of, square):
    plan = plan_of({**GOOD, "geometry": square()}, events=(EVENT,))
    plan.layers["industrial_zones"].frame["{{ x }}"] = "y"
    assert "column-unknown" in {finding.rule for finding in checks.findings_of(plan)}


def test_an_invalid_geometry_is_found_with_its_place(plan_of):
    plan = plan_of({**GOOD, "geometry": BOWTIE}, events=(EVENT,))
    (place,) = (f.place for f in checks.findings_of(plan) if f.rule == "geometry-invalid")
    assert place.at == (600_050, 2_300_050)


def test_every_check_has_a_stable_code_and_both_languages():
    codes = [check.rule for check in checks.CHECKS]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)+", code) for code in codes)
    assert all(check.text.vi and check.text.en for check in checks.CHECKS)


def test_errors_come_first(plan_of):
    severities = [
        f.severity
        for f in checks.findings_of(plan_of({**GOOD, "area_source": "x", "geometry": BOWTIE}))
    ]
    assert severities == sorted(severities, key=["error", "warning", "note"].index)


def test_every_rule_is_explained_in_both_languages():
    reasons = tomllib.loads((ROOT / "src/zoneplan/checks/reasons.toml").read_text("utf-8"))
    assert list(reasons) == [check.rule for check in checks.CHECKS]
    for rule in checks.explained():
        assert all(text.vi and text.en for text in (rule.text, rule.why, rule.source, rule.mend))


def test_the_page_of_rules_is_fresh():
    committed = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    assert committed == checks_page(checks.explained()), (
        "zoneplan check --explain all > docs/checks.md"
    )


def test_what_several_rules_ask_is_asked_once_and_each_rule_reports_done(hai_phong, monkeypatch):
    asked, done = [], []
    monkeypatch.setattr("zoneplan.checks.beside.unshared_edges", counted(asked))
    checks.findings_of(hai_phong, progress=done.append)
    assert done == [check.rule for check in checks.CHECKS]
    assert len(asked) == 3, "once for each legal type, for overlaps and gaps alike"


def counted(asked):
    def call(shapes):
        asked.append(shapes)
        return unshared_edges(shapes)

    return call


def test_an_authority_without_zones_and_berths_is_checked_as_well(xanh):
    (found,) = checks.findings_of(store.read_plan(xanh, as_of=date(2023, 1, 1)))
    assert (found.rule, found.severity) == ("status-missing", "note")


def broken_shapes():
    line = shapely.LineString([(600_000, 2_300_000), (600_100, 2_300_000)])
    far = shapely.box(1e9, 1e9, 1e9 + 10, 1e9 + 10)
    zero = shapely.Polygon([(600_000, 2_300_000)] * 4)
    return [None, shapely.MultiPolygon(), shapely.Point(0, 0), line, far, zero, BOWTIE]


@pytest.mark.parametrize(
    "shape", broken_shapes(), ids=["none", "empty", "point", "line", "far", "zero", "bowtie"]
)
@pytest.mark.parametrize("layer", ["industrial_zones", "quays", "economic_zones", "berths"])
def test_a_broken_outline_is_a_finding_never_a_fault(hai_phong, layer, shape):
    frame = hai_phong.frame(layer)
    broken = frame.set_geometry(gpd.GeoSeries([shape] * len(frame), crs=frame.crs))
    plan = hai_phong.with_frame(hai_phong.catalogue.layers[layer], broken)
    assert checks.findings_of(plan) != checks.findings_of(hai_phong)
