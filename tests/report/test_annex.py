import io
import zipfile
from pathlib import PurePath

import docx
import openpyxl
import pytest
import shapely

from zoneplan import exchange
from zoneplan.errors import OutputError
from zoneplan.report.annex import ANNEXES, annex_of
from zoneplan.report.annex.system import system_in_words
from zoneplan.report.office import sheet_title

EVERY = pytest.mark.parametrize("suffix", sorted(ANNEXES))
HOSTILE = '=HYPERLINK("http://x")\x00\x1b <w:p/> ]]> \u202e'


@pytest.fixture
def annexed(plan_of, square):
    """Make the annex of one feature with a hole and a second part."""

    def make(*, basis="surveyed", name="KCN Đình Vũ", shape=None, lang="vi", **options):
        hole = shapely.box(600_040.126, 2_300_040, 600_060, 2_300_060)
        parts = [
            shapely.get_parts(square())[0] - hole,
            shapely.box(600_500, 2_300_000, 600_600.333, 2_300_100),
        ]
        row = {
            "code": "A",
            "name_vi": name,
            "boundary_basis": basis,
            "boundary_uncertainty_m": 0.05,
            "geometry": shapely.MultiPolygon(parts) if shape is None else shape,
        }
        plan = plan_of(row)
        return annex_of(plan, plan.catalogue.layers["industrial_zones"], "A", lang, **options)

    return make


def cells_of(content):
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    return sheet, [[cell.value for cell in row] for row in sheet.iter_rows()]


def paper_of(content):
    return docx.Document(io.BytesIO(content))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("EPSG:9210", "Hệ tọa độ VN-2000, kinh tuyến trục 105°45', múi chiếu 3° (EPSG:9210)"),
        ("EPSG:3405", "Hệ tọa độ VN-2000, kinh tuyến trục 105°00', múi chiếu 6° (EPSG:3405)"),
        ("EPSG:5897", "Hệ tọa độ VN-2000, kinh tuyến trục 105°00', múi chiếu 3° (EPSG:5897)"),
    ],
)
def test_the_system_is_named_from_its_parameters(code, words):
    assert system_in_words(code, "vi") == words


def test_rings_are_headed_numbered_through_and_closed(annexed):
    rings = annexed().rings
    assert [ring.heading for ring in rings] == ["Khu 1", "Phần loại trừ 1 (của Khu 1)", "Khu 2"]
    assert [[point.name for point in ring.points] for ring in rings] == [
        ["1", "2", "3", "4", "1"],
        ["5", "6", "7", "8", "5"],
        ["9", "10", "11", "12", "9"],
    ]
    assert all(ring.points[0].x_m == ring.points[-1].x_m for ring in rings)


def test_edges_and_areas_are_those_of_the_printed_coordinates(annexed):
    table = annexed()
    points = [(point.y_m, point.x_m) for point in table.rings[2].points]
    assert {north for _, north in points} == {2_300_000, 2_300_100}
    assert {east for east, _ in points} == {600_500, 600_600.33}
    assert sorted(point.edge_m for point in table.rings[2].points[:-1]) == [
        100,
        100,
        100.33,
        100.33,
    ]
    # 10 000 − 19.87 × 20 + 100.33 × 100 = 19 635.6 m²
    assert table.totals[0] == "Tổng diện tích trên mặt chiếu: 19.635,60 m² (1,9636 ha)"
    assert table.totals[1].startswith("Tổng diện tích trên mặt ellipsoid WGS 84: 19.6")


def test_one_ring_needs_no_heading(annexed, square):
    assert [ring.heading for ring in annexed(shape=square()).rings] == [None]


def test_points_that_fall_together_are_printed_once(annexed):
    shape = shapely.MultiPolygon(
        [
            shapely.Polygon(
                [
                    (600_000, 2_300_000),
                    (600_000.001, 2_300_000),
                    (600_100, 2_300_000),
                    (600_000, 2_300_100),
                ]
            )
        ]
    )
    assert len(annexed(shape=shape).rings[0].points) == 4


@pytest.mark.parametrize("basis", ["placeholder", "generalised", "none", None, "made up"])
def test_an_outline_that_is_not_sure_is_refused(annexed, basis):
    with pytest.raises(OutputError, match="neither official nor surveyed"):
        annexed(basis=basis)


def test_an_outline_that_crosses_itself_is_refused(annexed):
    bow = shapely.Polygon([(0, 0), (10, 10), (10, 0), (0, 9)])
    with pytest.raises(OutputError, match="is faulty"):
        annexed(shape=shapely.MultiPolygon([shapely.affinity.translate(bow, 6e5, 2.3e6)]))


