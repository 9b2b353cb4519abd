"""What a check found: a rule's code, how grave it is, where, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from zoneplan.language import Text

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""From grave to slight; an error stops the build."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One finding of one rule.

    `place` is an easting and northing in metres in the plan's system, where there is one.
    """

    rule: str
    severity: Severity
    layer: str
    message: Text
    code: str | None = None
    place: tuple[float, float] | None = None


def worst_first(findings: list[Finding]) -> list[Finding]:
    """Return the findings sorted by severity, layer, rule and code."""
    return sorted(
        findings,
        key=lambda found: (
            SEVERITIES.index(found.severity),
            found.layer,
            found.rule,
            found.code or "",
        ),
    )
