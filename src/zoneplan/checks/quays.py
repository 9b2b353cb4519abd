"""Rules on quay lines: each of a berth, in the order of the berths' numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from zoneplan.checks.geometry import drawn, inside
from zoneplan.finding import Place, check
from zoneplan.language import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    import geopandas as gpd

    from zoneplan.catalogue import Layer
    from zoneplan.plan import Plan

_BERTH = "berth"
_NUMBERED = re.compile(r"(.*?)([0-9]+)")
_FEWEST_IN_A_ROW = 3


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
            yield Place(
                layer=layer.name,
                code=code,
                message=Text(
                    vi=f"{code} ghi bến {berth!r}, lớp {layer.of} không có. Hãy sửa mã bến.",
                    en=f"{code} names the berth {berth!r}, which {layer.of} does not hold. "
                    "Correct it.",
                ),
            )


@check(
    "quay-order",
    "warning",
    vi="Các tuyến bến nối tiếp nhau theo số bến.",
    en="Quay lines follow one another in the order of their berths' numbers.",
)
def quay_order(plan: Plan) -> Iterator[Place]:
    """Find berths whose quay does not come after that of the number before, along the shore."""
    for layer, quays in _quays(plan):
        parts = quays[_BERTH].astype(str).str.extract(f"^{_NUMBERED.pattern}$")
        lines = quays.loc[parts[1].notna() & drawn(quays)]
        for _, rows in lines.groupby(parts[0]):
            order = parts[1].loc[rows.index].astype(float).sort_values(kind="stable").index
            row = rows.loc[order]
            for before, at in _out_of_order(row):
                one, other = row[_BERTH].iloc[before], row[_BERTH].iloc[at]
                yield Place(
                    layer=layer.name,
                    code=row[layer.key].iloc[at],
                    at=inside(row.geometry.iloc[at]),
                    where=row.geometry.iloc[at],
                    message=Text(
                        vi=f"Dọc tuyến bến, bến {other} không nằm sau bến {one}. Hãy xem lại mã "
                        "bến của tuyến này.",
                        en=f"Along the quay, berth {other} does not come after berth {one}. Look "
                        "at the berth's code on this line again.",
                    ),
                )


def _out_of_order(quays: gpd.GeoDataFrame) -> Iterator[tuple[int, int]]:
    """Find neighbours in number that lie against the direction in which most numbers run."""
    if len(quays) < _FEWEST_IN_A_ROW:
        return
    middles = quays.geometry.centroid.get_coordinates().to_numpy()
    middles = middles - middles.mean(axis=0)
    along = middles @ np.linalg.svd(middles, full_matrices=False)[2][0]
    steps = np.diff(along)
    direction = np.sign(np.median(np.sign(steps))) or 1.0
    for at in np.flatnonzero(steps * direction <= 0):
        yield int(at), int(at) + 1


def _quays(plan: Plan) -> Iterator[tuple[Layer, gpd.GeoDataFrame]]:
    for layer in plan.catalogue.with_role("line"):
        if layer.of in plan.layers and layer.name in plan.layers and layer.has(_BERTH):
            yield layer, plan.frame(layer.name)
