"""The main line: read, check, analyse, render, then put every output in place at once."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from zoneplan import analysis, audience, checks, figures, report, store, webmap
from zoneplan.errors import FindingsError, OutputError
from zoneplan.report.plain import one_line
from zoneplan.workflows.added import with_added

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from zoneplan.catalogue import Audience
    from zoneplan.finding import Finding
    from zoneplan.language import Lang, Text
    from zoneplan.plan import Plan


@dataclass(frozen=True, kw_only=True)
class Built:
    """What a build made, and what the checks found on the way."""

    plan: Plan
    files: tuple[Path, ...]
    findings: tuple[Finding, ...]
    left_out: tuple[Text, ...] = ()
    """What of added files is not drawn, what a page of very many outlines leaves out."""


def build(
    folder: Path,
    target: Path,
    *,
    as_of: date | None,
    today: date,
    lang: Lang,
    forced: bool = False,
    reader: Audience = "internal",
    tiles: str | None = None,
    added: Sequence[Path] = (),
    added_is_public: bool = False,
) -> Built:
    """Make the map, the figure, the tables and the manifest of a plan in the folder `target`.

    Without `as_of` the map shows `today`, and a map of each edition in the plan's settings is
    made beside it. What is not for the `reader` is left out of every output; the maps
    lie over the online basemap of the template `tiles`, where there is one, and under the
    polygons of the files `added`. Raises `FindingsError` where a check finds an error, unless
    `forced`: then every output bears a stamp. Raises `OutputError` for files `added` to a map
    for the public, unless `added_is_public`. Nothing is written unless all is rendered.
    """
    refuse_plan_folder(folder, target)
    if added and reader == "public" and not added_is_public:
        raise _unknown_reader(added)
    basemap = webmap.basemap_of(tiles) if tiles else None
    plan = store.read_plan(folder, as_of=as_of or today)
    findings = checks.findings_of(plan)
    plan = passed(plan, findings, folder, forced=forced)
    if reader == "public":
        plan, findings = published(plan, findings)
    tables = analysis.tables_of(plan)
    shown, left_out = with_added(plan, added)
    page = webmap.render(shown, tables, findings, lang=lang, basemap=basemap)
    figure = figures.overview(plan, tables, lang=lang)
    outputs = {
        "index.html": page.encode(),
        "overview.png": figures.png(figure, plan),
        "overview.svg": figures.svg(figure, plan),
        "area.csv": report.csv_bytes(plan, tables.area, lang),
        "status.csv": report.csv_bytes(plan, tables.status, lang),
        "findings.json": report.findings_json(plan, findings).encode(),
    }
    printed = dict.fromkeys(("index.html", "overview.png", "overview.svg", "area.csv"), tables)
    for edition in plan.settings.editions if as_of is None else ():
        dated = dataclasses.replace(plan, as_of=edition)
        name = f"{edition.isoformat()}.html"
        printed[name] = analysis.tables_of(dated)
        shown = dataclasses.replace(shown, as_of=edition)
        page = webmap.render(shown, printed[name], findings, lang=lang, basemap=basemap)
        outputs[name] = page.encode()
    outputs["manifest.json"] = report.manifest(plan, outputs, printed).encode()
    store.write_all({target / name: content for name, content in outputs.items()})
    return Built(
        plan=plan,
        files=tuple(target / name for name in outputs),
        findings=findings,
        left_out=(*left_out, *filter(None, [webmap.left_out(shown)])),
    )


def _unknown_reader(added: Sequence[Path]) -> OutputError:
    names = ", ".join(one_line(path.name) for path in added)
    return OutputError(
        vi=f"Không rõ {names} có được công khai không, nên không đưa vào bản đồ công khai. Hãy bỏ "
        "--add, hoặc ghi --added-is-public nếu ranh giới và tên tệp được công khai.",
        en=f"Nothing tells whether {names} is for the public, so it is not put on a public map. "
        "Leave out --add, or say --added-is-public if its outlines and name are.",
    )


def published(plan: Plan, findings: tuple[Finding, ...]) -> tuple[Plan, tuple[Finding, ...]]:
    """Return a plan and its findings for the public.

    A finding stays where the checks find the very same without what is internal: so none quotes
    it, and none speaks of what was only left out.
    """
    public = audience.for_public(plan)
    same = frozenset(findings)
    return public, tuple(each for each in checks.findings_of(public) if each in same)


def refuse_plan_folder(folder: Path, target: Path) -> None:
    """Raise `OutputError` where the outputs would be put among the plan's own files."""
    if folder.resolve() == target.resolve():
        raise OutputError(
            vi=f"{target} là thư mục của đồ án; kết quả không ghi vào đó. Hãy chọn thư mục khác "
            "bằng -o.",
            en=f"{target} is the plan's own folder; outputs are not put there. Choose another "
            "with -o.",
        )


def passed(plan: Plan, findings: tuple[Finding, ...], folder: Path, *, forced: bool) -> Plan:
    """Return the plan, marked where errors among the findings were passed over by force.

    Raises `FindingsError` for the errors, unless forced.
    """
    errors = [finding for finding in findings if finding.severity == "error"]
    if not errors:
        return plan
    if forced:
        return dataclasses.replace(plan, forced=True)
    first = errors[0].place.message
    raise FindingsError(
        vi=f"{len(errors)} lỗi trong {folder}, nên không làm kết quả nào; tệp cũ còn nguyên. "
        f"Lỗi đầu: {first.vi} Xem tất cả bằng `zoneplan check`; --force vẫn làm và đóng dấu.",
        en=f"{len(errors)} errors in {folder}, so nothing was made; the old files are whole. "
        f"First: {first.en} See all with `zoneplan check`; --force goes on and stamps the outputs.",
    )
