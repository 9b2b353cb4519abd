"""Changes: what is asked for, who asked for it, and what a row was before and after."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

GEOMETRY = "geometry"
"""How a change calls the geometry, whatever its file calls the column."""

SAME_PLACE_M = 0.001
"""How far two corners may be apart and still be one: a trip to WGS 84 and back, where heights are
not kept, moves a point by up to 0.8 mm."""

Kind = Literal["added", "changed", "removed"]


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Who asks for a change and why: `action` is a code of the catalogue's `revision_action`."""

    action: str
    by: str
    message: str = ""
    decision: str | None = None
    forced: bool = False

    def or_saying(self, message: str) -> Reason:
        """Return the reason, with a message where it has none."""
        return self if self.message else replace(self, message=message)


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

    def columns_of(self, names: Iterable[str]) -> bool:
        """Tell whether any of some columns differs."""
        return not set(names).isdisjoint(self.columns)

    def value(self, column: str) -> tuple[Any, Any]:
        """Return a column's values before and after."""
        return (self.before or {}).get(column), (self.after or {}).get(column)


@dataclass(frozen=True, kw_only=True)
class Dependant:
    """Something that rests on a decision: `what` is boundary, status or figure.

    `value` is what the decision brought; `back` what comes back without it, None where the
    register does not know.
    """

    what: str
    layer: str
    code: str
    value: Any
    back: Any


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of `after` that differ from those of `before`; empty ones are equal."""
    return {name: value for name, value in after.items() if _differ(before.get(name), value)}


def _differ(before: object, after: object) -> bool:
    if is_empty(before) or is_empty(after):
        return is_empty(before) != is_empty(after)
    if isinstance(before, shapely.Geometry) and isinstance(after, shapely.Geometry):
        return not _in_one_place(before, after)
    return bool(before != after)


def _in_one_place(one: shapely.Geometry, other: shapely.Geometry) -> bool:
    """Tell whether two shapes have the same corners, wherever their rings begin."""
    if one.geom_type != other.geom_type:
        return False
    if one.is_empty or other.is_empty or shapely.equals_exact(one, other):
        return bool(one.is_empty == other.is_empty)
    if shapely.get_num_coordinates(one) != shapely.get_num_coordinates(other):
        return False
    edges = [_directionless_edges(shape) for shape in (one, other)]
    return bool(shapely.hausdorff_distance(one, other) <= SAME_PLACE_M) and all(
        _meet(*pair) for pair in (edges, edges[::-1])
    )


def _directionless_edges(shape: shapely.Geometry) -> NDArray[np.float64]:
    """Return the middle of each edge: two outlines with one set of corners differ in these."""
    lines = shapely.get_parts(shape.boundary) if shape.area else shapely.get_parts(shape)
    corners = [shapely.get_coordinates(line) for line in lines]
    return np.vstack([(line[:-1] + line[1:]) / 2 for line in corners])


def _meet(points: NDArray[np.float64], others: NDArray[np.float64]) -> bool:
    tree = shapely.STRtree(shapely.points(others))
    return len(points) == 0 or len(
        tree.query_nearest(shapely.points(points), max_distance=SAME_PLACE_M, all_matches=False)[0]
    ) == len(points)


def is_empty(value: object) -> bool:
    """Tell whether a value is None or not a number."""
    return value is None or value != value  # noqa: PLR0124 - only NaN differs from itself
