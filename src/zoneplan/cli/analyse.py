"""Commands that set official statements and targets against the layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from zoneplan.cli import console
from zoneplan.cli.options import as_of_option, format_option, lang_option, plan_option
from zoneplan.cli.show import today
from zoneplan.cli.wording import say

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from zoneplan.language import Lang
    from zoneplan.plan import Plan


@click.command(
    help=say(
        vi="Đối chiếu số liệu đã công bố với các lớp, mỗi số liệu tính đến ngày của nó.",
        en="Set official statements against the layers, each as of its own day.",
    )
)
@plan_option
@as_of_option
@format_option
@lang_option
def claims(folder: Path, as_of: date | None, form: str, lang: Lang) -> None:
    """Print what holds, what differs, what cannot be decided."""
    from zoneplan import analysis
    from zoneplan.report import claims as told

    plan = _read(folder, as_of)
    table, indicators = analysis.claims_table(plan), analysis.indicators_table(plan)
    if form == "json":
        console.print_json(told.claims_json(plan, table, indicators))
        return
    console.print_lines(told.claim_lines(plan, table, lang))
    if len(indicators):
        console.print_lines(told.indicator_lines(plan, indicators, lang))


@click.command(
    help=say(
        vi="Mục tiêu (phấn đấu, dự kiến) và kết quả: đúng hạn, muộn, chưa đạt.",
        en="Aims and expectations, and what came of them: in time, late, not yet.",
    )
)
@plan_option
@as_of_option
@format_option
@lang_option
def targets(folder: Path, as_of: date | None, form: str, lang: Lang) -> None:
    """Print each target with its outcome."""
    from zoneplan import analysis, report
    from zoneplan.report import progress as told

    plan = _read(folder, as_of)
    table = analysis.targets_table(plan)
    if form == "json":
        console.print_json(report.table_json("zoneplan.targets/1", plan, table))
    else:
        console.print_lines(told.target_lines(plan, table, lang))


@click.command(
    help=say(
        vi="Số lượng, diện tích, chiều dài tuyến bến theo tình trạng vào cuối mỗi năm.",
        en="Count, hectares and quay length by status at the end of each year.",
    )
)
@plan_option
@as_of_option
@format_option
@lang_option
def progress(folder: Path, as_of: date | None, form: str, lang: Lang) -> None:
    """Print the state at the end of each year."""
    from zoneplan import analysis, report
    from zoneplan.report import progress as told

    plan = _read(folder, as_of)
    table = analysis.progress_table(plan)
    if form == "json":
        console.print_json(report.table_json("zoneplan.progress/1", plan, table))
    else:
        console.print_lines(told.progress_lines(plan, table, lang))


def _read(folder: Path, as_of: date | None) -> Plan:
    from zoneplan import store

    return store.read_plan(folder, as_of=as_of or today())
