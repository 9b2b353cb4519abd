"""Whether this machine and this plan are in order."""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

import pyproj

from zoneplan import __version__, crs, store
from zoneplan.errors import ZoneplanError
from zoneplan.language import Text

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_LIBRARIES = ("geopandas", "shapely", "pyproj", "fiona", "folium", "matplotlib")
_HALF_OF_LAST_DIGIT_M = 0.05


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One thing looked at: whether it is in order, and what was seen."""

    name: str
    ok: bool
    seen: Text


def doctor(folder: Path, *, today: date) -> tuple[Reading, ...]:
    """Return what was looked at on this machine and in the plan."""
    return (
        _program(),
        _libraries(),
        _datum(),
        _console(),
        _plan(folder, today),
        _journals(folder),
        _share(folder),
    )


def _program() -> Reading:
    seen = f"zoneplan {__version__}, Python {platform.python_version()}, {platform.platform()}"
    return Reading(name="program", ok=True, seen=Text(vi=seen, en=seen))


def _libraries() -> Reading:
    seen = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    seen += f", PROJ {pyproj.proj_version_str}"
    return Reading(name="libraries", ok=True, seen=Text(vi=seen, en=seen))


def _datum() -> Reading:
    shift = crs.datum_check_shift_m()
    return Reading(
        name="datum",
        ok=abs(shift - crs.CHECK_SHIFT_M) < _HALF_OF_LAST_DIGIT_M,
        seen=Text(
            vi=f"VN-2000 sang WGS 84 tại điểm A2 (HPG-11-2025): {shift:.1f} m, "
            f"phải là {crs.CHECK_SHIFT_M} m",
            en=f"VN-2000 to WGS 84 at point A2 (HPG-11-2025): {shift:.1f} m, "
            f"{crs.CHECK_SHIFT_M} m expected",
        ),
    )


def _console() -> Reading:
    encoding = sys.stdout.encoding or "?"
    return Reading(
        name="console",
        ok=True,
        seen=Text(vi=f"bảng mã màn hình {encoding}", en=f"console encoding {encoding}"),
    )


def _plan(folder: Path, today: date) -> Reading:
    try:
        plan = store.read_plan(folder, as_of=today)
    except ZoneplanError as fault:
        return Reading(name="plan", ok=False, seen=fault.text)
    rows = sum(len(stored.frame) for stored in plan.layers.values())
    return Reading(
        name="plan",
        ok=True,
        seen=Text(
            vi=f"{folder}: {len(plan.layers)} lớp và bảng, {rows} dòng, bản {plan.revision}",
            en=f"{folder}: {len(plan.layers)} layers and tables, {rows} rows, "
            f"revision {plan.revision}",
        ),
    )


def _journals(folder: Path) -> Reading:
    open_files = store.open_elsewhere(folder)
    names = ", ".join(open_files) or "–"
    return Reading(
        name="open_elsewhere",
        ok=not open_files,
        seen=Text(
            vi=f"tệp đang mở ở chương trình khác (QGIS?): {names}",
            en=f"files open in another program (QGIS?): {names}",
        ),
    )


def _share(folder: Path) -> Reading:
    remote = store.on_network_share(folder)
    if remote:
        seen = Text(
            vi=f"{folder} nằm trên ổ đĩa mạng: khóa tệp ở đó không đáng tin, hai người cùng ghi có "
            "thể làm hỏng tệp. Hãy sửa trên máy, rồi chép lên.",
            en=f"{folder} lies on a network share: file locks are not reliable there, and two "
            "writers may damage a file. Edit on this machine, then copy.",
        )
    else:
        seen = Text(vi="đồ án nằm trên máy này", en="the plan lies on this machine")
    return Reading(name="network_share", ok=not remote, seen=seen)
