"""An edit is checked by the catalogue first, and tells what it changed and what it broke."""

from datetime import date

import pytest

from zoneplan import store
from zoneplan.change import Put, Reason
from zoneplan.errors import EditError, PlanError
from zoneplan.workflows.edit import StatusEvent, remove, set_status, set_values
from zoneplan.workflows.history import difference, history, record, undo
from zoneplan.workflows.look import look

TODAY = date(2026, 11, 24)
REASON = Reason(action="set", by="Lan")
FORCED = Reason(action="status", by="Lan", forced=True)


def event(status, on="2025-06", **more):
    return StatusEvent(
        **{"status": status, "date": on, "kind": "since", "source": "heza-2023"} | more
    )


def zone(folder, code, **options):
    plan = store.read_plan(folder, as_of=TODAY, code=code, **options)
    return plan.frame("industrial_zones").iloc[0]


def test_a_value_is_typed_by_its_column(copied_plan):
    done = set_values(
        copied_plan, "DOSON", {"declared_area_ha": "150.5"}, reason=REASON, today=TODAY
    )
    assert zone(copied_plan, "DOSON").declared_area_ha == 150.5
    assert [change.columns for change in done.changes] == [("declared_area_ha",)]


def test_a_text_is_kept_in_nfc_and_an_empty_one_empties(copied_plan):
    set_values(copied_plan, "DOSON", {"developer": "Đồ Sơn"}, reason=REASON, today=TODAY)
    assert zone(copied_plan, "DOSON").developer == "Đồ Sơn"
    set_values(copied_plan, "DOSON", {"developer": ""}, reason=REASON, today=TODAY)
    assert zone(copied_plan, "DOSON").developer is None


@pytest.mark.parametrize(
    ("code", "values", "error", "told"),
    [
        ("NOPE", {"note": "x"}, EditError, "No layer has the code NOPE"),
        ("DOSON", {"nope": "x"}, EditError, "no column nope"),
        ("DOSON", {"status": "filled"}, EditError, "zoneplan status set"),
        ("DOSON", {"code": "X"}, EditError, "the code is the key"),
        ("DOSON", {"declared_area_ha": "lớn"}, EditError, "is not a number"),
        ("DOSON", {"declared_area_ha": "nan"}, EditError, "is not a number"),
        ("DOSON", {"declared_area_ha": "1.500"}, EditError, "1500 or 1.5000"),
        ("DOSON", {"declared_area_ha": "-5"}, EditError, "Nothing was written"),
        ("DOSON", {"boundary_basis": "sure"}, EditError, "not on the list"),
    ],
)
def test_a_wrong_value_is_refused_and_nothing_written(copied_plan, code, values, error, told):
    with pytest.raises(error, match=told):
        set_values(copied_plan, code, values, reason=REASON, today=TODAY)
    assert history(copied_plan, None, today=TODAY).changes == ()


def test_a_forced_value_is_recorded_as_forced(copied_plan):
    reason = Reason(action="set", by="Lan", forced=True)
    done = set_values(copied_plan, "DOSON", {"boundary_basis": "sure"}, reason=reason, today=TODAY)
    assert done.findings
    assert history(copied_plan, None, today=TODAY).revisions[-1].reason.forced


def test_force_that_was_not_needed_is_not_recorded(copied_plan):
    set_status(copied_plan, "DOSON", event("operating"), reason=FORCED, today=TODAY)
    assert not history(copied_plan, None, today=TODAY).revisions[-1].reason.forced


def test_a_status_goes_into_the_history_and_into_the_layer(copied_plan):
    set_status(copied_plan, "DOSON", event("operating"), reason=REASON, today=TODAY)
    plan = store.read_plan(copied_plan, as_of=TODAY, code="DOSON")
    newest = plan.events.iloc[-1]
    assert (newest.date, newest.date_precision, newest.basis) == ("2025-06-01", "month", "sourced")
    assert zone(copied_plan, "DOSON").status == "operating"


