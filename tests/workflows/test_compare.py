"""Two states become a page: with the boundaries drawn, or on one sheet."""

from datetime import date

import pytest

from zoneplan.change import Reason
from zoneplan.errors import OutputError
from zoneplan.workflows.compare import (
    comparison_of_difference,
    comparison_of_preview,
    summary_of_changes,
)
from zoneplan.workflows.edit import set_values
from zoneplan.workflows.history import difference
from zoneplan.workflows.intake import Request, preview

TODAY = date(2026, 11, 24)


@pytest.fixture
def changed(copied_plan):
    reason = Reason(action="set", by="Lan", message="kiểm kê")
    set_values(copied_plan, "DOSON", {"developer": "Chủ mới"}, reason=reason, today=TODAY)
    return copied_plan


def test_a_difference_says_who_changed_what_and_why(changed, tmp_path):
    page = tmp_path / "a.html"
    told = difference(changed, "1", None, today=TODAY)
    comparison_of_difference(changed, told, page, lang="vi")
    text = page.read_text(encoding="utf-8")
    for word in ("Chủ mới", "Lan", "kiểm kê"):
        assert word in text


def test_a_preview_is_drawn_before_anything_is_written(copied_plan, geodata, tmp_path):
    request = Request(
        file=geodata / "annexes" / "boundaries" / "VSIP.csv",
        layer="industrial_zones",
        code="DOSON",
        crs="EPSG:9210",
    )
    page = tmp_path / "a.html"
    comparison_of_preview(preview(copied_plan, request, today=TODAY), page, lang="vi")
    assert "DOSON" in page.read_text(encoding="utf-8")
    assert "<svg" in page.read_text(encoding="utf-8")


def test_the_summary_is_html_or_word_by_its_suffix(changed, tmp_path):
    for name, begin in (("a.html", b"<!DOCTYPE html>"), ("a.docx", b"PK")):
        summary_of_changes(changed, "1", tmp_path / name, today=TODAY, lang="vi")
        assert (tmp_path / name).read_bytes().lower().startswith(begin.lower())
    with pytest.raises(OutputError, match=r"\.html or \.docx"):
        summary_of_changes(changed, "1", tmp_path / "a.pdf", today=TODAY, lang="vi")
