"""Decisions: entering one, revoking one, and what rests on it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zoneplan import exchange, store
from zoneplan.change import Add, Dependant, Put
from zoneplan.errors import EditError
from zoneplan.workflows.look import OUTLINE, boundaries_by_decision

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

    import pandas as pd

    from zoneplan.catalogue import Layer
    from zoneplan.change import Edit, Reason
    from zoneplan.plan import Plan

_TABLE = "decisions"


@dataclass(frozen=True, kw_only=True)
class Revocation:
    """What revoking a decision would change: shown first, then written."""

    plan: Plan
    number: str
    dependants: tuple[Dependant, ...]
    edits: tuple[Edit, ...]


def add(folder: Path, values: Mapping[str, str], *, file: Path | None, reason: Reason) -> int:
    """Enter a decision from texts by column; return the number of the revision.

    `file` is the decision itself, of which the SHA-256 is kept. Raises `EditError` where the
    number is taken, `IntakeError` where a text is not of its column's type.
    """
    _, catalogue = store.read_settings(folder)
    layer = catalogue.layers[_TABLE]
    columns = {column.name: column for column in layer.columns}
    row = {name: exchange.value_of(text, columns[name]) for name, text in values.items()}
    if file is not None:
        row["file_sha256"] = hashlib.sha256(store.read_bytes(file)).hexdigest()
    return store.apply(folder, catalogue, [_new(layer, row)], reason)


def revocation(
    folder: Path, number: str, *, on: str, by: str | None, replaced: bool, today: date
) -> Revocation:
    """Return what revoking a decision from an ISO day on would change.

    `by` is the decision that revokes it, or replaces it. The boundaries that it brought go back
    to those before it; statuses and figures are listed, for nobody but the officer knows what
    holds now. Raises `EditError` where the register does not hold the decision.
    """
    plan = store.read_plan(folder, as_of=today)
    decisions = plan.tables[_TABLE]
    if number not in set(decisions["number"]):
        raise EditError(
            vi=f"Sổ không có quyết định {number}. Các quyết định: "
            f"{', '.join(sorted(decisions['number'].dropna()))}.",
            en=f"The register holds no decision {number}. It holds: "
            f"{', '.join(sorted(decisions['number'].dropna()))}.",
        )
    _refuse_impossible(decisions.set_index("number")["date"], number, on=on, by=by)
    layer = plan.catalogue.layers[_TABLE]
    ending = {"in_force_to": on, ("replaced_by" if replaced else "revoked_by"): by}
    dependants = (
        *_boundaries(folder, plan, number),
        *_statuses(plan, number),
        *_figures(plan, number),
    )
    edits: list[Edit] = [Put(layer=_TABLE, file=layer.file or "", key=number, values=ending)]
    if on <= today.isoformat():
        edits += [_put_back(plan, each) for each in dependants if each.what == "boundary"]
    return Revocation(plan=plan, number=number, dependants=dependants, edits=tuple(edits))


def _refuse_impossible(dates: pd.Series, number: str, *, on: str, by: str | None) -> None:
    begun = dates[number]
    if begun is not None and on < begun:
        raise EditError(
            vi=f"Quyết định {number} ban hành ngày {begun}, nên không thể hết hiệu lực từ {on}.",
            en=f"Decision {number} was made on {begun}; it cannot end on {on}.",
        )
    if by is not None and (by == number or by not in dates.index):
        raise EditError(
            vi=f"--with phải là một quyết định khác có trong sổ; {by!r} thì không. Hãy ghi trước "
            "bằng `zoneplan decision add`.",
            en=f"--with names another decision of the register; {by!r} is none. Enter it first "
            "with `zoneplan decision add`.",
        )


def revoke(folder: Path, seen: Revocation, *, reason: Reason) -> int:
    """Write what a revocation showed, in one transaction; return the number of the revision."""
    return store.apply(folder, seen.plan.catalogue, seen.edits, reason)


def _new(layer: Layer, row: Mapping[str, Any]) -> Add:
    return Add(layer=layer.name, file=layer.file or "", values=row)


def _boundaries(folder: Path, plan: Plan, number: str) -> Iterator[Dependant]:
    for layer, code, now, before in boundaries_by_decision(folder, plan.catalogue, number):
        yield Dependant(what="boundary", layer=layer, code=code, value=now, back=before)


def _statuses(plan: Plan, number: str) -> Iterator[Dependant]:
    events = plan.events.sort_values("date", kind="stable")
    for event in events.loc[events["decision"] == number].to_dict("records"):
        own = events.loc[
            (events["code"] == event["code"])
            & (events["date"] <= event["date"])
            & (events["decision"] != number)
        ]
        back = None if own.empty else own["status"].iloc[-1]
        yield Dependant(
            what="status",
            layer=event["layer"],
            code=event["code"],
            value=event["status"],
            back=back,
        )


def _figures(plan: Plan, number: str) -> Iterator[Dependant]:
    for layer in plan.features:
        frame = plan.frame(layer.name)
        if not layer.has("decision"):
            continue
        for row in frame.loc[frame["decision"] == number].to_dict("records"):
            yield Dependant(
                what="figure",
                layer=layer.name,
                code=row[layer.key],
                value=row.get("declared_area_ha"),
                back=None,
            )


def _put_back(plan: Plan, dependant: Dependant) -> Put:
    layer = plan.catalogue.layers[dependant.layer]
    before = dependant.back or {}
    values = {name: before.get(name) for name in OUTLINE if name in before}
    return Put(layer=layer.name, file=layer.file or "", key=dependant.code, values=values)
