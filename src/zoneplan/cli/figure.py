"""The command that draws print figures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from zoneplan.cli.options import as_of_option, plan_option
from zoneplan.cli.show import today
from zoneplan.cli.wording import say

if TYPE_CHECKING:
    from datetime import date

    from zoneplan.figures import Paper, Tongue

_NAMES = ("overview", "progress")


@click.command(
    help=say(
        vi="Vẽ một hình để in: overview (tổng quan), progress (tình trạng qua các năm).",
        en="Draw a figure for print: overview, or progress (status through time).",
    )
)
@click.argument("name", type=click.Choice(_NAMES))
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help=say(
        vi="Tệp .png, .svg hoặc .pdf (mặc định: NAME.png).",
        en="A .png, .svg or .pdf file (default: NAME.png).",
    ),
)
@click.option(
    "--size",
    default=None,
    metavar="A4|A3|A1|A0|WxH",
    help=say(
        vi="Khổ giấy hoặc rộng x cao tính bằng mm (mặc định: A4 ngang).",
        en="Paper, or width x height in mm (default: A4 landscape).",
    ),
)
@click.option("--landscape", is_flag=True, help=say(vi="Giấy ngang.", en="Paper on its side."))
@click.option(
    "--dpi",
    type=click.FloatRange(30, 1200),
    default=300,
    show_default=True,
    help=say(vi="Số điểm ảnh mỗi inch của PNG.", en="Pixels an inch of a PNG."),
)
@plan_option
@as_of_option
@click.option(
    "--lang",
    type=click.Choice(["vi", "en", "both"]),
    default="vi",
    show_default=True,
    help=say(vi="Ngôn ngữ của hình.", en="Language of the figure."),
)
@click.option(
    "--force",
    is_flag=True,
    help=say(
        vi="Vẫn vẽ khi có lỗi; hình bị đóng dấu cảnh báo.",
        en="Go on in spite of errors; the figure bears a stamp.",
    ),
)
def figure(
    folder: Path,
    name: str,
    target: Path | None,
    *,
    as_of: date | None,
    lang: Tongue,
    size: str | None,
    landscape: bool,
    dpi: float,
    force: bool,
) -> None:
    """Draw the figure and name its file."""
    from zoneplan.workflows.figure import figure as draw

    made = draw(
        folder,
        name,
        target or Path(f"{name}.png"),
        as_of=as_of or today(),
        lang=lang,
        paper=_paper(size, landscape=landscape),
        dpi=dpi,
        forced=force,
    )
    click.echo(made)


def _paper(size: str | None, *, landscape: bool) -> Paper:
    from zoneplan.figures import A4_LANDSCAPE, Paper

    try:
        return Paper.of(size, landscape=landscape) if size else A4_LANDSCAPE
    except ValueError as fault:
        raise click.BadParameter(
            say(
                vi=f"{size!r} không phải khổ giấy; viết A4, A3, A1, A0 hoặc rộng x cao, mm "
                "(từ 100 đến 2500), ví dụ 165x120",
                en=f"{size!r} is no paper; write A4, A3, A1, A0 or width x height in mm "
                "(100 to 2500), as in 165x120",
            ),
            param_hint="--size",
        ) from fault
