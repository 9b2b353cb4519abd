import dataclasses
from datetime import date

import pandas as pd
import pytest

from zoneplan import analysis, store

SAID = "2023-12-18"


@pytest.fixture(scope="module")
def today(geodata):
    return store.read_plan(geodata, as_of=date(2026, 1, 1))


@pytest.fixture(scope="module")
def targets(today):
    return analysis.targets_table(today).set_index("code")


@pytest.fixture
def zone(plan_of):
    """A zone that is being built since 2024, with what was aimed at."""

    def aimed(target, *events, as_of=date(2026, 6, 30)):
        started = {"code": "A", "status": "infra_build", "date": "2024-02-01", "date_kind": "since"}
        plan = plan_of({"code": "A"}, events=[started, *events], as_of=as_of)
        columns = plan.tables["targets"].columns.drop("geometry")
        row = {"code": "A", "status": "operating", "source": "report", "kind": "aim", **target}
        said = pd.DataFrame([{"id": "report", "date": SAID}])
        tables = {**plan.tables, "targets": pd.DataFrame([row], columns=columns), "sources": said}
        return analysis.targets_table(dataclasses.replace(plan, tables=tables))

    return aimed


def opened(day, kind="since", status="operating", **more):
    return {"code": "A", "status": status, "date": day, "date_kind": kind, **more}


def test_berths_due_in_2024_opened_a_year_late(targets):
    for code, source in (("LH03", "berths34-ship"), ("LH05", "berths56-2025")):
        row = targets.loc[code]
        assert (row["verdict"], row["later_by"], row["later_unit"]) == ("met_late", 1, "year")
        assert row["event_source"] == source
    assert targets.loc["LH03", "event_date"] == "2025-04-16"
    assert "inaugurated 2025-05-13" in targets.loc["LH03", "event_note"]


def test_the_zone_due_in_2025_came_a_year_early(targets):
    row = targets.loc["NHP"]
    assert (row["verdict"], row["later_by"], row["event_date"]) == ("met_early", -1, "2024-12-04")


def test_a_park_not_seen_operating_is_overdue_and_says_what_is_known(targets):
    row = targets.loc["XUANCAU"]
    assert (row["verdict"], row["kind"], row["later_by"]) == ("overdue", "expected", 2)
    assert (row["now_status"], row["now_date"]) == ("infra_build", "2025-03-04")


def test_without_a_due_date_nothing_is_late(targets):
    assert targets.loc["LH09", ["verdict", "later_by"]].to_list() == ["met_undated", None]
    assert targets.loc["LH07", "verdict"] == "not_yet_undated"


def test_on_the_day_of_the_report_nothing_is_met_yet(hai_phong):
    verdicts = analysis.targets_table(hai_phong).set_index("code")["verdict"]
    assert verdicts["LH03"] == verdicts["NHP"] == "not_yet"


def test_before_it_was_stated_there_is_no_target(geodata):
    plan = store.read_plan(geodata, as_of=date(2023, 12, 17))
    assert analysis.targets_table(plan).empty


@pytest.mark.parametrize(
    ("due", "event", "verdict", "late"),
    [
        (("2025-03-31", "day"), ("2025-04-05", "day"), ("met_late", "day"), 5),
        (("2025-03-01", "month"), ("2025-04-05", "day"), ("met_late", "month"), 1),
        (("2025-03-31", "day"), ("2025-04-01", "month"), ("met_late", "month"), 1),
        (("2025-01-01", "year"), ("2025-12-31", "day"), ("met_in_time", "year"), 0),
        (("2025-12-31", "day"), ("2025-01-01", "year"), ("met_in_time", "year"), 0),
        (("2025-03-31", "day"), ("2025-03-01", "day"), ("met_early", "day"), -30),
    ],
)
def test_lateness_is_told_at_the_coarser_precision(zone, due, event, verdict, late):
    target = {"due": due[0], "due_precision": due[1]}
    row = zone(target, opened(event[0], date_precision=event[1])).iloc[0]
    assert ((row["verdict"], row["later_unit"]), row["later_by"]) == (verdict, late)


