"""The shipped GeoPackages under GDAL's and QGIS's own eyes."""

import json
import os
import subprocess

import pytest

FILES = ("context", "industrial_zones", "lach_huyen_berths", "nam_hai_phong", "register")
SYSTEM_PYTHON = "/usr/bin/python3"


def run(*command, **environment):
    clean = {"PATH": "/usr/bin:/bin", "HOME": os.environ.get("HOME", ""), **environment}
    return subprocess.run(command, capture_output=True, text=True, env=clean, check=False)


@pytest.mark.gdal
@pytest.mark.parametrize("name", FILES)
def test_ogrinfo_finds_no_fault(need, copied_plan, name):
    done = run(need("ogrinfo"), "-al", "-so", "-ro", str(copied_plan / f"{name}.gpkg"))
    assert done.returncode == 0
    assert done.stderr == ""
    assert "Layer name" in done.stdout


@pytest.mark.gdal
@pytest.mark.parametrize("name", FILES)
def test_gdals_validator_finds_no_fault(need, copied_plan, name):
    need("ogrinfo")
    done = run(
        SYSTEM_PYTHON,
        "-m",
        "osgeo_utils.samples.validate_gpkg",
        "--extra",
        str(copied_plan / f"{name}.gpkg"),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "error" not in (done.stdout + done.stderr).lower()


LOOK = """
import json, os, sys
from qgis.core import QgsApplication, QgsVectorLayer
application = QgsApplication([], False)
application.initQgis()
seen = {}
for path, name in zip(sys.argv[1::2], sys.argv[2::2]):
    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    shapes = [feature.geometry() for feature in layer.getFeatures()]
    seen[name] = {
        "valid": layer.isValid(),
        "crs": layer.crs().authid(),
        "features": layer.featureCount(),
        "invalid": sum(not shape.isNull() and not shape.isGeosValid() for shape in shapes),
    }
print("SEEN" + json.dumps(seen), flush=True)
os._exit(0)  # QGIS's own tear-down crashes in a headless Python
"""


@pytest.mark.qgis
def test_qgis_opens_every_layer(need, copied_plan, hai_phong):
    need("qgis")
    layers = hai_phong.catalogue.with_role("feature", "line", "backdrop")
    arguments = [part for layer in layers for part in (str(copied_plan / layer.file), layer.name)]
    done = run(SYSTEM_PYTHON, "-c", LOOK, *arguments, QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.partition("SEEN")[2])
    assert seen == {
        layer.name: {
            "valid": True,
            "crs": "EPSG:9210",
            "features": len(hai_phong.frame(layer.name)),
            "invalid": 0,
        }
        for layer in layers
    }
