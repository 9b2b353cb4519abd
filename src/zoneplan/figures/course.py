"""The course of one layer through the years: stacked facts, and aims in the year when due."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

import pandas as pd

if TYPE_CHECKING:
    from zoneplan.catalogue import Layer, Style
    from zoneplan.figures.voice import Voice
    from zoneplan.plan import Plan

Measure = Literal["count", "stated_area_ha"]


class Bar(NamedTuple):
    """A stretch of a year's bar; `kind` is None for a fact, else what sort of target it is."""

    year: int
    foot: float
    top: float
    status: str | None
    kind: str | None


@dataclass(frozen=True, kw_only=True)
class Course:
    """What the tables of progress and of aims tell of one layer, without what counts nothing."""

    plan: Plan
    layer: Layer
    facts: pd.DataFrame
    aims: pd.DataFrame

    @classmethod
    def of(cls, plan: Plan, layer: str, table: pd.DataFrame, aims: pd.DataFrame) -> Course:
        """Return the course of a layer."""
        facts, due = (
            rows.loc[(rows["layer"] == layer) & (rows["count"] > 0)] for rows in (table, aims)
        )
        return cls(plan=plan, layer=plan.catalogue.layers[layer], facts=facts, aims=due)

    @cached_property
    def statuses(self) -> tuple[str | None, ...]:
        """The statuses that a feature has in some year, the farthest on first, unknown last."""
        order = list(self.plan.catalogue.statuses_of(self.layer.name))
        had = list(dict.fromkeys(None if pd.isna(each) else each for each in self.facts["status"]))
        known = [each for each in reversed(order) if each in had]
        return (
            *known,
            *(each for each in had if each is not None and each not in order),
            *([None] if None in had else []),
        )

    @cached_property
    def dated(self) -> pd.DataFrame:
        """The aims whose source says by when."""
        return self.aims.dropna(subset="year")

    @property
    def last(self) -> pd.DataFrame:
        """The facts of the last year."""
        newest: pd.DataFrame = self.facts.loc[self.facts["year"] == self.facts["year"].max()]
        return newest

    @property
    def unconfirmed(self) -> str | None:
        """The day of the last confirmation of the whole list, where a later year is drawn."""
        confirmed = self.plan.confirmed(self.layer.name).confirmed
        return confirmed if confirmed and int(confirmed[:4]) < self.plan.as_of.year else None

    def bars(self, measure: Measure) -> list[Bar]:
        """Return all stretches: of each year the farthest on at the foot, unknown on top."""
        facts = self._stacked(self.facts, measure)
        return facts + self._stacked(self.dated, measure)

    def _stacked(self, rows: pd.DataFrame, measure: Measure) -> list[Bar]:
        bars, tops = [], dict[int, float]()
        order = {status: at for at, status in enumerate(self.statuses)}
        told = [
            (int(row["year"]), None if pd.isna(row["status"]) else str(row["status"]), row)
            for row in rows.to_dict("records")
        ]
        for year, status, row in sorted(told, key=lambda each: order.get(each[1], -1)):
            foot = tops.get(year, 0.0)
            tops[year] = foot + float(row[measure])
            bars.append(Bar(year, foot, tops[year], status, row.get("kind")))
        return [bar for bar in bars if bar.top > bar.foot]

    def style(self, status: str | None, kind: str | None = None) -> Style:
        """Return how a fact, or a target of a kind, looks."""
        catalogue = self.plan.catalogue
        if kind is None or status is None:
            return catalogue.status_style(self.layer.name, status)
        return catalogue.target_style(self.layer.name, status, kind)

    def line(self, kind: str | None) -> str:
        """Return how the edge of a fact, or of a target of a kind, is drawn."""
        targets = self.plan.catalogue.targets
        return "thin" if kind is None else targets.get(kind, targets["expected"]).line

    def title(self, status: str | None, kind: str | None, voice: Voice) -> str:
        """Return a status in words, after the kind of target that it is."""
        catalogue = self.plan.catalogue
        named = voice.each(lambda lang: catalogue.status_title(self.layer.name, status, lang))
        if kind is None:
            return named
        return (
            f"{voice.each(lambda lang: catalogue.code_title('target_kind', kind, lang))}: {named}"
        )
