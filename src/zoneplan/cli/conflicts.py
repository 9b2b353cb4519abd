"""Commands that tell what meets what and what is nearest."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import click

from zoneplan.cli import console
from zoneplan.cli.options import (
    Number,
    as_of_option,
    document_options,
    lang_option,
    pairs,
    plan_option,
    source_options,
)
from zoneplan.cli.show import today
from zoneplan.cli.wording import say

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from zoneplan.language import Lang
    from zoneplan.report import Lines
    from zoneplan.workflows.conflicts import Against

_Answer = tuple[Callable[["Lang"], Iterable["Lines"]], Callable[[str], str]]
"""What is found between two sides: its tables in a language, its document in a form."""


def _between_sides(look: Callable[[Path, Against, date], _Answer]) -> Callable[..., Any]:
    """Make what looks between two sides a command's body: with its options, and told at the end."""
    options = (
        plan_option,
        as_of_option,
        source_options,
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
            type=Number(min=0),
            default=None,
            metavar="M",
            help=say(
                vi="Sai số vị trí của ranh giới trong tệp, mét, khi tệp không ghi.",
                en="How far an outline of a file may be off, in metres, where it does not tell.",
            ),
        ),
        document_options("json", "geojson"),
        lang_option,
    )

    @functools.wraps(look)
    def told(
        *,
        folder: Path,
        as_of: date | None,
        first: tuple[str, ...],
        second: tuple[str, ...],
        crs: str | None,
        part: str | None,
        fields: dict[str, str],
        uncertainty: float | None,
        form: str,
        output: Path | None,
        lang: Lang,
    ) -> None:
        from zoneplan.workflows.conflicts import Against
        from zoneplan.workflows.sides import Reading

        reading = Reading(crs=crs, part=part, fields=fields, uncertainty_m=uncertainty)
        asked = Against(first=first, second=second, reading=reading)
        tables, document = look(folder, asked, as_of or today())
        if form == "text":
            for lines in tables(lang):
                console.print_lines(lines)
        else:
            console.put(document(form), output)

    wrapped: Callable[..., Any] = told
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
@_between_sides
def conflicts(folder: Path, asked: Against, day: date) -> _Answer:
    """Return what each side shares with each other."""
    from zoneplan.workflows import conflicts as work

    plan, met = work.conflicts(folder, asked, as_of=day)
    return (
        functools.partial(work.conflict_lines, plan, met),
        functools.partial(work.conflicts_document, plan, met),
    )


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
@_between_sides
def nearest(folder: Path, asked: Against, day: date) -> _Answer:
    """Return the nearest of each other side for each feature."""
    from zoneplan.workflows import conflicts as work

    plan, near = work.nearest(folder, asked, as_of=day)
    return (
        functools.partial(work.nearest_lines, plan, near),
        functools.partial(work.nearest_document, plan, near),
    )
