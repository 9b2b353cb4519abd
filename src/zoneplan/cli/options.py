"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from zoneplan.cli.wording import say, spoken
from zoneplan.language import LANGUAGES

if TYPE_CHECKING:
    from datetime import date, datetime


def _day(_ctx: click.Context, _param: click.Parameter, value: datetime | None) -> date | None:
    return value.date() if value else None


plan_option = click.option(
    "--plan",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("geodata"),
    show_default=True,
    help=say(vi="Thư mục của đồ án.", en="The plan's folder."),
)

as_of_option = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    callback=_day,
    metavar="YYYY-MM-DD",
    help=say(
        vi="Tình trạng tính đến ngày này (mặc định: hôm nay).",
        en="Status as of this day (default: today).",
    ),
)

lang_option = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default=spoken,
    help=say(vi="Ngôn ngữ của kết quả.", en="Language of the result."),
)

format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help=say(vi="Dạng kết quả.", en="Form of the result."),
)
