"""Which sheets an atlas has: one for each feature, and one for two neighbouring berths."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zoneplan.errors import OutputError, PlanError
from zoneplan.figures.atlas.pairs import pairs_of
from zoneplan.figures.extent import refuse_unknown_layers

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from zoneplan.catalogue import Layer
    from zoneplan.plan import Plan


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The features of a layer that share a sheet, by their places in its frame."""

    layer: Layer
    places: tuple[int, ...]


def sheets_of(
    plan: Plan, *, layers: Collection[str] = (), codes: Sequence[str] = ()
) -> tuple[Sheet, ...]:
    """Return the sheets of a plan in drawing order, of all layers but variants if none is named.

    Of `codes` only the sheets that show them. Raises `PlanError` for a layer or code that the
    plan does not have, `OutputError` where there is nothing to draw.
    """
    refuse_unknown_layers(plan, layers)
    drawn = [each for each in plan.features if _is_drawn(each, layers, codes)]
    found = [sheet for layer in drawn for sheet in _sheets(plan, layer)]
    known = {code: at for at, sheet in enumerate(found) for code in codes_of(plan, sheet)}
    missing = [code for code in codes if code not in known]
    if missing and layers:
        listed = ", ".join(layers)
        raise PlanError(
            vi=f"Không có mã {missing[0]!r} trong {listed}. Hãy bỏ --layers, hoặc xem các mã bằng "
            "`zoneplan status`.",
            en=f"There is no code {missing[0]!r} in {listed}. Leave out --layers, or see the codes "
            "with `zoneplan status`.",
        )
    if missing:
        raise PlanError(
            vi=f"Không có mã {missing[0]!r} để vẽ tờ riêng. Xem các mã bằng `zoneplan status`.",
            en=f"There is no code {missing[0]!r} to draw a sheet of. See the codes with `zoneplan "
            "status`.",
        )
    if codes:
        found = [found[at] for at in sorted({known[code] for code in codes})]
    if not found:
        raise OutputError(
            vi="Đồ án không có đối tượng nào để làm tập bản đồ. Hãy nhập dữ liệu bằng `zoneplan "
            "import`, hoặc chọn lớp khác bằng --layers.",
            en="The plan holds nothing to make an atlas of. Bring data in with `zoneplan import`, "
            "or choose other layers with --layers.",
        )
    return tuple(found)


def codes_of(plan: Plan, sheet: Sheet) -> list[str]:
    """Return the codes of the features on a sheet."""
    keys = plan.frame(sheet.layer.name)[sheet.layer.key]
    return [str(keys.iloc[place]) for place in sheet.places]


def _is_drawn(layer: Layer, layers: Collection[str], codes: Sequence[str]) -> bool:
    return layer.name in layers if layers else bool(codes) or not layer.variants


def _sheets(plan: Plan, layer: Layer) -> Iterator[Sheet]:
    frame = plan.frame(layer.name)
    alone = [(place,) for place in range(len(frame))]
    for places in pairs_of(frame.geometry) if layer.label == "number" else alone:
        yield Sheet(layer=layer, places=places)
