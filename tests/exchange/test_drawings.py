import math
from unicodedata import normalize

import ezdxf
import pytest
from ezdxf import units

from zoneplan.errors import IntakeError
from zoneplan.exchange.features import read_features

CRS = "EPSG:9210"
E, N = 600_000, 2_300_000
SQUARE = [(E, N), (E + 100, N), (E + 100, N + 100), (E, N + 100)]


NAME = "Nam Đình Vũ, Cát Hải, Đồ Sơn"


TONES = "\u0300\u0301\u0303\u0309\u0323"


def in_1258(text):
    """Return a text as code page 1258 writes it: tones apart, horns and hats not."""
    apart = [normalize("NFD", letter) for letter in text]
    tones = ["".join(mark for mark in letter if mark in TONES) for letter in apart]
    bases = ["".join(mark for mark in letter if mark not in TONES) for letter in apart]
    return "".join(normalize("NFC", base) + tone for base, tone in zip(bases, tones, strict=True))


@pytest.fixture
def drawn(tmp_path):
    """Draw by a function, save as a version and code page, and read back."""

    def draw(fill, *, version="R2018", encoding=None, **asked):
        document = ezdxf.new(version)
        document.units = units.M
        if encoding:
            document.encoding = encoding
            document.header["$DWGCODEPAGE"] = "ANSI_" + encoding.removeprefix("cp")
        fill(document.modelspace())
        path = tmp_path / "Bản vẽ.dxf"
        document.saveas(path)
        return read_features(path, **{"crs": CRS} | asked)

    return draw


def rules(received):
    return {each.rule for each in received.findings}


def finding(received, rule):
    return next(each for each in received.findings if each.rule == rule)


def test_a_closed_line_is_a_polygon_with_the_text_that_lies_in_it(drawn):
    def fill(space):
        space.add_lwpolyline(SQUARE, close=True, dxfattribs={"layer": "Ranh giới"})
        space.add_text("Khu công nghiệp Nam Đình Vũ").set_placement((E + 10, N + 50))
        space.add_mtext("Giai đoạn 1\\PTràng Duệ", {"insert": (E + 10, N + 20)})

    received = drawn(fill)
    row = received.frame.iloc[0]
    assert received.frame.area.tolist() == [10_000]
    assert row["layer"] == "Ranh giới"
    assert row["text"] == "Khu công nghiệp Nam Đình Vũ\nGiai đoạn 1\nTràng Duệ"
    assert row["handle"]
    assert (received.crs, received.layer, received.findings) == (CRS, "Bản vẽ", ())


@pytest.mark.parametrize(
    ("version", "encoding"), [("R2000", "cp1258"), ("R2004", "cp1252"), ("R2007", None)]
)
def test_names_keep_their_last_letter(drawn, version, encoding):
    def fill(space):
        space.add_lwpolyline(SQUARE, close=True)
        text = in_1258(NAME) if encoding == "cp1258" else NAME
        space.add_text(text).set_placement((E + 10, N + 50))

    received = drawn(fill, version=version, encoding=encoding)
    assert received.frame["text"].tolist() == [NAME]


@pytest.mark.parametrize("encoding", ["cp1252", "cp1258"])
def test_the_old_fonts_of_drawings_are_recognised(drawn, encoding):
    old = "Khu c«ng nghiÖp Nam §×nh Vò".encode("latin-1").decode(encoding)

    def fill(space):
        space.add_lwpolyline(SQUARE, close=True)
        space.add_text(old).set_placement((E + 10, N + 50))

    asked = drawn(fill, version="R2000", encoding=encoding, decode={"text": "tcvn3"})
    assert asked.frame["text"].tolist() == ["Khu công nghiệp Nam Đình Vũ"]
    assert "text-in-old-encoding" in rules(drawn(fill, version="R2000", encoding=encoding))


def test_arcs_are_cut_to_within_a_centimetre(drawn):
    radius = 500

    def fill(space):
        space.add_circle((E, N), radius)
        space.add_lwpolyline([(E - 500, N, 1), (E + 500, N, 1)], format="xyb", close=True)

    for outline in drawn(fill).frame.geometry:
        distances = [math.dist((E, N), point) for point in outline.exterior.coords]
        assert max(abs(each - radius) for each in distances) < 0.001
        assert 0 <= math.pi * radius**2 - outline.area < 0.01 * 2 * math.pi * radius


def test_ends_that_meet_within_a_millimetre_close_a_line(drawn):
    almost = [*SQUARE, (E + 0.0005, N)]
    assert drawn(lambda space: space.add_lwpolyline(almost)).frame.area[0] == pytest.approx(10_000)


def test_lines_that_do_not_close_are_told_with_count_and_place(drawn):
    def fill(space):
        space.add_lwpolyline(SQUARE, close=True)
        space.add_lwpolyline([*SQUARE, (E + 0.002, N)])
        space.add_line((E, N), (E + 1, N))

    received = drawn(fill)
    told = finding(received, "lines-not-closed")
    assert len(received.frame) == 1
    assert told.place.at == (E, N)
    assert told.place.message.en.startswith("1 lines do not close")
    assert "LINE 1" in finding(received, "entities-unused").place.message.en


def test_a_block_is_taken_apart_on_the_layer_where_it_stands(drawn):
    def fill(space):
        block = space.doc.blocks.new("KHU")
        block.add_lwpolyline([(0, 0), (1, 0), (1, 1), (0, 1)], close=True)
        block.add_attdef("TEN", (0.5, 0.5))
        scaled = {"xscale": 100, "yscale": 100, "layer": "Lô"}
        insert = space.add_blockref("KHU", (E, N), dxfattribs=scaled)
        insert.add_attrib("TEN", "Tràng Duệ", (E + 50, N + 50))

    row = drawn(fill).frame.iloc[0]
    assert row[["layer", "text"]].tolist() == ["Lô", "Tràng Duệ"]
    assert row.geometry.area == pytest.approx(10_000)


