"""What meets what, and what is nearest: layers, features and files against each other."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from zoneplan import analysis, store
from zoneplan.report import Lines
from zoneplan.report import conflicts as told
from zoneplan.workflows.sides import WATER, Reading, Side, of_layer, side, water

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    import geopandas as gpd

    from zoneplan.catalogue import Layer
    from zoneplan.language import Lang, Text
    from zoneplan.plan import Overlay, Plan

_ZONE_TYPE = "economic_zone"


@dataclass(frozen=True, kw_only=True)
class Met:
    """One side against another: what they share."""

    first: Side
    second: Side
    overlay: Overlay


@dataclass(frozen=True, kw_only=True)
class Near:
    """One side against another: the nearest of the other for each of the first."""

    first: Side
    second: Side
    table: gpd.GeoDataFrame


@dataclass(frozen=True, kw_only=True)
class Against:
    """What the user sets against what, empty for what the plan itself suggests."""

    first: Sequence[str] = ()
    second: Sequence[str] = ()
    reading: Reading = field(default_factory=Reading)


def conflicts(folder: Path, asked: Against, *, as_of: date) -> tuple[Plan, tuple[Met, ...]]:
    """Return the plan, and what each side shares with each other one.

    Without sides: the economic zones and their alternatives against all layers with a status,
    the lines that belong to them, and the water. Raises `PlanError` where a side is unknown,
    `IntakeError` where a file cannot be used.
    """
    plan = store.read_plan(folder, as_of=as_of)
    return plan, met_in(plan, asked)


def met_in(plan: Plan, asked: Against) -> tuple[Met, ...]:
    """Return what the sides that are asked for share in a plan; see `conflicts`."""
    firsts = _named(plan, asked.first, asked) or _of_layers(plan, _zones(plan) or plan.features)
    seconds = _named(plan, asked.second, asked) or (
        *_of_layers(plan, _standing(plan)),
        *(each for each in (water(plan),) if len(each.features)),
    )
    return tuple(
        Met(
            first=first,
            second=second,
            overlay=analysis.overlay(first.features, _others(first, second)),
        )
        for first in firsts
        for second in seconds
    )


def nearest(folder: Path, asked: Against, *, as_of: date) -> tuple[Plan, tuple[Near, ...]]:
    """Return the plan, and for each feature of each side the nearest of each other side.

    Without sides: all layers with a status but economic zones, of which those that lines belong
    to are only gone to, against these layers and the lines. Raises as `conflicts` does.
    """
    plan = store.read_plan(folder, as_of=as_of)
    return plan, nearest_in(plan, asked)


def nearest_in(plan: Plan, asked: Against) -> tuple[Near, ...]:
    """Return what is nearest in a plan for the sides that are asked for; see `nearest`."""
    zones = {layer.name for layer in _zones(plan)}
    others = [layer for layer in _standing(plan) if layer.name not in zones]
    reached = {layer.of for layer in others if layer.of}
    starts = [each for each in others if each.role == "feature" and each.name not in reached]
    firsts = _named(plan, asked.first, asked) or _of_layers(plan, starts or others)
    seconds = _named(plan, asked.second, asked) or _of_layers(plan, others)
    return tuple(
        Near(
            first=first,
            second=second,
            table=analysis.nearest_table(first.features, _others(first, second)),
        )
        for first in firsts
        for second in seconds
    )


def _others(first: Side, second: Side) -> gpd.GeoDataFrame | None:
    """Return the features of the second side; None where it is the first once more.

    Two files may have one name and the same codes without being the same.
    """
    if first.source == second.source:
        return None
    if first.is_file and second.is_file:
        return second.features.assign(layer=second.source)
    return second.features


def _named(plan: Plan, names: Sequence[str], asked: Against) -> tuple[Side, ...]:
    return tuple(side(plan, name, asked.reading) for name in names)


def _of_layers(plan: Plan, layers: Sequence[Layer]) -> tuple[Side, ...]:
    made = (of_layer(plan, layer) for layer in layers)
    return tuple(each for each in made if len(each.features))


def _zones(plan: Plan) -> list[Layer]:
    """Return the economic zones and what has no status of its own, as alternatives have none."""
    return [each for each in plan.features if each.legal_type == _ZONE_TYPE or not each.statuses]


def _standing(plan: Plan) -> list[Layer]:
    """Return the layers with a status and the lines that belong to them."""
    return [
        layer
        for layer in plan.catalogue.with_role("feature", "line")
        if layer.name in plan.layers and (layer.statuses or layer.role == "line")
    ]


def conflict_lines(plan: Plan, met: Sequence[Met], lang: Lang) -> list[Lines]:
    """Return a table of pairs for each other side that is met, then the totals with all notes."""
    tables = [
        told.pair_lines(plan, each.overlay.pairs, _titles(each), lang)
        for each in met
        if len(each.overlay.pairs)
    ]
    totals = told.total_lines(
        plan, [(each.second.title, each.overlay.totals) for each in met], lang
    )
    own = [
        note
        for each in met
        if len(each.second.features)
        for note in told.overlay_notes(plan, each.second.title, each.overlay, lang)
    ]
    keys = ["counted_once_note", "uncertainty_note", "legal_note"]
    keys += ["water_note"] if any(each.second.name == WATER for each in met) else []
    findings = _findings([side for each in met for side in (each.first, each.second)], plan, lang)
    notes = (*dict.fromkeys([*own, *findings]), *told.notes(plan, keys, lang))
    return [*tables, dataclasses.replace(totals, notes=notes)]


def nearest_lines(plan: Plan, near: Sequence[Near], lang: Lang) -> list[Lines]:
    """Return a table for each side and each other side, with all notes under the last."""
    tables = [told.nearest_lines(plan, each.table, _titles(each), lang) for each in near]
    findings = _findings([side for each in near for side in (each.first, each.second)], plan, lang)
    notes = (*dict.fromkeys(findings), *told.notes(plan, ["distance_note"], lang))
    last = tables.pop() if tables else Lines(headings=(), rows=())
    return [*tables, dataclasses.replace(last, notes=notes)]


def conflicts_document(plan: Plan, met: Sequence[Met], form: str) -> str:
    """Return what is shared as JSON, or as GeoJSON with the shared pieces."""
    pairs = _stacked([each.overlay.pairs for each in met])
    if form == "geojson":
        return told.pairs_geojson("zoneplan.conflicts/1", plan, pairs)
    return told.pairs_json(
        "zoneplan.conflicts/1",
        plan,
        pairs,
        totals=_stacked([each.overlay.totals.assign(other_layer=each.second.name) for each in met]),
        within_doubt=_stacked([each.overlay.within_doubt for each in met]),
    )


def nearest_document(plan: Plan, near: Sequence[Near], form: str) -> str:
    """Return what is nearest as JSON, or as GeoJSON with the shortest lines."""
    rows = _stacked([each.table for each in near])
    write = told.pairs_geojson if form == "geojson" else told.pairs_json
    return write("zoneplan.nearest/1", plan, rows)


def _titles(each: Met | Near) -> tuple[Text, Text]:
    return each.first.title, each.second.title


def _stacked(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    filled = [table for table in tables if len(table)] or list(tables[:1])
    return pd.concat(filled, ignore_index=True)


def _findings(sides: Sequence[Side], plan: Plan, lang: Lang) -> Iterator[str]:
    """Yield what was found in files, which are empty, and which do not tell how sure they are."""
    unstated = plan.catalogue.text("common", "uncertainty_unstated", lang)
    nothing = plan.catalogue.text("common", "no_feature_undecided", lang)
    for each in sides:
        if each.is_file and not len(each.features):
            yield f"{each.name}: {nothing}."
        for finding in each.findings:
            yield f"{each.name}: {finding.place.message.say(lang)}"
        if each.features["uncertainty_m"].isna().any():
            yield f"{each.name} {unstated}."