def test_a_feature_without_an_area_is_refused(annexed):
    with pytest.raises(OutputError, match="no outline with an area"):
        annexed(shape=shapely.MultiPolygon())


@EVERY
def test_a_sure_outline_bears_no_mark(annexed, suffix):
    assert annexed(schematic=True).mark is None
    assert "SƠ HỌA".encode() not in ANNEXES[suffix](annexed())


def test_a_schematic_table_is_marked_on_every_page(annexed):
    table = annexed(basis="placeholder", schematic=True)
    mark = "SƠ HỌA – không có giá trị pháp lý"
    sheet, rows = cells_of(ANNEXES[".xlsx"](table))
    assert rows[0][0] == sheet.oddHeader.center.text == mark
    assert paper_of(ANNEXES[".docx"](table)).sections[0].header.paragraphs[0].text == mark
    assert ANNEXES[".csv"](table).decode("utf-8-sig").startswith(mark)


@EVERY
def test_the_same_table_gives_the_same_bytes(annexed, suffix):
    assert ANNEXES[suffix](annexed()) == ANNEXES[suffix](annexed())


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_no_clock_gets_into_the_archive(annexed, suffix):
    with zipfile.ZipFile(io.BytesIO(ANNEXES[suffix](annexed()))) as archive:
        assert {part.date_time for part in archive.infolist()} == {(2023, 12, 18, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert core.count("2023-12-18T00:00:00Z") == 2


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_table_comes_back_to_the_printed_digit(annexed, suffix, lang):
    path = PurePath(f"annex{suffix}")
    rows = exchange.read_rows(path, ANNEXES[suffix](annexed(lang=lang)))
    read = exchange.read_annex(rows, where=path.name)
    assert read.crs == "EPSG:9210"
    hole = shapely.box(600_040.13, 2_300_040, 600_060, 2_300_060)
    printed = shapely.MultiPolygon(
        [
            shapely.box(600_000, 2_300_000, 600_100, 2_300_100) - hole,
            shapely.box(600_500, 2_300_000, 600_600.33, 2_300_100),
        ]
    )
    back = exchange.outline_of(read)
    assert shapely.equals_exact(back.normalize(), printed.normalize(), 1e-9)
    assert read.area_m2.value == 19_635.6


def test_figures_of_a_workbook_are_numbers_that_excel_writes_as_its_user_does(annexed):
    sheet, rows = cells_of(ANNEXES[".xlsx"](annexed()))
    heading = next(at for at, row in enumerate(rows) if row[0] == "Điểm")
    cell = sheet.cell(row=heading + 3, column=2)
    assert isinstance(cell.value, (int, float))
    assert cell.number_format == "#,##0.00"
    assert sheet.print_title_rows == f"${heading + 1}:${heading + 1}"
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)


def test_figures_of_a_document_are_written_as_vietnam_does(annexed):
    table = paper_of(ANNEXES[".docx"](annexed())).tables[0]
    assert [cell.text for cell in table.rows[0].cells] == [
        "Điểm", "X (m)", "Y (m)", "Chiều dài cạnh (m)",
    ]  # fmt: skip
    assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")  # noqa: SLF001
    texts = {cell.text for row in table.rows for cell in row.cells}
    assert {"2.300.000,00", "600.040,13", "100,33"} <= texts


def test_a_document_is_a4_with_page_numbers(annexed):
    section = paper_of(ANNEXES[".docx"](annexed())).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    footer = section.footer.paragraphs[0]._p.xml  # noqa: SLF001
    assert 'w:instr="PAGE"' in footer


@EVERY
def test_hostile_text_stays_text(annexed, suffix):
    content = ANNEXES[suffix](annexed(name=HOSTILE))
    if suffix == ".xlsx":
        sheet, _ = cells_of(content)
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    elif suffix == ".docx":
        paragraphs = paper_of(content).paragraphs
        assert any('=HYPERLINK("http://x") <w:p/> ]]> (A)' in each.text for each in paragraphs)
    else:
        assert "\"'=HYPERLINK(" in content.decode()


@pytest.mark.parametrize("title", ["a/b:c*?[d]", "x" * 40, "", "'quoted'", "History"])
def test_a_sheet_title_is_one_that_excel_takes(title):
    made = sheet_title(title, ["X" * 31])
    assert 0 < len(made) <= 31
    assert not set(made) & set("[]:*?/\\")
    assert made.casefold() not in {"history", "x" * 31}
    assert made.strip("'") == made


def test_the_decision_that_put_the_boundary_in_force_is_named(annexed):
    titles = annexed(in_force=("2022-07", "12/QĐ-TTg")).titles
    assert "Ranh giới có hiệu lực: từ 07/2022, 12/QĐ-TTg" in titles
