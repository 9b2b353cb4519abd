"""Invented variants of 100 m squares side by side: every figure by hand."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

from zoneplan import analysis, measure

NORTH = 2_300_000


def box(east, width=100.0, height=100.0):
    return shapely.box(600_000 + east, NORTH, 600_000 + east + width, NORTH + height)


def features(layer, doubt=0.0, **shapes):
    count = len(shapes)
    columns = {"layer": [layer] * count, "code": list(shapes), "name_vi": list(shapes)}
    columns |= {"name_en": list(shapes), "legal_type": [None] * count}
    columns["uncertainty_m"] = [float(doubt)] * count
    return gpd.GeoDataFrame(columns, geometry=list(shapes.values()), crs="EPSG:9210")


def measures(made):
    return {
        (row["code"], row["about"], row["measure"]): (row["value"], row["plus_minus"])
        for row in made.measures.to_dict("records")
    }


def test_land_and_sea_make_the_area_and_the_shore_moves_a_strip_of_either():
    made = analysis.compared(
        features("v", A=box(0, 200), B=box(0)),
        features("land", doubt=10, L=shapely.box(599_000, NORTH - 500, 600_100, NORTH + 500)),
        (),
    )
    told = measures(made)
    total, land, sea = (told["A", None, f"{name}_ha"] for name in ("total", "land", "sea"))
    assert total[0] == pytest.approx(2, rel=1e-3)
    assert land[0] == pytest.approx(1, rel=1e-3)
    assert land[0] + sea[0] == pytest.approx(total[0])
    assert land[1] == pytest.approx(0.1, rel=1e-3)


def test_overlap_is_counted_once_and_features_are_told_apart():
    parks = features("parks", P=box(20, 30), Q=box(20, 30), R=box(90, 30), S=box(500))
    made = analysis.compared(
        features("v", A=box(0), B=box(0, 300)), None, [analysis.Beside(about="p", features=parks)]
    )
    told = measures(made)
    assert told["A", "p", "shared_ha"][0] == pytest.approx(0.4, rel=1e-3)
    assert (told["A", "p", "contained"][0], told["A", "p", "cut"][0]) == (2, 1)
    assert (told["B", "p", "contained"][0], told["B", "p", "cut"][0]) == (3, 0)


@pytest.mark.parametrize(
    ("doubts", "sure"),
    [
        ((5, 5), None),
        ((np.nan, 0), "unstated"),
        ((0, np.nan), "unstated"),
        ((np.inf, 0), "undecided"),
    ],
)
def test_that_nothing_is_shared_is_no_surer_than_the_outlines(doubts, sure):
    beside = analysis.Beside(about="p", features=features("parks", doubts[1], P=box(500)))
    made = analysis.compared(features("v", doubts[0], A=box(0), B=box(1_000)), None, [beside])
    told = made.measures.set_index(["code", "measure"])["sureness"]
    assert told["A", "shared_ha"] == sure


def test_the_nearest_is_named_and_zero_within():
    quays = features("berths", Q=box(150, 10))
    beside = analysis.Beside(about="b", features=quays, nearness=True)
    told = measures(analysis.compared(features("v", A=box(0), B=box(0, 300)), None, [beside]))
    assert told["A", "b", "distance_m"][0] == pytest.approx(50, rel=1e-3)
    assert told["B", "b", "distance_m"][0] == 0


def test_without_outline_nothing_is_decided():
    made = analysis.compared(features("v", A=box(0), B=None), None, ())
    own = made.measures.loc[made.measures["code"] == "B", "value"]
    assert np.isnan(own.astype(float)).all()
    assert made.differences.empty


@pytest.mark.parametrize(
    ("doubt", "sure"), [(10, "certain"), (20, "undecided"), (np.nan, "unstated")]
)
def test_a_difference_narrower_than_both_uncertainties_is_undecided(doubt, sure):
    made = analysis.compared(features("v", doubt=doubt, A=box(0), B=box(0, 130)), None, ())
    rows = made.differences.set_index("kind")
    assert rows["area_ha"]["gained"] == pytest.approx(0.3, rel=1e-3)
    assert rows["sureness"]["gained"] == sure
    assert rows["area_ha"]["lost"] == 0
    assert rows["sureness"]["lost"] is None


def test_a_square_and_a_square_with_a_hole():
    hollow = shapely.difference(box(0), box(40, 20, 20).buffer(0))
    shapes = gpd.GeoSeries([box(0), hollow, None], crs="EPSG:9210")
    ratio, hull = measure.compactness(shapes), measure.hull_share(shapes)
    assert ratio[0] == pytest.approx(np.pi / 4)
    assert ratio[1] < ratio[0]
    assert hull[0] == 1
    assert np.isnan(ratio[2])
    assert np.isnan(hull[2])
