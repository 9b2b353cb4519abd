"""A file into a layer: read, fitted, compared with what is there, shown, and only then written."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import shapely

from zoneplan import analysis, crs, exchange, store
from zoneplan.change import GEOMETRY, Add, Put, differing
from zoneplan.errors import CatalogueError, EditError, IntakeError
from zoneplan.finding import Finding, Place
from zoneplan.language import Text
from zoneplan.workflows.edit import new_findings, refuse_new_errors
from zoneplan.workflows.look import OUTLINE
from zoneplan.workflows.outlines import mistakes, outline_findings, shaped
from zoneplan.workflows.placing import in_plan, no_system

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from zoneplan.catalogue import Layer
    from zoneplan.change import Change, Edit, Reason
    from zoneplan.exchange import Encoding
    from zoneplan.plan import Plan


@dataclass(frozen=True, kw_only=True)
class Request:
    """What is to be brought in, and what the user says of it.

    `code` is the feature that a file without codes is of; `crs` the system that the file does
    not state; `fields` says which field goes into which column, `decode` which fields are TCVN3
    or VNI; `outline` holds what is known of the new outlines (basis, uncertainty, source).
    """

    file: Path
    layer: str
    code: str | None = None
    crs: str | None = None
    part: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    decode: Mapping[str, Encoding] = field(default_factory=dict)
    outline: Mapping[str, str] = field(default_factory=dict)
    mend: bool = False


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What would happen, before anything is written."""

    before: Plan
    after: Plan
    changes: tuple[Change, ...]
    unchanged: int
    findings: tuple[Finding, ...]
    edits: tuple[Edit, ...]


def preview(folder: Path, request: Request, *, today: date) -> Preview:
    """Return what a file would change in a layer: nothing that it does not hold is touched.

    Raises `IntakeError` where the file cannot be read, fitted or placed.
    """
    before = store.read_plan(folder, as_of=today)
    layer = _layer(before, request.layer)
    _refuse_unknown_words(request, layer, before)
    rows, told = _read(request, layer, before)
    rows, missed = shaped(rows, layer, before, mend=request.mend)
    told += missed
    changed, added, unchanged = _compared(rows, layer, before)
    told += tuple(_unsure([*changed.values(), *added], layer, request.file.name))
    after = before
    edits: list[Edit] = []
    for code, values in changed.items():
        after = after.with_values(layer, code, values)
        edits.append(Put(layer=layer.name, file=layer.file or "", key=code, values=values))
    if added:
        after = after.with_frame(layer, _joined(after.frame(layer.name), added))
        edits += [Add(layer=layer.name, file=layer.file or "", values=row) for row in added]
    return Preview(
        before=before,
        after=after,
        changes=analysis.changes_between(before, after),
        unchanged=unchanged,
        findings=(*told, *new_findings(before, after)),
        edits=tuple(edits),
    )


def bring_in(folder: Path, seen: Preview, *, reason: Reason) -> int:
    """Write what a preview showed, in one transaction; return the number of the revision.

    Raises `EditError` where a finding is an error (unless forced) or nothing would change.
    """
    if not seen.edits:
        raise EditError(
            vi="Tệp không có gì khác với sổ, nên không có gì để ghi.",
            en="The file holds nothing that differs from the register; nothing to write.",
        )
    forced = refuse_new_errors(seen.findings, forced=reason.forced)
    return store.apply(
        folder, seen.before.catalogue, seen.edits, dataclasses.replace(reason, forced=forced)
    )


def _layer(plan: Plan, name: str) -> Layer:
    known = [each for each in plan.layers if plan.catalogue.layers[each].geometry]
    if name not in known:
        raise IntakeError(
            vi=f"Không có lớp {name}. Các lớp có hình: {', '.join(known)}.",
            en=f"There is no layer {name}. The layers with geometry: {', '.join(known)}.",
        )
    return plan.catalogue.layers[name]


