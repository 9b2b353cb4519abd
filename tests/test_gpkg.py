from pathlib import PureWindowsPath

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from zoneplan import gpkg
from zoneplan.errors import PlanError

METRES = st.floats(-1e7, 1e7, allow_nan=False)


@given(st.lists(st.tuples(METRES, METRES), min_size=2, max_size=8))
def test_a_geometry_survives_its_blob(points):
    line = shapely.LineString(points)
    shapes, damaged = gpkg.decoded([gpkg.encoded(line, 9210)])
    assert shapely.equals_exact(shapes[0], line)
    assert not damaged[0]


def test_no_geometry_stays_none():
    assert gpkg.encoded(None, 9210) is None
    assert gpkg.decoded([None])[0][0] is None


def test_an_empty_geometry_is_flagged_empty():
    assert gpkg.decoded([gpkg.encoded(shapely.MultiPolygon(), 9210)])[0][0].is_empty


@pytest.mark.parametrize(
    "blob", [b"", b"XX", b"GP\x00\x0f" + b"\x00" * 60, b"GP\x00\x01\x00\x00\x00\x00rest"]
)
def test_a_damaged_blob_is_told_and_not_raised(blob):
    shapes, damaged = gpkg.decoded([blob])
    assert shapes[0] is None
    assert damaged[0]


def test_a_name_is_quoted_whatever_it_holds():
    assert gpkg.quoted('a"b; DROP TABLE x') == '"a""b; DROP TABLE x"'


def test_a_vrt_in_disguise_is_refused(tmp_path):
    trap = tmp_path / "zones.gpkg"
    trap.write_text('<OGRVRTDataSource><OGRVRTLayer name="x"/></OGRVRTDataSource>')
    with pytest.raises(PlanError, match="not a GeoPackage"), gpkg.opened_in_distrust(trap):
        pass


def test_plain_sqlite_is_refused(tmp_path):
    plain = tmp_path / "plain.gpkg"
    plain.write_bytes(b"SQLite format 3\x00" + b"\x00" * 100)
    with pytest.raises(PlanError, match="not a GeoPackage"):
        gpkg.refuse_other_formats(plain)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(PlanError, match=r"There is no file .*zones\.gpkg"):
        gpkg.refuse_other_formats(tmp_path / "zones.gpkg")


def delete_and_fail(path):
    with gpkg.opened_for_writing(path) as connection:
        connection.execute("DELETE FROM industrial_zones")
        connection.execute("DELETE FROM nowhere")


def test_a_failed_transaction_leaves_the_file_as_it_was(copied_plan):
    path = copied_plan / "industrial_zones.gpkg"
    with pytest.raises(PlanError, match="no such table"):
        delete_and_fail(path)
    with gpkg.opened_in_distrust(path) as connection:
        assert connection.execute("SELECT count(*) FROM industrial_zones").fetchone() == (14,)


def test_plain_sql_may_change_a_geometry_because_the_triggers_find_their_functions(
    copied_plan, square
):
    path = copied_plan / "industrial_zones.gpkg"
    with gpkg.opened_for_writing(path) as connection:
        connection.execute(
            "UPDATE industrial_zones SET geom = ? WHERE code = 'DOSON'",
            (gpkg.encoded(square(), 9210),),
        )
    with gpkg.opened_in_distrust(path) as connection:
        row = connection.execute(
            "SELECT minx, maxx FROM rtree_industrial_zones_geom JOIN industrial_zones "
            "ON fid = id WHERE code = 'DOSON'"
        ).fetchone()
    assert row == (600_000, 600_100)


def test_a_unc_path_keeps_its_host():
    share = PureWindowsPath(r"\\may-chu\Quy hoạch\zones.gpkg").as_posix()
    assert gpkg.read_only_uri(share) == "file:////may-chu/Quy%20ho%E1%BA%A1ch/zones.gpkg?mode=ro"
    assert gpkg.read_only_uri("/a b/c.gpkg") == "file:/a%20b/c.gpkg?mode=ro"
