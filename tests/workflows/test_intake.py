"""A file comes into a layer only after it was read right, compared and shown."""

from datetime import date

import geopandas as gpd
import pytest
import shapely

from zoneplan import exchange, store
from zoneplan.change import Reason
from zoneplan.errors import EditError, IntakeError
from zoneplan.workflows.intake import Request, bring_in, preview

TODAY = date(2026, 11, 24)
REASON = Reason(action="import", by="Lan", message="phụ lục")
SURE = {
    "boundary_basis": "official",
    "boundary_uncertainty_m": "0.1",
    "boundary_source": "heza-2023",
}
CORNERS = [(600_000, 2_290_000), (601_000, 2_290_000), (601_000, 2_291_500), (600_000, 2_291_500)]


@pytest.fixture
def zone(copied_plan):
    def read(code):
        frame = store.read_plan(copied_plan, as_of=TODAY).frame("industrial_zones")
        return frame.set_index("code").loc[code]

    return read


@pytest.fixture
def annex(tmp_path):
    def write(corners, *, name="phu luc.csv", head="Điểm;X(m);Y(m)", tail=""):
        rows = [f"{at};{north:.2f};{east:.2f}" for at, (east, north) in enumerate(corners, 1)]
        path = tmp_path / name
        path.write_text("\n".join([head, *rows, tail]).replace(".", ","), encoding="utf-8")
        return path

    return write


def asked(file, **more):
    stated = {"code": "DOSON", "crs": "EPSG:9210", "outline": SURE}
    return Request(**{"file": file, "layer": "industrial_zones"} | stated | more)


@pytest.fixture
def see(copied_plan):
    return lambda request: preview(copied_plan, request, today=TODAY)


def errors(seen):
    return [finding.rule for finding in seen.findings if finding.severity == "error"]


def near(zone, code):
    """The corners of a zone, moved a little: what a survey of it would give."""
    return [(x + 3, y - 4) for x, y in shapely.get_coordinates(zone(code).geometry)[:-1]]


def test_an_annex_replaces_an_outline_and_says_how_sure_it_is(copied_plan, annex, see, zone):
    corners = near(zone, "DOSON")
    seen = see(asked(annex(corners)))
    assert errors(seen) == []
    assert [change.code for change in seen.changes] == ["DOSON"]
    bring_in(copied_plan, seen, reason=REASON)
    after = zone("DOSON")
    expected = shapely.MultiPolygon([shapely.Polygon(corners)])
    assert shapely.equals_exact(after.geometry, expected, tolerance=0.006, normalize=True)
    assert (after.boundary_basis, after.boundary_uncertainty_m) == ("official", 0.1)
    assert after.developer == zone("DOSON").developer


def test_a_preview_writes_nothing(copied_plan, annex, see, zone):
    before = store.read_plan(copied_plan, as_of=TODAY).revision
    see(asked(annex(near(zone, "DOSON"))))
    assert store.read_plan(copied_plan, as_of=TODAY).revision == before


def test_the_same_file_a_second_time_changes_nothing(copied_plan, annex, see, zone):
    file = annex(near(zone, "DOSON"))
    bring_in(copied_plan, see(asked(file)), reason=REASON)
    seen = see(asked(file))
    assert (seen.changes, seen.unchanged) == ((), 1)
    with pytest.raises(EditError, match="nothing that differs"):
        bring_in(copied_plan, seen, reason=REASON)


def test_an_outline_of_which_nobody_says_how_sure_it_is_stays_out(copied_plan, annex, see, zone):
    seen = see(asked(annex(near(zone, "DOSON")), outline={}))
    assert errors(seen) == ["outline-basis-unsaid"]
    with pytest.raises(EditError, match="how sure"):
        bring_in(copied_plan, seen, reason=REASON)


def test_a_table_without_a_system_is_refused(annex, see):
    with pytest.raises(IntakeError, match="states no coordinate system"):
        see(asked(annex(CORNERS), crs=None))


