"""Checking a plan as it is, or only what is new since a moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zoneplan import checks, store
from zoneplan.workflows.history import moment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from pathlib import Path

    from zoneplan.finding import Finding
    from zoneplan.plan import Plan


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A plan and what the checks found in it, worst first.

    Of a file, `kinds` tells how many rows were looked at: `areas`, `lines`, `points` or `none`.
    """

    plan: Plan
    findings: tuple[Finding, ...]
    kinds: Mapping[str, int] | None = None


def check(
    folder: Path,
    *,
    as_of: date,
    since: str | None = None,
    progress: Callable[[str], object] | None = None,
) -> Checked:
    """Return what the checks find in a plan as of a day.

    With `since`, a revision, a mark or a day, only what they do not find in the plan as the
    register held it then. `progress` is called with the code of each rule done. Raises `PlanError`
    where `since` names no moment.
    """
    plan = store.read_plan(folder, as_of=as_of)
    known: frozenset[Finding] = frozenset()
    if since is not None:
        until = moment(store.read_revisions(folder, plan.catalogue), since)
        before = store.read_plan(folder, as_of=as_of, known_at=until)
        known = frozenset(checks.findings_of(before))
    findings = checks.findings_of(plan, progress=progress)
    new = (each for each in findings if each not in known)
    return Checked(plan=plan, findings=checks.located(plan, new))
