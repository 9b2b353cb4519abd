from io import BytesIO

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
import shapely.affinity
from PIL import Image

from zoneplan import analysis, crs, figures
from zoneplan.errors import OutputError, PlanError
from zoneplan.figures import Paper, Wanted, bounds_of

PX_PER_MM = 10
INK = (0x2B, 0x2B, 0x28)
QUIET = (0x6B, 0x68, 0x60)


def drawn(plan, **options):
    lang, paper = options.pop("lang", "vi"), options.pop("paper", Paper(297, 210))
    wanted = Wanted(**options)
    return figures.map_sheet(plan, analysis.tables_of(plan), lang=lang, paper=paper, wanted=wanted)


@pytest.fixture(scope="module")
def port(hai_phong):
    return drawn(hai_phong, bounds=bounds_of(hai_phong, "berths"), scale=50_000)


@pytest.fixture(scope="module")
def pixels(port, hai_phong):
    """The port figure as it is printed, 10 pixels a millimetre, from its lower left."""
    image = Image.open(BytesIO(figures.png(port, hai_phong, dpi=PX_PER_MM * 25.4)))
    return np.asarray(image.convert("RGB"))[::-1].astype(int)


def near(pixels, colour, within=6):
    return (np.abs(pixels - np.array(colour)) <= within).all(axis=-1)


def frame_of(figure):
    """The map's frame on paper in pixels, and its ground in metres."""
    axes = next(axes for axes in figure.axes if axes.get_label() == "map")
    place = axes.get_position()
    width, height = figure.get_size_inches() * 25.4 * PX_PER_MM
    box = (place.x0 * width, place.y0 * height, place.x1 * width, place.y1 * height)
    return box, (*axes.get_xlim(), *axes.get_ylim())


def test_the_scale_bar_measures_right_on_paper(port, pixels, texts):
    assert texts(port, "scale") == ["Tỷ lệ 1:50.000"]
    (_, bottom, right, _), _ = frame_of(port)
    below = near(pixels, INK)[int(bottom) : int(bottom + 120), int(right + 30) : -300]
    rows = [np.flatnonzero(row) for row in below]
    length = max(row.max() - row.min() for row in rows if len(row) > 100)
    assert length == pytest.approx(2000 / 50_000 * 1000 * PX_PER_MM, abs=3)


def test_the_grid_stands_at_full_metres_on_paper(port, pixels, texts):
    (left, _, right, top), ground = frame_of(port)
    ticks = near(pixels, QUIET, within=40)[int(top + 8), int(left + 20) : int(right - 20)]
    found = np.flatnonzero(ticks) + int(left + 20)
    eastings = ground[0] + (found + 0.5 - left) / PX_PER_MM * 50
    off = np.abs(eastings - 2000 * np.round(eastings / 2000))
    assert len(found) >= 4
    assert off.max() < 15
    assert "620.000" in texts(port, "easting")


def test_a_known_corner_lies_where_its_coordinates_say(port, pixels, hai_phong):
    (left, bottom, right, top), ground = frame_of(port)
    window = near(pixels, (0x1B, 0x2A, 0x2E), within=12)[
        int(bottom) : int(top), int(left) : int(right)
    ]
    rows, columns = np.nonzero(window)
    outermost = ground[2] + (rows.max() + int(bottom) - bottom) / PX_PER_MM * 50
    northernmost = hai_phong.frame("quays").total_bounds[3]
    assert outermost == pytest.approx(northernmost, abs=20)
    assert ground[0] + (columns.max() + int(left) - left) / PX_PER_MM * 50 == pytest.approx(
        hai_phong.frame("quays").total_bounds[2], abs=20
    )


def test_the_legend_of_a_part_tells_only_what_is_drawn_there(port, artists, texts):
    patches = artists(port, "(map|legend)-.*-fill")
    shown = {"map": set(), "legend": set()}
    for patch in patches:
        room, name = patch.get_label().split("-", 1)
        shown[room].add(name)
    assert shown["map"] == shown["legend"]
    said = texts(port, "legend-heading")
    assert "Khu kinh tế" not in said
    assert "Sông" not in texts(port, "legend-line")