def _refuse_unknown_words(request: Request, layer: Layer, plan: Plan) -> None:
    if request.crs is not None:
        try:
            crs.geographic(request.crs)
        except CatalogueError as fault:
            raise IntakeError(vi=fault.text.vi, en=fault.text.en) from fault
    for column in layer.columns:
        known, value = (
            plan.catalogue.codes.get(column.codes or ""),
            request.outline.get(column.name),
        )
        if known is not None and value is not None and value not in known:
            raise IntakeError(
                vi=f"{value!r} không có trong danh sách của cột {column.name}: {', '.join(known)}.",
                en=f"{value!r} is not on the list of {column.name}: {', '.join(known)}.",
            )


def _read(
    request: Request, layer: Layer, plan: Plan
) -> tuple[gpd.GeoDataFrame, tuple[Finding, ...]]:
    """Return the rows of a file in the layer's columns and the plan's system."""
    where = request.file.name
    if request.file.suffix.lower() in exchange.TABLES:
        content = store.read_bytes(request.file)
        lines = exchange.read_rows(request.file, content, sheet=request.part)
        if any(map(exchange.is_header, lines)):
            return _read_annex(lines, request, layer, plan)
        table = exchange.read_table(request.file, content, sheet=request.part)
        texts, told = exchange.fitted(table, layer, fields=request.fields, where=where)
        return _keyed(gpd.GeoDataFrame(texts), request, layer), told
    received = exchange.read_features(
        request.file, layer=request.part, crs=request.crs, decode=request.decode
    )
    if received.crs is None and received.frame.geometry.notna().any():
        raise no_system(where, plan)
    attributes = pd.DataFrame(received.frame.drop(columns=GEOMETRY))
    if request.code is not None:
        attributes = attributes.drop(
            columns=[name for name in attributes if str(name) not in request.fields]
        )
    texts, told = exchange.fitted(attributes, layer, fields=request.fields, where=where)
    rows = gpd.GeoDataFrame(
        texts,
        geometry=in_plan(received.frame.geometry, plan),
        crs=plan.settings.crs,
    )
    mistakes = outline_findings(
        received.frame.geometry, rows, layer, plan, code=request.code, where=where
    )
    return _keyed(rows, request, layer), (*received.findings, *told, *mistakes)


def _read_annex(
    lines: list[list[str]], request: Request, layer: Layer, plan: Plan
) -> tuple[gpd.GeoDataFrame, tuple[Finding, ...]]:
    """Return the outlines of a coordinate table, and where it disagrees with itself."""
    annex = exchange.read_annex(lines, where=request.file.name, crs=request.crs)
    if annex.crs is None:
        raise no_system(annex.where, plan)
    codes = annex.codes or (request.code,)
    shapes: list[shapely.MultiPolygon] = []
    told: list[Finding] = []
    for code in codes:
        own = code if annex.codes else None
        told += exchange.disagreements(annex, layer=layer.name, code=own)
        outline = exchange.outline_of(annex, code=own)
        corners = shapely.get_coordinates(outline)
        told += mistakes(corners, annex.crs, layer, plan, code=code, where=annex.where)
        shapes.append(outline)
    rows = gpd.GeoDataFrame(
        {layer.key: pd.Series(codes, dtype=object)},
        geometry=in_plan(gpd.GeoSeries(shapes, crs=annex.crs), plan),
        crs=plan.settings.crs,
    )
    return _keyed(rows, request, layer), tuple(told)


