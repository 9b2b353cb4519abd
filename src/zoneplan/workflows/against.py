"""What a big layer is set against: the zones of a plan's layer, or of another file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from zoneplan import analysis, crs, exchange, store
from zoneplan.analysis import parcels
from zoneplan.errors import IntakeError, PlanError
from zoneplan.workflows.source import no_column

if TYPE_CHECKING:
    from datetime import date

    from zoneplan.exchange.received import Received
    from zoneplan.finding import Finding
    from zoneplan.plan import Plan

_KEY = "code"


@dataclass(frozen=True, kw_only=True)
class Against:
    """What to set a big layer against: a layer of a plan as of a day, or a file.

    `part` tells which layer of a file, `key` is the column that names its polygons.
    """

    named: str
    folder: Path
    as_of: date
    part: str | None = None
    key: str | None = None


class Laid(NamedTuple):
    """Zones, the plan whose they are, if they are of one, and what the reader of a file found."""

    zones: parcels.Zones
    plan: Plan | None = None
    findings: tuple[Finding, ...] = ()


def zones_of(against: Against, system: str | None) -> Laid:
    """Return the zones to set a layer against that is in some system.

    Raises `IntakeError` where the file cannot be read, states no system or lacks the column,
    `PlanError` where the plan cannot be read or has no such layer.
    """
    path = Path(against.named)
    if path.suffix or path.exists():
        received = exchange.read_features(path, layer=against.part)
        return Laid(_in_file(path, received, against.key, system), findings=received.findings)
    plan = store.read_plan(against.folder, as_of=against.as_of)
    wanted = plan.catalogue.layers.get(against.named)
    if wanted is None or wanted.geometry is None or wanted.name not in plan.layers:
        listed = ", ".join(each.name for each in plan.catalogue.layers.values()
                           if each.geometry and each.name in plan.layers)  # fmt: skip
        raise PlanError(
            vi=f"Đồ án không có lớp hình {against.named!r}; có: {listed}. Tệp thì ghi cả đuôi.",
            en=f"The plan has no layer {against.named!r} with outlines; it has {listed}. A file "
            "is named with its suffix.",
        )
    features = analysis.features_of(plan, wanted)
    return Laid(parcels.Zones.of(features, features["code"], plan.settings.crs), plan)


def _in_file(
    path: Path, received: Received, wanted: str | None, system: str | None
) -> parcels.Zones:
    frame = received.frame
    key = wanted or (_KEY if _KEY in frame else None)
    if key is not None and key not in frame:
        raise no_column(path.name, key, [str(name) for name in frame.columns.drop("geometry")])
    names = range(1, len(frame) + 1) if key is None else frame[key]
    systems = [each for each in (received.crs, system) if each and not crs.is_geographic(each)]
    if received.crs is None or not systems:
        raise IntakeError(
            vi=f"{path.name} không ghi hệ tọa độ, hoặc cả hai tệp đều tính bằng độ. Hãy lưu một "
            "tệp ở VN-2000 (EPSG:9210 cho Hải Phòng).",
            en=f"{path.name} states no coordinate system, or both files count in degrees. Save "
            "one of them in VN-2000 (EPSG:9210 for Hải Phòng).",
        )
    return parcels.Zones.of(frame.to_crs(systems[0]), list(names), systems[0])
