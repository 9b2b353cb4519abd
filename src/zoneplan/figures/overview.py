"""The overview figure: one sheet with every layer of the plan in its state on the day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from matplotlib.patches import Rectangle

from zoneplan.figures.content import groups_of
from zoneplan.figures.furniture import (
    MARGIN_MM,
    draw_grid_labels,
    draw_heading,
    draw_notes,
    draw_scale,
)
from zoneplan.figures.ground import backdrop, draw_view
from zoneplan.figures.legend import draw_legend
from zoneplan.figures.naming import Name, broken, fitted, number_in, set_names
from zoneplan.figures.page import INK, QUIET, Box, new_page
from zoneplan.figures.paper import A4_LANDSCAPE
from zoneplan.figures.typeface import line_mm, literal, wrapped
from zoneplan.figures.view import PART_TITLE_MM, View, enlarged_part, whole_view
from zoneplan.figures.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from zoneplan.figures.content import Group
    from zoneplan.figures.page import Page
    from zoneplan.figures.paper import Paper
    from zoneplan.figures.voice import Tongue
    from zoneplan.plan import Plan, Tables

_COLUMN_MM = 79.0
_READABLE_MM = 4.0
_GROUP_MM = 22.0


def overview(plan: Plan, tables: Tables, *, lang: Tongue, paper: Paper = A4_LANDSCAPE) -> Figure:
    """Return the overview of a plan on one sheet, A4 across unless told otherwise.

    In the plan's own projected system, at a round scale that is true on paper. Features too small
    to bear their numbers are enlarged in a corner that hides no feature, where there is one. An
    outline that is not known is told in the legend.
    """
    voice = Voice.of(lang)
    page = new_page(paper.width_mm, paper.height_mm)
    groups = groups_of(plan, tables, voice)
    foot, head = draw_notes(page, plan, voice), draw_heading(page, plan, voice)
    left, right = MARGIN_MM + 5, page.box.right - MARGIN_MM - _COLUMN_MM - 5
    box = Box(left=left, bottom=foot + 6.5, right=right, top=head - 3)
    column = Box(left=right + 5, bottom=box.bottom, right=right + 5 + _COLUMN_MM, top=box.top)
    draw_legend(page, plan, groups, column, voice)
    bounds = _bounds(plan, groups)
    if bounds is None:
        nothing = voice.say(plan.catalogue.texts["figure"]["nothing"])
        page.write(box.left, box.top, [nothing], size=9, colour=QUIET)
        return page.figure
    view = whole_view(bounds, box, enlarged=page.enlarged)
    draw_view(page, plan, groups, view, label="map")
    draw_grid_labels(page, view, voice)
    draw_scale(page, plan, view, column, voice)
    part = _draw_part(page, plan, groups, view, voice)
    names = [
        *_names(groups, view, part, voice),
        *_wide_names(groups, view),
        *_places(plan, view, voice),
    ]
    set_names(page, names, frame=box, taken=_taken(part))
    return page.figure


def _taken(part: View | None) -> list[Box]:
    """Return what the enlarged part takes of the page, with its title."""
    return [replace(part.box.inset(-1), top=part.box.top + PART_TITLE_MM + 1)] if part else []


def _bounds(plan: Plan, groups: Sequence[Group]) -> NDArray[np.float64] | None:
    """Return the bounds of all features, of the backdrop where there is no feature to draw."""
    drawn = [shape for group in groups for shape in group.drawn["shape"]]
    ground = [shape for shapes in backdrop(plan, "MultiPolygon") for shape in shapes]
    bounds = shapely.total_bounds(np.array([*(drawn or ground), None], dtype=object))
    return bounds if np.isfinite(bounds).all() else None


def _small(group: Group, view: View) -> bool:
    """Tell whether the features that are known by numbers are too small here to bear them."""
    if group.layer.label != "number" or group.drawn.empty:
        return False
    sizes = np.sqrt(shapely.area(group.drawn["shape"].to_numpy())) / view.unit
    return bool(np.median(sizes) < _READABLE_MM)


def _draw_part(
    page: Page, plan: Plan, groups: Sequence[Group], view: View, voice: Voice
) -> View | None:
    """Return the enlarged view of the features with numbers; None where none is needed or fits."""
    small = [group for group in groups if _small(group, view)]
    if not small:
        return None
    shapes = np.concatenate([group.drawn["shape"].to_numpy() for group in small])
    covers = [group.drawn["shape"].to_numpy() for group in groups]
    part = enlarged_part(
        shapely.total_bounds(shapes),
        view,
        view.to_page(np.concatenate(covers)),
        enlarged=page.enlarged,
    )
    if part is None:
        return None
    draw_view(page, plan, groups, part, label="part")
    west, south, east, north = _extent(part, view).bounds
    look: dict[str, Any] = {"fill": False, "edgecolor": INK, "linewidth": 0.7 * page.enlarged}
    page.put(Rectangle((west, south), east - west, north - south, label="part-extent", **look))
    titles = ", ".join(dict.fromkeys(voice.say(group.layer.title) for group in small))
    box = part.box
    look = {"facecolor": "white", "edgecolor": QUIET, "linewidth": 1.4 * page.enlarged}
    page.put(Rectangle((box.left, box.top), box.width, PART_TITLE_MM, zorder=0.5, **look))
    words = wrapped(titles, 7.5, box.width - 3, "bold")[:1]
    scale = f"{voice.say(plan.catalogue.texts['figure']['scale'])} 1:{voice.number(part.scale)}"
    x, y = box.left + 1.5, box.top + PART_TITLE_MM - 0.9
    page.write(x, y, words, size=7.5, face="bold", label="part-title")
    page.write(x, y - line_mm(7.5), [scale], size=7, colour=QUIET)
    set_names(page, _numbers(small, part), frame=box, taken=())
    return part


def _numbers(groups: Sequence[Group], view: View) -> list[Name]:
    return [
        Name(lines=(literal(number_in(name)),), shape=shape, face="bold", inside=True, digits=True)
        for group in groups
        for name, shape in _drawn(group, view)
    ]


def _names(groups: Sequence[Group], view: View, part: View | None, voice: Voice) -> list[Name]:
    """Return names and numbers of features, those in the tightest places first."""
    names = []
    for group in groups:
        if group.layer.label == "name":
            names += [
                Name(lines=fitted(name, shape), shape=shape, inside=True)
                for name, shape in _drawn(group, view)
            ]
        elif group.layer.label == "number" and not _small(group, view):
            names += _numbers([group], view)
    small = [group for group in groups if _small(group, view)]
    for title in dict.fromkeys(group.layer.title for group in small):
        held = [
            shape
            for group in small
            if group.layer.title == title
            for _, shape in _drawn(group, view)
        ]
        whole = shapely.box(*shapely.total_bounds(np.array(held, dtype=object)))
        if part is not None:
            whole = _extent(part, view)
        lines = broken(voice.say(title), face="bold", within=_GROUP_MM)
        names.append(Name(lines=lines, shape=whole, face="bold"))
    return sorted(names, key=lambda name: _room_round(name, names))


def _room_round(name: Name, names: Sequence[Name]) -> float:
    distances = sorted(
        shapely.distance(name.shape.centroid, [other.shape.centroid for other in names])
    )
    return float(sum(distances[:4]))


def _wide_names(groups: Sequence[Group], view: View) -> list[Name]:
    return [
        Name(
            lines=broken(name.upper(), size=9, face="bold"),
            shape=shape,
            size=9,
            face="bold",
            colour=group.style.outline,
            inside=True,
            covered=True,
        )
        for group in groups
        if group.layer.label == "wide"
        for name, shape in _drawn(group, view)
    ]


def _places(plan: Plan, view: View, voice: Voice) -> list[Name]:
    names = []
    for layer in plan.catalogue.with_role("backdrop"):
        if layer.geometry != "Point" or layer.name not in plan.layers:
            continue
        frame = plan.frame(layer.name)
        points = view.to_page(np.asarray(frame.geometry.array, dtype=object))
        for name, point in zip(
            frame.get(f"name_{voice.first}", frame[layer.key]), points, strict=True
        ):
            if point is not None and isinstance(name, str) and not point.is_empty:
                look: dict[str, Any] = {
                    "face": "oblique",
                    "colour": plan.catalogue.ground["place"],
                    "size": 7.5,
                }
                names.append(Name(lines=(literal(name),), shape=point, must=False, **look))
    return names


def _drawn(group: Group, view: View) -> list[tuple[str, shapely.Geometry]]:
    shapes = view.to_page(group.drawn["shape"].to_numpy())
    return list(zip(group.drawn["name"], shapes, strict=True))


def _extent(part: View, view: View) -> shapely.Geometry:
    """Return the ground of a part as a rectangle of the page within another view."""
    ground = part.ground
    box = shapely.box(ground.left, ground.bottom, ground.right, ground.top)
    return view.to_page(np.array([box], dtype=object))[0]
