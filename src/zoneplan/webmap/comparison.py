"""The comparison page: each boundary before and after with its hectares, and every change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zoneplan.change import GEOMETRY
from zoneplan.language import Text
from zoneplan.webmap import plane
from zoneplan.webmap.boundary import figure_of, name_of
from zoneplan.webmap.moved import Moved, moved
from zoneplan.webmap.sheet import distance, sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zoneplan.change import Change
    from zoneplan.language import Lang
    from zoneplan.plan import Plan

MOST_FIGURES = 60
_NONE = Text("–", "–")


@dataclass(frozen=True, kw_only=True)
class Told:
    """A change in finished words: what was and is, the revisions that made it, by whom, why."""

    change: Change
    what: tuple[Text, ...]
    revision: str = "–"
    by: str = "–"
    why: Text = _NONE


def comparison_page(
    before: Plan,
    after: Plan,
    told: Sequence[Told],
    *,
    title: Text,
    since: Text,
    until: Text,
    lang: Lang,
) -> str:
    """Return two states of a plan side by side as one HTML text that asks for nothing.

    `told` holds what changed, in finished words; `since` and `until` name the two states. It
    opens in `lang`. Of very many boundaries the largest changes are drawn. The same input gives
    the same text.
    """
    drawn = [(each.change, shapes) for each in told if (shapes := _outline_of(each.change))]
    drawn.sort(key=lambda pair: _extent(pair[1]), reverse=True)
    figures = [figure_of(before, after, change, shapes) for change, shapes in drawn[:MOST_FIGURES]]
    return sheet(
        "comparison.html",
        after,
        lang=lang,
        title=title,
        since=since,
        until=until,
        notices=(_notice(before, after),),
        figures=figures,
        undrawn=len(drawn) - len(figures),
        rows=[_row(after, each) for each in told],
        distance=distance,
        width=plane.WIDTH,
        height=plane.HEIGHT,
        ground=after.catalogue.ground,
    )


def _notice(before: Plan, after: Plan) -> Text:
    """Return how far the outlines of both states may be trusted."""
    mixed = after.catalogue.texts["common"]["notice_some"]
    return after.notice if before.notice == after.notice else mixed


def _outline_of(change: Change) -> Moved | None:
    return moved(change) if GEOMETRY in change.columns else None


def _extent(shapes: Moved) -> tuple[float, float]:
    """Return how much changed: the area gained and lost, then how far the boundary moved."""
    areas = sum(shape.area for shape in (shapes.gained, shapes.lost) if shape is not None)
    return areas, shapes.farthest.length if shapes.farthest is not None else 0.0


def _row(plan: Plan, told: Told) -> dict[str, object]:
    return {
        "told": told,
        "layer": plan.catalogue.layers[told.change.layer].title,
        "name": name_of(told.change),
    }
