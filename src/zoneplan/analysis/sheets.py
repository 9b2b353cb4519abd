"""The rows of one table as they stood on a day, with the columns that are reckoned from others."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from zoneplan import measure, timeline
from zoneplan.analysis.span import UndecidedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from zoneplan.catalogue import Layer
    from zoneplan.plan import Plan

_STATUS_COLUMNS = {
    "status": "status",
    "status_date": "date",
    "status_date_kind": "date_kind",
    "status_basis": "basis",
    "status_source": "source",
}
_BEGINNINGS = ("established", "from", "as_of", "date")
MEASURED = {
    "measured_area_ha": ("ha", measure.geodesic_area_ha),
    "geodesic_area_ha": ("ha", measure.geodesic_area_ha),
    "grid_area_ha": ("ha", measure.grid_area_ha),
    "measured_length_m": ("m", measure.geodesic_length_m),
}


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table's rows as of a day; `left_out` names those that begin later, which do not count."""

    plan: Plan
    layer: Layer
    frame: pd.DataFrame
    left_out: tuple[str, ...]

    @property
    def keys(self) -> pd.Series:
        """The key of each row."""
        return self.frame[self.layer.key]

    def type_of(self, column: str) -> str:
        """Return the type of a column: text, integer, real, date or partial_date."""
        if column in MEASURED or column == "area_ha":
            return "real"
        if column == "status_date":
            return "date"
        return next((known.type for known in self.layer.columns if known.name == column), "text")

    def unit_of(self, column: str) -> str | None:
        """Return the unit of a column; None where it has none."""
        if column in MEASURED:
            return MEASURED[column][0]
        if column == "area_ha":
            return "ha"
        return next((known.unit for known in self.layer.columns if known.name == column), None)

    def is_reckoned(self, column: str) -> bool:
        """Tell whether a column is measured on the map."""
        return column in MEASURED

    def column(self, name: str) -> pd.Series:
        """Return a column, of the table or reckoned; raises `UndecidedError` where none is."""
        if name in _STATUS_COLUMNS and self.layer.statuses:
            return self._state(_STATUS_COLUMNS[name])
        if name in self.frame and name != "geometry":
            return pd.Series(self.frame[name])
        if name in MEASURED and self.layer.geometry:
            return self._measured(MEASURED[name][1], polygon=MEASURED[name][0] == "ha")
        if name == "area_ha" and self.layer.has("declared_area_ha"):
            declared = self.frame["declared_area_ha"].astype(float)
            if self.layer.has("estimated_area_ha"):
                return declared.fillna(self.frame["estimated_area_ha"].astype(float))
            return declared
        raise UndecidedError(reason="unknown_column", about=name)

    def _state(self, column: str) -> pd.Series:
        return self.keys.map(self._states[column]).astype(object)

    @cached_property
    def _states(self) -> pd.DataFrame:
        events = self.plan.events
        own = events.loc[events["layer"] == self.layer.name]
        return timeline.status_on(own, self.plan.as_of).droplevel("layer")

    def _measured(self, reckon: Callable[..., pd.Series], *, polygon: bool) -> pd.Series:
        if polygon is not (self.layer.geometry == "MultiPolygon"):
            raise UndecidedError(reason="unknown_column", about=self.layer.name)
        shapes: Any = self.frame["geometry"]
        return reckon(shapes)


def sheet_of(plan: Plan, name: object) -> Sheet:
    """Return a layer or table of a plan as of its day; raises `UndecidedError` where none is.

    A feature that was established after the day, a name or an event that begins after it, does
    not count. Of a table with years, that of the day counts, unless a statement names another.
    """
    text = str(name).strip()
    layer = plan.catalogue.layers.get(text)
    if layer is None or layer.role == "journal":
        raise UndecidedError(reason="unknown_table", about=text)
    if layer.role == "history":
        frame = plan.events
    elif text in plan.layers:
        frame = plan.layers[text].frame
    else:
        raise UndecidedError(reason="unknown_table", about=text)
    later = _begins_later(frame, plan.as_of.isoformat())
    left_out = tuple(frame.loc[later, layer.key].dropna().astype(str))
    kept = frame.loc[~later].reset_index(drop=True)
    return Sheet(plan=plan, layer=layer, frame=kept, left_out=left_out)


def _begins_later(frame: pd.DataFrame, on: str) -> pd.Series:
    column = next((name for name in _BEGINNINGS if name in frame), None)
    if column is None:
        return pd.Series(data=False, index=frame.index)
    begins = frame[column]
    return begins.notna() & (begins.fillna("").astype(str) > on)
