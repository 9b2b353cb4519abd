"""The whole report of a plan: read, check, analyse, lay out, then put in place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from zoneplan import analysis, checks, store
from zoneplan.errors import OutputError
from zoneplan.report import full
from zoneplan.workflows.build import passed, published
from zoneplan.workflows.conflicts import Against, met_in, nearest_in
from zoneplan.workflows.export import no_writer, refuse_inside_plan
from zoneplan.workflows.pictures import Drawn, within

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from zoneplan.catalogue import Audience
    from zoneplan.finding import Finding
    from zoneplan.language import Lang
    from zoneplan.plan import Plan
    from zoneplan.workflows.pictures import Pictures

_DOCUMENT = ".docx"
_TEMPLATE_DAY = date(2020, 3, 5)
"""Of decree 30/2020/NĐ-CP: the default template is as old as its rules."""
WRITERS: Mapping[str, Callable[[full.Report, Plan], bytes]] = {
    ".xlsx": lambda told, _: full.report_xlsx(told),
    _DOCUMENT: lambda told, _: full.report_docx(told, full.default_template(told.lang)),
    ".csv": lambda told, _: full.report_csv(told),
    ".json": full.report_json,
    ".md": lambda told, _: full.report_md(told),
}


@dataclass(frozen=True, kw_only=True)
class Reported:
    """The file made, the plan that it tells of, and what the checks found.

    `styles_added` names the styles that an office's template lacked; `dpi_lowered` the resolution
    of the pictures, where they had no room for the full one.
    """

    plan: Plan
    file: Path
    findings: tuple[Finding, ...]
    styles_added: tuple[str, ...] = ()
    dpi_lowered: int | None = None


def report(
    folder: Path,
    target: Path,
    *,
    as_of: date,
    lang: Lang,
    sections: Sequence[str] = (),
    template: Path | None = None,
    forced: bool = False,
    reader: Audience = "internal",
    with_figures: bool = False,
    max_mb: float | None = None,
) -> Reported:
    """Write the report of a plan, or some of its sections, in the format of a suffix.

    What is not for the `reader` is left out. `template` is an office's own Word document, for
    `.docx` only, and so are the pictures `with_figures`, whose resolution is lowered until the
    file is no more than `max_mb` million bytes. Raises `OutputError` where it is more all the
    same, the suffix has no writer, a section is not known, or the target lies in the plan's
    folder or is the template; `IntakeError` where the template
    cannot be used; `FindingsError` where a check finds an error, unless `forced`: then the report
    bears a stamp. Nothing is written unless all is rendered.
    """
    write = WRITERS.get(target.suffix.lower())
    if write is None:
        raise no_writer(target, WRITERS)
    refuse_inside_plan(folder, target)
    own = None if template is None else _own_template(template, target)
    plan = store.read_plan(folder, as_of=as_of)
    findings = checks.findings_of(plan)
    plan = passed(plan, findings, folder, forced=forced)
    if reader == "public":
        plan, findings = published(plan, findings)
    given = _given(plan, findings)

    def written(pictures: Pictures) -> bytes:
        pictured = replace(given, pictures=pictures.by_section)
        whole = full.report_of(pictured, lang)
        told = _cut(whole, sections) if sections else whole
        return full.report_docx(told, own) if own else write(told, plan)

    pictured = with_figures and target.suffix.lower() == _DOCUMENT
    drawn = Drawn.of(plan, lang, sections=sections) if pictured else Drawn(plan=plan, lang=lang)
    file, pictures = within(drawn, written, max_mb=max_mb)
    store.write_all({target: file})
    added = own.missing if own else ()
    return Reported(
        plan=plan,
        file=target,
        findings=findings,
        styles_added=added,
        dpi_lowered=pictures.dpi if pictures.lowered else None,
    )


def write_template(target: Path, *, lang: Lang) -> Path:
    """Write the default Word template for an office to change.

    Raises `OutputError` where the file is there already (it may hold the office's own work), or is
    no `.docx`.
    """
    if target.suffix.lower() != _DOCUMENT:
        raise no_writer(target, [_DOCUMENT])
    if target.exists():
        raise OutputError(
            vi=f"{target} đã có, có thể là mẫu đã sửa, nên không ghi đè. Hãy đặt tên khác.",
            en=f"{target} is there already, perhaps with changes, so it was not replaced. Choose "
            "another name.",
        )
    store.write_all({target: full.template_docx(lang, dated=_TEMPLATE_DAY)})
    return target


def _own_template(template: Path, target: Path) -> full.Template:
    if target.suffix.lower() != _DOCUMENT:
        raise OutputError(
            vi=f"--template chỉ dùng cho báo cáo {_DOCUMENT}, không dùng cho {target.name}.",
            en=f"--template goes with a {_DOCUMENT} report, not with {target.name}.",
        )
    if target.resolve() == template.resolve():
        raise OutputError(
            vi=f"{target} chính là mẫu, nên không ghi đè. Hãy đặt tên khác bằng -o.",
            en=f"{target} is the template itself, so it was not replaced. Choose another name "
            "with -o.",
        )
    return full.own_template(store.read_bytes(template), template.name)


def _given(plan: Plan, findings: tuple[Finding, ...]) -> full.Given:
    tables = analysis.tables_of(plan)
    return full.Given(
        plan=plan,
        tables=tables,
        official_areas=analysis.official_areas_table(plan, area=tables.area),
        progress=analysis.progress_table(plan),
        indicators=analysis.indicators_table(plan),
        findings=findings,
        met=[
            full.Met(name=each.second.name, title=each.second.title, overlay=each.overlay)
            for each in met_in(plan, Against())
        ],
        near=[
            full.Near(title=each.second.title, table=each.table)
            for each in nearest_in(plan, Against())
        ],
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
