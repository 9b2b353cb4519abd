"""Dated events to the state on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd


def status_on(events: pd.DataFrame, day: date) -> pd.DataFrame:
    """Return the newest event of each feature that counts on a day, indexed by layer and code.

    An event of month or year precision counts from its first day. Of two events with one date
    the later row counts. Features without an event by that day have no row.
    """
    counted = events.loc[events["date"].notna() & (events["date"] <= day.isoformat())]
    newest = counted.sort_values("date", kind="stable").drop_duplicates(
        ["layer", "code"], keep="last"
    )
    return newest.set_index(["layer", "code"]).sort_index()


def names_on(names: pd.DataFrame, day: date) -> pd.DataFrame:
    """Return the dated name of each feature in use on a day, indexed by code.

    A feature whose first dated name begins later has no row: its own columns tell its name.
    """
    begun = names.loc[names["from"].notna() & (names["from"] <= day.isoformat())]
    return (
        begun.sort_values("from", kind="stable")
        .drop_duplicates("code", keep="last")
        .set_index("code")
    )
