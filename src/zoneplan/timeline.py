"""Dated events to the state on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zoneplan.language import LANGUAGES, Text, day

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import pandas as pd

    from zoneplan.language import Lang
    from zoneplan.plan import LayerSettings, Plan


def status_on(events: pd.DataFrame, on: date) -> pd.DataFrame:
    """Return the newest event of each feature that counts on a day, indexed by layer and code.

    An event of month or year precision counts from its first day. Of two events with one date
    the later row counts. Features without an event by that day have no row.
    """
    counted = events.loc[events["date"].notna() & (events["date"] <= on.isoformat())]
    newest = counted.sort_values("date", kind="stable").drop_duplicates(
        ["layer", "code"], keep="last"
    )
    return newest.set_index(["layer", "code"]).sort_index()


def names_on(names: pd.DataFrame, on: date) -> pd.DataFrame:
    """Return the dated name of each feature in use on a day, indexed by code.

    A feature whose first dated name begins later has no row: its own columns tell its name.
    """
    begun = names.loc[names["from"].notna() & (names["from"] <= on.isoformat())]
    return (
        begun.sort_values("from", kind="stable")
        .drop_duplicates("code", keep="last")
        .set_index("code")
    )


def freshness(plan: Plan, layer: str) -> Text:
    """Return one sentence on a layer: last confirmed, newest event, inferred, what it lacks.

    Empty where nothing is known of the layer as a whole and it has no events.
    """
    told, newest = plan.confirmed(layer), plan.newest_event(layer)
    now = status_on(plan.events.loc[plan.events["layer"] == layer], plan.as_of)
    inferred = int((now["basis"] == "inferred").sum())
    share = f"{inferred}/{len(plan.frame(layer))}" if inferred else None
    texts = plan.catalogue.texts["common"]
    return Text(*(_freshness(texts, told, newest, share, lang) for lang in LANGUAGES))


def _freshness(
    texts: Mapping[str, Text],
    told: LayerSettings,
    newest: str | None,
    inferred: str | None,
    lang: Lang,
) -> str:
    parts = [
        f"{texts['confirmed'].say(lang)} {day(told.confirmed, lang)}" if told.confirmed else "",
        f"{texts['newest_event'].say(lang)} {day(newest, lang)}" if newest else "",
        f"{texts['inferred_statuses'].say(lang)}: {inferred}" if inferred else "",
        f"{texts['lacks'].say(lang)}: {told.lacks.say(lang)}" if told.lacks else "",
    ]
    return "; ".join(part for part in parts if part)


def neighbours(
    events: pd.DataFrame, layer: str, code: str, on: str
) -> tuple[str | None, str | None]:
    """Return a feature's statuses before and after an event on an ISO day; None where none is.

    Of events on the same day all count as earlier.
    """
    own = events.loc[(events["layer"] == layer) & (events["code"] == code) & events["date"].notna()]
    own = own.sort_values("date", kind="stable")
    earlier, later = own.loc[own["date"] <= on, "status"], own.loc[own["date"] > on, "status"]
    return (
        None if earlier.empty else earlier.iloc[-1],
        None if later.empty else later.iloc[0],
    )
