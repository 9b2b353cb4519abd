"""The plan's layers as tables: CSV with geometry as text, Excel with a sheet of coordinates.

A sheet of coordinates is laid out as an annex (X the northing, Y the easting), so that it can be
brought in again.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pandas as pd
import shapely
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from zoneplan.errors import OutputError
from zoneplan.language import Text
from zoneplan.report.annex.content import MARK, PAGE, origin
from zoneplan.report.office import (
    FONT,
    empty_workbook,
    new_sheet,
    on_a4,
    put,
    workbook_bytes,
)
from zoneplan.report.plain import inert

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from openpyxl.worksheet.worksheet import Worksheet

    from zoneplan.catalogue import Layer
    from zoneplan.language import Lang
    from zoneplan.plan import Plan

_MOST_ROWS = 1_048_576
_DECIMALS = 4
_METRES = "#,##0.000"
_WIDTH = 18
_COORDINATES = Text(vi="tọa độ", en="coordinates")
_POINT_HEADINGS = (
    Text(vi="Mã", en="Code"),
    Text(vi="Khu", en="Part"),
    Text(vi="Điểm", en="Point"),
    Text(vi="X (m)", en="X (m)"),
    Text(vi="Y (m)", en="Y (m)"),
)
_PART = Text(vi="Khu", en="Part")
_HOLE = Text(vi="Phần loại trừ", en="Hole")
_COLUMNS = Text(vi="Tên cột", en="Columns")


def layers_csv(plan: Plan, stem: str, lang: Lang) -> dict[str, bytes]:
    """Return one table of all layers: each row with its geometry as WKT in the plan's system.

    Each row carries its layer, system, as-of date, revision, version and the notice. A text that a
    spreadsheet would take for a formula gets an apostrophe before it.
    """
    layers = _layers(plan)
    names = list(dict.fromkeys(column.name for layer in layers for column in layer.columns))
    trace = {name: value for name, value in plan.trace().items() if name != "forced"}
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow(["layer", *names, "wkt", "crs", *trace, "notice"])
    ending = [plan.settings.crs, *trace.values(), plan.notice.say(lang)]
    for layer in layers:
        for row, shape in _rows(plan, layer):
            values = [layer.name, *(row.get(name) for name in names), _wkt(shape), *ending]
            writer.writerow([inert(value) for value in values])
    return {f"{stem}.csv": target.getvalue().encode("utf-8-sig")}


def layers_xlsx(plan: Plan, stem: str, lang: Lang) -> dict[str, bytes]:
    """Return a workbook: of each layer a sheet of values and one of coordinates, then the columns.

    Headings are the columns' titles; the last sheet gives them in both languages. Raises
    `OutputError` where a layer has more rows than a sheet.
    """
    book = empty_workbook(author=plan.settings.authority.say(lang), title=plan.title(lang))
    for layer in _layers(plan):
        _put_values(new_sheet(book, layer.title.say(lang)), plan, layer, lang)
        if layer.geometry == "MultiPolygon":
            title = f"{layer.title.say(lang)[:20]} {_COORDINATES.say(lang)}"
            _put_points(new_sheet(book, title), plan, layer, lang)
    _put_columns(new_sheet(book, _COLUMNS.say(lang)), plan)
    return {f"{stem}.xlsx": workbook_bytes(book, plan.settings.dated)}


TABLES: Mapping[str, Callable[[Plan, str, Lang], Mapping[str, bytes]]] = {
    ".csv": layers_csv,
    ".xlsx": layers_xlsx,
}
"""From suffix to writer: plan, file name without suffix and language to the files made."""


def _layers(plan: Plan) -> list[Layer]:
    return [layer for layer in plan.catalogue.layers.values() if layer.name in plan.layers]


def _rows(plan: Plan, layer: Layer) -> Iterator[tuple[dict[str, Any], Any]]:
    frame = plan.frame(layer.name)
    table = frame[[column.name for column in layer.columns]].to_dict("records")
    for row, shape in zip(table, frame.geometry, strict=True):
        yield {str(n): None if pd.isna(value) else value for n, value in row.items()}, shape


def _wkt(shape: shapely.Geometry | None) -> str | None:
    """Return a geometry as text, to a tenth of a millimetre."""
    if shape is None:
        return None
    return str(shapely.to_wkt(shape, rounding_precision=_DECIMALS, trim=True))


def _titles(plan: Plan, layer: Layer, lang: Lang) -> list[str]:
    whose = f"{plan.settings.authority.say(lang)}. {plan.settings.crs}."
    return [layer.title.say(lang), plan.notice.say(lang), whose, origin(plan, lang), ""]


def _put_table(
    sheet: Worksheet, titles: Iterable[str], headings: Iterable[str], rows: list[list[Any]]
) -> int:
    """Return the row of the headings; titles stand alone on the lines above them."""
    at = 1
    for title in titles:
        put(sheet, at, 1, title or None).font = Font(name=FONT)
        at += 1
    for column, heading in enumerate(headings, start=1):
        put(sheet, at, column, heading).font = Font(name=FONT, bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTH
    if at + len(rows) > _MOST_ROWS:
        raise OutputError(
            vi=f"Trang tính chỉ có {_MOST_ROWS} dòng, không đủ cho {len(rows)} dòng. Hãy xuất từng "
            "phần bằng --code, hoặc xuất .gpkg.",
            en=f"A sheet has {_MOST_ROWS} rows, too few for {len(rows)}. Export parts with --code, "
            "or export .gpkg.",
        )
    for line, row in enumerate(rows, start=at + 1):
        for column, value in enumerate(row, start=1):
            if value is not None:
                put(sheet, line, column, value)
    sheet.freeze_panes = f"A{at + 1}"
    return at


def _put_values(sheet: Worksheet, plan: Plan, layer: Layer, lang: Lang) -> None:
    headings = [column.title.say(lang) for column in layer.columns]
    rows = [list(row.values()) for row, _ in _rows(plan, layer)]
    at = _put_table(sheet, _titles(plan, layer, lang), headings, rows)
    sheet.page_setup.orientation = "landscape"
    on_a4(sheet, heading_row=at, page=PAGE.say(lang), mark=_mark(plan, layer, lang))


def _put_points(sheet: Worksheet, plan: Plan, layer: Layer, lang: Lang) -> None:
    rows = [
        [row[layer.key], *point]
        for row, shape in _rows(plan, layer)
        for point in _points(shape, lang)
    ]
    headings = [heading.say(lang) for heading in _POINT_HEADINGS]
    at = _put_table(sheet, _titles(plan, layer, lang), headings, rows)
    for line in range(at + 1, at + 1 + len(rows)):
        for column in (4, 5):
            sheet.cell(row=line, column=column).number_format = _METRES
    on_a4(sheet, heading_row=at, page=PAGE.say(lang), mark=_mark(plan, layer, lang))


def _mark(plan: Plan, layer: Layer, lang: Lang) -> str | None:
    bases = [row.get("boundary_basis") for row, _ in _rows(plan, layer)]
    known = [plan.catalogue.boundary_bases.get(basis or "") for basis in bases]
    return MARK.say(lang) if any(each is None or each.is_schematic for each in known) else None


def _points(shape: shapely.Geometry | None, lang: Lang) -> Iterator[list[Any]]:
    """Yield ring, point, X and Y of each point; the last of a ring repeats its first."""
    holes = 0
    for number, part in enumerate(shapely.get_parts(shape) if shape is not None else (), start=1):
        rings = [(f"{_PART.say(lang)} {number}", part.exterior)]
        for inner in part.interiors:
            holes += 1
            rings.append((f"{_HOLE.say(lang)} {holes}", inner))
        for heading, ring in rings:
            points = shapely.get_coordinates(ring).round(_DECIMALS).tolist()
            for at, (east, north) in enumerate(points):
                yield [heading, at % (len(points) - 1) + 1, north, east]


def _put_columns(sheet: Worksheet, plan: Plan) -> None:
    rows = [
        [layer.name, column.name, *column.title, column.unit]
        for layer in _layers(plan)
        for column in layer.columns
    ]
    _put_table(sheet, (), ("layer", "column", "vi", "en", "unit"), rows)
