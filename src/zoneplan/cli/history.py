"""Commands on what the plan was: show, log, diff, record, undo."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zoneplan.cli import console
from zoneplan.cli.options import (
    as_of_option,
    format_option,
    html_option,
    lang_option,
    plan_option,
    reason_options,
)
from zoneplan.cli.show import today
from zoneplan.cli.wording import say

if TYPE_CHECKING:
    from datetime import date

    from zoneplan.change import Reason
    from zoneplan.language import Lang
    from zoneplan.workflows.history import Recorded


@click.command(
    help=say(
        vi="Nhật ký thay đổi của đồ án, hoặc của một đối tượng, mới nhất ở trên.",
        en="The change log of the plan, or of one feature, newest first.",
    )
)
@click.argument("code", required=False)
@plan_option
@format_option
@lang_option
def log(code: str | None, folder: Path, form: str, lang: Lang) -> None:
    """Print the log."""
    from zoneplan import report
    from zoneplan.workflows.history import history

    told = history(folder, code, today=today())
    if form == "json":
        revisions = report.revision_rows(told.revisions)
        console.print_json(report.changes_json(told.plan, told.changes, revisions=revisions))
    else:
        console.print_lines(report.log_lines(told.plan, told.revisions, told.changes, lang))


@click.command(
    help=say(
        vi="Khác nhau giữa hai thời điểm (số lần ghi hoặc ngày); mặc định: từ lần ghi cuối.",
        en="What differs between two moments (revision or day); default: since the last revision.",
    )
)
@click.argument("since", required=False)
@click.argument("until", required=False)
@plan_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "geojson"]),
    default="text",
    show_default=True,
    help=say(vi="Dạng kết quả.", en="Form of the result."),
)
@html_option
@lang_option
def diff(
    *,
    since: str | None,
    until: str | None,
    folder: Path,
    form: str,
    page: Path | None,
    lang: Lang,
) -> None:
    """Print the difference, and write it as a page if asked for."""
    from zoneplan import report
    from zoneplan.workflows.history import difference

    told = difference(folder, since, until, today=today())
    if page is not None:
        from zoneplan.workflows.compare import comparison_of_difference

        comparison_of_difference(folder, told, page, lang=lang)
    if form == "json":
        content = report.changes_json(told.after, told.changes, since=told.since, until=told.until)
        console.print_json(content)
    elif form == "geojson":
        console.print_json(report.changes_geojson(told.after, told.changes))
    else:
        console.print_lines(report.change_lines(told.after, told.changes, lang))


@click.command(
    help=say(
        vi="Một trang A4 về những gì đã đổi từ một ngày, một mốc hoặc một lần ghi.",
        en="One A4 page on what changed since a day, a mark or a revision.",
    )
)
@click.option(
    "--since",
    required=True,
    help=say(vi="Ngày, tên mốc hoặc số lần ghi.", en="A day, a mark or a revision."),
)
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help=say(vi="Tệp .html hoặc .docx.", en="The file: .html or .docx."),
)
@plan_option
@lang_option
def changes(since: str, target: Path, folder: Path, lang: Lang) -> None:
    """Write the page and name it."""
    from zoneplan.workflows.compare import summary_of_changes

    plan = summary_of_changes(folder, since, target, today=today(), lang=lang)
    click.echo(target)
    click.echo(plan.notice.say(lang), err=True)


@click.command(
    help=say(
        vi="Xác nhận mọi thay đổi chưa có lý do, kể cả sửa trong QGIS.",
        en="Sign all changes that nobody has signed yet, edits in QGIS included.",
    )
)
@plan_option
@reason_options("record")
@lang_option
def record(folder: Path, reason: Reason, lang: Lang) -> None:
    """Sign what has gathered and print it."""
    from zoneplan.workflows.history import record as run

    if not reason.message and not reason.decision:
        raise click.UsageError(
            say(vi="Hãy ghi lý do: -m hoặc --decision.", en="Say why: -m or --decision.")
        )
    _print(run(folder, reason=reason, today=today()), folder, lang)


@click.command(
    help=say(
        vi="Hoàn tác một lần ghi (số) hoặc thay đổi mới nhất của một đối tượng (mã).",
        en="Undo a revision (its number) or the newest change of a feature (its code).",
    )
)
@click.argument("what", required=False, metavar="[REVISION|CODE]")
@plan_option
@reason_options("undo")
@lang_option
def undo(*, what: str | None, folder: Path, reason: Reason, lang: Lang) -> None:
    """Put back what was and print it."""
    from zoneplan.workflows.history import undo as run

    _print(run(folder, what, reason=reason.or_saying(what or ""), today=today()), folder, lang)


@click.command(
    help=say(
        vi="Đặt tên cho lúc này, để sau xem đã đổi gì từ đó.",
        en="Name this moment, to see later what changed since.",
    )
)
@click.argument("name")
@click.option("--by", envvar="ZONEPLAN_BY", default=getpass.getuser, help=say(vi="Ai.", en="Who."))
@plan_option
def mark(name: str, by: str, folder: Path) -> None:
    """Mark the moment."""
    from zoneplan.workflows.history import mark as run

    number = run(folder, name, by=by)
    click.echo(
        say(
            vi=f"Đã đặt mốc {number}. Xem đã đổi gì từ đó: `zoneplan diff {number}`.",
            en=f"Marked as {number}. See what changed since: `zoneplan diff {number}`.",
        )
    )


@click.command(
    help=say(
        vi="Mọi điều sổ biết về một đối tượng: có hiệu lực vào một ngày, hoặc như sổ đã ghi.",
        en="All that is known of a feature: as in force on a day, or as the register held it.",
    )
)
@click.argument("code")
@plan_option
@as_of_option
@click.option(
    "--known-at",
    default=None,
    metavar="YYYY-MM-DD",
    help=say(
        vi="Như sổ đã ghi đến hết ngày này (hoặc số lần ghi).",
        en="As the register held it at the end of this day (or at a revision).",
    ),
)
@lang_option
def show(code: str, folder: Path, as_of: date | None, known_at: str | None, lang: Lang) -> None:
    """Print one feature."""
    from zoneplan import report
    from zoneplan.workflows.look import look

    seen = look(folder, code, as_of=as_of or today(), known_at=known_at)
    console.print_lines(
        report.feature_lines(
            seen.plan, seen.layer, code, lang, since=seen.since, decision=seen.decision
        )
    )


def _print(made: Recorded, folder: Path, lang: Lang) -> None:
    from zoneplan import report, store

    console.print_lines(report.change_lines(made.plan, made.changes, lang))
    console.say_revision(made.revision)
    console.warn_open_elsewhere(store.open_elsewhere(folder))
