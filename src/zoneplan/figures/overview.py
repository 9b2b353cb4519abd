"""The overview figure: one sheet with every layer of the plan in its state on the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zoneplan.figures.mapsheet import map_sheet
from zoneplan.figures.paper import A4_LANDSCAPE

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from zoneplan.figures.design import Design
    from zoneplan.figures.paper import Paper
    from zoneplan.figures.voice import Tongue
    from zoneplan.plan import Plan, Tables


def overview(
    plan: Plan,
    tables: Tables,
    *,
    lang: Tongue = "vi",
    paper: Paper = A4_LANDSCAPE,
    design: Design | None = None,
) -> Figure:
    """Return the map of all layers of a plan on one sheet, A4 across unless told otherwise."""
    return map_sheet(plan, tables, lang=lang, paper=paper, design=design)
