import csv
import io

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

ROWS = ".table tbody tr:not(.group, .total)"


def saved(page):
    with page.expect_download() as download:
        page.click(".table-head [data-key=csv]")
    text = download.value.path().read_bytes()
    page.faults.clear()
    return text


def rows_of(text, delimiter=";"):
    return list(csv.reader(io.StringIO(text.decode("utf-8-sig"), newline=""), delimiter=delimiter))


@pytest.fixture
def table(visit, hai_phong_page):
    page = visit(hai_phong_page)
    page.click(".opener-with-table")
    return page


def codes(page):
    return page.locator(f"{ROWS} td:first-child").all_inner_texts()


def test_every_column_sorts_and_says_how(table):
    heads = table.locator(".table thead th")
    for number in range(heads.count()):
        head = heads.nth(number)
        orders = []
        for _ in range(3):
            head.locator("button").click()
            orders.append(head.get_attribute("aria-sort"))
        assert orders == ["ascending", "descending", "none"]


def test_figures_sort_as_figures_and_nothing_comes_last(table):
    for largest in (-1, 0):
        table.click("[data-key='sort declared_area_ha']")
        rows = table.locator(".table tbody", has_text="NOMURA").locator("tr:not(.group, .total)")
        texts = [row.locator(".figure").first.inner_text() for row in rows.all()]
        known = [text for text in texts if text != "–"]
        assert known[largest] == "1.329,1"
        assert texts[len(known) :] == ["–"] * (14 - len(known))


def test_statuses_sort_by_progress_and_names_by_number(table):
    table.click("[data-key='sort status']")
    assert codes(table)[-1] in {"LH01", "LH02"}
    table.click("[data-key='sort name']")
    assert codes(table)[-12:] == [f"LH{number:02}" for number in range(1, 13)]


def test_a_row_and_its_outline_are_pointed_at_together(table):
    table.hover(f"{ROWS}:has(td:text-is('XUANCAU'))")
    assert table.locator(".pointed td").first.inner_text() == "XUANCAU"
    outlines = table.locator("path[stroke='#C4420C']")
    assert outlines.count() == 1
    table.mouse.move(1200, 60)
    assert outlines.count() == 0


def test_an_outline_that_is_pointed_at_lights_its_row(table):
    table.click("[data-layer=alternatives]")
    table.locator("path.feature").first.hover()
    assert table.locator(".pointed td").first.inner_text() == "NHP"


def test_what_is_chosen_on_the_map_is_marked_and_in_sight_in_the_table(table):
    table.fill(".find-box", "LH12")
    table.press(".find-box", "Enter")
    row = table.locator(".table tr.selected")
    assert row.locator("td").first.inner_text() == "LH12"
    assert row.get_attribute("aria-current") == "true"
    panel, place = table.locator(".table-body").bounding_box(), row.bounding_box()
    assert panel["y"] < place["y"] < panel["y"] + panel["height"]


def test_a_table_that_is_opened_later_shows_what_is_chosen(visit, hai_phong_page):
    page = visit(hai_phong_page)
    page.fill(".find-box", "LH12")
    page.press(".find-box", "Enter")
    page.click(".opener-with-table")
    expect(page.locator(".table tr.selected")).to_be_in_viewport()


def test_the_table_follows_the_day(table):
    table.evaluate("location.hash = '#date=2017-01-01'")
    expect(table.locator(".table")).to_contain_text("2016")
    statuses = table.locator(f"{ROWS}:has(td:text-is('LH03')) td").all_inner_texts()
    assert "Đang khai thác" not in statuses


def test_two_days_stand_beside_each_other(table):
    table.evaluate("location.hash = '#date=2025-06-01&before=2023-12-18'")
    head = table.locator(".table thead th")
    expect(head.first.locator("..")).to_contain_text("2025")
    titles = [" ".join(text.split()) for text in head.all_inner_texts()]
    assert "Tình trạng, 18/12/2023" in titles
    assert "Tình trạng, 01/06/2025" in titles


