"""A decision carries boundaries and statuses; revoking shows them first."""

import subprocess
import sys
from datetime import date

import pytest

from zoneplan import analysis, store
from zoneplan.change import Put, Reason
from zoneplan.errors import EditError
from zoneplan.workflows import decisions
from zoneplan.workflows.history import difference, mark, undo
from zoneplan.workflows.in_force import plan_in_force
from zoneplan.workflows.look import look

TODAY = date(2026, 11, 24)
REASON = Reason(action="decision", by="Lan")
NEW = {
    "number": "12/QĐ-TTg",
    "date": "2026-01-05",
    "date_precision": "day",
    "authority": "Thủ tướng Chính phủ",
    "about": "ranh giới",
    "source": "heza-2023",
    "in_force_from": "2026-02-01",
}


@pytest.fixture
def decided(copied_plan, square):
    """A plan in which a decision has moved a boundary."""
    decisions.add(copied_plan, NEW, file=None, reason=REASON)
    put = Put(
        layer="industrial_zones",
        file="industrial_zones.gpkg",
        key="DOSON",
        values={"geometry": square(), "boundary_basis": "official"},
    )
    _, catalogue = store.read_settings(copied_plan)
    reason = Reason(action="import", by="Lan", decision="12/QĐ-TTg")
    store.apply(copied_plan, catalogue, [put], reason)
    return copied_plan


def seen(folder, as_of):
    told = look(folder, "DOSON", as_of=as_of, known_at=None)
    return told.plan.frame("industrial_zones").geometry.iloc[0], told.since, told.decision


def revoked(folder, **more):
    asked = {"on": "2026-06-01", "by": None, "replaced": False, "today": TODAY} | more
    return decisions.revocation(folder, "12/QĐ-TTg", **asked)


def test_the_hash_of_the_decisions_file_is_kept(copied_plan, tmp_path):
    file = tmp_path / "12.pdf"
    file.write_bytes(b"abc")
    decisions.add(copied_plan, NEW, file=file, reason=REASON)
    table = store.read_plan(copied_plan, as_of=TODAY).tables["decisions"].set_index("number")
    assert table.file_sha256["12/QĐ-TTg"].startswith("ba7816bf8f01cfea")


def test_a_number_that_is_taken_is_refused(decided):
    with pytest.raises(EditError, match="holds 12/QĐ-TTg already"):
        decisions.add(decided, NEW, file=None, reason=REASON)


def test_areas_are_those_of_the_boundaries_in_force(decided):
    before, (held,) = plan_in_force(decided, as_of=date(2026, 1, 31))
    after, none = plan_in_force(decided, as_of=date(2026, 2, 1))
    areas = [
        analysis.area_table(plan).set_index("code").geodesic_area_ha["DOSON"]
        for plan in (before, after)
    ]
    assert areas == [pytest.approx(150.59, abs=0.01), pytest.approx(1, abs=0.001)]
    assert (held.code, held.since, held.is_drawn, none) == ("DOSON", None, True, ())


def test_before_the_decision_that_first_brought_it_no_boundary_is_measured(decided, square):
    _, catalogue = store.read_settings(decided)
    put = Put(
        layer="economic_zones",
        file="nam_hai_phong.gpkg",
        key="DVCH",
        values={"geometry": square(), "boundary_basis": "official"},
    )
    reason = Reason(action="import", by="Lan", decision="12/QĐ-TTg")
    store.apply(decided, catalogue, [put], reason)
    plan, held = plan_in_force(decided, as_of=date(2026, 1, 31))
    assert [(each.code, each.is_drawn) for each in held] == [("DVCH", False), ("DOSON", True)]
    row = analysis.area_table(plan).set_index("code").loc["DVCH"]
    assert row.verdict == "no_outline"


def test_the_ledger_tells_which_boundary_it_measured(decided):
    command = [sys.executable, "-m", "zoneplan", "area", "--plan", str(decided), "--lang", "en"]
    told = subprocess.run(
        [*command, "--as-of", "2026-01-31"], capture_output=True, check=True, encoding="utf-8"
    ).stdout
    assert "DOSON: measured is the boundary in force on this day" in " ".join(told.split())


def test_a_boundary_is_in_force_from_its_decisions_date(decided, square):
    assert seen(decided, date(2026, 1, 31))[1:] == (None, None)
    assert seen(decided, date(2026, 2, 1)) == (square(), "2026-02-01", "12/QĐ-TTg")


