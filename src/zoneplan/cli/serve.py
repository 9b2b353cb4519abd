"""The command that shows the map while the plan is being edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from zoneplan.cli.options import as_of_option, audience_option, lang_option, plan_option
from zoneplan.cli.show import today
from zoneplan.cli.wording import say

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from zoneplan.catalogue import Audience
    from zoneplan.language import Lang


@click.command(
    help=say(
        vi="Xem bản đồ trên chính máy này; bản đồ tự làm mới khi lớp được lưu trong QGIS. "
        "Không ghi gì vào đồ án.",
        en="Show the map on this machine; it follows each save in QGIS. Writes nothing.",
    )
)
@plan_option
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8765,
    show_default=True,
    help=say(vi="Cổng trên máy này (0: cổng trống bất kỳ).", en="Port (0: any free one)."),
)
@as_of_option
@lang_option
@audience_option
def serve(folder: Path, *, port: int, as_of: date | None, lang: Lang, reader: Audience) -> None:
    """Serve until Ctrl-C."""
    from zoneplan.workflows.serve import Wanted
    from zoneplan.workflows.serve import serve as show

    def ready(url: str) -> None:
        click.echo(
            say(
                vi=f"Mở {url} bằng trình duyệt; Ctrl-C để dừng.",
                en=f"Open {url} in a browser; Ctrl-C stops.",
            )
        )

    wanted = Wanted(as_of=as_of, today=today, lang=lang, reader=reader)
    show(folder, wanted, port=port, ready=ready)
