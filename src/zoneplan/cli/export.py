"""Commands that write layers and coordinate tables for other offices."""

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
    from zoneplan.workflows.export import Exported

_target_option = click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help=say(vi="Tệp kết quả; đuôi tệp chọn dạng.", en="The file; its suffix chooses the format."),
)
_schematic_option = click.option(
    "--schematic",
    is_flag=True,
    help=say(
        vi="Vẫn ghi ranh giới sơ họa, có đóng dấu SƠ HỌA.",
        en="Write schematic outlines all the same, marked as such.",
    ),
)


@click.command(
    help=say(
        vi="Xuất các lớp: .gpkg, .geojson, .kml, .shp, .zip (shapefile), .dxf, .csv, .xlsx.",
        en="Write layers out: .gpkg, .geojson, .kml, .shp, .zip (shapefiles), .dxf, .csv, .xlsx.",
    )
)
@click.option(
    "--layer",
    "layers",
    multiple=True,
    help=say(vi="Chỉ lớp này (lặp lại được).", en="Only this layer (may be repeated)."),
)
@click.option(
    "--code",
    "codes",
    multiple=True,
    help=say(vi="Chỉ đối tượng có mã này (lặp lại được).", en="Only this code (may be repeated)."),
)
@_target_option
@plan_option
@as_of_option
@lang_option
@_schematic_option
def export(
    *,
    layers: tuple[str, ...],
    codes: tuple[str, ...],
    target: Path,
    folder: Path,
    as_of: date | None,
    lang: Lang,
    schematic: bool,
) -> None:
    """Write the layers and name the files."""
    from zoneplan.workflows.export import export as make

    made = make(
        folder,
        target,
        as_of=as_of or today(),
        lang=lang,
        layers=layers,
        codes=codes,
        schematic=schematic,
    )
    _tell(made, lang)


@click.command(
    help=say(
        vi="Bảng tọa độ ranh giới của một đối tượng, như phụ lục quyết định: .docx, .xlsx, .csv.",
        en="A feature's table of boundary coordinates, as decisions print it: .docx, .xlsx, .csv.",
    )
)
@click.argument("code")
@_target_option
@plan_option
@as_of_option
@lang_option
@_schematic_option
def annex(
    *, code: str, target: Path, folder: Path, as_of: date | None, lang: Lang, schematic: bool
) -> None:
    """Write the coordinate table and name the file."""
    from zoneplan.workflows.export import annex as make

    _tell(make(folder, code, target, as_of=as_of or today(), lang=lang, schematic=schematic), lang)


def _tell(made: Exported, lang: Lang) -> None:
    """Print the files made; what their outlines are worth goes beside them."""
    for file in made.files:
        click.echo(file)
    click.echo(made.plan.notice.say(lang), err=True)
