"""Checks: one rule is one small function with a stable code.

To add one, see docs/architecture.md.
"""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import TYPE_CHECKING, Any

from zoneplan.checks.belonging import (
    outside_its_zone,
    outside_its_zone_within_uncertainty,
    zone_unknown,
    zone_without_outline,
)
from zoneplan.checks.declared import (
    area_differs,
    area_differs_within_uncertainty,
    area_not_independent,
    quay_length_differs,
)
from zoneplan.checks.events import (
    event_duplicate,
    event_in_future,
    event_incomplete,
    event_order_unclear,
    event_without_feature,
    status_differs_from_history,
    status_missing,
    status_transition,
    status_unknown,
)
from zoneplan.checks.gaps import gap_between_outlines, gap_within_uncertainty
from zoneplan.checks.geometry import (
    boundary_basis_missing,
    geometry_missing,
    geometry_outside_window,
    geometry_type,
    geometry_with_height,
)
from zoneplan.checks.grounds import (
    decision_dates,
    decision_missing,
    event_before_decision,
    rests_on_estimate,
)
from zoneplan.checks.overlaps import (
    outlines_overlap,
    overlap_sliver,
    overlap_within_uncertainty,
)
from zoneplan.checks.places import located
from zoneplan.checks.quays import quay_order, quay_without_berth
from zoneplan.checks.registers import register_without_feature
from zoneplan.checks.shape import geometry_invalid, geometry_spiky, geometry_tiny
from zoneplan.checks.stored import (
    change_log_columns,
    change_log_missing,
    column_missing,
    column_unknown,
    crs_missing,
    crs_other,
    layer_empty,
    row_count_stale,
    value_unreadable,
)
from zoneplan.checks.texts import text_garbled, text_not_nfc, text_unseen_characters
from zoneplan.checks.values import (
    code_duplicate,
    code_missing,
    occupancy_differs_from_status,
    occupancy_out_of_range,
    source_unknown,
    value_not_in_list,
    value_out_of_range,
)
from zoneplan.finding import Rule
from zoneplan.language import Text, normalised

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from zoneplan.finding import Ask, Check, Finding
    from zoneplan.plan import Plan

CHECKS: tuple[Check, ...] = (
    layer_empty,
    row_count_stale,
    crs_missing,
    crs_other,
    column_missing,
    column_unknown,
    value_unreadable,
    change_log_missing,
    change_log_columns,
    geometry_missing,
    boundary_basis_missing,
    geometry_type,
    geometry_with_height,
    geometry_outside_window,
    geometry_invalid,
    geometry_tiny,
    geometry_spiky,
    outlines_overlap,
    overlap_sliver,
    overlap_within_uncertainty,
    gap_between_outlines,
    gap_within_uncertainty,
    zone_unknown,
    zone_without_outline,
    outside_its_zone,
    outside_its_zone_within_uncertainty,
    quay_without_berth,
    quay_order,
    quay_length_differs,
    area_differs,
    area_differs_within_uncertainty,
    area_not_independent,
    code_missing,
    code_duplicate,
    value_out_of_range,
    value_not_in_list,
    occupancy_out_of_range,
    occupancy_differs_from_status,
    text_not_nfc,
    text_garbled,
    text_unseen_characters,
    status_unknown,
    status_missing,
    status_differs_from_history,
    status_transition,
    event_without_feature,
    register_without_feature,
    event_incomplete,
    event_duplicate,
    event_order_unclear,
    event_in_future,
    event_before_decision,
    decision_missing,
    decision_dates,
    source_unknown,
    rests_on_estimate,
)

OUTLINE_CHECKS: tuple[Check, ...] = (
    value_unreadable,
    geometry_missing,
    geometry_with_height,
    geometry_outside_window,
    geometry_invalid,
    geometry_tiny,
    geometry_spiky,
)
"""What each outline of any layer is asked alone."""
NEIGHBOUR_CHECKS: tuple[Check, ...] = (outlines_overlap, overlap_sliver, gap_between_outlines)
"""What outlines of any layer are asked together, each only with those beside it."""

__all__ = [
    "CHECKS",
    "NEIGHBOUR_CHECKS",
    "OUTLINE_CHECKS",
    "explained",
    "findings_of",
    "located",
]


def findings_of(
    plan: Plan,
    *,
    asked_of_it: Sequence[Check] = CHECKS,
    progress: Callable[[str], object] | None = None,
) -> tuple[Finding, ...]:
    """Return what all checks find in a plan, or some of them, worst first.

    What several rules ask is asked once. `progress` is called with the code of each rule done.
    """
    asked: dict[Ask, Any] = {}
    found: list[Finding] = []
    for check in asked_of_it:
        if check.asks not in asked:
            asked[check.asks] = check.asks(plan)
        found += check.judged(asked[check.asks])
        if progress is not None:
            progress(check.rule)
    return tuple(sorted(found, key=lambda finding: finding.sort_key()))


def explained() -> tuple[Rule, ...]:
    """Return every rule with why it is asked, on what that rests, and how to mend a breach."""
    file = resources.files("zoneplan.checks") / "reasons.toml"
    reasons = tomllib.loads(normalised(file.read_text(encoding="utf-8")))
    return tuple(
        Rule(
            code=check.rule,
            severity=check.severity,
            text=check.text,
            **{name: Text(**reasons[check.rule][name]) for name in ("why", "source", "mend")},
        )
        for check in CHECKS
    )
