"""A big layer as it is asked for: which one, of which file, summed by what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zoneplan.errors import IntakeError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from zoneplan.exchange import BigLayer


@dataclass(frozen=True, kw_only=True)
class Source:
    """Which layer of which file: `part` where it holds several, `system` where it states none.

    `by` is the attribute by whose values the figures are summed.
    """

    path: Path
    part: str | None = None
    system: str | None = None
    by: str | None = None


def located(layer: BigLayer, source: Source) -> str:
    """Return the system of a layer; raises `IntakeError` where nobody states it."""
    name = source.path.name
    if layer.system is None:
        raise IntakeError(
            vi=f"{name} không ghi hệ tọa độ. Hãy chỉ ra bằng --crs, ví dụ --crs EPSG:9210.",
            en=f"{name} states no coordinate system. Name it with --crs, as in --crs EPSG:9210.",
        )
    return layer.system


def no_column(file: str, column: str, columns: Sequence[str]) -> IntakeError:
    """Return the error for a column that a file does not have."""
    listed = ", ".join(map(repr, columns))
    return IntakeError(
        vi=f"{file} không có cột {column!r}; có: {listed}.",
        en=f"{file} has no column {column!r}; it has {listed}.",
    )
