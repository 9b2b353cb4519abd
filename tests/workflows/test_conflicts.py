"""Layers, features, water and files against each other."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from zoneplan import analysis, measure
from zoneplan.errors import IntakeError, PlanError
from zoneplan.workflows.conflicts import (
    Against,
    conflict_lines,
    conflicts,
    conflicts_document,
    nearest,
    nearest_document,
    nearest_lines,
)
from zoneplan.workflows.sides import Reading

TODAY = date(2026, 11, 24)
HOSTILE = "</script><b>`${alert(1)}` {{ 7*7 }} =cmd()"


@pytest.fixture(scope="session")
def wards():
    file = Path(__file__).parents[3] / "shared" / "data" / "haiphong_wards_2026.geojson"
    if not file.is_file():
        pytest.skip("the wards are not here")
    return file


def met_by(folder, first, *second, **reading):
    asked = Against(first=(first,), second=second, reading=Reading(**reading))
    return conflicts(folder, asked, as_of=TODAY)


def printed(lines):
    return "\n".join(
        text for table in lines for text in (table.title, *sum(table.rows, ()), *table.notes)
    )


def own_copy(folder, of, target, *, crs="EPSG:9210", **columns):
    """Write an outline of the plan as a file of another office."""
    _, (met,) = met_by(folder, of, "land")
    shape = met.first.features.geometry
    frame = gpd.GeoDataFrame(columns or {"ten": ["Bản vẽ"]}, geometry=shape).to_crs(crs)
    frame.to_file(target, engine="pyogrio")
    return target


def test_the_plan_alone_sets_its_economic_zones_against_all_that_stands(geodata):
    _, met = conflicts(geodata, Against(), as_of=TODAY)
    names = {(each.first.name, each.second.name) for each in met}
    assert ("economic_zones", "industrial_zones") in names
    assert ("economic_zones", "quays") in names
    assert ("economic_zones", "water") in names


def test_water_is_what_the_backdrop_of_land_leaves_and_as_unsure(geodata):
    _, (land,) = met_by(geodata, "NHP", "land")
    _, (water,) = met_by(geodata, "NHP", "water")
    held = land.overlay.totals["outside_ha"][0]
    assert water.overlay.pairs["shared_ha"].tolist() == pytest.approx([held], abs=0.001)
    assert water.second.features["uncertainty_m"].tolist() == [150.0]


def test_communes_are_named_with_hectares_and_what_is_in_none_is_told(geodata, wards):
    plan, (met,) = met_by(geodata, "NHP", str(wards))
    zone = met.first.features.geometry
    communes = gpd.read_file(wards).to_crs("EPSG:9210")
    expected = {
        row.code: shapely.intersection(zone[0], row.geometry).area
        for row in communes.itertuples()
        if zone[0].intersects(row.geometry)
    }
    pairs = met.overlay.pairs
    assert pairs["other_code"].tolist() == list(expected)
    assert pairs.geometry.area.tolist() == pytest.approx(list(expected.values()), rel=1e-9)
    totals = met.overlay.totals.iloc[0]
    assert totals["outside_ha"] == pytest.approx(
        measure.geodesic_area_ha(zone)[0] - pairs["shared_ha"].sum(), abs=0.01
    )
    assert "Xã Hùng Thắng" in printed(conflict_lines(plan, (met,), "vi"))


def test_a_file_that_states_no_uncertainty_is_told_unless_the_user_does(geodata, tmp_path):
    file = own_copy(geodata, "VSIP", tmp_path / "a.gpkg")
    plan, met = met_by(geodata, "VSIP", str(file))
    assert "a.gpkg states no uncertainty" in printed(conflict_lines(plan, met, "en"))
    plan, met = met_by(geodata, "VSIP", str(file), uncertainty_m=5.0)
    assert "a.gpkg states" not in printed(conflict_lines(plan, met, "en"))
    assert met[0].overlay.pairs["uncertainty_m"].tolist() == [1505.0]


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3405", "EPSG:9210"])
def test_a_file_is_read_in_its_own_system_and_never_written(geodata, tmp_path, crs):
    file = own_copy(geodata, "VSIP", tmp_path / "a.gpkg", crs=crs)
    before = file.read_bytes()
    _, (met,) = met_by(geodata, str(file), "VSIP")
    assert met.overlay.pairs["share_pct"].tolist() == pytest.approx([100], abs=1e-3)
    assert file.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == [file]


def test_two_files_of_one_name_are_two_and_a_file_against_itself_is_one(geodata, tmp_path):
    files = [tmp_path / each / "a.gpkg" for each in ("old", "new")]
    for file in files:
        file.parent.mkdir()
        own_copy(geodata, "VSIP", file, code=["x"])
    _, (met,) = met_by(geodata, *map(str, files))
    assert met.overlay.pairs["relation"].tolist() == ["equal"]
    _, (same,) = met_by(geodata, str(files[0]), str(files[0]))
    assert same.overlay.pairs.empty


def test_the_fields_of_a_file_are_those_named(geodata, tmp_path):
    file = own_copy(geodata, "VSIP", tmp_path / "a.gpkg", so_hieu=[7.0], chu="A")
    _, (met,) = met_by(geodata, str(file), "land", fields={"so_hieu": "code", "chu": "name_vi"})
    assert met.first.features[["code", "name_vi"]].iloc[0].tolist() == ["7", "A"]
    with pytest.raises(IntakeError, match="has no field 'khác'"):
        met_by(geodata, str(file), "land", fields={"khác": "code"})


def test_a_file_without_codes_is_called_by_its_rows(geodata, tmp_path):
    file = own_copy(geodata, "VSIP", tmp_path / "a.gpkg")
    _, (met,) = met_by(geodata, str(file), "land")
    assert met.first.features[["code", "name_vi"]].iloc[0].tolist() == ["#1", "Bản vẽ"]


def test_a_coordinate_table_is_a_side(geodata):
    table = geodata / "annexes" / "boundaries" / "VSIP.csv"
    _, (met,) = met_by(geodata, str(table), "VSIP", crs="EPSG:9210")
    assert met.overlay.pairs["relation"].tolist() == ["equal"]
    with pytest.raises(IntakeError, match="states no coordinate system"):
        met_by(geodata, str(table), "VSIP")


def test_invalid_empty_and_missing_outlines_of_a_file_are_told(geodata, tmp_path):
    bow = shapely.Polygon([(106.6, 20.8), (106.7, 20.9), (106.7, 20.8), (106.6, 20.9)])
    frame = gpd.GeoDataFrame(
        {"code": ["bow", "empty", "none"]}, geometry=[bow, shapely.Polygon(), None], crs=4326
    )
    frame.to_file(tmp_path / "a.geojson", engine="pyogrio")
    plan, met = met_by(geodata, "industrial_zones", str(tmp_path / "a.geojson"))
    told = printed(conflict_lines(plan, met, "en"))
    assert "bow: outline crosses itself" in told
    assert "empty, none: no outline" in told


def test_what_meets_points_or_an_edge_is_not_said_to_share_nothing(geodata, tmp_path):
    zone = met_by(geodata, "NHP", "land")[1][0].first.features.geometry.iloc[0]
    points = gpd.GeoDataFrame({"code": ["P"]}, geometry=[zone.representative_point()], crs=9210)
    points.to_file(tmp_path / "a.gpkg", engine="pyogrio")
    for first, second in (("NHP", str(tmp_path / "a.gpkg")), ("berths", "quays")):
        plan, met = met_by(geodata, first, second)
        told = printed(conflict_lines(plan, met, "en"))
        assert "nothing shared" not in told
        assert len(met[0].overlay.pairs)


def test_a_file_without_features_decides_nothing(geodata, tmp_path):
    nothing = gpd.GeoDataFrame({"code": []}, geometry=[], crs=9210)
    nothing.to_file(tmp_path / "a.gpkg", engine="pyogrio")
    told = printed(conflict_lines(*met_by(geodata, "NHP", str(tmp_path / "a.gpkg")), "en"))
    assert "a.gpkg: holds no feature, so nothing can be decided." in told
    assert "nothing shared" not in told


@pytest.mark.parametrize("name", ["NOPE", "economic zones"])
def test_a_side_that_is_nothing_is_refused_with_the_list_of_layers(geodata, name):
    with pytest.raises(PlanError, match="industrial_zones"):
        met_by(geodata, name)


def test_a_missing_file_is_refused(geodata, tmp_path):
    with pytest.raises(IntakeError, match=r"a\.gpkg"):
        met_by(geodata, "NHP", str(tmp_path / "a.gpkg"))


def test_what_has_no_outline_and_what_lies_within_the_uncertainty_is_told(geodata):
    plan, met = met_by(geodata, "economic_zones", "industrial_zones")
    told = printed(conflict_lines(plan, met, "en"))
    assert "DVCH: no outline, so nothing can be decided" in told
    assert "NHP – DOSON" in told
    assert plan.notice.en in told


def test_overlap_of_one_legal_type_is_called_a_conflict(geodata):
    plan, (met,) = met_by(geodata, "VSIP", "VSIP")
    assert met.overlay.pairs.empty
    park = met.first.features.assign(code="PARK", uncertainty_m=0.0)
    overlay = analysis.overlay(park, met.first.features.assign(uncertainty_m=0.0))
    told = conflict_lines(plan, (replace(met, overlay=overlay),), "vi")
    assert "CHỒNG LẤN cùng loại" in printed(told)


def test_shared_pieces_come_out_as_geojson_in_wgs84_with_the_trace(geodata):
    plan, met = met_by(geodata, "NHP", "land")
    content = json.loads(conflicts_document(plan, met, "geojson"))
    (piece,) = content["features"]
    corners = np.array(shapely.get_coordinates(shapely.geometry.shape(piece["geometry"])))
    assert ((corners > [106, 20]) & (corners < [107, 21])).all()
    assert piece["properties"]["relation"] == "cuts"
    assert content["revision"] == plan.revision
    assert content["notice"]["en"] == plan.notice.en


def test_the_json_holds_pairs_totals_and_what_is_in_doubt(geodata):
    plan, met = met_by(geodata, "NHP", "industrial_zones", "land")
    content = json.loads(conflicts_document(plan, met, "json"))
    assert content["schema"] == "zoneplan.conflicts/1"
    assert [row["other_layer"] for row in content["rows"]] == ["land"]
    assert [row["other_layer"] for row in content["totals"]] == ["industrial_zones", "land"]
    assert {row["other_code"] for row in content["within_doubt"]} == {"DOSON", "TIENTHANH"}


def test_same_plan_same_document(geodata):
    made = [conflicts_document(*met_by(geodata, "NHP", "land"), "geojson") for _ in range(2)]
    assert made[0] == made[1]


def test_zones_find_their_nearest_berth_quay_and_zone(geodata):
    plan, near = nearest(geodata, Against(), as_of=TODAY)
    assert [(each.first.name, each.second.name) for each in near] == [
        ("industrial_zones", name) for name in ("industrial_zones", "berths", "quays")
    ]
    told = printed(nearest_lines(plan, near, "vi"))
    assert "LH01 Bến số 1" in told
    assert "có thể gặp nhau" in told
    assert plan.notice.vi in told


def test_the_nearest_comes_out_as_json_and_as_lines_for_a_map(geodata):
    asked = Against(first=("VSIP", "DVCH"), second=("berths",))
    made = nearest(geodata, asked, as_of=TODAY)
    rows = json.loads(nearest_document(*made, "json"))["rows"]
    assert [row["other_code"] for row in rows] == ["LH01", None]
    features = json.loads(nearest_document(*made, "geojson"))["features"]
    assert features[0]["geometry"]["type"] == "LineString"
    assert features[1]["geometry"] is None


def test_another_authority_needs_no_change(xanh):
    _, met = conflicts(xanh, Against(), as_of=TODAY)
    assert {each.first.name for each in met} == {"craft_villages"}
    _, near = nearest(xanh, Against(), as_of=TODAY)
    assert {each.second.name for each in near} == {"craft_villages"}


def test_hostile_names_are_text_and_no_more(geodata, tmp_path):
    file = own_copy(
        geodata, "VSIP", tmp_path / "a.gpkg", code=[HOSTILE], name_vi="x\x1b[31m\u202ey"
    )
    plan, met = met_by(geodata, "VSIP", str(file))
    assert HOSTILE in printed(conflict_lines(plan, met, "vi"))
    content = json.loads(conflicts_document(plan, met, "geojson"))
    assert content["features"][0]["properties"]["other_code"] == HOSTILE
