"""Options that several commands share."""

from __future__ import annotations

import functools
import getpass
from collections.abc import Callable
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from zoneplan.cli.wording import say, spoken
from zoneplan.language import LANGUAGES, is_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

_Command = TypeVar("_Command", bound=Callable[..., Any])


def reason_options(
    action: str, *, forcible: bool = False
) -> Callable[[_Command], Callable[..., Any]]:
    """Add the options that say who asks for a change and why, and give them as `reason`.

    `action` is what is asked for; it may be forced where it is `forcible`.
    """
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
        click.option(
            "--force",
            "forced",
            is_flag=True,
            help=say(
                vi="Ghi dù trái quy tắc; nhật ký lưu lại điều đó.",
                en="Write it against the rules; the log keeps that it was forced.",
            ),
        ),
    )

    def add(command: _Command) -> Callable[..., Any]:
        @functools.wraps(command)
        def reasoned(
            *, message: str, decision: str | None, by: str, forced: bool = False, **others: object
        ) -> object:
            from zoneplan.change import Reason

            reason = Reason(action=action, by=by, message=message, decision=decision, forced=forced)
            return command(reason=reason, **others)

        wrapped: Callable[..., Any] = reasoned
        for option in reversed(options if forcible else options[:-1]):
            wrapped = option(wrapped)
        return wrapped

    return add


class Number(click.FloatRange):
    """A number in a range, which "nan" and "inf" are not."""

    def convert(
        self, value: float, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the number, or fail in a sentence."""
        number = float(super().convert(value, param, ctx))
        if not isfinite(number):
            self.fail(say(vi=f"{value} không phải là số", en=f"{value} is no number"), param, ctx)
        return number


in_spite_of_errors_option = click.option(
    "--force",
    is_flag=True,
    help=say(
        vi="Vẫn làm khi có lỗi; mọi kết quả bị đóng dấu cảnh báo.",
        en="Go on in spite of errors; every output bears a stamp.",
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


def whole_day(_ctx: click.Context, _param: click.Parameter, value: datetime | None) -> date | None:
    """Return the day of a moment that click has read."""
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
    callback=whole_day,
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

style_option = click.option(
    "--style",
    type=click.Path(path_type=Path),
    default=None,
    metavar="FILE.toml",
    help=say(
        vi="Phông, cỡ chữ, lề và độ dày nét theo mẫu của cơ quan.",
        en="Typeface, type sizes, margins and line widths of an office's template.",
    ),
)

lang_option = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default=spoken,
    help=say(vi="Ngôn ngữ của kết quả.", en="Language of the result."),
)

tongue_option = click.option(
    "--lang",
    type=click.Choice([*LANGUAGES, "both"]),
    default="vi",
    show_default=True,
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


crs_option = click.option(
    "--crs",
    metavar="EPSG:9210",
    help=say(vi="Hệ tọa độ, khi tệp không ghi.", en="The system, where a file states none."),
)

part_option = click.option(
    "--part",
    metavar="LAYER",
    help=say(vi="Lớp hoặc trang tính trong tệp.", en="The layer or sheet in a file."),
)


def source_options(command: _Command) -> _Command:
    """Add the options that say which layer of a file, and in which system it is."""
    return part_option(crs_option(command))


def document_options(*forms: str) -> Callable[[_Command], Callable[..., Any]]:
    """Add `--format` (text or one of some forms) and `-o`, whose suffix chooses the form else."""
    listed = ", ".join(f".{form}" for form in forms)
    options = (
        click.option(
            "--format",
            "form",
            type=click.Choice(["text", *forms]),
            help=say(
                vi="Dạng kết quả (mặc định: theo đuôi tệp của -o, nếu không thì text).",
                en="Form of the result (default: by the suffix of -o, else text).",
            ),
        ),
        click.option(
            "-o",
            "--output",
            type=click.Path(path_type=Path, dir_okay=False),
            help=say(
                vi=f"Ghi vào tệp này; đuôi tệp chọn dạng ({listed}).",
                en=f"Write to this file; its suffix chooses the format ({listed}).",
            ),
        ),
    )

    def add(command: _Command) -> Callable[..., Any]:
        @functools.wraps(command)
        def read(*, form: str | None, output: Path | None, **others: object) -> object:
            return command(form=_form(form, output, forms), output=output, **others)

        wrapped: Callable[..., Any] = read
        for option in reversed(options):
            wrapped = option(wrapped)
        return wrapped

    return add


def _form(asked: str | None, output: Path | None, forms: Sequence[str]) -> str:
    """Return the form that is asked for, else that of the file's suffix, else text."""
    if output is None or asked in forms:
        return asked or "text"
    by_suffix = output.suffix.lower().removeprefix(".")
    if asked is None and by_suffix in forms:
        return by_suffix
    from zoneplan.workflows.export import no_writer

    raise no_writer(output, [f".{form}" for form in forms])


layers_option = click.option(
    "--layers",
    default="",
    metavar="A,B",
    help=say(vi="Chỉ các lớp này.", en="Only these layers."),
)

strict_option = click.option(
    "--strict",
    is_flag=True,
    help=say(
        vi="Ranh giới sai quá 2 mm trên giấy chỉ vẽ ký hiệu vị trí kèm diện tích.",
        en="Outlines vaguer than 2 mm on paper become a symbol with the stated area.",
    ),
)
