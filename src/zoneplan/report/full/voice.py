"""A plan's words in one language, as cells of a report."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from zoneplan.change import is_empty
from zoneplan.language import Text
from zoneplan.report.full.model import Coded, Column, Day

if TYPE_CHECKING:
    import pandas as pd

    from zoneplan.language import Lang
    from zoneplan.plan import Plan, Tables


@dataclass(frozen=True, kw_only=True)
class Voice:
    """A plan with its finished tables, told in one language."""

    plan: Plan
    tables: Tables
    lang: Lang

    def say(self, key: str) -> str:
        """Return one of the texts of reports, else of all rooms."""
        texts = self.plan.catalogue.texts
        return (texts["report"].get(key) or texts["common"][key]).say(self.lang)

    def column(
        self,
        name: str,
        heading: str | None = None,
        *,
        decimals: int | None = None,
        figure: bool = False,
        detail: bool = False,
        groups: bool = False,
    ) -> Column:
        """Return a column under a heading of the catalogue, by default that of its own name."""
        return Column(
            name=name,
            heading=self.say(f"heading_{heading or name}"),
            decimals=decimals,
            figure=figure or decimals is not None,
            detail=detail,
            groups=groups,
        )

    def told(self, written: object) -> str | None:
        """Return a stored text, of one that is written in both languages the one in use."""
        known = text(written)
        return None if known is None else Text.stored(known).say(self.lang)

    def layer(self, name: object) -> Coded | None:
        """Return a layer with its title."""
        if not isinstance(name, str):
            return None
        known = self.plan.catalogue.layers.get(name)
        return Coded(name, known.title.say(self.lang) if known else name)

    def status(self, layer: str, code: object) -> Coded:
        """Return a status with its title; not known is a status too."""
        status = code if isinstance(code, str) else None
        return Coded(status or "", self.plan.catalogue.status_title(layer, status, self.lang))

    def coded(self, kind: str, code: object) -> Coded | None:
        """Return a coded value with its title."""
        if not isinstance(code, str):
            return None
        return Coded(code, self.plan.catalogue.code_title(kind, code, self.lang))

    def named(self, layer: object, code: object) -> str | None:
        """Return the name that a feature had on the plan's day."""
        return self._names.get((layer, code))

    @cached_property
    def _names(self) -> dict[tuple[object, object], str | None]:
        of_frames = {
            (layer.name, code): text(name)
            for layer in self.plan.features
            for frame in [self.plan.frame(layer.name)]
            if f"name_{self.lang}" in frame
            for code, name in zip(frame[layer.key], frame[f"name_{self.lang}"], strict=True)
        }
        on_the_day = self.tables.status[["layer", "code", f"name_{self.lang}"]]
        return of_frames | {
            (layer, code): text(name)
            for layer, code, name in on_the_day.itertuples(index=False, name=None)
        }


def text(value: object) -> str | None:
    """Return a stored value as text, None where it is empty."""
    return None if is_empty(value) or str(value) == "" else str(value)


def dated(value: object) -> Day | None:
    """Return a stored date, None where it is empty."""
    iso = text(value)
    return Day(iso) if iso else None


def rounded(value: object, decimals: int) -> float | None:
    """Return a figure as it is printed, None where there is none."""
    return None if is_empty(value) else round(float(str(value)), decimals)


def cited(*columns: pd.Series) -> tuple[str, ...]:
    """Return the ids of sources named in some columns, each once."""
    return tuple(dict.fromkeys(str(each) for column in columns for each in column.dropna()))