def _keyed(rows: gpd.GeoDataFrame, request: Request, layer: Layer) -> gpd.GeoDataFrame:
    """Return the rows with the code that each is of; raise `IntakeError` where one has none."""
    if request.code is not None and (layer.key not in rows or rows[layer.key].isna().any()):
        if rows.empty:
            raise IntakeError(
                vi=f"{request.file.name} không có dòng dữ liệu nào. Hãy kiểm tra tệp.",
                en=f"{request.file.name} holds no row of data. Check the file.",
            )
        if len(rows) != 1:
            raise IntakeError(
                vi=f"{request.file.name} có {len(rows)} đối tượng, nên --code {request.code} không "
                "đủ để phân biệt. Hãy tách tệp, hoặc thêm cột mã và bỏ --code.",
                en=f"{request.file.name} holds {len(rows)} features, so --code {request.code} "
                "cannot be of all. Split the file, or give it a column of codes and leave --code "
                "out.",
            )
        rows = rows.assign(**{layer.key: [request.code]})
    if layer.key not in rows or rows[layer.key].isna().any():
        raise IntakeError(
            vi=f"{request.file.name} có đối tượng không có mã. Hãy thêm --code cho tệp một đối "
            f"tượng, hoặc --field TRƯỜNG={layer.key} để chỉ trường chứa mã.",
            en=f"{request.file.name} has features without a code. Give --code for a file of one "
            f"feature, or --field FIELD={layer.key} to name the field with the codes.",
        )
    twins = rows.loc[rows[layer.key].duplicated(), layer.key]
    if len(twins):
        raise IntakeError(
            vi=f"{request.file.name} có nhiều đối tượng cùng mã {twins.iloc[0]}. Hãy gộp lại hoặc "
            "đặt mã khác nhau.",
            en=f"{request.file.name} has several features with the code {twins.iloc[0]}. Merge "
            "them or tell them apart.",
        )
    return rows.assign(**_typed(request.outline, layer))


def _typed(outline: Mapping[str, str], layer: Layer) -> dict[str, object]:
    columns = {column.name: column for column in layer.columns}
    return {
        name: exchange.value_of(text, columns[name])
        for name, text in outline.items()
        if name in columns
    }


def _compared(
    rows: gpd.GeoDataFrame, layer: Layer, plan: Plan
) -> tuple[dict[str, dict[str, Any]], list[dict[str, Any]], int]:
    """Return the values that differ by code, the new rows, and how many rows are the same."""
    held = plan.frame(layer.name)
    known = {row[layer.key]: row for row in held.to_dict("records")}
    changed: dict[str, dict[str, Any]] = {}
    added: list[dict[str, Any]] = []
    unchanged = 0
    for row in rows.to_dict("records"):
        new = {str(name): value for name, value in row.items() if name != "status"}
        if new.get(GEOMETRY) is None:  # a row without an outline says nothing of outlines
            new = {name: value for name, value in new.items() if name not in OUTLINE}
        code = str(new[layer.key])
        if code not in known:
            added.append(new)
            continue
        values = differing(known[code], new)
        if GEOMETRY in values:
            values |= {name: new[name] for name in OUTLINE if name in new}
        if values:
            changed[code] = values
        unchanged += not values
    return changed, added, unchanged


def _unsure(outlines: Iterable[Mapping[str, Any]], layer: Layer, where: str) -> Iterator[Finding]:
    """Find outlines that would come in while nobody says how sure they are."""
    if not layer.has("boundary_basis"):
        return
    if any(each.get(GEOMETRY) is not None and not each.get("boundary_basis") for each in outlines):
        yield Finding(
            rule="outline-basis-unsaid",
            severity="error",
            place=Place(
                layer=layer.name,
                message=Text(
                    vi=f"{where} mang ranh giới mới mà không nói dựa vào đâu. Hãy thêm --basis "
                    "(official, surveyed, generalised…), --uncertainty (mét) và --source.",
                    en=f"{where} brings a new outline without saying how sure it is. Add --basis "
                    "(official, surveyed, generalised…), --uncertainty (metres) and --source.",
                ),
            ),
        )


def _joined(frame: gpd.GeoDataFrame, added: list[dict[str, Any]]) -> gpd.GeoDataFrame:
    columns = {
        str(name): pd.Series(
            [*frame[name], *(row.get(str(name)) for row in added)], dtype=frame[name].dtype
        )
        for name in frame.columns
        if name != GEOMETRY
    }
    shapes = [*frame.geometry, *(row.get(GEOMETRY) for row in added)]
    return gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries(shapes, crs=frame.crs))
