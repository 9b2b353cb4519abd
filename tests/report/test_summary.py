import dataclasses
import io
from datetime import date

import docx
import pandas as pd
import pytest
import shapely

from zoneplan.analysis.changes import changes_between
from zoneplan.change import Change, Reason, Revision
from zoneplan.language import Text
from zoneplan.report.signed import parts_in_words, signed
from zoneplan.report.summary import MOST_LINES, summary
from zoneplan.report.summary_document import summary_docx

LAYER = "industrial_zones"
SINCE, UNTIL = Text("18/12/2023 07:00", "18 December 2023 07:00"), Text("nay", "now")


def told_of(before, after):
    return summary(
        before,
        after,
        changes_between(before, after),
        since=SINCE,
        until=UNTIL,
        command="zoneplan diff 1",
    )


def rows_of(told, title):
    for section in told.sections:
        if section.title.en == title:
            return [[cell.vi for cell in row] for row in section.rows]
    return []


def zone(shape, code="A", **values):
    return {"code": code, "name_vi": f"KCN {code}", "name_en": code, **values, "geometry": shape}


def event(status, on, **values):
    return {
        "code": "A",
        "status": status,
        "date": on,
        "date_precision": "day",
        "date_kind": "since",
        "basis": "sourced",
        "source": "s-1",
        **values,
    }


def with_rows(plan, name, *rows):
    """Return the plan with other rows in a register."""
    layer = plan.catalogue.layers[name]
    columns = {
        column.name: pd.Series([row.get(column.name) for row in rows], dtype=object)
        for column in layer.columns
    }
    empty = plan.frame(name)
    return plan.with_frame(layer, type(empty)(columns, geometry=[None] * len(rows), crs=empty.crs))


def test_a_status_that_changed_is_told_with_its_date_and_source(plan_of, square):
    first = event("planned", "2020-01-01")
    before = plan_of(zone(square()), events=[first])
    after = plan_of(zone(square()), events=[first, event("operating", "2023-06-01")])
    (row,) = rows_of(told_of(before, after), "Statuses that changed")
    catalogue = after.catalogue
    assert row == [
        "A",
        "KCN A",
        catalogue.status_title(LAYER, "planned", "vi"),
        catalogue.status_title(LAYER, "operating", "vi"),
        "từ 01/06/2023",
        "s-1",
    ]


def test_an_inferred_status_seen_in_a_month_is_told_no_surer(plan_of, square):
    seen = event("operating", "2023-06-01", date_kind="observed", basis="inferred")
    after = plan_of(zone(square()), events=[{**seen, "date_precision": "month"}])
    (row,) = rows_of(told_of(plan_of(zone(square())), after), "Statuses that changed")
    assert row[4] == "theo báo cáo ngày tháng 6/2023 (suy luận)"


def test_a_boundary_is_told_with_its_hectares_and_its_move(plan_of, square):
    wider = shapely.box(600_000, 2_300_000, 600_150, 2_300_100)
    told = told_of(plan_of(zone(square())), plan_of(zone(wider)))
    (row,) = rows_of(told, "Boundaries and hectares")
    assert row == ["A", "KCN A (sơ họa)", "1,00", "1,50", "+0,50", "50,00"]


def test_a_surveyed_boundary_is_not_marked(plan_of, square):
    after = plan_of(zone(square(600_010.0), boundary_basis="surveyed"))
    (row,) = rows_of(told_of(plan_of(zone(square())), after), "Boundaries and hectares")
    assert row[1] == "KCN A"


def test_a_feature_that_is_new_is_told_once(plan_of, square):
    new = zone(square(600_500.0), "B")
    seen = event("planned", "2023-01-01", code="B")
    told = told_of(plan_of(zone(square())), plan_of(zone(square()), new, events=[seen]))
    (row,) = rows_of(told, "Added or removed")
    assert row == ["B", "KCN B (sơ họa)", "Khu công nghiệp", "thêm", "1,00"]
    assert not any("Thay đổi khác" in note.vi for note in told.notes)


def test_decisions_that_are_new_or_revoked_are_told(plan_of):
    old = {"number": "1/QĐ", "date": "2008-01-01", "date_precision": "year", "about": "Khu A"}
    new = {"number": "2/QĐ", "date": "2023-05-04", "date_precision": "day", "about": "Khu B"}
    before = with_rows(plan_of(), "decisions", old)
    after = with_rows(plan_of(), "decisions", {**old, "revoked_by": "2/QĐ"}, new)
    assert rows_of(told_of(before, after), "Decisions") == [
        ["1/QĐ", "2008", "Khu A", "bị bãi bỏ bởi 2/QĐ"],
        ["2/QĐ", "04/05/2023", "Khu B", "thêm"],
    ]


