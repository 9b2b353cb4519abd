"""The command line: parse, call one workflow or room, print.

Heavy libraries are imported inside the commands, so that `--help` answers at once.
"""

from __future__ import annotations

import click

from zoneplan import __version__
from zoneplan.cli import console
from zoneplan.cli.analyse import claims, progress, targets
from zoneplan.cli.atlas import atlas
from zoneplan.cli.check import check
from zoneplan.cli.conflicts import conflicts, nearest
from zoneplan.cli.decisions import decision
from zoneplan.cli.edit import explain, remove, set_status, set_values
from zoneplan.cli.export import annex, export
from zoneplan.cli.figure import figure
from zoneplan.cli.history import changes, diff, log, mark, record, show, undo
from zoneplan.cli.intake import bring
from zoneplan.cli.make import build, init
from zoneplan.cli.parcels import overlay
from zoneplan.cli.report import report
from zoneplan.cli.serve import serve
from zoneplan.cli.show import area, doctor, layers, status
from zoneplan.cli.style import style
from zoneplan.cli.variants import compare
from zoneplan.cli.wording import say
from zoneplan.errors import StoppedError, ZoneplanError, stopped


class _Commands(click.Group):
    """A group that turns an error into its sentence and exit code, never into a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except ZoneplanError as fault:
            console.complain(fault)
            ctx.exit(fault.exit_code)
        except KeyboardInterrupt:
            console.complain(stopped())
            ctx.exit(StoppedError.exit_code)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=say(
        vi="Sổ quy hoạch của ban quản lý khu kinh tế: lớp dữ liệu, kiểm tra, diện tích, bản đồ.",
        en="A planning register for an economic-zone authority: layers, checks, areas, maps.",
    ),
)
@click.version_option(__version__, prog_name="zoneplan")
def main() -> None:
    """Run one of the commands."""
    console.use_any_encoding()


status.add_command(set_status)
for _command in (
    *(build, serve, figure, atlas, check, status, area, claims, targets, progress, layers, show),
    *(conflicts, nearest, overlay, compare),
    *(log, diff, changes, export, annex, report),
    *(bring, set_values, explain, remove, record, undo, mark, decision, style, doctor, init),
):
    main.add_command(_command)
