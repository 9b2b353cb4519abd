"""Single changes of a plan: tried in memory, checked, then written in one transaction."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from zoneplan import analysis, checks, exchange, store, timeline
from zoneplan.change import Add, Drop, Put
from zoneplan.errors import EditError, IntakeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from zoneplan.catalogue import Catalogue, Column, Layer
    from zoneplan.change import Change, Edit, Reason
    from zoneplan.finding import Finding
    from zoneplan.plan import Plan

PRECISIONS = {len("2023"): "year", len("2023-12"): "month", len("2023-12-18"): "day"}
"""Of an ISO date, by its length."""


@dataclass(frozen=True, kw_only=True)
class Edited:
    """What a change did: the plan's excerpt after it, its revision, what the checks newly find."""

    plan: Plan
    revision: int
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]
    open_elsewhere: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class StatusEvent:
    """A status to be entered: an ISO date of day, month or year precision, and what it rests on.

    `kind` says whether the status began on the date (`since`) or was seen on it (`observed`).
    """

    status: str
    date: str
    kind: str
    source: str
    decision: str | None = None
    inferred: bool = False
    note: str | None = None


def set_values(
    folder: Path, code: str, texts: Mapping[str, str], *, reason: Reason, today: date
) -> Edited:
    """Set columns of the row with a code, from texts; an empty text empties the column.

    Raises `EditError` where there is no such row or column, or a check finds a new error and the
    reason is not forced; `IntakeError` where a text is not of its column's type.
    """
    before = store.read_plan(folder, as_of=today, code=code)
    layer = _layer_of(before, code)
    values = {name: _value(layer, name, text) for name, text in texts.items()}
    unlisted = _refuse_unlisted(before.catalogue, layer, values, forced=reason.forced)
    after = before.with_values(layer, code, values)
    edit = Put(layer=layer.name, file=layer.file or "", key=code, values=values)
    return _apply(folder, before, after, [edit], reason, rule_broken=unlisted)


def set_status(
    folder: Path, code: str, event: StatusEvent, *, reason: Reason, today: date
) -> Edited:
    """Enter a status event of a feature, and let its status be that of its newest event.

    Raises `EditError` where the feature or the status is not known, the date lies ahead, or the
    catalogue does not let the status follow (unless forced, which is recorded).
    """
    before = store.read_plan(folder, as_of=today, code=code)
    layer = _layer_of(before, code)
    history = before.catalogue.with_role("history")[0]
    row = _event_row(history, code, event)
    rule_broken = _refuse_event(before, layer, code, row, forced=reason.forced)
    event_row = {column.name: row.get(column.name) for column in history.columns}
    events = pd.concat(
        [before.events, pd.DataFrame([{"layer": layer.name, **event_row}], dtype=object)],
        ignore_index=True,
    )
    newest = timeline.status_on(events, today).loc[(layer.name, code), "status"]
    after = dataclasses.replace(before, events=events)
    file = layer.file or ""
    edits: list[Edit] = [Add(layer=history.name, file=file, values=row)]
    if layer.has("status"):
        was = before.frame(layer.name)["status"].iloc[0]
        after = after.with_values(layer, code, {"status": newest})
        edits.append(
            Put(
                layer=layer.name,
                file=file,
                key=code,
                values={"status": newest},
                was={"status": None if pd.isna(was) else was},
            )
        )
    return _apply(folder, before, after, edits, reason, rule_broken=rule_broken)


def remove(folder: Path, code: str, *, reason: Reason, today: date) -> Edited:
    """Remove the row with a code, with the status history of a feature; the log keeps both.

    Raises `EditError` where there is no such row, or a check finds a new error (unless forced).
    """
    before = store.read_plan(folder, as_of=today, code=code)
    layer = _layer_of(before, code)
    frame = before.frame(layer.name)
    after = before.with_frame(layer, frame.loc[frame[layer.key] != code])
    edits: list[Edit] = [Drop(layer=layer.name, file=layer.file or "", key=code)]
    if layer.statuses:
        after = dataclasses.replace(after, events=after.events.loc[after.events["code"] != code])
        edits += [
            Drop(layer=history.name, file=layer.file or "", key=code)
            for history in before.catalogue.with_role("history")
        ]
    return _apply(folder, before, after, edits, reason)


def new_findings(before: Plan, after: Plan) -> tuple[Finding, ...]:
    """Return what the checks find in a plan and did not find before."""
    known = set(checks.findings_of(before))
    return tuple(finding for finding in checks.findings_of(after) if finding not in known)


def refuse_new_errors(findings: Iterable[Finding], *, forced: bool) -> bool:
    """Return whether new errors among the findings are forced through; raise `EditError` if not."""
    errors = [finding.place.message for finding in findings if finding.severity == "error"]
    if errors and not forced:
        raise EditError(
            vi=f"{errors[0].vi} Chưa ghi gì; --force vẫn ghi và lưu lại là đã bỏ qua quy tắc.",
            en=f"{errors[0].en} Nothing was written; --force writes it and records that it was "
            "forced.",
        )
    return bool(errors)


