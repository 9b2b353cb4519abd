import base64
import hashlib
import html
import re

import pytest
import shapely

from zoneplan import measure
from zoneplan.analysis.changes import changes_between
from zoneplan.language import Text
from zoneplan.report.signed import signed
from zoneplan.report.summary import summary
from zoneplan.webmap.comparison import MOST_FIGURES, Told, comparison_page
from zoneplan.webmap.moved import drawings, moved
from zoneplan.webmap.plane import WIDTH, Window
from zoneplan.webmap.summary import summary_page

LAYER = "industrial_zones"
SURE = {"boundary_basis": "surveyed", "boundary_uncertainty_m": 0.1}
SINCE, UNTIL = Text("18/12/2023 07:00", "18 December 2023 07:00"), Text("nay", "now")


def page_of(before, after, lang="vi"):
    changes = changes_between(before, after)
    told = [
        Told(change=change, what=each.what, revision=each.revision, by=each.by, why=each.why)
        for change, each in zip(changes, signed(after, changes), strict=True)
    ]
    title = Text("Trước và sau", "Before and after")
    return comparison_page(before, after, told, title=title, since=SINCE, until=UNTIL, lang=lang)


def summary_of(before, after):
    changes = changes_between(before, after)
    told = summary(before, after, changes, since=SINCE, until=UNTIL, command="zoneplan diff 1")
    return summary_page(after, told, lang="vi")


def zone(shape, code="A", **values):
    return {"code": code, "name_vi": "KCN A", "name_en": "Zone A", **values, "geometry": shape}


@pytest.fixture
def wider(plan_of, square):
    """A square of 1 ha whose east side moved out by 50 m."""
    old = zone(square(), boundary_basis="placeholder", boundary_uncertainty_m=20.0)
    new = zone(shapely.box(600_000, 2_300_000, 600_150, 2_300_100), **SURE)
    return plan_of(old), plan_of(new)


@pytest.fixture
def hostile(plan_of, square, hostile_plan):
    rows = hostile_plan.frame(LAYER).to_dict("records")
    moved_rows = [
        {**row, "geometry": square(600_030.0 + 200 * place)} for place, row in enumerate(rows)
    ]
    return hostile_plan, plan_of(*moved_rows)


def drawn(before, after):
    (change,) = changes_between(before, after)
    shapes = moved(change)
    return shapes, drawings(after, change, shapes)


def test_hectares_before_after_and_their_difference_are_shown(wider):
    page = page_of(*wider)
    for figure in ("1,00", "1,50", "+0,50"):
        assert f'<span lang="vi">{figure}</span>' in page
    assert '<span lang="en">1.50</span>' in page


@pytest.mark.parametrize("east", [600_000.3, 600_033.3, 600_066.6])
def test_what_was_gained_less_what_was_lost_is_the_difference(plan_of, square, east):
    other = square(east, side=113.7)
    page = page_of(plan_of(zone(square())), plan_of(zone(other)))
    facts = re.search(r'<table class="areas">.*?</table>', page, re.DOTALL)[0]
    cells = re.findall(r'class="figure"><span lang="vi">([^<]+)', facts)
    before, after, difference, gained, lost = (
        int(cell.replace(",", "").replace("−", "-")) for cell in cells
    )
    assert difference == after - before == gained + lost


def test_the_farthest_move_is_that_of_the_measure(wider):
    shapes, _ = drawn(*wider)
    assert shapes.farthest.length == pytest.approx(50.0)
    assert shapes.farthest.length == pytest.approx(
        measure.boundary_moved_m(shapes.before, shapes.after)
    )
    assert "50,00 m" in page_of(*wider)


def test_gained_and_lost_are_what_only_one_outline_holds(plan_of, square):
    shapes, _ = drawn(plan_of(zone(square())), plan_of(zone(square(600_040.0))))
    assert (shapes.gained.area, shapes.lost.area) == (pytest.approx(4000), pytest.approx(4000))
    assert shapes.kept.area == pytest.approx(6000)


def test_a_scale_bar_is_as_long_as_it_says(wider):
    _, (view,) = drawn(*wider)
    page = page_of(*wider)
    (bar,) = re.findall(r'v6h([\d.]+)v-6" class="bar" data-metres="([\d.]+)"', page)
    east = [float(x) for x in re.findall(r"[ML]([\d.]+) ", view.after)]
    assert float(bar[0]) / float(bar[1]) == pytest.approx((max(east) - min(east)) / 150, rel=0.01)


