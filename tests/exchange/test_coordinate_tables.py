import io
from pathlib import PurePath

import numpy as np
import openpyxl
import pytest
import shapely

from zoneplan import crs
from zoneplan.errors import IntakeError
from zoneplan.exchange.annex import disagreements, outline_of, read_annex
from zoneplan.exchange.coordinates import refuse_misplaced
from zoneplan.exchange.tables import read_rows, read_table

SQUARE = [[600_000, 2_300_000], [600_100, 2_300_000], [600_100, 2_300_100], [600_000, 2_300_100]]
TWO_METRE_HEADER = "STT;X (m);Y (m)\n"


def rows(text, name="Phụ lục.txt"):
    return read_rows(PurePath(name), text.encode())


def annex(text, **options):
    return read_annex(rows(text), where="Phụ lục", **options)


def rules(read, **options):
    return [finding.rule for finding in disagreements(read, layer="industrial_zones", **options)]


def messages(read):
    return [f.place.message.en for f in disagreements(read, layer="industrial_zones")]


def corners(corner=(600_000, 2_300_000), side=100, names="1234"):
    east, north = corner
    steps = ((0, 0), (side, 0), (side, side), (0, side))
    return "".join(
        f"{name};{north + dn}.00;{east + de}.00\n"
        for name, (de, dn) in zip(names, steps, strict=True)
    )


def workbook(*lines, sheet="Toạ độ", change=None):
    book = openpyxl.Workbook()
    book.active.title = sheet
    for line in lines:
        book.active.append(line)
    if change:
        change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_whole_annex_is_read_and_agrees_with_itself():
    read = annex(
        "PHỤ LỤC\n"
        "Bảng tọa độ ranh giới KCN Đồ Sơn\n"
        "\n"
        "STT\tTên điểm\tTọa độ VN-2000, kinh tuyến trục 105°45', múi chiếu 3°\t\tCạnh (m)\n"
        "\t\tX (m)\tY (m)\t\n"
        "(1)\t(2)\t(3)\t(4)\t(5)\n"
        "1\tM1\t2 300 000,00\t600 000,00\t100,00\n"
        "2\tM2\t2 300 000,00\t600 100,00\t100,00\n"
        "3\tM3\t2 300 100,00\t600 100,00\t100,00\n"
        "4\tM4\t2 300 100,00\t600 000,00\t100,00\n"
        "1\tM1\t2 300 000,00\t600 000,00\t\n"
        "Tổng diện tích: 1,00 ha\n"
        "Nơi nhận: như trên\n"
    )
    assert read.crs == "EPSG:9210"
    assert read.rings[0].names == ("M1", "M2", "M3", "M4")
    assert read.rings[0].points.tolist() == SQUARE
    assert read.area_m2.value == 10_000
    assert read.rings[0].edges_m == (100, 100, 100, 100)
    assert rules(read) == []


def test_a_notice_with_two_systems_agrees_to_its_printed_tenths_of_a_second():
    read = annex(
        "Tên điểm | Hệ VN-2000 | Hệ WGS-84\n"
        "Vĩ độ (N) | Kinh độ (E) | Vĩ độ (N) | Kinh độ (E)\n"
        "A2 | 20°47'52.1\" | 106°54'28.6\" | 20°47'48.5\" | 106°54'35.4\"\n"
        "B1 | 20°47'53.7\" | 106°54'31.4\" | 20°47'50.1\" | 106°54'38.2\"\n"
        "B3 | 20°47'43.2\" | 106°54'38.0\" | 20°47'39.6\" | 106°54'44.8\"\n"
        "B4 | 20°47'41.6\" | 106°54'35.1\" | 20°47'38.0\" | 106°54'41.9\"\n"
    )
    assert [pair.crs for pair in read.pairs] == ["EPSG:4756", "EPSG:4326"]
    assert tuple(read.rings[0].points[0]) == pytest.approx(crs.CHECK_POINT_VN2000)
    assert rules(read) == []


