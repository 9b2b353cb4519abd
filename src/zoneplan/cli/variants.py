"""The command that sets boundary variants side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from zoneplan.cli import console
from zoneplan.cli.options import as_of_option, crs_option, lang_option, plan_option
from zoneplan.cli.show import today
from zoneplan.cli.wording import say

if TYPE_CHECKING:
    from datetime import date

    from zoneplan.language import Lang


@click.command(
    help=say(
        vi="So sánh các phương án ranh giới: diện tích, đất và mặt nước, chồng lấn, khoảng cách, "
        "độ gọn, chênh lệch từng cặp. Mỗi phương án là mã, lớp của đồ án hoặc tệp.",
        en="Set boundary variants side by side: area, land and sea, overlap, distance, "
        "compactness, difference of each pair. A variant is a code or layer of the plan, or a "
        "file.",
    )
)
@click.argument("variants", nargs=-1, required=True, metavar="A B...")
@click.option(
    "--with",
    "files",
    multiple=True,
    metavar="FILE",
    help=say(
        vi="Tệp hoặc lớp đối chiếu thêm, như xã, phường (nhiều lần được).",
        en="One more file or layer to set them against, as communes (repeatable).",
    ),
)
@crs_option
@click.option(
    "--html",
    "page",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help=say(
        vi="Ghi thêm trang so sánh (một tệp HTML không cần mạng).",
        en="Also write a page: one HTML file that needs no network.",
    ),
)
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    help=say(
        vi="Ghi vào tệp này; đuôi tệp chọn dạng (.html, .csv, .json).",
        en="Write to this file; its suffix chooses the format (.html, .csv, .json).",
    ),
)
@plan_option
@as_of_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help=say(vi="Dạng kết quả.", en="Form of the result."),
)
@lang_option
def compare(
    *,
    variants: tuple[str, ...],
    files: tuple[str, ...],
    crs: str | None,
    page: Path | None,
    target: Path | None,
    folder: Path,
    as_of: date | None,
    form: str,
    lang: Lang,
) -> None:
    """Print the comparison, and write it as a page if asked for."""
    from zoneplan.workflows import variants as work
    from zoneplan.workflows.sides import Reading

    seen = work.compare(
        folder, variants, files=files, reading=Reading(crs=crs), as_of=as_of or today()
    )
    work.write(seen, [each for each in (page, target) if each is not None], lang=lang)
    if target is not None:
        click.echo(target)
    elif form == "json":
        console.print_json(work.document(seen))
    elif form == "csv":
        console.print_bytes(work.csv(seen, lang))
    else:
        for lines in work.lines(seen, lang):
            console.print_lines(lines)
