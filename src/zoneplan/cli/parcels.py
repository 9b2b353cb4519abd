"""Commands on big layers of parcels or land use: their areas, and how much lies in which zone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from zoneplan.cli import console
from zoneplan.cli.options import (
    as_of_option,
    format_option,
    lang_option,
    plan_option,
    source_options,
)
from zoneplan.cli.wording import say

if TYPE_CHECKING:
    from datetime import date

    from zoneplan.language import Lang
    from zoneplan.report.parcels import Origin
    from zoneplan.workflows.engines import Engine
    from zoneplan.workflows.parcels import How, Summed
    from zoneplan.workflows.source import Source

_Command = TypeVar("_Command", bound=Callable[..., Any])


def layer_options(command: _Command) -> _Command:
    """Add the options on a big layer: which, summed how, by whom, its rows into which file."""
    options = (
        click.option(
            "--by",
            metavar="COLUMN",
            help=say(vi="Cộng theo giá trị của cột này.", en="Sum by the values of this column."),
        ),
        click.option(
            "-o",
            "--output",
            "target",
            type=click.Path(path_type=Path, dir_okay=False),
            help=say(
                vi="Ghi từng dòng vào tệp .csv này (overlay: cả .geojson).",
                en="Write each row to this .csv file (overlay: or .geojson).",
            ),
        ),
        click.option(
            "--engine",
            type=click.Choice(["threads", "dask"]),
            default="threads",
            show_default=True,
            help=say(
                vi="Ai tính: các luồng của máy này hoặc cụm dask; kết quả như nhau.",
                en="Who works: threads of this machine or a dask cluster; the figures are alike.",
            ),
        ),
        click.option(
            "--scheduler",
            metavar="tcp://HOST:PORT",
            help=say(
                vi="Bộ điều phối dask (mặc định: dựng một cụm trên máy này).",
                en="The dask scheduler (default: a cluster started on this machine).",
            ),
        ),
    )
    for option in reversed(options):
        command = option(command)
    return source_options(command)


@click.command(
    help=say(
        vi="Lớp thửa đất hoặc sử dụng đất (FILE) so với các khu: bao nhiêu nằm trong từng khu.",
        en="A layer of parcels or land use (FILE) against zones: how much lies in each.",
    )
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--with",
    "named",
    required=True,
    metavar="LAYER|FILE",
    help=say(vi="Lớp của đồ án, hoặc một tệp.", en="A layer of the plan, or a file."),
)
@click.option(
    "--with-part",
    metavar="LAYER",
    help=say(vi="Lớp nào trong tệp --with.", en="Which layer of the --with file."),
)
@click.option(
    "--key",
    metavar="COLUMN",
    help=say(
        vi="Cột ghi tên từng khu trong tệp --with (mặc định: code, nếu có).",
        en="The column that names the zones of the --with file (default: code, if there).",
    ),
)
@layer_options
@plan_option
@as_of_option
@format_option
@lang_option
def overlay(
    *,
    file: Path,
    named: str,
    with_part: str | None,
    key: str | None,
    folder: Path,
    as_of: date | None,
    form: str,
    lang: Lang,
    **options: Any,  # noqa: ANN401 - those of `layer_options`
) -> None:
    """Print how much of a layer lies in each zone."""
    from zoneplan.cli.show import today
    from zoneplan.report import parcels as told
    from zoneplan.workflows.against import Against
    from zoneplan.workflows.parcels import overlay_of_layer

    against = Against(named=named, part=with_part, key=key, folder=folder, as_of=as_of or today())
    with _asked(file, lang=lang, **options) as (source, how):
        done = overlay_of_layer(source, against, how)
    origin = _origin(source, done)
    if form == "json":
        document = told.parcels_json("zoneplan.overlay/1", done.table, origin, done.plan)
        console.print_json(document)
        return
    console.print_lines(told.share_lines(_catalogue(done), done.table, origin, done.plan, lang))


def print_areas(file: Path, *, form: str, lang: Lang, **options: Any) -> None:  # noqa: ANN401 - those of `layer_options`
    """Print the areas of the features of a file."""
    from zoneplan.report import parcels as told
    from zoneplan.workflows.parcels import area_of_layer

    with _asked(file, lang=lang, **options) as (source, how):
        done = area_of_layer(source, how)
    origin = _origin(source, done)
    if form == "json":
        console.print_json(told.parcels_json("zoneplan.file-area/1", done.table, origin, None))
        return
    console.print_lines(told.area_lines(_catalogue(done), done.table, origin, lang))


def refuse_without_file(ctx: click.Context, options: Collection[str]) -> None:
    """Raise where a command that got no FILE was given one of the options that need it."""
    given = [
        param.opts[0]
        for param in ctx.command.params
        if param.name in options
        and ctx.get_parameter_source(param.name) is ParameterSource.COMMANDLINE
    ]
    if given:
        listed = ", ".join(given)
        raise click.UsageError(
            say(
                vi=f"{listed} chỉ dùng được khi có FILE. Hãy ghi tệp của lớp, hoặc bỏ {listed}.",
                en=f"{listed} can be used only with FILE. Name the layer's file, or leave out "
                f"{listed}.",
            )
        )


@contextmanager
def _asked(
    file: Path,
    *,
    by: str | None,
    part: str | None,
    crs: str | None,
    target: Path | None,
    engine: str,
    scheduler: str | None,
    lang: Lang,
) -> Iterator[tuple[Source, How]]:
    """Give what is asked of which layer, with a bar on a terminal; then name the file written."""
    from zoneplan.workflows.parcels import How
    from zoneplan.workflows.source import Source

    with console.progress_bar() as advance:
        source = Source(path=file, part=part, system=crs, by=by)
        yield (
            source,
            How(engine=_engine(engine, scheduler), progress=advance, target=target, lang=lang),
        )
    if target is not None:
        click.echo(target, err=True)


def _engine(name: str, scheduler: str | None) -> Engine:
    from zoneplan.workflows.engines import in_threads, on_dask

    return on_dask(scheduler) if name == "dask" or scheduler else in_threads


def _origin(source: Source, done: Summed) -> Origin:
    from zoneplan.report.parcels import Origin

    layer = done.layer
    return Origin(
        file=source.path.name,
        layer=layer.name,
        system=layer.system or "",
        rows=layer.rows,
        by=source.by,
        findings=done.findings,
        without_area=done.without_area,
    )


def _catalogue(done: Summed) -> Any:  # noqa: ANN401
    from zoneplan.catalogue import load_catalogue

    return load_catalogue() if done.plan is None else done.plan.catalogue