def test_two_systems_that_disagree_name_the_first_point():
    read = annex(
        "Điểm;X VN-2000;Y VN-2000;Vĩ độ WGS-84;Kinh độ WGS-84\n"
        "A;2300000,00;600000,00;20,7909561;106,7105434\n"
        "B;2300000,00;600100,00;20,7899607;106,7133828\n"
        "C;2300100,00;600100,00;20,7908638;106,7133892\n",
        crs="EPSG:9210",
    )
    assert rules(read) == ["annex-datums"]
    assert "point 'A' in EPSG:9210 and EPSG:4326 lie 224." in messages(read)[0]


def test_a_pair_is_taken_by_its_words_and_not_by_its_place():
    read = annex(
        "Điểm;Kinh độ WGS-84;Vĩ độ WGS-84;Y VN-2000;X VN-2000\n"
        "A;106,712424;20,789970;600000;2300000\n"
    )
    assert read.rings[0].points.tolist() == [[600_000, 2_300_000]]
    assert read.pairs[0].datum == "VN-2000"


def test_pairs_that_no_word_tells_apart_are_refused():
    with pytest.raises(IntakeError, match="does not say which is in which system"):
        annex("STT;X;Y;X;Y\n1;2300000;600000;2300000;600000\n")


@pytest.mark.parametrize(
    "header",
    [
        "TT;Toạ độ X(m);Toạ độ Y(m)",
        "Số hiệu điểm;Northing;Easting",
        "MOC;TOA DO X;TOA DO Y",
        "Ký hiệu mốc;X  (mét);Y (mét)",
        "Điểm;X - VN2000;Y - VN2000",
        "Điểm;x[m];y[m]",
    ],
)
def test_header_words_come_in_many_dresses(header):
    assert annex(header + "\n1;2300000;600000\n").points.tolist() == [[600_000, 2_300_000]]


def test_rings_are_told_by_their_headings_and_holes_by_lying_inside():
    read = annex(
        TWO_METRE_HEADER
        + "Khu 1 (diện tích 3,84 ha)\n"
        + corners(side=200)
        + "Phần loại trừ\n"
        + corners((600_050, 2_300_050), side=40)
        + "Khu 2: diện tích 1 ha\n"
        + corners((601_000, 2_300_000))
    )
    outline = outline_of(read)
    assert [ring.title[:5] for ring in read.rings] == ["Khu 1", "Phần ", "Khu 2"]
    assert [len(part.interiors) for part in outline.geoms] == [1, 0]
    assert outline.area == 200**2 - 40**2 + 100**2
    assert rules(read) == ["annex-area"]


def test_a_heading_above_each_header_names_its_ring():
    table = "I. Khu A: diện tích 1,0 ha\n" + TWO_METRE_HEADER + corners()
    other = "II. Khu B: diện tích 4,0 ha\n" + TWO_METRE_HEADER + corners((601_000, 2_300_000), 200)
    read = annex("PHỤ LỤC\nTổng diện tích: 5,0 ha\n" + table + other)
    assert [(ring.heading[:9], ring.area_m2.value) for ring in read.rings] == [
        ("I. Khu A:", 10_000),
        ("II. Khu B", 40_000),
    ]
    assert (read.area_m2.value, rules(read)) == (50_000, [])


def test_notes_below_the_table_are_no_rings():
    read = annex(TWO_METRE_HEADER + corners() + "Ghi chú: tọa độ đo năm 2023.\nNơi nhận:\n")
    assert len(read.rings) == 1


def test_rings_without_headings_are_told_by_their_closing_points():
    first = corners() + "1;2300000.00;600000.00\n"
    second = corners((601_000, 2_300_000), names="5678") + "5;2300000.00;601000.00\n"
    read = annex(TWO_METRE_HEADER + first + second)
    assert [ring.names for ring in read.rings] == [("1", "2", "3", "4"), ("5", "6", "7", "8")]
    assert outline_of(read).area == 20_000


def test_a_numbering_that_starts_anew_begins_a_ring():
    read = annex(TWO_METRE_HEADER + corners() + corners((601_000, 2_300_000)))
    assert [len(ring.names) for ring in read.rings] == [4, 4]
    assert rules(read) == []


