"""Layers and coordinate tables for other offices: rendered whole, then put in place at once."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from zoneplan import analysis, store
from zoneplan.errors import OutputError, PlanError
from zoneplan.exchange.outgoing import WRITERS
from zoneplan.report.annex import ANNEXES, annex_of
from zoneplan.report.sheets import TABLES
from zoneplan.workflows.look import look

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd

    from zoneplan.catalogue import Layer
    from zoneplan.language import Lang
    from zoneplan.plan import Plan, StoredLayer

_DRAWN = (".dxf",)
"""Formats whose lines lose all that is known of them as soon as they are copied."""
_LISTED = 5
FORMATS = (*WRITERS, *TABLES)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Exported:
    """The files made, and what of the plan is in them."""

    plan: Plan
    files: tuple[Path, ...]


def export(
    folder: Path,
    target: Path,
    *,
    as_of: date,
    lang: Lang,
    layers: Sequence[str] = (),
    codes: Sequence[str] = (),
    schematic: bool = False,
) -> Exported:
    """Write layers of a plan, or the features with some codes, in the format of a suffix.

    Without either, all layers with a status or an area leave. Statuses and names are those of the
    day. Raises `OutputError` where the suffix has no writer, the target lies in the plan's folder,
    or a drawing would show schematic outlines and `schematic` is not asked for.
    """
    write = {**WRITERS, **TABLES}.get(target.suffix.lower())
    if write is None:
        raise no_writer(target, FORMATS)
    refuse_inside_plan(folder, target)
    plan = _leaving(store.read_plan(folder, as_of=as_of), layers, codes)
    if target.suffix.lower() in _DRAWN and not schematic:
        _refuse_schematic(plan, target)
    files = _put_in_place(target, write(plan, target.stem, lang))
    return Exported(plan=plan, files=files)


def annex(
    folder: Path, code: str, target: Path, *, as_of: date, lang: Lang, schematic: bool = False
) -> Exported:
    """Write the coordinate table of the boundary that is in force on a day.

    Raises `OutputError` where the suffix has no writer, the target lies in the plan's folder, or
    the outline is neither official nor surveyed and `schematic` is not asked for.
    """
    lay_out = ANNEXES.get(target.suffix.lower())
    if lay_out is None:
        raise no_writer(target, ANNEXES)
    refuse_inside_plan(folder, target)
    seen = look(folder, code, as_of=as_of, known_at=None)
    whole = store.read_plan(folder, as_of=as_of)
    plan = dataclasses.replace(seen.plan, revision=whole.revision)
    table = annex_of(
        plan,
        seen.layer,
        code,
        lang,
        schematic=schematic,
        in_force=(seen.since, seen.decision or "") if seen.since else None,
    )
    files = _put_in_place(target, {target.name: lay_out(table)})
    return Exported(plan=plan, files=files)


def _put_in_place(target: Path, made: Mapping[str, bytes]) -> tuple[Path, ...]:
    outputs = {target.parent / name: content for name, content in made.items()}
    store.write_all(outputs)
    return tuple(outputs)


def no_writer(target: Path, known: Iterable[str]) -> OutputError:
    """Return the error for a suffix that has no writer, naming those that have one."""
    listed = ", ".join(known)
    return OutputError(
        vi=f"Không ghi được dạng tệp {target.suffix or target.name!r}. Hãy đặt đuôi tệp là một "
        f"trong: {listed}.",
        en=f"The format {target.suffix or target.name!r} is not written. Give the file one of "
        f"these suffixes: {listed}.",
    )


def refuse_inside_plan(folder: Path, target: Path) -> None:
    """Raise `OutputError` where an output would be put among the plan's own files."""
    if target.resolve().is_relative_to(folder.resolve()):
        raise OutputError(
            vi=f"{target} nằm trong thư mục của đồ án; kết quả không ghi vào đó. Hãy chọn nơi khác "
            "bằng -o.",
            en=f"{target} lies in the plan's own folder; outputs are not put there. Choose another "
            "place with -o.",
        )


def _leaving(plan: Plan, names: Sequence[str], codes: Sequence[str]) -> Plan:
    """Return the plan cut down to what leaves."""
    wanted = [_layer(plan, name) for name in names]
    if not wanted:
        drawn = plan.catalogue.with_role("feature", "line")
        wanted = [layer for layer in drawn if layer.name in plan.layers]
    kept = dict(_cut(plan, wanted, codes))
    missing = set(codes) - {
        code for name, held in kept.items() for code in held.frame[plan.catalogue.layers[name].key]
    }
    if missing:
        raise _no_code(sorted(missing), [layer.name for layer in wanted])
    if not names:
        kept = {name: held for name, held in kept.items() if len(held.frame)}
    if not kept:
        raise OutputError(
            vi="Đồ án không có đối tượng nào để xuất. Hãy nhập dữ liệu bằng `zoneplan import`.",
            en="The plan holds nothing to export. Bring data in with `zoneplan import`.",
        )
    return dataclasses.replace(plan, layers=kept)


def _no_code(codes: Sequence[str], layers: Sequence[str]) -> PlanError:
    missing, searched = ", ".join(codes), ", ".join(layers)
    return PlanError(
        vi=f"Không có mã {missing} trong {searched}. Xem mã bằng `zoneplan status`.",
        en=f"There is no code {missing} in {searched}. See the codes with `zoneplan status`.",
    )


def _layer(plan: Plan, name: str) -> Layer:
    known = [each for each in plan.layers if plan.catalogue.layers[each].geometry]
    if name not in known:
        raise PlanError(
            vi=f"Không có lớp {name}. Các lớp có hình: {', '.join(known)}.",
            en=f"There is no layer {name}. The layers with geometry: {', '.join(known)}.",
        )
    return plan.catalogue.layers[name]


def _cut(
    plan: Plan, layers: Iterable[Layer], codes: Sequence[str]
) -> Iterator[tuple[str, StoredLayer]]:
    on_the_day = analysis.status_table(plan)
    for layer in layers:
        frame = plan.frame(layer.name)
        if layer.statuses:
            frame = _dated(frame, on_the_day[on_the_day["layer"] == layer.name])
        if codes:
            frame = frame.loc[frame[layer.key].isin(codes)]
        yield layer.name, dataclasses.replace(plan.layers[layer.name], frame=frame)


def _dated(frame: gpd.GeoDataFrame, dated: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return a layer with the statuses and names of the day."""
    columns = [name for name in ("status", "name_vi", "name_en") if name in frame]
    return frame.assign(**{name: dated[name].to_numpy() for name in columns})


def _refuse_schematic(plan: Plan, target: Path) -> None:
    bases = plan.catalogue.boundary_bases
    unsure = [
        str(code)
        for name, held in plan.layers.items()
        for code, basis in zip(
            held.frame[plan.catalogue.layers[name].key],
            held.frame.get("boundary_basis", [None] * len(held.frame)),
            strict=True,
        )
        if basis not in bases or bases[basis].is_schematic
    ]
    if unsure:
        listed = ", ".join(unsure[:_LISTED]) + ("…" if len(unsure) > _LISTED else "")
        raise OutputError(
            vi=f"{len(unsure)} ranh giới không phải chính thức hay đo đạc ({listed}); trong bản vẽ "
            f"{target.name} chúng trông như ranh giới thật. Thêm --schematic để vẽ nét đứt và ghi "
            "SƠ HỌA, hoặc chọn đối tượng khác bằng --code.",
            en=f"{len(unsure)} outlines are neither official nor surveyed ({listed}); in a drawing "
            f"such as {target.name} they would look real. Add --schematic to draw them dashed and "
            "marked, or choose others with --code.",
        )
