"""The plan with the outlines that decisions had put in force by its day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zoneplan import store
from zoneplan.workflows.look import OUTLINE, in_force_on

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from zoneplan.change import Change
    from zoneplan.plan import Plan

_NOTHING = {"geometry": None, "boundary_basis": "none"}
"""What is known of an outline before the decision that first brought it."""


@dataclass(frozen=True, kw_only=True)
class Held:
    """An outline that is not the one the file holds.

    `since` is the ISO day from which `decision` had put it in force; both None where no decision
    dates it. `is_drawn` is False where none was in force yet.
    """

    layer: str
    code: str
    since: str | None
    decision: str | None
    is_drawn: bool


def plan_in_force(folder: Path, *, as_of: date) -> tuple[Plan, tuple[Held, ...]]:
    """Return a plan with each outline as in force on a day, and which are not those of the file.

    Only what a decision dated can differ: an outline without one corrects the one before it. All
    other columns are those that the file holds.
    """
    plan = store.read_plan(folder, as_of=as_of)
    revisions = store.read_revisions(folder, plan.catalogue)
    deciding = {
        each.number
        for each in revisions
        if each.reason.decision and each.reason.action != "decision"
    }
    if not deciding:
        return plan, ()
    held: list[Held] = []
    for name, code in _touched(store.read_changes(folder, plan.catalogue), deciding):
        layer = plan.catalogue.layers[name]
        frame = plan.frame(name)
        if not (frame[layer.key] == code).any():
            continue
        versions = [
            change
            for change in reversed(store.read_changes(folder, plan.catalogue, code=code))
            if change.layer == name
        ]
        since, decision, row = in_force_on(versions, revisions, plan.tables["decisions"], as_of)
        told = _NOTHING if row is None else {each: row.get(each) for each in OUTLINE if each in row}
        before = frame.geometry[frame[layer.key] == code].iloc[0]
        plan = plan.with_values(layer, code, {k: v for k, v in told.items() if k in frame})
        if told["geometry"] != before:
            drawn = told["geometry"] is not None
            held.append(Held(layer=name, code=code, since=since, decision=decision, is_drawn=drawn))
    return plan, tuple(held)


def _touched(changes: tuple[Change, ...], deciding: set[int]) -> list[tuple[str, str]]:
    """Return the features whose outline some revisions brought or changed: layer and code."""
    return sorted(
        {
            (change.layer, change.code)
            for change in changes
            if change.revision in deciding and change.code and change.columns_of(OUTLINE)
        }
    )
