"""The command that makes the plan's files look in QGIS as the catalogue has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from zoneplan.cli.options import plan_option
from zoneplan.cli.wording import say

if TYPE_CHECKING:
    from pathlib import Path


@click.command(
    help=say(
        vi="Cập nhật ký hiệu, nhãn và biểu mẫu QGIS trong các tệp của đồ án.",
        en="Refresh the QGIS symbols, labels and forms in the plan's files.",
    )
)
@plan_option
def style(folder: Path) -> None:
    """Refresh the styles and name the files that changed."""
    from zoneplan.workflows.style import refresh_styles

    changed = refresh_styles(folder)
    for file in changed:
        click.echo(file)
    if not changed:
        click.echo(
            say(
                vi="Ký hiệu và biểu mẫu QGIS đã đúng với danh mục; không có tệp nào thay đổi.",
                en="The QGIS styles are those of the catalogue already; no file was changed.",
            ),
            err=True,
        )
