import dataclasses
from datetime import date
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from matplotlib.figure import Figure

from zoneplan import analysis, figures, store
from zoneplan.figures import Paper


@pytest.fixture(scope="module")
def today(geodata):
    return store.read_plan(geodata, as_of=date(2026, 1, 1))


@pytest.fixture(scope="module")
def tables(today):
    return analysis.tables_of(today)


def said(figure, texts):
    return " ".join(texts(figure))


def test_areas_tell_declared_and_measured_with_the_verdict_of_the_ledger(today, tables, texts):
    rows = texts(figures.areas(today, tables), "row-figure")
    at = rows.index("645")
    assert rows[at : at + 4] == ["645", "618,82", "−4,06", "chênh lệch"]
    assert "không độc lập" in rows


def test_a_measure_that_proves_nothing_has_a_hollow_mark():
    axes = Figure().add_subplot()
    row = {"declared_area_ha": 1.0, "estimated_area_ha": None, "geodesic_area_ha": 1.1}
    figures.draw_area(axes, 0, row | {"verdict": "not_independent"})
    figures.draw_area(axes, 1, row | {"verdict": "differs"})
    hollow, filled = axes.findobj(lambda each: each.get_label() == "measured")
    assert hollow.get_markerfacecolor() == "white"
    assert filled.get_markerfacecolor() != "white"


def test_an_estimate_is_outlined_and_a_declared_area_filled():
    axes = Figure().add_subplot()
    for at, (declared, estimated) in enumerate([(1.0, None), (None, 1.0)]):
        row = {"declared_area_ha": declared, "estimated_area_ha": estimated}
        figures.draw_area(axes, at, row | {"geodesic_area_ha": 1.0, "verdict": "agrees"})
    filled, outlined = axes.findobj(lambda each: each.get_label() == "stated")
    assert filled.get_linestyle() == "solid"
    assert outlined.get_facecolor()[:3] == (1, 1, 1)


def test_areas_of_a_hundred_zones_show_the_greatest_differences_and_count_the_rest(
    plan_of, square, texts
):
    rows = [
        {
            "code": f"Z{at:03}",
            "name_vi": f"Khu công nghiệp có tên rất dài trên địa bàn nhiều phường và xã số {at}",
            "geometry": square(600_000 + 200 * at),
            "declared_area_ha": 1 + at / 100,
            "boundary_basis": "official",
        }
        for at in range(100)
    ]
    plan = plan_of(*rows)
    figure = figures.areas(plan, analysis.tables_of(plan))
    told = texts(figure, "row-name")
    assert any("số 99" in name or "…" in name for name in told)
    assert "có chênh lệch nhỏ hơn" in said(figure, texts)
    assert "1,99" in texts(figure, "row-figure")


def test_land_in_each_economic_zone_adds_up_to_the_layer(today, tables):
    land = analysis.land_table(today, tables)
    parks = land.loc[land["layer"] == "industrial_zones"]
    by_zone = parks.groupby("economic_zone", dropna=False)["stated_area_ha"].sum()
    assert by_zone["DVCH"] == pytest.approx(4904.8)
    assert parks["stated_area_ha"].sum() == pytest.approx(6077.37)
    assert parks["count"].sum() == 14


def test_land_is_stacked_by_status_the_farthest_on_first(today, tables, artists, texts):
    figure = figures.land(today, analysis.land_table(today, tables))
    filled = artists(figure, "land-industrial_zones-filled-fill")
    assert {float(each.get_path().vertices[:, 0].min()) for each in filled} == {0.0}
    assert "Ngoài khu kinh tế" in texts(figure, "row-name")
    assert "≈ 4.904,8" in texts(figure, "row-figure")


def test_capital_is_as_printed_and_a_least_value_stays_open(today, texts):
    figure = figures.capital(today, analysis.indicators_table(today))
    assert {"3,5", "> 1", "> 26,5", "14,2"} <= set(texts(figure, "row-figure"))
    assert "cũng khoản này: 23.847 tỷ đồng" in texts(figure, "row-figure")


