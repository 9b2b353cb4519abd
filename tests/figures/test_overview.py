import dataclasses
import re
from datetime import date
from io import BytesIO
from itertools import combinations
from xml.etree import ElementTree as ET

import matplotlib as mpl
import numpy as np
import pytest
import shapely
from matplotlib.colors import to_hex
from PIL import Image

from zoneplan import analysis, figures, store
from zoneplan.figures.content import groups_of
from zoneplan.figures.voice import Voice

HOSTILE = "$x$ <b>&amp; \x0b\x1b ]]> --> {{ 7*7 }} 漢"


@pytest.fixture(scope="module")
def drawn(hai_phong):
    return figures.overview(hai_phong, analysis.tables_of(hai_phong), lang="vi")


def overview(plan, **options):
    return figures.overview(plan, analysis.tables_of(plan), **{"lang": "vi"} | options)


def artists(figure, pattern):
    return figure.findobj(lambda artist: re.fullmatch(pattern, str(artist.get_label())))


def texts(figure, pattern=".*"):
    return [found.get_text() for found in artists(figure, pattern) if hasattr(found, "get_text")]


def parsed(svg):
    return ET.fromstring(svg)  # noqa: S314 - our own output


def one_park(square, **more):
    row = {"code": "A", "name_vi": "KCN A", "name_en": "Park A", "boundary_basis": "official"}
    return row | {"geometry": square(), "declared_area_ha": 1.0} | more


def test_two_renderings_are_the_same_bytes(hai_phong, drawn):
    again = overview(hai_phong)
    assert figures.png(drawn, hai_phong) == figures.png(again, hai_phong)
    assert figures.svg(drawn, hai_phong) == figures.svg(again, hai_phong)


def test_rendering_leaves_no_state(hai_phong, drawn):
    before = dict(mpl.rcParams)
    figures.png(drawn, hai_phong)
    figures.svg(drawn, hai_phong)
    assert dict(mpl.rcParams) == before


def test_a_png_has_the_size_of_its_paper(hai_phong, drawn):
    image = Image.open(BytesIO(figures.png(drawn, hai_phong, dpi=150)))
    assert [round(pixels / 150 * 25.4) for pixels in image.size] == [297, 210]
    assert image.info["dpi"] == pytest.approx((150, 150), abs=0.1)


def test_a_png_and_an_svg_say_from_which_plan_they_were_made(hai_phong, drawn):
    chunks = Image.open(BytesIO(figures.png(drawn, hai_phong, dpi=50))).text
    assert (chunks["revision"], chunks["as_of"]) == (hai_phong.revision, "2023-12-18")
    root = parsed(figures.svg(drawn, hai_phong))
    said = " ".join(root.itertext())
    assert f"revision: {hai_phong.revision}; as_of: 2023-12-18; version: " in said
    assert not [node for node in root.iter() if node.tag.endswith("}date")]


def test_the_legend_lists_what_is_drawn_and_nothing_else(drawn):
    patches = artists(drawn, "(map|legend)-.*-fill")
    shown = {"map": set(), "legend": set()}
    for patch in patches:
        room, name = patch.get_label().split("-", 1)
        shown[room].add(name)
    assert shown["map"] == shown["legend"]
    assert len(shown["legend"]) == 8
    assert "chưa có ranh giới" in " ".join(texts(drawn, "legend-missing"))


def test_every_status_bears_the_hatch_of_the_catalogue(hai_phong, drawn):
    styles = hai_phong.catalogue.styles.values()
    wanted = {
        style.hatch.colour.lower()
        for style in styles
        if style.name in {"dossier", "land_clearance", "building", "submitted", "approved_investor"}
    }
    found = artists(drawn, "map-.*-hatch")
    assert {to_hex(patch.get_edgecolor()) for patch in found} == wanted


def test_counts_and_hectares_of_a_layer_add_up(drawn):
    said = texts(drawn, "legend-figures")
    start = said.index("≈ 6.077,37")
    assert said[start : start + 8 : 2] == ["≈ 6.077,37", "≈ 1.667,7", "2.670,2", "≈ 1.739,47"]
    assert said[start + 1 : start + 9 : 2] == ["14", "3", "4", "7"]


def test_no_label_covers_another(drawn, extents):
    names = extents(drawn, r"name-\d+")
    assert len(names) > 30
    assert not [
        (one, other)
        for (label, one, box), (another, other, place) in combinations(names, 2)
        if label != another and overlap(box.bounds, place.bounds) > 0.3
    ]


