"""What a check found, and the marker that makes a function a check."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal, get_args

from zoneplan.language import Text

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""From grave to slight; an error stops the build."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """What a rule found at one place; the rule itself gives it code and severity.

    `at` is an easting and northing in metres in the plan's system, where there is one.
    """

    layer: str
    message: Text
    code: str | None = None
    at: tuple[float, float] | None = None


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One finding: the rule's stable code, how grave it is, and where."""

    rule: str
    severity: Severity
    place: Place

    def sort_key(self) -> tuple[int, str, str, str]:
        """Return the key by which findings are listed: worst first."""
        place = self.place
        return SEVERITIES.index(self.severity), place.layer, self.rule, place.code or ""


Find = Callable[[Any], Iterable[Place]]


@dataclass(frozen=True, kw_only=True)
class Check:
    """One rule: its stable code, severity, wording in both languages, and how to look for it."""

    rule: str
    severity: Severity
    text: Text
    find: Find

    def __call__(self, plan: object) -> tuple[Finding, ...]:
        """Return what breaks the rule in a plan."""
        return tuple(
            Finding(rule=self.rule, severity=self.severity, place=place)
            for place in self.find(plan)
        )


def check(rule: str, severity: Severity, *, vi: str, en: str) -> Callable[[Find], Check]:
    """Return the marker that makes a function from a plan to places a check."""

    def mark(find: Find) -> Check:
        return Check(rule=rule, severity=severity, text=Text(vi=vi, en=en), find=find)

    return mark
