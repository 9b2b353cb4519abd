"""Commands that make files: a plan from its annexes, the maps from a plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from zoneplan.cli.options import (
    as_of_option,
    audience_option,
    in_spite_of_errors_option,
    plan_option,
)
from zoneplan.cli.show import today
from zoneplan.cli.wording import say

if TYPE_CHECKING:
    from datetime import date

    from zoneplan.catalogue import Audience
    from zoneplan.language import Lang


@click.command(
    help=say(
        vi="Kiểm tra đồ án, rồi làm bản đồ, hình và bảng.",
        en="Check the plan, then make the map, the figure and the tables.",
    )
)
@plan_option
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(path_type=Path),
    default=Path("maps"),
    show_default=True,
    help=say(vi="Thư mục kết quả.", en="The folder for the results."),
)
@as_of_option
@click.option(
    "--lang",
    type=click.Choice(["vi", "en"]),
    default="vi",
    show_default=True,
    help=say(
        vi="Ngôn ngữ mở đầu của bản đồ và ngôn ngữ của hình.",
        en="The map's first language, and the figure's.",
    ),
)
@audience_option
@click.option(
    "--basemap",
    "tiles",
    metavar="URL",
    default=None,
    help=say(
        vi="Thêm nền trực tuyến https://…/{z}/{x}/{y}.png; người dùng chịu trách nhiệm về nền đó.",
        en="Add an online basemap, https://…/{z}/{x}/{y}.png; you answer for it.",
    ),
)
@click.option(
    "--add",
    "added",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=say(
        vi="Vẽ thêm lớp đa giác của tệp này lên bản đồ (lặp lại được).",
        en="Also draw the polygons of this file on the map (may be repeated).",
    ),
)
@click.option(
    "--added-is-public",
    is_flag=True,
    help=say(
        vi="Tệp của --add được công khai; nếu không ghi, --audience public từ chối tệp đó.",
        en="What --add names is public too; unless said, --audience public refuses it.",
    ),
)
@in_spite_of_errors_option
def build(
    folder: Path,
    target: Path,
    *,
    as_of: date | None,
    lang: Lang,
    reader: Audience,
    tiles: str | None,
    added: tuple[Path, ...],
    added_is_public: bool,
    force: bool,
) -> None:
    """Make the outputs and name them."""
    if added_is_public and not added:
        raise click.UsageError(
            say(
                vi="--added-is-public nói về tệp của --add, mà không có --add nào.",
                en="--added-is-public speaks of the files of --add, and there is no --add.",
            )
        )
    from zoneplan.workflows.build import build as make

    made = make(
        folder,
        target,
        as_of=as_of,
        today=today(),
        lang=lang,
        forced=force,
        reader=reader,
        tiles=tiles,
        added=added,
        added_is_public=added_is_public,
    )
    for file in made.files:
        click.echo(file)
    for left_out in made.left_out:
        click.echo(say(vi=left_out.vi, en=left_out.en), err=True)
    if made.findings:
        click.echo(
            say(
                vi=f"Số phát hiện: {len(made.findings)}; xem bằng `zoneplan check`.",
                en=f"Findings: {len(made.findings)}; see them with `zoneplan check`.",
            ),
            err=True,
        )


@click.command(
    help=say(
        vi="Tạo các GeoPackage của đồ án từ phụ lục.",
        en="Make a plan's GeoPackages from its annexes.",
    )
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path),
    default=None,
    help=say(
        vi="Thư mục có zoneplan.toml và phụ lục (mặc định: chính FOLDER).",
        en="The folder with zoneplan.toml and annexes (default: FOLDER itself).",
    ),
)
def init(folder: Path, source: Path | None) -> None:
    """Make the GeoPackages and name them."""
    from zoneplan.workflows.init import init as make

    for file in make(folder, source=source or folder):
        click.echo(file)
