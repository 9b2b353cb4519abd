"""Every change is in the log whoever makes it; a revision signs it; undo puts back what was."""

import os
import subprocess
import sys
from datetime import date

import pytest

from zoneplan import gpkg, store
from zoneplan.change import GEOMETRY, Drop, Put, Reason
from zoneplan.errors import EditError, PlanError

ZONES = "industrial_zones.gpkg"
TODAY = date(2026, 11, 24)
REASON = Reason(action="set", by="Lan", message="kiểm kê")


@pytest.fixture
def catalogue(copied_plan):
    return store.read_settings(copied_plan)[1]


@pytest.fixture
def sql(copied_plan):
    """Change the zones as another program would: plain SQL, with what GDAL's triggers call."""

    def run(statement, *values):
        with gpkg.opened_for_writing(copied_plan / ZONES) as connection:
            return connection.execute(statement, values).fetchall()

    return run


@pytest.fixture
def changes(copied_plan, catalogue):
    return lambda code=None: store.read_changes(copied_plan, catalogue, code=code)


def zones(folder, **options):
    frame = store.read_plan(folder, as_of=TODAY, **options).frame("industrial_zones")
    return frame.set_index("code")


def put(code, **values):
    return Put(layer="industrial_zones", file=ZONES, key=code, values=values)


def test_an_untouched_plan_has_an_empty_log(changes):
    assert changes() == ()


def test_plain_sql_is_logged_with_the_values_before_and_after(sql, changes):
    sql("UPDATE industrial_zones SET developer = 'Ai đó' WHERE code = 'DOSON'")
    (change,) = changes()
    assert (change.code, change.columns, change.revision) == ("DOSON", ("developer",), None)
    assert change.value("developer") == (None, "Ai đó")


def test_a_moved_corner_is_logged_with_both_outlines(sql, changes, copied_plan, square):
    before = zones(copied_plan).geometry["VSIP"]
    sql("UPDATE industrial_zones SET geom = ? WHERE code = 'VSIP'", gpkg.encoded(square(), 9210))
    (change,) = changes()
    assert change.value(GEOMETRY) == (before, square())


def test_insert_or_replace_is_logged_though_it_fires_no_delete_trigger(sql, changes):
    fid = sql("SELECT fid FROM industrial_zones WHERE code = 'VSIP'")[0][0]
    sql("INSERT OR REPLACE INTO industrial_zones (fid, code) VALUES (?, 'NEW')", fid)
    assert {(change.kind, change.code) for change in changes()} == {
        ("removed", "VSIP"),
        ("added", "NEW"),
    }


def test_a_replaced_row_with_its_old_code_is_a_change(sql, changes):
    sql("INSERT OR REPLACE INTO industrial_zones (code, name_vi) VALUES ('VSIP', 'Mới')")
    (change,) = changes()
    assert change.kind == "changed"
    assert change.value("name_vi")[1] == "Mới"


def test_an_insert_that_is_ignored_leaves_no_trace(sql, changes):
    sql("INSERT OR IGNORE INTO industrial_zones (code, name_vi) VALUES ('VSIP', 'Mới')")
    assert changes() == ()


def test_a_changed_code_ends_one_feature_and_begins_another(sql, changes):
    sql("UPDATE industrial_zones SET code = 'VSIP-HP' WHERE code = 'VSIP'")
    assert [(change.kind, change.code) for change in changes()] == [
        ("added", "VSIP-HP"),
        ("removed", "VSIP"),
    ]


def test_an_update_that_changes_nothing_is_not_logged(sql, changes):
    sql("UPDATE industrial_zones SET code = code")
    assert changes() == ()


def test_values_come_back_as_they_were(sql, copied_plan, catalogue):
    before = sql("SELECT * FROM industrial_zones WHERE code = 'TD1'")
    sql("UPDATE industrial_zones SET declared_area_ha = 0.1 + 0.2, note = '' WHERE code = 'TD1'")
    store.undo_code(copied_plan, catalogue, "TD1", Reason(action="undo", by="Lan"))
    assert sql("SELECT * FROM industrial_zones WHERE code = 'TD1'") == before


def test_an_edit_signs_its_own_change_and_nobody_elses(copied_plan, catalogue, sql, changes):
    sql("UPDATE industrial_zones SET note = 'QGIS' WHERE code = 'VSIP'")
    number = store.apply(copied_plan, catalogue, [put("DOSON", developer="X")], REASON)
    signed = {change.code: change.revision for change in changes()}
    assert signed == {"DOSON": number, "VSIP": None}