def test_a_change_cannot_rest_on_a_decision_that_is_not_there(copied_plan):
    _, catalogue = store.read_settings(copied_plan)
    reason = Reason(action="record", by="Lan", decision="99/QĐ-TTg")
    put = Put(
        layer="industrial_zones", file="industrial_zones.gpkg", key="DOSON", values={"note": "x"}
    )
    with pytest.raises(EditError, match="no decision 99"):
        store.apply(copied_plan, catalogue, [put], reason)


def test_what_rests_on_a_decision_is_listed_with_what_comes_back(decided):
    (boundary,) = revoked(decided).dependants
    assert (boundary.what, boundary.code) == ("boundary", "DOSON")
    assert (boundary.value["boundary_basis"], boundary.back["boundary_basis"]) == (
        "official",
        "placeholder",
    )
    asked = {"on": "2026-06-01", "by": None, "replaced": False, "today": TODAY}
    berths = decisions.revocation(decided, "1323/QĐ-TTg", **asked).dependants
    assert {(each.what, each.code) for each in berths} == {
        ("status", "LH03"),
        ("status", "LH04"),
        ("figure", "LH03"),
        ("figure", "LH04"),
    }


def test_revoking_lets_the_boundary_before_come_back_from_that_day_on(decided, square):
    before = seen(decided, date(2026, 1, 1))[0]
    decisions.revoke(decided, revoked(decided), reason=REASON)
    assert seen(decided, date(2026, 5, 31))[0] == square()
    assert seen(decided, date(2026, 6, 1))[0] == before
    row = store.read_plan(decided, as_of=TODAY).frame("industrial_zones").set_index("code")
    assert (row.geometry["DOSON"], row.boundary_basis["DOSON"]) == (before, "placeholder")


def test_a_revocation_that_lies_ahead_leaves_the_boundary_for_now(decided, square):
    decisions.revoke(decided, revoked(decided, on="2027-01-01"), reason=REASON)
    row = store.read_plan(decided, as_of=TODAY).frame("industrial_zones").set_index("code")
    assert row.geometry["DOSON"] == square()


def test_a_revocation_can_be_undone(decided, square):
    decisions.revoke(decided, revoked(decided), reason=REASON)
    undo(decided, None, reason=Reason(action="undo", by="Lan"), today=TODAY)
    assert seen(decided, date(2026, 6, 1))[0] == square()


def test_an_unknown_decision_is_refused(copied_plan):
    with pytest.raises(EditError, match="holds no decision 12"):
        revoked(copied_plan)


def test_a_mark_names_a_moment_to_compare_with(copied_plan):
    mark(copied_plan, "Họp UBND 15/10", by="Lan")
    decisions.add(copied_plan, NEW, file=None, reason=REASON)
    told = difference(copied_plan, "Họp UBND 15/10", None, today=TODAY)
    assert [change.code for change in told.changes] == ["12/QĐ-TTg"]


@pytest.mark.parametrize("name", ["", "12", "2026-01-01", "Họp"])
def test_a_mark_that_would_be_mistaken_is_refused(copied_plan, name):
    mark(copied_plan, "Họp", by="Lan")
    with pytest.raises(EditError, match="Choose another"):
        mark(copied_plan, name, by="Lan")


def test_what_is_said_of_an_outline_belongs_to_the_one_in_force(decided):
    def basis(as_of):
        told = look(decided, "DOSON", as_of=as_of, known_at=None)
        return told.plan.frame("industrial_zones").boundary_basis.iloc[0]

    assert basis(date(2026, 1, 31)) == "placeholder"
    assert basis(date(2026, 2, 1)) == "official"
    decisions.revoke(decided, revoked(decided), reason=REASON)
    assert basis(date(2026, 3, 1)) == "official"
    assert basis(date(2026, 6, 1)) == "placeholder"


@pytest.mark.parametrize("more", [{"on": "2025-01-01"}, {"by": "12/QĐ-TTg"}, {"by": "nope"}])
def test_an_impossible_revocation_is_refused(decided, more):
    with pytest.raises(EditError, match=r"cannot end|another decision"):
        revoked(decided, **more)


def test_a_decision_without_a_number_is_refused(copied_plan):
    with pytest.raises(EditError, match="cannot be a code"):
        decisions.add(copied_plan, {**NEW, "number": ""}, file=None, reason=REASON)
