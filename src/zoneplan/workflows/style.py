"""The plan's look in QGIS, brought up to its catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zoneplan import store
from zoneplan.store import qgis

if TYPE_CHECKING:
    from pathlib import Path


def refresh_styles(folder: Path) -> tuple[Path, ...]:
    """Return the files of a plan whose styles, forms or column titles were changed.

    Styles that a user keeps under another name stay as they are. A change bears the plan's own
    day, so that the same catalogue gives the same bytes. Raises `PlanError`, `CatalogueError`.
    """
    settings, catalogue = store.read_settings(folder)
    stamp = f"{settings.dated.isoformat()}T00:00:00.000Z"
    return qgis.refresh(folder, catalogue, stamp=stamp)