def overlap(one, other):
    """Millimetres by which two lines of text overlap; a line's box has air above and below."""
    (west, south, east, north), (left, bottom, right, top) = one, other
    return min(min(east, right) - max(west, left), min(north, top) - max(south, bottom))


def test_no_outline_is_drawn_surer_than_it_is(square, plan_of):
    figure = overview(plan_of(one_park(square, boundary_basis="placeholder")))
    assert artists(figure, "map-industrial_zones-0-dashed")
    assert not artists(figure, "map-industrial_zones-0-solid")


def test_hostile_text_stands_as_it_is(square, plan_of):
    plan = plan_of(one_park(square, name_vi=HOSTILE))
    root = parsed(figures.svg(overview(plan), plan))
    said = " ".join(" ".join(root.itertext()).split())
    assert "$x$" in said
    assert "<b>&amp;" in said
    assert "□" in said


def test_a_status_that_the_catalogue_does_not_know_is_drawn_as_unknown(square, plan_of):
    event = {"code": "A", "date": "2020-01-01", "status": "$new$", "date_kind": "since"}
    figure = overview(plan_of(one_park(square), events=[event]))
    assert "$new$" in texts(figure, "legend-status")
    fill = artists(figure, "map-industrial_zones-0-fill")[0]
    assert to_hex(fill.get_facecolor()) == "#ffffff"


def test_a_variant_is_no_part_of_the_plans_state(hai_phong):
    groups = groups_of(hai_phong, analysis.tables_of(hai_phong), Voice.of("vi"))
    assert len(hai_phong.frame("alternatives")) == 2
    assert "alternatives" not in {group.layer.name for group in groups}


def test_both_languages(hai_phong):
    figure = overview(hai_phong, lang="en")
    said = " ".join(texts(figure))
    assert "As of 18 December 2023" in said
    assert "basically filled" in said
    assert "42,540" in said


def test_a_status_seen_on_a_day_is_never_said_to_hold_since(hai_phong):
    assert "since" not in " ".join(texts(overview(hai_phong, lang="en")))


def test_the_notes_tell_how_fresh_each_layer_is_and_what_it_lacks(drawn):
    said = " ".join(texts(drawn, "notice|notes"))
    assert "Ranh giới sơ họa, không có giá trị pháp lý" in said
    assert said.count("danh mục xác nhận lần cuối 18/12/2023") == 3
    assert "được cấp phép sau tháng 12/2023" in said
    assert "EPSG:9210" in said


def test_the_notice_says_no_more_than_is_true(square, plan_of):
    official, sketched = one_park(square), one_park(square, code="B", boundary_basis="fitted")
    assert "chính thức hoặc đo đạc" in texts(overview(plan_of(official)), "notice")[0]
    assert "nét mảnh" in texts(overview(plan_of(official, sketched)), "notice")[0]
    assert "chưa có ranh giới nào" in texts(overview(plan_of(sketched)), "notice")[0]


def test_the_scale_bar_is_true(drawn):
    axes = next(axes for axes in drawn.axes if axes.get_label() == "map")
    parts = [patch.get_width() for patch in artists(drawn, "scale-bar")]
    ground = np.diff(axes.get_xlim())[0] / (axes.get_position().width * 297)
    assert sum(parts) * ground == pytest.approx(10_000)
    assert texts(drawn, "scale") == ["Tỷ lệ 1:250.000"]


def test_a_forced_plan_is_stamped(square, plan_of):
    plan = dataclasses.replace(plan_of(one_park(square)), forced=True)
    assert "CÓ LỖI CHƯA SỬA" in " ".join(texts(overview(plan), "forced"))


def test_a_plan_without_any_feature_says_so(plan_of):
    plan = plan_of()
    figure = overview(plan)
    assert "Chưa có ranh giới nào để vẽ." in texts(figure)
    assert figures.png(figure, plan, dpi=50)


def test_a_crossed_and_a_missing_outline_do_not_stop_the_figure(square, plan_of):
    bowtie = "MULTIPOLYGON (((0 0, 100 100, 100 0, 0 100, 0 0)))"
    crossed = one_park(square, geometry=shapely.from_wkt(bowtie))
    figure = overview(plan_of(crossed, one_park(square, code="B", geometry=None)))
    assert artists(figure, "map-industrial_zones-0-fill")
    assert texts(figure, "legend-missing")


def test_another_authority_needs_no_code(xanh):
    plan = store.read_plan(xanh, as_of=date(2026, 1, 1))
    figure = overview(plan, paper=figures.Paper(210, 297))
    assert texts(figure, "legend-status")
    assert parsed(figures.svg(figure, plan)) is not None
