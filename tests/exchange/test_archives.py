"""Hostile files: none is opened, followed, unpacked or run; each is refused with one sentence."""

import json
import stat
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import geopandas as gpd
import pytest

from zoneplan.errors import IntakeError
from zoneplan.exchange import archives
from zoneplan.exchange.archives import unpacked
from zoneplan.exchange.features import read_features

CRS = "EPSG:9210"
VRT = '<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/etc</SrcDataSource></OGRVRTLayer>'
GDALG = '{"type": "gdal_streamed_alg", "command_line": "gdal vector read http://127.0.0.1/x"}'
KML = '<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{}</Document></kml>'


@pytest.fixture
def zipped(tmp_path):
    def write(members, name="a.zip"):
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, content in members.items():
                archive.writestr(member, content)
        return path

    return write


@pytest.fixture
def folder(tmp_path):
    inner = tmp_path / "out" / "inner"
    inner.mkdir(parents=True)
    return inner


def written(folder):
    return [each for each in folder.parents[1].rglob("*") if each.is_file()]


@pytest.mark.parametrize(
    "name", ["../x.shp", "a/../../x.shp", "/x.shp", "..\\x.shp", "C:\\x.shp", "c:x.shp"]
)
def test_a_name_that_leads_out_is_refused(zipped, folder, name):
    path = zipped({"good.shp": b"1", name: b"2"})
    with pytest.raises(IntakeError, match="leads out of the folder"):
        unpacked(path, folder)
    assert written(folder) == [path]


def test_a_link_is_refused(zipped, folder):
    link = zipfile.ZipInfo("a.shp")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with pytest.raises(IntakeError, match="is a link"):
        unpacked(zipped({link: "/etc/passwd"}), folder)


@pytest.mark.parametrize("name", ["b.zip", "B.KMZ", "b.7z", "b.tar.gz"])
def test_an_archive_in_an_archive_is_refused(zipped, folder, name):
    with pytest.raises(IntakeError, match="is an archive itself"):
        unpacked(zipped({name: b"1"}), folder)


def test_a_password_is_refused(zipped, folder):
    path = zipped({"a.shp": b"1"})
    content = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + at] |= 1
    path.write_bytes(content)
    with pytest.raises(IntakeError, match="needs a password"):
        unpacked(path, folder)


def test_too_many_members_are_refused(zipped, folder):
    with pytest.raises(IntakeError, match="holds 1001 files, more than 1000"):
        unpacked(zipped({f"{at}.txt": "" for at in range(1001)}), folder)


def test_a_bomb_is_refused_before_it_swells(zipped, folder):
    path = zipped({"a.shp": b"\0" * 20_000_000})
    with pytest.raises(IntakeError, match="out of all proportion"):
        unpacked(path, folder)
    assert written(folder) == [path]


def test_a_bomb_that_lies_about_its_size_is_stopped(zipped, folder):
    path = zipped({"a.shp": b"\0" * 5_000_000})
    content = path.read_bytes().replace((5_000_000).to_bytes(4, "little"), b"\x10\0\0\0")
    path.write_bytes(content)
    with pytest.raises(IntakeError):
        unpacked(path, folder)
    assert sum(each.stat().st_size for each in folder.iterdir()) <= 1 << 20


def test_more_than_the_most_is_refused(zipped, folder, monkeypatch):
    monkeypatch.setattr(archives, "MOST_BYTES", 10)
    with pytest.raises(IntakeError, match="out of all proportion"):
        unpacked(zipped({"a.shp": b"12345678901"}), folder)


def test_two_members_of_one_name_are_refused(zipped, folder):
    with pytest.raises(IntakeError, match="is there twice"):
        unpacked(zipped({"a.shp": b"1", "A.shp": b"2"}), folder)


def test_a_file_that_is_no_zip_is_refused(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"PK but not really")
    with pytest.raises(IntakeError, match=r"Cannot read a\.zip"):
        read_features(tmp_path / "a.zip")


def test_an_archive_without_a_layer_is_refused(zipped):
    with pytest.raises(IntakeError, match="holds no layer"):
        read_features(zipped({"readme.txt": "x", "a.vrt": VRT}))


def test_several_layers_in_an_archive_are_to_be_chosen(zipped):
    members = {f"{name}.geojson": '{"type":"Feature","geometry":null}' for name in ("a", "b")}
    with pytest.raises(IntakeError, match="has 2 layers: 'a', 'b'"):
        read_features(zipped(members))
    assert read_features(zipped(members), layer="b").layer == "b"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.gpkg", VRT),
        ("a.gpkg", GDALG),
        ("a.gpkg", "SQLite format 3\0"),
        ("a.geojson", VRT),
        ("a.geojson", GDALG),
        ("a.json", '{"type": "Topology", "objects": {}}'),
        ("a.geojson", '{"type": "FeatureCollection", "features": "/etc/passwd"}'),
        ("a.shp", VRT),
        ("a.dgn", VRT),
        ("a.dxf", VRT),
        ("a.kml", VRT),
        ("a.kml", GDALG),
        ("a.gdb", VRT),
    ],
)
def test_another_format_in_disguise_is_not_opened(tmp_path, name, content):
    (tmp_path / name).write_text(content)
    with pytest.raises(IntakeError, match=r"its first bytes say so|Cannot read"):
        read_features(tmp_path / name, crs=CRS)


