"""The map figure: a framed map at a true scale, with its legend, grid, notes and locator."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import shapely

from zoneplan.errors import OutputError
from zoneplan.figures.column import draw_columns, split_keys
from zoneplan.figures.content import groups_of, within
from zoneplan.figures.design import sizes
from zoneplan.figures.extent import Wanted, refuse_unknown_layers
from zoneplan.figures.framed import Framed, draw_framed
from zoneplan.figures.furniture import SCALE_MM, draw_heading, draw_notes
from zoneplan.figures.ground import Scene, land_bounds
from zoneplan.figures.legend import legend_of
from zoneplan.figures.locator import LOCATOR_MM, is_worth_it
from zoneplan.figures.national import refuse_national
from zoneplan.figures.origin import grounds_of
from zoneplan.figures.page import QUIET, Box, DoesNotFitError, fitted_page
from zoneplan.figures.paper import A4_LANDSCAPE
from zoneplan.figures.view import View, over_cover, scale_to_fit, view_at, whole_view
from zoneplan.figures.voice import Voice
from zoneplan.language import Text, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

    from zoneplan.figures.column import Key
    from zoneplan.figures.content import Group
    from zoneplan.figures.design import Design
    from zoneplan.figures.extent import Bounds
    from zoneplan.figures.page import Page
    from zoneplan.figures.paper import Paper
    from zoneplan.figures.voice import Tongue
    from zoneplan.plan import Plan, Tables

_WIDE_MM = 225.0
_COLUMN_MM = 79.0
_GAP_MM = 6.0
_GRID_MM = 6.5
_LEAST_MAP_MM = 45.0
_LEAST_MAP_SHARE = 0.4
_TURNS = 4


def map_sheet(
    plan: Plan,
    tables: Tables,
    *,
    lang: Tongue = "vi",
    paper: Paper = A4_LANDSCAPE,
    wanted: Wanted | None = None,
    design: Design | None = None,
) -> Figure:
    """Return a map of a plan on one sheet, of all its features unless told otherwise.

    In the plan's own projected system, at a scale that is true on paper. Features too small to
    bear their numbers are enlarged in a corner that hides no feature, where there is one. An
    outline that is not known is told in the legend. Raises `OutputError` where the extent does
    not fit at the scale asked for, and for a national map without both archipelagos; `PlanError`
    for a layer that the plan does not have.
    """
    want = wanted or Wanted()
    refuse_unknown_layers(plan, want.layers)
    voice = Voice.of(lang)
    groups = groups_of(plan, tables, voice, layers=want.layers)
    compose = partial(_compose, plan=plan, groups=groups, want=want, voice=voice)
    return fitted_page(paper, compose, design=design)


@dataclass(frozen=True, kw_only=True)
class _Layout:
    """Where everything goes, and what is drawn: the view and its features fix each other."""

    framed: Framed
    notes: Sequence[Text]


def _compose(
    page: Page, *, plan: Plan, groups: Sequence[Group], want: Wanted, voice: Voice
) -> None:
    bounds = want.bounds or _bounds(plan, groups)
    if bounds is None:
        _say_nothing(page, plan, groups, voice)
        return
    layout = _laid_out(page, plan, groups, want=want, bounds=bounds, voice=voice)
    refuse_national(plan, layout.framed.view.ground)
    draw_heading(page, plan, voice, title=want.title)
    drawn = {group.layer.name for group in layout.framed.scene.groups}
    draw_notes(page, plan, voice, more=layout.notes, layers=drawn)
    draw_framed(page, layout.framed, voice, graticule=want.graticule)


def _laid_out(
    page: Page, plan: Plan, groups: Sequence[Group], *, want: Wanted, bounds: Bounds, voice: Voice
) -> _Layout:
    """Return the layout in which the legend tells just what the view shows."""
    shown = tuple(groups)
    cropped = want.bounds is not None
    if cropped:
        west, south, east, north = bounds
        shown = within(groups, Box(left=west, bottom=south, right=east, top=north))
    scale, ground = want.scale, None
    for _ in range(_TURNS):
        scene = Scene.of(plan, shown, ground=ground, strict=want.strict)
        layout = _arranged(page, scene, want, bounds, scale=scale, voice=voice)
        view = layout.framed.view
        symbols_at = view.scale if want.strict else None
        seen = within(groups, view.ground, symbols_at=symbols_at) if cropped else shown
        now = (view.scale, view.ground, _codes(seen))
        settled = now == (scale, ground, _codes(shown))
        shown, scale, ground = seen, view.scale, view.ground
        if settled:
            break
    return layout


def _arranged(
    page: Page, scene: Scene, want: Wanted, bounds: Bounds, *, scale: float | None, voice: Voice
) -> _Layout:
    """Return heading, notes, columns and map in their places, for a scale as it was reckoned."""
    plan, notes = scene.plan, grounds_of(scene.plan, scene.groups)
    head = draw_heading(page.scratch(), plan, voice, title=want.title) - 3
    layers = {group.layer.name for group in scene.groups}
    foot = draw_notes(page.scratch(), plan, voice, more=notes, layers=layers)
    west, south, east, north = bounds
    located = is_worth_it(plan, Box(left=west, bottom=south, right=east, top=north))
    furniture = SCALE_MM + (LOCATOR_MM + 4 if located else 0)
    keys = legend_of(scene, scale, voice)
    whole = replace(page.inner, bottom=foot, top=head)
    place = _beside if page.box.width >= _WIDE_MM else _under
    box, boxes, parts = place(page, whole, keys, furniture)
    view = over_cover(
        _view(bounds, box, want.scale, enlarged=page.enlarged), bounds, land_bounds(plan)
    )
    last = boxes[-1]
    framed = Framed(
        scene=scene,
        view=view,
        columns=list(zip(boxes, parts, strict=True)),
        furniture=replace(last, top=last.bottom + furniture),
        located=located,
    )
    return _Layout(framed=framed, notes=notes)


_Place = tuple[Box, list[Box], list["Sequence[Key]"]]


def _beside(page: Page, whole: Box, keys: Sequence[Key], furniture: float) -> _Place:
    """Return the map's box, one column at its right, and the keys in it."""
    box = Box(
        left=whole.left + 5,
        bottom=whole.bottom + _GRID_MM,
        right=whole.right - _COLUMN_MM - 5,
        top=whole.top,
    )
    column = replace(box, left=box.right + 5, right=whole.right)
    parts, height = split_keys(page, column.width, 1, keys)
    if height + furniture + 4 > column.height:
        raise DoesNotFitError
    return box, [column], parts


