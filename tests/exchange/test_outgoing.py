import dataclasses
import json
import sqlite3
import tomllib
import xml.etree.ElementTree as ET
import zipfile
from io import BytesIO

import ezdxf
import fiona
import geopandas as gpd
import pytest
import shapely

from zoneplan import exchange, measure
from zoneplan.catalogue import load_catalogue
from zoneplan.exchange.outgoing import WRITERS
from zoneplan.exchange.outgoing.shapefile import field_names

FOR_ALL = pytest.mark.parametrize("suffix", sorted(WRITERS))
HOSTILE = '=1+1 <b>&"{{7*7}}\x00\x1b[2J\n  0\nLINE %%u $[id]'
MILLIMETRE = 0.001


def with_hole(square):
    """A square of 100 m less one of 20 m in it, and a second part."""
    shell = shapely.get_parts(square())[0]
    hole = shapely.box(600_040.1234, 2_300_040, 600_060, 2_300_060)
    far = shapely.get_parts(square(easting=600_500.0001))[0]
    return shapely.MultiPolygon([shell - hole, far])


@pytest.fixture
def leaving(plan_of, square):
    """One layer with a surveyed feature and a schematic one."""
    plan = plan_of(
        {
            "code": "A",
            "name_vi": "KCN Đình Vũ",
            "status": "filled",
            "declared_area_ha": 1.5,
            "boundary_basis": "surveyed",
            "boundary_uncertainty_m": 0.05,
            "geometry": with_hole(square),
        },
        {
            "code": "B",
            "name_vi": HOSTILE,
            "boundary_basis": "placeholder",
            "geometry": square(northing=2_301_000),
        },
    )
    return dataclasses.replace(plan, layers={"industrial_zones": plan.layers["industrial_zones"]})


def written(plan, suffix, folder, stem="ra"):
    for name, content in WRITERS[suffix](plan, stem, "vi").items():
        (folder / name).write_bytes(content)
    return folder / f"{stem}{suffix}"


def off_m(one, other):
    """How far apart two geometries are, point by point, whatever the order of their rings."""
    return shapely.hausdorff_distance(one.boundary, other.boundary)


@FOR_ALL
def test_the_same_plan_gives_the_same_bytes(leaving, suffix):
    assert WRITERS[suffix](leaving, "ra", "vi") == WRITERS[suffix](leaving, "ra", "vi")


@FOR_ALL
def test_notice_revision_and_day_are_in_the_file(leaving, suffix):
    made = WRITERS[suffix](leaving, "ra", "vi")
    if suffix == ".zip":
        with zipfile.ZipFile(BytesIO(made["ra.zip"])) as archive:
            made = {name: archive.read(name) for name in archive.namelist()}
    text = "".join(content.decode("utf-8", "replace") for content in made.values())
    for told in (leaving.notice.vi, leaving.revision, "2023-12-18"):
        assert told in text


@pytest.mark.parametrize("suffix", [".gpkg", ".geojson", ".kml", ".shp", ".zip"])
def test_a_layer_comes_back_to_the_millimetre(leaving, suffix, tmp_path):
    back = exchange.read_features(written(leaving, suffix, tmp_path))
    assert back.frame["code"].tolist() == ["A", "B"]
    in_plan = back.frame.to_crs("EPSG:9210").geometry
    before = leaving.frame("industrial_zones").geometry
    assert max(map(off_m, before, in_plan)) < MILLIMETRE
    assert in_plan.area.tolist() == pytest.approx(before.area.tolist(), abs=0.1)


@pytest.mark.parametrize("suffix", [".gpkg", ".geojson", ".shp"])
def test_another_program_finds_the_features_where_they_are(leaving, suffix, tmp_path):
    frame = gpd.read_file(written(leaving, suffix, tmp_path))
    shifted = measure.in_wgs84(leaving.frame("industrial_zones").geometry)
    there = frame.to_crs("EPSG:4326").geometry
    assert max(map(off_m, shifted, there)) < 1e-8
    assert frame["boundary_b" if suffix == ".shp" else "boundary_basis"][0] == "surveyed"


def test_a_drawing_comes_back_with_its_names(leaving, square, tmp_path):
    path = written(leaving, ".dxf", tmp_path)
    frame = exchange.read_features(path, crs="EPSG:9210").frame
    before = [with_hole(square), square(northing=2_301_000)]
    rings = shapely.get_parts(shapely.boundary(before))
    after = shapely.boundary(frame.geometry.to_numpy())
    assert len(after) == len(rings)
    assert all(shapely.hausdorff_distance(ring, after).min() < MILLIMETRE for ring in rings)
    assert "KCN Đình Vũ" in frame["text"].tolist()


def test_hostile_text_does_not_break_out_of_a_drawing(leaving, tmp_path):
    drawing = ezdxf.readfile(written(leaving, ".dxf", tmp_path))
    kinds = {entity.dxftype() for entity in drawing.modelspace()}
    assert kinds == {"LWPOLYLINE", "TEXT"}
    assert not drawing.audit().errors