def test_a_scale_at_which_the_extent_does_not_fit_is_refused(hai_phong):
    with pytest.raises(OutputError, match="At 1:25,000 this paper shows"):
        drawn(hai_phong, scale=25_000)


def test_an_extent_is_a_layer_a_code_or_four_numbers(hai_phong):
    quays = hai_phong.frame("quays").total_bounds
    assert bounds_of(hai_phong, "quays") == pytest.approx(quays)
    assert bounds_of(hai_phong, "600000,2290000,610000,2300000") == (
        600000,
        2290000,
        610000,
        2300000,
    )
    west, south, east, north = bounds_of(hai_phong, "106.5,20.7,106.9,20.9")
    assert (east - west, north - south) == pytest.approx((41_700, 22_300), rel=0.01)


@pytest.mark.parametrize(
    "extent", ["NOWHERE", "1,2,3", "10,20,5,30", "nan,0,1,2", "DVCH", "0,95,1,96"]
)
def test_an_extent_that_is_none_is_refused_in_a_sentence(hai_phong, extent):
    with pytest.raises(PlanError, match="extent"):
        bounds_of(hai_phong, extent)


def test_a_layer_that_the_plan_lacks_is_refused(hai_phong):
    with pytest.raises(PlanError, match="no layer 'parcels'"):
        drawn(hai_phong, layers=("parcels",))


def test_only_the_layers_asked_for_are_drawn(hai_phong, artists):
    labels = {
        each.get_label() for each in artists(drawn(hai_phong, layers=("berths",)), "map-.*-fill")
    }
    assert {label.split("-")[1] for label in labels} == {"berths"}


def test_an_outline_vaguer_than_2_mm_has_a_soft_edge_as_wide_as_its_doubt(
    square, plan_of, artists, texts
):
    row = {"code": "A", "name_vi": "KCN A", "boundary_basis": "official", "geometry": square()}
    vague = plan_of(row | {"boundary_uncertainty_m": 30.0})
    edges = artists(drawn(vague, scale=10_000), "map-industrial_zones-0-soft")
    assert max(np.ptp(edge.get_path().vertices[:, 0]) for edge in edges) == pytest.approx(160)
    assert artists(drawn(vague, scale=10_000), "map-industrial_zones-0-dashed")
    assert "sơ họa" in texts(drawn(vague, scale=10_000), r"name-\d+")
    sure = drawn(vague, scale=20_000)
    assert not artists(sure, ".*-soft")
    assert artists(sure, "map-industrial_zones-0-solid")


def test_strict_draws_a_symbol_with_the_stated_area(square, plan_of, artists, texts):
    row = {"code": "A", "name_vi": "KCN A", "boundary_basis": "official", "geometry": square()}
    vague = plan_of(row | {"boundary_uncertainty_m": 30.0, "estimated_area_ha": 1.5})
    figure = drawn(vague, scale=10_000, strict=True)
    (fill,) = artists(figure, "map-industrial_zones-0-fill")
    assert np.ptp(fill.get_path().vertices, axis=0) == pytest.approx([48, 48])
    assert "≈ 1,5 ha" in texts(figure, r"name-\d+")
    assert not artists(figure, ".*-soft|.*-dashed")


def test_a_map_of_a_part_tells_where_it_lies(port, hai_phong, artists):
    assert artists(port, "locator-here")
    assert not artists(drawn(hai_phong), "locator-here")


def test_a_graticule_is_drawn_through_known_points(hai_phong, artists, texts):
    figure = drawn(hai_phong, graticule=True)
    assert "106°45′Đ" in texts(figure, "easting")
    (grid,) = artists(figure, "map-grid")
    (known,) = crs.moved(np.array([[106.75, 20.75]]), crs.WGS84, "EPSG:9210")
    points = grid.get_path().vertices.reshape(-1, 33, 2)
    distances = shapely.distance(shapely.linestrings(points), shapely.Point(known))
    assert sorted(distances)[1] < 1


