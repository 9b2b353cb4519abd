from datetime import date

import geopandas as gpd
import pandas as pd
import pytest

from zoneplan.errors import IntakeError, PlanError
from zoneplan.exchange import big
from zoneplan.workflows import engines, parcels
from zoneplan.workflows.against import Against
from zoneplan.workflows.source import Source

CRS = "EPSG:9210"


@pytest.fixture
def land(tmp_path, square, monkeypatch):
    """Nine hectares in a row, to be read four at a time."""
    monkeypatch.setattr(big, "ROWS_AT_A_TIME", 4)
    path = tmp_path / "land.gpkg"
    gpd.GeoDataFrame(
        {"use": ["LUC", "SKK", None] * 3},
        geometry=[square(600_000.0 + 100 * at).geoms[0] for at in range(9)],
        crs=CRS,
    ).to_file(path, engine="pyogrio")
    return path


@pytest.fixture
def zones(tmp_path, square):
    path = tmp_path / "zones.gpkg"
    shapes = [square(600_050.0, side=333), square(600_500.0, side=77)]
    gpd.GeoDataFrame({"code": ["A", "B"]}, geometry=shapes, crs=CRS).to_file(path, engine="pyogrio")
    return path


@pytest.fixture(scope="module")
def cluster():
    """Two worker processes on this machine."""
    distributed = pytest.importorskip("distributed")
    pytest.importorskip("dask_geopandas")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0"
    ) as started:
        yield started.scheduler_address


def measured(land, zones, how):
    source = Source(path=land, by="use")
    against = Against(named=str(zones), folder=land.parent, as_of=date(2023, 12, 18))
    return (
        parcels.area_of_layer(source, how).table,
        parcels.overlay_of_layer(source, against, how).table,
    )


def test_a_cluster_gives_the_same_figures_to_the_last_digit(land, zones, cluster):
    here = measured(land, zones, parcels.How())
    there = measured(land, zones, parcels.How(engine=engines.on_dask(cluster)))
    for one, other in zip(here, there, strict=True):
        pd.testing.assert_frame_equal(one, other, check_exact=True)


def test_a_cluster_gives_the_same_rows(land, zones, cluster, tmp_path):
    files = tmp_path / "here.csv", tmp_path / "there.csv"
    measured(land, zones, parcels.How(target=files[0]))
    measured(land, zones, parcels.How(target=files[1], engine=engines.on_dask(cluster)))
    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_fault_on_a_worker_comes_back_as_its_sentence(land, cluster):
    with big.opened_layer(land) as layer:
        land.unlink()
        run = engines.on_dask(cluster)
        with pytest.raises(IntakeError, match="There is no file"):
            list(run(layer.reader, layer.spans))


def test_nobody_at_the_address_is_one_sentence(land, zones, monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr(engines, "ANSWER_S", 1)
    with pytest.raises(PlanError, match="Cannot reach the dask scheduler"):
        measured(land, zones, parcels.How(engine=engines.on_dask("tcp://127.0.0.1:9")))


def test_what_cannot_be_sent_is_refused_before_anything_starts(land, zones, tmp_path):
    frame = gpd.read_file(land, engine="pyogrio")
    frame.to_file(tmp_path / "land.geojson", engine="pyogrio")
    with pytest.raises(IntakeError, match="GeoPackage"):
        measured(tmp_path / "land.geojson", zones, parcels.How(engine=engines.on_dask(None)))


def test_threads_give_frames_in_the_order_of_the_spans():
    spans = [big.Span(at, at + 1) for at in range(50)]
    frames = engines.in_threads(lambda span: pd.DataFrame({"at": [span.start]}), spans)
    assert [frame["at"][0] for frame in frames] == list(range(50))
