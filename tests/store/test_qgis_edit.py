"""An edit made in QGIS keeps triggers, styles and index, and is in the log beside ours."""

import os
import subprocess
from datetime import date

import pytest

from zoneplan import gpkg, store
from zoneplan.change import Reason
from zoneplan.workflows.edit import set_values

ZONES = "industrial_zones.gpkg"
EDIT = """
import os, sys
from qgis.core import *
application = QgsApplication([], False)
application.initQgis()
layer = QgsVectorLayer(f"{sys.argv[1]}|layername=industrial_zones", "zones", "ogr")
layer.startEditing()
row = next(layer.getFeatures("code = 'DOSON'"))
layer.changeAttributeValue(row.id(), layer.fields().indexOf("note"), "sửa trong QGIS")
layer.moveVertex(600000, 2290000, row.id(), 0)
print("editing", flush=True)
sys.stdin.readline()
print("saved" if layer.commitChanges() else layer.commitErrors(), flush=True)
os._exit(0)  # QGIS's own tear-down crashes in a headless Python
"""


@pytest.fixture
def editing(need, copied_plan):
    """QGIS in the middle of an edit; calling it saves."""
    need("qgis")
    environment = {
        "PATH": "/usr/bin:/bin",
        "HOME": os.environ.get("HOME", ""),
        "QT_QPA_PLATFORM": "offscreen",
        "LANG": "C.UTF-8",
    }
    with subprocess.Popen(
        ["/usr/bin/python3", "-c", EDIT, str(copied_plan / ZONES)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
    ) as program:
        for line in program.stdout:
            if line.startswith("editing"):
                break
        yield lambda: program.communicate("save\n")[0]


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
