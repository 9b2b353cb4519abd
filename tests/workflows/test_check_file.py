import sqlite3
from collections import Counter
from contextlib import closing
from datetime import date
from functools import partial
from itertools import combinations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from click.testing import CliRunner

from zoneplan.cli import main
from zoneplan.errors import IntakeError
from zoneplan.workflows import check_file
from zoneplan.workflows.source import Source
from zoneplan.workflows.tiles import tiles

CRS = "EPSG:9210"
SIDE, ACROSS = 100.0, 9


def hectare(x, y):
    east, north = 600_000 + SIDE * x, 2_300_000 + SIDE * y
    return shapely.box(east, north, east + SIDE, north + SIDE)


def grid(**replaced):
    """Hectares edge to edge, nine by nine, some of them replaced."""
    shapes = {f"{x}-{y}": hectare(x, y) for y in range(ACROSS) for x in range(ACROSS)}
    return {**shapes, **{name.replace("_", "-")[1:]: shape for name, shape in replaced.items()}}


@pytest.fixture
def checked(tmp_path, monkeypatch):
    """Check shapes in tiles of a dozen features; each finding's rule and message."""

    def run(shapes, **how):
        monkeypatch.setattr(check_file, "tiles", partial(tiles, most=12))
        path = tmp_path / "parcels.gpkg"
        gpd.GeoDataFrame({"thua": list(shapes)}, geometry=list(shapes.values()), crs=CRS).to_file(
            path, engine="pyogrio"
        )
        done = check_file.check_file(
            Source(path=path), today=date(2026, 1, 1), **({"key": "thua"} | how)
        )
        return [(each.rule, each.place) for each in done.findings]

    return run


def pushed(x, y, by=3.0):
    """A hectare whose north-eastern corner is pushed over its three neighbours there."""
    east, north = 600_000 + SIDE * x, 2_300_000 + SIDE * y
    corner = (east + SIDE + by, north + SIDE + by)
    return shapely.Polygon(
        [(east, north), (east + SIDE, north), corner, (east, north + SIDE), (east, north)]
    )


def test_a_clean_layer_breaks_nothing(checked):
    assert checked(grid()) == []


def test_a_row_without_outline_is_told_what_its_file_can_mend(checked):
    ((rule, place),) = checked(grid(_1_1=None))
    assert rule == "geometry-missing"
    assert place.message.en == "1-1 has no geometry. Draw or bring in its outline."


def test_every_overlap_is_found_once_whatever_the_tiles(checked):
    shapes = grid(
        **{f"_{x}_{y}": pushed(x, y) for x, y in [(1, 1), (4, 4), (4, 7), (6, 2), (7, 7)]}
    )
    expected = {
        frozenset((one, other))
        for (one, a), (other, b) in combinations(shapes.items(), 2)
        if a.intersection(b).area > 0.1
    }
    found = [
        frozenset(place.message.en.split(" overlap")[0].split(" and "))
        for rule, place in checked(shapes)
        if rule in {"outlines-overlap", "overlap-sliver"}
    ]
    assert Counter(found) == Counter(expected)
    assert len(found) == 15


def test_a_patch_laid_over_others_overlaps_with_each_of_them(checked):
    """Inside the patch all edges are shared, with those of the patch."""
    patch = {f"p{x}-{y}": hectare(x + 2.5, y + 2.5) for y in range(4) for x in range(4)}
    found = [rule for rule, _ in checked({**grid(), **patch})]
    assert found == ["outlines-overlap"] * 4 * len(patch)


def test_a_narrow_strip_between_two_is_no_gap(checked):
    west = shapely.box(600_300, 2_300_300, 600_399.6, 2_300_400)
    strip = shapely.box(600_399.6, 2_300_300, 600_400, 2_300_350).union(
        shapely.box(600_399.6, 2_300_350, 600_400, 2_300_400)
    )
    assert checked({**grid(_3_3=west), "strip": shapely.segmentize(strip, 7)}) == []


@pytest.mark.parametrize(
    "shape", [shapely.box(600_400, 2_300_400, 600_500, 2_300_500),
              shapely.box(600_420, 2_300_420, 600_480, 2_300_480)]
)  # fmt: skip
def test_twice_the_same_and_one_inside_another_are_overlaps(checked, shape):
    found = checked({**grid(), "again": shape})
    assert [rule for rule, _ in found] == ["outlines-overlap"]