def test_record_signs_what_has_gathered(copied_plan, catalogue, sql, changes):
    sql("UPDATE industrial_zones SET note = 'QGIS' WHERE code = 'VSIP'")
    number = store.record(copied_plan, catalogue, Reason(action="record", by="Lan", message="họp"))
    assert [change.revision for change in changes()] == [number]
    assert store.read_revisions(copied_plan, catalogue)[-1].reason.message == "họp"
    assert store.record(copied_plan, catalogue, REASON) is None


def test_undo_brings_a_removed_feature_back_whole(copied_plan, catalogue):
    before = zones(copied_plan)
    drop = Drop(layer="industrial_zones", file=ZONES, key="NDV2")
    number = store.apply(copied_plan, catalogue, [drop], REASON)
    assert "NDV2" not in zones(copied_plan).index
    store.undo_revision(copied_plan, catalogue, number, Reason(action="undo", by="Lan"))
    assert zones(copied_plan).loc["NDV2"].equals(before.loc["NDV2"])


def test_undoing_an_undo_does_it_again(copied_plan, catalogue):
    number = store.apply(copied_plan, catalogue, [put("DOSON", developer="X")], REASON)
    undone = store.undo_revision(copied_plan, catalogue, number, REASON)
    assert zones(copied_plan).developer["DOSON"] is None
    store.undo_revision(copied_plan, catalogue, undone, REASON)
    assert zones(copied_plan).developer["DOSON"] == "X"


def test_undo_is_refused_where_the_row_was_changed_again(copied_plan, catalogue):
    number = store.apply(copied_plan, catalogue, [put("DOSON", developer="X")], REASON)
    store.apply(copied_plan, catalogue, [put("DOSON", note="Y")], REASON)
    with pytest.raises(EditError, match="changed again by revision"):
        store.undo_revision(copied_plan, catalogue, number, REASON)
    assert zones(copied_plan).developer["DOSON"] == "X"


def test_the_beginning_cannot_be_undone(copied_plan, catalogue):
    with pytest.raises(EditError, match="beginning"):
        store.undo_revision(copied_plan, catalogue, 1, REASON)
    with pytest.raises(EditError, match="no change to undo"):
        store.undo_code(copied_plan, catalogue, "DOSON", REASON)


def test_an_edit_that_changes_nothing_is_refused_and_takes_no_number(copied_plan, catalogue):
    with pytest.raises(EditError, match="nothing to write"):
        store.apply(copied_plan, catalogue, [put("NOMURA", status="filled")], REASON)
    assert len(store.read_revisions(copied_plan, catalogue)) == 1


def test_of_two_edits_the_second_sees_that_the_first_was_quicker(copied_plan, catalogue):
    late = Put(
        layer="industrial_zones",
        file=ZONES,
        key="DOSON",
        values={"note": "B"},
        was={"note": zones(copied_plan).note["DOSON"]},
    )
    store.apply(copied_plan, catalogue, [put("DOSON", note="A")], REASON)
    with pytest.raises(EditError, match="changed by someone else"):
        store.apply(copied_plan, catalogue, [late], REASON)
    assert zones(copied_plan).note["DOSON"] == "A"


def test_the_plan_as_it_was_known_at_a_revision(copied_plan, catalogue):
    first = store.read_revisions(copied_plan, catalogue)[0]
    store.apply(copied_plan, catalogue, [put("DOSON", developer="X")], REASON)
    assert zones(copied_plan).developer["DOSON"] == "X"
    assert zones(copied_plan, known_at=first.at).developer["DOSON"] is None
    assert zones(copied_plan, known_at="2020-01-01T00:00:00.000Z").empty


def test_the_plan_known_now_is_the_plan_read_now(copied_plan):
    now = zones(copied_plan)
    assert zones(copied_plan, known_at="9999").loc[now.index].equals(now)


def test_one_feature_is_read_alone(copied_plan):
    assert list(zones(copied_plan, code="DOSON").index) == ["DOSON"]


