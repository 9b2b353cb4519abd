import sqlite3
from datetime import date

import pytest

from zoneplan import store
from zoneplan.errors import CatalogueError, PlanError

DAY = date(2023, 12, 18)


def spoil(path, *statements):
    with sqlite3.connect(path) as connection:
        triggers = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for (name,) in triggers:
            connection.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            connection.execute(statement)
    connection.close()


def test_the_shipped_plan_is_read_whole(hai_phong):
    counts = {name: len(stored.frame) for name, stored in hai_phong.layers.items()}
    assert counts["industrial_zones"] == 14
    assert counts["berths"] == counts["quays"] == 12
    assert counts["economic_zones"] == 2
    assert len(hai_phong.events) == 46


def test_a_zone_without_known_outline_has_no_geometry(hai_phong):
    zones = hai_phong.frame("economic_zones").set_index("code")
    assert zones.geometry["DVCH"] is None
    assert zones.geometry["NHP"].area > 0


def test_the_revision_follows_content_not_bytes(copied_plan, hai_phong):
    path = copied_plan / "industrial_zones.gpkg"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE qgis_scratch (x)")
    connection.close()
    assert store.read_plan(copied_plan, as_of=DAY).revision == hai_phong.revision
    spoil(path, "UPDATE industrial_zones SET note = 'x' WHERE code = 'DOSON'")
    assert store.read_plan(copied_plan, as_of=DAY).revision != hai_phong.revision


def test_rows_are_counted_and_not_believed(copied_plan):
    spoil(
        copied_plan / "industrial_zones.gpkg",
        "UPDATE gpkg_ogr_contents SET feature_count = 3 WHERE table_name = 'industrial_zones'",
    )
    stored = store.read_plan(copied_plan, as_of=DAY).layers["industrial_zones"]
    assert (stored.recorded_count, len(stored.frame)) == (3, 14)


def test_an_unknown_system_is_never_guessed(copied_plan):
    spoil(
        copied_plan / "industrial_zones.gpkg",
        "UPDATE gpkg_geometry_columns SET srs_id = 0 WHERE table_name = 'industrial_zones'",
    )
    stored = store.read_plan(copied_plan, as_of=DAY).layers["industrial_zones"]
    assert stored.stored_crs is None
    assert stored.frame.geometry.isna().all()


def test_a_layer_in_another_system_is_transformed_and_told(copied_plan):
    spoil(
        copied_plan / "industrial_zones.gpkg",
        "UPDATE gpkg_geometry_columns SET srs_id = 4326 WHERE table_name = 'industrial_zones'",
        "UPDATE industrial_zones SET geom = NULL",
    )
    assert (
        store.read_plan(copied_plan, as_of=DAY).layers["industrial_zones"].stored_crs == "EPSG:4326"
    )


def test_a_number_that_cannot_be_read_is_told_and_not_lost_in_silence(copied_plan):
    spoil(
        copied_plan / "industrial_zones.gpkg",
        "UPDATE industrial_zones SET declared_area_ha = '1.329,1 ha' WHERE code = 'NDV1'",
    )
    (value,) = store.read_plan(copied_plan, as_of=DAY).layers["industrial_zones"].unreadable
    assert (value.code, value.column, value.value) == ("NDV1", "declared_area_ha", "1.329,1 ha")


def test_a_renamed_column_is_missing_and_kept_as_unknown(copied_plan):
    spoil(
        copied_plan / "industrial_zones.gpkg",
        "ALTER TABLE industrial_zones RENAME COLUMN developer TO chu",
    )
    stored = store.read_plan(copied_plan, as_of=DAY).layers["industrial_zones"]
    assert stored.missing == ("developer",)
    assert "chu" in stored.frame


def test_a_missing_layer_is_named(copied_plan):
    spoil(copied_plan / "context.gpkg", "DELETE FROM gpkg_contents WHERE table_name = 'land'")
    with pytest.raises(PlanError, match=r"context\.gpkg has no layer land"):
        store.read_plan(copied_plan, as_of=DAY)


def test_a_damaged_file_is_named(copied_plan):
    path = copied_plan / "context.gpkg"
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(PlanError, match=r"Cannot read .*context\.gpkg"):
        store.read_plan(copied_plan, as_of=DAY)


def test_a_folder_without_plan_is_named(tmp_path):
    with pytest.raises(PlanError, match=r"has no zoneplan\.toml"):
        store.read_plan(tmp_path, as_of=DAY)


def test_a_wrong_settings_file_is_named(copied_plan):
    (copied_plan / "zoneplan.toml").write_text("[plan]\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"zoneplan\.toml is wrong: 'title'"):
        store.read_plan(copied_plan, as_of=DAY)


def test_reading_leaves_every_file_as_it_was(copied_plan):
    before = {path: path.read_bytes() for path in copied_plan.glob("*.gpkg")}
    store.read_plan(copied_plan, as_of=DAY)
    assert {
        path: path.read_bytes() for path in copied_plan.iterdir() if "gpkg" in path.name
    } == before


def test_a_plan_open_in_another_program_is_read_with_its_last_edits(copied_plan):
    path = copied_plan / "register.gpkg"
    editor = sqlite3.connect(path)
    editor.execute("PRAGMA journal_mode = WAL")
    editor.execute("DELETE FROM sources WHERE id = 'estimate'")
    editor.commit()
    assert "estimate" not in set(store.read_plan(copied_plan, as_of=DAY).tables["sources"]["id"])
    editor.close()


@pytest.mark.parametrize("window", ["[107, 20, 106, 21]", "[106, 20, 107]", '"Hải Phòng"', "[0]"])
def test_a_window_is_west_south_east_north(copied_plan, window):
    file = copied_plan / "zoneplan.toml"
    lines = [
        f"window = {window}" if line.startswith("window") else line
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"zoneplan\.toml is wrong"):
        store.read_settings(copied_plan)
