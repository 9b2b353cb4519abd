"""The page of boundary variants: drawn side by side at one scale, measured, set against each other.

Whatever is only a variant is an outline without fill.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Protocol

import numpy as np
import shapely

from zoneplan import measure
from zoneplan.language import Text
from zoneplan.webmap.plane import HEIGHT, WIDTH, Bar, Window
from zoneplan.webmap.sheet import distance, sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    from zoneplan.language import Lang
    from zoneplan.plan import Plan

_TITLE = Text("So sánh phương án ranh giới", "Boundary variants compared")
_LEAST_LABEL = 26.0
_ALL_DRAWN = 3
"""Of more variants, only the differences from the first are drawn."""
_LABEL_HALF = (22.0, 7.0)


class Content(Protocol):
    """All that is printed of a comparison, in finished words; see `report.compared`."""

    @property
    def variants(self) -> Sequence[object]:
        """Return what each variant is called and rests on."""

    @property
    def rows(self) -> Sequence[object]:
        """Return the table of measures."""

    @property
    def touched(self) -> Sequence[object]:
        """Return what of given files lies within each variant."""

    @property
    def changes(self) -> Sequence[object]:
        """Return how each variant differs from each one named before it."""

    @property
    def notes(self) -> Sequence[Text]:
        """Return what stands below."""


@dataclass(frozen=True, kw_only=True)
class Label:
    """A code that stands in a drawing."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, kw_only=True)
class Ground:
    """Path data of what lies under every drawing, and the names that stand in it."""

    land: str
    rivers: str
    zones: str
    berths: str
    quays: str
    labels: tuple[Label, ...]
    bar: Bar


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Path data of what a variant keeps of another, gains and loses, and of both outlines."""

    kept: str
    gained: str
    lost: str
    first: str
    other: str


def variants_page(
    plan: Plan,
    outlines: gpd.GeoDataFrame,
    differences: gpd.GeoDataFrame,
    content: Content,
    *,
    lang: Lang,
) -> str:
    """Return variants of a boundary side by side as one HTML text that asks for nothing.

    `outlines` are the variants, `differences` those of `analysis.compared`, in the plan's system.
    It opens in `lang`. The same input gives the same text.
    """
    shapes = measure.valid_shapes(outlines.geometry)
    drawn = [shape for shape in shapes if shape is not None]
    window = Window.around(drawn) if drawn else None
    return sheet(
        "variants.html",
        plan,
        lang=lang,
        title=_TITLE,
        notices=(plan.notice,),
        content=content,
        views=[window.stroke(shape) if window else "" for shape in shapes],
        ground=_ground(plan, window) if window else None,
        colours=plan.catalogue.ground,
        differences=_differences(outlines, differences, shapes, window),
        all_drawn=len(shapes) <= _ALL_DRAWN,
        distance=distance,
        width=WIDTH,
        height=HEIGHT,
    )


def _ground(plan: Plan, window: Window) -> Ground:
    land: list[shapely.Geometry] = []
    rivers: list[shapely.Geometry] = []
    zones: list[shapely.Geometry] = []
    berths: list[shapely.Geometry] = []
    quays: list[shapely.Geometry] = []
    labels: list[Label] = []
    for layer in plan.catalogue.with_role("backdrop", "feature", "line"):
        if layer.name not in plan.layers or layer.variants or layer.geometry == "Point":
            continue
        frame = plan.frame(layer.name)
        shapes = measure.valid_shapes(frame.geometry)
        seen = [shape is not None and shape.intersects(window.box) for shape in shapes]
        if layer.role == "backdrop":
            kind = land if layer.geometry == "MultiPolygon" else rivers
        elif layer.role == "line":
            kind = quays
        else:
            kind = berths if layer.label == "number" else zones
        kind += [shape for shape, is_seen in zip(shapes, seen, strict=True) if is_seen]
        if kind is zones and layer.label != "wide":
            labels += _labels(frame[layer.key].to_numpy(dtype=object), shapes, seen, window)
    return Ground(
        land="".join(map(window.fill, land)),
        rivers="".join(map(window.stroke, rivers)),
        zones="".join(map(window.fill, zones)),
        berths="".join(map(window.fill, berths)),
        quays="".join(map(window.stroke, quays)),
        labels=_apart(labels),
        bar=window.bar(),
    )


def _labels(
    codes: NDArray[np.object_], shapes: NDArray[np.object_], seen: list[bool], window: Window
) -> list[Label]:
    found = []
    for code, shape, is_seen in zip(codes, shapes, seen, strict=True):
        if is_seen:
            part = shapely.intersection(shape, window.box)
            x, y = window.at(shapely.point_on_surface(part))
            if np.sqrt(part.area) / window.metres >= _LEAST_LABEL / 3:
                found.append(Label(x=x, y=y, text=str(code)))
    return found


def _apart(labels: list[Label]) -> tuple[Label, ...]:
    """Return the labels that stand over no other."""
    kept: list[Label] = []
    wide, high = _LABEL_HALF
    for label in labels:
        if all(abs(label.x - o.x) > 2 * wide or abs(label.y - o.y) > 2 * high for o in kept):
            kept.append(label)
    return tuple(kept)


def _differences(
    outlines: gpd.GeoDataFrame,
    differences: gpd.GeoDataFrame,
    shapes: NDArray[np.object_],
    window: Window | None,
) -> list[Difference | None]:
    """Return the drawing of each pair, None of one without outlines or beyond what is drawn."""
    made: list[Difference | None] = []
    codes = outlines["code"].to_numpy(dtype=object)
    for base, at in combinations(range(len(shapes)), 2):
        pair = (differences["code"] == codes[at]) & (differences["other_code"] == codes[base])
        own = differences.loc[pair].set_index("kind").geometry
        if window is None or own.empty or (base and len(shapes) > _ALL_DRAWN):
            made.append(None)
            continue
        made.append(
            Difference(
                kept=window.fill(shapely.intersection(shapes[base], shapes[at])),
                gained=window.fill(own["gained"]),
                lost=window.fill(own["lost"]),
                first=window.stroke(shapes[base]),
                other=window.stroke(shapes[at]),
            )
        )
    return made