def test_tables_side_by_side_are_one_ring():
    read = annex(
        "STT;X;Y;STT;X;Y\n1;2300000;600000;3;2300100;600100\n2;2300000;600100;4;2300100;600000\n"
    )
    assert read.rings[0].names == ("1", "2", "3", "4")
    assert read.rings[0].points.tolist() == SQUARE


def test_a_code_column_makes_one_feature_a_code():
    read = annex(
        "Mã;STT;X;Y\n"
        "A;1;2300000;600000\n;2;2300000;600100\n;3;2300100;600100\n"
        "B;1;2301000;600000\nB;2;2301000;600100\nB;3;2301100;600100\n"
    )
    assert read.codes == ("A", "B")
    assert outline_of(read, code="B").bounds == (600_000, 2_301_000, 600_100, 2_301_100)


def test_a_wrong_edge_names_both_points_with_both_lengths():
    text = "STT;X;Y;Khoảng cách (m)\n1;2300000.00;600000.00;100.00\n2;2300000.00;600100.00;110.00\n"
    read = annex(text + "3;2300100.00;600100.00;141.42\n")
    (message,) = messages(read)
    assert "the edge 2–3 is stated as 110.00 m but computes to 100.00 m" in message


def test_lengths_may_stand_on_lines_of_their_own_or_at_the_end_of_their_edge():
    between = (
        "Điểm;X;Y;Cạnh\n1;2300000.00;600000.00;\n;;;100.00\n2;2300000.00;600100.00;\n;;;100.00\n"
        "3;2300100.00;600100.00;\n;;;141.42\n"
    )
    at_end = (
        "Điểm;X;Y;Cạnh\n1;2300000.00;600000.00;\n2;2300000.00;600100.00;100.00\n"
        "3;2300100.00;600100.00;100.00\n1;2300000.00;600000.00;141.42\n"
    )
    for text in (between, at_end):
        read = annex(text)
        assert read.rings[0].edges_m == (100, 100, 141.42)
        assert rules(read) == []


@pytest.mark.parametrize(
    ("line", "square_metres"),
    [
        ("Diện tích: 153,25 ha", 1_532_500),
        ("Tổng diện tích 1.532.500 m2", 1_532_500),
        ("S = 12,5 ha", 125_000),
        ("Diện tích (ha): 1,00", 10_000),
        ("Diện tích;1,5;ha", 15_000),
    ],
)
def test_stated_areas_are_read_in_square_metres(line, square_metres):
    assert annex(TWO_METRE_HEADER + corners() + line + "\n").area_m2.value == square_metres


def test_a_stated_area_may_differ_by_what_its_digits_hide():
    assert rules(annex(TWO_METRE_HEADER + corners() + "Diện tích: 1,0 ha\n")) == []
    assert rules(annex(TWO_METRE_HEADER + corners() + "Diện tích: 1,001 ha\n")) == ["annex-area"]


def test_points_with_two_places_or_missing_are_found():
    text = "Điểm;X;Y\nM1;2300000;600000\nM2;2300000;600100\nM4;2300100;600100\n"
    assert rules(annex(text)) == ["annex-point-missing"]
    assert rules(annex(text + "M2;2300100;600050\nM5;2300100;600000\n")) == ["annex-name-twice"]


def test_a_closing_point_that_misses_the_first_is_named_and_not_used():
    read = annex(TWO_METRE_HEADER + corners() + "1;2300000.00;600003.00\n")
    assert read.rings[0].points.tolist() == SQUARE
    assert "the closing point '1' lies 3.00 m from the first" in messages(read)[0]


def test_a_closing_name_without_coordinates_closes_the_ring():
    assert len(annex(TWO_METRE_HEADER + corners() + "1;;\n").points) == 4
    with pytest.raises(IntakeError, match="line 6: the point '5' has no coordinates"):
        annex(TWO_METRE_HEADER + corners() + "5;;\n")


