import shutil
import sqlite3
from contextlib import closing, contextmanager

import geopandas as gpd
import numpy as np
import pytest
import shapely

from zoneplan import exchange
from zoneplan.errors import IntakeError
from zoneplan.exchange import big, opened_layer
from zoneplan.exchange.big_table import joins_blobs

CRS = "EPSG:9210"


@pytest.fixture
def parcels(tmp_path, square, monkeypatch):
    """Nine hectares in a GeoPackage, to be read four at a time."""
    monkeypatch.setattr(big, "ROWS_AT_A_TIME", 4)
    frame = gpd.GeoDataFrame(
        {"TÊN": [f"Thửa {at}" for at in range(9)], "so": range(9)},
        geometry=[square(600_000.0 + 100 * at).geoms[0] for at in range(9)],
        crs=CRS,
    )
    path = tmp_path / "thửa.gpkg"
    frame.to_file(path, layer="thua", engine="pyogrio")
    return path


@contextmanager
def connected(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.create_function("ST_IsEmpty", 1, lambda _: 0)
        for at in ("MinX", "MinY", "MaxX", "MaxY"):
            connection.create_function(f"ST_{at}", 1, lambda _: 0.0)
        yield connection


def said_by(path, *statements):
    with connected(path) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def rows_in(path, **how):
    with opened_layer(path, **how) as layer:
        batches = [layer.reader(span) for span in layer.spans]
        assert all(len(batch.geometry.starts) <= 4 for batch in batches)
        name = layer.columns[0]
        return [value for batch in batches for value in layer.attributes(batch.keys, (name,))[name]]


def test_every_row_comes_once_and_in_order(parcels):
    assert rows_in(parcels) == [f"Thửa {at}" for at in range(9)]


def test_a_layer_says_what_it_is(parcels):
    with opened_layer(parcels) as layer:
        assert (layer.name, layer.system, layer.rows) == ("thua", CRS, 9)
        assert layer.columns == ("TÊN", "so")


def test_a_stale_count_hides_no_row(parcels):
    said_by(parcels, "UPDATE gpkg_ogr_contents SET feature_count = 2")
    assert len(rows_in(parcels)) == 9


def test_keys_with_wide_gaps_are_counted_off(parcels):
    said_by(parcels, "UPDATE thua SET fid = fid * 1000000007")
    with opened_layer(parcels) as layer:
        assert len(layer.spans) == 3
    assert len(rows_in(parcels)) == 9


@pytest.mark.parametrize("key", [-(2**63), 2**63 - 1])
def test_keys_may_be_as_far_as_sqlite_counts(parcels, key):
    said_by(parcels, f"UPDATE thua SET fid = {key} WHERE fid = 5")  # noqa: S608 - a number
    assert sorted(rows_in(parcels)) == [f"Thửa {at}" for at in range(9)]


def test_rows_are_numbered_whatever_the_file_declares_its_key(parcels):
    said_by(
        parcels,
        "CREATE TABLE other (geom BLOB, _rowid_ TEXT, rowid TEXT, PRIMARY KEY (rowid))",
        "INSERT INTO other SELECT geom, 'x', so || 'a' FROM thua",
        "UPDATE gpkg_contents SET table_name = 'other'",
        "UPDATE gpkg_geometry_columns SET table_name = 'other'",
    )
    assert rows_in(parcels) == ["x"] * 9


def test_a_table_without_row_numbers_is_refused(parcels):
    said_by(
        parcels,
        "CREATE TABLE other (geom BLOB, fid INTEGER PRIMARY KEY) WITHOUT ROWID",
        "INSERT INTO other VALUES (NULL, 'no number')",
        "UPDATE gpkg_contents SET table_name = 'other'",
        "UPDATE gpkg_geometry_columns SET table_name = 'other'",
    )
    with pytest.raises(IntakeError, match="_rowid_"), opened_layer(parcels):
        pass


def test_large_features_are_read_fewer_at_a_time(parcels, monkeypatch):
    monkeypatch.setattr(big, "_BYTES_AT_A_TIME", parcels.stat().st_size // 4)
    with opened_layer(parcels) as layer:
        assert len(layer.spans) == 5
    assert len(rows_in(parcels)) == 9


def test_a_layer_without_rows_has_no_span(parcels):
    said_by(parcels, "DELETE FROM thua")
    with opened_layer(parcels) as layer:
        assert (layer.rows, layer.spans) == (0, ())


def test_what_is_no_geometry_is_missing_and_the_rest_is_read(parcels):
    said_by(
        parcels,
        "UPDATE thua SET geom = NULL WHERE fid = 1",
        "UPDATE thua SET geom = 'text' WHERE fid = 2",
        "UPDATE thua SET geom = x'4750' WHERE fid = 3",
    )
    with opened_layer(parcels) as layer:
        batch = layer.reader(layer.spans[0])
    assert batch.geometry.starts[:3].tolist() == [-1, -2, -2]
    assert shapely.is_missing(batch.geometry.shapes()).tolist() == [True, True, True, False]


def test_keys_with_gaps_are_read_in_their_order(parcels):
    said_by(parcels, "DELETE FROM thua WHERE fid IN (2, 5)")
    with opened_layer(parcels) as layer:
        keys = np.array([1, 3, 9])
        assert layer.attributes(keys, ("so", "TÊN")) == {
            "so": (0, 2, 8),
            "TÊN": ["Thửa 0", "Thửa 2", "Thửa 8"],
        }
        assert layer.picker(keys).keys.tolist() == [1, 3, 9]


def test_a_row_that_goes_while_it_is_read_is_told(parcels):
    with opened_layer(parcels) as layer:
        said_by(parcels, "DELETE FROM thua WHERE fid = 2")
        with pytest.raises(IntakeError, match="was changed by another program"):
            layer.attributes(np.arange(1, 5), ("so",))


@pytest.mark.parametrize("joins", [True, False])
def test_geometries_are_the_same_however_sqlite_reads_them(parcels, joins, monkeypatch):
    monkeypatch.setattr(big, "joins_blobs", lambda _: joins)
    said_by(
        parcels,
        "UPDATE thua SET geom = NULL WHERE fid = 2",
        "UPDATE thua SET geom = x'' WHERE fid = 3",
        "UPDATE thua SET geom = 5 WHERE fid = 4",
    )
    with opened_layer(parcels) as layer:
        batch = layer.reader(layer.spans[0])
    assert batch.keys.tolist() == [1, 2, 3, 4]
    assert batch.geometry.starts[1:].tolist() == [-1, -2, -2]
    assert shapely.area(batch.geometry.shapes()[0]) == 10_000


@pytest.mark.parametrize("encoding", ["UTF-16be", "UTF-16le"])
def test_blobs_of_a_file_in_utf_16_are_not_joined(encoding):
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"PRAGMA encoding = '{encoding}'")
        assert not joins_blobs(connection)


def test_a_file_open_in_another_program_is_read_from_a_copy(parcels):
    with connected(parcels) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("UPDATE thua SET so = 100 WHERE fid = 1")
        connection.commit()
        with opened_layer(parcels) as layer:
            assert layer.attributes(np.array([1]), ("so",))["so"] == (100,)
            assert not layer.travels


def test_a_half_written_file_is_refused(parcels):
    shutil.copy(parcels, f"{parcels}-journal")
    with pytest.raises(IntakeError, match="half written"), opened_layer(parcels):
        pass


def test_another_format_is_read_whole_and_cut_up(parcels, tmp_path):
    frame = gpd.read_file(parcels, engine="pyogrio")
    frame.to_file(tmp_path / "thua.geojson", engine="pyogrio")
    assert rows_in(tmp_path / "thua.geojson", crs=None) == [f"Thửa {at}" for at in range(9)]


def test_a_file_that_does_not_fit_in_memory_is_told(tmp_path, monkeypatch):
    def full(*_, **__):
        raise MemoryError

    monkeypatch.setattr(exchange, "read_features", full)
    (tmp_path / "thua.geojson").touch()
    with (
        pytest.raises(IntakeError, match="Save the layer as GeoPackage"),
        opened_layer(tmp_path / "thua.geojson"),
    ):
        pass


def test_a_hostile_name_of_a_table_stays_a_name(parcels):
    name = 'a" UNION SELECT 1; --'
    quoted = '"' + name.replace('"', '""') + '"'
    said_by(
        parcels,
        f"CREATE TABLE {quoted} AS SELECT * FROM thua",  # noqa: S608 - the hostile name
        f"UPDATE gpkg_contents SET table_name = '{name}'",  # noqa: S608 - the hostile name
        f"UPDATE gpkg_geometry_columns SET table_name = '{name}'",  # noqa: S608 - the same
    )
    assert len(rows_in(parcels)) == 9


@pytest.mark.parametrize(
    "value",
    [
        "'Thửa \"A\"\\'",
        "char(84, 786, 10, 0, 65)",
        "9007199254740993",
        "NULL",
        "0.1",
        "1e400",
        "x'00'",
    ],
)
def test_values_come_with_the_outlines_as_they_are_stored(parcels, value):
    said_by(parcels, f"UPDATE thua SET so = {value} WHERE fid = 2")  # noqa: S608 - a literal
    with opened_layer(parcels) as layer:
        for span in layer.spans:
            batch = layer.reader(span, ("so", "TÊN"))
            for name, values in layer.attributes(batch.keys, ("so", "TÊN")).items():
                assert batch.told[name].tolist() == list(values)
                assert list(map(type, batch.told[name])) == list(map(type, values))


def test_values_of_a_file_that_is_held_in_memory_come_along_too(parcels, tmp_path):
    gpd.read_file(parcels, engine="pyogrio").to_file(tmp_path / "thua.geojson", engine="pyogrio")
    with opened_layer(tmp_path / "thua.geojson") as layer:
        assert layer.reader(layer.spans[-1], ("so",)).told["so"].tolist() == [8]


def test_the_last_bytes_of_a_batch_are_read_to_their_end_and_no_farther(parcels):
    for blob in ("x''", "x'47'", "x'475000'", "x'47500001'", "x'4750000123FF000001'"):
        said_by(parcels, f"UPDATE thua SET geom = {blob} WHERE fid IN (4, 9)")  # noqa: S608 - a literal
        with opened_layer(parcels) as layer:
            read = [layer.reader(span).geometry.rings().missing.tolist() for span in layer.spans]
        assert read == [[False] * 3 + [True], [False] * 4, [True]]
