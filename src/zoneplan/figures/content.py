"""What the figure shows: features grouped by layer and status, from the plan and its tables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from zoneplan.figures.vague import is_vague

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from numpy.typing import NDArray

    from zoneplan.catalogue import Layer, Style
    from zoneplan.figures.page import Box
    from zoneplan.figures.voice import Voice
    from zoneplan.plan import Plan, Tables

_POLYGON = 3
_LINES = (1, 5)


@dataclass(frozen=True, kw_only=True)
class Group:
    """The features of one layer with one status, in one style.

    `features` has code, name, other_name (in the second language, empty where there is none or it
    is the same), shape (polygons in the plan's system, None where no outline is
    known), line (how the outline is drawn), basis, uncertainty_m, outline_source, decision,
    area_ha (declared, else estimated) and estimated.
    """

    layer: Layer
    status: str | None
    title: str
    style: Style
    features: pd.DataFrame

    @cached_property
    def drawn(self) -> pd.DataFrame:
        """The features that have an outline."""
        return self.features.loc[self.features["shape"].notna()]

    @property
    def missing(self) -> pd.DataFrame:
        """The features of which no outline is known."""
        return self.features.loc[self.features["shape"].isna()]

    @property
    def light(self) -> bool:
        """Tell whether it lies wide behind the others, so that its fill is thinned."""
        return self.layer.label == "wide"


def groups_of(
    plan: Plan, tables: Tables, voice: Voice, *, layers: Collection[str] = ()
) -> tuple[Group, ...]:
    """Return the features of some layers (all but variants if none is named), in drawing order.

    Within a layer in the order of progress. Variants are no part of the plan's state: they are
    drawn only where they are asked for.
    """
    return tuple(
        group
        for layer in plan.features
        if (layer.name in layers if layers else not layer.variants)
        for group in _layer_groups(plan, tables, layer, voice)
    )


def within(
    groups: Iterable[Group], ground: Box, *, symbols_at: float | None = None
) -> tuple[Group, ...]:
    """Return what of some groups has an outline that reaches into a rectangle of the ground.

    At a scale at which vague outlines are drawn as symbols, where these stand is what counts.
    """
    frame = shapely.box(ground.left, ground.bottom, ground.right, ground.top)
    cut = []
    for group in groups:
        shapes = group.drawn["shape"].to_numpy()
        if symbols_at is not None:
            vague = is_vague(group.drawn, symbols_at)
            shapes = np.where(vague, shapely.point_on_surface(shapes), shapes)
        seen = shapely.intersects(shapes, frame)
        cut.append(replace(group, features=group.drawn.loc[seen]))
    return tuple(group for group in cut if len(group.features))


def polygons(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return the polygonal part of each shape, shells and holes wound apart; None where none is.

    A crossed outline is mended for drawing only; a shape with an endless coordinate is left out.
    """
    kept = [_polygon(shape) for shape in shapes]
    return np.array([*kept, None], dtype=object)[:-1]


def lines(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return the single lines among the shapes."""
    parts = shapely.get_parts(shapes[~shapely.is_missing(shapes)])
    fit = np.isin(shapely.get_type_id(parts), _LINES) & np.isfinite(shapely.length(parts))
    found: NDArray[np.object_] = parts[fit & ~shapely.is_empty(parts)]
    return found


def _polygon(shape: shapely.Geometry | None) -> shapely.Geometry | None:
    if shape is None or shape.is_empty or not np.isfinite(shapely.total_bounds(shape)).all():
        return None
    whole = shape if shape.is_valid else shapely.make_valid(shape)
    parts = shapely.get_parts(shapely.get_parts(whole))
    found = parts[shapely.get_type_id(parts) == _POLYGON]
    return shapely.orient_polygons(shapely.multipolygons(found)) if len(found) else None


def _layer_groups(plan: Plan, tables: Tables, layer: Layer, voice: Voice) -> list[Group]:
    features = _features(plan, tables, layer, voice)
    known = list(plan.catalogue.statuses_of(layer.name))
    found = list(dict.fromkeys(features["status"]))
    order = sorted(found, key=lambda code: known.index(code) if code in known else len(known))
    return [
        Group(
            layer=layer,
            status=status,
            title=_title(plan, layer, status, voice),
            style=plan.catalogue.status_style(layer.name, status),
            features=features.loc[[held == status for held in features["status"]]],
        )
        for status in order
    ]


def _title(plan: Plan, layer: Layer, status: str | None, voice: Voice) -> str:
    if layer.statuses is None or layer.variants:
        return voice.say(layer.item) or voice.say(layer.title)
    return voice.each(lambda lang: plan.catalogue.status_title(layer.name, status, lang))


def _features(plan: Plan, tables: Tables, layer: Layer, voice: Voice) -> pd.DataFrame:
    """Return a layer's features; the tables hold them in the order of the frame."""
    frame = plan.frame(layer.name).reset_index(drop=True)
    area = tables.area.loc[tables.area["layer"] == layer.name].reset_index(drop=True)
    status = tables.status.loc[tables.status["layer"] == layer.name].reset_index(drop=True)
    named = status if layer.statuses else frame
    names = [
        voice.names(row, code)
        for row, code in zip(
            named.drop(columns="geometry", errors="ignore").to_dict("records"),
            frame[layer.key],
            strict=True,
        )
    ]
    bases = plan.catalogue.boundary_bases
    rows = pd.DataFrame(
        {
            "code": frame[layer.key],
            "name": [name for name, _ in names],
            "other_name": [other for _, other in names],
            "shape": polygons(np.asarray(frame.geometry.array, dtype=object)),
            "basis": frame.get("boundary_basis"),
            "uncertainty_m": frame.get("boundary_uncertainty_m", pd.Series(dtype=float)),
            "outline_source": frame.get("boundary_source"),
            "decision": status["decision"] if layer.statuses else frame.get("decision"),
            "area_ha": area["declared_area_ha"].fillna(area["estimated_area_ha"]),
            "estimated": area["declared_area_ha"].isna() & area["estimated_area_ha"].notna(),
        }
    )
    rows["line"] = [bases[basis].line if basis in bases else "dashed" for basis in rows["basis"]]
    rows["status"] = pd.Series(
        list(status["status"]) if layer.statuses else [None] * len(frame), dtype=object
    )
    return rows
