"""The command that checks the plan."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zoneplan.cli import console
from zoneplan.cli.options import (
    as_of_option,
    document_options,
    lang_option,
    plan_option,
    source_options,
)
from zoneplan.cli.show import today
from zoneplan.cli.wording import say
from zoneplan.finding import SEVERITIES

if TYPE_CHECKING:
    from datetime import date

    from zoneplan.finding import Severity
    from zoneplan.language import Lang
    from zoneplan.workflows.check import Checked

_ALL = "all"


@click.command(
    help=say(
        vi="Kiểm tra đồ án, hoặc ranh giới trong FILE; mã thoát 4 khi có lỗi (xem --fail-on).",
        en="Check the plan, or the outlines of FILE; exit code 4 where there is an error "
        "(see --fail-on).",
    )
)
@click.argument("file", type=click.Path(path_type=Path), required=False)
@source_options
@click.option(
    "--key",
    metavar="COLUMN",
    help=say(
        vi="Cột ghi tên đối tượng trong FILE (mặc định: số dòng).",
        en="The column of FILE that names a feature (default: its row number).",
    ),
)
@plan_option
@as_of_option
@click.option(
    "--since",
    metavar="REV",
    help=say(
        vi="Chỉ nêu điều mới so với lần ghi, mốc hoặc ngày này.",
        en="Tell only what is new since this revision, mark or day.",
    ),
)
@document_options("json", "geojson", "html")
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    default="error",
    show_default=True,
    help=say(
        vi="Mã thoát 4 khi có phát hiện từ mức này trở lên.",
        en="Exit code 4 where a finding is at least this grave.",
    ),
)
@click.option(
    "--explain",
    metavar="RULE",
    help=say(
        vi="Giải thích một quy tắc: nội dung, lý do, căn cứ, cách sửa (all: tất cả).",
        en="Explain a rule: text, reason, source, how to mend (all: every rule, as a page).",
    ),
)
@lang_option
@click.pass_context
def check(
    ctx: click.Context,
    *,
    file: Path | None,
    part: str | None,
    crs: str | None,
    key: str | None,
    folder: Path,
    as_of: date | None,
    since: str | None,
    form: str,
    output: Path | None,
    fail_on: Severity,
    explain: str | None,
    lang: Lang,
) -> None:
    """Print what the checks find, or what one of them is about."""
    from zoneplan.errors import FindingsError

    if explain is not None:
        _explain(explain, lang)
        return
    if file is None:
        done = _checked(folder, as_of or today(), since)
    else:
        done = _checked_file(file, part=part, crs=crs, key=key)
    if form == "text":
        _print(done, lang)
    else:
        console.put(_document(done, form), output)
    if any(finding.is_at_least(fail_on) for finding in done.findings):
        ctx.exit(FindingsError.exit_code)


def _checked(folder: Path, as_of: date, since: str | None) -> Checked:
    """Return the findings, with a bar on a terminal while the rules are asked."""
    from zoneplan import checks
    from zoneplan.workflows.check import check as look

    with click.progressbar(
        length=len(checks.CHECKS),
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
        item_show_func=lambda rule: rule,
    ) as bar:
        return look(folder, as_of=as_of, since=since, progress=lambda rule: bar.update(1, rule))


def _checked_file(file: Path, *, part: str | None, crs: str | None, key: str | None) -> Checked:
    """Return what the outlines of a file break, with a bar on a terminal."""
    from zoneplan.workflows.check_file import check_file
    from zoneplan.workflows.source import Source

    with console.progress_bar() as advance:
        source = Source(path=file, part=part, system=crs)
        return check_file(source, today=today(), key=key, progress=advance)


def _print(done: Checked, lang: Lang) -> None:
    from zoneplan import report

    console.print_lines(report.finding_lines(done.plan, done.findings, lang, done.kinds))


def _document(done: Checked, form: str) -> str:
    from zoneplan import checks, report
    from zoneplan.report.findings import findings_geojson, findings_page

    if form == "json":
        return report.findings_json(done.plan, done.findings)
    if form == "geojson":
        return findings_geojson(done.plan, done.findings)
    return findings_page(done.plan, done.findings, checks.explained())


def _explain(code: str, lang: Lang) -> None:
    from zoneplan import checks
    from zoneplan.catalogue import load_catalogue
    from zoneplan.report.findings import checks_page, rule_lines

    rules = checks.explained()
    if code == _ALL:
        console.print_json(checks_page(rules))
        return
    known = {rule.code: rule for rule in rules}
    if code not in known:
        raise click.BadParameter(
            say(
                vi=f"không có quy tắc {code!r}; xem `zoneplan check --explain all`",
                en=f"there is no rule {code!r}; see `zoneplan check --explain all`",
            ),
            param_hint="--explain",
        )
    console.print_lines(rule_lines(load_catalogue(), known[code], lang))
