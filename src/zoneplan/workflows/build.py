"""The main line: read, check, analyse, render, then put every output in place at once."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zoneplan import analysis, checks, figures, report, store, webmap
from zoneplan.errors import FindingsError

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from zoneplan.finding import Finding
    from zoneplan.language import Lang
    from zoneplan.plan import Plan


@dataclass(frozen=True, kw_only=True)
class Built:
    """What a build made, and what the checks found on the way."""

    plan: Plan
    files: tuple[Path, ...]
    findings: tuple[Finding, ...]


def build(
    folder: Path, target: Path, *, as_of: date | None, today: date, lang: Lang, forced: bool = False
) -> Built:
    """Make the map, the figure, the tables and the manifest of a plan in the folder `target`.

    Without `as_of` the map shows `today`, and a map of each edition in the plan's settings is
    made beside it. Raises `FindingsError` where a check finds an error, unless `forced`: then
    every output bears a stamp. Nothing is written unless all is rendered.
    """
    plan = store.read_plan(folder, as_of=as_of or today, forced=forced)
    findings = checks.findings_of(plan)
    stop_at_errors(findings, folder, forced=forced)
    tables = analysis.tables_of(plan)
    page = webmap.render(plan, tables, findings, lang=lang)
    figure = figures.overview(plan, tables, lang=lang)
    outputs = {
        "index.html": page.encode(),
        "overview.png": figures.png(figure, plan),
        "overview.svg": figures.svg(figure, plan),
        "area.csv": report.csv_bytes(plan, tables.area),
        "status.csv": report.csv_bytes(plan, tables.status),
        "findings.json": report.findings_json(plan, findings).encode(),
    }
    printed = dict.fromkeys(("index.html", "overview.png", "overview.svg", "area.csv"), tables)
    for edition in plan.settings.editions if as_of is None else ():
        dated = dataclasses.replace(plan, as_of=edition)
        name = f"{edition.isoformat()}.html"
        printed[name] = analysis.tables_of(dated)
        outputs[name] = webmap.render(dated, printed[name], findings, lang=lang).encode()
    outputs["manifest.json"] = report.manifest(plan, outputs, printed).encode()
    store.write_all({target / name: content for name, content in outputs.items()})
    return Built(plan=plan, files=tuple(target / name for name in outputs), findings=findings)


def stop_at_errors(findings: tuple[Finding, ...], folder: Path, *, forced: bool) -> None:
    """Raise `FindingsError` where a finding is an error, unless forced."""
    errors = [finding for finding in findings if finding.severity == "error"]
    if not errors or forced:
        return
    first = errors[0].place.message
    raise FindingsError(
        vi=f"{len(errors)} lỗi trong {folder}, nên không làm bản đồ; tệp cũ còn nguyên. Lỗi đầu: "
        f"{first.vi} Xem tất cả bằng `zoneplan check`; --force vẫn làm và đóng dấu cảnh báo.",
        en=f"{len(errors)} errors in {folder}, so no map was made; the old files are whole. First: "
        f"{first.en} See all with `zoneplan check`; --force goes on and stamps the outputs.",
    )
