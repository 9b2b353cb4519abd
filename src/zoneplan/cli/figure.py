"""The command that draws print figures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from zoneplan.cli.options import (
    Number,
    as_of_option,
    audience_option,
    in_spite_of_errors_option,
    layers_option,
    plan_option,
    strict_option,
    style_option,
    tongue_option,
)
from zoneplan.cli.show import today
from zoneplan.cli.wording import say

if TYPE_CHECKING:
    from datetime import date

    from zoneplan.figures import Paper, Tongue

_NAMES = ("map", "overview", "zones", "port", "zone", "progress", "areas", "land", "capital")


_LARGEST, _SMALLEST = 100.0, 1e8


def _scale(_ctx: click.Context, _param: click.Parameter, value: str | None) -> float | None:
    if value is None:
        return None
    try:
        scale = float(value.replace(" ", "").removeprefix("1:"))
    except ValueError:
        scale = 0.0
    if not _LARGEST <= scale <= _SMALLEST:
        raise click.BadParameter(
            say(
                vi=f"{value!r} không phải tỷ lệ; viết ví dụ 1:25000 (từ 1:100 đến 1:100000000)",
                en=f"{value!r} is no scale; write 1:25000 (1:100 to 1:100000000)",
            )
        )
    return scale


@click.command(
    help=say(
        vi="Vẽ một hình để in, hoặc cả bộ hình cho hồ sơ bằng --all.",
        en="Draw a figure for print, or with --all the set that a proposal needs.",
    )
)
@click.argument("name", type=click.Choice(_NAMES), required=False)
@click.option(
    "--all",
    "whole",
    is_flag=True,
    help=say(
        vi="Vẽ cả bộ vào thư mục -o, mỗi hình kèm chú thích hai thứ tiếng.",
        en="Draw the whole set into the folder -o, each with its caption in both languages.",
    ),
)
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(path_type=Path),
    default=None,
    help=say(
        vi="Tệp .png, .svg hoặc .pdf (mặc định: NAME.png); với --all: thư mục (mặc định: figures).",
        en="A .png, .svg or .pdf file (default: NAME.png); with --all a folder (default: figures).",
    ),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["png", "svg", "pdf"]),
    default="png",
    show_default=True,
    help=say(vi="Dạng tệp của cả bộ.", en="Format of the set."),
)
@click.option(
    "--size",
    default=None,
    metavar="A4|A3|A1|A0|WxH",
    help=say(
        vi="Khổ giấy hoặc rộng x cao tính bằng mm (mặc định: khổ hợp với từng hình).",
        en="Paper, or width x height in mm (default: what suits the figure).",
    ),
)
@click.option("--landscape", is_flag=True, help=say(vi="Giấy ngang.", en="Paper on its side."))
@click.option(
    "--dpi",
    type=Number(30, 1200),
    default=300,
    show_default=True,
    help=say(vi="Số điểm ảnh mỗi inch của PNG.", en="Pixels an inch of a PNG."),
)
@style_option
@click.option(
    "--write-style",
    "new_style",
    type=click.Path(path_type=Path),
    default=None,
    metavar="FILE.toml",
    help=say(
        vi="Ghi tệp --style mặc định để cơ quan sửa.",
        en="Write the default file for --style, for an office to change.",
    ),
)
@click.option(
    "--scale",
    callback=_scale,
    default=None,
    metavar="1:N",
    help=say(
        vi="Tỷ lệ của bản đồ, đúng trên giấy (mặc định: tỷ lệ tròn lớn nhất vừa khổ).",
        en="Scale of the map, true on paper (default: the largest round one that fits).",
    ),
)
@click.option(
    "--extent",
    default=None,
    metavar="LAYER|CODE|W,S,E,N",
    help=say(
        vi="Phạm vi của bản đồ: lớp, mã, hoặc bốn số (m VN-2000 hoặc độ WGS 84).",
        en="What the map shows: a layer, a code, or four numbers (VN-2000 metres or degrees).",
    ),
)
@layers_option
@click.option(
    "--graticule",
    is_flag=True,
    help=say(
        vi="Lưới kinh vĩ WGS 84 thay cho lưới VN-2000.",
        en="A WGS 84 graticule in place of the VN-2000 grid.",
    ),
)
@strict_option
@plan_option
@as_of_option
@tongue_option
@audience_option
@in_spite_of_errors_option
def figure(
    folder: Path,
    name: str | None,
    target: Path | None,
    *,
    whole: bool,
    form: str,
    as_of: date | None,
    lang: Tongue,
    size: str | None,
    landscape: bool,
    dpi: float,
    style: Path | None,
    new_style: Path | None,
    scale: float | None,
    extent: str | None,
    layers: str,
    graticule: bool,
    strict: bool,
    reader: str,
    force: bool,
) -> None:
    """Draw the figure or the set and name the files."""
    from zoneplan.workflows.figure import Order, design_from, figure_set, write_design
    from zoneplan.workflows.figure import figure as draw

    if new_style is not None:
        click.echo(write_design(new_style))
        if name is None and not whole:
            return
    if whole == (name is not None):
        raise click.UsageError(
            say(
                vi=f"hãy ghi tên hình ({', '.join(_NAMES)}) hoặc --all",
                en=f"name a figure ({', '.join(_NAMES)}) or give --all",
            )
        )
    order = Order(
        lang=lang,
        paper=_paper(size, landscape=landscape),
        dpi=dpi,
        design=design_from(style) if style else None,
        scale=scale,
        extent=extent,
        layers=tuple(part.strip() for part in layers.split(",") if part.strip()),
        graticule=graticule,
        strict=strict,
    )
    on, public = as_of or today(), reader == "public"
    if name is not None:
        file = target or Path(f"{name}.png")
        click.echo(draw(folder, name, file, as_of=on, order=order, public=public, forced=force))
        return
    place = target or Path("figures")
    suffix = f".{form}"
    for file in figure_set(
        folder, place, as_of=on, order=order, suffix=suffix, public=public, forced=force
    ):
        click.echo(file)


def _paper(size: str | None, *, landscape: bool) -> Paper | None:
    from zoneplan.figures import A4_LANDSCAPE, Paper

    try:
        if size is None:
            return A4_LANDSCAPE if landscape else None
        return Paper.of(size, landscape=landscape)
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
