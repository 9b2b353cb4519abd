"""Rules on the history of statuses, decisions, occupancy, estimates."""

import dataclasses
from datetime import date

import pytest

EVENT = {
    "code": "A",
    "date": "2020-01-01",
    "date_precision": "day",
    "status": "filled",
    "date_kind": "since",
    "basis": "sourced",
    "source": "hearsay",
}


def events(*changes):
    return [{**EVENT, **change} for change in changes]


@pytest.fixture
def history(plan_with, square):
    """A plan with one zone and some events."""

    def make(*changes, **more):
        return plan_with({"geometry": square()}, events=events(*changes), **more)

    return make


@pytest.mark.parametrize(
    ("first", "then", "found"),
    [("infra_build", "filled", 0), ("proposed", "filled", 1), ("filled", "filled", 0)],
)
def test_a_status_follows_as_the_catalogue_allows(history, findings, first, then, found):
    plan = history({"status": then}, {"status": first, "date": "2010-01-01"})
    assert len(findings(plan, "status-transition")) == found


def test_an_event_entered_twice_is_found_once(history, findings):
    assert len(findings(history({}, {}, {}), "event-duplicate")) == 1
    assert not findings(history({}, {"date": "2021-01-01"}), "event-duplicate")


@pytest.mark.parametrize(
    ("day", "precision", "found"),
    [
        ("2020-01-01", "day", 1),
        ("2020-01-01", "month", 1),
        ("2020-01-02", "day", 0),
        ("2019-01-01", "year", 0),
    ],
)
def test_two_statuses_of_one_date_have_no_order(history, findings, day, precision, found):
    plan = history({"status": "operating", "date": day, "date_precision": precision}, {})
    assert len(findings(plan, "event-order-unclear")) == found


def test_a_month_holds_the_days_in_it(history, findings):
    plan = history(
        {"date": "2020-01-01", "date_precision": "month", "status": "operating"},
        {"date": "2020-01-20"},
    )
    assert findings(plan, "event-order-unclear")


def test_an_event_ahead_is_found(history, findings):
    ahead = {"date": "2030-01-01"}
    assert findings(history({}, ahead), "event-in-future")
    assert not findings(history({}), "event-in-future")


def test_a_look_back_takes_no_later_event_for_one_ahead(history, told_on, findings):
    assert not findings(told_on(history({}), date(2000, 1, 1)), "event-in-future")


def test_a_stage_made_by_a_decision_names_it(history, findings):
    assert findings(history({"status": "established"}), "decision-missing")
    named = history({"status": "established", "decision": "1/QĐ-TTg"})
    assert not findings(named, "decision-missing")
    assert not findings(history({"status": "operating"}), "decision-missing")


@pytest.mark.parametrize(
    "case",
    [("2020-02-01", "day", 1), ("2020-01-01", "day", 0), ("2020-01-01", "year", 0)],
)
def test_no_event_precedes_its_decision(history, with_rows, findings, case):
    day, precision, found = case
    plan = with_rows(
        history({"decision": "1/QĐ-TTg"}),
        "decisions",
        {"number": "1/QĐ-TTg", "date": day, "date_precision": precision},
    )
    assert len(findings(plan, "event-before-decision")) == found


@pytest.mark.parametrize(
    ("dates", "found"),
    [
        ({"date": "2020-01-01", "date_precision": "day"}, 0),
        ({"date": "2020-01-01", "date_precision": "year", "in_force_from": "2020-06-01"}, 0),
        ({}, 1),
        ({"date": "2020-05-01", "date_precision": "day", "in_force_from": "2020-04-01"}, 1),
        ({"date": "2020-05-01", "date_precision": "day", "in_force_to": "2019-04-01"}, 1),
    ],
)
def test_the_dates_of_a_decision_are_in_order(history, with_rows, findings, dates, found):
    plan = with_rows(history({}), "decisions", {"number": "1/QĐ-TTg", **dates})
    assert len(findings(plan, "decision-dates")) == found


@pytest.mark.parametrize(("occupancy", "found"), [(59.0, 1), (60.0, 0), (100.0, 0), (None, 0)])
def test_a_filled_park_is_let(plan_with, findings, square, occupancy, found):
    plan = plan_with({"geometry": square(), "occupancy_pct": occupancy})
    assert len(findings(plan, "occupancy-differs-from-status")) == found


def test_what_occupancy_fits_a_status_is_the_catalogues_to_say(plan_with, findings, square):
    plan = plan_with({"geometry": square(), "occupancy_pct": 30.0})
    (found,) = findings(plan, "occupancy-differs-from-status")
    assert "(60–100 % let) but the occupancy 30.0 %" in found.place.message.en
    known = plan.catalogue.statuses["industrial_zones"]
    filled = dataclasses.replace(known["filled"], occupancy_pct=(25, 50))
    told = {**plan.catalogue.statuses, "industrial_zones": {**known, "filled": filled}}
    other = dataclasses.replace(plan.catalogue, statuses=told)
    assert not findings(dataclasses.replace(plan, catalogue=other), "occupancy-differs-from-status")


def test_no_more_than_all_is_let(plan_with, findings, square):
    plan = plan_with({"geometry": square(), "occupancy_pct": 100.5})
    assert findings(plan, "occupancy-out-of-range")


def test_what_rests_on_an_estimate_is_counted_by_layer(plan_with, with_rows, findings, square):
    rows = [
        {"code": code, "geometry": square(east), "area_source": "guess", "boundary_source": "guess"}
        for code, east in (("A", 600_000), ("B", 600_500))
    ]
    sources = [{"id": "guess", "kind": "estimate"}, {"id": "paper", "kind": "press"}]
    plan = with_rows(plan_with(*rows), "sources", *sources)
    (found,) = findings(plan, "rests-on-estimate")
    assert "a source: 4 (area_source: A, B; boundary_source: A, B)" in found.place.message.en


@pytest.mark.parametrize("table", ["names", "official_areas", "targets", "sign_offs"])
def test_a_register_speaks_of_features_that_exist(plan_with, with_rows, findings, square, table):
    plan = plan_with({"geometry": square()})
    assert not findings(with_rows(plan, table, {"code": "A"}), "register-without-feature")
    (found,) = findings(with_rows(plan, table, {"code": "B"}), "register-without-feature")
    assert (found.place.layer, found.place.code) == (table, "B")


def test_a_feature_without_status_is_noted(plan_with, findings, square):
    bare = plan_with({"geometry": square(), "status": None}, events=())
    (found,) = findings(bare, "status-missing")
    assert (found.severity, found.place.code) == ("note", "A")
    assert not findings(plan_with({"geometry": square(), "status": None}), "status-missing")
    assert not findings(plan_with({"geometry": square()}), "status-missing")
