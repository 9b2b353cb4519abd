"""The enlarged part of a map: features too small to bear their numbers, in a free corner."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import shapely
from matplotlib.patches import Rectangle

from zoneplan.figures.content import within
from zoneplan.figures.design import sizes, widths
from zoneplan.figures.grid import grid_lines
from zoneplan.figures.ground import draw_view
from zoneplan.figures.lettering import extent_on_page, is_small, numbers_of
from zoneplan.figures.naming import set_names
from zoneplan.figures.page import INK, QUIET, Box
from zoneplan.figures.typeface import line_mm, wrapped
from zoneplan.figures.view import PART_TITLE_MM, enlarged_part

if TYPE_CHECKING:
    from zoneplan.figures.ground import Scene
    from zoneplan.figures.page import Page
    from zoneplan.figures.view import View
    from zoneplan.figures.voice import Voice

_LEAST_MM = 2.8
_EDGE_MM = 0.4


def draw_part(page: Page, scene: Scene, view: View, voice: Voice) -> View | None:
    """Return the enlarged view of the features with numbers; None where none is needed or fits."""
    small = [group for group in scene.groups if is_small(group, view)]
    if not small:
        return None
    shapes = np.concatenate([group.drawn["shape"].to_numpy() for group in small])
    covers = np.concatenate([group.drawn["shape"].to_numpy() for group in scene.groups])
    west, south, east, north = (float(side) for side in shapely.total_bounds(shapes))
    part = enlarged_part(
        (west, south, east, north), view, view.to_page(covers), enlarged=page.enlarged
    )
    if part is None or any(is_small(group, part, least_mm=_LEAST_MM) for group in small):
        return None
    # The grid of the part has no room for names: only its lines are drawn.
    grid = grid_lines(part, voice, scene.plan.settings.crs, graticule=False)
    draw_view(
        page,
        replace(scene, groups=within(scene.groups, part.ground)),
        part,
        label="part",
        grid=grid,
    )
    left, bottom, right, top = extent_on_page(part, view).bounds
    frame = Rectangle((left, bottom), right - left, top - bottom, fill=False, label="part-extent")
    frame.set(edgecolor=INK, linewidth=0.7 * page.enlarged)
    page.put(frame)
    titles = ", ".join(dict.fromkeys(voice.say(group.layer.title) for group in small))
    scale = voice.say(scene.plan.catalogue.texts["figure"]["scale"])
    _draw_title(page, part.box, titles, f"{scale} 1:{voice.number(part.scale)}")
    set_names(page, numbers_of(small, part), frame=part.box, taken=())
    return part


def part_rooms(part: View, view: View) -> list[Box]:
    """Return what the enlarged part takes of the page: itself, and the frame of its ground."""
    left, bottom, right, top = (float(side) for side in extent_on_page(part, view).bounds)
    frame = Box(left=left, bottom=bottom, right=right, top=top).inset(-_EDGE_MM)
    width = 2 * _EDGE_MM
    return [
        replace(part.box.inset(-1), top=part.box.top + PART_TITLE_MM + 1),
        replace(frame, right=frame.left + width),
        replace(frame, left=frame.right - width),
        replace(frame, top=frame.bottom + width),
        replace(frame, bottom=frame.top - width),
    ]


def _draw_title(page: Page, box: Box, title: str, scale: str) -> None:
    plate = Rectangle((box.left, box.top), box.width, PART_TITLE_MM, facecolor="white", zorder=0.5)
    plate.set(edgecolor=QUIET, linewidth=widths().frame * page.enlarged)
    page.put(plate)
    size = sizes()
    words = wrapped(title, size.key, box.width - 3, "bold")[:1]
    x, y = box.left + 1.5, box.top + PART_TITLE_MM - 0.9
    page.write(x, y, words, size=size.key, face="bold", label="part-title")
    page.write(x, y - line_mm(size.key), [scale], size=size.note, colour=QUIET)