def _under(page: Page, whole: Box, keys: Sequence[Key], furniture: float) -> _Place:
    """Return the map's box, two columns under it, and the keys in them."""
    width = (whole.width - _GAP_MM) / 2
    parts, height = split_keys(page, width, 2, keys, reserved=furniture + 3)
    top = whole.bottom + height + 2
    left = Box(left=whole.left, bottom=whole.bottom + 2, right=whole.left + width, top=top)
    right = replace(left, left=whole.right - width, right=whole.right)
    box = replace(whole, left=whole.left + 5, bottom=top + _GRID_MM + 4, right=whole.right - 2)
    if box.height < max(_LEAST_MAP_MM, _LEAST_MAP_SHARE * page.box.height):
        raise DoesNotFitError
    return box, [left, right], parts


def _view(bounds: Bounds, box: Box, scale: float | None, *, enlarged: float) -> View:
    if scale is None:
        return whole_view(bounds, box, enlarged=enlarged)
    view = view_at(bounds, box, scale, enlarged=enlarged)
    if view is None:
        fit = scale_to_fit(bounds, box, enlarged=enlarged)
        sides = [side * scale * enlarged / 1e6 for side in (box.width, box.height)]
        vi, en = (
            (
                number(scale, lang),
                *(number(side, lang, decimals=1) for side in sides),
                number(fit, lang),
            )
            for lang in ("vi", "en")
        )
        raise OutputError(
            vi=f"Ở tỷ lệ 1:{vi[0]} khổ giấy này chỉ hiện được {vi[1]} x {vi[2]} km, không đủ cho "
            f"phạm vi cần vẽ. Hãy chọn --scale {fit:.0f} (1:{vi[3]}) hoặc lớn hơn, --extent hẹp "
            "hơn, hay --size lớn hơn.",
            en=f"At 1:{en[0]} this paper shows {en[1]} x {en[2]} km, less than the extent. Choose "
            f"--scale {fit:.0f} (1:{en[3]}) or more, a narrower --extent, or a larger --size.",
        )
    return view


def _codes(groups: Sequence[Group]) -> list[str]:
    return [code for group in groups for code in group.features["code"]]


def _bounds(plan: Plan, groups: Sequence[Group]) -> Bounds | None:
    """Return the bounds of all features, of the backdrop where there is no feature to draw."""
    drawn = [shape for group in groups for shape in group.drawn["shape"]]
    bounds = shapely.total_bounds(np.array([*drawn, None], dtype=object))
    if not np.isfinite(bounds).all():
        return land_bounds(plan)
    west, south, east, north = (float(side) for side in bounds)
    return west, south, east, north


def _say_nothing(page: Page, plan: Plan, groups: Sequence[Group], voice: Voice) -> None:
    """Say that there is no outline to draw, and which features are known without one."""
    head = draw_heading(page, plan, voice) - 3
    foot = draw_notes(page, plan, voice)
    scene = Scene.of(plan, groups)
    left = page.inner.left
    column = Box(left=left, bottom=foot, right=left + _COLUMN_MM, top=head - 12)
    nothing = voice.say(plan.catalogue.texts["figure"]["nothing"])
    page.write(left, head, [nothing], size=sizes().subtitle, colour=QUIET)
    text = plan.catalogue.texts["figure"]
    captions = {"count": voice.say(text["count"]), "amount": voice.say(text["hectares"])}
    draw_columns(page, [(column, legend_of(scene, None, voice))], **captions)
