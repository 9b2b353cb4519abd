"""One feature on two clocks: what was in force on a day, as the register knew it at a moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zoneplan import store
from zoneplan.change import GEOMETRY
from zoneplan.errors import PlanError
from zoneplan.workflows.history import moment

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    import pandas as pd

    from zoneplan.catalogue import Catalogue, Layer
    from zoneplan.change import Change, Revision
    from zoneplan.plan import Plan


OUTLINE = (GEOMETRY, "boundary_basis", "boundary_uncertainty_m", "boundary_source")
"""The columns that make an outline: where it is, and how surely."""


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
    layer = _layer_of(plan, code, then=until is not None)
    versions = [
        change
        for change in reversed(store.read_changes(folder, catalogue, code=code))
        if change.layer == layer.name and (until is None or (change.at or "") <= until)
    ]
    since, decision, row = in_force_on(versions, revisions, plan.tables["decisions"], as_of)
    if row is not None:
        told = {name: row.get(name) for name in OUTLINE if name in row}
        plan = plan.with_values(layer, code, told)
    return Look(plan=plan, layer=layer, code=code, since=since, decision=decision)


def _layer_of(plan: Plan, code: str, *, then: bool) -> Layer:
    for name, stored in plan.layers.items():
        layer = plan.catalogue.layers[name]
        if layer.geometry and (stored.frame[layer.key] == code).any():
            return layer
    raise PlanError(
        vi=f"Sổ không có mã {code}{' vào lúc đó' if then else ''}. Xem các mã bằng `zoneplan "
        f"status`, mã đã xóa bằng `zoneplan log {code}`.",
        en=f"The register {'did not then' if then else 'does not'} hold the code {code}. See the "
        f"codes with `zoneplan status`, a removed one with `zoneplan log {code}`.",
    )


def boundaries_by_decision(
    folder: Path, catalogue: Catalogue, number: str
) -> Iterator[tuple[str, str, Mapping[str, Any], Mapping[str, Any]]]:
    """Find the boundaries that a decision brought: layer, code, the row now and the row before."""
    named = {
        each.number
        for each in store.read_revisions(folder, catalogue)
        if each.reason.decision == number
    }
    for change in store.read_changes(folder, catalogue):
        moved = GEOMETRY in change.columns and change.kind == "changed"
        if moved and change.revision in named and change.code is not None:
            yield change.layer, change.code, change.after or {}, change.before or {}


def in_force_on(
    versions: Iterable[Change],
    revisions: Iterable[Revision],
    decisions: pd.DataFrame,
    as_of: date,
) -> tuple[str | None, str | None, Any]:
    """Return since when, by which decision and where a boundary is in force on a day."""
    known = {row["number"]: row for row in decisions.to_dict("records")}
    decided = {each.number: each.reason for each in revisions}
    period: tuple[str | None, str | None] = (None, None)
    periods: dict[tuple[str | None, str | None], Any] = {}
    for version in versions:
        reason = decided.get(version.revision or 0)
        named = known.get(reason.decision if reason else None)
        if (
            named is not None
            and named["number"]
            and reason is not None
            and reason.action != "decision"
        ):
            begins = named["in_force_from"] or named["date"]
            period = (begins, named["number"]) if begins else period
        if version.columns_of(OUTLINE) and not (reason and reason.action == "decision"):
            periods[period] = version.after
    return _newest_period(periods, known, as_of)


def _newest_period(
    periods: Mapping[tuple[str | None, str | None], Any],
    decisions: Mapping[str, Mapping[Hashable, Any]],
    as_of: date,
) -> tuple[str | None, str | None, Any]:
    """Return the newest period begun by a day whose decision was in force then."""
    on = as_of.isoformat()
    begun = [
        (since or "", at, (since, number))
        for at, (since, number) in enumerate(periods)
        if (since is None or since <= on)
        and (number is None or (decisions[number]["in_force_to"] or "9999") > on)
    ]
    if not begun:
        return None, None, None
    period = max(begun)[2]
    return (*period, periods[period])
