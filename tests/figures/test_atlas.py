import io
import re
import subprocess
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from zoneplan import analysis, figures
from zoneplan.errors import OutputError, PlanError
from zoneplan.figures import Paper
from zoneplan.figures.atlas import Block, Entry, bind, sheets_of
from zoneplan.figures.atlas.flow import balanced, items_of, pour
from zoneplan.figures.atlas.leaf import Desk
from zoneplan.figures.atlas.pairs import pairs_of
from zoneplan.figures.atlas.sitemap import Ground
from zoneplan.figures.column import split_keys
from zoneplan.figures.content import groups_of
from zoneplan.figures.design import using
from zoneplan.figures.lettering import names_of
from zoneplan.figures.page import Box, new_page
from zoneplan.figures.typeface import width_mm
from zoneplan.figures.voice import Voice

A4 = Paper(210, 297)


def told(plan):
    """What a sheet tells of a feature, in a few words."""

    def entry(layer, place):
        row = plan.frame(layer.name).iloc[place]
        blocks = (Block(title="Facts", widths=(0.4, 0.6), rows=(("Code", str(row["code"])),)),)
        return Entry(
            layer=layer,
            code=str(row["code"]),
            name=str(row["name_vi"]),
            status="",
            has_outline=row.geometry is not None,
            blocks=blocks,
        )

    return entry


def bound(plan, codes, **how):
    """The bytes of an atlas of some features."""
    stream = io.BytesIO()
    sheets = sheets_of(plan, codes=codes)
    bind(stream, plan, analysis.tables_of(plan), sheets, told(plan), paper=A4, **how)
    return stream.getvalue()


@pytest.fixture(scope="module")
def desk(hai_phong):
    voice = Voice.of("vi")
    groups = groups_of(hai_phong, analysis.tables_of(hai_phong), voice)
    return Desk(Ground(plan=hai_phong, groups=groups, voice=voice), A4)


@pytest.fixture(scope="module")
def small(hai_phong):
    return bound(hai_phong, ["DVCH", "VSIP", "LH03"])


def squares(*corners):
    return gpd.GeoSeries(
        [None if x is None else shapely.box(x, 0, x + 100, 100) for x in corners], crs=9210
    )


def test_berths_are_paired_along_the_quay_whatever_the_order_of_rows():
    assert pairs_of(squares(0, 200, 100, 300)) == [(0, 2), (1, 3)]


def test_the_order_begins_where_the_first_rows_lie():
    assert pairs_of(squares(300, 200, 100, 0)) == [(0, 1), (2, 3)]


def test_berths_that_lie_far_apart_are_no_pair():
    assert pairs_of(squares(0, 1000, 1100)) == [(0,), (1, 2)]


def test_a_berth_without_outline_has_a_sheet_of_its_own():
    assert pairs_of(squares(0, None, 100)) == [(0, 2), (1,)]


def test_one_outline_or_none_makes_no_pair():
    assert pairs_of(squares(0)) == [(0,)]
    assert pairs_of(squares(None)) == [(0,)]


def test_every_feature_but_variants_has_a_sheet(hai_phong):
    sheets = sheets_of(hai_phong)
    places = [(sheet.layer.name, place) for sheet in sheets for place in sheet.places]
    assert len(places) == len(set(places)) == 2 + 14 + 12
    assert sum(sheet.layer.name == "berths" for sheet in sheets) == 6


def test_a_code_brings_the_sheet_of_its_pair(hai_phong):
    (sheet,) = sheets_of(hai_phong, codes=["LH04"])
    assert sheet.places == (2, 3)


def test_what_the_plan_lacks_is_refused_by_its_name(hai_phong):
    with pytest.raises(PlanError, match="'LH99'"):
        sheets_of(hai_phong, codes=["LH99"])
    with pytest.raises(PlanError, match=r"no code 'VSIP' in berths\. Leave out --layers"):
        sheets_of(hai_phong, codes=["VSIP"], layers=["berths"])
    with pytest.raises(PlanError, match="'parks'"):
        sheets_of(hai_phong, layers=["parks"])