def test_north_is_up_and_east_is_right():
    window = Window.about(shapely.Point(600_000, 2_300_000), 480.0)
    assert window.at(shapely.Point(600_010, 2_300_010)) == (WIDTH / 2 + 10, 170.0)


def test_a_small_move_of_a_large_zone_gets_a_close_view(plan_of):
    old = shapely.box(600_000, 2_300_000, 605_000, 2_303_000)
    new = shapely.box(600_000, 2_300_000, 605_004, 2_303_000)
    _, views = drawn(plan_of(zone(old)), plan_of(zone(new)))
    assert [view.mark is not None for view in views] == [False, True]
    assert views[0].close is not None


def test_a_schematic_outline_is_dashed_and_says_so(wider):
    page = page_of(*wider)
    assert 'class="before dashed"' in page
    assert 'class="after"/>' in page
    assert "hình chữ nhật giữ chỗ (sơ họa)" in page
    assert 'class="after dashed"' in page_of(*wider[::-1])


def test_an_outline_of_unknown_basis_is_schematic(plan_of, square):
    page = page_of(plan_of(zone(square())), plan_of(zone(square(600_010.0))))
    assert 'class="after dashed"' in page
    assert "không rõ cơ sở ranh giới (sơ họa)" in page


def test_a_move_within_the_uncertainty_is_told_as_such(plan_of, square):
    near = {"boundary_basis": "generalised", "boundary_uncertainty_m": 300.0}
    page = page_of(plan_of(zone(square(), **near)), plan_of(zone(square(600_010.0), **near)))
    assert "không lớn hơn sai số vị trí" in page


def test_a_coordinate_of_a_schematic_outline_has_no_decimals(plan_of, square):
    pages = [
        page_of(plan_of(zone(square(), **basis)), plan_of(zone(square(600_010.0), **basis)))
        for basis in ({}, SURE)
    ]
    assert [re.findall(r"2\.300\.\d00(,\d\d)?<", page) for page in pages] == [
        ["", ""],
        [",00", ",00"],
    ]


@pytest.mark.parametrize("shapes", [(None, 1), (1, None)])
def test_an_outline_that_is_new_or_gone_is_drawn_alone(plan_of, square, shapes):
    before, after = (plan_of(zone(square() if there else None)) for there in shapes)
    shown, (view,) = drawn(before, after)
    assert shown.farthest is None
    assert bool(view.before) != bool(view.after)
    assert 'class="view"' in page_of(before, after)


def test_an_invalid_outline_is_drawn_all_the_same(plan_of, square):
    bowtie = shapely.Polygon(
        [(600_000, 2_300_000), (600_100, 2_300_100), (600_100, 2_300_000), (600_000, 2_300_100)]
    )
    page = page_of(plan_of(zone(square())), plan_of(zone(bowtie)))
    assert 'class="lost"' in page


def test_lines_are_compared_in_metres(hai_phong):
    quays = hai_phong.catalogue.layers["quays"]
    code = hai_phong.frame("quays")["code"].iloc[0]
    line = hai_phong.frame("quays").geometry.iloc[0]
    longer = shapely.LineString([line.coords[0], *line.coords[1:], (620_500, 2_301_000)])
    page = page_of(hai_phong, hai_phong.with_values(quays, code, {"geometry": longer}))
    assert "</td><td>m</td>" in page
    assert "Thêm vào" not in page


def test_the_plans_ground_lies_under_the_drawing(hai_phong):
    zones = hai_phong.catalogue.layers[LAYER]
    frame = hai_phong.frame(LAYER).set_index("code")
    grown = shapely.MultiPolygon([frame.geometry["NDV2"].buffer(200)])
    page = page_of(hai_phong, hai_phong.with_values(zones, "NDV2", {"geometry": grown}))
    assert f'fill="{hai_phong.catalogue.ground["sea"]}"' in page
    assert "nền sơ họa" in page


