"""The map of a sheet: its features with what lies round them, at a scale that is true on paper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import shapely

from zoneplan.figures.column import split_keys
from zoneplan.figures.content import within
from zoneplan.figures.framed import Framed
from zoneplan.figures.furniture import SCALE_MM
from zoneplan.figures.ground import Scene, land_bounds
from zoneplan.figures.legend import legend_of
from zoneplan.figures.locator import LOCATOR_MM, is_worth_it
from zoneplan.figures.national import refuse_national
from zoneplan.figures.page import Box, DoesNotFitError
from zoneplan.figures.view import over_cover, whole_view

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from zoneplan.catalogue import Layer
    from zoneplan.figures.content import Group
    from zoneplan.figures.extent import Bounds
    from zoneplan.figures.page import Page
    from zoneplan.figures.view import View
    from zoneplan.figures.voice import Voice
    from zoneplan.plan import Plan

_HEIGHT_MM = 116.0
_COLUMN_MM = 52.0
_GRID_MM = 6.5
_AROUND = 0.2
_LEAST_AROUND_M = 150.0


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What may be drawn on the maps of an atlas: the groups of all its layers, made once."""

    plan: Plan
    groups: Sequence[Group]
    voice: Voice
    strict: bool = False

    def map_of(self, page: Page, whole: Box, layer: Layer, codes: Collection[str]) -> Framed | None:
        """Return the map of some features at the top of a box; None where none has an outline.

        The box is filled as far down as the furniture of the view says. Raises `OutputError`
        where the paper is too small, and for a national map without both archipelagos.
        """
        bounds = self._bounds(layer, codes)
        if bounds is None:
            return None
        height = 0.0
        needed = _HEIGHT_MM
        while needed > height:
            height = needed
            if height > whole.height:
                raise DoesNotFitError
            band = replace(whole, bottom=whole.top - height)
            scene, view = self._seen(page, band, bounds, layer)
            framed, needed = self._framed(page, band, replace(scene, focus=frozenset(codes)), view)
        refuse_national(self.plan, framed.view.ground)
        return framed

    def _seen(self, page: Page, band: Box, bounds: Bounds, layer: Layer) -> tuple[Scene, View]:
        """Return what the map in a band of the page shows, beside its column."""
        left, right = band.left + 5, band.right - _COLUMN_MM - 5
        box = replace(band, left=left, right=right, bottom=band.bottom + _GRID_MM)
        view = whole_view(bounds, box, enlarged=page.enlarged, margin=2)
        view = over_cover(view, bounds, land_bounds(self.plan))
        own = [each for each in self.groups if not each.layer.variants or each.layer is layer]
        shown = within(own, view.ground)
        return Scene.of(self.plan, shown, ground=view.ground, strict=self.strict), view

    def _framed(self, page: Page, band: Box, scene: Scene, view: View) -> tuple[Framed, float]:
        """Return the map with its column, and how high that must be for legend and furniture."""
        column = replace(band, left=band.right - _COLUMN_MM)
        located = is_worth_it(self.plan, view.ground)
        furniture = SCALE_MM + (LOCATOR_MM + 4 if located else 0)
        keys = legend_of(scene, view.scale, self.voice, summed=False)
        parts, taken = split_keys(page, column.width, 1, keys, reserved=furniture + 4)
        framed = Framed(
            scene=scene,
            view=view,
            columns=[(column, parts[0])],
            furniture=replace(column, top=column.bottom + furniture),
            located=located,
        )
        return framed, taken

    def _bounds(self, layer: Layer, codes: Collection[str]) -> Bounds | None:
        """Return the ground of some features with a margin of what lies round them."""
        rows = [
            group.drawn.loc[group.drawn["code"].isin(codes)]
            for group in self.groups
            if group.layer is layer
        ]
        shapes = np.array([*(shape for held in rows for shape in held["shape"]), None])
        if shapely.is_missing(shapes).all():
            return None
        west, south, east, north = (float(side) for side in shapely.total_bounds(shapes))
        doubts = [doubt for held in rows for doubt in held["uncertainty_m"].dropna()]
        around = max(
            _AROUND * max(east - west, north - south), _LEAST_AROUND_M, *map(float, doubts)
        )
        return west - around, south - around, east + around, north + around
