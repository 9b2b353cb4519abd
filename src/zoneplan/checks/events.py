"""Rules on statuses and their history: known, complete, dated, in an order that can be."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from zoneplan import timeline
from zoneplan.checks.wording import listed, the_one
from zoneplan.finding import Place, check
from zoneplan.language import Text, at_precision

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

    from zoneplan.plan import Plan

_NEEDED_OF_AN_EVENT = ("code", "date", "date_precision", "status", "date_kind", "basis", "source")


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
        events = plan.events.loc[plan.events["layer"] == layer.name, ["code", "status"]]
        stated = [events.set_axis(["code", "status"], axis=1)]
        if layer.has("status"):
            own = plan.frame(layer.name)[[layer.key, "status"]]
            stated.append(pd.DataFrame(own).set_axis(["code", "status"], axis=1))
        told = pd.concat(stated).drop_duplicates()
        wrong = told.loc[told["status"].notna() & ~told["status"].isin(known)]
        for code, status in wrong.itertuples(index=False):
            yield Place(
                layer=layer.name,
                code=code,
                message=Text(
                    vi=f"{code}: tình trạng {status!r} không có trong danh sách "
                    f"({', '.join(known)}).",
                    en=f"{code}: the status {status!r} is not on the list ({', '.join(known)}).",
                ),
            )


@check(
    "status-missing",
    "note",
    vi="Mỗi đối tượng có một tình trạng.",
    en="A feature has a status.",
)
def status_missing(plan: Plan) -> Iterator[Place]:
    """Count, by layer, the features with neither a status nor an event."""
    newest = set(timeline.status_on(plan.events, date.max).index)
    for layer in plan.features:
        if not layer.statuses:
            continue
        keys = plan.frame(layer.name)[layer.key].dropna()
        bare = pd.Series([(layer.name, key) not in newest for key in keys], keys.index, dtype=bool)
        if layer.has("status"):
            bare &= plan.frame(layer.name)["status"].isna()
        lost = list(keys[bare])
        if lost:
            yield Place(
                layer=layer.name,
                code=the_one(lost),
                message=Text(
                    vi=f"Chưa rõ tình trạng: {listed(lost)}. Các bảng ghi là chưa rõ. Hãy ghi bằng "
                    "`zoneplan status set`.",
                    en=f"Without status: {listed(lost)}. The tables count them as not known. Enter "
                    "it with `zoneplan status set`.",
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
    newest = timeline.status_on(plan.events, date.max)["status"].to_dict()
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
                        vi=f"{code}: cột status là {status or '–'}, diễn biến mới nhất là "
                        f"{event or '–'}. Hãy ghi sự kiện còn thiếu vào status_history.",
                        en=f"{code}: the status column says {status or '–'}, the newest event "
                        f"{event or '–'}. "
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
    lost = plan.events.loc[~plan.events["layer"].isin(plan.layers)]
    for layer, code in lost[["layer", "code"]].itertuples(index=False):
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
    needed = plan.events.reindex(columns=list(_NEEDED_OF_AN_EVENT))
    for event in plan.events.loc[needed.isna().any(axis=1)].to_dict("records"):
        lacking = [name for name in _NEEDED_OF_AN_EVENT if event[name] is None]
        yield Place(
            layer=event["layer"],
            code=event["code"],
            message=Text(
                vi=f"{event['code']}: một sự kiện thiếu {', '.join(lacking)}. Hãy ghi đủ.",
                en=f"{event['code']}: an event lacks {', '.join(lacking)}. Enter it.",
            ),
        )


@check(
    "event-duplicate",
    "warning",
    vi="Một sự kiện chỉ được ghi một lần.",
    en="An event is entered once.",
)
def event_duplicate(plan: Plan) -> Iterator[Place]:
    """Find events of one feature with the same date and the same status."""
    what = ["layer", "code", "date", "status"]
    twice = plan.events.loc[plan.events.duplicated(what), what].drop_duplicates()
    for layer, code, day, status in twice.itertuples(index=False):
        yield Place(
            layer=layer,
            code=code,
            message=Text(
                vi=f"{code}: sự kiện {status} ngày {day} được ghi nhiều lần. Hãy xóa dòng thừa.",
                en=f"{code}: the event {status} of {day} is entered more than once. Remove the "
                "spare row.",
            ),
        )


@check(
    "event-in-future",
    "warning",
    vi="Sự kiện không thể ở tương lai; điều dự kiến ghi vào bảng mục tiêu.",
    en="No event lies ahead; what is expected goes to the targets.",
)
def event_in_future(plan: Plan) -> Iterator[Place]:
    """Find events after the plan's day; asked of no day before that of the plan's annexes."""
    if plan.as_of < plan.settings.dated:
        return
    ahead = plan.events.loc[plan.events["date"].fillna("") > plan.as_of.isoformat()]
    for layer, code, day in ahead[["layer", "code", "date"]].itertuples(index=False):
        yield Place(
            layer=layer,
            code=code,
            message=Text(
                vi=f"{code}: sự kiện ngày {day} ở sau ngày {plan.as_of}. Hãy sửa ngày, hoặc chuyển "
                "sang bảng mục tiêu.",
                en=f"{code}: the event of {day} lies after {plan.as_of}. Correct its date, or move "
                "it to the targets.",
            ),
        )


def successions(plan: Plan) -> tuple[Plan, pd.DataFrame]:
    """Return the plan, and each of its events beside the one before of the same feature, by date.

    Columns: layer, code; date, date_precision and status, and each of these with `_before`.
    """
    columns = ["layer", "code", "date", "date_precision", "status"]
    events = plan.events.reindex(columns=columns).dropna(subset=["layer", "code", "date"])
    events = events.sort_values(["layer", "code", "date"], kind="stable", ignore_index=True)
    before = events.groupby(["layer", "code"], sort=False)[columns[2:]].shift()
    steps = events.join(before.add_suffix("_before")).dropna(subset=["date_before"])
    return plan, steps.loc[steps["layer"].isin(plan.layers)]


@check(
    "status-transition",
    "warning",
    vi="Tình trạng chỉ được nối tiếp theo danh mục.",
    en="A status follows another as the catalogue allows.",
    asks=successions,
)
def status_transition(asked: tuple[Plan, pd.DataFrame]) -> Iterator[Place]:
    """Find statuses that may not follow the one before them."""
    plan, steps = asked
    allowed = {
        step: plan.catalogue.may_follow(*step)
        for step in {*zip(steps["layer"], steps["status_before"], steps["status"], strict=True)}
    }
    for step in steps.to_dict("records"):
        layer, code, day = step["layer"], step["code"], step["date"]
        first, then = step["status_before"], step["status"]
        if not allowed[layer, first, then]:
            titles = [_title(plan, layer, status) for status in (first, then)]
            yield Place(
                layer=layer,
                code=code,
                message=Text(
                    vi=f"{code}: “{titles[1].vi}” ({day}) không thể tiếp sau “{titles[0].vi}”. Hãy "
                    "ghi sự kiện còn thiếu ở giữa, hoặc sửa một trong hai.",
                    en=f"{code}: “{titles[1].en}” ({day}) cannot follow “{titles[0].en}”. Enter "
                    "the event between them that is missing, or correct one of the two.",
                ),
            )


@check(
    "event-order-unclear",
    "note",
    vi="Thứ tự của các sự kiện phải rõ.",
    en="The order of events is clear.",
    asks=successions,
)
def event_order_unclear(asked: tuple[Plan, pd.DataFrame]) -> Iterator[Place]:
    """Find other statuses of one feature dated the same, at the coarser of both precisions."""
    _, steps = asked
    differ = steps.loc[steps["status"] != steps["status_before"]].to_dict("records")
    same = [step for step in differ if _same_period(step)]
    for layer in sorted({str(step["layer"]) for step in same}):
        codes = [step["code"] for step in same if step["layer"] == layer]
        yield Place(
            layer=layer,
            code=str(codes[0]) if len(codes) == 1 else None,
            message=Text(
                vi=f"{listed(codes)}: hai tình trạng khác nhau ghi cùng một ngày, tháng hoặc năm; "
                "dòng sau được tính. Hãy ghi ngày chính xác hơn.",
                en=f"{listed(codes)}: two statuses bear one date; the later row counts. Give a "
                "more precise date.",
            ),
        )


def _same_period(step: Mapping[Hashable, Any]) -> bool:
    days = [
        at_precision(step[f"date{which}"], step[f"date_precision{which}"])
        for which in ("_before", "")
    ]
    shorter = min(map(len, days))
    return days[0][:shorter] == days[1][:shorter]


def _title(plan: Plan, layer: str, status: str) -> Text:
    known = plan.catalogue.statuses_of(layer).get(status)
    return known.title if known else Text(status, status)
