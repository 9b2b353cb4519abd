"""Statements of one source that cannot hold together, whatever the layers say."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from zoneplan.analysis.conditions import Condition, chosen
from zoneplan.analysis.days import stated_days
from zoneplan.analysis.question import bare_unit
from zoneplan.analysis.readings import is_of_days
from zoneplan.analysis.span import UndecidedError, opened, stated_span

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from zoneplan.analysis.statements import Judged

_SLIPS = frozenset({"units_differ", "unknown_value", "unknown_column", "unreadable_where"})
"""Why a row as written asks nothing: it is not what the source says."""


@dataclass(frozen=True, kw_only=True)
class Collision:
    """With which rows a row collides, by position; `leaves` is what the others leave for it."""

    others: tuple[int, ...]
    leaves: float | None = None


@dataclass(frozen=True, kw_only=True)
class _Whole:
    """What counts of separate parts share: source, table, day, column, other conditions."""

    question: Hashable
    column: str
    others: frozenset[Condition]


@dataclass(frozen=True, kw_only=True)
class _Part:
    """A counted part of a whole: the least number that its row states."""

    at: int
    texts: frozenset[str]
    least: float


def collisions_of(rows: Sequence[Judged]) -> dict[int, Collision]:
    """Return which rows of one source collide, by position.

    Two collide where they answer one question differently. Counts of separate parts collide
    where they come to more than there is: those alone without which the rest would fit, or all
    of them where there is no such one.
    """
    found: dict[int, set[int]] = defaultdict(set)
    leaves: dict[int, float] = {}
    for one, other in _answers_apart(rows):
        found[one].add(other)
        found[other].add(one)
    for whole, parts in _wholes(rows).items():
        capacity, total = _capacity(rows, whole, parts)
        for part, rest in _too_many(parts, capacity):
            met = {each.at for each in rest} | ({total} if total is not None else set())
            found[part.at] |= met
            for at in met:
                found[at].add(part.at)
            leaves[part.at] = capacity - sum(each.least for each in rest)
    return {
        at: Collision(others=tuple(sorted(others)), leaves=leaves.get(at))
        for at, others in found.items()
    }


def _answers_apart(rows: Sequence[Judged]) -> Iterator[tuple[int, int]]:
    asked: dict[Hashable, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        if row.asked is not None:
            measure = " ".join(str(row.row.get("measure")).lower().split())
            unit = bare_unit(str(row.row.get("unit") or ""))
            asked[(*_question(row), measure, unit, frozenset(row.asked.conditions))].append(at)
    for same in asked.values():
        for one, other in combinations(same, 2):
            spans = [_stated(rows[at]) for at in (one, other)]
            if all(spans) and max(s[0] for s in spans if s) > min(s[1] for s in spans if s):
                yield one, other


def _question(row: Judged) -> tuple[Hashable, ...]:
    """Return of which source, table and day a row speaks."""
    if row.asked is None:
        return (row.row.get("source"),)
    sheet = row.asked.sheet
    return row.row.get("source"), sheet.layer.name, sheet.plan.as_of


def _stated(row: Judged) -> tuple[float, float] | None:
    """Return the bounds of what a row states, of a date in days; None where it states nothing."""
    if row.asked is None or row.reason in _SLIPS:
        return None
    asked = row.asked
    try:
        if is_of_days(asked.sheet, row.row.get("measure")):
            span = opened(asked.operator, stated_days(asked.expected))
        else:
            span = stated_span(asked.operator, asked.expected, asked.tolerance_pct)
    except UndecidedError:
        return None
    return span.low, span.high


def _wholes(rows: Sequence[Judged]) -> dict[_Whole, list[_Part]]:
    """Return counts by the whole of which they are parts: one source, day, table and column."""
    wholes: dict[_Whole, list[_Part]] = defaultdict(list)
    for at, row in enumerate(rows):
        stated = _stated(row)
        if row.asked is None or stated is None or not _is_count(row) or not np.isfinite(stated[0]):
            continue
        for condition in row.asked.conditions:
            if condition.sign == "=":
                whole = _Whole(
                    question=_question(row),
                    column=condition.column,
                    others=frozenset(row.asked.conditions) - {condition},
                )
                part = _Part(at=at, texts=frozenset(condition.texts), least=stated[0])
                wholes[whole].append(part)
    return {whole: parts for whole, parts in wholes.items() if len(parts) > 1}


def _is_count(row: Judged) -> bool:
    return str(row.row.get("measure")).strip().lower() in {"count", "count(*)"}


def _capacity(
    rows: Sequence[Judged], whole: _Whole, parts: Sequence[_Part]
) -> tuple[float, int | None]:
    """Return how many there are in the whole, and the row that states so, where one states less."""
    capacity, total = float("inf"), None
    asked = rows[parts[0].at].asked
    if asked is not None:
        there = chosen(asked.sheet, tuple(whole.others))
        capacity = float((there.sure | there.may).sum())
    for at, row in enumerate(rows):
        stated = _stated(row)
        if row.asked is None or stated is None or not _is_count(row):
            continue
        same = _question(row) == whole.question and frozenset(row.asked.conditions) == whole.others
        if same and stated[1] < capacity:
            capacity, total = stated[1], at
    return capacity, total


def _too_many(parts: Sequence[_Part], capacity: float) -> list[tuple[_Part, tuple[_Part, ...]]]:
    """Return the parts that exceed the whole, each with the separate parts beside it."""
    over = []
    for part in parts:
        rest: list[_Part] = []
        for each in parts:
            if each is not part and not any(each.texts & met.texts for met in (part, *rest)):
                rest.append(each)
        beside = sum(each.least for each in rest)
        if rest and beside + part.least > capacity:
            over.append((part, tuple(rest), beside <= capacity))
    alone = [(part, rest) for part, rest, fits in over if fits]
    return alone or [(part, rest) for part, rest, _ in over]