def test_csv_is_what_an_excel_set_to_vietnamese_reads(table):
    text = saved(table)
    assert text.startswith(b"\xef\xbb\xbf")
    head, *rows = rows_of(text)
    assert len(rows) == table.locator(ROWS).count()
    assert {len(row) for row in rows} == {len(head)}
    row = dict(zip(head, next(row for row in rows if row[1] == "NDV1"), strict=True))
    assert row["Công bố, ha"] == "1329,1"
    assert float(row["Chênh, ha"].replace(",", ".")) < 0
    assert row["Tính đến ngày"] == "18/12/2023"
    assert row["Ghi chú"].startswith("LƯU HÀNH NỘI BỘ. Ranh giới sơ họa")
    assert len(row["Bản"]) == 12


def test_csv_in_english_has_points_and_commas(table):
    table.click(".languages button[lang=en]")
    head, *rows = rows_of(saved(table), ",")
    row = dict(zip(head, next(row for row in rows if row[1] == "NDV1"), strict=True))
    assert row["Declared, ha"] == "1329.1"
    assert row["As of"] == "18 December 2023"


def test_csv_holds_what_is_shown_and_says_how_it_was_filtered(table):
    table.click(".status-row:has-text('Cơ bản lấp đầy')")
    head, *rows = rows_of(saved(table))
    assert len(rows) == 7
    assert rows[0][head.index("Lọc theo")] == "Khu công nghiệp: cơ bản lấp đầy"


def test_no_cell_runs_in_a_spreadsheet(visit, render, plan_of, square):
    texts = ["=1+1", "+1", "-1", "@x", "\t=2", '"; =3', "a\n=4"]
    rows = [
        {
            "code": text,
            "name_vi": text,
            "name_en": text,
            "geometry": square(600_000.0 + 200 * place),
        }
        for place, text in enumerate(texts)
    ]
    page = visit(render(plan_of(*rows)))
    page.click(".opener-with-table")
    _, *found = rows_of(saved(page))
    assert [row[1] for row in found] == ["'=1+1", "'+1", "'-1", "'@x", "'=2", '"; =3', "a =4"]


def test_the_table_is_copied_for_a_letter_and_for_a_spreadsheet(table):
    table.click(".status-row:has-text('Cơ bản lấp đầy')")
    table.evaluate(
        "document.addEventListener('copy', ({clipboardData}) => window.copied = "
        "['text/plain', 'text/html'].map((type) => clipboardData.getData(type)))"
    )
    table.click(".table-head [data-key=copy]")
    plain, html = table.evaluate("window.copied")
    lines = plain.split("\n")
    assert {line.count("\t") for line in lines} == {10}
    assert "Tổng cộng (7)" in plain
    assert "Bản: " in plain
    assert "sơ họa" in plain
    assert html.startswith("<table")
    assert "<td>NOMURA</td>" in html
    assert '<td align="right">153</td>' in html
    assert '<td colspan="11">Khu công nghiệp</td>' in html
    assert "Đã sao chép" in table.inner_text(".table-head")


def test_what_is_copied_is_text_though_it_looks_like_markup(visit, render, hostile_plan):
    page = visit(render(hostile_plan))
    page.click(".opener-with-table")
    page.evaluate(
        "document.addEventListener('copy', ({clipboardData}) => "
        "window.copied = clipboardData.getData('text/html'))"
    )
    page.click(".table-head [data-key=copy]")
    html = page.evaluate("window.copied")
    assert "<img" not in html
    assert "&lt;img src=x" in html


def test_on_a_phone_the_table_leaves_the_buttons_below_it_in_sight(visit, hai_phong_page):
    page = visit(hai_phong_page, width=360, height=780)
    page.click(".opener-with-table")
    foot = page.locator(".foot").bounding_box()
    assert foot["y"] + foot["height"] <= 780
    assert page.locator(".map-side").is_hidden()
    page.click(".opener-with-column")
    assert page.locator(".table").is_hidden()
