import pickle

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from zoneplan import gpkg, measure
from zoneplan.analysis import parcels
from zoneplan.errors import PlanError

CRS = "EPSG:9210"
ZONE = shapely.box(600_000, 2_300_000, 600_250, 2_300_100)


def wkb(*shapes, system=CRS):
    moved = gpd.GeoSeries(list(shapes), crs=CRS).to_crs(system)
    return measure.Wkb(*gpkg.wkb_spans(*gpkg.joined(gpkg.encoded(shape, 0) for shape in moved)))


@pytest.fixture
def zones():
    frame = gpd.GeoDataFrame(geometry=[ZONE, None], crs=CRS)
    return parcels.Zones.of(frame, ["A", "without outline"], CRS)


def row_of(square, count):
    return wkb(*(square(600_000.0 + 100 * at) for at in range(count)))


def test_a_hectare_that_a_zone_cuts_in_half_shares_half_a_hectare(square, zones):
    shares = parcels.shares_of(row_of(square, 4), CRS, zones)
    assert shares.index.tolist() == [0, 1, 2]
    assert shares["whole"].tolist() == [True, True, False]
    assert shares["share_pct"].tolist() == pytest.approx([100, 100, 50])
    assert shares["shared_ha"].tolist() == pytest.approx([1, 1, 0.5], rel=3e-4)


def test_parcels_in_degrees_are_set_against_zones_on_the_grid(square, zones):
    degrees = wkb(*(square(600_000.0 + 100 * at) for at in range(3)), system="EPSG:4756")
    shares = parcels.shares_of(degrees, "EPSG:4756", zones)
    assert shares["share_pct"].tolist() == pytest.approx([100, 100, 50], rel=1e-6)


def test_sums_do_not_depend_on_how_the_batches_are_cut(square, zones):
    whole = parcels.shares_of(row_of(square, 3), CRS, zones).assign(group="")
    parts = [whole.iloc[:1], whole.iloc[1:]]
    added = parcels.added(parcels.share_sums(part) for part in parts)
    pd.testing.assert_frame_equal(added, parcels.share_sums(whole))


def test_many_batches_add_up():
    part = pd.DataFrame({"group": ["x"], "features": [1]})
    assert parcels.added(part for _ in range(200))["features"].tolist() == [200]


def test_a_zone_that_shares_nothing_keeps_its_row(zones):
    table = parcels.zone_table(parcels.added([]), zones)
    assert table["zone"].tolist() == ["A"]
    assert table["shared_ha"].tolist() == [0]
    assert table["zone_ha"].tolist() == pytest.approx([2.5], rel=3e-4)


def test_areas_tell_what_has_none(square):
    areas = parcels.areas_of(wkb(square(), None), CRS)
    sums = parcels.area_sums(areas.assign(group=parcels.groups(["LUC", None])))
    assert sums["group"].tolist() == ["", "LUC"]
    assert sums["without_area"].tolist() == [1, 0]
    assert sums["grid_area_ha"].tolist() == [0, 1]


def test_degrees_have_no_area_on_a_grid(square):
    areas = parcels.areas_of(wkb(square(), system="EPSG:4756"), "EPSG:4756")
    assert np.isnan(areas["grid_area_ha"]).all()


def test_zones_and_errors_travel_to_another_process(square, zones):
    copy = pickle.loads(pickle.dumps(zones))  # noqa: S301 - made here
    assert len(parcels.shares_of(row_of(square, 4), CRS, copy)) == 3
    fault = pickle.loads(pickle.dumps(PlanError(vi="không", en="no")))  # noqa: S301 - made here
    assert fault.text == ("không", "no")
