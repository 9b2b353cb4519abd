import dataclasses
from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zoneplan import analysis, store

DAY = date(2023, 12, 18)
CLAIM = {
    "source": "paper",
    "table": "industrial_zones",
    "measure": "count",
    "as_of": "2023-12-18",
    "operator": "=",
    "expected": 1.0,
    "tolerance_pct": 0.0,
    "independent": "yes",
}


def claimed(plan, *claims):
    columns = plan.tables["claims"].columns.drop("geometry")
    rows = [{"id": f"c{at}", **CLAIM, **claim} for at, claim in enumerate(claims)]
    tables = {**plan.tables, "claims": pd.DataFrame(rows, columns=columns)}
    return analysis.claims_table(dataclasses.replace(plan, tables=tables))


def judged(plan, **claim):
    return claimed(plan, claim).iloc[0]


@pytest.fixture
def zones(plan_of, square):
    """Three zones: 10 ha filled, 20 ha being built, one of unknown area and status."""
    rows = [
        {"code": "A", "declared_area_ha": 10.0, "geometry": square(), "boundary_basis": "surveyed"},
        {"code": "B", "declared_area_ha": 20.0, "established": "2022-06"},
        {"code": "C", "established": "2009", "economic_zone": "DVCH"},
    ]
    events = [
        {"code": code, "status": status, "date": day, "date_kind": "since", "source": "book"}
        for code, status, day in (
            ("A", "infra_build", "2019-05-01"),
            ("A", "filled", "2022-01-01"),
            ("B", "infra_build", "2023-01-01"),
        )
    ]
    return plan_of(*rows, events=events)


@pytest.fixture(scope="module")
def shipped(geodata):
    plan = store.read_plan(geodata, as_of=date(2026, 1, 1))
    return analysis.claims_table(plan).set_index("id")


# Each beside the reckoning that anyone can repeat on the annexes.
SHIPPED = {
    "zones-count": ("holds", 14, None),  # rows of the zones' annex
    "zones-filled": ("holds_by_construction", 7, "not_independent"),  # classes inferred from it
    "zones-clearance": ("holds_by_construction", 3, "not_independent"),
    "zones-building": ("holds_by_construction", 4, "not_independent"),
    "zones-area-2022": ("holds_by_construction", 6077.37, "not_independent"),  # 5190.67 + 886.7
    "berths-construction": ("holds", 4, None),  # 3 to 6 since July and August 2022
    "berths-approved": ("holds", 2, None),  # 7 and 8 by 428/QĐ-TTg
    "berths-submitted": ("holds_by_construction", 4, "not_independent"),  # rests on the sentence
    "berths-operating-8": ("differs", 2, None),  # 1 and 2 since 13 May 2018
    "nhp-area": ("holds_by_construction", 20000, "not_independent"),  # the same figure
    "nhp-measured": ("holds_by_construction", 19837.65, "not_independent"),  # 0.81 % below
    "sector-shares": ("holds", 93, None),  # 34 + 15 + 44
    "budget-share": ("holds", 101.24, None),  # 100 × 2591.74 / 2560
}


@pytest.mark.parametrize("name", SHIPPED)
def test_each_shipped_statement_gets_its_verdict(shipped, name):
    verdict, found, reason = SHIPPED[name]
    row = shipped.loc[name]
    assert row["verdict"] == verdict
    assert row["found"] == pytest.approx(found, abs=0.01)
    assert (row["reason"] if pd.notna(row["reason"]) else None) == reason


def test_no_shipped_statement_is_left_out(shipped):
    assert set(shipped.index) == set(SHIPPED)


def test_eight_berths_contradict_the_list_of_the_same_report(shipped):
    row = shipped.loc["berths-operating-8"]
    assert row["difference"] == -6
    assert row["counted"] == "LH01, LH02"
    assert row["collides_with"] == "berths-construction, berths-approved, berths-submitted"
    assert row["leaves"] == 12 - 4 - 2 - 4
    assert row["source_says"] == "submitted: LH09, LH10, LH11, LH12"
    assert "construction: LH03, LH04, LH05, LH06" in row["not_counted"]
    assert shipped.loc["berths-construction", "collides_with"] == "berths-operating-8"
    assert pd.isna(shipped.loc["zones-filled", "collides_with"])


def test_a_statement_is_judged_on_its_own_day(zones):
    rows = claimed(
        zones,
        {"where": "code=A;status=filled", "as_of": "2022-01-01"},
        {"where": "code=A;status=filled", "as_of": "2021-12-31", "expected": 0},
    )
    assert rows["verdict"].to_list() == ["holds", "holds"]


