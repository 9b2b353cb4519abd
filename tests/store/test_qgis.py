"""The plan's files under QGIS: its own eyes where it is installed, the tables everywhere."""

import dataclasses
import json
import os
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from zoneplan import gpkg, store
from zoneplan.catalogue import load_catalogue
from zoneplan.cli.style import style
from zoneplan.errors import CatalogueError
from zoneplan.language import Text
from zoneplan.store import qgis
from zoneplan.store.qgis.symbols import renderer
from zoneplan.workflows.style import refresh_styles

SYSTEM_PYTHON = "/usr/bin/python3"
STAMP = "2026-11-23T00:00:00.000Z"
ZONES = "industrial_zones.gpkg"
HOSTILE = "\"'><&{{ 7*7 }} \\ \x0b ệ"


@pytest.fixture
def styled(copied_plan):
    refresh_styles(copied_plan)
    return copied_plan


def rows(path, statement, *values):
    with gpkg.opened_in_distrust(path) as connection:
        return connection.execute(statement, values).fetchall()


def change(path, statement, *values):
    with gpkg.opened_for_writing(path) as connection:
        connection.execute(statement, values)


def bytes_of(folder):
    return {path.name: path.read_bytes() for path in folder.glob("*.gpkg")}


def document(path, table, name="zoneplan"):
    statement = 'SELECT styleQML FROM layer_styles WHERE f_table_name = ? AND "styleName" = ?'
    ((text,),) = rows(path, statement, table, name)
    return ET.fromstring(text)  # noqa: S314 - our own document


def test_a_second_refresh_changes_no_byte(styled):
    before = bytes_of(styled)
    assert refresh_styles(styled) == ()
    assert bytes_of(styled) == before


def test_the_same_plan_is_styled_with_the_same_bytes(geodata, styled, tmp_path):
    again = Path(shutil.copytree(geodata, tmp_path / "again"))
    refresh_styles(again)
    assert bytes_of(again) == bytes_of(styled)


def test_styles_are_no_part_of_the_plans_content(styled, hai_phong):
    assert store.read_plan(styled, as_of=hai_phong.as_of).revision == hai_phong.revision


def test_only_the_file_whose_style_differs_is_changed(styled):
    before = rows(styled / ZONES, "SELECT * FROM layer_styles")
    change(styled / ZONES, "UPDATE layer_styles SET styleQML = 'x' WHERE styleName = 'zoneplan'")
    assert refresh_styles(styled) == (styled / ZONES,)
    assert rows(styled / ZONES, "SELECT * FROM layer_styles") == before


def test_every_table_has_our_styles_and_exactly_one_default(styled):
    catalogue = load_catalogue()
    for file in catalogue.files():
        names = 'SELECT styleName, "useAsDefault" FROM layer_styles WHERE f_table_name = ?'
        for layer in catalogue.contents_of(file):
            held = dict(rows(styled / file, names, layer.name))
            legal = {"zoneplan (legal)": 0} if layer.name == "industrial_zones" else {}
            assert held == {"zoneplan": 1, "zoneplan (en)": 0, **legal}


def test_a_style_of_the_user_stays_and_stays_the_default(styled):
    change(styled / ZONES, "UPDATE layer_styles SET useAsDefault = 0")
    change(
        styled / ZONES,
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, "
        "f_geometry_column, styleName, styleQML, useAsDefault) "
        "VALUES ('', '', 'industrial_zones', 'geom', 'của tôi', '<qgis/>', 1)",
    )
    refresh_styles(styled)
    default = (
        "SELECT styleName, styleQML FROM layer_styles "
        "WHERE f_table_name = 'industrial_zones' AND useAsDefault"
    )
    assert rows(styled / ZONES, default) == [("của tôi", "<qgis/>")]


def test_the_english_style_stays_the_default_where_a_user_chose_it(styled):
    change(styled / ZONES, "UPDATE layer_styles SET useAsDefault = styleName = 'zoneplan (en)'")
    refresh_styles(styled)
    default = "SELECT DISTINCT styleName FROM layer_styles WHERE useAsDefault"
    assert rows(styled / ZONES, default) == [("zoneplan (en)",)]


def test_no_part_of_a_table_name_is_null(styled):
    names = "SELECT DISTINCT f_table_catalog, f_table_schema FROM layer_styles"
    assert rows(styled / ZONES, names) == [("", "")]


