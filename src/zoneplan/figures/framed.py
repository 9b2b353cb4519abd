"""A framed map with what stands beside it: legend, scale bar, north arrow, locator, names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from zoneplan.figures.column import draw_columns
from zoneplan.figures.furniture import SCALE_MM, draw_scale
from zoneplan.figures.grid import draw_grid_labels, grid_lines
from zoneplan.figures.ground import draw_view
from zoneplan.figures.inset import draw_part, part_rooms
from zoneplan.figures.lettering import names_of
from zoneplan.figures.locator import draw_locator
from zoneplan.figures.naming import set_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zoneplan.figures.column import Key
    from zoneplan.figures.ground import Scene
    from zoneplan.figures.page import Box, Page
    from zoneplan.figures.view import View
    from zoneplan.figures.voice import Voice


@dataclass(frozen=True, kw_only=True)
class Framed:
    """A map in its place: what is drawn in which view, the columns of its legend.

    `furniture` is where scale bar and north arrow go, and above them the locator if `located`.
    """

    scene: Scene
    view: View
    columns: Sequence[tuple[Box, Sequence[Key]]]
    furniture: Box
    located: bool


def draw_framed(page: Page, framed: Framed, voice: Voice, *, graticule: bool = False) -> None:
    """Draw a map with all that stands beside it."""
    scene, view, plan = framed.scene, framed.view, framed.scene.plan
    text = plan.catalogue.texts["figure"]
    captions = {"count": voice.say(text["count"]), "amount": voice.say(text["hectares"])}
    draw_columns(page, framed.columns, **captions)
    grid = grid_lines(view, voice, plan.settings.crs, graticule=graticule)
    draw_view(page, scene, view, label="map", grid=grid)
    draw_grid_labels(page, view, grid)
    draw_scale(page, plan, view, framed.furniture, voice)
    if framed.located:
        place = replace(framed.furniture, bottom=framed.furniture.bottom + SCALE_MM + 3)
        draw_locator(page, plan, view, place, voice)
    part = draw_part(page, scene, view, voice)
    taken = part_rooms(part, view) if part else []
    set_names(page, names_of(scene, view, part, voice), frame=view.box, taken=taken)