def test_outer_rings_that_overlap_and_rings_that_cross_are_found():
    overlapping = annex(TWO_METRE_HEADER + corners() + "Khu 2\n" + corners((600_050, 2_300_000)))
    assert rules(overlapping) == ["annex-rings-overlap"]
    crossing = annex(
        "STT;X;Y\n1;2300000;600000\n2;2300100;600100\n3;2300100;600000\n4;2300000;600100\n"
    )
    assert rules(crossing) == ["annex-ring-crosses"]


def test_an_exclusion_outside_every_ring_is_found():
    read = annex(TWO_METRE_HEADER + corners() + "Phần loại trừ\n" + corners((601_000, 2_300_000)))
    assert rules(read) == ["annex-exclusion-outside"]
    assert outline_of(read).area == 10_000


def test_an_island_in_a_name_is_no_exclusion():
    assert outline_of(annex(TWO_METRE_HEADER + "Khu đảo Vũ Yên\n" + corners())).area == 10_000


def test_a_heading_for_a_page_repeated_is_no_point():
    read = annex(TWO_METRE_HEADER + corners()[:46] + TWO_METRE_HEADER + corners()[46:])
    assert read.rings[0].points.tolist() == SQUARE


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("STT;A;B\n1;2;3\n", "no header names the columns X and Y"),
        ("STT;X;Y\n", "there are no points"),
        ("STT;X;X;Y\n1;2;3;4\n", "cannot pair"),
        ("STT;X;Y\n1;23O0000;600000\n", r"line 2, column X: '23O0000' is not a number"),
        ("STT;X;Y\n1;2300000;\n", "line 2: the point '1' lacks one of its coordinates"),
        ("STT;X;Y\n1;2.300;600.100\n", r"'600.100' may be 600100 or 600.100"),
        ("STT;Vĩ độ;Kinh độ\n1;2300000;600000\n", "is no longitude or latitude"),
        ("STT;Vĩ độ;Kinh độ\n1;20°77'00\";106°54'28\"\n", "60 or more"),
    ],
)
def test_what_cannot_be_read_surely_is_refused(text, fault):
    with pytest.raises(IntakeError, match=fault):
        annex(text)


def test_degrees_are_refused_for_a_system_in_metres():
    with pytest.raises(IntakeError, match="the table is in degrees, but EPSG:9210"):
        annex("Vĩ độ;Kinh độ\n20,7;106,7\n", crs="EPSG:9210")


def test_a_system_that_differs_from_the_annexs_own_is_told():
    text = "Hệ VN-2000, kinh tuyến trục 105°30', múi chiếu 3°\n" + TWO_METRE_HEADER + corners()
    assert annex(text).crs == "EPSG:9209"
    assert rules(annex(text, crs="EPSG:9210")) == ["annex-crs"]


def test_a_ring_of_two_points_has_no_outline():
    with pytest.raises(IntakeError, match="2 points, at least 3 are needed"):
        outline_of(annex("STT;X;Y\n1;2300000;600000\n2;2300000;600100\n"))


def test_a_misplaced_point_is_refused_with_what_explains_it(square):
    read = annex("STT;X;Y\n1;600000;2300000\n2;600100;2300000\n3;600100;2300100\n")
    expected = crs.Expected(shape=square(), crs="EPSG:9210")
    mistake = crs.diagnose(read.points, crs="EPSG:9210", expected=expected)
    with pytest.raises(IntakeError, match=r"point 1 .* have X and Y swapped"):
        refuse_misplaced(
            read.points, where="Phụ lục", crs="EPSG:9210", names=read.names, mistake=mistake
        )


def test_hostile_names_are_kept_short_in_sentences():
    read = annex("Điểm;X;Y\n" + "".join(f"{'{{7*7}}' * 20}{i};2300000;60000{i}\n" for i in "1245"))
    assert all(len(message) < 300 for message in messages(read))