def test_an_opening_only_seen_later_may_have_been_in_time(zone):
    target = {"due": "2024-01-01", "due_precision": "year"}
    assert zone(target, opened("2025-05-01", "observed"))["verdict"].to_list() == ["met_by"]
    assert zone(target, opened("2024-05-01", "observed"))["verdict"].to_list() == ["met_in_time"]


def test_a_status_beyond_the_one_aimed_at_overtakes_it(zone):
    target = {"due": "2027-01-01", "due_precision": "year"}
    row = zone(target, opened("2025-05-01", status="filled")).iloc[0]
    assert (row["verdict"], row["now_status"]) == ("overtaken", "filled")


def test_what_was_so_long_before_the_target_does_not_fulfil_it(zone):
    target = {"due": "2027-01-01", "due_precision": "year"}
    once = opened("2019-01-01"), opened("2020-01-01", status="land_clearance")
    assert zone(target, *once)["verdict"].to_list() == ["not_yet"]


@pytest.mark.parametrize(
    ("target", "verdict"),
    [
        ({"code": "Z"}, "unknown_feature"),
        ({"code": None}, "unknown_feature"),
        ({"status": "flying"}, "unknown_status"),
        ({"status": None}, "unknown_status"),
    ],
)
def test_a_target_for_nothing_known_says_so(zone, target, verdict):
    assert zone(target)["verdict"].to_list() == [verdict]


def at(table, layer, year):
    own = table.loc[(table["layer"] == layer) & (table["year"] == year)]
    return {
        status if isinstance(status, str) else None: count
        for status, count in zip(own["status"], own["count"], strict=True)
        if count
    }


def test_each_years_end_counts_every_feature_once(today):
    table = analysis.progress_table(today)
    for (layer, _), own in table.groupby(["layer", "year"]):
        assert own["count"].sum() == len(today.frame(layer))


def test_berths_by_status_at_each_years_end(today):
    table = analysis.progress_table(today)
    assert at(table, "berths", 2016) == {"construction": 2, None: 10}
    assert at(table, "berths", 2018) == {"operating": 2, None: 10}
    assert at(table, "berths", 2022) == {"construction": 4, "operating": 2, None: 6}
    assert at(table, "berths", 2025) == {
        "in_principle": 4,
        "approved_investor": 2,
        "operating": 6,
    }
    open_ = table.query("layer == 'berths' and year == 2025 and status == 'operating'").iloc[0]
    assert open_["declared_quay_m"] == 4 * 375 + 2 * 450
    assert open_["stated_area_ha"] == pytest.approx(2 * 22.5 + 2 * 23.5 + 2 * 28.75)


def test_nothing_is_filled_backwards(today):
    first = analysis.progress_table(today).groupby("layer")["year"].min()
    assert first.to_dict() == {"economic_zones": 2008, "industrial_zones": 2023, "berths": 2016}


def test_what_was_only_seen_or_inferred_is_counted_as_such(today):
    table = analysis.progress_table(today)
    row = table.query("layer == 'industrial_zones' and year == 2023 and status == 'filled'").iloc[0]
    assert (row["count"], row["observed"], row["inferred"]) == (7, 7, 7)


def test_the_last_year_ends_on_the_day_asked_about(today):
    table = analysis.progress_table(today)
    assert table["on"].max() == "2026-01-01"
    assert set(table.query("year == 2025")["on"]) == {"2025-12-31"}


def test_a_layer_without_dated_events_has_no_progress(plan_of):
    event = {"code": "A", "status": "filled", "date": "soon"}
    assert analysis.progress_table(plan_of({"code": "A"}, events=[event])).empty
    assert analysis.progress_table(plan_of()).empty


def test_another_authority_has_its_own_progress(xanh):
    table = analysis.progress_table(store.read_plan(xanh, as_of=date(2022, 6, 1)))
    assert at(table, "craft_villages", 2020) == {"idea": 1, None: 3}
    assert at(table, "craft_villages", 2022) == {"weaving": 1, "paused_by_court": 1, None: 2}
    assert table["declared_quay_m"].isna().all()
