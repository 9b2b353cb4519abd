"""Commands that show the plan and change nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zoneplan.cli import console
from zoneplan.cli.options import as_of_option, format_option, lang_option, plan_option
from zoneplan.cli.parcels import layer_options, print_areas, refuse_without_file
from zoneplan.cli.wording import say

if TYPE_CHECKING:
    from zoneplan.language import Lang
    from zoneplan.plan import Plan


def today() -> date:
    """Return the day on which the command runs, where it runs."""
    return datetime.now(UTC).astimezone().date()


@click.group(
    invoke_without_command=True,
    help=say(
        vi="Tình trạng của từng đối tượng vào một ngày, và căn cứ.",
        en="The status of each feature on a day, and what it rests on.",
    ),
)
@plan_option
@as_of_option
@format_option
@lang_option
@click.pass_context
def status(ctx: click.Context, folder: Path, as_of: date | None, form: str, lang: Lang) -> None:
    """Print the status table, unless a command follows."""
    if ctx.invoked_subcommand is not None:
        return
    from zoneplan import analysis, report

    plan = _read(folder, as_of)
    table = analysis.status_table(plan)
    if form == "json":
        console.print_json(report.table_json("zoneplan.status/1", plan, table))
    else:
        console.print_lines(report.status_lines(plan, table, lang))


@click.command(
    help=say(
        vi="Diện tích công bố và diện tích đo trên bản đồ, chênh lệch và kết luận; với FILE: diện "
        "tích từng thửa của một lớp lớn.",
        en="Declared and measured areas, their difference and what it means; with FILE: the areas "
        "of a big layer.",
    )
)
@click.argument("file", type=click.Path(path_type=Path), required=False)
@layer_options
@plan_option
@as_of_option
@format_option
@lang_option
@click.pass_context
def area(
    ctx: click.Context,
    /,
    *,
    file: Path | None,
    folder: Path,
    as_of: date | None,
    form: str,
    lang: Lang,
    **options: Any,  # noqa: ANN401 - those of `layer_options`
) -> None:
    """Print the area ledger with its totals and official areas, or the areas of a file."""
    if file is not None:
        print_areas(file, form=form, lang=lang, **options)
        return
    refuse_without_file(ctx, options)
    from zoneplan import analysis, report
    from zoneplan.report import ledger as told
    from zoneplan.workflows.in_force import plan_in_force

    plan, outlines = plan_in_force(folder, as_of=as_of or today())
    held = [vars(each) for each in outlines]
    ledger = analysis.ledger_of(plan)
    official = analysis.official_areas_table(plan, area=ledger.area)
    if form == "json":
        more = {
            "totals": report.records(ledger.totals),
            "official_areas": report.records(official),
            "in_force": held,
        }
        console.print_json(report.table_json("zoneplan.area/1", plan, ledger.area, **more))
    else:
        console.print_lines(told.ledger_lines(plan, ledger, lang, held=held))
        console.print_lines(told.group_lines(plan, ledger, lang))
        console.print_lines(told.official_area_lines(plan, official, lang))


@click.command(
    help=say(
        vi="Các lớp: số dòng, ngày xác nhận, điều thiếu.",
        en="The plan's layers: rows, freshness, gaps.",
    )
)
@plan_option
@as_of_option
@format_option
@lang_option
def layers(folder: Path, as_of: date | None, form: str, lang: Lang) -> None:
    """Print the list of layers."""
    from zoneplan import report

    plan = _read(folder, as_of)
    if form == "json":
        console.print_json(report.document("zoneplan.layers/1", plan, report.layer_rows(plan)))
    else:
        console.print_lines(report.layer_lines(plan, lang))


@click.command(
    help=say(
        vi="Máy này và đồ án này có sẵn sàng không?",
        en="Are this machine and this plan in order?",
    )
)
@plan_option
@format_option
@lang_option
@click.pass_context
def doctor(ctx: click.Context, folder: Path, form: str, lang: Lang) -> None:
    """Print what was looked at, and whether it is in order."""
    import json

    from zoneplan import report
    from zoneplan.errors import PlanError
    from zoneplan.workflows.doctor import doctor as look

    readings = look(folder, today=today())
    if form == "json":
        rows = [{"name": r.name, "ok": r.ok, "seen": r.seen._asdict()} for r in readings]
        content = {"schema": "zoneplan.doctor/1", "rows": rows}
        console.print_json(json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    else:
        console.print_lines(
            report.Lines(
                headings=("", "", ""),
                rows=tuple(
                    ("✓" if reading.ok else "✗", reading.name, reading.seen.say(lang))
                    for reading in readings
                ),
            )
        )
    if not all(reading.ok for reading in readings):
        ctx.exit(PlanError.exit_code)


def _read(folder: Path, as_of: date | None) -> Plan:
    from zoneplan import store

    return store.read_plan(folder, as_of=as_of or today())
