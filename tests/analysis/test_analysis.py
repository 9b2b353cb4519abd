from datetime import date

import pytest

from zoneplan import analysis, store

DECLARED = {
    "code": "A",
    "declared_area_ha": 1.0,
    "area_source": "paper",
    "boundary_source": "survey",
}


def area_row(plan_of, square, **row):
    plan = plan_of({**DECLARED, "geometry": square(), **row})
    return analysis.area_table(plan).set_index("code").loc["A"]


@pytest.fixture(scope="module")
def tables(hai_phong):
    return analysis.tables_of(hai_phong)


def counts(status, layer):
    return status.loc[status["layer"] == layer, "status"].value_counts().to_dict()


def test_status_on_the_day_of_the_report(tables):
    assert counts(tables.status, "industrial_zones") == {
        "filled": 7,
        "land_clearance": 3,
        "infra_build": 4,
    }
    assert counts(tables.status, "berths") == {
        "operating": 2,
        "construction": 4,
        "approved_investor": 2,
        "submitted": 4,
    }
    assert tables.status.set_index("code").loc["NHP", "status"] == "dossier"


def test_later_events_count_later(geodata):
    plan = store.read_plan(geodata, as_of=date(2026, 11, 23))
    status = analysis.status_table(plan)
    assert counts(status, "berths") == {"operating": 6, "approved_investor": 2, "in_principle": 4}
    row = status.set_index("code").loc["NHP"]
    assert (row["status"], row["name_vi"]) == (
        "established",
        "Khu kinh tế ven biển phía Nam Hải Phòng",
    )


def test_before_its_first_event_a_feature_has_no_status(geodata):
    status = analysis.status_table(store.read_plan(geodata, as_of=date(2015, 1, 1)))
    assert status.set_index("code").loc["LH01", "status"] is None


def test_an_outline_of_its_own_source_agrees_within_the_tolerance(plan_of, square):
    row = area_row(plan_of, square, boundary_basis="surveyed")
    assert row["verdict"] == "agrees"
    assert row["difference_ha"] == pytest.approx(row["geodesic_area_ha"] - 1.0)
    assert row["difference_pct"] == pytest.approx(100 * row["difference_ha"])


def test_beyond_the_tolerance_it_differs(plan_of, square):
    row = area_row(plan_of, square, boundary_basis="surveyed", declared_area_ha=1.1)
    assert (row["verdict"], row["reason"]) == ("differs", None)


def test_a_vague_outline_may_explain_its_difference(plan_of, square):
    row = area_row(
        plan_of,
        square,
        boundary_basis="generalised",
        declared_area_ha=1.1,
        boundary_uncertainty_m=50.0,
    )
    assert (row["verdict"], row["reason"]) == ("differs", "outline_uncertainty")


@pytest.mark.parametrize("basis", ["fitted", "placeholder", "schematic"])
def test_an_outline_made_to_have_its_area_proves_nothing(plan_of, square, basis):
    row = area_row(plan_of, square, boundary_basis=basis)
    assert (row["verdict"], row["reason"]) == ("not_independent", "made_to_area")


def test_area_and_outline_of_one_source_prove_nothing(plan_of, square):
    row = area_row(plan_of, square, boundary_basis="surveyed", boundary_source="paper")
    assert (row["verdict"], row["reason"]) == ("not_independent", "same_source")


@pytest.mark.parametrize("lacking", ["area_source", "boundary_source"])
def test_without_both_sources_independence_cannot_be_shown(plan_of, square, lacking):
    row = area_row(plan_of, square, boundary_basis="official", **{lacking: None})
    assert (row["verdict"], row["reason"]) == ("not_independent", "unsourced")


def test_an_unknown_basis_proves_nothing(plan_of, square):
    row = area_row(plan_of, square, boundary_basis="dreamt")
    assert (row["verdict"], row["reason"]) == ("not_independent", "basis_unknown")


def test_an_estimate_is_no_declaration(plan_of, square):
    row = area_row(
        plan_of, square, declared_area_ha=None, estimated_area_ha=1.0, boundary_basis="surveyed"
    )
    assert (row["verdict"], row["reason"]) == ("not_declared", "estimated")


def test_without_outline_nothing_is_measured(tables):
    row = tables.area.set_index("code").loc["DVCH"]
    assert row["verdict"] == "no_outline"
    assert row[["geodesic_area_ha", "grid_area_ha", "difference_ha"]].isna().all()


def test_the_verdicts_of_the_shipped_plan(tables):
    assert tables.area["verdict"].value_counts().to_dict() == {
        "not_independent": 17,
        "not_declared": 10,
        "agrees": 1,
        "differs": 1,
        "no_outline": 1,
    }


def test_the_zones_add_up_to_the_facts(tables):
    (total,) = tables.totals.query("layer == 'industrial_zones' and by == 'layer'").to_dict(
        "records"
    )
    assert total["stated_area_ha"] == pytest.approx(6077.37)
    assert total["estimated_area_ha"] == pytest.approx(886.7)


@pytest.mark.parametrize("by", ["status", "kind", "economic_zone"])
def test_the_groups_of_each_dimension_add_up_to_the_layer(tables, by):
    figures = [
        "count",
        "without_outline",
        "stated_area_ha",
        "declared_area_ha",
        "geodesic_area_ha",
        "grid_area_ha",
    ]
    totals = tables.totals
    for layer, groups in totals[totals["by"] == by].groupby("layer"):
        whole = totals[(totals["by"] == "layer") & (totals["layer"] == layer)].iloc[0]
        assert groups[figures].sum().to_list() == pytest.approx(
            whole[figures].astype(float).to_list()
        )


def test_totals_are_the_sum_of_the_rows(tables):
    whole = tables.totals[tables.totals["by"] == "layer"].set_index("layer")["geodesic_area_ha"]
    rows = tables.area.groupby("layer")["geodesic_area_ha"].sum().drop("alternatives")
    assert whole.to_dict() == pytest.approx(rows.to_dict())


def test_what_no_outline_covers_is_told(tables):
    (total,) = tables.totals.query("layer == 'economic_zones' and by == 'layer'").to_dict("records")
    assert total["without_outline"] == 1


def test_another_authority_is_analysed_without_a_change(xanh):
    tables = analysis.tables_of(store.read_plan(xanh, as_of=date(2023, 1, 1)))
    status = tables.status.set_index("code")["status"]
    assert status.to_dict() == {"V1": "weaving", "V2": "paused_by_court", "V3": None, "V4": None}
    assert tables.area.set_index("code").loc["V2", "verdict"] == "agrees"
