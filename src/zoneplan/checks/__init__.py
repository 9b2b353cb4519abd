"""Checks: one rule is one small function with a stable code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zoneplan.checks.geometry import (
    boundary_basis_missing,
    geometry_invalid,
    geometry_missing,
    geometry_outside_window,
    geometry_type,
)
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
from zoneplan.checks.values import (
    code_duplicate,
    code_missing,
    event_incomplete,
    event_without_feature,
    source_unknown,
    status_differs_from_history,
    status_unknown,
    value_not_in_list,
    value_out_of_range,
)

if TYPE_CHECKING:
    from zoneplan.finding import Check, Finding
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
    geometry_invalid,
    geometry_type,
    geometry_outside_window,
    code_missing,
    code_duplicate,
    status_unknown,
    status_differs_from_history,
    event_without_feature,
    event_incomplete,
    value_out_of_range,
    value_not_in_list,
    source_unknown,
)

__all__ = ["CHECKS", "findings_of"]


def findings_of(plan: Plan) -> tuple[Finding, ...]:
    """Return what all checks find in a plan, worst first."""
    found = [finding for check in CHECKS for finding in check(plan)]
    return tuple(sorted(found, key=lambda finding: finding.sort_key()))
