"""A plan with its tables, told in one voice."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from zoneplan import analysis
from zoneplan.language import Text, at_precision, is_date
from zoneplan.report.change_words import value_in_words
from zoneplan.report.json import records

if TYPE_CHECKING:
    import pandas as pd

    from zoneplan.catalogue import Column
    from zoneplan.figures.voice import Voice
    from zoneplan.plan import Plan, Tables

Row = dict[str, Any]
_KEYS = {"sources": "id", "decisions": "number"}


@dataclass(frozen=True, kw_only=True)
class Teller:
    """Words for what a plan holds; its rows, each read once."""

    plan: Plan
    tables: Tables
    voice: Voice

    def say(self, room: str, key: str) -> str:
        """Return one of the catalogue's texts."""
        return self.voice.say(self.plan.catalogue.texts[room][key])

    def coded(self, kind: str, code: object) -> str:
        """Return the title of a coded value."""
        return self.voice.each(lambda lang: self.plan.catalogue.code_title(kind, str(code), lang))

    def status(self, layer: str, code: str | None) -> str:
        """Return the title of a status, or that it is not known."""
        return self.voice.each(lambda lang: self.plan.catalogue.status_title(layer, code, lang))

    def value(self, layer: str, column: Column, value: object) -> str:
        """Return a value as people read it; figures as the first language writes them."""
        row = {"layer": layer}
        if column.type in {"real", "integer"}:
            return value_in_words(self.plan, row, column, value, self.voice.first)
        return self.voice.each(
            lambda lang: Text.stored(value_in_words(self.plan, row, column, value, lang)).say(lang)
        )

    def day(self, date: str | None, precision: str | None = None) -> str:
        """Return a date at its precision, any other text as it is, nothing for None."""
        shown = at_precision(date or "", precision)
        return self.voice.day(shown) if is_date(shown) else shown

    def hectares(self, value: float) -> str:
        """Return a measured area."""
        return f"{self.voice.number(value, decimals=2)} ha"

    @cached_property
    def frames(self) -> dict[str, list[Row]]:
        """The rows of each layer, without their outlines."""
        return {
            layer.name: records(self.plan.frame(layer.name).drop(columns="geometry"))
            for layer in self.plan.features
        }

    @cached_property
    def states(self) -> dict[str, list[Row]]:
        """The status of each feature, in the order of its layer's frame."""
        return _by(self.tables.status, "layer")

    @cached_property
    def areas(self) -> dict[str, list[Row]]:
        """The areas of each feature, in the order of its layer's frame."""
        return _by(self.tables.area, "layer")

    @cached_property
    def official_areas(self) -> dict[str, list[Row]]:
        """Every official area that was stated by the day, by the feature's code."""
        return _by(analysis.official_areas_table(self.plan, area=self.tables.area), "code")

    @cached_property
    def events(self) -> dict[str, list[Row]]:
        """The dated events that count on the day, by code, oldest first."""
        events, on = self.plan.events, self.plan.as_of.isoformat()
        counted = events.loc[events["date"].notna() & (events["date"] <= on)]
        return _by(counted.sort_values("date", kind="stable"), "code")

    @cached_property
    def targets(self) -> dict[str, list[Row]]:
        """What was aimed at or expected, by code."""
        return _by(self.tables.targets, "code")

    @cached_property
    def registers(self) -> dict[str, dict[str, list[Row]]]:
        """The rows of the registers of names and of plans, by code."""
        return {
            name: _by(self.plan.tables[name], "code")
            for name in ("names", "plan_inclusion")
            if name in self.plan.tables
        }

    @cached_property
    def papers(self) -> dict[str, dict[str, Row]]:
        """The sources by their ids and the decisions by their numbers."""
        return {
            name: {str(row[key]): row for row in records(self.plan.tables[name])}
            for name, key in _KEYS.items()
            if name in self.plan.tables
        }


def _by(table: pd.DataFrame, column: str) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {}
    for row in records(table.drop(columns="geometry", errors="ignore")):
        rows.setdefault(row[column], []).append(row)
    return rows
