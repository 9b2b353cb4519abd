"""The command that brings a file into a layer, and shows first what it would change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from zoneplan.cli import console
from zoneplan.cli.options import (
    html_option,
    lang_option,
    pairs,
    plan_option,
    reason_options,
    source_options,
)
from zoneplan.cli.show import today
from zoneplan.cli.wording import say

if TYPE_CHECKING:
    from zoneplan.change import Reason
    from zoneplan.exchange import Encoding
    from zoneplan.language import Lang


@click.command(
    "import",
    help=say(
        vi="Đưa một tệp vào một lớp: bảng tọa độ, GeoPackage, shapefile, DXF, KML, GeoJSON…",
        en="Bring a file into a layer: coordinate table, GeoPackage, shapefile, DXF, KML, GeoJSON…",
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--layer", required=True, help=say(vi="Lớp nhận.", en="The layer that takes it."))
@click.option(
    "--code",
    default=None,
    help=say(
        vi="Mã của đối tượng, khi tệp chỉ có một đối tượng và không ghi mã.",
        en="The feature's code, where the file holds one feature and no code.",
    ),
)
@source_options
@click.option(
    "--field",
    "fields",
    multiple=True,
    callback=pairs,
    metavar="FIELD=COLUMN",
    help=say(
        vi="Trường nào vào cột nào; FIELD= để bỏ qua trường.",
        en="Which field goes into which column; FIELD= leaves the field out.",
    ),
)
@click.option(
    "--fields-from",
    "field_map",
    type=click.Path(path_type=Path),
    default=None,
    help=say(
        vi='Tệp TOML gồm các dòng TRƯỜNG = "cột"; --field thắng khi trùng.',
        en='A TOML file of lines FIELD = "column"; --field wins over it.',
    ),
)
@click.option(
    "--decode",
    multiple=True,
    callback=pairs,
    metavar="FIELD=tcvn3|vni",
    help=say(vi="Trường dùng phông TCVN3 hoặc VNI.", en="Fields whose text is TCVN3 or VNI."),
)
@click.option(
    "--basis",
    default=None,
    help=say(
        vi="Cơ sở của ranh giới mới: official, surveyed, generalised, fitted, placeholder, "
        "schematic.",
        en="What the new outlines rest on: official, surveyed, generalised, fitted, placeholder, "
        "schematic.",
    ),
)
@click.option(
    "--uncertainty",
    default=None,
    help=say(vi="Sai số vị trí, mét.", en="How wrong a position may be, in metres."),
)
@click.option(
    "--source",
    default=None,
    help=say(vi="Nguồn ranh giới (id của bảng sources).", en="The outlines' source (an id)."),
)
@click.option(
    "--mend",
    is_flag=True,
    help=say(
        vi="Sửa hình không hợp lệ và cho biết diện tích thay đổi bao nhiêu.",
        en="Mend invalid geometry and tell by how much the area changes.",
    ),
)
@click.option(
    "--dry-run",
    is_flag=True,
    help=say(vi="Chỉ xem trước, không ghi.", en="Show what would change; write nothing."),
)
@html_option
@plan_option
@reason_options("import", forcible=True)
@lang_option
def bring(
    *,
    file: Path,
    layer: str,
    code: str | None,
    crs: str | None,
    part: str | None,
    fields: dict[str, str],
    field_map: Path | None,
    decode: dict[str, Encoding],
    basis: str | None,
    uncertainty: str | None,
    source: str | None,
    mend: bool,
    dry_run: bool,
    page: Path | None,
    folder: Path,
    reason: Reason,
    lang: Lang,
) -> None:
    """Show what the file changes, then write it."""
    from zoneplan import exchange, report, store
    from zoneplan.workflows.compare import comparison_of_preview
    from zoneplan.workflows.intake import Request, bring_in, preview

    stated = {
        "boundary_basis": basis,
        "boundary_uncertainty_m": uncertainty,
        "boundary_source": source,
    }
    request = Request(
        file=file,
        layer=layer,
        code=code,
        crs=crs,
        part=part,
        fields=(exchange.read_field_map(field_map) if field_map else {}) | fields,
        decode=decode,
        outline={name: text for name, text in stated.items() if text is not None},
        mend=mend,
    )
    seen = preview(folder, request, today=today())
    console.print_lines(report.change_lines(seen.after, seen.changes, lang))
    click.echo(
        say(
            vi=f"Không đổi: {seen.unchanged}. Phát hiện: {len(seen.findings)}.",
            en=f"Unchanged: {seen.unchanged}. Findings: {len(seen.findings)}.",
        )
    )
    if seen.findings:
        console.print_lines(report.finding_lines(seen.after, seen.findings, lang))
    if page is not None:
        comparison_of_preview(seen, page, lang=lang)
    if dry_run:
        return
    console.say_revision(bring_in(folder, seen, reason=reason.or_saying(file.name)))
    console.warn_open_elsewhere(store.open_elsewhere(folder))