def test_what_is_ambiguous_is_told_and_not_drawn(today, artists, texts):
    figure = figures.capital(today, analysis.indicators_table(today))
    notes = " ".join(texts(figure, "notes"))
    assert "FDI, so với kế hoạch, %: 175" in notes
    assert "đạt 175%" in notes
    assert not artists(figure, "amount-fdi_vs_plan")
    assert len(artists(figure, "amount-.*")) == 10


def test_a_plan_without_indicators_has_no_capital_to_draw(plan_of, texts):
    plan = plan_of()
    assert not figures.has_capital(plan)
    figure = figures.capital(plan, analysis.indicators_table(plan))
    assert "chưa có chỉ tiêu" in said(figure, texts)


def test_both_languages_stand_in_names_verdicts_and_cells_uncut(today, tables, texts, extents):
    figure = figures.areas(today, tables, lang="both")
    names = texts(figure, "row-name")
    assert "KCN Đồ Sơn / Do Son industrial park" in names
    assert not [name for name in names if name.endswith("…")]
    assert "không độc lập / not independent" in texts(figure, "row-figure")
    rows = next(axes for axes in figure.axes if str(axes.get_label()).startswith("rows-"))
    start = rows.get_position().x0 * figure.get_size_inches()[0] * 25.4
    assert max(box.bounds[2] for *_, box in extents(figure, "row-name")) < start
    figure = figures.capital(today, analysis.indicators_table(today), lang="both")
    assert "the same amount: 23,847 billion VND" in texts(figure, "row-figure")
    figure = figures.land(today, analysis.land_table(today, tables), lang="both")
    said = " ".join(texts(figure, "row-name"))
    assert "Đình Vũ – Cát Hải economic zone (toàn khu 22.540 ha / 22,540 ha in all)" in said


@pytest.mark.parametrize("paper", [Paper(165, 120), Paper(297, 210), Paper(594, 841)])
def test_charts_fit_on_other_papers_in_both_languages(today, tables, paper):
    for figure in (
        figures.land(today, analysis.land_table(today, tables), lang="both", paper=paper),
        figures.areas(
            today, tables, lang="both", paper=Paper(paper.width_mm, paper.height_mm + 60)
        ),
    ):
        assert figures.png(figure, today, dpi=40)


def test_finished_tables_are_left_as_they_were(today, tables):
    land = analysis.land_table(today, tables)
    before = land.copy()
    figures.land(today, land)
    pd.testing.assert_frame_equal(land, before)


HOSTILE = "$x$ <b>&amp; \x0b\x1b ]]> --> {{ 7*7 }} 漢"


def test_hostile_text_stands_as_it_is_in_charts(plan_of, square):
    row = {"code": HOSTILE, "name_vi": HOSTILE, "geometry": square(), "declared_area_ha": 1.0}
    row |= {"boundary_basis": "official", "economic_zone": HOSTILE}
    event = {"code": HOSTILE, "date": "2020-01-01", "status": HOSTILE, "date_kind": "since"}
    plan = plan_of(row, events=[event])
    tables = analysis.tables_of(plan)
    aims = analysis.aims_table(plan, tables.targets)
    for figure in (
        figures.areas(plan, tables),
        figures.land(plan, analysis.land_table(plan, tables)),
        figures.progress(plan, analysis.progress_table(plan), aims),
    ):
        root = ET.fromstring(figures.svg(figure, plan))  # noqa: S314 - our own output
        assert "$x$ <b>&amp;" in " ".join(" ".join(root.itertext()).split())


@pytest.mark.parametrize(("reader", "mark"), [("internal", ["LƯU HÀNH NỘI BỘ"]), ("public", [])])
def test_charts_and_maps_say_that_they_are_internal_and_nothing_of_it_to_the_public(
    today, tables, texts, reader, mark
):
    plan = dataclasses.replace(today, audience=reader)
    drawn = [
        figures.areas(plan, tables),
        figures.progress(
            plan, analysis.progress_table(plan), analysis.aims_table(plan, tables.targets)
        ),
        figures.land(plan, analysis.land_table(plan, tables)),
        figures.capital(plan, analysis.indicators_table(plan)),
        figures.overview(plan, tables),
        figures.map_sheet(plan, tables),
    ]
    assert [texts(each, "internal") for each in drawn] == [mark] * len(drawn)