def test_swapped_axes_are_named(annex, see, zone):
    with pytest.raises(IntakeError, match="X and Y swapped"):
        see(asked(annex([(y, x) for x, y in near(zone, "DOSON")])))


def test_swapped_axes_are_named_in_geojson_too(see, zone, tmp_path):
    outline = gpd.GeoSeries([zone("DOSON").geometry], crs="EPSG:9210").to_crs("EPSG:4326")
    file = tmp_path / "khu.geojson"
    swapped = outline.map(lambda shape: shapely.transform(shape, lambda points: points[:, ::-1]))
    file.write_text(swapped.to_json(), encoding="utf-8")
    with pytest.raises(IntakeError, match="X and Y swapped"):
        see(asked(file, crs=None))


def test_a_dropped_datum_shift_is_named_and_nothing_is_written(copied_plan, annex, see, zone):
    corners = shapely.MultiPolygon([shapely.Polygon(near(zone, "DOSON"))])
    bring_in(copied_plan, see(asked(annex(near(zone, "DOSON")))), reason=REASON)
    shifted = gpd.GeoSeries([corners], crs=9210).to_crs(4326).set_crs(4756, allow_override=True)
    table = shapely.get_coordinates(shifted.to_crs(9210).iloc[0])[:-1]
    seen = see(asked(annex([tuple(point) for point in table])))
    assert errors(seen) == ["datum-shift"]
    with pytest.raises(EditError, match="224"):
        bring_in(copied_plan, seen, reason=REASON)


def test_an_outline_far_from_its_place_is_no_news_but_a_fault(annex, see, zone):
    far = [(x + 30_000, y - 20_000) for x, y in near(zone, "DOSON")]
    assert errors(see(asked(annex(far)))) == ["outline-elsewhere"]


def test_a_new_feature_is_added(copied_plan, annex, see, zone):
    seen = see(asked(annex(CORNERS), code="KCN-MOI"))
    assert [(change.kind, change.code) for change in seen.changes] == [("added", "KCN-MOI")]
    bring_in(copied_plan, seen, reason=REASON)
    assert zone("KCN-MOI").geometry.area == 1_500_000


def test_a_geopackage_changes_only_what_differs(copied_plan, see, tmp_path):
    frame = store.read_plan(copied_plan, as_of=TODAY).frame("industrial_zones")
    frame = frame.assign(developer=frame.developer.where(frame.code != "VSIP", "Chủ mới"))
    file = tmp_path / "nhận.gpkg"
    gpd.GeoDataFrame(frame).to_file(file, layer="kcn", driver="GPKG")
    seen = see(asked(file, code=None, crs=None, outline={}))
    assert [(change.code, change.columns) for change in seen.changes] == [("VSIP", ("developer",))]
    assert seen.unchanged == 13


def test_wgs_84_is_shifted_on_the_way_in(copied_plan, see, tmp_path):
    frame = store.read_plan(copied_plan, as_of=TODAY).frame("industrial_zones")
    file = tmp_path / "kcn.geojson"
    frame[["code", "geometry"]].to_crs(4326).to_file(file, driver="GeoJSON", COORDINATE_PRECISION=9)
    seen = see(asked(file, code=None, crs=None, outline={}))
    assert (seen.changes, seen.unchanged) == ((), 14)


def test_fields_with_other_names_are_mapped_or_refused(see, tmp_path, square):
    frame = gpd.GeoDataFrame(
        {"MA_KCN": ["DOSON"], "CHU_DT": ["X"], "LINH_TINH": [1]},
        geometry=[square()],
        crs="EPSG:9210",
    )
    file = tmp_path / "kcn.gpkg"
    frame.to_file(file, driver="GPKG")
    with pytest.raises(IntakeError, match="no column for MA_KCN, CHU_DT, LINH_TINH"):
        see(asked(file, code=None))
    fields = {"MA_KCN": "code", "CHU_DT": "developer", "LINH_TINH": ""}
    (change,) = see(asked(file, code=None, fields=fields)).changes
    assert change.value("developer") == (None, "X")


