"""All that is printed of one boundary that moved: how sure it is, its size, where it moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas as gpd

from zoneplan import measure
from zoneplan.change import GEOMETRY, is_empty
from zoneplan.language import LANGUAGES, Text
from zoneplan.webmap.moved import Drawing, Moved, drawings
from zoneplan.webmap.sheet import as_stated, written

if TYPE_CHECKING:
    from collections.abc import Mapping

    import shapely

    from zoneplan.catalogue import Layer
    from zoneplan.change import Change
    from zoneplan.plan import Plan

_NONE = Text("–", "–")


@dataclass(frozen=True, kw_only=True)
class Outline:
    """How sure an outline is: its line, in words, and how wrong a position may be, in metres."""

    there: bool
    dashed: bool
    basis: Text
    uncertainty: Text | None


@dataclass(frozen=True, kw_only=True)
class Measures:
    """An outline's size before and after: hectares of an area, metres of a line.

    The difference is that of the printed sizes, and what was gained less what was lost is it.
    """

    unit: str
    before: Text
    after: Text
    difference: Text
    gained: Text | None
    lost: Text | None


@dataclass(frozen=True, kw_only=True)
class Figure:
    """All that is printed of one boundary that moved."""

    layer: Text
    code: str
    name: Text
    kind: Text | None
    before: Outline
    after: Outline
    views: tuple[Drawing, ...]
    measures: Measures | None
    moved: Text | None
    within: bool
    places: tuple[tuple[Text, Text], ...]


def figure_of(before: Plan, after: Plan, change: Change, shapes: Moved) -> Figure:
    """Return what is printed of a boundary between two states of a plan."""
    layer = after.catalogue.layers[change.layer]
    outlines = tuple(
        _sureness(plan, row, shape)
        for plan, row, shape in (
            (before, change.before, shapes.before),
            (after, change.after, shapes.after),
        )
    )
    way = shapes.farthest
    return Figure(
        layer=layer.title,
        code=change.code or "–",
        name=name_of(change),
        kind=None if change.kind == "changed" else after.catalogue.texts["common"][change.kind],
        before=outlines[0],
        after=outlines[1],
        views=drawings(after, change, shapes),
        measures=_measures(after, layer, change, shapes),
        moved=written(way.length, decimals=2) if way is not None else None,
        within=way is not None and _within(change, way.length),
        places=_places(way, sure=not any(each.dashed for each in outlines)) if way else (),
    )


def _sureness(plan: Plan, row: Mapping[str, Any] | None, shape: object) -> Outline:
    """Return how sure an outline is; one of which nobody says so is schematic."""
    text = plan.catalogue.texts
    known = plan.catalogue.boundary_bases.get(str((row or {}).get("boundary_basis")))
    basis = known.title if known else text["page"]["basis_unknown"]
    dashed = known is None or known.is_schematic
    doubt = _uncertainty_m(row)
    return Outline(
        there=shape is not None,
        dashed=dashed,
        basis=_marked(basis, text["common"]["schematic"]) if dashed else basis,
        uncertainty=None if doubt is None else as_stated(doubt),
    )


def _marked(basis: Text, schematic: Text) -> Text:
    """Return what an outline rests on, and that it is schematic where the words do not say so."""
    return Text(
        *(
            told if word in told else f"{told} ({word})"
            for told, word in zip(basis, schematic, strict=True)
        )
    )


def _uncertainty_m(row: Mapping[str, Any] | None) -> float | None:
    value: Any = (row or {}).get("boundary_uncertainty_m")
    return None if is_empty(value) else float(value)


def _measures(plan: Plan, layer: Layer, change: Change, shapes: Moved) -> Measures | None:
    if layer.geometry == "Point":
        return None
    is_line = layer.geometry == "LineString"
    size = measure.geodesic_length_m if is_line else measure.geodesic_area_ha
    old, new = (_size(plan, size, shape) for shape in change.value(GEOMETRY))
    difference = round(new - old, 2)
    gained = lost = None
    if not is_line:
        gained, lost = _balanced(
            _size(plan, size, shapes.gained), _size(plan, size, shapes.lost), difference
        )
    return Measures(
        unit="m" if is_line else "ha",
        before=written(old, decimals=2) if shapes.before is not None else _NONE,
        after=written(new, decimals=2) if shapes.after is not None else _NONE,
        difference=written(difference, decimals=2, sign=True),
        gained=None if gained is None else written(gained, decimals=2, sign=True),
        lost=None if lost is None else written(-lost, decimals=2),
    )


def _size(plan: Plan, size: Any, shape: shapely.Geometry | None) -> float:  # noqa: ANN401
    """Return a printed size, 0 where there is nothing."""
    if shape is None or shape.is_empty:
        return 0.0
    return round(float(size(gpd.GeoSeries([shape], crs=plan.settings.crs)).iloc[0]), 2)


def _balanced(gained: float, lost: float, difference: float) -> tuple[float, float]:
    """Return both with the last cent of rounding put on the larger, so that the print adds up."""
    rest = round(difference - (gained - lost), 2)
    if gained > lost:
        return round(gained + rest, 2), lost
    return gained, round(lost - rest, 2)


def _within(change: Change, distance_m: float) -> bool:
    """Tell whether a move is no larger than how wrong either outline may be."""
    doubts = (_uncertainty_m(row) for row in (change.before, change.after))
    return any(doubt is not None and distance_m <= doubt for doubt in doubts)


def _places(way: shapely.LineString, *, sure: bool) -> tuple[tuple[Text, Text], ...]:
    """Return the farthest point before and after as X (north) and Y (east), in metres."""
    decimals = 2 if sure else 0
    return tuple(
        (written(north, decimals=decimals), written(east, decimals=decimals))
        for east, north in way.coords
    )


def name_of(change: Change) -> Text:
    """Return the name of a changed row in both languages, empty where it has none."""
    row = change.after or change.before or {}
    names = [row.get(f"name_{lang}") for lang in LANGUAGES]
    return Text(*("" if is_empty(name) else str(name) for name in names))
