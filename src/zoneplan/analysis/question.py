"""A statement's question to a table, and the answer within its bounds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from zoneplan.analysis.naming import named
from zoneplan.analysis.span import UndecidedError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from zoneplan.analysis.conditions import Chosen
    from zoneplan.analysis.sheets import Sheet
    from zoneplan.analysis.span import Span

_UNITS = {"hecta": "ha", "hectare": "ha", "hectares": "ha", "mét": "m", "metres": "m"}
_OF_WHAT = re.compile(r"\s+(?:of|per|mỗi|một|trên)\s|/")


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What was found: within which bounds, from which rows, and what leaves it open.

    `doubt` is the code of why the bounds are not one value, `doubtful` the rows behind it.
    `day` is the partial ISO date that was found, where the measure is one.
    """

    span: Span
    used: tuple[str, ...] = ()
    doubt: str | None = None
    doubtful: tuple[str, ...] = ()
    day: str | None = None


@dataclass(frozen=True, kw_only=True)
class Question:
    """What a measure is taken of: a column or status of the rows meant, and in which unit."""

    sheet: Sheet
    rows: Chosen
    name: str
    unit: str | None

    @property
    def meant(self) -> NDArray[np.bool_]:
        """The rows that meet the conditions or may."""
        return self.rows.sure | self.rows.may

    def keys(self, mask: NDArray[np.bool_] | pd.Series) -> tuple[str, ...]:
        """Return the keys of some rows."""
        return tuple("?" if pd.isna(key) else str(key) for key in self.sheet.keys[mask])

    def undecided(self, mask: NDArray[np.bool_] | pd.Series, *, reason: str) -> UndecidedError:
        """Return the error that names the rows for which a question stays open."""
        return UndecidedError(reason=reason, about=named(self.keys(mask)) or self.name)


def refuse_units(question: Question) -> None:
    """Raise `UndecidedError` where figures of two units, or of another than stated, would meet."""
    sheet = question.sheet
    unit = sheet.unit_of(question.name)
    if unit is None and question.name == "value" and "unit" in sheet.frame:
        units = sheet.frame.loc[question.rows.sure, "unit"].dropna().unique()
        if len(units) > 1:
            raise UndecidedError(reason="units_differ", about=", ".join(units))
        unit = units[0] if len(units) else None
    refuse_unit(question.unit, unit)


def refuse_unit(stated: str | None, unit: str | None) -> None:
    """Raise `UndecidedError` where a stated unit is another one; "% of plan" is still %."""
    if stated and unit and bare_unit(stated) != bare_unit(unit):
        raise UndecidedError(reason="units_differ", about=f"{stated} / {unit}")


def bare_unit(unit: str) -> str:
    """Return a unit by its usual sign, without what it is of: `% of plan` is `%`."""
    word = _OF_WHAT.split(unit.strip())[0].strip()
    return _UNITS.get(word.lower(), word)
