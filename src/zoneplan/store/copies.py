"""Copies of a plan's GeoPackages, so that reading leaves no trace beside the originals.

A reader of a file in WAL mode, as QGIS leaves it while it edits, writes into `-shm`; a reader
beside a `-journal` may have to roll it back. A copy of the bytes touches nothing.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from zoneplan.errors import PlanError
from zoneplan.store.reading import put_together, read_contents
from zoneplan.store.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from zoneplan.catalogue import Catalogue
    from zoneplan.plan import Plan, Settings
    from zoneplan.store.reading import Contents

Stamp = tuple[int, int] | None
_BESIDE = ("", "-wal", "-journal")


class PlanCopies:
    """The GeoPackages of a plan as copied and read last, each with what told it apart then."""

    def __init__(self, folder: Path, copies: Path) -> None:
        self._folder, self._copies = folder, copies
        self._copied: dict[str, tuple[Stamp, ...]] = {}
        self._told: tuple[Mapping[Path, Stamp], tuple[Settings, Catalogue]] | None = None
        self._held: dict[str, Contents] = {}

    def stamps(self) -> Mapping[Path, Stamp]:
        """Return what tells one state of the plan's folder from another: sizes and times of files.

        Settings and a catalogue of the plan's own count; what only shares readers' locks does not.
        """
        kept = [path for path in self._folder.glob("*.gpkg*") if not path.name.endswith("-shm")]
        return {path: _stamp(path) for path in kept} | self._toml_stamps()

    def _toml_stamps(self) -> dict[Path, Stamp]:
        return {path: _stamp(path) for path in self._folder.glob("**/*.toml")}

    def read(self, *, as_of: date) -> Plan:
        """Return the plan as of a day, read from copies; only what has changed is read anew.

        Raises `PlanError` where a file is being written at this moment.
        """
        settings, catalogue = self._settings()
        contents = {file: self._contents(file, settings, catalogue) for file in catalogue.files()}
        return put_together(settings, catalogue, contents, as_of=as_of)

    def _settings(self) -> tuple[Settings, Catalogue]:
        stamps = self._toml_stamps()
        if self._told is None or self._told[0] != stamps:
            self._held.clear()
            self._told = stamps, read_settings(self._folder)
        return self._told[1]

    def _contents(self, name: str, settings: Settings, catalogue: Catalogue) -> Contents:
        copy = self._copy(name)
        if name not in self._held:
            path = self._folder / name
            self._held[name] = read_contents(path, settings, catalogue, copy=copy)
        return self._held[name]

    def _copy(self, name: str) -> Path:
        """Return the copy of a file, made anew where the file has changed."""
        source, target = self._folder / name, self._copies / name
        before = _stamps(source)
        if self._copied.get(name) == before:
            return target
        self._copied.pop(name, None)
        self._held.pop(name, None)
        for part in (*_BESIDE, "-shm"):
            target.with_name(target.name + part).unlink(missing_ok=True)
        try:
            for part in _BESIDE[:2]:
                if source.with_name(name + part).exists():
                    shutil.copyfile(source.with_name(name + part), target.with_name(name + part))
        except OSError as fault:
            raise _in_the_making(source) from fault
        if before[2] is not None or _stamps(source) != before:
            raise _in_the_making(source)
        self._copied[name] = before
        return target


def _stamps(path: Path) -> tuple[Stamp, ...]:
    return tuple(_stamp(path.with_name(path.name + part)) for part in _BESIDE)


def _stamp(path: Path) -> Stamp:
    """Return when a file was written last and how large it is; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _in_the_making(path: Path) -> PlanError:
    return PlanError(
        vi=f"{path.name} đang được ghi dở. Bản đồ sẽ tự cập nhật khi ghi xong; nếu thông báo này "
        "không mất đi, hãy chạy `zoneplan check`.",
        en=f"{path.name} is being written. The map follows when that is done; if this does not go "
        "away, run `zoneplan check`.",
    )
