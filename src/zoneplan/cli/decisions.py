"""Commands on decisions: enter one, revoke one after seeing what rests on it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from zoneplan.cli import console
from zoneplan.cli.options import iso_date, lang_option, plan_option, reason_options
from zoneplan.cli.show import today
from zoneplan.cli.wording import say
from zoneplan.errors import EditError

if TYPE_CHECKING:
    from zoneplan.change import Reason
    from zoneplan.language import Lang


@click.group(
    help=say(vi="Các quyết định mà sổ dựa vào.", en="The decisions the register rests on.")
)
def decision() -> None:
    """Enter or revoke a decision."""


@decision.command(
    help=say(vi="Ghi một quyết định mới vào sổ.", en="Enter a decision into the register.")
)
@click.argument("number")
@click.option(
    "--date",
    "on",
    required=True,
    callback=iso_date,
    help=say(vi="Ngày ban hành.", en="The day it was made."),
)
@click.option("--authority", required=True, help=say(vi="Cơ quan ban hành.", en="Who made it."))
@click.option("--about", required=True, help=say(vi="Về việc gì.", en="What it is about."))
@click.option("--source", required=True, help=say(vi="Nguồn (id).", en="Its source (an id)."))
@click.option("--signer", default="", help=say(vi="Người ký.", en="Who signed it."))
@click.option(
    "--in-force-from",
    default="",
    help=say(
        vi="Có hiệu lực từ (mặc định: ngày ban hành).", en="In force from (default: its day)."
    ),
)
@click.option(
    "--file",
    type=click.Path(path_type=Path),
    default=None,
    help=say(
        vi="Tệp quyết định; sổ giữ dấu SHA-256 của tệp.",
        en="The decision itself; its SHA-256 is kept.",
    ),
)
@plan_option
@reason_options("decision")
def add(
    *,
    number: str,
    on: str,
    authority: str,
    about: str,
    source: str,
    signer: str,
    in_force_from: str,
    file: Path | None,
    folder: Path,
    reason: Reason,
) -> None:
    """Enter the decision."""
    from zoneplan.workflows.decisions import add as run
    from zoneplan.workflows.edit import PRECISIONS

    values = {
        "number": number,
        "date": on,
        "date_precision": PRECISIONS[len(on)],
        "authority": authority,
        "about": about,
        "source": source,
        "signer": signer,
        "in_force_from": in_force_from or on,
    }
    console.say_revision(run(folder, values, file=file, reason=reason.or_saying(number)))


@decision.command(
    help=say(
        vi="Bãi bỏ hoặc thay thế một quyết định, sau khi xem những gì dựa vào nó.",
        en="Revoke or replace a decision, after seeing what rests on it.",
    )
)
@click.argument("number")
@click.option(
    "--on",
    required=True,
    callback=iso_date,
    help=say(vi="Hết hiệu lực từ ngày này.", en="From this day on it is not in force."),
)
@click.option(
    "--with",
    "other",
    default=None,
    help=say(vi="Quyết định bãi bỏ hoặc thay thế.", en="The decision that revokes or replaces it."),
)
@click.option(
    "--replaced",
    is_flag=True,
    help=say(vi="Được thay thế, không phải bãi bỏ.", en="It is replaced rather than revoked."),
)
@click.option(
    "--yes", is_flag=True, help=say(vi="Ghi mà không hỏi lại.", en="Write without asking.")
)
@click.option("--dry-run", is_flag=True, help=say(vi="Chỉ xem.", en="Only show."))
@plan_option
@reason_options("decision")
@lang_option
def revoke(
    *,
    number: str,
    on: str,
    other: str | None,
    replaced: bool,
    yes: bool,
    dry_run: bool,
    folder: Path,
    reason: Reason,
    lang: Lang,
) -> None:
    """Show what rests on the decision, ask, and revoke it."""
    from zoneplan import report
    from zoneplan.workflows.decisions import revocation
    from zoneplan.workflows.decisions import revoke as run

    seen = revocation(folder, number, on=on, by=other, replaced=replaced, today=today())
    console.print_lines(report.dependant_lines(seen.plan, seen.dependants, lang))
    if dry_run:
        return
    if not yes and not _agreed():
        raise EditError(
            vi="Chưa ghi gì; --yes ghi mà không hỏi lại.",
            en="Nothing was written; --yes writes without asking.",
        )
    console.say_revision(run(folder, seen, reason=reason.or_saying(number)))


def _agreed() -> bool:
    try:
        return click.confirm(say(vi="Ghi vào sổ?", en="Write this?"))
    except click.Abort:
        return False
