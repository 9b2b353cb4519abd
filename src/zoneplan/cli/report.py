"""The command that writes the whole report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from zoneplan.cli.options import as_of_option, lang_option, plan_option
from zoneplan.cli.show import today
from zoneplan.cli.wording import say

if TYPE_CHECKING:
    from datetime import date

    from zoneplan.language import Lang


@click.command(
    help=say(
        vi="Báo cáo đầy đủ: diện tích, tình trạng, đối chiếu, kiểm tra, nguồn; dạng theo đuôi tệp "
        "(.xlsx, .docx, .csv, .json, .md).",
        en="The whole report: areas, status, statements, findings, sources; the suffix chooses the "
        "format (.xlsx, .docx, .csv, .json, .md).",
    )
)
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help=say(vi="Tệp kết quả; đuôi tệp chọn dạng.", en="The file; its suffix chooses the format."),
)
@click.option(
    "--section",
    "sections",
    multiple=True,
    help=say(
        vi="Chỉ phần này, ví dụ ledger (lặp lại được).",
        en="Only this section, such as ledger (may be repeated).",
    ),
)
@plan_option
@as_of_option
@lang_option
@click.option(
    "--force",
    is_flag=True,
    help=say(
        vi="Vẫn làm khi có lỗi; báo cáo bị đóng dấu cảnh báo.",
        en="Go on in spite of errors; the report bears a stamp.",
    ),
)
def report(
    *,
    target: Path,
    sections: tuple[str, ...],
    folder: Path,
    as_of: date | None,
    lang: Lang,
    force: bool,
) -> None:
    """Write the report and name the file."""
    from zoneplan.workflows.report import report as make

    made = make(folder, target, as_of=as_of or today(), lang=lang, sections=sections, forced=force)
    click.echo(made.file)
    click.echo(made.plan.notice.say(lang), err=True)