def with_islands(plan):
    """The plan with a backdrop that shows an islet in each archipelago."""
    spots = crs.moved(np.array([[112.3, 16.8], [114.3, 10.4]]), crs.WGS84, "EPSG:9210")
    land = plan.frame("land")
    islets = [shapely.MultiPolygon([shapely.Point(spot).buffer(1000)]) for spot in spots]
    more = gpd.GeoDataFrame({"code": ["HS", "TS"]}, geometry=islets, crs=land.crs)
    return plan.with_frame(plan.catalogue.layers["land"], pd.concat([land, more]))


def test_a_national_map_without_both_archipelagos_is_refused(hai_phong):
    nation = bounds_of(hai_phong, "102,8,110,23.4")
    with pytest.raises(OutputError, match="Hoàng Sa"):
        drawn(hai_phong, bounds=nation)
    assert drawn(with_islands(hai_phong), bounds=nation)


def test_the_waters_of_an_archipelago_without_it_are_refused(hai_phong):
    with pytest.raises(OutputError, match="Trường Sa"):
        drawn(hai_phong, bounds=bounds_of(hai_phong, "112.0,16.3,112.4,16.6"))


def test_beyond_the_backdrop_nothing_is_said_to_be_sea(hai_phong, artists):
    figure = drawn(hai_phong, bounds=(500_000, 2_250_000, 640_000, 2_350_000))
    (sea,) = artists(figure, "map-sea")
    land = hai_phong.frame("land").total_bounds
    assert (sea.get_x(), sea.get_x() + sea.get_width()) == pytest.approx((land[0], land[2]))


def test_decisions_and_sources_of_outlines_stand_in_the_notes(port, texts):
    said = " ".join(texts(port, "notes"))
    assert "428/QĐ-TTg" in said
    assert "Notice to mariners HPG-11-2025" in said


def test_portrait_paper_puts_the_legend_under_the_map(hai_phong, texts):
    for paper in (Paper(210, 297), Paper(165, 230)):
        figure = drawn(hai_phong, paper=paper)
        axes = next(axes for axes in figure.axes if axes.get_label() == "map")
        assert axes.get_position().y0 > 0.3
        assert texts(figure, "legend-status")


def test_every_size_and_language_is_drawn(hai_phong):
    for size in ("A4", "A3", "A1", "A0"):
        figure = drawn(hai_phong, paper=Paper.of(size, landscape=True), lang="both")
        assert figures.png(figure, hai_phong, dpi=30)