def test_a_year_is_judged_by_its_end(zones):
    assert judged(zones, where="code=A;status=filled", as_of="2022")["verdict"] == "holds"


def test_a_statement_made_after_the_day_asked_about_is_not_there(zones):
    assert claimed(zones, {"as_of": "2024-01-01"}).empty


@pytest.mark.parametrize("gap", [" " * 20_000, "\t\n"])
def test_white_space_in_a_measure_means_nothing(zones, gap):
    assert judged(zones, measure=f" count {gap}(*) ", expected=3)["verdict"] == "holds"
    assert judged(zones, measure=f"count{gap}!", expected=3)["reason"] == "unknown_measure"


def test_a_zone_established_later_does_not_count_and_is_told(zones):
    row = judged(zones, as_of="2022-05-31", expected=2)
    assert (row["verdict"], row["left_out"]) == ("holds", "B")


@pytest.mark.parametrize(
    ("claim", "found"),
    [
        ({"measure": "count", "where": "declared_area_ha>=10; code=A|B", "expected": 2}, 2),
        ({"measure": "count", "where": "code=A|B and declared_area_ha > 10"}, 1),
        ({"measure": "count(*)", "where": "economic_zone=DVCH"}, 1),
        ({"measure": "count", "where": "economic_zone=", "expected": 2}, 2),
        ({"measure": "count", "where": "established<2022-01-01;code!=A"}, 1),
        ({"measure": "sum declared_area_ha", "where": "code=A|B", "expected": 30}, 30),
        ({"measure": "SUM(area_ha)", "where": "code=A|B", "unit": "ha", "expected": 30}, 30),
        ({"measure": "max declared_area_ha", "where": "code=A|B", "expected": 20}, 20),
        ({"measure": "min declared_area_ha", "where": "code=A|B", "expected": 10}, 10),
        ({"measure": "mean declared_area_ha", "where": "code=A|B", "expected": 15}, 15),
        ({"measure": "declared_area_ha", "where": "code=B", "expected": 20}, 20),
        ({"measure": "share", "where": "code=A", "expected": 33.3, "tolerance_pct": 1}, 100 / 3),
        ({"measure": "distinct economic_zone", "where": "code=C"}, 1),
        ({"measure": "date filled", "where": "code=A", "expected": 2022}, 2022),
        ({"measure": "date filled", "where": "code=A", "expected": 20220101}, 20220101),
        ({"measure": "max established", "where": "code=B|C", "expected": 202206}, 202206),
    ],
)
def test_a_measure_is_a_row_not_code(zones, claim, found):
    row = judged(zones, **claim)
    assert (row["verdict"], row["found"]) == ("holds", pytest.approx(found))


@pytest.mark.parametrize(
    ("operator", "expected", "tolerance", "verdict"),
    [
        ("=", 30, 0, "holds"),
        ("=", 31, 0, "differs"),
        ("=", 31, 5, "holds"),
        ("≈", 31, 5, "holds"),
        ("≈", 31, None, "cannot_be_decided"),
        (">=", 30, 0, "holds"),
        (">", 30, 0, "differs"),
        ("<=", 30, 0, "holds"),
        ("<", 30, 0, "differs"),
        ("≥", 29, 0, "holds"),
    ],
)
def test_each_comparison_means_what_it_says(zones, operator, expected, tolerance, verdict):
    claim = {"measure": "sum area_ha", "where": "code=A|B", "operator": operator}
    row = judged(zones, **claim, expected=expected, tolerance_pct=tolerance)
    assert row["verdict"] == verdict


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ({"table": "castles"}, "unknown_table"),
        ({"table": "revisions"}, "unknown_table"),
        ({"table": None}, "unknown_table"),
        ({"measure": "guess"}, "unknown_measure"),
        ({"measure": None}, "unknown_measure"),
        ({"measure": "count code"}, "unknown_measure"),
        ({"measure": "sum"}, "unknown_measure"),
        ({"measure": "sum towers"}, "unknown_column"),
        ({"measure": "sum geometry"}, "unknown_column"),
        ({"measure": "sum name_vi"}, "no_number"),
        ({"where": "towers=1"}, "unknown_column"),
        ({"where": "status=lost"}, "unknown_value"),
        ({"where": "code=Z"}, "unknown_value"),
        ({"where": "rubbish"}, "unreadable_where"),
        ({"where": "declared_area_ha>big"}, "unreadable_where"),
        ({"as_of": "18/12/2023"}, "unreadable_date"),
        ({"operator": "about"}, "unknown_operator"),
        ({"expected": None}, "no_expected"),
        ({"expected": float("inf")}, "no_expected"),
        ({"measure": "sum area_ha", "unit": "km2"}, "units_differ"),
        ({"measure": "sum area_ha", "where": "code=C"}, "no_value"),
        ({"measure": "sum measured_area_ha", "where": "code=B"}, "no_outline"),
        ({"measure": "sum area_ha", "expected": 40}, "no_value"),
        ({"measure": "max area_ha"}, "no_value"),
        ({"measure": "declared_area_ha", "where": "code=A|B"}, "many_rows"),
        ({"measure": "date filled", "where": "code=B"}, "no_data"),
        ({"measure": "date lost"}, "unknown_value"),
        ({"measure": "max established", "where": "code=C", "expected": 20090101}, "date_too_vague"),
    ],
)
def test_what_cannot_be_decided_says_why(zones, claim, reason):
    row = judged(zones, **claim)
    assert (row["verdict"], row["reason"]) == ("cannot_be_decided", reason)


