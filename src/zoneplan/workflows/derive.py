"""Variants made from what was brought in: each a part of one outline, cut at another layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from zoneplan import analysis, exchange
from zoneplan.errors import IntakeError
from zoneplan.language import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from zoneplan.catalogue import Catalogue, Layer
    from zoneplan.store import Derivation, Intake

_STATED_BY_THE_CUT = ("boundary_basis", "boundary_uncertainty_m", "boundary_source", "note")

Frames = dict[str, gpd.GeoDataFrame]


def with_derived(
    steps: Iterable[Intake], frames: Mapping[str, gpd.GeoDataFrame], catalogue: Catalogue
) -> Frames:
    """Return the layers of a new plan with the rows that its steps derive from other rows.

    A step may derive from annexes and from the steps before it. Raises `IntakeError` where a step
    names what is not there, states what the cut itself tells, or leaves nothing.
    """
    made = dict(frames)
    for step in steps:
        if step.derive is None:
            continue
        layer = _known(step.layer, made, catalogue)
        row = _row(step, step.derive, layer, made, catalogue)
        table = pd.concat([made[layer.name], row], ignore_index=True)
        made[layer.name] = gpd.GeoDataFrame(table, geometry="geometry", crs=frames[layer.name].crs)
    return made


def _row(
    step: Intake,
    derive: Derivation,
    layer: Layer,
    frames: Mapping[str, gpd.GeoDataFrame],
    catalogue: Catalogue,
) -> pd.DataFrame:
    where = f"derive {derive.layer} {derive.code}"
    _refuse_own_words(step, where)
    whole, by = (_known(name, frames, catalogue) for name in (derive.layer, derive.by))
    feature = frames[whole.name].loc[frames[whole.name][whole.key] == derive.code]
    if feature.empty or feature.geometry.isna().any() or frames[by.name].empty:
        raise IntakeError(
            vi=f"{where}: không có ranh giới của {derive.code} trong lớp {whole.name}, hoặc lớp "
            f"{by.name} rỗng. Hãy sửa mã hoặc đưa lớp đó vào trước.",
            en=f"{where}: there is no outline of {derive.code} in the layer {whole.name}, or the "
            f"layer {by.name} is empty. Correct the code, or bring that layer in.",
        )
    part = analysis.part_of(
        analysis.Side(feature, Text(derive.code, derive.code)),
        analysis.Side(frames[by.name], by.title),
        outside=derive.outside,
        catalogue=catalogue,
    )
    if part is None:
        raise IntakeError(
            vi=f"{where}: cắt theo lớp {by.name} thì không còn gì. Hãy xem lại within, outside.",
            en=f"{where}: cut at the layer {by.name}, nothing is left. Look at within and outside.",
        )
    outline = part.pop("geometry")
    told = {name: str(value) for name, value in part.items() if layer.has(name) and value}
    texts = {name: str(value) for name, value in step.set} | told
    table = exchange.conformed(pd.DataFrame([texts], dtype=object), layer, where=where)
    return table.assign(geometry=[outline])


def _known(name: str, frames: Mapping[str, gpd.GeoDataFrame], catalogue: Catalogue) -> Layer:
    layer = catalogue.layers.get(name)
    if layer is None or layer.geometry != "MultiPolygon" or name not in frames:
        known = [each.name for each in catalogue.layers.values() if each.geometry == "MultiPolygon"]
        raise IntakeError(
            vi=f"derive: {name!r} không phải lớp vùng. Các lớp vùng: {', '.join(known)}.",
            en=f"derive: {name!r} is no layer of areas. The layers of areas: {', '.join(known)}.",
        )
    return layer


def _refuse_own_words(step: Intake, where: str) -> None:
    stated = [name for name, _ in step.set if name in _STATED_BY_THE_CUT]
    if stated:
        raise IntakeError(
            vi=f"{where}: không ghi {', '.join(stated)} trong set; phép cắt tự cho biết ranh giới "
            "chắc đến đâu. Hãy bỏ mục đó.",
            en=f"{where}: leave {', '.join(stated)} out of set; the cut itself tells how sure the "
            "outline is.",
        )
