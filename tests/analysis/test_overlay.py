from dataclasses import replace

import geopandas as gpd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod, Transformer

from zoneplan import analysis
from zoneplan.plan import StoredLayer

EAST, NORTH = 600_000, 2_300_000


def box(left, low, right, high):
    return shapely.box(EAST + left, NORTH + low, EAST + right, NORTH + high)


def features(*shapes, layer="parks", legal_type=None, uncertainty_m=0.0):
    count = len(shapes)
    columns = {
        "layer": [layer] * count,
        "code": [f"{layer}{at}" for at in range(count)],
        "name_vi": [None] * count,
        "name_en": [None] * count,
        "legal_type": [legal_type] * count,
        "uncertainty_m": [uncertainty_m] * count,
    }
    return gpd.GeoDataFrame(columns, geometry=list(shapes), crs="EPSG:9210")


def test_hectares_and_the_share_of_each_by_each():
    found = analysis.overlay(
        features(box(0, 0, 100, 100)), features(box(50, 0, 250, 100), layer="b")
    )
    row = found.pairs.iloc[0]
    assert (row["relation"], row["sureness"]) == ("cuts", "certain")
    assert row["shared_ha"] == pytest.approx(0.5, rel=3e-4)
    assert row["share_pct"] == pytest.approx(50, rel=1e-6)
    assert row["other_share_pct"] == pytest.approx(25, rel=1e-6)


def test_hectares_are_those_on_the_ellipsoid():
    found = analysis.overlay(
        features(box(0, 0, 9e3, 9e3)), features(box(2e3, 1e3, 20e3, 20e3), layer="b")
    )
    piece = found.pairs.geometry[0]
    lon, lat = Transformer.from_crs(9210, 4756, always_xy=True).transform(
        *shapely.get_coordinates(piece).T
    )
    expected = abs(Geod(ellps="WGS84").polygon_area_perimeter(lon, lat)[0]) / 10_000
    assert found.pairs["shared_ha"][0] == pytest.approx(expected, rel=1e-9)


def test_what_several_hold_is_counted_once():
    communes = features(box(0, 0, 60, 100), box(40, 0, 80, 100), layer="communes")
    row = analysis.overlay(features(box(0, 0, 100, 100)), communes).totals.iloc[0]
    assert row["others"] == 2
    assert row["shared_pct"] == pytest.approx(80, rel=1e-6)
    assert row["counted_twice_ha"] == pytest.approx(0.2, rel=3e-4)
    assert row["outside_ha"] + row["shared_ha"] == pytest.approx(row["own_ha"], rel=1e-12)
    assert row["outside_ha"] == pytest.approx(0.2, rel=3e-4)


def test_one_layer_against_itself_tells_both_sides_in_the_totals():
    found = analysis.overlay(features(box(0, 0, 100, 100), box(50, 0, 150, 100)))
    assert found.pairs["other_code"].tolist() == ["parks1"]
    assert found.totals["shared_pct"].tolist() == pytest.approx([50, 50], rel=1e-6)


def test_features_of_one_code_within_a_layer_are_still_two():
    twins = features(box(0, 0, 100, 100), box(50, 0, 150, 100)).assign(code="twin")
    assert len(analysis.overlay(twins).pairs) == 1
    assert analysis.nearest_table(twins)["distance_m"].tolist() == [0, 0]


def test_a_feature_is_not_set_against_itself():
    one = features(box(0, 0, 100, 100))
    assert analysis.overlay(one, one.copy()).pairs.empty


@pytest.mark.parametrize(
    ("kinds", "uncertainty_m", "legal"),
    [
        (("park", "park"), 0.0, "conflict"),
        (("park", "park"), 40.0, "conflict_undecided"),
        (("park", "zone"), 0.0, "expected"),
        (("park", None), 0.0, None),
        ((None, None), 0.0, None),
    ],
)
def test_overlap_is_a_conflict_within_one_legal_type_only(kinds, uncertainty_m, legal):
    ones, others = (
        features(shape, layer=layer, legal_type=kind, uncertainty_m=uncertainty_m)
        for shape, layer, kind in zip(
            (box(0, 0, 100, 100), box(50, 0, 150, 100)), ("a", "b"), kinds, strict=True
        )
    )
    assert analysis.overlay(ones, others).pairs["legal"].tolist() == [legal]