def test_schematic_outlines_are_dashed_on_a_layer_that_says_so(leaving, tmp_path):
    drawing = ezdxf.readfile(written(leaving, ".dxf", tmp_path))
    lines = {layer.dxf.name: layer.dxf.linetype.upper() for layer in drawing.layers}
    assert lines["Khu công nghiệp - cơ bản lấp đầy"] == "CONTINUOUS"
    assert lines["Khu công nghiệp - chưa rõ tình trạng - SƠ HỌA"] == "DASHED"


def test_an_outline_in_a_drawing_carries_code_and_basis(leaving, tmp_path):
    drawing = ezdxf.readfile(written(leaving, ".dxf", tmp_path))
    line = drawing.modelspace().query("LWPOLYLINE").first
    told = [tag.value for tag in line.get_xdata("ZONEPLAN")]
    assert {"code=A", "boundary_basis=surveyed", "boundary_uncertainty_m=0.05"} <= set(told)


def test_a_geopackage_is_of_version_1_2_in_vn2000(leaving, tmp_path):
    path = written(leaving, ".gpkg", tmp_path)
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (10200,)
        assert connection.execute("SELECT srs_id FROM gpkg_contents").fetchone() == (9210,)
    connection.close()
    with fiona.open(path) as file:
        assert file.tags()["revision"] == leaving.revision


def test_geojson_keeps_to_its_standard(leaving):
    document = json.loads(WRITERS[".geojson"](leaving, "ra", "vi")["ra.geojson"])
    assert "crs" not in document
    shell = document["features"][0]["geometry"]["coordinates"][0][0]
    assert shapely.LinearRing(shell).is_ccw
    assert document["features"][1]["properties"]["name_vi"] == HOSTILE


def test_features_of_several_layers_say_which_is_theirs(plan_of, square):
    plan = plan_of({"code": "A", "geometry": square()})
    kept = {name: plan.layers[name] for name in ("industrial_zones", "quays")}
    both = dataclasses.replace(plan, layers=kept)
    document = json.loads(WRITERS[".geojson"](both, "ra", "vi")["ra.geojson"])
    assert document["features"][0]["properties"]["layer"] == "industrial_zones"


def test_a_balloon_of_a_kml_shows_no_markup_of_a_name(leaving):
    root = ET.fromstring(WRITERS[".kml"](leaving, "ra", "vi")["ra.kml"])  # noqa: S314 - our own
    mark = root.findall(".//{*}Placemark")[1]
    shown = mark.findtext("{*}description")
    assert "&lt;b&gt;" in shown
    assert "<b>" not in shown
    assert mark.findtext("{*}name").endswith("(sơ họa)")


def test_kml_colours_are_those_of_the_catalogue(leaving):
    style = leaving.catalogue.styles["filled"]
    root = ET.fromstring(WRITERS[".kml"](leaving, "ra", "vi")["ra.kml"])  # noqa: S314 - our own
    found = root.find(".//{*}Style[@id='filled-sure']/{*}LineStyle/{*}color").text
    assert "#" + found[6:8] + found[4:6] + found[2:4] == style.outline.lower()
    assert root.find(".//{*}Placemark/{*}styleUrl").text == "#filled-sure"


@pytest.mark.parametrize("layer", ["industrial_zones", "berths"])
def test_field_names_of_a_shapefile_are_short_and_unlike(layer):
    names = list(field_names(load_catalogue().layers[layer].columns).values())
    assert len({name.casefold() for name in names}) == len(names)
    assert all(name.isascii() and 0 < len(name) <= 10 for name in names)


def test_the_fields_of_a_shapefile_find_their_columns_again(leaving, tmp_path):
    path = written(leaving, ".shp", tmp_path)
    back = exchange.read_features(path).frame.drop(columns="geometry")
    fields = tomllib.loads((tmp_path / "ra_fields.toml").read_text(encoding="utf-8"))
    layer = leaving.catalogue.layers["industrial_zones"]
    rows, _ = exchange.fitted(back, layer, fields=fields, where="ra.shp")
    assert rows.columns.tolist() == [column.name for column in layer.columns]


def test_a_text_too_long_for_a_shapefile_is_cut_between_letters_and_counted(plan_of, square):
    plan = plan_of({"code": "A", "note": "ễ" * 100, "geometry": square()})
    one = dataclasses.replace(plan, layers={"industrial_zones": plan.layers["industrial_zones"]})
    files = WRITERS[".shp"](one, "ra", "vi")
    assert "ễ" * 84 in files["ra.dbf"].decode("utf-8", "replace")
    assert "note,note,Ghi chú,Note,,1" in files["ra_fields.csv"].decode()


def test_a_feature_without_geometry_leaves_too(plan_of, tmp_path):
    plan = plan_of({"code": "A"})
    one = dataclasses.replace(plan, layers={"industrial_zones": plan.layers["industrial_zones"]})
    for suffix in (".gpkg", ".geojson", ".shp"):
        assert gpd.read_file(written(one, suffix, tmp_path)).geometry.tolist() == [None]
