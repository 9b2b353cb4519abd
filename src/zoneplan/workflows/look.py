"""One feature on two clocks: what was in force on a day, as the register knew it at a moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zoneplan import store
from zoneplan.change import GEOMETRY
from zoneplan.errors import PlanError
from zoneplan.workflows.history import moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from pathlib import Path

    import pandas as pd

    from zoneplan.catalogue import Layer
    from zoneplan.change import Change, Revision
    from zoneplan.plan import Plan


@dataclass(frozen=True, kw_only=True)
class Look:
    """A feature as in force on the plan's day: `plan` holds that boundary.

    `since` is the ISO day from which a decision put the boundary in force, and `decision` which;
    both None where no decision dates it.
    """

    plan: Plan
    layer: Layer
    code: str
    since: str | None
    decision: str | None


def look(folder: Path, code: str, *, as_of: date, known_at: str | None) -> Look:
    """Return a feature as of a day, as the register held it at a day or revision (now if None).

    A boundary is in force from the date of the decision of its revision; one without a decision
    corrects the one before it. Raises `PlanError` where the register did not hold the code.
    """
    _, catalogue = store.read_settings(folder)
    revisions = store.read_revisions(folder, catalogue)
    until = moment(revisions, known_at) if known_at else None
    plan = store.read_plan(folder, as_of=as_of, known_at=until, code=code)
    layer = _layer_of(plan, code)
    versions = [
        change
        for change in reversed(store.read_changes(folder, catalogue, code=code))
        if change.layer == layer.name and (until is None or (change.at or "") <= until)
    ]
    since, decision, shape = _in_force(versions, revisions, plan.tables["decisions"], as_of)
    if shape is not None:
        plan = plan.with_values(layer, code, {GEOMETRY: shape})
    return Look(plan=plan, layer=layer, code=code, since=since, decision=decision)


def _layer_of(plan: Plan, code: str) -> Layer:
    for name, stored in plan.layers.items():
        layer = plan.catalogue.layers[name]
        if layer.geometry and (stored.frame[layer.key] == code).any():
            return layer
    raise PlanError(
        vi=f"Sổ không có mã {code} tại thời điểm đó. Xem lịch sử bằng `zoneplan log {code}`.",
        en=f"The register did not hold the code {code} then. See `zoneplan log {code}`.",
    )


def _in_force(
    versions: Iterable[Change],
    revisions: Iterable[Revision],
    decisions: pd.DataFrame,
    as_of: date,
) -> tuple[str | None, str | None, Any]:
    """Return since when, by which decision and where a boundary is in force on a day."""
    dates = dict(zip(decisions["number"], decisions["date"], strict=True))
    decided = {each.number: each.reason.decision for each in revisions}
    since = decision = None
    periods: dict[str | None, tuple[str | None, Any]] = {}
    for version in versions:
        named = decided.get(version.revision or 0)
        if named in dates and dates[named] is not None:
            since, decision = str(dates[named]), named
        if GEOMETRY in version.columns:
            periods[since] = (decision, version.value(GEOMETRY)[1])
    return _newest_period(periods, as_of)


def _newest_period(
    periods: Mapping[str | None, tuple[str | None, Any]], as_of: date
) -> tuple[str | None, str | None, Any]:
    begun = [day for day in periods if day is None or day <= as_of.isoformat()]
    if not begun:
        return None, None, None
    newest = max(begun, key=lambda day: day or "")
    return (newest, *periods[newest])