def test_columns_and_codes_are_explained_in_the_file(styled):
    meaning = (
        "SELECT title, description, constraint_name FROM gpkg_data_columns "
        "WHERE table_name = 'industrial_zones' AND column_name = ?"
    )
    ((title, words, _),) = rows(styled / ZONES, meaning, "estimated_area_ha")
    assert (title, words) == (
        "Diện tích ước tính (ha)",
        "Diện tích ước tính (ha) / Estimated area (ha)",
    )
    ((_, words, codes),) = rows(styled / ZONES, meaning, "status")
    assert "diễn biến tình trạng" in words
    held = "SELECT value FROM gpkg_data_column_constraints WHERE constraint_name = ? ORDER BY rowid"
    assert [code for (code,) in rows(styled / ZONES, held, codes)] == list(
        load_catalogue().statuses["industrial_zones"]
    )


def test_a_code_that_left_the_catalogue_leaves_the_file(styled):
    catalogue = load_catalogue()
    codes = {**catalogue.codes, "kind": {"industrial": Text("khu công nghiệp", "park")}}
    fewer = dataclasses.replace(catalogue, codes=codes)
    assert styled / ZONES in qgis.refresh(styled, fewer, stamp=STAMP)
    held = "SELECT value FROM gpkg_data_column_constraints WHERE constraint_name = 'zoneplan_kind'"
    assert rows(styled / ZONES, held) == [("industrial",)]


def test_a_users_own_column_keeps_its_explanation_and_comes_into_the_form(styled):
    change(styled / ZONES, "ALTER TABLE industrial_zones ADD COLUMN cua_toi TEXT")
    change(
        styled / ZONES,
        "INSERT INTO gpkg_data_columns (table_name, column_name, title) "
        "VALUES ('industrial_zones', 'cua_toi', 'Của tôi')",
    )
    refresh_styles(styled)
    own = "SELECT title FROM gpkg_data_columns WHERE column_name = 'cua_toi'"
    assert rows(styled / ZONES, own) == [("Của tôi",)]
    form = document(styled / ZONES, "industrial_zones").iterfind(".//attributeEditorField")
    assert "cua_toi" in {field.get("name") for field in form}


def hostile(catalogue):
    statuses = dict(catalogue.statuses["industrial_zones"])
    statuses["filled"] = dataclasses.replace(statuses["filled"], title=Text(HOSTILE, HOSTILE))
    layer = catalogue.layers["industrial_zones"]
    columns = [dataclasses.replace(one, title=Text(HOSTILE, HOSTILE)) for one in layer.columns]
    zones = dataclasses.replace(layer, columns=tuple(columns))
    common = {**catalogue.texts["common"], "schematic": Text(HOSTILE, HOSTILE)}
    return dataclasses.replace(
        catalogue,
        statuses={**catalogue.statuses, "industrial_zones": statuses},
        layers={**catalogue.layers, "industrial_zones": zones},
        texts={**catalogue.texts, "common": common},
    )


def test_hostile_titles_stay_text(copied_plan):
    qgis.refresh(copied_plan, hostile(load_catalogue()), stamp=STAMP)
    root = document(copied_plan / ZONES, "industrial_zones")
    said = HOSTILE.replace("\x0b", "\ufffd")
    assert root.find(".//category[@value='filled']").get("label") == said
    assert root.find(".//alias[@field='code']").get("name") == said


def test_a_colour_that_qgis_cannot_read_is_named_and_nothing_is_written(copied_plan):
    catalogue = load_catalogue()
    ground = {**catalogue.ground, "land": "bisque"}
    before = bytes_of(copied_plan)
    with pytest.raises(CatalogueError, match="colour 'bisque'"):
        qgis.refresh(copied_plan, dataclasses.replace(catalogue, ground=ground), stamp=STAMP)
    assert bytes_of(copied_plan) == before


def test_another_authoritys_layers_are_styled_from_its_own_catalogue(xanh):
    refresh_styles(xanh)
    root = document(xanh / "villages.gpkg", "craft_villages", "zoneplan (en)")
    labels = [category.get("label") for category in root.iterfind(".//category")]
    assert labels == ["idea", "weaving", "paused by a court", "status not known"]


def test_nothing_in_a_journal_may_be_changed_by_hand(xanh):
    refresh_styles(xanh)
    fields = document(xanh / "register.gpkg", "revisions").findall("./editable/field")
    assert {field.get("editable") for field in fields} == {"0"}


def test_a_variant_is_not_filled():
    catalogue = load_catalogue()
    drawn = {
        name: ET.tostring(renderer(catalogue, catalogue.layers[name], "vi", legal=False))
        for name in ("alternatives", "industrial_zones")
    }
    assert b"SimpleFill" not in drawn["alternatives"]
    assert b"SimpleLine" in drawn["alternatives"]
    assert b"SimpleFill" in drawn["industrial_zones"]


