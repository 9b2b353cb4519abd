"""The atlas of a plan: read, check, lay out, then write sheet by sheet beside the target."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from zoneplan import analysis, store
from zoneplan.figures import atlas as figures
from zoneplan.figures.voice import Voice
from zoneplan.workflows.entries import Teller, entry
from zoneplan.workflows.export import no_writer, refuse_inside_plan
from zoneplan.workflows.figure import read_for_print

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from zoneplan.figures import Design, Paper, Tongue


@dataclass(frozen=True, kw_only=True)
class Order:
    """Which sheets are wanted, in which language, on which paper, set how (as packaged if None)."""

    paper: Paper
    lang: Tongue = "vi"
    layers: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    strict: bool = False
    design: Design | None = None


def atlas(
    folder: Path,
    target: Path,
    *,
    as_of: date,
    order: Order,
    public: bool = False,
    forced: bool = False,
    progress: Callable[[int, int], object] | None = None,
) -> Path:
    """Write the atlas as a PDF; return the target.

    Nothing is left where it breaks off. Raises `FindingsError` where a check finds an error,
    unless `forced`: then every page bears a stamp. Raises `OutputError` for a suffix other than
    .pdf, for a target in the plan's folder and where there is nothing to draw, `PlanError` for a
    layer or code that the plan does not have.
    """
    if target.suffix.lower() != ".pdf":
        raise no_writer(target, [".pdf"])
    refuse_inside_plan(folder, target)
    plan = read_for_print(folder, as_of, public=public, forced=forced)
    sheets = figures.sheets_of(plan, layers=order.layers, codes=order.codes)
    tables = analysis.tables_of(plan)
    teller = Teller(plan=plan, tables=tables, voice=Voice.of(order.lang))
    with store.drafted(target) as file:
        figures.bind(
            file,
            plan,
            tables,
            sheets,
            partial(entry, teller),
            lang=order.lang,
            paper=order.paper,
            strict=order.strict,
            design=order.design,
            progress=progress,
        )
    return target
