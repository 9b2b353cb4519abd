"""One framed view: sea, land, rivers, grid, then the features in their styles."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from matplotlib.patches import Rectangle

from zoneplan.figures.content import lines, polygons
from zoneplan.figures.design import widths
from zoneplan.figures.marks import draw_area, draw_edges, draw_lines, draw_polygons
from zoneplan.figures.page import QUIET, ground_axes
from zoneplan.figures.shared import ALONG_MM, unshared
from zoneplan.figures.vague import draw_soft_edges, is_vague, symbols

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from numpy.typing import NDArray

    from zoneplan.catalogue import Layer
    from zoneplan.figures.content import Group
    from zoneplan.figures.extent import Bounds
    from zoneplan.figures.grid import GridLine
    from zoneplan.figures.page import Box, Page
    from zoneplan.figures.view import View
    from zoneplan.plan import Plan

_PALE = 0.5
_SHALLOWS_PT = (9.0, 5.5, 2.6)


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What is drawn in a view: the features, the layers of lines, how vague outlines are told.

    `lines` belong to the features, `rivers` to the backdrop. `focus` are the codes of the features
    that the map is about, and all else is pale; it is about all of them where none is named.
    """

    plan: Plan
    groups: Sequence[Group]
    lines: Sequence[str]
    rivers: Sequence[str]
    strict: bool = False
    focus: frozenset[str] = frozenset()

    def apart(self) -> tuple[Scene, Scene]:
        """Return the scene of what is in focus, and that of all else."""
        scenes = []
        for wanted in (True, False):
            groups = [
                replace(group, features=group.features.loc[held])
                for group in self.groups
                for held in [group.features["code"].isin(self.focus) == wanted]
            ]
            scenes.append(replace(self, groups=groups))
        return scenes[0], scenes[1]

    def has_beneath(self, group: Group) -> bool:
        """Tell whether a group is of variants that are drawn above what they are variants of."""
        held = [other for other in self.groups if len(other.drawn) and not other.layer.variants]
        return group.layer.variants and bool(held) and not self.strict

    @classmethod
    def of(
        cls, plan: Plan, groups: Sequence[Group], *, ground: Box | None = None, strict: bool = False
    ) -> Scene:
        """Return the scene of some groups, with the layers of lines that reach into the ground."""
        owners = {group.layer.name for group in groups}
        held = plan.catalogue.with_role("line", "backdrop")
        drawn = [layer for layer in held if _has_lines(plan, layer, ground)]
        return cls(
            plan=plan,
            groups=groups,
            lines=[layer.name for layer in drawn if layer.of in owners],
            rivers=[layer.name for layer in drawn if layer.role == "backdrop"],
            strict=strict,
        )


def draw_view(
    page: Page, scene: Scene, view: View, *, label: str, grid: Sequence[GridLine] = ()
) -> None:
    """Draw the ground and the features of a view on axes of that label."""
    axes = ground_axes(page, view.box, view.ground, label)
    plan, wide = scene.plan, page.enlarged
    draw_backdrop(axes, plan, view, label=label, enlarged=wide)
    look: dict[str, Any] = {"edgecolor": plan.catalogue.ground["grid"], "alpha": 0.4}
    strokes = np.array([*(shapely.LineString(line.points) for line in grid), None], dtype=object)
    draw_lines(
        axes,
        strokes[:-1],
        linewidth=widths().grid * wide,
        zorder=1.3,
        label=f"{label}-grid",
        **look,
    )
    own = scene
    if scene.focus and not scene.strict:
        own, around = scene.apart()
        _draw_groups(axes, around, view, label=label, enlarged=wide)
        _pale(axes, view, label=label)
        axes = ground_axes(page, view.box, view.ground, f"{label}-focus")
    _draw_groups(axes, own, view, label=label, enlarged=wide)
    for name in scene.lines:
        shapes = lines(np.asarray(plan.frame(name).geometry.array, dtype=object))
        look = {"edgecolor": plan.catalogue.ground["quay"], "capstyle": "butt", "zorder": 4}
        draw_lines(axes, shapes, linewidth=widths().quay * wide, label=f"{label}-lines", **look)
    draw_frame(axes, view, label=label, enlarged=wide)


def _draw_groups(axes: Axes, scene: Scene, view: View, *, label: str, enlarged: float) -> None:
    for position, group in enumerate(scene.groups):
        if len(group.drawn):
            name = f"{label}-{group.layer.name}-{position}"
            draw = _draw_variants if scene.has_beneath(group) else _draw_group
            draw(axes, scene, group, view, label=name, enlarged=enlarged)


def _pale(axes: Axes, view: View, *, label: str) -> None:
    """Lay a veil over all that is drawn so far."""
    ground = view.ground
    veil = Rectangle((ground.left, ground.bottom), ground.width, ground.height, zorder=4.5)
    veil.set(facecolor="white", edgecolor="none", alpha=_PALE, label=f"{label}-veil")
    axes.add_artist(veil)