def test_a_missing_status_leaves_a_count_open_only_where_it_could_matter(zones):
    open_ = judged(zones, where="status=filled", expected=2)
    assert (open_["verdict"], open_["reason"], open_["about"]) == (
        "cannot_be_decided",
        "value_missing",
        "C",
    )
    assert (open_["found_low"], open_["found_high"]) == (1, 2)
    assert judged(zones, where="status=filled", expected=5)["verdict"] == "differs"


def test_a_missing_area_does_not_hide_that_the_rest_is_enough(zones):
    assert judged(zones, measure="sum area_ha", operator=">", expected=25)["verdict"] == "holds"
    assert judged(zones, measure="sum area_ha", expected=25)["verdict"] == "differs"


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ({"independent": "no"}, "not_independent"),
        ({"independent": None}, "independence_unstated"),
        ({"where": "status=filled;code=A", "expected": 1, "source": "book"}, "same_source"),
    ],
)
def test_what_rests_on_the_same_ground_holds_by_construction(zones, claim, reason):
    row = judged(zones, **{"expected": 3, **claim})
    assert (row["verdict"], row["reason"]) == ("holds_by_construction", reason)


def test_an_outline_made_to_its_area_holds_by_construction(hai_phong):
    row = judged(
        hai_phong,
        table="economic_zones",
        measure="sum measured_area_ha",
        where="code=NHP",
        operator="≈",
        expected=20000,
        tolerance_pct=2,
    )
    assert (row["verdict"], row["reason"]) == ("holds_by_construction", "made_to_area")


@pytest.mark.parametrize(
    ("measure", "verdict", "reason"),
    [
        ("100 * budget_payment / budget_plan", "holds", None),
        ("-(budget_plan - budget_payment) / 1", "differs", None),
        ("budget_plan / (budget_plan - budget_plan)", "cannot_be_decided", "division_by_zero"),
        ("budget_plan / ddi_attracted_usd * 0.0395325", "cannot_be_decided", "only_a_bound"),
        ("budget_plan ** 2", "cannot_be_decided", "unknown_measure"),
        ("__import__('os').system('x')", "cannot_be_decided", "unknown_measure"),
        ("budget_plan + nothing_here", "cannot_be_decided", "no_data"),
        ("9" * 500, "cannot_be_decided", "unknown_measure"),
        ("((((", "cannot_be_decided", "unknown_measure"),
        ("1", "cannot_be_decided", "unknown_measure"),
    ],
)
def test_arithmetic_is_read_and_never_run(hai_phong, measure, verdict, reason):
    claim = {"table": "indicators", "expected": 101.2, "tolerance_pct": 0.1}
    row = judged(hai_phong, measure=measure, **claim)
    assert (row["verdict"], row["reason"]) == (verdict, reason)


def test_figures_of_two_units_are_not_added(hai_phong):
    where = "id=ddi_attracted|fdi_new_projects"
    row = judged(hai_phong, table="indicators", measure="sum value", where=where)
    assert row["reason"] == "units_differ"


