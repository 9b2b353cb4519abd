"""Options that several commands share."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from zoneplan.cli.wording import say, spoken
from zoneplan.language import LANGUAGES, is_date

if TYPE_CHECKING:
    from datetime import date, datetime

_Command = TypeVar("_Command", bound=Callable[..., Any])


def reason_options(command: _Command) -> _Command:
    """Add the options that say who asks for a change and why."""
    options = (
        click.option(
            "-m",
            "--message",
            default="",
            help=say(vi="Lý do thay đổi.", en="Why this is changed."),
        ),
        click.option(
            "--decision",
            default=None,
            help=say(vi="Số quyết định làm căn cứ.", en="Number of the decision behind it."),
        ),
        click.option(
            "--by",
            envvar="ZONEPLAN_BY",
            default=getpass.getuser,
            help=say(
                vi="Người ghi (mặc định: tài khoản đang dùng).",
                en="Who changes it (default: this account).",
            ),
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


force_option = click.option(
    "--force",
    is_flag=True,
    help=say(
        vi="Ghi dù trái quy tắc; nhật ký lưu lại điều đó.",
        en="Write it against the rules; the log keeps that it was forced.",
    ),
)


html_option = click.option(
    "--html",
    "page",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help=say(
        vi="Ghi thêm trang trước/sau (một tệp HTML không cần mạng).",
        en="Also write a before/after page: one HTML file that needs no network.",
    ),
)


def pairs(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """Return NAME=TEXT arguments as a mapping."""
    split = [value.partition("=") for value in values]
    if not all(name and sign for name, sign, _ in split):
        raise click.BadParameter(
            say(
                vi="mỗi giá trị viết là TÊN=GIÁ_TRỊ, ví dụ developer=Shinec",
                en="write each as NAME=VALUE, as in developer=Shinec",
            )
        )
    return {name: text for name, _, text in split}


def iso_date(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    """Return an ISO date of day, month or year precision as it is."""
    if not is_date(value):
        raise click.BadParameter(
            say(
                vi=f"{value!r} không phải ngày dạng 2025-12-31, 2025-12 hoặc 2025",
                en=f"{value!r} is not a date like 2025-12-31, 2025-12 or 2025",
            )
        )
    return value


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

audience_option = click.option(
    "--audience",
    "reader",
    type=click.Choice(["internal", "public"]),
    default="internal",
    show_default=True,
    help=say(
        vi="Cho ai xem: public bỏ hẳn lớp và cột nội bộ khỏi mọi tệp kết quả.",
        en="For whom: public leaves internal layers and columns out of every file.",
    ),
)

lang_option = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default=spoken,
    help=say(vi="Ngôn ngữ của kết quả.", en="Language of the result."),
)

audience_option = click.option(
    "--audience",
    "reader",
    type=click.Choice(["internal", "public"]),
    default="internal",
    show_default=True,
    help=say(
        vi="Cho ai xem: public bỏ hẳn lớp và cột nội bộ khỏi mọi tệp kết quả.",
        en="For whom: public leaves internal layers and columns out of every file.",
    ),
)

format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help=say(vi="Dạng kết quả.", en="Form of the result."),
)

audience_option = click.option(
    "--audience",
    "reader",
    type=click.Choice(["internal", "public"]),
    default="internal",
    show_default=True,
    help=say(
        vi="Cho ai xem: public bỏ hẳn lớp và cột nội bộ khỏi mọi tệp kết quả.",
        en="For whom: public leaves internal layers and columns out of every file.",
    ),
)


def source_options(command: _Command) -> _Command:
    """Add the options that say which layer of a file, and in which system it is."""
    options = (
        click.option(
            "--part",
            metavar="LAYER",
            help=say(vi="Lớp nào trong tệp.", en="Which layer of the file."),
        ),
        click.option(
            "--crs",
            metavar="EPSG:…",
            help=say(
                vi="Hệ tọa độ, nếu tệp không ghi.", en="The system, where the file states none."
            ),
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command
