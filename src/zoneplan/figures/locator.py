"""The locator: where the map lies, on the plan's own backdrop of the city and its coast."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from matplotlib.patches import Rectangle

from zoneplan.figures.design import sizes
from zoneplan.figures.ground import draw_backdrop, draw_frame, land_bounds
from zoneplan.figures.national import refuse_national
from zoneplan.figures.page import RED, Box, ground_axes
from zoneplan.figures.typeface import line_mm
from zoneplan.figures.view import View

if TYPE_CHECKING:
    from zoneplan.figures.page import Page
    from zoneplan.figures.voice import Voice
    from zoneplan.plan import Plan

_WORTH_IT = 0.25
_HEIGHT_MM = 25.0
LOCATOR_MM = _HEIGHT_MM + 6


def is_worth_it(plan: Plan, ground: Box) -> bool:
    """Tell whether a map shows so little of the backdrop that its place wants telling."""
    bounds = land_bounds(plan)
    if bounds is None:
        return False
    west, south, east, north = bounds
    return ground.width * ground.height < _WORTH_IT * (east - west) * (north - south)


def draw_locator(page: Page, plan: Plan, view: View, column: Box, voice: Voice) -> None:
    """Draw the locator with its title at the foot of a column.

    Raises `OutputError` where the backdrop is as wide as the nation without both archipelagos.
    """
    bounds = land_bounds(plan)
    if bounds is None:
        return
    west, south, east, north = bounds
    unit = max((north - south) / _HEIGHT_MM, (east - west) / column.width)
    box = Box(
        left=column.left,
        bottom=column.bottom,
        right=column.left + (east - west) / unit,
        top=column.bottom + (north - south) / unit,
    )
    ground = Box(left=west, bottom=south, right=east, top=north)
    small = View(box=box, ground=ground, scale=unit * 1000 / page.enlarged, unit=unit)
    refuse_national(plan, small.ground)
    axes = ground_axes(page, small.box, small.ground, "locator")
    draw_backdrop(axes, plan, small, label="locator", enlarged=page.enlarged * 0.5)
    draw_frame(axes, small, label="locator", enlarged=page.enlarged * 0.6)
    shown = view.ground
    corner = (shown.left, shown.bottom)
    here = Rectangle(corner, shown.width, shown.height, fill=False, zorder=6)
    here.set(edgecolor=RED, linewidth=1.1 * page.enlarged, label="locator-here")
    axes.add_artist(here)
    title = voice.say(plan.catalogue.texts["figure"]["locator"])
    size = sizes().heading
    top = replace(box, top=box.top + line_mm(size) + 0.6).top
    page.write(box.left, top, [title], size=size, face="bold", label="locator-title")
