"""The command that makes the atlas."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from zoneplan.cli import console
from zoneplan.cli.options import (
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

    from zoneplan.figures import Tongue


@click.command(
    help=say(
        vi="Tập bản đồ nhiều trang (PDF): mỗi khu một tờ, hai bến liền nhau một tờ; có mục lục.",
        en="An atlas of many pages (PDF): a sheet for each zone and each two neighbouring berths.",
    )
)
@click.argument("codes", nargs=-1)
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("atlas.pdf"),
    show_default=True,
    help=say(vi="Tệp .pdf.", en="A .pdf file."),
)
@layers_option
@click.option(
    "--size",
    type=click.Choice(["A4", "A3"]),
    default="A4",
    show_default=True,
    help=say(vi="Khổ giấy, đứng.", en="Paper, upright."),
)
@strict_option
@style_option
@plan_option
@as_of_option
@tongue_option
@audience_option
@in_spite_of_errors_option
def atlas(
    folder: Path,
    codes: tuple[str, ...],
    target: Path,
    *,
    layers: str,
    size: str,
    strict: bool,
    style: Path | None,
    as_of: date | None,
    lang: Tongue,
    reader: str,
    force: bool,
) -> None:
    """Write the atlas with a bar on a terminal, and name the file."""
    from zoneplan.figures import Paper
    from zoneplan.workflows.atlas import Order
    from zoneplan.workflows.atlas import atlas as make
    from zoneplan.workflows.figure import design_from

    order = Order(
        paper=Paper.of(size),
        lang=lang,
        layers=tuple(part.strip() for part in layers.split(",") if part.strip()),
        codes=codes,
        strict=strict,
        design=design_from(style) if style else None,
    )
    with console.progress_bar() as advance:
        made = make(
            folder,
            target,
            as_of=as_of or today(),
            order=order,
            public=reader == "public",
            forced=force,
            progress=advance,
        )
    click.echo(made)