def test_a_workbook_with_titles_and_merged_headings_is_read():
    content = workbook(
        ["BẢNG TỌA ĐỘ"],
        [],
        ["STT", "Tọa độ VN-2000", None, "Ghi chú"],
        [None, "X\n(m)", "Y\n(m)", None],
        *([i + 1, y, x, None] for i, (x, y) in enumerate(SQUARE)),
        change=lambda book: book.active.merge_cells("B3:C3"),
    )
    read = read_annex(read_rows(PurePath("a.xlsx"), content), where="a.xlsx")
    assert shapely.area(outline_of(read)) == 10_000


def test_a_number_in_a_workbook_is_never_ambiguous():
    content = workbook(["STT", "X", "Y", "S(m)"], [1, 2300000.125, 600000.5, 125.125])
    read = read_annex(read_rows(PurePath("a.xlsx"), content), where="a.xlsx")
    np.testing.assert_array_equal(read.points, [[600_000.5, 2_300_000.125]])
    assert read.rings[0].edges_m == (125.125,)


def test_the_first_sheet_shown_is_read_or_the_one_named():
    def second(book):
        book.create_sheet("Khác").append(["b"])
        book["Toạ độ"].sheet_state = "hidden"

    content = workbook(["a"], change=second)
    assert read_rows(PurePath("a.xlsx"), content) == [["b"]]
    assert read_rows(PurePath("a.xlsx"), content, sheet="Toạ độ") == [["a"]]
    with pytest.raises(IntakeError, match="has no sheet 'X'; there are 'Toạ độ', 'Khác'"):
        read_rows(PurePath("a.xlsx"), content, sheet="X")


def test_a_formula_without_a_result_is_refused():
    with pytest.raises(IntakeError, match="cell B2: a formula without a stored result"):
        read_rows(PurePath("a.xlsx"), workbook(["X", "Y"], [1, "=A2*2"]))


def test_a_workbook_that_swells_is_not_opened(monkeypatch):
    monkeypatch.setattr("zoneplan.exchange.workbook.MOST_BYTES", 1000)
    with pytest.raises(IntakeError, match="unpacks to too much"):
        read_rows(PurePath("a.xlsx"), workbook(["X"]))


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...", "has a password or is an old Excel file"),
        (b"PK\x03\x04...", "is no .xlsx file"),
        (b"STT,X,Y", "is no .xlsx file"),
    ],
)
def test_what_is_no_workbook_is_refused(content, fault):
    with pytest.raises(IntakeError, match=fault):
        read_rows(PurePath("a.xlsx"), content)


def test_a_damaged_workbook_is_refused():
    content = workbook(["X", "Y"])
    with pytest.raises(IntakeError, match="damaged"):
        read_rows(PurePath("a.xlsx"), content.replace(b"xl/workbook.xml", b"xl/workbxxk.xml"))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "STT   X        Y\n1   2300000,5   600000,5\n"),
        ("a.txt", "STT\tX\tY\n1\t2300000,5\t600000,5\n"),
        ("a.txt", "|STT|X|Y|\n|---|---|---|\n|1|2300000,5|600000,5|\n"),
        ("a.tsv", "STT\tX\tY\n1\t2300000,5\t600000,5\n"),
        ("a.csv", "Bảng tọa độ, kèm theo, Quyết định\nSTT;X;Y\n1;2300000,5;600000,5\n"),
    ],
)
def test_columns_are_parted_by_what_parts_most_lines(name, text):
    read = read_annex(rows(text, name), where=name)
    assert read.points.tolist() == [[600_000.5, 2_300_000.5]]


def test_pasted_text_may_be_utf_16():
    content = "STT\tX\tY\n1\t2300000\t600000\n".encode("utf-16")
    assert read_rows(PurePath("a.txt"), content)[1] == ["1", "2300000", "600000"]


def test_a_table_under_a_title_has_its_own_header():
    table = read_table(
        PurePath("a.xlsx"), workbook(["Danh mục"], [], ["code", "note"], ["A", None])
    )
    assert table.to_dict("records") == [{"code": "A", "note": None}]


def test_a_binary_file_with_a_texts_suffix_is_refused():
    with pytest.raises(IntakeError, match="Cannot read the format"):
        read_rows(PurePath("a.csv"), workbook(["X"]))
