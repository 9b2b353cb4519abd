import dataclasses

import pandas as pd
import pytest

from zoneplan import analysis


@pytest.fixture
def sense(plan_of):
    """Check figures given as id, operator, value, unit and note."""

    def of(*rows):
        plan = plan_of()
        stated = [
            {"id": i, "operator": o, "value": v, "unit": u, "note": n, "year": 2023, "source": "s"}
            for i, o, v, u, n in rows
        ]
        columns = plan.tables["indicators"].columns.drop("geometry")
        frame = pd.DataFrame(stated, columns=columns)
        tables = {**plan.tables, "indicators": frame}
        return analysis.indicators_table(dataclasses.replace(plan, tables=tables))

    return of


def test_the_shipped_figures_make_sense(hai_phong):
    rows = analysis.indicators_table(hai_phong)
    by_rule = rows.groupby("rule")["verdict"].agg(lambda verdicts: sorted(set(verdicts)))
    assert by_rule.to_dict() == {
        "currency": ["consistent"],
        "parts": ["consistent"],
        "of_plan": ["consistent"],
        "unit_to_confirm": ["to_confirm"],
        "ambiguous": ["to_confirm"],
    }
    doubted = rows.loc[rows["rule"] == "unit_to_confirm", "ids"]
    assert doubted.to_list() == ["budget_payment", "budget_plan"]


def test_two_currencies_imply_one_rate_within_bounds(hai_phong):
    rows = analysis.indicators_table(hai_phong).query("rule == 'currency'")
    # 23,847 billion VND is "above" 1 billion USD; "above" 328,000 billion VND is 14.2 billion USD.
    assert rows["found_high"].to_list()[0] == pytest.approx(23_847)
    assert rows["found_low"].to_list()[1] == pytest.approx(328_000 / 14.2)


def test_rates_that_have_nothing_in_common_contradict_each_other(sense):
    rows = sense(
        ("a", "=", 24.0, "billion VND", None),
        ("a_usd", "=", 1.0, "million USD", None),
        ("b", "=", 30.0, "billion VND", None),
        ("b_usd", "=", 1.0, "million USD", None),
    )
    assert rows["verdict"].to_list() == ["inconsistent"] * 2
    assert rows["found_low"].to_list() == [24_000, 30_000]


def test_one_rate_alone_proves_nothing(sense):
    rows = sense(("a", "=", 24.0, "billion VND", None), ("a_usd", "=", 1.0, "million USD", None))
    assert rows["verdict"].to_list() == ["cannot_be_decided"]


@pytest.mark.parametrize(("part", "verdict"), [(4.0, "consistent"), (40.0, "inconsistent")])
def test_parts_may_not_exceed_their_whole(sense, part, verdict):
    rows = sense(
        ("events", "=", 10.0, "events", None),
        ("events_city", "=", 5.0, "events", None),
        ("events_ministry", "=", part, "events", None),
    )
    assert rows["verdict"].to_list() == [verdict]


@pytest.mark.parametrize(("printed", "verdict"), [(101.2, "consistent"), (102.1, "inconsistent")])
def test_a_per_cent_of_plan_is_reckoned_again(sense, printed, verdict):
    rows = sense(
        ("budget_vs_plan", "=", printed, "% of plan", None),
        ("budget_payment", "=", 2591.74, "million VND", None),
        ("budget_plan", "=", 2560.0, "million VND", None),
    )
    assert rows["found_low"].to_list() == [pytest.approx(101.23984)]
    assert rows["verdict"].to_list() == [verdict]


def test_a_plan_of_nothing_and_odd_rows_stop_nothing(sense):
    rows = sense(
        ("x_vs_plan", "=", 100.0, "%", None),
        ("x_paid", "=", 1.0, "VND", None),
        ("x_plan", "=", 0.0, "VND", None),
        (None, None, None, None, None),
        ("", "≈", 1e300, "", "=1+1"),
        ("_usd", "<", -1.0, None, None),
    )
    assert rows.query("rule == 'of_plan'")["verdict"].to_list() == ["cannot_be_decided"]