def draw_backdrop(axes: Axes, plan: Plan, view: View, *, label: str, enlarged: float) -> None:
    """Draw sea, shallow water along the shore, land and rivers."""
    ground, box = plan.catalogue.ground, view.ground
    # Beyond the backdrop there may be land: nothing is said there.
    cover = land_bounds(plan) or (box.left, box.bottom, box.right, box.top)
    sea = Rectangle((cover[0], cover[1]), cover[2] - cover[0], cover[3] - cover[1])
    sea.set(facecolor=ground["sea"], label=f"{label}-sea")
    axes.add_artist(sea)
    for shapes in backdrop(plan, "MultiPolygon"):
        land = polygons(shapes)
        look: dict[str, Any] = {"fill": False, "edgecolor": "white", "alpha": 0.3}
        for width in _SHALLOWS_PT:
            draw_area(axes, land, linewidth=width * enlarged, joinstyle="round", **look)
        look = {"facecolor": ground["land"], "edgecolor": ground["shore"], "zorder": 1.1}
        draw_area(axes, land, linewidth=widths().shore * enlarged, label=f"{label}-land", **look)
    for shapes in backdrop(plan, "LineString"):
        look = {"edgecolor": ground["river"], "zorder": 1.2, "capstyle": "round"}
        draw_lines(
            axes,
            lines(shapes),
            linewidth=widths().river * enlarged,
            label=f"{label}-rivers",
            **look,
        )


def draw_frame(axes: Axes, view: View, *, label: str, enlarged: float) -> None:
    """Draw the frame of a view."""
    box = view.ground
    frame = Rectangle((box.left, box.bottom), box.width, box.height, fill=False, zorder=5)
    frame.set(edgecolor=QUIET, linewidth=widths().frame * enlarged, label=f"{label}-frame")
    axes.add_artist(frame)


def backdrop(plan: Plan, geometry: str) -> list[NDArray[np.object_]]:
    """Return the shapes of each backdrop layer of a kind of geometry."""
    return [
        np.asarray(plan.frame(layer.name).geometry.array, dtype=object)
        for layer in plan.catalogue.with_role("backdrop")
        if layer.geometry == geometry and layer.name in plan.layers
    ]


def land_bounds(plan: Plan) -> Bounds | None:
    """Return the bounds of the plan's backdrop of land in metres; None where it has none."""
    shapes = [shape for held in backdrop(plan, "MultiPolygon") for shape in held]
    bounds = shapely.total_bounds(np.array([*shapes, None], dtype=object))
    if not np.isfinite(bounds).all():
        return None
    west, south, east, north = (float(side) for side in bounds)
    return west, south, east, north


def _has_lines(plan: Plan, layer: Layer, ground: Box | None) -> bool:
    if layer.geometry != "LineString" or layer.name not in plan.layers:
        return False
    found = lines(np.asarray(plan.frame(layer.name).geometry.array, dtype=object))
    if ground is None:
        return len(found) > 0
    frame = shapely.box(ground.left, ground.bottom, ground.right, ground.top)
    return bool(shapely.intersects(found, frame).any())


def _draw_group(
    axes: Axes, scene: Scene, group: Group, view: View, *, label: str, enlarged: float
) -> None:
    """Draw the features of a group: vague outlines with a soft edge, or as symbols if strict."""
    drawn, zorder, strict = group.drawn, 2.0 if group.light else 3.0, scene.strict
    shapes, edges = drawn["shape"].to_numpy(), drawn["line"].to_numpy()
    vague = is_vague(drawn, view.scale)
    if vague.any() and not strict:
        widths = drawn["uncertainty_m"].to_numpy(dtype=float)[vague]
        draw_soft_edges(
            axes,
            shapes[vague],
            widths,
            group.style,
            label=label,
            unit=view.unit,
            zorder=zorder - 0.5,
        )
    if strict:
        shapes = np.where(vague, symbols(shapes, view), shapes)
    edges = np.where(vague, "thin" if strict else "dashed", edges)
    draw_polygons(
        axes,
        shapes,
        edges,
        group.style,
        label=label,
        enlarged=enlarged,
        light=group.light,
        zorder=zorder,
    )


def _draw_variants(
    axes: Axes, scene: Scene, group: Group, view: View, *, label: str, enlarged: float
) -> None:
    """Draw variants above what they are variants of: only where no boundary beneath says it.

    They have no soft edge, for theirs would lie upon the same doubt.
    """
    beneath = np.concatenate(
        [other.drawn["shape"].to_numpy() for other in scene.groups if not other.layer.variants]
    )
    shapes = group.drawn["shape"].to_numpy()
    edges = unshared(shapes, beneath, within=ALONG_MM * view.unit)
    draw_edges(axes, edges, "dashed", group.style, label=label, enlarged=enlarged, zorder=3.2)
