"""One figure of a plan to one file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zoneplan import analysis, checks, figures, store
from zoneplan.workflows.build import passed, refuse_plan_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from pathlib import Path

    from zoneplan.figures import Figure, Paper, Tongue
    from zoneplan.plan import Plan


def figure(
    folder: Path,
    name: str,
    target: Path,
    *,
    as_of: date,
    lang: Tongue,
    paper: Paper,
    dpi: float,
    forced: bool = False,
) -> Path:
    """Draw one of `FIGURES` and write it in the format of the target's suffix; return the target.

    Raises `FindingsError` where a check finds an error, unless `forced`: then the figure bears a
    stamp. Raises `OutputError` for a suffix other than .png, .svg and .pdf.
    """
    figures.refuse_suffix(target.suffix)
    refuse_plan_folder(folder, target.parent)
    plan = store.read_plan(folder, as_of=as_of)
    plan = passed(plan, checks.findings_of(plan), folder, forced=forced)
    drawn = FIGURES[name](plan, lang, paper)
    store.write_all({target: figures.rendered(drawn, plan, target.suffix, dpi=dpi)})
    return target


def _overview(plan: Plan, lang: Tongue, paper: Paper) -> Figure:
    return figures.overview(plan, analysis.tables_of(plan), lang=lang, paper=paper)


def _progress(plan: Plan, lang: Tongue, paper: Paper) -> Figure:
    aims = analysis.aims_table(plan, analysis.targets_table(plan))
    return figures.progress(plan, analysis.progress_table(plan), aims, lang=lang, paper=paper)


FIGURES: Mapping[str, Callable[[Plan, Tongue, Paper], Figure]] = {
    "overview": _overview,
    "progress": _progress,
}
"""The figures by name."""
