"""Rules on quay lines: each of a berth, in the order of the berths' numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import shapely

from zoneplan.checks.geometry import drawn, inside
from zoneplan.finding import Place, check
from zoneplan.language import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    import geopandas as gpd
    from numpy.typing import NDArray

    from zoneplan.catalogue import Layer
    from zoneplan.plan import Plan

_BERTH = "berth"
_NUMBERED = re.compile(r"(.*?)([0-9]+)")
_FEWEST_IN_A_ROW = 3
_LEAST_GAIN_M = 1.0
_FARTHEST_EXCHANGE = 25
_MOST_EXCHANGES = 20


@check(
    "quay-without-berth",
    "warning",
    vi="Mỗi tuyến bến phải thuộc về một bến có thật.",
    en="Every quay line belongs to a berth that exists.",
)
def quay_without_berth(plan: Plan) -> Iterator[Place]:
    """Find quay lines that name no berth, or one that its layer does not hold."""
    for layer, quays in _quays(plan):
        berths = plan.layers[layer.of or ""]
        if berths.partial:
            continue
        lost = quays.loc[~quays[_BERTH].isin(berths.frame["code"])]
        for code, berth in lost[[layer.key, _BERTH]].itertuples(index=False):
            yield Place(layer=layer.name, code=code, message=_no_berth(layer, code, berth))


def _no_berth(layer: Layer, code: str, berth: str | None) -> Text:
    if berth is None:
        return Text(
            vi=f"{code} không ghi bến nào. Hãy ghi mã bến.",
            en=f"{code} names no berth. Enter its berth.",
        )
    return Text(
        vi=f"{code} ghi bến {berth!r}, lớp {layer.of} không có. Hãy sửa mã bến.",
        en=f"{code} names the berth {berth!r}, which {layer.of} does not hold. Correct it.",
    )


@check(
    "quay-order",
    "warning",
    vi="Các tuyến bến nối tiếp nhau theo số bến.",
    en="Quay lines follow one another in the order of their berths' numbers.",
)
def quay_order(plan: Plan) -> Iterator[Place]:
    """Find pairs of berths whose quays stand in each other's places along the shore."""
    for layer, quays in _quays(plan):
        parts = quays[_BERTH].astype(str).str.extract(f"^{_NUMBERED.pattern}$")
        lines = quays.loc[parts[1].notna() & drawn(quays)]
        lines = lines.assign(number=parts[1].loc[lines.index].astype(float))
        for _, rows in lines.groupby(parts[0]):
            berths = rows.dissolve("number", aggfunc="first")
            for one, other in _exchanged(berths.geometry.centroid.get_coordinates().to_numpy()):
                pair = berths.iloc[[one, other]]
                told, where = list(pair[_BERTH]), shapely.union_all(list(pair.geometry))
                yield Place(
                    layer=layer.name,
                    code=pair[layer.key].iloc[0],
                    at=inside(where),
                    where=where,
                    message=Text(
                        vi=f"Dọc tuyến bến, bến {told[0]} và {told[1]} nằm ở chỗ của nhau. Hãy xem "
                        "lại mã bến của hai tuyến này.",
                        en=f"Along the quay, berths {told[0]} and {told[1]} stand in each other's "
                        "places. Look at the berths' codes on these lines again.",
                    ),
                )


def _exchanged(middles: NDArray[np.float64]) -> Iterator[tuple[int, int]]:
    """Find the pairs without whose exchange the way from berth to berth would be longer.

    `middles` are in the order of the numbers. Whatever bend the shore makes, the way along it by
    number is short; an exchange leads it there and back.
    """
    if len(middles) < _FEWEST_IN_A_ROW:
        return
    order = np.arange(len(middles))
    for _ in range(_MOST_EXCHANGES):
        gain, one, other = _best_exchange(middles[order])
        if gain <= _LEAST_GAIN_M:
            return
        yield int(order[one]), int(order[other])
        order[[one, other]] = order[[other, one]]


def _best_exchange(middles: NDArray[np.float64]) -> tuple[float, int, int]:
    """Return by how many metres one exchange shortens the way most, and of which two."""
    beyond = np.full((1, 2), np.nan)
    way = np.concatenate([beyond, middles, beyond])
    best = (0.0, 0, 0)
    for apart in range(1, min(_FARTHEST_EXCHANGE, len(middles) - 1) + 1):
        count = len(middles) - apart
        before, one, after, left, other, beside = (
            way[first : first + count] for first in (0, 1, 2, apart, apart + 1, apart + 2)
        )
        gains = _step(before, one) + _step(other, beside) - _step(before, other)
        gains -= _step(one, beside)
        if apart > 1:
            gains += _step(one, after) + _step(left, other) - _step(other, after)
            gains -= _step(left, one)
        at = int(np.argmax(gains))
        best = max(best, (float(gains[at]), at, at + apart))
    return best


def _step(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the distances from points to points; none at the ends of the way."""
    steps: NDArray[np.float64] = np.nan_to_num(np.hypot(*(one - other).T))
    return steps


def _quays(plan: Plan) -> Iterator[tuple[Layer, gpd.GeoDataFrame]]:
    for layer in plan.catalogue.with_role("line"):
        if layer.of in plan.layers and layer.name in plan.layers and layer.has(_BERTH):
            yield layer, plan.frame(layer.name)
