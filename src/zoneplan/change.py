"""Changes: what is asked for, who asked for it, and what a row was before and after."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import shapely

if TYPE_CHECKING:
    from collections.abc import Mapping

GEOMETRY = "geometry"
"""How a change calls the geometry, whatever its file calls the column."""

SAME_PLACE_M = 0.0005
"""How far two corners may be apart and still be one: half a millimetre."""

Kind = Literal["added", "changed", "removed"]


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Who asks for a change and why: `action` is a code of the catalogue's `revision_action`."""

    action: str
    by: str
    message: str = ""
    decision: str | None = None
    forced: bool = False


@dataclass(frozen=True, kw_only=True)
class Revision:
    """A signed change of the plan: its number through the whole plan, when (UTC), and why."""

    number: int
    at: str
    reason: Reason


@dataclass(frozen=True, kw_only=True)
class Put:
    """New values of the row with a key; `was` holds what they must still be when written."""

    layer: str
    file: str
    key: str
    values: Mapping[str, Any]
    was: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Add:
    """A new row."""

    layer: str
    file: str
    values: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Drop:
    """The end of all rows with a key."""

    layer: str
    file: str
    key: str


Edit = Put | Add | Drop


@dataclass(frozen=True, kw_only=True)
class Change:
    """One row before and after: None where it was not there.

    Values are by column, the geometry under `geometry` in the plan's system. `at` (UTC) and
    `revision` are known where the change comes from the log; a change that nobody has signed has
    no revision.
    """

    layer: str
    code: str | None
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    at: str | None = None
    revision: int | None = None

    @property
    def kind(self) -> Kind:
        """Whether the row was added, changed or removed."""
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns whose values differ, in the order of the row; empty values are equal."""
        before, after = self.before or {}, self.after or {}
        names = dict.fromkeys((*before, *after))
        return tuple(name for name in names if _differ(before.get(name), after.get(name)))

    def value(self, column: str) -> tuple[Any, Any]:
        """Return a column's values before and after."""
        return (self.before or {}).get(column), (self.after or {}).get(column)


def _differ(before: object, after: object) -> bool:
    if is_empty(before) or is_empty(after):
        return is_empty(before) != is_empty(after)
    if isinstance(before, shapely.Geometry) and isinstance(after, shapely.Geometry):
        return not shapely.equals_exact(before, after, tolerance=SAME_PLACE_M, normalize=True)
    return bool(before != after)


def is_empty(value: object) -> bool:
    """Tell whether a value is None or not a number."""
    return value is None or value != value  # noqa: PLR0124 - only NaN differs from itself
