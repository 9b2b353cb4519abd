"""Rules on what the columns say."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from zoneplan import timeline
from zoneplan.finding import Place, check
from zoneplan.language import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from zoneplan.catalogue import Column, Layer
    from zoneplan.plan import Plan

_REGISTERS = ("sources", "decisions")
_FROM_THE_PLAN = ("statuses", *_REGISTERS)
_NEEDED_OF_AN_EVENT = ("code", "date", "date_precision", "status", "date_kind", "basis", "source")
_LARGEST = 1e9


@check("code-missing", "error", vi="Mọi đối tượng phải có mã.", en="Every feature has a code.")
def code_missing(plan: Plan) -> Iterator[Place]:
    """Find rows without the key by which they are known."""
    for layer, frame in _frames(plan):
        count = int(frame[layer.key].isna().sum())
        if count:
            yield Place(
                layer=layer.name,
                message=Text(
                    vi=f"Lớp {layer.name} có {count} dòng không có {layer.key}. Hãy ghi mã.",
                    en=f"The layer {layer.name} has {count} rows without {layer.key}. Give it.",
                ),
            )


@check("code-duplicate", "error", vi="Mã không được trùng.", en="A code stands for one feature.")
def code_duplicate(plan: Plan) -> Iterator[Place]:
    """Find keys that more than one row of a layer bears."""
    for layer, frame in _frames(plan):
        keys = frame[layer.key].dropna()
        if not (layer.geometry or layer.unique):
            continue
        for code in sorted(set(keys[keys.duplicated()])):
            yield Place(
                layer=layer.name,
                code=code,
                message=Text(
                    vi=f"Mã {code} có ở nhiều dòng của lớp {layer.name}. Hãy đặt mã khác nhau.",
                    en=f"Several rows of {layer.name} bear the code {code}. Tell them apart.",
                ),
            )


@check(
    "status-unknown",
    "error",
    vi="Tình trạng phải có trong danh sách của lớp.",
    en="A status is on its layer's list.",
)
def status_unknown(plan: Plan) -> Iterator[Place]:
    """Find statuses, in a layer or in its history, that the catalogue does not list."""
    for layer in plan.features:
        known = plan.catalogue.statuses_of(layer.name)
        if not known:
            continue
        events = plan.events.loc[plan.events["layer"] == layer.name]
        own = plan.frame(layer.name)
        stated = [*zip(events["code"], events["status"], strict=True)]
        if "status" in own:
            stated += [*zip(own[layer.key], own["status"], strict=True)]
        for code, status in dict.fromkeys(stated):
            if status is not None and status not in known:
                yield Place(
                    layer=layer.name,
                    code=code,
                    message=Text(
                        vi=f"{code}: tình trạng {status!r} không có trong danh sách "
                        f"({', '.join(known)}).",
                        en=f"{code}: the status {status!r} is not on the list "
                        f"({', '.join(known)}).",
                    ),
                )


@check(
    "status-differs-from-history",
    "warning",
    vi="Cột tình trạng phải bằng sự kiện mới nhất.",
    en="The status column equals the newest event.",
)
def status_differs_from_history(plan: Plan) -> Iterator[Place]:
    """Find features whose own status is not the newest of their history."""
    newest = timeline.status_on(plan.events, date.max)["status"]
    for layer in plan.features:
        frame = plan.frame(layer.name)
        if not layer.statuses or "status" not in frame:
            continue
        for code, status in zip(frame[layer.key], frame["status"], strict=True):
            event = newest.get((layer.name, code))
            if code is not None and status != event:
                yield Place(
                    layer=layer.name,
                    code=code,
                    message=Text(
                        vi=f"{code}: cột status là {status}, diễn biến mới nhất là {event}. "
                        "Hãy ghi sự kiện còn thiếu vào status_history.",
                        en=f"{code}: the status column says {status}, the newest event {event}. "
                        "Enter the missing event in status_history.",
                    ),
                )


@check(
    "event-without-feature",
    "error",
    vi="Mỗi sự kiện phải thuộc về một đối tượng có thật.",
    en="Every event belongs to a feature that exists.",
)
def event_without_feature(plan: Plan) -> Iterator[Place]:
    """Find events whose code no layer of their file bears."""
    for code, layer in zip(plan.events["code"], plan.events["layer"], strict=True):
        if layer not in plan.layers:
            yield Place(
                layer=layer,
                code=code,
                message=Text(
                    vi=f"Diễn biến trong {layer} nhắc mã {code} mà không lớp nào có.",
                    en=f"The history in {layer} names the code {code}, which no layer has.",
                ),
            )


@check(
    "event-incomplete",
    "error",
    vi="Mỗi sự kiện phải có ngày, độ chính xác, tình trạng, ý nghĩa, cơ sở và nguồn.",
    en="Every event states its date, precision, status, meaning, basis and source.",
)
def event_incomplete(plan: Plan) -> Iterator[Place]:
    """Find events that leave out what tells how far to trust them."""
    for event in plan.events.to_dict("records"):
        lacking = [name for name in _NEEDED_OF_AN_EVENT if event[name] is None]
        if lacking:
            yield Place(
                layer=event["layer"],
                code=event["code"],
                message=Text(
                    vi=f"{event['code']}: một sự kiện thiếu {', '.join(lacking)}. Hãy ghi đủ.",
                    en=f"{event['code']}: an event lacks {', '.join(lacking)}. Enter it.",
                ),
            )


@check(
    "value-out-of-range",
    "error",
    vi="Số đo không được âm hay lớn quá mức; diện tích phải lớn hơn 0.",
    en="A measure is neither negative nor beyond any plan; an area is above 0.",
)
def value_out_of_range(plan: Plan) -> Iterator[Place]:
    """Find numbers with a unit that are negative or huge, and areas of nothing."""
    for layer, frame in _frames(plan):
        for column in layer.columns:
            if column.unit is None:
                continue
            for code, value in zip(frame[layer.key], frame[column.name], strict=True):
                if value < 0 or value > _LARGEST or (value == 0 and column.unit == "ha"):
                    yield Place(
                        layer=layer.name,
                        code=code,
                        message=Text(
                            vi=f"{code}: {column.name} = {value:g} {column.unit} là vô lý.",
                            en=f"{code}: {column.name} = {value:g} {column.unit} cannot be.",
                        ),
                    )


@check(
    "value-not-in-list",
    "warning",
    vi="Giá trị mã hóa phải có trong danh mục.",
    en="A coded value is in the catalogue.",
)
def value_not_in_list(plan: Plan) -> Iterator[Place]:
    """Find coded values, other than statuses, that the catalogue does not list."""
    for layer, column, code, value in _coded(plan):
        known = plan.catalogue.codes.get(column.codes or "", {})
        if column.codes not in _FROM_THE_PLAN and value not in known:
            yield Place(
                layer=layer.name,
                code=code,
                message=Text(
                    vi=f"{code}: {column.name} = {value!r} không có trong danh mục.",
                    en=f"{code}: {column.name} = {value!r} is not in the catalogue.",
                ),
            )


@check(
    "source-unknown",
    "warning",
    vi="Nguồn và quyết định được dẫn phải có trong sổ.",
    en="Every cited source and decision is in the register.",
)
def source_unknown(plan: Plan) -> Iterator[Place]:
    """Find cited sources and decisions that the register does not hold."""
    known = {name: set(plan.tables[name][plan.catalogue.layers[name].key]) for name in _REGISTERS}
    for layer, column, code, value in _coded(plan):
        if column.codes in known and value not in known[column.codes]:
            yield Place(
                layer=layer.name,
                code=code,
                message=Text(
                    vi=f"{code}: {column.name} dẫn {value!r}, không có trong bảng {column.codes}.",
                    en=f"{code}: {column.name} cites {value!r}, not in the table {column.codes}.",
                ),
            )


def _frames(plan: Plan) -> Iterator[tuple[Layer, pd.DataFrame]]:
    for name, stored in plan.layers.items():
        yield plan.catalogue.layers[name], stored.frame


def _coded(plan: Plan) -> Iterator[tuple[Layer, Column, str | None, str]]:
    histories = [(layer, plan.events) for layer in plan.catalogue.with_role("history")]
    for layer, frame in [*_frames(plan), *histories]:
        for column in layer.columns:
            if column.codes is None:
                continue
            for code, value in zip(frame[layer.key], frame[column.name], strict=True):
                if value is not None:
                    yield layer, column, code, value