def test_an_atlas_of_nothing_is_refused(hai_phong):
    layer = hai_phong.catalogue.layers["berths"]
    empty = hai_phong.with_frame(layer, hai_phong.frame("berths").iloc[:0])
    with pytest.raises(OutputError, match="nothing to make an atlas of"):
        sheets_of(empty, layers=["berths"])


def test_a_title_stays_with_its_first_row():
    block = Block(title="T", rows=(("a",), ("b",)))
    title, first, second = (item.height for item in items_of([block], 80))
    columns = pour(items_of([block, block], 80), [title + first + second + title], 1e3)
    assert [len(column) for column in columns] == [3, 3]


def test_a_column_too_low_for_what_comes_next_stays_empty_where_a_later_one_is_higher():
    items = items_of([Block(title="T", rows=(("a",), ("b",)))], 80)
    assert pour(items, [5, 5], 200) == [[], [], items]
    assert pour(items[:2], [5, 5], 4) == [items[:2]]


@pytest.mark.parametrize("codes", [["VSIP"], ["LH05"]])
def test_names_without_end_keep_off_the_notice(desk, hai_phong, extents, codes):
    (sheet,) = sheets_of(hai_phong, codes=codes)
    entries = [told(hai_phong)(sheet.layer, place) for place in sheet.places]
    name = "W" * 3000
    facts = Block(title=name, widths=(0.4, 0.6), rows=((name, name),) * 6)
    entries = [Entry(**{**vars(each), "name": name, "blocks": (facts,)}) for each in entries]
    for leaf in desk.leaves(entries):
        page = desk.drawn(leaf, number=1, count=9)
        notice = max(box.bounds[3] for *_, box in extents(page, "notice"))
        words = [box.bounds for *_, box in extents(page, "title|block-title|cell")]
        assert min(bottom for _, bottom, *_ in words) > notice
        assert max(right for *_, right, _ in words) < A4.width_mm


def test_two_columns_are_broken_before_a_title():
    blocks = [Block(title=str(at), rows=(("a",),) * 3) for at in range(4)]
    items = items_of(blocks, 80)
    left, right = balanced(items, 200)
    assert len(left) == len(right) == 8
    assert balanced(items, 10) is None


def test_words_stay_within_their_columns_and_endless_ones_are_cut():
    long = "Khu công nghiệp " * 400
    column = []

    class Page:
        def write(self, _x, _y, lines, **_):
            column.append(lines)

        def line(self, points, **_):
            pass

    block = Block(title=long, widths=(0.3, 0.7), rows=((long, "x" * 900),))
    for item in items_of([block], 90):
        item.draw(Page(), 0, 0)
    title, label, value = column
    assert len(title) == 4
    assert max(width_mm(line, 7) for line in label) <= 27
    assert max(width_mm(line, 7) for line in value) <= 63
    assert len(label) == 12
    assert label[-1].endswith("…")


def test_a_map_shows_its_feature_with_room_round_it(desk, hai_phong):
    (sheet,) = sheets_of(hai_phong, codes=["VSIP"])
    (leaf,) = desk.leaves([told(hai_phong)(sheet.layer, sheet.places[0])])
    frame = hai_phong.frame("industrial_zones")
    row = frame.loc[frame["code"] == "VSIP"].iloc[0]
    ground = leaf.framed.view.ground
    around = shapely.box(ground.left, ground.bottom, ground.right, ground.top)
    assert around.contains(row.geometry.buffer(row["boundary_uncertainty_m"] * 0.99))


def test_a_sheet_without_outline_says_so_and_has_no_map(desk, hai_phong, texts):
    layer = hai_phong.catalogue.layers["economic_zones"]
    (leaf,) = desk.leaves([told(hai_phong)(layer, 1)])
    assert leaf.framed is None
    page = desk.drawn(leaf, number=2, count=9)
    assert "không có bản đồ" in " ".join(texts(page, "cell"))
    assert texts(page, "page") == ["2/9"]