def test_a_renamed_column_is_a_finding_that_record_mends(copied_plan, catalogue, sql, changes):
    sql("ALTER TABLE industrial_zones RENAME COLUMN developer TO chu_dau_tu")
    sql("ALTER TABLE industrial_zones ADD COLUMN mau TEXT")
    sql("UPDATE industrial_zones SET mau = 'đỏ' WHERE code = 'TD2'")
    stored = store.read_plan(copied_plan, as_of=TODAY).layers["industrial_zones"]
    assert stored.log_faults == ("columns",)
    with pytest.raises(EditError, match="are not logged"):
        store.apply(copied_plan, catalogue, [put("DOSON", note="X")], REASON)
    store.record(copied_plan, catalogue, REASON)
    assert ("TD2", ("mau",)) in {
        (change.code, tuple(set(change.columns) - {"chu_dau_tu"})) for change in changes()
    }
    store.apply(copied_plan, catalogue, [put("DOSON", note="X")], REASON)


@pytest.mark.gdal
def test_a_layer_written_anew_by_ogr2ogr_is_caught_up_with(copied_plan, catalogue, changes, need):
    target = copied_plan / ZONES
    edited = copied_plan / "edited.gpkg"
    subprocess.run([need("ogr2ogr"), edited, target, "industrial_zones"], check=True)
    sql = "UPDATE industrial_zones SET note = 'ogr' WHERE code = 'TD1'"
    subprocess.run([need("ogrinfo"), edited, "-sql", sql], check=True, capture_output=True)
    subprocess.run(
        [need("ogr2ogr"), "-overwrite", target, edited, "industrial_zones"],
        check=True,
        capture_output=True,
    )
    stored = store.read_plan(copied_plan, as_of=TODAY).layers["industrial_zones"]
    assert stored.log_faults == ("missing",)
    store.record(copied_plan, catalogue, REASON)
    assert {(change.code, change.columns) for change in changes()} == {("TD1", ("note",))}
    stored = store.read_plan(copied_plan, as_of=TODAY).layers["industrial_zones"]
    assert stored.log_faults == ()


@pytest.mark.gdal
def test_an_edit_by_ogr_is_logged(copied_plan, changes, need):
    sql = "UPDATE industrial_zones SET note = 'ogr' WHERE code = 'TD1'"
    subprocess.run(
        [need("ogrinfo"), copied_plan / ZONES, "-sql", sql], check=True, capture_output=True
    )
    assert [(change.code, change.columns) for change in changes()] == [("TD1", ("note",))]


def test_a_locked_file_is_refused_in_a_sentence(copied_plan, catalogue, monkeypatch):
    monkeypatch.setattr(gpkg, "WAIT_FOR_LOCK_S", 0.1)
    with (
        gpkg.opened_for_writing(copied_plan / ZONES),
        pytest.raises(PlanError, match="locked by another program"),
    ):
        store.apply(copied_plan, catalogue, [put("DOSON", note="X")], REASON)


KILLED = """
import os, sys, signal, threading
from pathlib import Path
from zoneplan import store
from zoneplan.change import Put, Reason
folder, delay = Path(sys.argv[1]), float(sys.argv[2])
catalogue = store.read_settings(folder)[1]
codes = ["DOSON", "VSIP", "TD1", "TD2", "NDV1"]
print("ready", flush=True)
threading.Timer(delay, os.kill, (os.getpid(), signal.SIGKILL)).start()
for round in range(10_000):
    edits = [Put(layer="industrial_zones", file="industrial_zones.gpkg", key=code,
                 values={"note": str(round)}) for code in codes]
    store.apply(folder, catalogue, edits, Reason(action="set", by="x"))
"""


def test_killed_at_any_moment_the_plan_is_the_old_or_the_new_one(copied_plan, catalogue):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    codes = ["DOSON", "VSIP", "TD1", "TD2", "NDV1"]
    untouched = list(zones(copied_plan).note[codes])
    for turn in range(12):
        killed = subprocess.run(
            [sys.executable, "-c", KILLED, copied_plan, str(0.02 + turn * 0.05)],
            check=False,
            capture_output=True,
            env=environment,
        )
        assert killed.returncode == -9, killed.stderr
        notes = list(zones(copied_plan).note[codes])
        assert notes == untouched or len(set(notes)) == 1
        revisions = store.read_revisions(copied_plan, catalogue)
        signed = {each.revision for each in store.read_changes(copied_plan, catalogue)}
        assert signed <= {each.number for each in revisions}
    assert len(store.read_revisions(copied_plan, catalogue)) > 1


def test_a_log_begun_anew_cannot_be_undone_into_nothing(copied_plan, catalogue, sql):
    sql("DROP TABLE industrial_zones_log")
    number = store.record(copied_plan, catalogue, REASON)
    with pytest.raises(EditError, match="changed no feature"):
        store.undo_revision(copied_plan, catalogue, number, REASON)
    assert len(zones(copied_plan)) == 14
