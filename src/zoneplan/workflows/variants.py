"""Boundary variants against each other: read, compared, told as a table or as a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from zoneplan import analysis, measure, report, store, webmap
from zoneplan.errors import PlanError
from zoneplan.report import variants as told
from zoneplan.report.compared import Told
from zoneplan.report.plain import one_line
from zoneplan.workflows.export import no_writer
from zoneplan.workflows.sides import of_layer, side

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from zoneplan.analysis import Compared
    from zoneplan.language import Lang
    from zoneplan.plan import Plan
    from zoneplan.workflows.sides import Reading, Side

_FEWEST, _MOST = 2, 8


@dataclass(frozen=True, kw_only=True)
class Variants:
    """What was compared: the variants with their outlines, what they were set against, tables."""

    plan: Plan
    outlines: gpd.GeoDataFrame
    others: tuple[Side, ...]
    files: tuple[Side, ...]
    compared: Compared


def compare(
    folder: Path,
    names: Sequence[str],
    *,
    files: Sequence[str] = (),
    reading: Reading,
    as_of: date,
) -> Variants:
    """Return variants side by side: codes or layers of the plan, or files, never written.

    They are set against the shore, the layers with a status, their lines, and more `files` or
    layers. Raises `PlanError` where a name stands for nothing, or for no area, or too few or too
    many are named; `IntakeError` where a file cannot be used.
    """
    plan = store.read_plan(folder, as_of=as_of)
    named = [side(plan, name, reading) for name in names]
    outlines = _outlines(named)
    layers = [
        layer
        for layer in plan.catalogue.with_role("feature", "line")
        if layer.name in plan.layers and not layer.variants and len(plan.frame(layer.name))
    ]
    others = tuple(of_layer(plan, layer) for layer in layers)
    more = tuple(side(plan, name, reading) for name in files)
    near = {layer.name for layer in layers if layer.of} | {layer.of for layer in layers}
    beside = [
        analysis.Beside(about=each.name, features=each.features, nearness=each.name in near)
        for each in (*others, *more)
    ]
    return Variants(
        plan=plan,
        outlines=outlines,
        others=others,
        files=more,
        compared=analysis.compared(outlines, _land(plan), beside),
    )


def lines(seen: Variants, lang: Lang) -> list[report.Lines]:
    """Return the table of measures, what is met, and the differences, with all notes."""
    return told.variant_lines(_told(seen), lang)


def document(seen: Variants) -> str:
    """Return everything as one JSON document, unrounded."""
    return told.variants_json(_told(seen))


def csv(seen: Variants, lang: Lang) -> bytes:
    """Return the measures as CSV, one row for each measure of each variant."""
    return told.variants_csv(_told(seen), lang)


def page(seen: Variants, lang: Lang) -> str:
    """Return one offline page: the variants drawn side by side, the table, the differences."""
    return webmap.variants_page(
        seen.plan,
        seen.outlines,
        seen.compared.differences,
        told.variants_content(_told(seen)),
        lang=lang,
    )


WRITERS: Mapping[str, Callable[[Variants, Lang], bytes]] = {
    ".html": lambda seen, lang: page(seen, lang).encode(),
    ".csv": csv,
    ".json": lambda seen, _: document(seen).encode(),
}


def write(seen: Variants, targets: Iterable[Path], *, lang: Lang) -> None:
    """Write a comparison, each file in the format of its suffix.

    Raises `OutputError` where a suffix has no writer or a file cannot be written; then none is.
    """
    made = {}
    for target in targets:
        writer = WRITERS.get(target.suffix.lower())
        if writer is None:
            raise no_writer(target, WRITERS)
        made[target] = writer(seen, lang)
    store.write_all(made)


def _told(seen: Variants) -> Told:
    return Told(
        plan=seen.plan,
        outlines=pd.DataFrame(seen.outlines.drop(columns="geometry")),
        titles={each.name: each.title for each in (*seen.others, *seen.files)},
        measures=seen.compared.measures,
        met=seen.compared.met,
        differences=seen.compared.differences,
        files=tuple(each.name for each in seen.files),
        without_outline=seen.compared.without_outline,
        findings=tuple(finding for each in seen.files for finding in each.findings),
    )


def _outlines(named: Sequence[Side]) -> gpd.GeoDataFrame:
    """Return the variants in one frame, each once and with a code of its own."""
    outlines = pd.concat([each.features for each in named], ignore_index=True)
    again = outlines.duplicated(["layer", "code"])
    repeated, outlines = outlines[again], outlines[~again].reset_index(drop=True)
    twins = outlines["code"].duplicated(keep=False)
    codes = outlines["code"].where(~twins, outlines["layer"] + ":" + outlines["code"])
    variants = gpd.GeoDataFrame(outlines.assign(code=codes), crs=named[0].features.crs)
    if len(variants) < _FEWEST and len(repeated):
        name = one_line(str(repeated["code"].iloc[0]))
        raise PlanError(
            vi=f"{name} được nêu nhiều lần; so sánh cần các phương án khác nhau. Hãy nêu thêm.",
            en=f"{name} is named more than once; a comparison takes different variants. Name "
            "another.",
        )
    if not _FEWEST <= len(variants) <= _MOST:
        raise PlanError(
            vi=f"So sánh cần từ {_FEWEST} đến {_MOST} phương án, không phải {len(variants)}. Hãy "
            "nêu mã, lớp hoặc tệp.",
            en=f"A comparison takes {_FEWEST} to {_MOST} variants, not {len(variants)}. Name "
            "codes, layers or files.",
        )
    flat = [shape for shape in measure.valid_shapes(variants.geometry) if shape is not None]
    if not all(shape.area for shape in flat):
        raise PlanError(
            vi="Có đối tượng là đường hoặc điểm; phương án ranh giới phải là vùng. Hãy khép kín "
            "đường ranh hoặc chọn lớp khác.",
            en="One of them is a line or a point; a variant of a boundary is an area. Close the "
            "outline, or choose another layer.",
        )
    return variants


def _land(plan: Plan) -> gpd.GeoDataFrame | None:
    """Return the plan's backdrop of land; None where it has none."""
    layers = [
        layer
        for layer in plan.catalogue.with_role("backdrop")
        if layer.geometry == "MultiPolygon" and layer.name in plan.layers
    ]
    frames = [of_layer(plan, layer).features for layer in layers]
    land = gpd.GeoDataFrame(pd.concat(frames, ignore_index=True)) if frames else None
    return land if land is not None and land.geometry.notna().any() else None
