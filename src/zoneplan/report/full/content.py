"""A report's sections from finished tables and findings."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from zoneplan.language import day
from zoneplan.report.full import areas, grounds, standing, statements, touching
from zoneplan.report.full.model import Report
from zoneplan.report.full.voice import Voice, cited

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from zoneplan.finding import Finding
    from zoneplan.language import Lang
    from zoneplan.plan import Plan, Tables
    from zoneplan.report.full.model import Picture, Section
    from zoneplan.report.full.touching import Met, Near


@dataclass(frozen=True, kw_only=True)
class Given:
    """What a report is made from: tables of `analysis` and what the checks found.

    `pictures` stand below the table of the section that they are given by.
    """

    plan: Plan
    tables: Tables
    official_areas: pd.DataFrame
    progress: pd.DataFrame
    indicators: pd.DataFrame
    findings: Sequence[Finding]
    met: Sequence[Met] = ()
    near: Sequence[Near] = ()
    pictures: Mapping[str, Sequence[Picture]] = field(default_factory=dict)


def report_of(given: Given, lang: Lang) -> Report:
    """Return the whole report in one language."""
    plan = given.plan
    text = plan.catalogue.texts["common"]
    nothing = plan.catalogue.text("report", "nothing_here", lang)
    sections = [
        replace(
            section,
            notes=section.notes or (() if section.rows else (nothing.format(section.title),)),
            pictures=tuple(given.pictures.get(section.name, ())),
        )
        for section in _sections(given, Voice(plan=plan, tables=given.tables, lang=lang))
    ]
    as_of = day(plan.as_of.isoformat(), lang)
    return Report(
        lang=lang,
        title=plan.title(lang),
        authority=plan.settings.authority.say(lang),
        notice=plan.notice.say(lang),
        stamp=text["forced"].say(lang) if plan.forced else None,
        internal=text["internal_only"].say(lang) if plan.audience == "internal" else None,
        origin=f"{text['as_of'].say(lang)} {as_of}. {plan.settings.crs}. "
        f"{text['revision'].say(lang)} {plan.revision} · zoneplan {plan.trace()['version']}.",
        as_of=as_of,
        left_out=plan.catalogue.text("report", "rows_left_out", lang),
        words={
            name: plan.catalogue.text("report", f"{name}_word", lang)
            for name in ("table", "figure")
        },
        dated=plan.settings.dated,
        sections=tuple(sections),
    )


def _sections(given: Given, voice: Voice) -> list[Section]:
    told = [
        grounds.about_section(voice),
        grounds.layers_section(voice),
        areas.ledger_section(voice),
        areas.groups_section(voice),
        areas.official_section(voice, given.official_areas),
        standing.status_section(voice),
        standing.progress_section(voice, given.progress),
        standing.targets_section(voice, given.tables.targets),
        statements.claims_section(voice, given.tables.claims),
        statements.indicators_section(voice, given.indicators),
        touching.conflicts_section(voice, given.met),
        touching.shared_section(voice, given.met),
        touching.nearness_section(voice, given.near),
        grounds.findings_section(voice, given.findings),
    ]
    told.append(grounds.decisions_section(voice, cited(given.tables.status["decision"])))
    ids = [name for section in told for name in section.cites]
    return [*told, grounds.sources_section(voice, ids)]