def _apply(
    folder: Path,
    before: Plan,
    after: Plan,
    edits: Iterable[Edit],
    reason: Reason,
    *,
    rule_broken: bool = False,
) -> Edited:
    findings = new_findings(before, after)
    forced = refuse_new_errors(findings, forced=reason.forced) or rule_broken
    number = store.apply(
        folder, before.catalogue, edits, dataclasses.replace(reason, forced=forced)
    )
    return Edited(
        plan=after,
        revision=number,
        changes=analysis.changes_between(before, after),
        findings=findings,
        open_elsewhere=store.open_elsewhere(folder),
    )


def _layer_of(plan: Plan, code: str) -> Layer:
    for name, stored in plan.layers.items():
        layer = plan.catalogue.layers[name]
        keyed = layer.geometry or layer.unique
        if keyed and (stored.frame[layer.key] == code).any():
            return layer
    raise EditError(
        vi=f"Không lớp nào có mã {code}. Xem các mã bằng `zoneplan status`.",
        en=f"No layer has the code {code}. See the codes with `zoneplan status`.",
    )


def _value(layer: Layer, name: str, text: str) -> object:
    for column in layer.columns:
        if column.name != name:
            continue
        if name in {layer.key, "status"} and (name == layer.key or layer.statuses):
            raise EditError(
                vi=f"Cột {name} không sửa trực tiếp được: mã là khóa, còn tình trạng ghi bằng "
                "`zoneplan status set`.",
                en=f"The column {name} is not set directly: the code is the key, and a status is "
                "entered with `zoneplan status set`.",
            )
        return _typed(text, column)
    raise EditError(
        vi=f"Lớp {layer.name} không có cột {name}. Các cột: "
        f"{', '.join(column.name for column in layer.columns)}.",
        en=f"The layer {layer.name} has no column {name}. Its columns: "
        f"{', '.join(column.name for column in layer.columns)}.",
    )


def _typed(text: str, column: Column) -> object:
    if column.type == "real" and exchange.is_ambiguous(text):
        whole = text.replace(".", "").replace(",", "")
        raise EditError(
            vi=f"{text!r} có thể là hàng nghìn hoặc số thập phân. Hãy viết {whole} hoặc {text}0.",
            en=f"{text!r} may mean thousands or decimals. Write {whole} or {text}0.",
        )
    try:
        return exchange.value_of(text, column)
    except IntakeError as fault:
        raise EditError(vi=fault.text.vi, en=fault.text.en) from fault


def _refuse_unlisted(
    catalogue: Catalogue, layer: Layer, values: Mapping[str, object], *, forced: bool
) -> bool:
    """Return whether a value that its column's list lacks is forced in; raise if not."""
    for column in layer.columns:
        known, value = catalogue.codes.get(column.codes or ""), values.get(column.name)
        if known is None or value is None or value in known:
            continue
        if forced:
            return True
        raise EditError(
            vi=f"{value!r} không có trong danh sách của cột {column.name}: {', '.join(known)}.",
            en=f"{value!r} is not on the list of {column.name}: {', '.join(known)}.",
        )
    return False


def _event_row(history: Layer, code: str, event: StatusEvent) -> dict[str, Any]:
    columns = {column.name: column for column in history.columns}
    return {
        "code": code,
        "date": exchange.value_of(event.date, columns["date"]),
        "date_precision": PRECISIONS[len(event.date)],
        "status": event.status,
        "date_kind": event.kind,
        "basis": "inferred" if event.inferred else "sourced",
        "source": event.source,
        "decision": event.decision,
        "note": event.note,
    }


def _refuse_event(
    plan: Plan, layer: Layer, code: str, row: Mapping[str, Any], *, forced: bool
) -> bool:
    """Return whether a rule had to be forced; raise `EditError` where it was not."""
    known = plan.catalogue.statuses_of(layer.name)
    status, on = row["status"], row["date"]
    if status not in known:
        raise EditError(
            vi=f"Tình trạng {status!r} không có trong danh sách của lớp {layer.name}: "
            f"{', '.join(known)}.",
            en=f"The status {status!r} is not on the list of {layer.name}: {', '.join(known)}.",
        )
    if on > plan.as_of.isoformat():
        raise EditError(
            vi=f"Ngày {on} còn ở phía trước: tình trạng là việc đã xảy ra; mục tiêu ghi ở bảng "
            "targets.",
            en=f"{on} lies ahead: a status is what has happened; an aim belongs in the table "
            "targets.",
        )
    earlier, later = timeline.neighbours(plan.events, layer.name, code, on)
    for first, then in ((earlier, status), (status, later)):
        if first and not plan.catalogue.may_follow(layer.name, first, then):
            if forced:
                return True
            allowed = ", ".join(known[first].next)
            raise EditError(
                vi=f"{code}: {then} không được theo sau {first} (chỉ {allowed or 'không gì'} "
                "được). Hãy ghi bước còn thiếu, hoặc dùng --force để ghi và lưu lại là đã bỏ qua "
                "quy tắc.",
                en=f"{code}: {then} may not follow {first} (only {allowed or 'nothing'} may). "
                "Enter the missing step, or use --force, which is recorded.",
            )
    return False
