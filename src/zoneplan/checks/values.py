"""Rules on what the columns say: keys, numbers, coded values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zoneplan.checks.wording import figure
from zoneplan.finding import Place, check
from zoneplan.language import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

    import pandas as pd

    from zoneplan.catalogue import Column, Layer
    from zoneplan.plan import Plan

_REGISTERS = ("sources", "decisions")
_FROM_THE_PLAN = ("statuses", *_REGISTERS)
_LARGEST = 1e9
_OCCUPANCY = "occupancy_pct"


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
            values = frame[column.name].astype(float)
            bad = (values < 0) | (values > _LARGEST) | ((values == 0) & (column.unit == "ha"))
            for code, value in zip(frame.loc[bad, layer.key], values[bad], strict=True):
                yield Place(
                    layer=layer.name,
                    code=code,
                    message=Text(
                        vi=f"{code}: {column.name} = {value:g} {column.unit} là vô lý.",
                        en=f"{code}: {column.name} = {value:g} {column.unit} cannot be.",
                    ),
                )


@check(
    "occupancy-out-of-range",
    "error",
    vi="Tỷ lệ lấp đầy nằm trong khoảng 0 đến 100 %.",
    en="An occupancy is between 0 and 100 %.",
)
def occupancy_out_of_range(plan: Plan) -> Iterator[Place]:
    """Find occupancies above 100 %; negative ones are found as any negative measure is."""
    for layer in plan.features:
        if not layer.has(_OCCUPANCY):
            continue
        frame = plan.frame(layer.name)
        over = frame[_OCCUPANCY].astype(float) > 100  # noqa: PLR2004 - per cent
        for code, value in zip(
            frame.loc[over, layer.key], frame.loc[over, _OCCUPANCY], strict=True
        ):
            yield Place(
                layer=layer.name,
                code=code,
                message=Text(
                    vi=f"{code}: tỷ lệ lấp đầy {value:g} % lớn hơn 100 %. Hãy xem lại nguồn.",
                    en=f"{code}: an occupancy of {value:g} % is above 100 %. Look at its source.",
                ),
            )


@check(
    "occupancy-differs-from-status",
    "note",
    vi="Tỷ lệ lấp đầy phải hợp với tình trạng.",
    en="The occupancy fits the status.",
)
def occupancy_differs_from_status(plan: Plan) -> Iterator[Place]:
    """Find features let by less or more than the catalogue says of their status."""
    for layer in plan.features:
        bounds = {
            code: status.occupancy_pct
            for code, status in plan.catalogue.statuses_of(layer.name).items()
            if status.occupancy_pct is not None
        }
        if not (bounds and layer.has(_OCCUPANCY) and layer.has("status")):
            continue
        frame = plan.frame(layer.name)
        known = frame.loc[frame[_OCCUPANCY].notna() & frame["status"].isin(bounds)]
        for code, status, value in zip(
            known[layer.key], known["status"], known[_OCCUPANCY], strict=True
        ):
            least, most = bounds[status]
            if least <= value <= most:
                continue
            said = plan.catalogue.statuses_of(layer.name)[status].title
            share, fitting = figure(value, decimals=1), _range(least, most)
            yield Place(
                layer=layer.name,
                code=code,
                message=Text(
                    vi=f"{code}: tình trạng “{said.vi}” (lấp đầy {fitting.vi} %) nhưng tỷ lệ lấp "
                    f"đầy là {share.vi} %. Hãy xem lại một trong hai.",
                    en=f"{code}: the status is “{said.en}” ({fitting.en} % let) but the occupancy "
                    f"{share.en} %. Look at both again.",
                ),
            )


def _range(least: float, most: float) -> Text:
    low, high = figure(least), figure(most)
    if least == most:
        return low
    return Text(vi=f"{low.vi}–{high.vi}", en=f"{low.en}–{high.en}")


@check(
    "value-not-in-list",
    "warning",
    vi="Giá trị mã hóa phải có trong danh mục.",
    en="A coded value is in the catalogue.",
)
def value_not_in_list(plan: Plan) -> Iterator[Place]:
    """Find coded values, other than statuses, that the catalogue does not list."""

    def known(column: Column) -> Container[str] | None:
        listed = column.codes in _FROM_THE_PLAN
        return None if listed else plan.catalogue.codes.get(column.codes or "", {})

    for layer, column, code, value in _coded(plan, known):
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
    held = {
        name: set(plan.tables[name][plan.catalogue.layers[name].key])
        for name in _REGISTERS
        if name in plan.tables
    }
    for layer, column, code, value in _coded(plan, lambda column: held.get(column.codes or "")):
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


def _coded(
    plan: Plan, known: Callable[[Column], Container[str] | None]
) -> Iterator[tuple[Layer, Column, str | None, str]]:
    """Find coded values outside what is known for their column, None standing for anything."""
    histories = [(layer, plan.events) for layer in plan.catalogue.with_role("history")]
    for layer, frame in [*_frames(plan), *histories]:
        for column in layer.columns:
            values = known(column) if column.codes else None
            if values is None:
                continue
            stated = frame[column.name]
            bad = [value for value in stated.dropna().unique() if value not in values]
            if bad:
                rows = frame.loc[stated.isin(bad), [layer.key, column.name]]
                for code, value in rows.itertuples(index=False):
                    yield layer, column, code, value
