"""One figure of a plan to one file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zoneplan import analysis, checks, figures, store
from zoneplan.errors import OutputError
from zoneplan.workflows.build import passed, refuse_plan_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from pathlib import Path

    from zoneplan.figures import Figure, Paper, Tongue
    from zoneplan.plan import Plan


@dataclass(frozen=True, kw_only=True)
class Order:
    """How a figure is wanted; from `scale` on what only a map can heed.

    `extent` is a layer, a code or four numbers; `scale` a denominator.
    """

    lang: Tongue
    paper: Paper
    scale: float | None = None
    extent: str | None = None
    layers: tuple[str, ...] = ()
    graticule: bool = False
    strict: bool = False

    @property
    def of_a_map(self) -> bool:
        """Tell whether something is asked for that only a map can heed."""
        return bool(self.scale or self.extent or self.layers or self.graticule or self.strict)


def figure(
    folder: Path,
    name: str,
    target: Path,
    *,
    as_of: date,
    order: Order,
    dpi: float,
    forced: bool = False,
) -> Path:
    """Draw one of `FIGURES` and write it in the format of the target's suffix; return the target.

    Raises `FindingsError` where a check finds an error, unless `forced`: then the figure bears a
    stamp. Raises `OutputError` for a suffix other than .png, .svg and .pdf, and for a chart with
    the options of a map.
    """
    figures.refuse_suffix(target.suffix)
    refuse_plan_folder(folder, target.parent)
    if order.of_a_map and name not in _MAPS:
        raise OutputError(
            vi=f"{name} không phải bản đồ, nên không có phạm vi, tỷ lệ, lớp hay lưới. Hãy bỏ các "
            "tùy chọn đó, hoặc vẽ `zoneplan figure map`.",
            en=f"{name} is no map: it has no extent, scale, layers or grid. Leave those options "
            "out, or draw `zoneplan figure map`.",
        )
    plan = store.read_plan(folder, as_of=as_of)
    plan = passed(plan, checks.findings_of(plan), folder, forced=forced)
    drawn = FIGURES[name](plan, order)
    store.write_all({target: figures.rendered(drawn, plan, target.suffix, dpi=dpi)})
    return target


def _map(plan: Plan, order: Order) -> Figure:
    wanted = figures.Wanted(
        bounds=figures.bounds_of(plan, order.extent) if order.extent else None,
        scale=order.scale,
        layers=order.layers,
        graticule=order.graticule,
        strict=order.strict,
    )
    tables = analysis.tables_of(plan)
    return figures.map_sheet(plan, tables, lang=order.lang, paper=order.paper, wanted=wanted)


def _progress(plan: Plan, order: Order) -> Figure:
    aims = analysis.aims_table(plan, analysis.targets_table(plan))
    table = analysis.progress_table(plan)
    return figures.progress(plan, table, aims, lang=order.lang, paper=order.paper)


_MAPS = ("map", "overview")
FIGURES: Mapping[str, Callable[[Plan, Order], Figure]] = {
    "map": _map,
    "overview": _map,
    "progress": _progress,
}
"""The figures by name."""
