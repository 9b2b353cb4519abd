import geopandas as gpd
import numpy as np
import pytest
import shapely

from zoneplan import analysis


def features(*shapes, layer="zones", uncertainty_m=0.0):
    columns = {
        "layer": [layer] * len(shapes),
        "code": [f"{layer}{at}" for at in range(len(shapes))],
        "name_vi": ["Khu"] * len(shapes),
        "name_en": [None] * len(shapes),
        "legal_type": [None] * len(shapes),
        "uncertainty_m": [uncertainty_m] * len(shapes),
    }
    return gpd.GeoDataFrame(columns, geometry=list(shapes), crs="EPSG:9210")


def square(left, low=0):
    return shapely.box(600_000 + left, 2_300_000 + low, 600_100 + left, 2_300_100 + low)


def test_each_feature_has_one_row_in_its_order():
    zones = features(square(0), None, square(5_000))
    table = analysis.nearest_table(zones, features(square(200), layer="berths"))
    assert table["code"].tolist() == ["zones0", "zones1", "zones2"]
    assert table["other_code"].tolist() == ["berths0", None, "berths0"]
    assert table["distance_m"].round().tolist()[::2] == [100, 4_700]
    assert np.isnan(table["distance_m"][1])
    assert table["sureness"].tolist() == ["certain", None, "certain"]


def test_what_is_just_as_near_is_named():
    berths = features(square(100), square(-100), square(0, 100), layer="berths")
    table = analysis.nearest_table(features(square(0)), berths)
    assert table["ties"].tolist() == ["berths1, berths2"]


def test_a_layer_against_itself_leaves_each_feature_out():
    zones = features(square(0), square(300))
    assert analysis.nearest_table(zones, zones)["other_code"].tolist() == ["zones1", "zones0"]


@pytest.mark.parametrize(
    ("left", "doubt", "expected"),
    [
        (200, 49, "certain"),
        (200, 51, "undecided"),
        (200, np.nan, "unstated"),
        (50, 0, "certain"),
        (50, 1, "undecided"),
        (200, np.inf, "undecided"),
    ],
)
def test_whether_two_lie_apart_is_as_sure_as_both_outlines(left, doubt, expected):
    table = analysis.nearest_table(
        features(square(0), uncertainty_m=doubt),
        features(square(left), layer="berths", uncertainty_m=doubt),
    )
    assert table["sureness"].tolist() == [expected]
    stated = 2 * doubt if np.isfinite(doubt) else np.nan
    assert table["uncertainty_m"].tolist() == pytest.approx([stated], nan_ok=True)
