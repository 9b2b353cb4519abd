"""Commands that change single rows of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from zoneplan.cli import console
from zoneplan.cli.options import (
    iso_date,
    lang_option,
    pairs,
    plan_option,
    reason_options,
    whole_day,
)
from zoneplan.cli.show import today
from zoneplan.cli.wording import say

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from zoneplan.change import Reason
    from zoneplan.language import Lang
    from zoneplan.workflows.edit import Edited


@click.command(
    "set",
    help=say(
        vi="Sửa giá trị các cột của một đối tượng (CỘT= để xóa giá trị).",
        en="Set columns of one feature (COLUMN= empties it).",
    ),
)
@click.argument("code")
@click.argument("values", nargs=-1, required=True, callback=pairs, metavar="COLUMN=VALUE...")
@plan_option
@reason_options("set", forcible=True)
@lang_option
def set_values(
    *,
    code: str,
    values: dict[str, str],
    folder: Path,
    reason: Reason,
    lang: Lang,
) -> None:
    """Set the values and print what changed."""
    from zoneplan.workflows.edit import set_values as run

    _print(run(folder, code, values, reason=reason, today=today()), lang)


@click.command(
    help=say(
        vi="Giải trình chênh lệch diện tích của một đối tượng, kèm người và ngày xác nhận.",
        en="Explain a feature's difference of areas, with who signs it and when.",
    ),
)
@click.argument("code")
@click.argument("explanation")
@click.option(
    "--signed-by",
    required=True,
    help=say(vi="Người xác nhận.", en="Who signs it."),
)
@click.option(
    "--on",
    "signed_on",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    metavar="YYYY-MM-DD",
    callback=whole_day,
    help=say(vi="Ngày xác nhận (mặc định: hôm nay).", en="Signed on (default: today)."),
)
@plan_option
@reason_options("explain")
def explain(
    *,
    code: str,
    explanation: str,
    signed_by: str,
    signed_on: date | None,
    folder: Path,
    reason: Reason,
) -> None:
    """Write the explanation and print its revision."""
    from zoneplan.workflows.sign_off import Signature, sign_off

    signature = Signature(by=signed_by, on=signed_on or today())
    number = sign_off(folder, code, explanation, signature, today=today(), reason=reason)
    console.say_revision(number)


@click.command(
    "set",
    help=say(
        vi="Ghi một tình trạng mới của đối tượng, theo đúng trình tự cho phép.",
        en="Enter a new status of a feature, in the order that the rules allow.",
    ),
)
@click.argument("code")
@click.argument("status")
@click.option(
    "--date",
    "on",
    required=True,
    callback=iso_date,
    help=say(
        vi="Ngày có tình trạng này: 2025-12-31, 2025-12 hoặc 2025.",
        en="Since when it holds: 2025-12-31, 2025-12 or 2025.",
    ),
)
@click.option(
    "--source",
    required=True,
    help=say(vi="Nguồn (cột id của bảng sources).", en="The source: an id of the table sources."),
)
@click.option(
    "--observed",
    is_flag=True,
    help=say(
        vi="Ngày là ngày ghi nhận, không phải ngày bắt đầu.",
        en="The date is when it was seen, not when it began.",
    ),
)
@click.option(
    "--inferred",
    is_flag=True,
    help=say(vi="Suy luận, nguồn không nói thẳng.", en="Inferred; the source does not say it."),
)
@click.option("--note", default=None, help=say(vi="Ghi chú.", en="A note."))
@plan_option
@reason_options("status", forcible=True)
@lang_option
def set_status(
    *,
    code: str,
    status: str,
    on: str,
    source: str,
    observed: bool,
    inferred: bool,
    note: str | None,
    folder: Path,
    reason: Reason,
    lang: Lang,
) -> None:
    """Enter the status and print what changed."""
    from zoneplan.workflows.edit import StatusEvent
    from zoneplan.workflows.edit import set_status as run

    event = StatusEvent(
        status=status,
        date=on,
        kind="observed" if observed else "since",
        source=source,
        decision=reason.decision,
        inferred=inferred,
        note=note,
    )
    _print(run(folder, code, event, reason=reason, today=today()), lang)


@click.command(
    help=say(
        vi="Xóa một đối tượng; nhật ký vẫn giữ, `zoneplan undo` lấy lại được.",
        en="Remove a feature; the log keeps it, and `zoneplan undo` brings it back.",
    )
)
@click.argument("code")
@plan_option
@reason_options("remove", forcible=True)
@lang_option
def remove(
    *,
    code: str,
    folder: Path,
    reason: Reason,
    lang: Lang,
) -> None:
    """Remove the feature and print what went."""
    from zoneplan.workflows.edit import remove as run

    _print(run(folder, code, reason=reason, today=today()), lang)


def _print(edited: Edited, lang: Lang) -> None:
    from zoneplan import report

    console.print_lines(report.change_lines(edited.plan, edited.changes, lang))
    if edited.findings:
        console.print_lines(report.finding_lines(edited.plan, edited.findings, lang))
    console.say_revision(edited.revision)
    console.warn_open_elsewhere(edited.open_elsewhere)
