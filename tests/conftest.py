import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import settings

from zoneplan import store
from zoneplan.catalogue import load_catalogue
from zoneplan.language import Text
from zoneplan.plan import Plan, Settings, StoredLayer
from zoneplan.workflows.init import init

ROOT = Path(__file__).parents[1]
REPORT_DAY = date(2023, 12, 18)
CHROMIUM = "/usr/bin/chromium"
QGIS_EDIT = """
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

# A busy machine is slow, not wrong.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def geodata():
    return ROOT / "geodata"


@pytest.fixture(scope="session")
def facts():
    """The collected facts beside the checkout; tests that need them pass without."""
    folder = ROOT.parent / "shared" / "facts"
    if not folder.is_dir():
        pytest.skip("../shared/facts is not here")
    return folder


@pytest.fixture
def copied_plan(geodata, tmp_path):
    """A copy of the shipped plan, free to be spoiled."""
    return Path(shutil.copytree(geodata, tmp_path / "Đồ án Hải Phòng"))


@pytest.fixture(scope="session")
def hai_phong(geodata):
    """The shipped plan on the day of the report."""
    return store.read_plan(geodata, as_of=REPORT_DAY)


@pytest.fixture(scope="session")
def xanh(tmp_path_factory):
    """The folder of an invented authority: other layers, one status more, hostile text."""
    folder = tmp_path_factory.mktemp("xanh")
    init(folder, source=ROOT / "tests" / "data" / "xanh")
    return folder


@pytest.fixture(scope="session")
def need():
    """Ask for a system tool: skip where it is missing, fail where it must not be."""

    def tool(name):
        found = shutil.which(name)
        if found:
            return found
        if os.environ.get("ZONEPLAN_REQUIRE_SYSTEM"):
            pytest.fail(f"{name} is missing")
        return pytest.skip(f"{name} is not installed")

    return tool


@pytest.fixture
def editing(need, copied_plan):
    """QGIS in the middle of an edit of the copied plan; calling it saves."""
    need("qgis")
    environment = {
        "PATH": "/usr/bin:/bin",
        "HOME": os.environ.get("HOME", ""),
        "QT_QPA_PLATFORM": "offscreen",
        "LANG": "C.UTF-8",
    }
    with subprocess.Popen(
        ["/usr/bin/python3", "-c", QGIS_EDIT, str(copied_plan / "industrial_zones.gpkg")],
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


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium, one for all tests."""
    if not shutil.which(CHROMIUM):
        reason = f"{CHROMIUM} is missing"
        if os.environ.get("ZONEPLAN_REQUIRE_SYSTEM"):
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where there is a browser

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


def hectare_square(easting=600_000.0, northing=2_300_000.0, side=100.0):
    """A square of 1 ha."""
    return shapely.MultiPolygon([shapely.box(easting, northing, easting + side, northing + side)])


@pytest.fixture
def square():
    return hectare_square


@pytest.fixture
def plan_of():
    """Make a plan with one layer of industrial zones from rows of columns."""

    def make(*rows, events=(), as_of=REPORT_DAY, **stored):
        catalogue = load_catalogue()
        layer = catalogue.layers["industrial_zones"]
        frame = gpd.GeoDataFrame(
            {
                column.name: pd.Series(
                    [row.get(column.name) for row in rows],
                    dtype=float if column.type == "real" else object,
                )
                for column in layer.columns
            },
            geometry=[row.get("geometry") for row in rows],
            crs="EPSG:9210",
        )
        layers = {
            name: StoredLayer(frame=_empty(known), stored_crs="EPSG:9210")
            for name, known in catalogue.layers.items()
            if known.role != "history"
        }
        layers["industrial_zones"] = StoredLayer(
            **{"frame": frame, "stored_crs": "EPSG:9210", "recorded_count": len(rows)} | stored
        )
        history = [column.name for column in catalogue.layers["status_history"].columns]
        return Plan(
            settings=Settings(
                title=Text("Đồ án", "Plan"),
                authority=Text("Ban", "Board"),
                crs="EPSG:9210",
                dated=as_of,
            ),
            catalogue=catalogue,
            layers=layers,
            tables={
                name: pd.DataFrame(layers[name].frame)
                for name, known in catalogue.layers.items()
                if known.role == "register"
            },
            events=pd.DataFrame(
                [{**dict.fromkeys(history), "layer": "industrial_zones", **row} for row in events],
                columns=["layer", *history],
                dtype=object,
            ),
            as_of=as_of,
            revision="0" * 12,
        )

    return make


def _empty(layer):
    columns = {column.name: pd.Series([], dtype=object) for column in layer.columns}
    return gpd.GeoDataFrame(columns, geometry=[], crs="EPSG:9210")