@pytest.mark.parametrize(
    "path",
    ["http://127.0.0.1/a.gpkg", "/vsicurl/http://127.0.0.1/a.gpkg", "/vsizip/a.zip", "s3://b/a.shp",
     "file:///a.shp"],
)  # fmt: skip
def test_an_address_is_no_file(path):
    with pytest.raises(IntakeError, match="is no file on this machine"):
        read_features(Path(path))


@pytest.mark.parametrize("name", ["a.vrt", "a.ovf", "a.xml", "a.qgs"])
def test_a_document_that_points_elsewhere_is_refused(tmp_path, name):
    (tmp_path / name).write_text(VRT)
    with pytest.raises(IntakeError, match="points to data elsewhere"):
        read_features(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("a.dwg", "DXF 2018"),
        ("a.pdf", "coordinate table"),
        ("a.docx", "coordinate table"),
        ("a.xls", "XLSX"),
        ("a.jpg", "coordinate table"),
        ("a.tab", r"\.gpkg"),
    ],
)
def test_a_format_that_is_not_read_says_how_to_convert_it(tmp_path, name, how):
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(IntakeError, match=how) as caught:
        read_features(tmp_path / name)
    assert caught.value.say("vi").startswith(f"Chưa đọc được dạng tệp {name}.")


def test_a_drawing_of_microstation_v8_is_told_by_its_first_bytes(tmp_path):
    (tmp_path / "a.dgn").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    with pytest.raises(IntakeError, match=r"is a DGN V8 drawing.* DXF 2018"):
        read_features(tmp_path / "a.dgn", crs=CRS)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(IntakeError, match=r"There is no file .*a\.gpkg"):
        read_features(tmp_path / "a.gpkg")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_not_expanded(tmp_path, encoding):
    doctype = '<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    kml = head + doctype + KML.format("<name>&x;</name>")
    (tmp_path / "a.kml").write_bytes(kml.encode(encoding))
    with pytest.raises(IntakeError, match=r"declares a DOCTYPE|first bytes"):
        read_features(tmp_path / "a.kml")


@pytest.fixture
def listener():
    """A server on this machine that notes every request made to it."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_GET  # noqa: N815 - the base class calls it so

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/x", asked
    server.shutdown()
    thread.join()
    server.server_close()


def test_nothing_asks_the_network(tmp_path, listener, zipped):
    address, asked = listener
    link = f"<NetworkLink><Link><href>{address}</href></Link></NetworkLink>"
    (tmp_path / "link.kml").write_text(KML.format(link))
    icon = f"<Style><IconStyle><Icon><href>{address}</href></Icon></IconStyle></Style>"
    (tmp_path / "icon.kml").write_text(KML.format(icon + "<Placemark><name>a</name></Placemark>"))
    crs = {"type": "link", "properties": {"href": address, "type": "proj4"}}
    document = {"type": "FeatureCollection", "crs": crs, "features": []}
    (tmp_path / "a.geojson").write_text(json.dumps(document))
    with pytest.raises(IntakeError, match="points to data elsewhere"):
        read_features(tmp_path / "link.kml")
    with pytest.raises(IntakeError, match="points to data elsewhere"):
        read_features(zipped({"doc.kml": KML.format(link)}, "a.kmz"))
    assert read_features(tmp_path / "icon.kml").frame["name"].tolist() == ["a"]
    assert read_features(tmp_path / "a.geojson").crs is None
    for disguise in (f"<OGRVRTDataSource>{address}", GDALG.replace("http://127.0.0.1/x", address)):
        (tmp_path / "a.gpkg").write_text(disguise)
        with pytest.raises(IntakeError):
            read_features(tmp_path / "a.gpkg")
    assert asked == []


def test_a_geodatabase_that_links_elsewhere_is_refused(tmp_path, square):
    frame = gpd.GeoDataFrame({"a": ["x"]}, geometry=[square()], crs=CRS)
    frame.to_file(tmp_path / "a.gdb", driver="OpenFileGDB", engine="pyogrio")
    (tmp_path / "a.gdb" / "a00000099.gdbtable").symlink_to("/etc/passwd")
    with pytest.raises(IntakeError, match="is a link elsewhere"):
        read_features(tmp_path / "a.gdb")


def test_deep_json_and_giant_numbers_are_damage_and_no_crash(tmp_path):
    for text in ('{"a":' * 100_000, '{"type": "Feature", "properties": {"a": ' + "9" * 5000 + "}}"):
        (tmp_path / "a.geojson").write_text(text)
        with pytest.raises(IntakeError, match=r"Cannot read a\.geojson"):
            read_features(tmp_path / "a.geojson")


def test_hostile_names_and_texts_come_through_as_they_are(tmp_path):
    hostile = "{{ 7*7 }}<script>\"'; DROP TABLE x --"
    document = {"type": "Feature", "properties": {hostile: hostile}, "geometry": None}
    (tmp_path / "a.geojson").write_text(json.dumps(document))
    assert read_features(tmp_path / "a.geojson").frame[hostile].tolist() == [hostile]


def test_nothing_is_left_behind(tmp_path, zipped, monkeypatch):
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(work))
    read_features(zipped({"a.geojson": '{"type":"Feature","geometry":null}'}))
    assert list(work.iterdir()) == []
