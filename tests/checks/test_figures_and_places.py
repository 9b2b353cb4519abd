"""Rules on declared figures, economic zones and quays."""

import itertools

import numpy as np
import pytest
import shapely

SOURCES = {"area_source": "decision", "boundary_source": "survey"}


def quay(number, *, west, length=100.0, **more):
    line = shapely.LineString([(600_000 + west, 2_300_000), (600_000 + west + length, 2_300_000)])
    return {"code": f"Q{number}", "berth": f"B{number}", "geometry": line, **more}


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ({"declared_area_ha": 1.0}, None),
        ({"declared_area_ha": 1.1}, "area-differs"),
        (
            {"declared_area_ha": 1.1, "boundary_uncertainty_m": 5.0},
            "area-differs-within-uncertainty",
        ),
        ({"declared_area_ha": 1.1, "boundary_basis": "placeholder"}, "area-not-independent"),
        ({"declared_area_ha": 1.1, "area_source": "survey"}, "area-not-independent"),
        ({"declared_area_ha": 1.015, "boundary_basis": "generalised"}, None),
        ({"declared_area_ha": 1.015}, "area-differs"),
    ],
)
def test_a_declared_area_is_judged_by_the_basis_of_the_outline(
    plan_with, findings, square, row, rule
):
    plan = plan_with({"geometry": square(), **SOURCES, **row})
    rules = ["area-differs", "area-differs-within-uncertainty", "area-not-independent"]
    assert [each for each in rules if findings(plan, each)] == ([rule] if rule else [])


def test_a_difference_is_told_in_figures_of_both_languages(plan_with, findings, square):
    plan = plan_with({"geometry": square(), **SOURCES, "declared_area_ha": 1.25})
    (found,) = findings(plan, "area-differs")
    assert "công bố 1,25 ha, đo 1,00 ha, chênh −0,25 ha (−20,0" in found.place.message.vi
    assert "declared 1.25 ha, measured 1.00 ha" in found.place.message.en


@pytest.mark.parametrize("case", [(100, 0, 0), (103, 0, 1), (103, 5, 0), (None, 0, 0)])
def test_a_quay_is_as_long_as_declared(plan_with, with_rows, findings, square, case):
    declared, doubt, found = case
    plan = with_rows(plan_with({"geometry": square()}), "quays", quay(1, west=0))
    berth = {"code": "B1", "declared_quay_m": declared, "boundary_uncertainty_m": doubt}
    plan = with_rows(plan, "berths", {**berth, "boundary_basis": "fitted", "geometry": square()})
    assert len(findings(plan, "quay-length-differs")) == found


def test_two_lines_of_one_berth_are_added(plan_with, with_rows, findings, square):
    lines = [quay(1, west=0), quay(1, west=100)]
    plan = with_rows(plan_with({"geometry": square()}), "quays", *lines)
    plan = with_rows(plan, "berths", {"code": "B1", "declared_quay_m": 200, "geometry": square()})
    assert not findings(plan, "quay-length-differs")


@pytest.mark.parametrize(
    "case",
    [
        ((1, 2, 3, 4), 0),
        ((4, 3, 2, 1), 0),
        ((1, 3, 2, 4), 1),
        ((2, 1, 3, 4), 1),
        ((1, 6, 3, 4, 5, 2, 7), 1),
        ((1, 2, 2, 4), 0),
        ((2, 1), 0),
    ],
)
def test_quays_run_in_the_order_of_their_numbers(plan_with, with_rows, findings, square, case):
    numbers, found = case
    lines = [quay(number, west=100 * at) for at, number in enumerate(numbers)]
    plan = with_rows(plan_with({"geometry": square()}), "quays", *lines)
    assert len(findings(plan, "quay-order")) == found


def test_quays_round_a_basin_are_in_order_and_two_exchanged_are_not(
    plan_with, with_rows, findings, square
):
    turns = np.linspace(0, 1.5 * np.pi, 10)
    corners = np.column_stack([600_000 + 500 * np.cos(turns), 2_300_000 + 500 * np.sin(turns)])
    sides = [shapely.LineString(pair) for pair in itertools.pairwise(corners)]
    numbers = [*range(1, len(sides) + 1)]
    for order, found in ((numbers, 0), ([1, 2, 3, 7, 5, 6, 4, 8, 9], 1)):
        lines = [
            {"code": f"Q{number}", "berth": f"B{number}", "geometry": side}
            for number, side in zip(order, sides, strict=True)
        ]
        plan = with_rows(plan_with({"geometry": square()}), "quays", *lines)
        told = findings(plan, "quay-order")
        assert len(told) == found
        assert all(
            "berths B4 and B7 stand in each other's places" in t.place.message.en for t in told
        )


def test_a_quay_of_no_berth_is_found(plan_with, with_rows, findings, square):
    plan = with_rows(plan_with({"geometry": square()}), "quays", quay(1, west=0))
    assert findings(plan, "quay-without-berth")
    assert not findings(with_rows(plan, "berths", {"code": "B1"}), "quay-without-berth")
    nameless = with_rows(plan, "quays", quay(1, west=0, berth=None))
    (found,) = findings(nameless, "quay-without-berth")
    assert found.place.message.en == "Q1 names no berth. Enter its berth."


def park_in(plan_with, with_rows, park, zone, doubt=0.0):
    rows = {"geometry": park, "economic_zone": "Z", "boundary_uncertainty_m": doubt}
    told = {"code": "Z", "geometry": zone, "boundary_uncertainty_m": doubt}
    return with_rows(plan_with(rows), "economic_zones", told)


@pytest.mark.parametrize("case", [(0, 0, 0), (20, 0, 1), (20, 9, 1), (20, 11, 0), (5000, 11, 1)])
def test_a_park_lies_in_its_zone(plan_with, with_rows, findings, box, case):
    west, doubt, found = case
    plan = park_in(plan_with, with_rows, box(west, 0, west + 100, 100), box(0, 0, 100, 100), doubt)
    assert len(findings(plan, "outside-its-zone")) == found


def test_what_both_uncertainties_explain_is_noted(plan_with, with_rows, findings, box):
    park, zone = box(20, 0, 120, 100), box(0, 0, 100, 100)
    (found,) = findings(
        park_in(plan_with, with_rows, park, zone, 11.0), "outside-its-zone-within-uncertainty"
    )
    assert (found.severity, found.place.code) == ("note", "A")
    inside = park_in(plan_with, with_rows, zone, zone, 11.0)
    assert not findings(inside, "outside-its-zone-within-uncertainty")


def test_what_lies_outside_is_shown(plan_with, with_rows, findings, box):
    plan = park_in(plan_with, with_rows, box(20, 0, 120, 100), box(0, 0, 100, 100))
    (found,) = findings(plan, "outside-its-zone")
    assert found.place.where.area == pytest.approx(2000)
    assert "20.0 % of it lies outside, up to 20 m" in found.place.message.en


@pytest.mark.parametrize("zone", [None, shapely.MultiPolygon()])
def test_in_a_zone_without_outline_nothing_is_decided(plan_with, with_rows, findings, square, zone):
    plan = park_in(plan_with, with_rows, square(), zone)
    assert findings(plan, "zone-without-outline")
    assert not findings(plan, "outside-its-zone")


def test_a_zone_that_is_nowhere_is_found(plan_with, findings, square):
    plan = plan_with({"geometry": square(), "economic_zone": "Z"})
    assert findings(plan, "zone-unknown")
    assert not findings(plan_with({"geometry": square()}), "zone-unknown")
