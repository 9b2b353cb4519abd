"""A variant that follows from the facts: a part of an outline, no surer than what made it."""

import geopandas as gpd
import pytest
import shapely

from zoneplan import analysis, measure
from zoneplan.catalogue import load_catalogue
from zoneplan.language import Text

CATALOGUE = load_catalogue()


def side(shapes, basis="generalised", doubt=10.0, title="Đất"):
    frame = gpd.GeoDataFrame(
        {"boundary_basis": basis, "boundary_uncertainty_m": doubt, "boundary_source": "s-1"},
        geometry=shapes,
        index=range(len(shapes)),
        crs="EPSG:9210",
    )
    return analysis.Side(frame, Text(title, title))


def box(east, width=100.0, height=100.0):
    return shapely.box(600_000 + east, 2_300_000, 600_000 + east + width, 2_300_000 + height)


ZONE = side([box(0, 300)], basis="schematic", doubt=50.0, title="Z")


def part(by, *, outside=False):
    return analysis.part_of(ZONE, by, outside=outside, catalogue=CATALOGUE)


def test_the_parts_within_and_outside_make_the_whole():
    land = side([box(-100, 200), box(200, 200)])
    within, outside = (part(land, outside=each)["geometry"] for each in (False, True))
    assert (within.area, outside.area) == (20_000, 10_000)
    assert shapely.union(within, outside).equals(box(0, 300))


def test_a_part_is_no_surer_than_the_less_sure_of_both():
    made = part(side([box(0)], basis="generalised", doubt=10.0))
    assert (made["boundary_basis"], made["boundary_uncertainty_m"]) == ("schematic", 50.0)
    assert made["boundary_source"] == "s-1"


@pytest.mark.parametrize(("basis", "doubt"), [("guessed", 10.0), ("generalised", None)])
def test_what_is_not_known_of_one_is_not_known_of_the_part(basis, doubt):
    made = part(side([box(0)], basis=basis, doubt=doubt))
    assert (made["boundary_basis"] is None) == (basis == "guessed")
    assert (made["boundary_uncertainty_m"] is None) == (doubt is None)


def test_a_sliver_that_the_uncertainty_covers_is_left_out_and_told():
    made = part(side([box(0), box(200, 19)]))
    assert made["geometry"].area == 10_000
    assert "bỏ 1 mảnh vụn hẹp hơn sai số đó, cộng 0,19 ha" in made["note"]
    assert "1 slivers narrower than that left out, together 0.19 ha" in made["note"]


def test_the_note_says_how_it_was_cut():
    note = part(side([box(0)]), outside=True)["note"]
    assert "phần của Z nằm ngoài lớp Đất (khái quát từ bản vẽ (sơ họa), ±10 m)" in note
    assert "the part of Z outside the layer Đất (generalised" in note


def test_where_nothing_is_left_there_is_no_part():
    assert part(side([box(900)])) is None
    assert part(side([box(-100, 900)]), outside=True) is None


@pytest.mark.parametrize("outside", [False, True])
def test_a_part_lies_within_what_it_was_cut_from(outside):
    corners = [(600_000.1234, 2_300_000), (640_001, 2_313_337.0049), (600_003.3333, 2_327_001)]
    zone = side([shapely.Polygon(corners)])
    land = side([shapely.box(610_000.0071, 2_290_000, 650_000, 2_330_000)])
    made = analysis.part_of(zone, land, outside=outside, catalogue=CATALOGUE)
    cut = gpd.GeoSeries([made["geometry"]], crs=zone.frame.crs)
    assert list(measure.meetings(cut, zone.frame.geometry)["relation"]) == ["within"]
