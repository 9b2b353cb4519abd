"""Rules on what statuses and values rest on: decisions and sources."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd

from zoneplan.checks.wording import figure, listed
from zoneplan.finding import Place, check
from zoneplan.language import Text, at_precision

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zoneplan.plan import Plan

_ESTIMATE = "estimate"
_EVENT = ["layer", "code", "date", "date_precision", "status", "decision"]


@check(
    "decision-missing",
    "warning",
    vi="Tình trạng dựa trên quyết định phải ghi quyết định đó.",
    en="A status that rests on a decision names it.",
)
def decision_missing(plan: Plan) -> Iterator[Place]:
    """Find events without a decision whose status the catalogue says needs one."""
    needed = {
        (layer.name, status.code): status.title
        for layer in plan.features
        for status in plan.catalogue.statuses_of(layer.name).values()
        if status.needs_decision
    }
    events = plan.events.reindex(columns=_EVENT)
    bare = events.loc[events["decision"].isna()]
    for layer, code, day, _, status, _ in bare.itertuples(index=False):
        title = needed.get((layer, status))
        if title is not None:
            yield Place(
                layer=layer,
                code=code,
                message=Text(
                    vi=f"{code}: tình trạng “{title.vi}” ({day}) không ghi quyết định nào. Hãy ghi "
                    "số quyết định vào status_history.",
                    en=f"{code}: the status “{title.en}” ({day}) names no decision. Enter its "
                    "number in status_history.",
                ),
            )


@check(
    "event-before-decision",
    "warning",
    vi="Sự kiện không thể có trước quyết định mà nó dựa vào.",
    en="No event precedes the decision on which it rests.",
)
def event_before_decision(plan: Plan) -> Iterator[Place]:
    """Find events dated before their decision, at the coarser precision of the two dates."""
    known = _decision_dates(plan)
    events = plan.events.reindex(columns=_EVENT).dropna(subset=["decision", "date"])
    for layer, code, day, precision, _, number in events.itertuples(index=False):
        event, decided = at_precision(day, precision), known.get(number, "")
        shorter = min(len(event), len(decided))
        if event[:shorter] < decided[:shorter]:
            yield Place(
                layer=layer,
                code=code,
                message=Text(
                    vi=f"{code}: sự kiện ngày {event} có trước quyết định {number} ({decided}). "
                    "Hãy xem lại ngày hoặc số quyết định.",
                    en=f"{code}: the event of {event} precedes its decision {number} ({decided}). "
                    "Look at the date or the number again.",
                ),
            )


@check(
    "decision-dates",
    "warning",
    vi="Ngày của quyết định phải có và đúng thứ tự: ký, có hiệu lực, hết hiệu lực.",
    en="A decision is dated, and its dates are in order: signed, in force, out of force.",
)
def decision_dates(plan: Plan) -> Iterator[Place]:
    """Find decisions without a date, in force before they were signed, or ended before begun."""
    columns = ["number", "date", "date_precision", "in_force_from", "in_force_to"]
    table = plan.tables.get("decisions", pd.DataFrame()).reindex(columns=columns)
    for number, day, precision, begins, ends in table.itertuples(index=False):
        signed = None if pd.isna(day) else at_precision(day, precision)
        dates = [each for each in (signed, begins, ends) if not pd.isna(each)]
        if signed is None or any(_later(a, b) for a, b in pairwise(dates)):
            told = " → ".join(dates) or "–"
            yield Place(
                layer="decisions",
                code=number,
                message=Text(
                    vi=f"Quyết định {number} thiếu ngày ký hoặc ngày không đúng thứ tự ({told}). "
                    "Hãy ghi lại theo văn bản.",
                    en=f"The decision {number} lacks its date, or its dates are out of order "
                    f"({told}). Enter them from the document.",
                ),
            )


@check(
    "rests-on-estimate",
    "note",
    vi="Giá trị dựa trên ước tính phải được biết và thay dần.",
    en="What rests on an estimate is known, and replaced in time.",
)
def rests_on_estimate(plan: Plan) -> Iterator[Place]:
    """Find values whose source is an estimate, counted by layer and column."""
    sources = plan.tables.get("sources", pd.DataFrame()).reindex(columns=["id", "kind"])
    guesses = set(sources.loc[sources["kind"] == _ESTIMATE, "id"])
    counted: dict[str, dict[str, list[object]]] = defaultdict(dict)
    for name, stored in plan.stored():
        layer = plan.catalogue.layers[name.rpartition("/")[2]]
        for column in layer.columns:
            rows = stored.frame[column.name].isin(guesses) if column.codes == "sources" else []
            codes = list(stored.frame.loc[rows, layer.key])
            if codes:
                counted[name][column.name] = codes
    for name, columns in counted.items():
        total = figure(sum(map(len, columns.values())))
        told = "; ".join(f"{column}: {listed(codes)}" for column, codes in columns.items())
        yield Place(
            layer=name,
            message=Text(
                vi=f"Số giá trị dựa trên ước tính, chưa có nguồn: {total.vi} ({told}). Hãy thay "
                "khi có nguồn.",
                en=f"Values that rest on an estimate without a source: {total.en} ({told}). "
                "Replace them when there is one.",
            ),
        )


def _decision_dates(plan: Plan) -> dict[str, str]:
    """Return the date of each decision at its precision, as ISO text."""
    columns = ["number", "date", "date_precision"]
    table = plan.tables.get("decisions", pd.DataFrame()).reindex(columns=columns)
    return {
        number: at_precision(day, precision)
        for number, day, precision in table.dropna(subset=["number", "date"]).itertuples(
            index=False
        )
    }


def _later(first: str, then: str) -> bool:
    shorter = min(len(first), len(then))
    return first[:shorter] > then[:shorter]
