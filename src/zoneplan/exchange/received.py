"""What a file of another office holds, as it states it: nothing moved, renamed or mended yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from zoneplan.errors import IntakeError
from zoneplan.finding import Finding, Place, Severity
from zoneplan.language import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    import geopandas as gpd
    import shapely
    from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True)
class Received:
    """One layer of a file: attribute columns as the file names them (NFC), geometry in `crs`.

    `crs` is an EPSG code, or WKT where the file describes a system that has none; None where the
    file states none and the user gave none. Places in `findings` are in that system.
    """

    frame: gpd.GeoDataFrame
    crs: str | None
    layer: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True)
class Raw:
    """A layer as a reader finds it: columns of Python values, one geometry or None a row."""

    layer: str
    columns: Mapping[str, Sequence[object]]
    shapes: Sequence[shapely.Geometry | None]
    crs: str | None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the user asked for: a layer by name, a coordinate system."""

    layer: str | None = None
    crs: str | None = None


def told(
    rule: str,
    severity: Severity,
    layer: str,
    *,
    vi: str,
    en: str,
    at: tuple[float, float] | None = None,
) -> Finding:
    """Return a finding on a layer that was read."""
    return Finding(
        rule=rule,
        severity=severity,
        place=Place(layer=layer, message=Text(vi=vi, en=en), at=at),
    )


def chosen(path: Path, names: Sequence[str], wanted: str | None) -> str:
    """Return the layer to read; raises `IntakeError` where there is none, or a choice of several.

    The name that the user gave is compared in NFC with those in the file.
    """
    listed = ", ".join(repr(name) for name in names)
    if wanted is not None and wanted in names:
        return wanted
    if wanted is None and len(names) == 1:
        return names[0]
    if not names:
        raise IntakeError(
            vi=f"{path.name} không có lớp dữ liệu nào. Hãy lấy lại tệp gốc.",
            en=f"{path.name} holds no layer. Get the original file again.",
        )
    if wanted is not None:
        raise IntakeError(
            vi=f"{path.name} không có lớp {wanted!r}; có: {listed}.",
            en=f"{path.name} has no layer {wanted!r}; it has {listed}.",
        )
    raise IntakeError(
        vi=f"{path.name} có {len(names)} lớp: {listed}. Hãy chọn một lớp bằng --part; lệnh "
        "không có --part thì lưu lớp đó thành tệp riêng.",
        en=f"{path.name} has {len(names)} layers: {listed}. Choose one with --part; for a "
        "command without --part, save it as a file of its own.",
    )


def damaged(path: Path, fault: object) -> IntakeError:
    """Return the error for a file that its reader cannot make sense of."""
    return IntakeError(
        vi=f"Không đọc được {path.name}: {fault}. Tệp có thể hỏng hoặc thiếu; hãy lấy lại tệp gốc.",
        en=f"Cannot read {path.name}: {fault}. It may be damaged or cut off; get the original "
        "again.",
    )


def objects(values: Iterable[object]) -> NDArray[np.object_]:
    """Return values as an array of objects, none of them taken apart or converted."""
    listed = list(values)
    array = np.empty(len(listed), dtype=object)
    array[:] = listed
    return array
