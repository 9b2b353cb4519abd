"""The command that writes the whole report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from zoneplan.cli.options import (
    Number,
    as_of_option,
    audience_option,
    in_spite_of_errors_option,
    lang_option,
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
@click.option(
    "--template",
    type=click.Path(path_type=Path, dir_okay=False),
    help=say(
        vi="Mẫu Word (.docx) của cơ quan cho báo cáo .docx.",
        en="The office's own Word template (.docx) for a .docx report.",
    ),
)
@click.option(
    "--write-template",
    "new_template",
    type=click.Path(path_type=Path, dir_okay=False),
    help=say(
        vi="Ghi mẫu Word mặc định ra tệp này để sửa.",
        en="Write the default Word template to this file, to be changed.",
    ),
)
@click.option(
    "--figures/--no-figures",
    "with_figures",
    default=True,
    show_default=True,
    help=say(
        vi="Đưa các hình vào báo cáo .docx, kèm chú thích và văn bản thay thế.",
        en="Put the figures into a .docx report, with caption and alternative text.",
    ),
)
@click.option(
    "--max-mb",
    type=Number(min=0, min_open=True),
    default=None,
    help=say(
        vi="Cả tệp không quá chừng này MB: độ phân giải của hình hạ xuống cho vừa.",
        en="The whole file is no more than so many MB: the figures' resolution is lowered to fit.",
    ),
)
@plan_option
@as_of_option
@lang_option
@audience_option
@in_spite_of_errors_option
def report(
    *,
    target: Path | None,
    sections: tuple[str, ...],
    template: Path | None,
    new_template: Path | None,
    with_figures: bool,
    max_mb: float | None,
    folder: Path,
    as_of: date | None,
    lang: Lang,
    reader: Audience,
    force: bool,
) -> None:
    """Write the report and name the file, or write the default template."""
    from zoneplan.workflows import report as make

    if new_template is not None:
        click.echo(make.write_template(new_template, lang=lang))
    if target is None:
        if new_template is None:
            raise click.UsageError(say(vi="thiếu -o TỆP.", en="-o FILE is missing."))
        return
    made = make.report(
        folder,
        target,
        as_of=as_of or today(),
        lang=lang,
        sections=sections,
        template=template,
        forced=force,
        reader=reader,
        with_figures=with_figures,
        max_mb=max_mb,
    )
    click.echo(made.file)
    click.echo(made.plan.notice.say(lang), err=True)
    if made.dpi_lowered is not None:
        click.echo(
            say(
                vi=f"Hình được hạ xuống {made.dpi_lowered} dpi để cả tệp không quá {max_mb:g} MB.",
                en=f"The figures were brought down to {made.dpi_lowered} dpi so that the whole "
                f"file is no more than {max_mb:g} MB.",
            ),
            err=True,
        )
    if made.styles_added:
        listed = ", ".join(made.styles_added)
        click.echo(
            say(
                vi=f"Mẫu thiếu các kiểu {listed}; đã dùng kiểu mặc định.",
                en=f"The template lacks the styles {listed}; the default ones were used.",
            ),
            err=True,
        )
