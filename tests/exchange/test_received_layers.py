import json
import shutil
import sqlite3
import struct
import warnings
import zipfile
from contextlib import closing

import fiona
import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely

from zoneplan.errors import IntakeError
from zoneplan.exchange.features import read_features
from zoneplan.exchange.shapes import mended

CRS = "EPSG:9210"
NAMES = ["Khu công nghiệp Nam Đình Vũ", "Tràng Duệ", None]
BOWTIE = shapely.Polygon([(0, 0), (100, 100), (100, 0), (0, 100)])


def zones(square, **columns):
    return gpd.GeoDataFrame(
        {"TEN": NAMES, **columns},
        geometry=[square(600_000.0 + 200 * at).geoms[0] for at in range(3)],
        crs=CRS,
    )


def rules(received):
    return {each.rule for each in received.findings}


def feature(geometry=None, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


@pytest.fixture
def geojson(tmp_path):
    def write(*features, **members):
        path = tmp_path / "zones.geojson"
        document = {"type": "FeatureCollection", "features": features, **members}
        path.write_text(json.dumps(document), encoding="utf-8")
        return path

    return write


@pytest.fixture
def shapefile(tmp_path, square):
    path = tmp_path / "Ranh giới.shp"
    zones(square, so=[1, 2, 3]).to_file(path, engine="pyogrio", encoding="UTF-8")
    return path


@pytest.fixture
def geopackage(tmp_path, square):
    path = tmp_path / "zones.gpkg"
    zones(square).to_file(path, layer="khu", engine="pyogrio")
    return path


def changed(path, *statements):
    """Spoil a GeoPackage by plain SQL, past the triggers of its index."""
    with closing(sqlite3.connect(path)) as connection:
        named = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (trigger,) in named.fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        for statement in statements:
            connection.execute(*([statement] if isinstance(statement, str) else statement))
        connection.commit()


@pytest.mark.parametrize("name", ["a.gpkg", "a.shp", "a.gdb", "a.zip", "a.gdb.zip"])
def test_every_road_brings_the_same_layer(name, tmp_path, square):
    inner = {"a.zip": "a.shp", "a.gdb.zip": "a.gdb"}.get(name, name)
    kind = {"driver": "OpenFileGDB"} if inner.endswith("gdb") else {}
    zones(square).to_file(tmp_path / inner, layer="a", engine="pyogrio", **kind)
    if name != inner:
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            for each in tmp_path.rglob("*.*"):
                if each.is_file() and each.suffix != ".zip":
                    archive.write(each, each.relative_to(tmp_path))
    received = read_features(tmp_path / name)
    assert (received.crs, received.layer) == (CRS, "a")
    assert received.frame["TEN"].tolist() == NAMES
    assert received.frame.area.tolist() == pytest.approx([10_000] * 3)


def test_integers_of_any_size_truths_lists_and_dates_are_kept(geojson):
    big = 2**63 + 1
    path = geojson(feature(so=big, dung=True, ds=["a", 1], ngay="2020-01-02", tap={"x": None}))
    row = read_features(path).frame.iloc[0]
    assert row["so"] == big
    assert row["dung"] is True
    assert row[["ds", "ngay", "tap"]].tolist() == ['["a", 1]', "2020-01-02", '{"x": null}']


def test_whole_numbers_beside_an_empty_one_stay_whole(geojson):
    values = read_features(geojson(feature(so=2**53 + 1), feature(so=None))).frame["so"]
    assert values.tolist() == [2**53 + 1, None]


def test_one_feature_a_line_is_read(tmp_path):
    path = tmp_path / "a.json"
    path.write_text("\n".join(json.dumps(feature(ma=each)) for each in "ab"), encoding="utf-8")
    assert read_features(path).frame["ma"].tolist() == ["a", "b"]


def test_a_table_of_all_types_survives_a_geodatabase(tmp_path, square):
    frame = zones(square, so=[2**53 - 1, 2, 3], ty=[0.1, 2.5, 3.0])
    frame["ngay"] = pd.to_datetime(["2020-01-02"] * 3)
    frame.to_file(
        tmp_path / "a.gdb",
        driver="OpenFileGDB",
        engine="pyogrio",
        TARGET_ARCGIS_VERSION="ARCGIS_PRO_3_2_OR_LATER",
    )
    row = read_features(tmp_path / "a.gdb").frame.iloc[0]
    assert row["so"] == 2**53 - 1
    assert row["ty"] == 0.1
    assert row["ngay"].startswith("2020-01-02")


def test_a_geopackage_gives_every_row_whatever_its_count_says(geopackage):
    changed(geopackage, "UPDATE gpkg_ogr_contents SET feature_count = 1")
    assert len(read_features(geopackage).frame) == 3


def test_a_text_in_a_number_column_is_not_lost(geopackage):
    changed(geopackage, "ALTER TABLE khu ADD so REAL", "UPDATE khu SET so = 'chưa rõ'")
    assert read_features(geopackage).frame["so"].tolist() == ["chưa rõ"] * 3


def test_changes_not_yet_in_the_main_file_are_read(geopackage, tmp_path):
    sent = tmp_path / "sent"
    sent.mkdir()
    changed(geopackage)
    with closing(sqlite3.connect(geopackage)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("UPDATE khu SET TEN = 'Mới'")
        connection.commit()
        for each in ("zones.gpkg", "zones.gpkg-wal"):
            shutil.copy(tmp_path / each, sent)
    assert read_features(sent / "zones.gpkg").frame["TEN"].tolist() == ["Mới"] * 3
    assert not (sent / "zones.gpkg-shm").exists()


def test_a_half_written_geopackage_is_refused(geopackage):
    geopackage.with_name("zones.gpkg-journal").write_bytes(b"x")
    with pytest.raises(IntakeError, match="half written"):
        read_features(geopackage)


def test_views_are_told_and_not_read(geopackage):
    changed(
        geopackage,
        "CREATE VIEW nhin AS SELECT * FROM khu",
        "INSERT INTO gpkg_contents SELECT 'nhin', data_type, 'nhin', '', last_change, "
        "min_x, min_y, max_x, max_y, srs_id FROM gpkg_contents WHERE table_name = 'khu'",
        "INSERT INTO gpkg_geometry_columns SELECT 'nhin', column_name, geometry_type_name, "
        "srs_id, z, m FROM gpkg_geometry_columns WHERE table_name = 'khu'",
    )
    assert "view-unread" in rules(read_features(geopackage))
    with pytest.raises(IntakeError, match="is a view, which runs what the file holds"):
        read_features(geopackage, layer="nhin")


def test_a_layer_is_to_be_chosen_among_several(geopackage, square):
    zones(square).to_file(geopackage, layer="lô", engine="pyogrio")
    with pytest.raises(
        IntakeError, match=r"has 2 layers: 'khu', 'lô'\. Choose one .* save it as a file"
    ):
        read_features(geopackage)
    assert read_features(geopackage, layer="lô").layer == "lô"
    with pytest.raises(IntakeError, match="has no layer 'x'"):
        read_features(geopackage, layer="x")


def test_curves_heights_and_measures_are_told(geopackage):
    points = [(600_000.0, 2_300_000.0), (600_200.0, 2_300_000.0), (600_000.0, 2_300_000.0)]
    circle = bytes.fromhex("010a00000001000000010800000003000000") + b"".join(
        shapely.to_wkb(shapely.Point(p), byte_order=1)[5:] for p in points
    )
    header = b"GP\x00\x01" + (9210).to_bytes(4, "little")
    tall = shapely.to_wkb(shapely.Point(1, 2, 3), flavor="iso")
    measured = shapely.to_wkb(shapely.from_wkt("POINT M (1 2 4)"), flavor="iso")
    for fid, wkb in enumerate((circle, tall, measured), start=1):
        changed(geopackage, ("UPDATE khu SET geom = ? WHERE fid = ?", (header + wkb, fid)))
    received = read_features(geopackage)
    assert {"curves-linearised", "z-dropped", "m-dropped", "geometry-mixed"} <= rules(received)
    assert received.frame.area[0] == pytest.approx(31_415.93, rel=1e-4)
    assert not received.frame.has_z.any()


def test_a_damaged_geometry_keeps_its_row(geopackage):
    changed(geopackage, "UPDATE khu SET geom = x'00' WHERE fid = 2")
    received = read_features(geopackage)
    assert received.frame.geometry.isna().tolist() == [False, True, False]
    assert {"geometry-unreadable", "geometry-empty"} <= rules(received)


def test_rows_without_outline_are_kept_and_told(geojson):
    received = read_features(
        geojson(feature(ma="A"), feature({"type": "Polygon", "coordinates": []}))
    )
    assert len(received.frame) == 2
    assert "geometry-empty" in rules(received)


def test_an_invalid_outline_is_kept_and_told_with_its_place(geojson):
    path = geojson(feature(shapely.geometry.mapping(BOWTIE)), crs=named(CRS))
    received = read_features(path)
    finding = next(each for each in received.findings if each.rule == "geometry-invalid")
    assert finding.place.at == (50, 50)
    assert "đường biên tự cắt" in finding.place.message.vi
    assert received.frame.geometry[0].equals_exact(BOWTIE)


def named(code):
    return {"type": "name", "properties": {"name": f"urn:ogc:def:crs:{code.replace(':', '::')}"}}


def test_mending_says_by_how_much_the_area_changed():
    frame = gpd.GeoDataFrame({"a": [1, 2]}, geometry=[BOWTIE, shapely.Point(0, 0)], crs=CRS)
    better, (finding,) = mended(frame.set_index(pd.Index([7, 9])), layer="zones")
    assert better.is_valid.all()
    assert better.index.tolist() == [7, 9]
    assert finding.place.message.en == (
        "Row 1: the geometry was mended; its area changed by +5000.00 m²."
    )
    assert not frame.geometry[0].is_valid


def test_geojson_is_wgs84_unless_it_says_otherwise(geojson):
    point = shapely.geometry.mapping(shapely.Point(106.6, 20.8))
    far = shapely.geometry.mapping(shapely.Point(600_000, 2_300_000))
    assert read_features(geojson(feature(point))).crs == "EPSG:4326"
    assert read_features(geojson(feature(far), crs=named(CRS))).crs == CRS
    assert read_features(geojson(feature(far))).crs is None
    assert read_features(geojson(feature(far)), crs=CRS).crs == CRS
    with pytest.raises(IntakeError, match=r"states .* EPSG:4326, but the command says"):
        read_features(geojson(feature(point)), crs=CRS)


def test_missing_sidecars_are_told(shapefile):
    for suffix in (".prj", ".shx"):
        shapefile.with_suffix(suffix).unlink()
    received = read_features(shapefile)
    messages = [e.place.message.en for e in received.findings if e.rule == "sidecar-missing"]
    assert received.crs is None
    assert messages == [
        "The file Ranh giới.prj is missing: the coordinate system is not known.",
        "The file Ranh giới.shx is missing: the index was rebuilt.",
    ]
    assert received.frame["so"].tolist() == [1, 2, 3]
    assert not shapefile.with_suffix(".shx").exists()


def test_shapes_without_a_table_are_read(shapefile):
    shapefile.with_suffix(".dbf").unlink()
    assert len(read_features(shapefile).frame) == 3


def test_a_table_of_another_layer_is_refused(shapefile, tmp_path, square):
    zones(square).head(2).to_file(tmp_path / "b.shp", engine="pyogrio")
    shutil.copy(tmp_path / "b.dbf", shapefile.with_suffix(".dbf"))
    with pytest.raises(IntakeError, match=r"3 shapes but its \.dbf has 2 rows"):
        read_features(shapefile)


@pytest.mark.parametrize("suffix", [".shp", ".dbf"])
def test_a_shapefile_cut_off_is_refused(shapefile, suffix):
    part = shapefile.with_suffix(suffix)
    part.write_bytes(part.read_bytes()[:-50])
    with pytest.raises(IntakeError, match=f"Cannot read Ranh giới{suffix}"):
        read_features(shapefile)


def test_names_that_a_shapefile_may_have_cut_are_told(tmp_path, square):
    with warnings.catch_warnings(action="ignore"):
        zones(square, dien_tich_quy_hoach=1.5).to_file(tmp_path / "a.shp", engine="pyogrio")
    received = read_features(tmp_path / "a.shp")
    assert "dien_tich_" in received.frame.columns
    assert "field-names-cut" in rules(received)


def with_texts(shapefile, texts, *, code_page=0, cpg=None):
    """Put bytes into the names of a shapefile's table."""
    table = bytearray(shapefile.with_suffix(".dbf").read_bytes())
    table[29] = code_page
    start, width = int.from_bytes(table[8:10], "little"), int.from_bytes(table[10:12], "little")
    for row, text in enumerate(texts):
        at = start + row * width + 1
        table[at : at + 40] = text.ljust(40)
    shapefile.with_suffix(".dbf").write_bytes(table)
    shapefile.with_suffix(".cpg").unlink()
    if cpg:
        shapefile.with_suffix(".cpg").write_text(cpg)
    return shapefile


def test_a_text_that_says_no_encoding_is_windows_1258_in_nfc(shapefile):
    name = "Nam Đình Vũ"
    old = "Nam Đình Vu\u0303".replace("ì", "i\u0300").encode("cp1258")
    received = read_features(with_texts(shapefile, [old] * 3, code_page=0x57))
    assert received.frame["TEN"].tolist() == [name] * 3
    assert "encoding-guessed" in rules(received)


def test_the_encoding_that_the_files_state_is_used(shapefile):
    for stated in (
        {"cpg": "1252"},
        {"cpg": "windows-1252"},
        {"code_page": 3},
        {"cpg": "ANSI 1252"},
    ):
        received = read_features(with_texts(shapefile, ["Café".encode("cp1252")] * 3, **stated))
        assert received.frame["TEN"].tolist() == ["Café"] * 3
        assert "encoding-guessed" not in rules(received)
        shapefile.with_suffix(".cpg").touch()


def test_an_encoding_that_is_wrongly_stated_is_told(shapefile):
    received = read_features(with_texts(shapefile, [b"V\xf2"] * 3, cpg="UTF-8"))
    assert "encoding-wrongly-stated" in rules(received)


def test_tcvn3_is_offered_and_changed_only_on_request(shapefile):
    old = "Khu c«ng nghiÖp Nam §×nh Vò".encode("latin-1")
    path = with_texts(shapefile, [old] * 3)
    received = read_features(path)
    assert received.frame["TEN"][0] == "Khu c«ng nghiÖp Nam §×nh Vò"
    offer = next(e for e in received.findings if e.rule == "text-in-old-encoding")
    assert "--decode TEN=tcvn3" in offer.place.message.vi
    asked = read_features(path, decode={"TEN": "tcvn3"})
    assert asked.frame["TEN"].tolist() == ["Khu công nghiệp Nam Đình Vũ"] * 3
    with pytest.raises(IntakeError, match="has no field 'X'; it has 'TEN', 'so'"):
        read_features(path, decode={"X": "vni"})


def test_wide_numbers_of_a_table_keep_all_digits(shapefile):
    table = shapefile.with_suffix(".dbf")
    content = table.read_bytes()
    at = content.index(b"so\0") + 11
    assert content[at : at + 1] == b"N"
    width = content[at + 5]
    start, record = (
        int.from_bytes(content[8:10], "little"),
        int.from_bytes(content[10:12], "little"),
    )
    cell = start + record - width
    digits = b"9" * width
    table.write_bytes(content[:cell] + digits + content[cell + width :])
    assert read_features(shapefile).frame["so"][0] == int(digits)


def test_names_and_texts_come_in_nfc(geojson):
    received = read_features(geojson(feature(Tên="Vu\u0303")))
    assert received.frame["Tên"].tolist() == ["Vũ"]


def test_fields_that_share_a_name_are_both_kept(geojson):
    received = read_features(
        geojson({**feature(), "properties": {"geometry": 1, "Vu\u0303": 2, "Vũ": 3}})
    )
    assert received.frame.columns.tolist() == ["geometry_2", "Vũ", "Vũ_2", "geometry"]
    assert "field-renamed" in rules(received)


KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Khu</name><Folder><name>KCN</name>
<Placemark id="a"><name>Nam Đình Vũ</name><description><![CDATA[<b>x</b>]]></description>
<TimeSpan><begin>2009</begin></TimeSpan>
<ExtendedData><Data name="Diện tích"><value>370</value></Data>
<SchemaData><SimpleData name="MA">NDV</SimpleData></SchemaData></ExtendedData>
<MultiGeometry><Polygon><outerBoundaryIs><LinearRing><coordinates>
106.7,20.8,0 106.8,20.8,0 106.8,20.9,0 106.7,20.8,0</coordinates></LinearRing></outerBoundaryIs>
</Polygon></MultiGeometry></Placemark></Folder>
<Placemark><name>điểm hỏng</name><Point><coordinates>a,b</coordinates></Point></Placemark>
<GroundOverlay><Icon><href>http://example.invalid/x.png</href></Icon></GroundOverlay>
</Document></kml>"""


@pytest.mark.parametrize("name", ["a.kml", "a.kmz"])
def test_every_text_of_a_placemark_is_kept(name, tmp_path):
    path = tmp_path / name
    if name == "a.kml":
        path.write_text(KML, encoding="utf-8")
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("doc.kml", KML)
            archive.writestr("files/x.png", b"x")
    received = read_features(path)
    row = received.frame.iloc[0]
    assert received.crs == "EPSG:4326"
    assert row[["id", "name", "description", "begin", "Diện tích", "MA", "folder"]].tolist() == [
        "a", "Nam Đình Vũ", "<b>x</b>", "2009", "370", "NDV", "KCN",
    ]  # fmt: skip
    assert row.geometry.geom_type == "MultiPolygon"
    assert {"geometry-unreadable", "kml-left-out", "z-dropped"} <= rules(received)


def test_a_microstation_drawing_needs_a_system_and_keeps_its_elements(tmp_path, square):
    path = tmp_path / "a.dgn"
    gpd.GeoDataFrame(geometry=[square().geoms[0]], crs=CRS).to_file(
        path, driver="DGN", engine="pyogrio"
    )
    with pytest.raises(IntakeError, match="Give --crs"):
        read_features(path)
    received = read_features(path, crs=CRS)
    assert received.frame.area.tolist() == [10_000]
    assert "Level" in received.frame.columns


def test_each_format_has_its_driver_in_the_wheels():
    with fiona.Env() as env:
        assert {"ESRI Shapefile", "OpenFileGDB", "DGN", "GPKG"} <= set(env.drivers())
    assert "OpenFileGDB" in pyogrio.list_drivers()


def test_real_layers_come_in_whole(pytestconfig):
    data = pytestconfig.rootpath.parent / "shared" / "data"
    if not data.is_dir():
        pytest.skip("../shared/data is not here")
    rows = {
        "haiphong_wards_2026.geojson": 114,
        "test_nz_waca_adjustments.gpkg": 228,
        "test_us_va_zoning_diverse_16.gpkg": 16,
        "test_ogc_sample1_2_us_counties.gpkg": 3141,
        "coutwildrnp.zip": 67,
    }
    assert {name: len(read_features(data / name).frame) for name in rows} == rows


def test_a_curve_inside_a_collection_becomes_lines(geopackage):
    points = [(600_000.0, 2_300_000.0), (600_200.0, 2_300_000.0), (600_000.0, 2_300_000.0)]
    arc = struct.pack("<BII6d", 1, 8, 3, *(each for point in points for each in point))
    circle = struct.pack("<BII", 1, 7, 1) + struct.pack("<BII", 1, 10, 1) + arc
    header = b"GP\x00\x01" + (9210).to_bytes(4, "little")
    changed(geopackage, ("UPDATE khu SET geom = ? WHERE fid = 1", (header + circle,)))
    received = read_features(geopackage)
    assert "curves-linearised" in rules(received)
    assert received.frame.area[0] == pytest.approx(31_415.93, rel=1e-4)


def test_what_nests_too_deeply_is_unreadable_and_harms_no_other(geopackage, geojson):
    header = b"GP\x00\x01" + (9210).to_bytes(4, "little")
    deep = struct.pack("<BII", 1, 7, 1) * 20_000 + shapely.to_wkb(shapely.Point(0, 0))
    changed(geopackage, ("UPDATE khu SET geom = ? WHERE fid = 2", (header + deep,)))
    nested = {"type": "Point", "coordinates": [106.7, 20.8]}
    point = feature(nested)
    for _ in range(120):
        nested = {"type": "GeometryCollection", "geometries": [nested]}
    for path in (geopackage, geojson(point, feature(nested), point)):
        received = read_features(path)
        assert "geometry-unreadable" in rules(received)
        assert received.frame.geometry.isna().tolist() == [False, True, False]
