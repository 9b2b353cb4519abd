import csv
import io
import json
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pandas as pd
import pytest

from zoneplan import analysis, checks, store
from zoneplan.report.full import (
    Given,
    report_csv,
    report_json,
    report_md,
    report_of,
    report_xlsx,
)

HOSTILE = [
    '=HYPERLINK("http://x")',
    "+1",
    "-1",
    "@SUM(A1)",
    "a|b <script> `x`\x00\u202e",
    "{{ 7*7 }}",
    "\ufeff=1+1",
    "\uff1d1+1",
]


def given_of(plan):
    tables = analysis.tables_of(plan)
    return Given(
        plan=plan,
        tables=tables,
        official_areas=analysis.official_areas_table(plan, area=tables.area),
        progress=analysis.progress_table(plan),
        indicators=analysis.indicators_table(plan),
        findings=checks.findings_of(plan),
    )


@pytest.fixture(scope="module")
def plan(geodata):
    return store.read_plan(geodata, as_of=date(2026, 1, 1))


@pytest.fixture(scope="module")
def given(plan):
    return given_of(plan)


@pytest.fixture(scope="module")
def told(given):
    return {lang: report_of(given, lang) for lang in ("vi", "en")}


@pytest.fixture(scope="module")
def hostile(plan):
    """Reports of the plan with hostile texts for names, notes and quotes."""
    frame = plan.frame("industrial_zones").copy()
    frame["name_vi"] = (HOSTILE * 3)[: len(frame)]
    layer = plan.catalogue.layers["industrial_zones"]
    names = plan.tables["names"].iloc[:0]
    claims = plan.tables["claims"].assign(quote_vi="=1+1", note="@x", unit="=2")
    sources = plan.tables["sources"].assign(title="=3", locator="-cmd|' /C calc'!A0")
    tables = {"names": names, "claims": claims, "sources": sources}
    spoiled = plan.with_frame(layer, frame)
    spoiled = replace(spoiled, tables={**spoiled.tables, **tables})
    given = given_of(spoiled)
    return {lang: report_of(given, lang) for lang in ("vi", "en")}


def section_of(report, name):
    return next(section for section in report.sections if section.name == name)


def book_of(report):
    return openpyxl.load_workbook(io.BytesIO(report_xlsx(report)))


def below_heading(sheet):
    """The rows of a sheet below its headings, those by which it is filtered."""
    first = int(sheet.auto_filter.ref.split(":")[0][1:])
    last = int("".join(filter(str.isdigit, sheet.auto_filter.ref.split(":")[1])))
    headings = [cell.value for cell in sheet[first]]
    return [
        dict(zip(headings, row, strict=True))
        for row in sheet.iter_rows(min_row=first + 1, max_row=last)
    ]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_row_has_a_cell_for_every_column(told, lang):
    for section in told[lang].sections:
        for row in (*section.rows, *section.totals.values()):
            assert len(row) == len(section.columns), section.name


def test_totals_close_on_the_printed_rows(told):
    ledger = section_of(told["vi"], "ledger")
    places = [at for at, column in enumerate(ledger.columns) if column.name.endswith("_area_ha")]
    closed = [(title, rows) for title, rows in ledger.grouped() if title in ledger.totals]
    assert len(closed) == 3
    for title, rows in closed:
        for at in places:
            parts = [row[at] for row in rows if row[at] is not None]
            total = ledger.totals[title][at]
            assert (total or 0) == pytest.approx(sum(parts), abs=1e-9)


def test_both_sentences_of_a_contradiction_are_quoted(told):
    notes = " ".join(section_of(told["vi"], "claims").notes)
    assert "“Đến nay đã có 8 bến cảng" in notes
    assert "như vậy chỉ còn 2" in notes
    assert "8 bến]" in notes


def test_every_source_that_a_section_cites_is_listed(told):
    listed = {row[0] for row in section_of(told["en"], "sources").rows}
    for section in told["en"].sections:
        assert set(section.cites) <= listed, section.name


def test_the_day_the_system_and_the_notice_stand_in_front(told, plan):
    values = [str(row[1]) for row in told["vi"].sections[0].rows]
    assert any("VN-2000, kinh tuyến trục 105°45'" in value for value in values)
    assert plan.notice.vi in values
    assert any(plan.revision in value for value in values)


def test_a_sheet_holds_numbers_and_days_never_texts_of_them(told):
    book = book_of(told["vi"])
    rows = {row["Mã"].value: row for row in below_heading(book["Sổ diện tích"])}
    measured = rows["NDV2"]["Đo trên bản đồ, ha"]
    assert (measured.value, measured.number_format) == (618.82, "#,##0.00")
    assert rows["NDV2"]["Công bố, ha"].number_format == "#,##0"
    events = {row["Mã"].value: row for row in below_heading(book["Tình trạng từng đối tượng"])}
    day = events["LH05"]["Ngày"]
    assert (day.value, day.number_format) == (datetime(2025, 4, 5), "dd/mm/yyyy")  # noqa: DTZ001
    assert events["LH07"]["Ngày"].value == "tháng 4/2023"
    assert events["DVCH"]["Ngày"].value == 2008