def test_an_outline_is_drawn_no_surer_than_its_basis(styled):
    root = document(styled / ZONES, "industrial_zones")
    pens = {
        option.get("value")
        for option in root.iterfind(".//Option[@name='outlineStyle']/Option[@name='expression']")
    }
    (pen,) = pens
    assert "\"boundary_basis\" = 'placeholder' THEN 'dash'" in pen
    assert "\"boundary_basis\" = 'official' THEN 'solid'" in pen
    assert pen.endswith("ELSE 'dash' END")


def run(*command, **environment):
    clean = {"PATH": "/usr/bin:/bin", "HOME": os.environ.get("HOME", ""), **environment}
    return subprocess.run(command, capture_output=True, text=True, env=clean, check=False)


LOOK = """
import json, os, sys
from qgis.core import *
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor
application = QgsApplication([], False)
application.initQgis()
seen, layers = {}, []
for path, name in zip(sys.argv[2::2], sys.argv[3::2]):
    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    layers.append(layer)
    drawn = layer.renderer()
    sorted_ = drawn is not None and drawn.type() == "categorizedSymbol"
    fields = layer.fields()
    widgets = {field.name(): layer.editorWidgetSetup(at) for at, field in enumerate(fields)}
    labels = layer.labeling().settings().format() if layer.labeling() else None
    seen[name] = {
        "valid": layer.isValid(),
        "crs": layer.crs().authid(),
        "invalid": sum(
            not shape.isNull() and not shape.isGeosValid()
            for shape in (feature.geometry() for feature in layer.getFeatures())
        ),
        "renderer": drawn.type() if drawn else None,
        "classes": [[one.value(), one.label()] for one in drawn.categories()] if sorted_ else [],
        "hatches": {
            one.value(): [part.layerType() for part in one.symbol().symbolLayers()]
            for one in drawn.categories()
        } if sorted_ else {},
        "labels": layer.labelsEnabled(),
        "halo": labels.buffer().enabled() if labels else None,
        "aliases": {field.name(): field.alias() for field in fields},
        "widgets": {name: widget.type() for name, widget in widgets.items()},
        "maps": {
            name: [item for line in widget.config()["map"] for item in line.items()]
            for name, widget in widgets.items() if widget.type() == "ValueMap"
        },
        "constraints": {
            field.name(): int(layer.fieldConstraints(at)) for at, field in enumerate(fields)
        },
        "read_only": [
            field.name() for at, field in enumerate(fields) if layer.editFormConfig().readOnly(at)
        ],
    }
ground = [layer for layer in layers if layer.isSpatial()]
settings = QgsMapSettings()
settings.setLayers(ground[::-1])
settings.setDestinationCrs(ground[0].crs())
settings.setBackgroundColor(QColor("#EAF1F5"))
settings.setOutputSize(QSize(800, 640))
settings.setExtent(QgsRectangle(578000, 2279000, 625000, 2316600))
job = QgsMapRendererParallelJob(settings)
job.start()
job.waitForFinished()
job.renderedImage().save(sys.argv[1])
found = job.takeLabelingResults()
seen["names"] = sorted(label.labelText for label in found.allLabels())
print("SEEN" + json.dumps(seen), flush=True)
os._exit(0)  # QGIS's own tear-down crashes in a headless Python
"""


@pytest.fixture(scope="module")
def seen(need, geodata, tmp_path_factory):
    """What QGIS makes of a styled plan."""
    need("qgis")
    folder = tmp_path_factory.mktemp("qgis") / "Đồ án"
    folder.mkdir()
    for path in [geodata / "zoneplan.toml", *geodata.glob("*.gpkg")]:
        (folder / path.name).write_bytes(path.read_bytes())
    refresh_styles(folder)
    catalogue = load_catalogue()
    arguments = [
        part
        for file in catalogue.files()
        for layer in catalogue.tables_of(file)
        for part in (str(folder / file), layer.name)
    ]
    picture = folder / "seen.png"
    done = run(
        SYSTEM_PYTHON,
        "-c",
        LOOK,
        str(picture),
        *arguments,
        QT_QPA_PLATFORM="offscreen",
        LANG="C.UTF-8",
    )
    assert done.returncode == 0, done.stderr
    return {**json.loads(done.stdout.partition("SEEN")[2]), "picture": picture}


@pytest.mark.qgis
def test_qgis_opens_every_styled_layer_in_its_system(seen):
    for layer in load_catalogue().with_role("feature", "line", "backdrop"):
        found = seen[layer.name]
        assert (found["valid"], found["crs"], found["invalid"]) == (True, "EPSG:9210", 0)


@pytest.mark.qgis
@pytest.mark.parametrize("name", ["industrial_zones", "berths", "economic_zones"])
def test_qgis_shows_the_catalogues_classes_in_order(seen, name):
    statuses = load_catalogue().statuses_of(name).values()
    assert seen[name]["renderer"] == "categorizedSymbol"
    assert seen[name]["classes"] == [
        *([status.code, status.title.vi] for status in statuses),
        ["", "chưa rõ tình trạng"],
    ]