def test_neighbours_of_one_legal_type_that_touch_do_not_conflict():
    parks = features(box(0, 0, 100, 100), box(100, 0, 200, 100), legal_type="park")
    assert analysis.overlay(parks).pairs["legal"].tolist() == [None]


def test_a_line_in_an_area_is_told_in_metres():
    quay = shapely.LineString([(EAST + 50, NORTH + 50), (EAST + 150, NORTH + 50)])
    found = analysis.overlay(features(box(0, 0, 100, 100)), features(quay, layer="quays"))
    row = found.pairs.iloc[0]
    assert row["shared_m"] == pytest.approx(50, rel=3e-4)
    assert row["other_share_pct"] == pytest.approx(50, rel=1e-6)
    assert row[["shared_ha", "share_pct"]].isna().all()
    turned = analysis.overlay(features(quay, layer="quays"), features(box(0, 0, 100, 100)))
    assert turned.totals["outside_m"][0] == pytest.approx(50, rel=3e-4)


def test_a_feature_without_outline_decides_nothing_and_one_that_crosses_itself_is_told():
    bow = shapely.Polygon([(EAST, NORTH), (EAST + 9, NORTH + 9), (EAST + 9, NORTH),
                           (EAST, NORTH + 9)])  # fmt: skip
    found = analysis.overlay(features(None), features(None, bow, layer="b"))
    assert found.without_outline == ("b0",)
    assert found.mended == ("b1",)
    assert found.totals["geometry_missing"].tolist() == [True]
    assert found.totals["outside_ha"].isna().all()


def test_no_features_make_empty_tables():
    found = analysis.overlay(features(), features())
    assert found.pairs.empty
    assert found.totals.empty


def test_a_feature_whose_status_has_ended_takes_no_land(plan_of, square):
    ended = {"layer": "industrial_zones", "code": "A", "status": "revoked", "date": "2020-01-01"}
    plan = plan_of({"code": "A", "geometry": square()}, {"code": "B"}, events=[ended])
    layer = plan.catalogue.layers["industrial_zones"]
    assert analysis.features_of(plan, layer)["code"].tolist() == ["B"]


def test_an_outline_that_states_no_uncertainty_may_be_anywhere_unless_it_is_official(plan_of):
    plan = plan_of({"code": "A", "boundary_basis": "official"}, {"code": "B"})
    found = analysis.features_of(plan, plan.catalogue.layers["industrial_zones"])
    assert found["uncertainty_m"].tolist() == [0.0, float("inf")]


def test_a_quay_line_is_as_unsure_as_its_berth(hai_phong):
    quays = analysis.features_of(hai_phong, hai_phong.catalogue.layers["quays"], codes=["QLH07"])
    assert quays["uncertainty_m"].tolist() == [50.0]


def test_names_are_those_of_the_day(hai_phong):
    layer = hai_phong.catalogue.layers["economic_zones"]
    today = hai_phong.frame("economic_zones").assign(name_vi="mới")
    plan = replace(
        hai_phong,
        layers={**hai_phong.layers, layer.name: StoredLayer(frame=today, stored_crs="EPSG:9210")},
        tables={**hai_phong.tables, "names": hai_phong.tables["names"].iloc[:0]},
    )
    assert set(analysis.features_of(plan, layer)["name_vi"]) == {"mới"}


@given(st.lists(st.tuples(*[st.integers(0, 300)] * 2, *[st.integers(10, 200)] * 2), max_size=7))
def test_counted_once_is_the_area_of_the_union(sides):
    shapes = [box(left, low, left + wide, low + high) for left, low, wide, high in sides]
    own = box(50, 50, 250, 250)
    found = analysis.overlay(features(own), features(*shapes, layer="communes"))
    row = found.totals.iloc[0]
    union = shapely.intersection(own, shapely.union_all(shapes)).area
    summed = sum(shapely.intersection(own, shape).area for shape in shapes)
    assert row["shared_pct"] == pytest.approx(100 * union / own.area, rel=1e-6, abs=1e-6)
    assert row["counted_twice_ha"] == pytest.approx((summed - union) / 10_000, rel=3e-4, abs=1e-6)
    assert row["shared_ha"] + row["outside_ha"] == pytest.approx(row["own_ha"], rel=1e-9)