@pytest.mark.parametrize(
    ("measure", "unit", "verdict"),
    [
        ("budget_plan", "million VND", "holds"),
        ("budget_plan", "billion VND", "cannot_be_decided"),
        ("2 * budget_plan - budget_plan", "million VND", "holds"),
        ("2 * budget_plan - budget_plan", "million USD", "cannot_be_decided"),
        ("budget_plan + 0 * promotion_events", "million VND", "cannot_be_decided"),
        ("budget_plan * budget_plan / budget_plan", "billion VND", "cannot_be_decided"),
        ("2560 * budget_plan / budget_plan", "%", "holds"),
    ],
)
def test_a_formula_comes_to_the_unit_stated(hai_phong, measure, unit, verdict):
    row = judged(hai_phong, table="indicators", measure=measure, unit=unit, expected=2560)
    reason = None if verdict == "holds" else "units_differ"
    assert (row["verdict"], row["reason"]) == (verdict, reason)


def test_the_value_of_an_indicator_is_a_column_of_its_row(hai_phong):
    claim = {"table": "indicators", "measure": "value", "where": "id=budget_plan"}
    assert judged(hai_phong, **claim, expected=2560)["verdict"] == "holds"
    assert judged(hai_phong, **claim, unit="billion VND", expected=2560)["reason"] == "units_differ"


def test_another_year_of_an_indicator_does_not_count(hai_phong):
    claim = {"table": "indicators", "measure": "sum value", "where": "id=budget_plan"}
    assert judged(hai_phong, **claim, as_of="2022-12-31")["reason"] == "no_data"
    assert judged(hai_phong, **claim, expected=2560)["verdict"] == "holds"


def test_two_answers_to_one_question_collide(zones):
    rows = claimed(zones, {"expected": 3}, {"expected": 4}, {"expected": 4, "source": "other"})
    assert rows["collides_with"].fillna("").to_list() == ["c1", "c0", ""]


def test_one_date_at_three_precisions_is_no_contradiction_and_another_year_is(zones):
    dated = {"measure": "date filled", "where": "code=A"}
    rows = claimed(zones, *({**dated, "expected": day} for day in (2022, 202201, 20220101, 2023)))
    assert rows["collides_with"].to_list() == ["c3", "c3", "c3", "c0, c1, c2"]


def test_a_row_with_a_slip_of_the_pen_accuses_no_source(zones):
    length = {"measure": "sum area_ha", "where": "code=A|B"}
    rows = claimed(
        zones,
        {**length, "expected": 30, "unit": "ha"},
        {**length, "expected": 0.3, "unit": "km2"},
        {"where": "status=lost", "expected": 2},
        {"where": "status=filled", "expected": 2},
    )
    assert rows["collides_with"].isna().all()


def test_parts_that_exceed_the_whole_collide_though_none_is_the_odd_one(zones):
    rows = claimed(
        zones,
        {"where": "status=filled", "expected": 2},
        {"where": "status=infra_build", "expected": 2},
        {"where": "status=filled|operating", "expected": 2},
    )
    assert rows["leaves"].to_list() == [1, 1, 1]
    assert rows["collides_with"].to_list()[0] == "c1"


def test_parts_collide_with_a_stated_total_below_them(zones):
    rows = claimed(
        zones,
        {"where": "code=A", "expected": 1},
        {"where": "code=B|C", "expected": 2},
        {"expected": 2},
    )
    assert rows["collides_with"].to_list()[2] == "c0, c1"


WORDS = {
    "table": ["berths", "quays", "economic_zones", "indicators", "names", "status_history", "land"],
    "measure": ["count", "share", "sum value", "max area_ha", "sum measured_length_m", "mean year"],
    "where": ["status=operating", "code=LH01|NHP", "year>2000", "date<2024", "note=", ";;and=="],
    "as_of": ["2023", "2023-12", "2023-12-18", "0001-01-01", "2023-02-30"],
    "operator": ["=", "≈", ">", "≤"],
    "unit": ["ha", "m", "%", "projects"],
}


@given(
    st.fixed_dictionaries(
        {
            name: st.none() | st.text(max_size=30) | st.sampled_from(words)
            for name, words in WORDS.items()
        }
    ),
    st.none() | st.floats(),
    st.none() | st.floats(),
)
def test_no_row_however_broken_stops_the_table(hai_phong, texts, expected, tolerance):
    frame = claimed(hai_phong, {**texts, "expected": expected, "tolerance_pct": tolerance})
    assert set(frame["verdict"]) <= {
        "holds",
        "holds_by_construction",
        "differs",
        "cannot_be_decided",
    }


@given(st.text(alphabet="abudget_pln0123456789.+-*/() \t", max_size=40))
def test_no_measure_however_broken_stops_the_table(hai_phong, measure):
    assert len(claimed(hai_phong, {"table": "indicators", "measure": measure})) == 1
