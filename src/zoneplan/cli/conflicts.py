"""Commands that tell what meets what and what is nearest."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zoneplan.cli import console
from zoneplan.cli.options import as_of_option, lang_option, pairs, plan_option
from zoneplan.cli.show import today
from zoneplan.cli.wording import say

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from zoneplan.language import Lang
    from zoneplan.workflows.sides import Reading


def _shared_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that both commands take."""
    options = (
        plan_option,
        as_of_option,
        click.option(
            "--crs",
            default=None,
            metavar="EPSG:9210",
            help=say(
                vi="Hệ tọa độ, khi tệp không ghi.", en="The system, where a file states none."
            ),
        ),
        click.option(
            "--part",
            default=None,
            help=say(vi="Lớp hoặc trang tính trong tệp.", en="The layer or sheet in a file."),
        ),
        click.option(
            "--field",
            "fields",
            multiple=True,
            callback=pairs,
            metavar="FIELD=COLUMN",
            help=say(
                vi="Trường nào của tệp là code, name_vi, name_en, uncertainty_m.",
                en="Which field of a file is code, name_vi, name_en, uncertainty_m.",
            ),
        ),
        click.option(
            "--uncertainty",
            type=click.FloatRange(min=0),
            default=None,
            metavar="M",
            help=say(
                vi="Sai số vị trí của ranh giới trong tệp, mét, khi tệp không ghi.",
                en="How far an outline of a file may be off, in metres, where it does not tell.",
            ),
        ),
        click.option(
            "--format",
            "form",
            type=click.Choice(["text", "json", "geojson"]),
            default="text",
            show_default=True,
            help=say(vi="Dạng kết quả.", en="Form of the result."),
        ),
        click.option(
            "-o",
            "--output",
            type=click.Path(path_type=Path, dir_okay=False),
            help=say(vi="Ghi vào tệp này (json, geojson).", en="Write to this file (not text)."),
        ),
        lang_option,
    )

    @functools.wraps(command)
    def read(
        *,
        crs: str | None,
        part: str | None,
        fields: dict[str, str],
        uncertainty: float | None,
        **others: object,
    ) -> object:
        from zoneplan.workflows.sides import Reading

        if others["output"] is not None and others["form"] == "text":
            raise click.UsageError(
                say(
                    vi="-o đi với --format json hoặc geojson.",
                    en="-o goes with --format json or geojson.",
                )
            )
        reading = Reading(crs=crs, part=part, fields=fields, uncertainty_m=uncertainty)
        return command(reading=reading, **others)

    wrapped: Callable[..., Any] = read
    for option in reversed(options):
        wrapped = option(wrapped)
    return wrapped


@click.command(
    help=say(
        vi="Đối tượng nào chứa, cắt, giáp đối tượng nào: hecta, tỷ lệ mỗi bên, mức chắc chắn. Mỗi "
        "bên là lớp, mã của đồ án, 'water' (vùng nước) hoặc tệp.",
        en="What contains, cuts or touches what: hectares, the share of each, how sure. A side is "
        "a layer, a code of the plan, 'water' or a file.",
    )
)
@click.argument("first", nargs=-1, metavar="[A]...")
@click.option(
    "--with",
    "second",
    multiple=True,
    metavar="B",
    help=say(
        vi="Lớp, mã, 'water' hoặc tệp để đối chiếu (nhiều lần được).",
        en="Layer, code, 'water' or file to set it against (repeatable).",
    ),
)
@_shared_options
def conflicts(
    *,
    folder: Path,
    as_of: date | None,
    first: tuple[str, ...],
    second: tuple[str, ...],
    reading: Reading,
    form: str,
    output: Path | None,
    lang: Lang,
) -> None:
    """Print what each side shares with each other."""
    from zoneplan.workflows import conflicts as work

    asked = work.Against(first=first, second=second, reading=reading)
    plan, met = work.conflicts(folder, asked, as_of=as_of or today())
    if form == "text":
        for lines in work.conflict_lines(plan, met, lang):
            console.print_lines(lines)
    else:
        _put(work.conflicts_document(plan, met, form), output)


@click.command(
    help=say(
        vi="Bến, tuyến bến, khu gần nhất của từng đối tượng, khoảng cách trắc địa và sai số. Mỗi "
        "bên là lớp, mã của đồ án, 'water' (vùng nước) hoặc tệp.",
        en="The nearest berth, quay, zone of each feature, with its geodesic distance and how far "
        "both outlines may be off. A side is a layer, a code of the plan, 'water' or a file.",
    )
)
@click.argument("first", nargs=-1, metavar="[A]...")
@click.option(
    "--to",
    "second",
    multiple=True,
    metavar="B",
    help=say(
        vi="Lớp, mã, 'water' hoặc tệp để đo tới (nhiều lần được).",
        en="Layer, code, 'water' or file to measure to (repeatable).",
    ),
)
@_shared_options
def nearest(
    *,
    folder: Path,
    as_of: date | None,
    first: tuple[str, ...],
    second: tuple[str, ...],
    reading: Reading,
    form: str,
    output: Path | None,
    lang: Lang,
) -> None:
    """Print the nearest of each other side for each feature."""
    from zoneplan.workflows import conflicts as work

    asked = work.Against(first=first, second=second, reading=reading)
    plan, near = work.nearest(folder, asked, as_of=as_of or today())
    if form == "text":
        for lines in work.nearest_lines(plan, near, lang):
            console.print_lines(lines)
    else:
        _put(work.nearest_document(plan, near, form), output)


def _put(document: str, output: Path | None) -> None:
    from zoneplan import store

    if output is None:
        console.print_json(document)
    else:
        store.write_all({output: document.encode()})
