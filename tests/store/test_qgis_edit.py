"""An edit made in QGIS keeps triggers, styles and index, and is in the log beside ours."""

from datetime import date

import pytest

from zoneplan import gpkg, store
from zoneplan.change import Reason
from zoneplan.workflows.edit import set_values

ZONES = "industrial_zones.gpkg"


def schema(path):
    with gpkg.opened_in_distrust(path) as connection:
        return set(connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall())


@pytest.mark.qgis
def test_two_editors_at_once_are_both_in_the_log(copied_plan, editing):
    _, catalogue = store.read_settings(copied_plan)
    before = schema(copied_plan / ZONES)
    reason = Reason(action="set", by="Lan")
    ours = set_values(
        copied_plan, "DOSON", {"developer": "X"}, reason=reason, today=date(2026, 11, 24)
    )
    assert ours.open_elsewhere == (ZONES,)
    assert editing().strip().endswith("saved")
    theirs, our = store.read_changes(copied_plan, catalogue, code="DOSON")[:2]
    changes = [*store.read_changes(copied_plan, catalogue)]
    columns = {column for change in changes if not change.revision for column in change.columns}
    assert columns == {"note", "geometry"}
    assert {change.revision for change in changes} == {None, ours.revision}
    assert (theirs.revision, our.at <= theirs.at) == (None, True)
    assert schema(copied_plan / ZONES) == before