def test_a_block_that_holds_itself_is_refused(drawn):
    def fill(space):
        block = space.doc.blocks.new("A")
        block.add_blockref("A", (0, 0))
        block.add_blockref("A", (1, 0))
        space.add_blockref("A", (E, N))

    with pytest.raises(IntakeError, match="hold themselves"):
        drawn(fill)


def test_a_block_of_a_million_copies_is_refused(drawn):
    def fill(space):
        space.doc.blocks.new("A").add_circle((0, 0), 1)
        many = dict.fromkeys(("column_count", "row_count"), 30_000)
        many |= {"column_spacing": 1, "row_spacing": 1}
        space.add_blockref("A", (E, N), dxfattribs=many)

    with pytest.raises(IntakeError, match="Explode them"):
        drawn(fill)


def test_a_hatch_keeps_its_hole_and_its_line_is_told_as_repeated(drawn):
    def fill(space):
        space.add_lwpolyline(SQUARE, close=True)
        hatch = space.add_hatch()
        hatch.paths.add_polyline_path(SQUARE, is_closed=True)
        holed = space.add_hatch()
        holed.paths.add_polyline_path(SQUARE, is_closed=True)
        hole = [(E + 10, N + 10), (E + 20, N + 10), (E + 20, N + 20), (E + 10, N + 20)]
        holed.paths.add_polyline_path(hole, is_closed=True, flags=16)

    received = drawn(fill)
    assert received.frame.area.tolist() == [10_000, 10_000, 9_900]
    assert received.frame["entity"].tolist() == ["LWPOLYLINE", "HATCH", "HATCH"]
    assert "outlines-repeated" in rules(received)


def test_old_polylines_ellipses_and_splines_close_too(drawn):
    def fill(space):
        space.add_polyline2d(SQUARE, close=True)
        space.add_polyline3d([(*point, 7) for point in SQUARE], close=True)
        space.add_ellipse((E, N), (100, 0), 0.5)
        space.add_closed_spline(SQUARE) if hasattr(space, "add_closed_spline") else None

    received = drawn(fill)
    areas = received.frame.area
    assert areas[:2].tolist() == [10_000, 10_000]
    assert areas[2] == pytest.approx(math.pi * 100 * 50, rel=1e-3)
    assert "z-dropped" in rules(received)


def test_a_text_names_the_smallest_outline_around_it(drawn):
    inner = [(E + 10, N + 10), (E + 30, N + 10), (E + 30, N + 30), (E + 10, N + 30)]

    def fill(space):
        space.add_lwpolyline(SQUARE, close=True)
        space.add_lwpolyline(inner, close=True)
        space.add_text("trong").set_placement((E + 15, N + 15))
        space.add_text("ngoài").set_placement((E - 50, N))

    received = drawn(fill)
    assert received.frame["text"].tolist() == [None, "trong"]
    assert finding(received, "texts-outside").place.at == (E - 50, N)


def test_one_layer_of_a_drawing_can_be_chosen(drawn):
    def fill(space):
        for at, layer in enumerate(("Lô", "Khung")):
            space.add_circle((E + 300 * at, N), 10, dxfattribs={"layer": layer})

    assert drawn(fill, layer="Lô").frame["layer"].tolist() == ["Lô"]
    with pytest.raises(IntakeError, match="no outlines on the layer 'X'; it has them on 'Khung', "):
        drawn(fill, layer="X")


def test_a_drawing_without_outlines_is_refused_with_what_it_has(drawn):
    with pytest.raises(IntakeError, match="has no closed outline; it has: LINE 1"):
        drawn(lambda space: space.add_line((E, N), (E + 1, N)))


def test_a_drawing_needs_a_system(drawn):
    with pytest.raises(IntakeError, match=r"states no coordinate system. Give --crs"):
        drawn(lambda space: space.add_circle((E, N), 1), crs=None)


def test_a_dwg_called_dxf_says_how_to_convert(tmp_path):
    (tmp_path / "a.dxf").write_bytes(b"AC1032\0\0")
    with pytest.raises(IntakeError, match="DXF 2018"):
        read_features(tmp_path / "a.dxf", crs=CRS)


def test_a_drawing_cut_off_is_refused(tmp_path):
    document = ezdxf.new()
    document.modelspace().add_lwpolyline(SQUARE, close=True)
    document.saveas(tmp_path / "a.dxf")
    whole = (tmp_path / "a.dxf").read_bytes()
    for part in range(1, 20):
        (tmp_path / "a.dxf").write_bytes(whole[: len(whole) * part // 20])
        with pytest.raises(IntakeError):
            read_features(tmp_path / "a.dxf", crs=CRS)


def test_a_faulty_drawing_is_pieced_together_and_told(tmp_path):
    document = ezdxf.new()
    document.modelspace().add_lwpolyline(SQUARE, close=True)
    document.saveas(tmp_path / "a.dxf")
    text = (tmp_path / "a.dxf").read_text(encoding="utf-8")
    broken = text.replace("  0\nENDSEC\n", "", 1)
    (tmp_path / "a.dxf").write_text(broken, encoding="utf-8")
    received = read_features(tmp_path / "a.dxf", crs=CRS)
    assert len(received.frame) == 1
    assert "drawing-recovered" in rules(received)