def test_a_gap_and_a_crossed_outline_are_found_with_their_place(checked):
    narrow = shapely.box(600_300, 2_300_300, 600_399.6, 2_300_400)
    crossed = shapely.Polygon([(600_700, 2_300_700), (600_800, 2_300_800),
                               (600_800, 2_300_700), (600_700, 2_300_800)])  # fmt: skip
    found = dict(checked(grid(_3_3=narrow, _7_7=crossed)))
    assert set(found) == {"gap-between-outlines", "geometry-invalid", "geometry-tiny"}
    assert found["gap-between-outlines"].at == pytest.approx((600_399.8, 2_300_350), abs=0.5)
    assert found["geometry-invalid"].at == (600_750, 2_300_750)


def test_without_a_key_a_feature_is_named_by_its_row(checked):
    [(rule, place)] = checked({"a": None}, key=None)
    assert (rule, place.code) == ("geometry-missing", "1")


def test_degrees_are_refused(tmp_path):
    path = tmp_path / "degrees.geojson"
    gpd.GeoDataFrame(geometry=[shapely.box(106, 20, 107, 21)], crs=4326).to_file(
        path, engine="pyogrio"
    )
    with pytest.raises(IntakeError, match="counts in degrees"):
        check_file.check_file(Source(path=path), today=date(2026, 1, 1))


def test_the_command_says_how_it_judged_and_ends_with_4(tmp_path):
    path = tmp_path / "a.gpkg"
    boxes = [shapely.box(600_000, 2_300_000, 600_100 + at, 2_300_100) for at in (0, 1)]
    gpd.GeoDataFrame(geometry=boxes, crs=CRS).to_file(path, engine="pyogrio")
    done = CliRunner().invoke(main, ["check", str(path), "--lang", "en"])
    assert done.exit_code == 4
    assert "Outlines are judged as the file draws them" in done.stdout


def test_tiles_cover_the_plane_once():
    random = np.random.default_rng(7)
    low = random.uniform(0, 100, (500, 2))
    boxes = np.hstack([low, low + random.uniform(0, 5, (500, 2))])
    boxes[0] = np.nan
    cut = list(tiles(boxes, reach=1.0, most=40))
    assert len(cut) > 10
    for at in random.uniform(-10, 110, (50, 2)):
        [tile] = [tile for tile in cut if tile.holds(tuple(at))]
        near = (boxes[:, :2] - 1 <= at).all(axis=1) & (boxes[:, 2:] + 1 >= at).all(axis=1)
        assert set(np.flatnonzero(near)) <= set(tile.members)


def test_what_all_lies_in_one_place_stays_in_one_tile():
    assert len(list(tiles(np.zeros((100, 4)), reach=1.0, most=10))) == 1


@pytest.mark.parametrize("blob", [b"hello", None], ids=["junk", "cut off"])
def test_an_outline_that_cannot_be_read_is_told_as_such(tmp_path, blob):
    path = tmp_path / "parcels.gpkg"
    gpd.GeoDataFrame({"thua": ["A"]}, geometry=[hectare(1, 1)], crs=CRS).to_file(
        path, engine="pyogrio"
    )
    with closing(sqlite3.connect(path)) as connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in triggers.fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        ((whole,),) = connection.execute("SELECT geom FROM parcels").fetchall()
        connection.execute("UPDATE parcels SET geom = ?", (blob or whole[:-7],))
        connection.commit()
    (found,) = check_file.check_file(Source(path=path), today=date(2026, 1, 1)).findings
    assert found.rule == "value-unreadable"
    assert "cannot be read" in found.place.message.en


def test_rows_of_each_kind_are_counted_in_one_line(tmp_path):
    line = shapely.LineString([(600_010, 2_300_010), (600_090, 2_300_090)])
    shapes = [hectare(0, 0), line, shapely.reverse(line), line.centroid, None]
    path = tmp_path / "mixed.gpkg"
    gpd.GeoDataFrame(geometry=shapes, crs=CRS).to_file(path, engine="pyogrio")
    printed = CliRunner().invoke(main, ["check", str(path), "--lang", "en"]).stdout
    told = "5 rows looked at: 1 areas, 2 lines, 1 points, 1 without a readable shape. Overlaps and"
    assert told in " ".join(printed.split())
    assert "overlap" not in printed.split(told[:10])[0]