def test_tables_that_are_too_long_go_on_over_the_page(desk, hai_phong, texts):
    entry = told(hai_phong)(hai_phong.catalogue.layers["economic_zones"], 1)
    rows = tuple((str(at), "x") for at in range(150))
    long = Block(title="Points", widths=(0.5, 0.5), rows=rows)
    leaves = desk.leaves([Entry(**{**vars(entry), "blocks": (long,)})])
    assert len(leaves) == 2
    cells = [cell for leaf in leaves for cell in texts(desk.drawn(leaf, number=1, count=2), "cell")]
    assert sorted(cells).count("x") == len(rows)
    assert {row[0] for row in rows} <= set(cells)
    assert "tiếp theo" in " ".join(texts(desk.drawn(leaves[1], number=2, count=2), "subtitle"))


def test_two_runs_give_the_same_bytes(hai_phong, small):
    assert bound(hai_phong, ["DVCH", "VSIP", "LH03"]) == small


def test_bookmarks_lead_to_each_sheet_under_its_layer(small):
    titles = re.findall(rb"/Title \((\xfe\xff.*?)\)(?= /| >>|\n)", small, re.DOTALL)
    plain = [title.decode("utf-16-be", "ignore") for title in titles]
    assert any("Tập bản đồ" in title for title in plain)
    assert any("VSIP" in title for title in plain)
    assert b"/PageMode /UseOutlines" in small
    assert small.count(b"/Type /Page\n") + small.count(b"/Type /Page ") == small.count(b"/Contents")


def test_the_typeface_is_embedded_once_for_all_pages(small):
    assert b"/Type3" not in small
    assert 0 < small.count(b"/FontFile2") == small.count(b"/ToUnicode") <= 6


def test_progress_counts_the_pages(hai_phong):
    seen = []
    bound(hai_phong, ["DVCH"], progress=lambda done, of: seen.append((done, of)))
    assert seen == [(1, 2), (2, 2)]


def test_the_index_names_the_page_of_each_sheet(small, need, tmp_path):
    file = tmp_path / "atlas.pdf"
    file.write_bytes(small)
    pages = subprocess.run(
        [need("pdftotext"), "-layout", file, "-"], capture_output=True, text=True, check=True
    ).stdout.split("\f")[:-1]
    assert re.search(r"VSIP +KCN VSIP.* 3\n", pages[0])
    assert re.search(r"DVCH .*chưa có ranh giới +2\n", pages[0])
    for at, page in enumerate(pages, start=1):
        assert f"{at}/{len(pages)}" in page
    assert "KCN VSIP" in pages[2]
    assert "Bến số 3 · Bến số 4" in pages[3]


def test_strict_draws_symbols_for_vague_outlines(hai_phong, artists):
    voice = Voice.of("vi")
    groups = groups_of(hai_phong, analysis.tables_of(hai_phong), voice)
    strict = Desk(Ground(plan=hai_phong, groups=groups, voice=voice, strict=True), A4)
    (sheet,) = sheets_of(hai_phong, codes=["VSIP"])
    (leaf,) = strict.leaves([told(hai_phong)(sheet.layer, sheet.places[0])])
    assert not artists(strict.drawn(leaf, number=1, count=1), "map-.*-soft")


def test_the_map_is_of_its_own_feature_and_all_round_it_is_pale(desk, hai_phong, artists, texts):
    (sheet,) = sheets_of(hai_phong, codes=["DINHVU"])
    (leaf,) = desk.leaves([told(hai_phong)(sheet.layer, sheet.places[0])])
    page = desk.drawn(leaf, number=1, count=1)
    around, own = (
        next(axes for axes in page.axes if axes.get_label() == label)
        for label in ("map", "map-focus")
    )
    assert artists(around, "map-veil")
    assert len(artists(own, "map-industrial_zones-.*-fill")) == 1
    assert len(artists(around, "map-industrial_zones-.*-fill")) >= 1
    assert "Nhạt màu" in " ".join(texts(page, "legend-note"))


