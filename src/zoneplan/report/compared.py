"""What a comparison of boundary variants is told from, and what is printed of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from zoneplan.finding import Finding
    from zoneplan.language import Text
    from zoneplan.plan import Plan


@dataclass(frozen=True, kw_only=True)
class Told:
    """What was compared: the tables of `analysis.compared`, titles, and which are files."""

    plan: Plan
    outlines: pd.DataFrame
    titles: Mapping[str, Text]
    measures: pd.DataFrame
    met: pd.DataFrame
    differences: pd.DataFrame
    files: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    without_outline: tuple[str, ...] = ()

    @property
    def codes(self) -> list[str]:
        """The codes of the variants, in the order in which they were named."""
        return list(self.outlines["code"])


@dataclass(frozen=True, kw_only=True)
class Variant:
    """A variant in finished words: what it is called, what it rests on, how it came about."""

    code: str
    name: Text
    basis: Text
    uncertainty: Text
    schematic: bool
    note: Text


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of a table in finished words; `group` begins a group of rows."""

    label: Text
    cells: tuple[Text, ...]
    group: bool = False


@dataclass(frozen=True, kw_only=True)
class Change:
    """What a variant gains on one named before it and loses, in hectares, and how sure it is."""

    code: str
    first: str
    gained: Text
    lost: Text
    gained_sure: Text
    lost_sure: Text
    uncertainty: Text


@dataclass(frozen=True, kw_only=True)
class Content:
    """All that is printed of a comparison."""

    variants: tuple[Variant, ...]
    rows: tuple[Row, ...]
    touched: tuple[Row, ...]
    changes: tuple[Change, ...]
    notes: tuple[Text, ...]
