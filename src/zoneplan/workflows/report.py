"""The whole report of a plan: read, check, analyse, lay out, then put in place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zoneplan import analysis, checks, store
from zoneplan.errors import OutputError
from zoneplan.report import full
from zoneplan.workflows.build import passed
from zoneplan.workflows.export import no_writer, refuse_inside_plan

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from zoneplan.finding import Finding
    from zoneplan.language import Lang
    from zoneplan.plan import Plan

WRITERS: Mapping[str, Callable[[full.Report, Plan], bytes]] = {
    ".xlsx": lambda told, _: full.report_xlsx(told),
    ".csv": lambda told, _: full.report_csv(told),
    ".json": full.report_json,
    ".md": lambda told, _: full.report_md(told),
}


@dataclass(frozen=True, kw_only=True)
class Reported:
    """The file made, the plan that it tells of, and what the checks found."""

    plan: Plan
    file: Path
    findings: tuple[Finding, ...]


def report(
    folder: Path,
    target: Path,
    *,
    as_of: date,
    lang: Lang,
    sections: Sequence[str] = (),
    forced: bool = False,
) -> Reported:
    """Write the report of a plan, or some of its sections, in the format of a suffix.

    Raises `OutputError` where the suffix has no writer, a section is not known, or the target lies
    in the plan's folder; `FindingsError` where a check finds an error, unless `forced`: then the
    report bears a stamp. Nothing is written unless all is rendered.
    """
    write = WRITERS.get(target.suffix.lower())
    if write is None:
        raise no_writer(target, WRITERS)
    refuse_inside_plan(folder, target)
    plan = store.read_plan(folder, as_of=as_of)
    findings = checks.findings_of(plan)
    plan = passed(plan, findings, folder, forced=forced)
    whole = full.report_of(_given(plan, findings), lang)
    told = _cut(whole, sections) if sections else whole
    store.write_all({target: write(told, plan)})
    return Reported(plan=plan, file=target, findings=findings)


def _given(plan: Plan, findings: tuple[Finding, ...]) -> full.Given:
    tables = analysis.tables_of(plan)
    return full.Given(
        plan=plan,
        tables=tables,
        official_areas=analysis.official_areas_table(plan, area=tables.area),
        progress=analysis.progress_table(plan),
        indicators=analysis.indicators_table(plan),
        findings=findings,
    )


def _cut(whole: full.Report, names: Sequence[str]) -> full.Report:
    """Return some sections of a report, and what it is of."""
    known = [section.name for section in whole.sections]
    missing = [name for name in names if name not in known]
    if missing:
        raise OutputError(
            vi=f"Báo cáo không có phần {missing[0]!r}. Các phần: {', '.join(known)}.",
            en=f"The report has no section {missing[0]!r}. Its sections: {', '.join(known)}.",
        )
    return whole.only({"about", *names})