@pytest.fixture(scope="module")
def hundred():
    """Rows of a hundred zones of another authority, with long names in both languages."""
    return [
        {
            "code": f"Z{at:03}",
            "name_vi": f"Khu công nghiệp đô thị và dịch vụ số {at} giai đoạn mở rộng thứ hai",
            "name_en": f"Industrial and urban service zone no. {at}, second extension",
            "geometry": shapely.box(x, y, x + 500, y + 500),
            "boundary_basis": ("official", "placeholder")[at % 2],
            "boundary_uncertainty_m": (1.0, 600.0)[at % 2],
        }
        for at in range(100)
        for x, y in [(600_000 + at % 10 * 900, 2_300_000 + at // 10 * 900)]
    ]


def test_of_a_hundred_zones_with_long_names_each_has_its_name_or_its_code(plan_of, hundred, texts):
    figure = drawn(plan_of(*hundred), paper=Paper.of("A3", landscape=True))
    names = texts(figure, r"name-\d+")
    assert len(names) >= 100
    assert "Z058" in names
    assert "ghi mã" in " ".join(texts(figure, "legend-note"))


def test_no_name_of_a_hundred_zones_leaves_the_frame_or_covers_another(plan_of, hundred, extents):
    figure = drawn(plan_of(*hundred), lang="both")
    held = {}
    for label, _, box in extents(figure, r"name-\d+"):
        held.setdefault(label, []).append(box)
    # A line's own box has air above and below.
    air = np.array([0, 0.3, 0, -0.3])
    names = [shapely.box(*(shapely.total_bounds(lines) + air)) for lines in held.values()]
    (left, bottom, right, top), _ = frame_of(figure)
    frame = shapely.box(left, bottom, right, top)
    assert (
        shapely.affinity.scale(frame, 0.1, 0.1, origin=(0, 0))
        .buffer(0.3)
        .contains(shapely.union_all(names))
    )
    met = shapely.STRtree(names).query(names, predicate="intersects")
    shared = [shapely.intersection(names[one], names[other]) for one, other in met.T if one < other]
    assert max((shapely.minimum_clearance(part) for part in shared if part.area), default=0) < 0.3


def test_two_maps_are_the_same_bytes(hai_phong, port):
    again = drawn(hai_phong, bounds=bounds_of(hai_phong, "berths"), scale=50_000)
    for suffix in (".png", ".pdf", ".svg"):
        assert figures.rendered(port, hai_phong, suffix) == figures.rendered(
            again, hai_phong, suffix
        )


def test_an_empty_extent_still_has_a_ground(hai_phong, texts):
    figure = drawn(hai_phong, bounds=bounds_of(hai_phong, "106.9,20.7,106.95,20.72"))
    assert texts(figure, "scale")


def test_a_northing_stands_beside_the_frame_and_not_above_it(port, extents):
    (_, bottom, _, top), _ = frame_of(port)
    boxes = [box for *_, box in extents(port, "northing")]
    assert len(boxes) > 1
    _, south, _, north = shapely.total_bounds(boxes) * PX_PER_MM
    assert bottom - 2 <= south
    assert north <= top + 2


def test_a_variant_is_drawn_where_no_boundary_beneath_says_it(hai_phong, artists):
    figure = drawn(hai_phong, layers=("economic_zones", "alternatives"))
    (own,) = artists(figure, "map-alternatives-.*")
    (zone,) = artists(figure, "map-economic_zones-.*-dashed")
    apart, beneath = (
        shapely.MultiLineString(list(each.get_path().to_polygons(closed_only=False)))
        for each in (own, zone)
    )
    assert apart.length > 5000
    assert apart.intersection(beneath.buffer(20)).length < 100


def test_variants_alone_keep_their_whole_outline(hai_phong, artists):
    figure = drawn(hai_phong, layers=("alternatives",))
    (own,) = artists(figure, "map-alternatives-.*-dashed")
    whole = sum(shape.length for shape in hai_phong.frame("alternatives").geometry)
    rings = own.get_path().to_polygons(closed_only=False)
    assert sum(shapely.LineString(ring).length for ring in rings) == pytest.approx(whole, rel=0.01)


def test_a_map_in_both_languages_names_each_thing_in_both_once(hai_phong, texts):
    names = " ".join(texts(drawn(hai_phong, lang="both"), r"name-\d+"))
    assert "KCN Đồ Sơn Do Son industrial park" in names
    assert "sơ họa / schematic" in names
    assert "Kiến Thụy" in names
    assert "Kien Thuy" not in names
    alone = " ".join(texts(drawn(hai_phong), r"name-\d+"))
    assert "Do Son industrial park" not in alone


def test_a_quay_length_stands_beside_the_middle_of_its_quay(port, hai_phong, extents):
    (left, bottom, _, _), ground = frame_of(port)
    quays = hai_phong.frame("quays").geometry
    middles = shapely.transform(
        [quay.interpolate(0.5, normalized=True) for quay in quays],
        lambda points: (points - (ground[0], ground[2])) / 50 + (left / 10, bottom / 10),
    )
    found = [box for _, words, box in extents(port, r"name-\d+") if words.endswith(" m")]
    assert len(found) >= 5
    assert max(min(shapely.distance(box, middles)) for box in found) < 2


def test_a_symbol_beyond_the_frame_is_not_in_the_legend(square, plan_of, texts):
    vague = {"boundary_basis": "official", "boundary_uncertainty_m": 500.0}
    near = {"code": "A", "name_vi": "KCN A", "geometry": square(), **vague}
    wide = {"code": "B", "name_vi": "KCN B", "geometry": square(600_400, side=9000), **vague}
    extent = {"bounds": (600_000, 2_300_000, 600_500, 2_300_500)}
    plan = plan_of(near, wide)
    assert "2" in texts(drawn(plan, **extent), "legend-figures")
    assert "2" not in texts(drawn(plan, **extent, strict=True), "legend-figures")