def test_names_keep_to_what_the_frame_shows(desk, hai_phong):
    (sheet,) = sheets_of(hai_phong, codes=["TD1"])
    (leaf,) = desk.leaves([told(hai_phong)(sheet.layer, sheet.places[0])])
    view = leaf.framed.view
    frame = shapely.box(view.box.left, view.box.bottom, view.box.right, view.box.top)
    named = names_of(leaf.framed.scene, view, None, desk.ground.voice)
    assert {name.face for name in named if "Tràng Duệ – giai đoạn 1" in " ".join(name.lines)} == {
        "bold"
    }
    shapes = [name.shape for name in named if name.short or name.face == "bold"]
    assert len(shapes) > 1
    assert all(frame.buffer(1e-6).covers(shape) for shape in shapes)


def test_a_legend_never_runs_into_the_locator(desk, hai_phong):
    for code in ("NHP", "DINHVU", "LH05"):
        (sheet,) = sheets_of(hai_phong, codes=[code])
        leaf = desk.leaves([told(hai_phong)(sheet.layer, place) for place in sheet.places])[0]
        ((column, keys),) = leaf.framed.columns
        _, taken = split_keys(new_page(210, 297), column.width, 1, keys)
        assert column.top - taken > leaf.framed.furniture.top


def test_one_table_alone_stands_at_the_left():
    items = items_of([Block(title="T", rows=(("a",),))], 80)
    assert balanced(items, 200) == [items, []]


def test_an_offices_style_sets_the_type_of_every_page(desk, hai_phong, artists):
    entry = told(hai_phong)(hai_phong.catalogue.layers["economic_zones"], 1)
    large = figures.design_of(b"[size_pt]\nnote = 10\n", Path("office.toml"))
    with using(large):
        (leaf,) = desk.leaves([entry])
        page = desk.drawn(leaf, number=1, count=1)
    assert {each.get_fontsize() for each in artists(page, "cell")} == {10.0}


def test_where_a_style_leaves_no_room_it_is_named(desk, hai_phong):
    entry = told(hai_phong)(hai_phong.catalogue.layers["industrial_zones"], 0)
    wide = figures.design_of(
        b"[margin_mm]\nleft = 72\nright = 72\ntop = 72\nbottom = 72\n", Path("office.toml")
    )
    blank = new_page(A4.width_mm, A4.height_mm).scratch()
    with using(wide), pytest.raises(OutputError, match="margins in --style"):
        Desk(desk.ground, A4).leaves([entry])
    low = Box(left=0, bottom=0, right=190, top=50)
    with pytest.raises(OutputError, match=r"larger --size\.$"):
        desk.ground.map_of(blank, low, entry.layer, [entry.code])


def test_headings_stand_above_each_column_of_a_long_table(desk, hai_phong, texts):
    entry = told(hai_phong)(hai_phong.catalogue.layers["economic_zones"], 1)
    rows = (("Part 1",), *((str(at), "x") for at in range(300)))
    long = Block(title="Points", widths=(0.5, 0.5), headings=("No.", "X"), rows=rows)
    leaves = desk.leaves([Entry(**{**vars(entry), "blocks": (long,)})])
    pages = [texts(desk.drawn(leaf, number=1, count=9), "cell") for leaf in leaves]
    filled = [sum(bool(items) for _, items in leaf.columns) for leaf in leaves]
    assert [page.count("No.") for page in pages] == filled
    assert sum(page.count("x") for page in pages) == 300


def test_the_title_of_a_table_without_headings_stands_above_each_column():
    rows = tuple((f"{at}", "x") for at in range(30))
    items = items_of([Block(title="Facts", widths=(0.5, 0.5), rows=rows)], 80.0)
    columns = pour(items, [40.0], 60.0)
    assert len(columns) > 1
    assert [column[0].again for column in columns] == [False] + [True] * (len(columns) - 1)
    assert sum(len(column) for column in columns) == len(items) + len(columns) - 1


def test_a_feature_of_which_nothing_is_told_has_its_map(desk, hai_phong):
    layer = hai_phong.catalogue.layers["industrial_zones"]
    entry = Entry(**{**vars(told(hai_phong)(layer, 0)), "blocks": ()})
    (leaf,) = desk.leaves([entry])
    assert leaf.framed is not None
