import sqlite3
from datetime import date

import pytest

from zoneplan import store

TODAY = date(2026, 11, 23)
ZONES = "industrial_zones.gpkg"


@pytest.fixture
def copies(copied_plan, tmp_path):
    (tmp_path / "copies").mkdir()
    return store.PlanCopies(copied_plan, tmp_path / "copies")


def note(folder, text):
    connection = sqlite3.connect(folder / ZONES)
    for (name,) in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    connection.execute("UPDATE industrial_zones SET note = ?", (text,))
    connection.commit()
    connection.close()


def test_only_the_file_that_has_changed_is_read_anew(copies, copied_plan):
    before = copies.read(as_of=TODAY)
    note(copied_plan, "mới")
    after = copies.read(as_of=TODAY)
    assert set(after.frame("industrial_zones")["note"]) == {"mới"}
    assert after.frame("berths") is before.frame("berths")
    assert after.revision == store.read_plan(copied_plan, as_of=TODAY).revision
    assert after.revision != before.revision


def test_every_file_is_read_anew_where_the_settings_have_changed(copies, copied_plan):
    before = copies.read(as_of=TODAY)
    settings = copied_plan / "zoneplan.toml"
    settings.write_text(settings.read_text("utf-8") + "\n# x\n", "utf-8")
    after = copies.read(as_of=TODAY)
    assert after.frame("berths") is not before.frame("berths")
    assert after.revision == before.revision
