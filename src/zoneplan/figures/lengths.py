"""Lengths along the lines that belong to features: a berth's quay in metres."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from zoneplan.figures.design import sizes
from zoneplan.figures.naming import Name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from zoneplan.figures.ground import Scene
    from zoneplan.figures.view import View
    from zoneplan.figures.voice import Voice
    from zoneplan.plan import Plan

_LENGTH = "declared_quay_m"
_LEAST_MM = 9.0


def lengths_of(scene: Scene, view: View, voice: Voice) -> Iterator[Name]:
    """Yield the declared length beside the middle of each line that can bear it here."""
    for name in scene.lines:
        plan, layer = scene.plan, scene.plan.catalogue.layers[name]
        declared = _declared(plan, layer.of or "")
        frame = plan.frame(name)
        owner = next((column for column in frame if _names_owners(frame[column], declared)), None)
        if owner is None:
            continue
        shapes = view.to_page(np.asarray(frame.geometry.array, dtype=object))
        for code, shape in zip(frame[owner], shapes, strict=True):
            metres = declared.get(code, np.nan)
            if shape is not None and shapely.length(shape) >= _LEAST_MM and not np.isnan(metres):
                words = f"{voice.stated(metres)} m"
                yield Name(
                    lines=(words,),
                    shape=_middle(shape),
                    size=sizes().length,
                    must=False,
                    face="oblique",
                )


def _middle(line: shapely.Geometry) -> shapely.Point:
    """Return the point of a line next to its middle."""
    return shapely.get_point(shapely.shortest_line(line, line.centroid), 0)


def _declared(plan: Plan, layer: str) -> Mapping[object, float]:
    """Return the declared length of each feature of a layer by its code; empty where none is."""
    frame = plan.frame(layer) if layer in plan.layers else None
    if frame is None or _LENGTH not in frame:
        return {}
    return dict(zip(frame[plan.catalogue.layers[layer].key], frame[_LENGTH], strict=True))


def _names_owners(values: object, owners: Mapping[object, float]) -> bool:
    held = [value for value in values if isinstance(value, str)]  # type: ignore[attr-defined]
    return bool(held) and all(value in owners for value in held)
