import dataclasses
from datetime import date

import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from zoneplan import analysis, figures, store
from zoneplan.errors import OutputError
from zoneplan.figures import Paper

KEYS = ["layer", "year", "kind", "status", "count", "stated_area_ha"]


def tables(plan):
    aims = analysis.aims_table(plan, analysis.targets_table(plan))
    return analysis.progress_table(plan), aims


def sheet(plan, **options):
    return figures.progress(plan, *tables(plan), **options)


@pytest.fixture(scope="module")
def today(geodata):
    return store.read_plan(geodata, as_of=date(2026, 1, 1))


@pytest.fixture(scope="module")
def drawn(today):
    return sheet(today)


def heights(artist):
    """Tops less feet of the bars of one artist, by the year in which each stands."""
    points = artist.get_path().vertices.reshape(-1, 5, 2)
    ends = zip(points[:, :, 0].mean(axis=1), points.max(axis=1), points.min(axis=1), strict=True)
    return {round(x): round(float(top[1] - foot[1]), 2) for x, top, foot in ends}


def bars(axes, label):
    (found,) = axes.findobj(lambda artist: artist.get_label() == label)
    return found


def test_berths_stand_as_the_table_has_them(today):
    axes = figures.draw_progress(today, *tables(today), layer="berths")
    operating = heights(bars(axes, "fact-berths-operating-fill"))
    assert operating == {**dict.fromkeys(range(2018, 2025), 2), 2025: 6, 2026: 6}
    assert heights(bars(axes, "aim-berths-operating-fill")) == {2024: 4}


def test_nothing_stands_before_the_first_dated_event(today):
    for layer, first in (("berths", 2016), ("industrial_zones", 2023)):
        axes = figures.draw_progress(today, *tables(today), layer=layer)
        assert axes.get_xlim()[0] == first - 0.5


def test_a_feature_without_an_event_stands_as_not_known(today):
    axes = figures.draw_progress(today, *tables(today), layer="berths")
    unknown = bars(axes, "fact-berths-None-fill")
    assert heights(unknown)[2016] == 10
    assert to_hex(unknown.get_facecolor()) == today.catalogue.styles["unknown"].fill.lower()


def test_an_aim_is_hatched_and_dashed_but_never_filled(today):
    axes = figures.draw_progress(today, *tables(today), layer="berths")
    assert to_hex(bars(axes, "aim-berths-operating-fill").get_facecolor()) == "#ffffff"
    assert bars(axes, "aim-berths-operating-hatch")
    assert bars(axes, "aim-berths-operating-dashed")
    assert not axes.findobj(lambda each: each.get_label() == "fact-berths-operating-dashed")


def test_an_aim_without_a_date_is_told_and_not_drawn(drawn, texts, artists):
    assert "không nêu thời hạn" in " ".join(texts(drawn, "legend-undated"))
    assert not artists(drawn, "aim-berths-construction-.*")


def test_the_hectares_of_the_bars_are_those_of_the_table(today):
    axes = figures.draw_progress(
        today, *tables(today), layer="industrial_zones", measure="stated_area_ha"
    )
    assert heights(bars(axes, "fact-industrial_zones-filled-fill"))[2023] == 1739.47


def test_a_chart_is_drawn_on_the_axes_given(today):
    given = Figure().add_subplot()
    assert figures.draw_progress(today, *tables(today), layer="berths", axes=given) is given


def test_two_renderings_are_the_same_bytes(today, drawn):
    for suffix in (".png", ".svg", ".pdf"):
        once, again = (figures.rendered(each, today, suffix) for each in (drawn, sheet(today)))
        assert once == again


def test_years_after_the_list_was_confirmed_are_shaded(today, drawn, artists, texts):
    assert len(artists(drawn, "unconfirmed")) == 6
    assert "18/12/2023" in texts(drawn, "legend-band")[0]
    then = dataclasses.replace(today, as_of=date(2023, 12, 18))
    assert not artists(sheet(then), "unconfirmed")


def test_both_languages_stand_on_one_sheet(today, texts):
    said = " ".join(texts(sheet(today, lang="both")))
    assert "Tình trạng qua các năm / Status through time" in said
    assert "đang khai thác / in operation" in said


def test_a_plan_without_events_says_so(plan_of, texts):
    assert "Chưa có sự kiện ghi ngày nào để vẽ." in texts(sheet(plan_of()))


def test_paper_that_is_too_small_is_refused_in_a_sentence(today):
    with pytest.raises(OutputError, match="too small"):
        sheet(today, paper=Paper(100, 100))


def test_type_becomes_smaller_before_the_paper_is_too_small(today, texts):
    assert texts(sheet(today, paper=Paper(165, 170)), "legend-aim")


@pytest.mark.parametrize("size", ["A5", "165", "165x", "90x200", "x", "165x99999"])
def test_a_size_that_is_no_paper_is_refused(size):
    with pytest.raises(ValueError, match=size):
        Paper.of(size)


def test_paper_by_name_and_in_millimetres():
    assert Paper.of("a3", landscape=True) == Paper(420, 297)
    assert Paper.of("165 x 120 mm") == Paper.of("165x120") == Paper(165, 120)


def test_aims_are_counted_by_the_year_when_due(today):
    aims = tables(today)[1].astype(object).where(lambda table: table.notna(), None)
    assert aims[KEYS].to_numpy().tolist() == [
        ["economic_zones", 2025, "aim", "established", 1, 20000.0],
        ["industrial_zones", 2024, "expected", "operating", 1, 752.0],
        ["berths", 2024, "aim", "operating", 4, 104.5],
        ["berths", None, "aim", "construction", 2, 57.53],
        ["berths", None, "aim", "in_principle", 4, 113.2],
    ]


def test_a_hundred_zones_and_long_names_fit(plan_of, square, texts):
    codes = [f"Z{at:03}" for at in range(100)]
    rows = [{"code": code, "declared_area_ha": 1.0, "geometry": square()} for code in codes]
    events = [{"code": code, "date": "2020-01-01", "status": "operating"} for code in codes]
    figure = sheet(plan_of(*rows, events=events))
    assert "100" in texts(figure, "bar-figure")
    assert isinstance(tables(plan_of(*rows))[0], pd.DataFrame)
