"""A DXF drawing by ezdxf: closed outlines become polygons, each with the text that lies in it.

GDAL loses the last letter of Vietnamese names in code page 1258 and garbles UTF-8; ezdxf does not.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely
from ezdxf import filemanagement, recover

from zoneplan.errors import IntakeError
from zoneplan.exchange.blocks import FAULTS, Drawn, exploded
from zoneplan.exchange.captions import as_seen, is_text, outside, texts_in
from zoneplan.exchange.guard import content, not_read, other_format
from zoneplan.exchange.outlines import is_drawn_area, outline
from zoneplan.exchange.received import Raw, damaged, told
from zoneplan.exchange.stated_crs import required

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ezdxf.document import Drawing
    from ezdxf.entities.dxfentity import DXFEntity

    from zoneplan.exchange.received import Wanted
    from zoneplan.finding import Finding

_TEXT_START = re.compile(rb"(\xef\xbb\xbf)?\s*(0|999)\s*\r?\n")
_BINARY_START = b"AutoCAD Binary DXF"
_DWG_START = re.compile(rb"AC1\d\d\d")


@dataclass(frozen=True, kw_only=True)
class _Outline:
    drawn: Drawn
    shape: shapely.Geometry


def read_dxf(path: Path, wanted: Wanted) -> Raw:
    """Return the closed outlines of a drawing, in the system that the user names.

    Columns: layer, entity, text, handle. `wanted.layer` picks one layer of the drawing. Raises
    `IntakeError` where it is no DXF, no system is given, or nothing in it closes.
    """
    crs = required(path, wanted.crs)
    document, pieced = _document(path)
    name = path.stem
    every = _entities(path, document)
    taken = _on_layer(path, every, wanted.layer)
    outlines, heights, findings = _outlines(taken, name)
    if not outlines:
        raise _nothing_closes(path, taken)
    shapes = [each.shape for each in outlines]
    texts, loose = texts_in(shapes, [each.entity for each in taken])
    labels = as_seen(document, texts)
    return Raw(
        layer=name,
        columns={
            "layer": [each.drawn.layer for each in outlines],
            "entity": [each.drawn.entity.dxftype() for each in outlines],
            "text": labels,
            "handle": [each.drawn.handle for each in outlines],
        },
        shapes=shapes,
        crs=crs,
        findings=(
            *([_pieced_together(name)] if pieced else []),
            *findings,
            *_heights(heights, name),
            *_unused(taken, name),
            *outside(loose, name),
            *_repeated(shapes, name),
        ),
    )


def _document(path: Path) -> tuple[Drawing, bool]:
    """Return the drawing, and whether it had to be pieced together."""
    drawing = content(path)
    if _DWG_START.match(drawing):
        raise not_read(path.with_suffix(".dwg"), "DXF")
    if not drawing.startswith(_BINARY_START) and not _TEXT_START.match(drawing):
        raise other_format(path, "DXF")
    if not drawing.rstrip(b"\0 \t\r\n\x1a").endswith(b"EOF"):
        raise damaged(path, "EOF")
    try:
        return filemanagement.readfile(path), False
    except FAULTS:
        return _recovered(path), True


def _entities(path: Path, document: Drawing) -> list[Drawn]:
    try:
        return list(exploded(path, document.modelspace()))
    except FAULTS as fault:
        raise damaged(path, str(fault) or type(fault).__name__) from fault


def _recovered(path: Path) -> Drawing:
    try:
        document, _ = recover.readfile(path)
    except FAULTS as fault:
        raise damaged(path, str(fault) or type(fault).__name__) from fault
    return document


def _pieced_together(layer: str) -> Finding:
    return told(
        "drawing-recovered",
        "warning",
        layer,
        vi="Bản vẽ có lỗi cấu trúc và được phục hồi khi đọc; có thể thiếu đối tượng. Hãy chạy "
        "AUDIT trong AutoCAD và lưu lại.",
        en="The drawing is faulty and was recovered in reading; entities may be missing. Run AUDIT "
        "in AutoCAD and save it again.",
    )


def _on_layer(path: Path, every: list[Drawn], wanted: str | None) -> list[Drawn]:
    """Return the outlines of one layer of the drawing, and the texts of all."""
    if wanted is None:
        return every
    names = sorted({each.layer for each in every if is_drawn_area(each.entity)})
    if wanted not in names:
        listed = ", ".join(map(repr, names))
        raise IntakeError(
            vi=f"Bản vẽ {path.name} không có đường bao trên lớp {wanted!r}; có ở: {listed}.",
            en=f"The drawing {path.name} has no outlines on the layer {wanted!r}; it has them on "
            f"{listed}.",
        )
    return [each for each in every if each.layer == wanted or is_text(each.entity)]


def _outlines(taken: list[Drawn], layer: str) -> tuple[list[_Outline], int, list[Finding]]:
    """Return the outlines, how many had heights, and what does not close or cannot be read."""
    outlines: list[_Outline] = []
    high = 0
    open_lines: list[DXFEntity] = []
    broken: list[DXFEntity] = []
    for drawn in (each for each in taken if is_drawn_area(each.entity)):
        try:
            shape, heights = outline(drawn.entity)
        except (*FAULTS, shapely.errors.ShapelyError):
            broken.append(drawn.entity)
            continue
        if shape is None:
            open_lines.append(drawn.entity)
            continue
        outlines.append(_Outline(drawn=drawn, shape=shape))
        high += heights
    found = [_open(layer, open_lines)] if open_lines else []
    return outlines, high, [*found, *([_broken(layer, broken)] if broken else [])]


def _broken(layer: str, entities: list[DXFEntity]) -> Finding:
    handles = ", ".join(str(each.dxf.handle) for each in entities)
    return told(
        "entities-unreadable",
        "error",
        layer,
        vi=f"{len(entities)} đường bao bị hỏng, không đọc được (handle {handles}).",
        en=f"{len(entities)} outlines are damaged and cannot be read (handle {handles}).",
    )


def _open(layer: str, lines: list[DXFEntity]) -> Finding:
    return told(
        "lines-not-closed",
        "warning",
        layer,
        at=_somewhere(lines[0]),
        vi=f"{len(lines)} đường không khép kín (hai đầu cách nhau quá 1 mm) nên không nhập; vị trí "
        "của đường đầu tiên được ghi kèm.",
        en=f"{len(lines)} lines do not close (their ends are more than 1 mm apart) and were not "
        "brought in; the place is that of the first.",
    )


def _heights(count: int, layer: str) -> Iterator[Finding]:
    if count:
        yield told(
            "z-dropped",
            "note",
            layer,
            vi=f"{count} đối tượng có độ cao (Z); độ cao không được giữ.",
            en=f"{count} features have heights (Z); these are not kept.",
        )


def _unused(taken: list[Drawn], layer: str) -> Iterator[Finding]:
    unused = [
        each.entity for each in taken if not is_drawn_area(each.entity) and not is_text(each.entity)
    ]
    if unused:
        counts = sorted(Counter(each.dxftype() for each in unused).items())
        listed = ", ".join(f"{kind} {count}" for kind, count in counts)
        yield told(
            "entities-unused",
            "note",
            layer,
            at=_somewhere(unused[0]),
            vi=f"Không nhập các đối tượng không phải đường bao: {listed}.",
            en=f"Entities that are no outlines were not brought in: {listed}.",
        )


def _somewhere(entity: DXFEntity) -> tuple[float, float] | None:
    """Return a point of an entity, where it has one that is easily told."""
    if hasattr(entity, "get_points"):
        points = list(entity.get_points("xy"))
        return (float(points[0][0]), float(points[0][1])) if points else None
    for name in ("start", "insert", "center", "location", "defpoint"):
        if entity.dxf.hasattr(name):
            at = entity.dxf.get(name)
            return float(at[0]), float(at[1])
    return None


def _repeated(shapes: list[shapely.Geometry], layer: str) -> Iterator[Finding]:
    """Yield a finding where an outline is drawn twice, as a line and its hatch often are."""
    same = Counter(shapely.to_wkb(shapely.normalize(shapely.set_precision(shapes, 0.01))))
    repeated = sum(count - 1 for count in same.values())
    if repeated:
        yield told(
            "outlines-repeated",
            "warning",
            layer,
            vi=f"{repeated} đường bao trùng với đường bao khác (thường là nét tô và đường viền); "
            "cột entity cho biết loại.",
            en=f"{repeated} outlines repeat another (mostly a hatch and its line); the column "
            "entity tells which is which.",
        )


def _nothing_closes(path: Path, taken: list[Drawn]) -> IntakeError:
    counts = sorted(Counter(each.entity.dxftype() for each in taken).items())
    listed = ", ".join(f"{kind} {count}" for kind, count in counts) or "0"
    return IntakeError(
        vi=f"Bản vẽ {path.name} không có đường bao khép kín nào; có: {listed}. Hãy nối ranh giới "
        "thành polyline khép kín (PEDIT, BOUNDARY).",
        en=f"The drawing {path.name} has no closed outline; it has: {listed}. Join the boundary "
        "to a closed polyline (PEDIT, BOUNDARY).",
    )