def test_a_sheet_is_ready_to_filter_and_to_print(told):
    for sheet in book_of(told["vi"]):
        assert sheet.freeze_panes is not None
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_title_rows
        assert "sơ họa" in sheet.oddHeader.center.text
    ledger = book_of(told["vi"])["Sổ diện tích"]
    headings = ledger[ledger.auto_filter.ref.split(":")[0]].row
    assert ledger.cell(row=headings, column=1).value == "Lớp"
    assert ledger.freeze_panes.endswith(str(headings + 1))


def test_no_sheet_holds_a_formula(hostile):
    book = book_of(hostile["vi"])
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"n", "s", "d"}
    names = {row["Tên"].value for row in below_heading(book["Sổ diện tích"])}
    assert '=HYPERLINK("http://x")' in names


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_csv_holds_no_formula_whatever_separates_its_cells(hostile, lang):
    text = report_csv(hostile[lang]).decode("utf-8-sig")
    for separator in ";,\t":
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            for cell in row:
                figure = cell.replace(",", ".").lstrip("+-").replace(".", "", 1).isdigit()
                assert figure or not cell.lstrip().startswith(("=", "+", "-", "@")), cell


def test_a_single_section_is_a_clean_csv(told):
    text = report_csv(told["vi"].only({"about", "ledger"})).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))
    assert len(rows) == 30
    ndv2 = next(row for row in rows if row["Mã"] == "NDV2")
    assert (ndv2["Công bố, ha"], ndv2["Đo trên bản đồ, ha"]) == ("645", "618,82")
    assert all("sơ họa" in row["Lưu ý"] for row in rows)


def test_a_month_is_never_taken_for_a_day(told):
    for lang, written in (("vi", "tháng 4/2023"), ("en", "month 2023-04")):
        text = report_csv(told[lang].only({"about", "status"})).decode("utf-8-sig")
        assert written in text


def test_a_json_holds_codes_and_iso_dates(told, plan):
    document = json.loads(report_json(told["vi"], plan))
    assert document["schema"] == "zoneplan.report/1"
    sections = {row["section"]: row for row in document["rows"]}
    ledger = {row["code"]: row for row in sections["ledger"]["records"]}
    assert ledger["NDV2"]["verdict"] == "differs"
    assert sections["about"]["records"][2]["value"] == "2026-01-01"
    assert list(sections) == [section.name for section in told["vi"].sections]


def test_markdown_takes_no_markup_from_the_plan(hostile):
    text = report_md(hostile["vi"]).decode()
    assert "a\\|b &lt;script&gt; \\`x\\`" in text
    table = [line for line in text.splitlines() if line.startswith("| Khu công nghiệp")]
    assert {len(line.replace("\\|", "").split("|")) for line in table if "NDV" in line}


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_plan_with_little_in_it_is_reported(plan_of, square, lang):
    report = report_of(given_of(plan_of({"code": "A", "geometry": square()})), lang)
    assert book_of(report).sheetnames
    assert report_csv(report)
    assert "1" in report_md(report).decode()


def test_another_authority_is_reported(xanh):
    plan = store.read_plan(xanh, as_of=date(2026, 1, 1))
    report = report_of(given_of(plan), "en")
    assert book_of(report).sheetnames
    assert report_csv(report)
    assert json.loads(report_json(report, plan))["rows"]


def test_a_forced_report_is_stamped_on_every_sheet(given, plan):
    report = report_of(replace(given, plan=replace(plan, forced=True)), "vi")
    for sheet in book_of(report):
        assert sheet["A2"].value.startswith("CÓ LỖI CHƯA SỬA")


def test_the_same_report_is_the_same_bytes(told, given):
    again = report_of(given, "vi")
    assert report_xlsx(again) == report_xlsx(told["vi"])
    assert report_csv(again) == report_csv(told["vi"])


def test_a_source_that_the_register_lacks_is_listed_as_such(given, plan):
    lost = replace(plan, tables={**plan.tables, "sources": plan.tables["sources"].iloc[1:]})
    told = report_of(replace(given, plan=lost), "en")
    rows = {row[0]: row for row in section_of(told, "sources").rows}
    assert rows["heza-2023"][1] == "(not in the register of sources)"


def test_a_sum_that_some_features_lack_says_for_how_many(plan_of, square):
    rows = [{"code": "A", "geometry": square(), "declared_area_ha": 1.0}, {"code": "B"}]
    events = [
        {"code": code, "status": "operating", "date": "2020-01-01", "basis": "sourced"}
        for code in "AB"
    ]
    report = report_of(given_of(plan_of(*rows, events=events)), "en")
    progress = section_of(report, "progress")
    names = [progress.columns[at].name for at in progress.on_paper()]
    assert "without_area" in names
    assert pd.notna(progress.rows[0][names.index("without_area")])
