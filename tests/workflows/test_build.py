import csv
import hashlib
import json
import sqlite3
from datetime import date

import pytest

from zoneplan.errors import FindingsError, OutputError
from zoneplan.workflows.build import build

TODAY = date(2026, 11, 23)
OUTPUTS = {
    "index.html",
    "2023-12-18.html",
    "overview.png",
    "overview.svg",
    "area.csv",
    "status.csv",
    "findings.json",
    "manifest.json",
}


@pytest.fixture(scope="module")
def built(geodata, tmp_path_factory):
    target = tmp_path_factory.mktemp("maps")
    return build(geodata, target, as_of=None, today=TODAY, lang="vi")


def spoil(path, statement):
    with sqlite3.connect(path) as connection:
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute(statement)
    connection.close()


def test_all_outputs_are_made(built):
    assert {path.name for path in built.files} == OUTPUTS
    assert all(path.stat().st_size for path in built.files)


def test_building_twice_gives_the_same_bytes(built, geodata, tmp_path):
    again = build(geodata, tmp_path, as_of=None, today=TODAY, lang="vi")
    assert [path.read_bytes() for path in again.files] == [
        path.read_bytes() for path in built.files
    ]


def test_every_output_carries_revision_day_and_version(built):
    revision = built.plan.revision.encode()
    for path in built.files:
        content = path.read_bytes()
        assert revision in content, path.name
        assert (b"2023-12-18" if path.name.startswith("2023") else b"2026-11-23") in content, (
            path.name
        )
        assert b"0.1.0" in content, path.name


def test_the_manifest_lists_each_output_with_its_hash_and_figures(built):
    folder = built.files[0].parent
    rows = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["rows"]
    assert {row["file"] for row in rows} == OUTPUTS - {"manifest.json"}
    for row in rows:
        assert row["sha256"] == hashlib.sha256((folder / row["file"]).read_bytes()).hexdigest()
    page = next(row for row in rows if row["file"] == "2023-12-18.html")
    filled = [f for f in page["figures"] if f["group"] == "filled"]
    assert [figure["count"] for figure in filled] == [7]


def test_a_chosen_day_makes_one_page(geodata, tmp_path):
    made = build(geodata, tmp_path, as_of=date(2023, 12, 18), today=TODAY, lang="en")
    assert {path.name for path in made.files} == OUTPUTS - {"2023-12-18.html"}
    with (tmp_path / "status.csv").open(encoding="utf-8-sig", newline="") as file:
        statuses = [
            row["status"] for row in csv.DictReader(file) if row["layer"] == "industrial_zones"
        ]
    assert sorted(set(statuses)) == ["filled", "infra_build", "land_clearance"]


def test_an_error_stops_the_build_and_the_old_maps_stay_whole(copied_plan, tmp_path):
    made = build(copied_plan, tmp_path / "maps", as_of=None, today=TODAY, lang="vi")
    before = {path: path.read_bytes() for path in made.files}
    spoil(
        copied_plan / "industrial_zones.gpkg",
        "UPDATE industrial_zones SET status = 'dreamt' WHERE code = 'TD1'",
    )
    with pytest.raises(FindingsError, match=r"1 errors in .* First: TD1: the status 'dreamt'"):
        build(copied_plan, tmp_path / "maps", as_of=None, today=TODAY, lang="vi")
    assert {path: path.read_bytes() for path in (tmp_path / "maps").iterdir()} == before


def test_a_forced_build_is_stamped(copied_plan, tmp_path):
    spoil(
        copied_plan / "industrial_zones.gpkg",
        "UPDATE industrial_zones SET geom = NULL WHERE code = 'TD1'",
    )
    build(copied_plan, tmp_path, as_of=None, today=TODAY, lang="vi", forced=True)
    for name in ("index.html", "area.csv"):
        content = (tmp_path / name).read_text(encoding="utf-8")
        assert "CÓ LỖI CHƯA SỬA" in content
        assert "Ranh giới sơ họa, không có giá trị pháp lý" in content


def test_force_stamps_nothing_where_nothing_is_wrong(geodata, tmp_path):
    made = build(geodata, tmp_path, as_of=TODAY, today=TODAY, lang="vi", forced=True)
    assert not made.plan.forced


def test_outputs_are_not_put_among_the_plans_own_files(copied_plan):
    with pytest.raises(OutputError, match="plan's own folder"):
        build(copied_plan, copied_plan, as_of=TODAY, today=TODAY, lang="vi")


def test_another_authority_is_built_without_a_change(xanh, tmp_path):
    made = build(xanh, tmp_path, as_of=date(2023, 1, 1), today=TODAY, lang="vi")
    assert (tmp_path / "index.html").stat().st_size > 100_000
    assert [each.rule for each in made.findings] == ["status-missing"]