@pytest.mark.qgis
def test_qgis_draws_the_hatch_of_a_class(seen):
    hatches = seen["industrial_zones"]["hatches"]
    assert hatches["filled"] == ["SimpleFill", "SimpleLine"]
    assert hatches["submitted"] == ["SimpleFill", "LinePatternFill", "SimpleLine"]
    assert hatches["infra_build"].count("LinePatternFill") == 2
    assert "PointPatternFill" in hatches["proposed"]


@pytest.mark.qgis
def test_qgis_sets_the_names_with_a_halo_and_says_what_is_schematic(seen):
    assert seen["industrial_zones"]["labels"]
    assert seen["industrial_zones"]["halo"]
    assert "KCN Đồ Sơn\n(sơ họa)" in seen["names"]
    assert "Hải Phòng" in seen["names"]
    assert "KHU KINH TẾ NAM HẢI PHÒNG\n(sơ họa)" in seen["names"]


@pytest.mark.qgis
def test_qgis_asks_with_drop_downs_for_coded_columns(seen):
    zones = seen["industrial_zones"]
    statuses = load_catalogue().statuses["industrial_zones"].values()
    assert zones["maps"]["status"][1:] == [[status.title.vi, status.code] for status in statuses]
    assert ["khu công nghiệp", "industrial"] in zones["maps"]["kind"]
    assert zones["widgets"]["declared_area_ha"] == "TextEdit"
    assert seen["status_history"]["widgets"]["date"] == "DateTime"
    assert ["theo báo cáo ngày", "observed"] in seen["status_history"]["maps"]["date_kind"]
    assert ["báo chí", "press"] in seen["sources"]["maps"]["kind"]


@pytest.mark.qgis
def test_qgis_calls_columns_by_their_titles(seen):
    aliases = seen["industrial_zones"]["aliases"]
    assert aliases["status"] == "Tình trạng"
    assert aliases["estimated_area_ha"] == "Diện tích ước tính (ha)"
    assert seen["decisions"]["aliases"]["authority"] == "Cơ quan ban hành"


@pytest.mark.qgis
def test_qgis_asks_for_a_key_of_its_own(seen):
    assert seen["industrial_zones"]["constraints"]["code"] & 3 == 3
    assert seen["status_history"]["constraints"]["code"] & 3 == 1


@pytest.mark.qgis
def test_qgis_draws_the_plan(seen):
    assert len(seen["picture"].read_bytes()) > 20_000


@pytest.mark.qgis
def test_qgis_keeps_hostile_titles_as_text(need, copied_plan):
    need("qgis")
    qgis.refresh(copied_plan, hostile(load_catalogue()), stamp=STAMP)
    arguments = [str(copied_plan / "seen.png"), str(copied_plan / ZONES), "industrial_zones"]
    done = run(SYSTEM_PYTHON, "-c", LOOK, *arguments, QT_QPA_PLATFORM="offscreen", LANG="C.UTF-8")
    zones = json.loads(done.stdout.partition("SEEN")[2])["industrial_zones"]
    said = HOSTILE.replace("\x0b", "\ufffd")
    assert ["filled", said] in zones["classes"]
    assert zones["aliases"]["code"] == said


@pytest.mark.gdal
def test_gdals_validator_finds_no_fault_in_a_styled_file(need, styled):
    need("ogrinfo")
    for path in sorted(styled.glob("*.gpkg")):
        done = run(SYSTEM_PYTHON, "-m", "osgeo_utils.samples.validate_gpkg", "--extra", str(path))
        assert done.returncode == 0, done.stdout + done.stderr
        assert "error" not in (done.stdout + done.stderr).lower()


@pytest.mark.gdal
def test_ogrinfo_reads_a_styled_file_without_a_warning(need, styled):
    for path in sorted(styled.glob("*.gpkg")):
        done = run(need("ogrinfo"), "-al", "-so", "-ro", str(path))
        assert (done.returncode, done.stderr) == (0, "")
        assert "layer_styles" in done.stdout


def test_the_command_names_the_files_that_changed(monkeypatch, styled):
    monkeypatch.setenv("ZONEPLAN_LANG", "en")
    change(styled / ZONES, "DELETE FROM layer_styles WHERE styleName = 'zoneplan (en)'")
    first, second = (CliRunner().invoke(style, ["--plan", str(styled)]) for _ in range(2))
    assert first.output.strip() == str(styled / ZONES)
    assert second.stdout == ""
    assert "no file was changed" in second.stderr