def test_an_attribute_table_leaves_the_outlines_alone(see, tmp_path):
    file = tmp_path / "bang.csv"
    file.write_text("code,developer\nDOSON,Chủ mới\n", encoding="utf-8")
    (change,) = see(asked(file, code=None, crs=None, outline={})).changes
    assert change.columns == ("developer",)


def test_an_invalid_outline_is_shown_and_mended_on_request(see, tmp_path, zone):
    west, south, east, north = zone("DOSON").geometry.bounds
    bowtie = shapely.Polygon([(west, south), (east, north), (east, south), (west, north)])
    file = tmp_path / "kcn.gpkg"
    gpd.GeoDataFrame({"code": ["DOSON"]}, geometry=[bowtie], crs="EPSG:9210").to_file(file)
    assert "geometry-invalid" in errors(see(asked(file, code=None)))
    mended = see(asked(file, code=None, mend=True))
    assert "geometry-invalid" not in errors(mended)
    assert mended.after.frame("industrial_zones").geometry.is_valid.all()


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"layer": "nope"}, "no layer nope"),
        ({"file": "missing.gpkg"}, "missing.gpkg"),
        ({"file": "drawing.dwg"}, "DXF"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(see, tmp_path, annex, more, told):
    (tmp_path / "drawing.dwg").write_bytes(b"AC1032")
    if "file" in more:
        more = {"file": tmp_path / more["file"]}
    with pytest.raises(IntakeError, match=told):
        see(asked(**{"file": annex(CORNERS)} | more))


def test_a_field_map_is_data(tmp_path):
    file = tmp_path / "kcn.toml"
    file.write_text('MA_KCN = "code"\n"Chủ đầu tư" = "developer"\nFID = ""\n', encoding="utf-8")
    fields = exchange.read_field_map(file)
    assert fields == {"MA_KCN": "code", "Chủ đầu tư": "developer", "FID": ""}
    file.write_text("MA_KCN = 3", encoding="utf-8")
    with pytest.raises(IntakeError, match="no map of fields"):
        exchange.read_field_map(file)


def test_the_same_corners_in_another_order_are_another_outline(copied_plan, annex, see, zone):
    west, south, east, north = zone("DOSON").geometry.bounds
    one = [(west, south), (east, south), (east, north), (west + 900, south + 600), (west, north)]
    other = [one[0], one[3], one[1], one[2], one[4]]
    bring_in(copied_plan, see(asked(annex(one))), reason=REASON)
    assert [change.columns for change in see(asked(annex(other))).changes] == [("geometry",)]


def test_an_outline_confirmed_as_official_changes_what_is_said_of_it(see, zone, annex):
    corners = [tuple(point) for point in shapely.get_coordinates(zone("DOSON").geometry)[:-1]]
    (change,) = see(asked(annex(corners))).changes
    assert set(change.columns) == {"boundary_basis", "boundary_uncertainty_m", "boundary_source"}


def test_a_row_without_an_outline_leaves_the_one_that_is_there(see, tmp_path):
    file = tmp_path / "kcn.gpkg"
    frame = gpd.GeoDataFrame({"code": ["DOSON"], "note": ["x"]}, geometry=[None], crs="EPSG:9210")
    frame.to_file(file, driver="GPKG")
    (change,) = see(asked(file, code=None, crs=None)).changes
    assert change.columns == ("note",)


@pytest.mark.parametrize("code", ["", " ", "VSIP ", "A\nB"])
def test_a_code_that_cannot_be_told_from_another_is_refused(copied_plan, annex, see, code):
    with pytest.raises(EditError, match="cannot be a code"):
        bring_in(copied_plan, see(asked(annex(CORNERS), code=code)), reason=REASON)


def test_a_basis_that_is_none_is_refused(annex, see):
    with pytest.raises(IntakeError, match="not on the list"):
        see(asked(annex(CORNERS), outline={**SURE, "boundary_basis": "sure"}))
