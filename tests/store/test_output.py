from pathlib import Path

import pytest

from zoneplan import store
from zoneplan.errors import IntakeError, OutputError


def test_all_files_are_written(tmp_path):
    store.write_all({tmp_path / "maps" / name: name.encode() for name in ("a.csv", "b.csv")})
    assert (tmp_path / "maps" / "b.csv").read_bytes() == b"b.csv"
    assert sorted(path.name for path in (tmp_path / "maps").iterdir()) == ["a.csv", "b.csv"]


def test_where_one_cannot_be_replaced_all_stay_as_they_were(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"old")
    (tmp_path / "b.csv").mkdir()
    with pytest.raises(OutputError, match=r"Cannot write .*b\.csv"):
        store.write_all(
            {tmp_path / "a.csv": b"new", tmp_path / "c.csv": b"new", tmp_path / "b.csv": b"new"}
        )
    assert (tmp_path / "a.csv").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "b.csv"]


def test_a_folder_that_is_a_file_is_named(tmp_path):
    (tmp_path / "maps").write_bytes(b"")
    with pytest.raises(OutputError, match="maps: a file stands where a folder is needed"):
        store.write_all({tmp_path / "maps" / "a.csv": b"new"})


def test_an_unreadable_file_is_named():
    with pytest.raises(IntakeError, match=r"Cannot read nowhere\.csv"):
        store.read_bytes(Path("nowhere.csv"))
