"""What a check found, and the marker that makes a function a check."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from zoneplan.language import Text

if TYPE_CHECKING:
    import shapely

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""From grave to slight; an error stops the build."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """What a rule found at one place; the rule itself gives it code and severity.

    `at` is an easting and northing in metres, `where` the piece of geometry that breaks the rule,
    both in the plan's system, where there is one. `code` is None where several features are meant.
    """

    layer: str
    message: Text
    code: str | None = None
    at: tuple[float, float] | None = None
    where: shapely.Geometry | None = None


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

    def is_at_least(self, severity: Severity) -> bool:
        """Tell whether the finding is as grave as a severity, or graver."""
        return SEVERITIES.index(self.severity) <= SEVERITIES.index(severity)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule as people read it: what it asks, why, on what that rests, how to mend a breach."""

    code: str
    severity: Severity
    text: Text
    why: Text
    source: Text
    mend: Text


Ask = Callable[[Any], Any]
Find = Callable[[Any], Iterable[Place]]


def the_plan(plan: object) -> object:
    """Return the plan itself: what a rule looks at that asks nothing before it judges."""
    return plan


@dataclass(frozen=True, kw_only=True)
class Check:
    """One rule: its stable code, severity, wording in both languages, and how to look for it.

    `asks` turns a plan into what `find` judges, so that rules that ask the same may share the
    answer.
    """

    rule: str
    severity: Severity
    text: Text
    find: Find
    asks: Ask = the_plan

    def __call__(self, plan: object) -> tuple[Finding, ...]:
        """Return what breaks the rule in a plan."""
        return self.judged(self.asks(plan))

    def judged(self, answer: object) -> tuple[Finding, ...]:
        """Return what breaks the rule in the answer to what it asks."""
        return tuple(
            Finding(rule=self.rule, severity=self.severity, place=place)
            for place in self.find(answer)
        )


def check(
    rule: str, severity: Severity, *, vi: str, en: str, asks: Ask = the_plan
) -> Callable[[Find], Check]:
    """Return the marker that makes a function from a plan, or from what is asked of it, a check."""

    def mark(find: Find) -> Check:
        return Check(rule=rule, severity=severity, text=Text(vi=vi, en=en), find=find, asks=asks)

    return mark