def test_a_corrected_figure_is_told_with_its_unit(plan_of, square):
    told = told_of(
        plan_of(zone(square(), declared_area_ha=752.0)),
        plan_of(zone(square(), declared_area_ha=753.5)),
    )
    assert rows_of(told, "Figures corrected") == [
        ["A", "Diện tích theo quyết định hoặc công bố", "752 ha", "753,5 ha"]
    ]


def test_the_rest_is_counted_and_says_where_to_look(plan_of, square):
    told = told_of(plan_of(zone(square(), note="a")), plan_of(zone(square(), note="b")))
    assert told.sections == ()
    assert told.notes[0].vi == (
        "Thay đổi khác (tên, ghi chú, nguồn…): Khu công nghiệp 1. Xem bằng lệnh zoneplan diff 1."
    )


def test_nothing_changed_is_said(plan_of, square):
    plan = plan_of(zone(square()))
    assert "Không có gì thay đổi." in [note.vi for note in told_of(plan, plan).notes]


def test_what_does_not_fit_one_page_is_counted(plan_of, square):
    codes = [f"Z{number}" for number in range(200)]
    before, after = (
        plan_of(*(zone(square(), code, declared_area_ha=area) for code in codes))
        for area in (1.0, 2.0)
    )
    (section,) = told_of(before, after).sections
    assert len(section.rows) < MOST_LINES
    assert section.more.vi == f"và {200 - len(section.rows)} mục nữa: xem bằng lệnh zoneplan diff 1"


def test_named_sources_are_spelt_out_below(plan_of, square):
    after = plan_of(zone(square()), events=[event("operating", "2023-06-01")])
    after = with_rows(after, "sources", {"id": "s-1", "title": "Báo cáo năm"})
    notes = [note.vi for note in told_of(plan_of(zone(square())), after).notes]
    assert "Nguồn: s-1: Báo cáo năm." in notes


def test_notice_and_trace_stand_on_the_page(plan_of, square):
    told = told_of(plan_of(zone(square())), plan_of(zone(square(600_010.0))))
    assert "không có giá trị pháp lý" in told.notice.vi
    assert "000000000000" in told.notes[-1].vi


@pytest.fixture
def much(plan_of, square):
    """Statuses, boundaries and figures that changed, with text that Word must not choke on."""
    first = event("planned", "2020-01-01")
    before = plan_of(zone(square(), declared_area_ha=1.0), events=[first])
    after = plan_of(
        zone(square(600_010.0), declared_area_ha=2.0, name_vi="<b>\x00\x0b\u202e{{ 7*7 }}"),
        events=[first, event("operating", "2023-06-01")],
    )
    return told_of(before, after)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_document_opens_and_holds_the_texts(much, lang):
    document = docx.Document(io.BytesIO(summary_docx(much, lang, dated=date(2026, 11, 25))))
    said = [paragraph.text for paragraph in document.paragraphs]
    for text in (much.title, much.notice, *much.notes, *(part.title for part in much.sections)):
        assert text.say(lang) in said
    assert len(document.tables) == 3
    assert f"{SINCE.say(lang)} → {UNTIL.say(lang)}" in said


def test_hostile_text_is_text_in_a_document(much):
    document = docx.Document(io.BytesIO(summary_docx(much, "vi", dated=date(2026, 11, 25))))
    assert document.tables[0].cell(1, 1).text == "<b> {{ 7*7 }}"


def test_the_same_summary_gives_the_same_bytes(much):
    first, second = (summary_docx(much, "vi", dated=date(2026, 11, 25)) for _ in range(2))
    assert first == second


def test_a_forced_plan_stamps_the_document(plan_of):
    plan = dataclasses.replace(plan_of(), forced=True)
    content = summary_docx(told_of(plan, plan), "vi", dated=date(2026, 11, 25))
    said = [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]
    assert any(text.startswith("CÓ LỖI CHƯA SỬA") for text in said)


def test_a_change_is_put_in_words_column_by_column(plan_of, square):
    before, after = plan_of(zone(square(), note="a")), plan_of(zone(square(600_010.0), note="b"))
    (change,) = changes_between(before, after)
    parts = parts_in_words(after, change)
    assert parts[0] == Text("Ghi chú: a → b", "Note: a → b")
    assert parts[1].vi == "Ranh giới: dịch tối đa 10,00 m, 1,00 → 1,00 ha"


def test_a_change_names_the_revisions_that_made_it(plan_of, square):
    plan = plan_of(zone(square(), note="b"))
    (change,) = changes_between(plan_of(zone(square(), note="a")), plan)
    reason = Reason(action="set", by="An", message="đo lại")
    log = [
        Change(layer=LAYER, code="A", before={}, after={}, revision=number) for number in (3, None)
    ]
    (told,) = signed(
        plan, [change], revisions=[Revision(number=3, at="2026", reason=reason)], log=log
    )
    assert (told.revision, told.by) == ("3", "An")
    assert told.why.vi == "sửa giá trị; đo lại. chưa xác nhận"