def test_of_very_many_boundaries_the_rest_is_counted(plan_of, square):
    places = range(MOST_FIGURES + 5)
    before, after = (
        plan_of(*(zone(square(600_000 + 200 * each + shift), f"Z{each}") for each in places))
        for shift in (0, 30)
    )
    page = page_of(before, after)
    assert page.count('<section class="moved"') == MOST_FIGURES
    assert "Không vẽ thêm</span>" in page
    assert ": 5." in page


def test_every_change_is_listed_with_who_and_why(wider):
    (change,) = changes_between(*wider)
    told = Told(
        change=change,
        what=(Text("ranh giới mới", "new outline"),),
        revision="7",
        by="Nguyễn Văn An",
        why=Text("theo biên bản đo", "per survey record"),
    )
    page = comparison_page(
        *wider, [told], title=Text("T", "T"), since=SINCE, until=UNTIL, lang="en"
    )
    for part in ("ranh giới mới", "new outline", ">7<", "Nguyễn Văn An", "per survey record"):
        assert part in page
    assert '<html lang="en">' in page
    assert 'id="in-en" autocomplete="off" aria-label="English" checked' in page


def test_nothing_changed_is_said(plan_of, square):
    plan = plan_of(zone(square()))
    assert "Không có gì thay đổi." in page_of(plan, plan)


@pytest.mark.parametrize("make", [page_of, summary_of])
def test_the_policy_lets_in_one_style_sheet_and_nothing_else(wider, make):
    page = make(*wider)
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    policy = html.unescape(re.search(r'Policy" content="([^"]+)"', page)[1])
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; script-src 'none'; style-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert not re.search(r"<script|<link|<img|@import|\sstyle=|\son\w+=|https?:|src=", page)
    assert all(each.startswith("#") for each in re.findall(r'href="([^"]*)"', page))


@pytest.mark.parametrize("make", [page_of, summary_of])
def test_the_same_states_give_the_same_bytes(wider, make):
    assert make(*wider) == make(*wider)


@pytest.mark.parametrize("make", [page_of, summary_of])
def test_hostile_text_stays_text(hostile, make):
    page = make(*hostile)
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;/script&gt;&lt;script&gt;alert(1)" in page
    assert "{{ 7*7 }}" in page


@pytest.mark.browser
@pytest.mark.parametrize("make", [page_of, summary_of])
def test_a_page_asks_for_nothing_and_complains_of_nothing(visit, hostile, make):
    page = visit(make(*hostile))
    assert page.faults == []
    assert "{{ 7*7 }}" in page.inner_text("main")
    assert page.locator("img, script, b").count() == 0


@pytest.mark.browser
def test_the_language_turns_without_a_script(visit, wider):
    page = visit(page_of(*wider), scripts=False)
    assert "Ranh giới trước" in page.inner_text("main")
    page.click("label[for=in-en]")
    shown = page.inner_text("main")
    assert "Outline before" in shown
    assert "Ranh giới trước" not in shown


@pytest.mark.browser
def test_no_page_is_wider_than_a_phone(visit, hostile):
    for make in (page_of, summary_of):
        page = visit(make(*hostile), width=360, height=780)
        assert page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.browser
def test_no_drawing_is_cut_where_a_printed_page_ends(visit, hostile):
    page = visit(page_of(*hostile))
    kept = page.evaluate(
        "document.querySelectorAll('.moved').length > 3 && [...document.styleSheets[0].cssRules]"
        ".filter((rule) => rule.media?.mediaText === 'print').flatMap((rule) => [...rule.cssRules])"
        ".some((rule) => rule.selectorText.includes('.moved') && "
        "rule.style.breakInside === 'avoid')"
    )
    assert kept


@pytest.mark.browser
def test_a_summary_of_very_much_prints_on_one_page(visit, plan_of, square):
    long = "Khu công nghiệp có tên rất dài " * 4
    before, after = (
        plan_of(
            *(
                zone(
                    square(600_000 + 200 * each + shift),
                    f"ZONE{each:03}",
                    name_vi=long,
                    declared_area_ha=1.0 + shift,
                    occupancy_pct=10.0 + shift,
                    note=str(shift),
                )
                for each in range(60)
            )
        )
        for shift in (0, 30)
    )
    page = visit(summary_of(before, after))
    sheet = page.pdf(prefer_css_page_size=True, print_background=True)
    assert sheet.count(b"/Type /Page\n") == 1
    assert "mục nữa: xem bằng lệnh zoneplan diff 1" in page.inner_text("main")