def test_a_status_of_the_past_leaves_the_present_one(copied_plan):
    set_status(copied_plan, "DOSON", event("operating", "2010"), reason=REASON, today=TODAY)
    assert zone(copied_plan, "DOSON").status == "filled"


@pytest.mark.parametrize(
    ("status", "on", "told"),
    [
        ("infra_build", "2025", "may not follow filled"),
        ("proposed", "2010", "filled may not follow proposed"),
        ("nope", "2025", "not on the list"),
        ("operating", "2030", "lies ahead"),
    ],
)
def test_a_status_that_breaks_a_rule_is_refused(copied_plan, status, on, told):
    with pytest.raises(EditError, match=told):
        set_status(copied_plan, "DOSON", event(status, on), reason=REASON, today=TODAY)


def test_a_broken_rule_can_be_forced_and_that_is_kept(copied_plan):
    set_status(copied_plan, "DOSON", event("infra_build"), reason=FORCED, today=TODAY)
    assert history(copied_plan, None, today=TODAY).revisions[-1].reason.forced


def test_removing_takes_the_history_along_and_undo_brings_both_back(copied_plan):
    before = store.read_plan(copied_plan, as_of=TODAY).revision
    remove(copied_plan, "DOSON", reason=Reason(action="remove", by="Lan"), today=TODAY)
    gone = store.read_plan(copied_plan, as_of=TODAY, code="DOSON")
    assert gone.frame("industrial_zones").empty
    assert gone.events.empty
    undo(copied_plan, "DOSON", reason=Reason(action="undo", by="Lan"), today=TODAY)
    assert store.read_plan(copied_plan, as_of=TODAY).revision == before


def test_the_difference_since_a_revision_is_what_changed_since(copied_plan):
    set_values(copied_plan, "DOSON", {"note": "A"}, reason=REASON, today=TODAY)
    set_values(copied_plan, "VSIP", {"note": "B"}, reason=REASON, today=TODAY)
    codes = [change.code for change in difference(copied_plan, "1", None, today=TODAY).changes]
    assert codes == ["DOSON", "VSIP"]
    codes = [change.code for change in difference(copied_plan, "1", "2", today=TODAY).changes]
    assert codes == ["DOSON"]
    assert difference(copied_plan, None, None, today=TODAY).changes == ()


def test_a_moment_that_is_neither_revision_nor_day_is_refused(copied_plan):
    with pytest.raises(PlanError, match="no revision 99"):
        difference(copied_plan, "99", None, today=TODAY)
    with pytest.raises(PlanError, match="neither"):
        difference(copied_plan, "hôm qua", None, today=TODAY)


def test_nothing_to_record_is_said(copied_plan):
    with pytest.raises(EditError, match="no change that waits"):
        record(copied_plan, reason=REASON, today=TODAY)


def test_two_clocks_tell_the_boundary_in_force_and_the_one_known(copied_plan, square):
    old = zone(copied_plan, "DOSON").geometry
    _, catalogue = store.read_settings(copied_plan)
    put = Put(
        layer="industrial_zones",
        file="industrial_zones.gpkg",
        key="DOSON",
        values={"geometry": square()},
    )
    reason = Reason(action="import", by="Lan", decision="299/QĐ-TTg")  # of 4 March 2021
    store.apply(copied_plan, catalogue, [put], reason)

    def seen(as_of, known_at=None):
        told = look(copied_plan, "DOSON", as_of=as_of, known_at=known_at)
        return told.plan.frame("industrial_zones").geometry.iloc[0], told.since

    assert seen(date(2021, 3, 3)) == (old, None)
    assert seen(date(2021, 3, 4)) == (square(), "2021-03-04")
    assert seen(date(2021, 3, 4), known_at="1") == (old, None)
    with pytest.raises(PlanError, match="did not then hold"):
        seen(date(2021, 3, 4), known_at="2020-01-01")
