"""A shapefile with its sidecars: shapes by GDAL, attributes and encoding by the table itself."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, TypeVar

from zoneplan.errors import IntakeError
from zoneplan.exchange.dbf import codec, read_dbf
from zoneplan.exchange.guard import content, other_format
from zoneplan.exchange.ogr import geometry_of, opened
from zoneplan.exchange.received import Raw, chosen, damaged, told
from zoneplan.exchange.shapes import m_dropped
from zoneplan.exchange.stated_crs import stated
from zoneplan.language import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import shapely

    from zoneplan.exchange.dbf import Dbf
    from zoneplan.exchange.received import Wanted
    from zoneplan.finding import Finding

_Value = TypeVar("_Value")
_MAGIC = b"\x00\x00\x27\x0a"
_HEADER_BYTES = 100
_LENGTH_AT = 24
_TYPE_AT = 32
_WITH_M = range(21, 29)
_SIDECARS = (".shx", ".dbf", ".prj", ".cpg")
_UNSAID = ("utf-8", "surrogateescape")


def read_shapefile(path: Path, wanted: Wanted, folder: Path) -> Raw:
    """Return the rows of a shapefile that are not deleted; missing sidecars are told.

    Raises `IntakeError` where it is no shapefile, or its table belongs to other shapes.
    """
    main = content(path)
    if not main.startswith(_MAGIC):
        raise other_format(path, "Shapefile")
    if len(main) < _HEADER_BYTES or len(main) < 2 * struct.unpack_from(">i", main, _LENGTH_AT)[0]:
        raise damaged(path, f"{len(main)} byte")
    layer = chosen(path, [path.stem], wanted.layer)
    beside = _sidecars(path)
    definition = beside[".prj"].decode("utf-8", "replace") if ".prj" in beside else None
    crs, said = stated(definition, layer)
    shapes = _shapes(folder, main, beside.get(".shx"))
    missing = tuple(_missing(layer, beside))
    with_m = len(shapes) if struct.unpack_from("<i", main, _TYPE_AT)[0] in _WITH_M else 0
    findings = (*missing, *said, *([m_dropped(layer, with_m)] if with_m else []))
    if ".dbf" not in beside:
        return Raw(layer=layer, columns={}, shapes=shapes, crs=crs, findings=findings)
    try:
        table = read_dbf(beside[".dbf"])
    except ValueError as fault:
        raise damaged(path.with_suffix(".dbf"), fault) from fault
    if len(table.kept) != len(shapes):
        raise _foreign_table(path, len(shapes), len(table.kept))
    encoding, doubts = _encoding(layer, beside.get(".cpg"), table)
    return Raw(
        layer=layer,
        columns={
            str(_said(name, encoding)): [_said(value, encoding) for value in _kept(values, table)]
            for name, values in table.columns.items()
        },
        shapes=_kept(shapes, table),
        crs=crs,
        findings=(*findings, *doubts, *_limits(layer, table, encoding)),
    )


def _sidecars(path: Path) -> dict[str, bytes]:
    """Return what lies beside the shapes under the same name, in whatever case."""
    stem = path.stem.casefold()
    found = {}
    for each in sorted(path.parent.iterdir()):
        suffix = each.suffix.lower()
        if suffix in _SIDECARS and each.stem.casefold() == stem and each.is_file():
            found[suffix] = content(each)
    return found


def _shapes(folder: Path, main: bytes, index: bytes | None) -> list[shapely.Geometry | None]:
    copy = folder / "layer.shp"
    copy.write_bytes(main)
    if index is not None:
        copy.with_suffix(".shx").write_bytes(index)
    with opened(copy, "ESRI Shapefile") as collection:
        return [geometry_of(record) for record in collection]


def _kept(values: Sequence[_Value], table: Dbf) -> list[_Value]:
    return [value for value, kept in zip(values, table.kept, strict=True) if kept]


def _said(value: object, encoding: tuple[str, str]) -> object:
    return value.decode(*encoding) if isinstance(value, bytes) else value


def _encoding(
    layer: str, cpg: bytes | None, table: Dbf
) -> tuple[tuple[str, str], tuple[Finding, ...]]:
    """Return the encoding that the `.cpg`, else the table's header, names and its bytes bear out.

    Where neither does, texts are read as bytes are, for the common road to decide by column.
    """
    named = cpg.decode("ascii", "replace").strip() if cpg is not None else None
    name = (codec(named) if named else None) or table.code_page
    if name is None:
        return _UNSAID, ()
    try:
        for values in (table.columns, *table.columns.values()):
            for value in values:
                _said(value, (name, "strict"))
    except UnicodeDecodeError as fault:
        return _UNSAID, (_wrongly_stated(layer, named or name, fault),)
    return (name, "strict"), ()


def _wrongly_stated(layer: str, name: str, fault: UnicodeDecodeError) -> Finding:
    text = fault.object[:40]
    return told(
        "encoding-wrongly-stated",
        "warning",
        layer,
        vi=f"Tệp ghi bảng mã {name} nhưng {text!r} không thuộc bảng mã đó; bảng mã được đoán lại.",
        en=f"The file states the encoding {name}, but {text!r} is not in it; it was guessed anew.",
    )


def _missing(layer: str, beside: dict[str, bytes]) -> Iterator[Finding]:
    meanings = {
        ".prj": Text(vi="chưa biết hệ tọa độ", en="the coordinate system is not known"),
        ".shx": Text(vi="chỉ mục được dựng lại", en="the index was rebuilt"),
        ".dbf": Text(vi="không có thuộc tính nào", en="there are no attributes"),
    }
    for suffix, meaning in meanings.items():
        if suffix not in beside:
            yield told(
                "sidecar-missing",
                "warning",
                layer,
                vi=f"Thiếu tệp {layer}{suffix}: {meaning.vi}.",
                en=f"The file {layer}{suffix} is missing: {meaning.en}.",
            )


def _limits(layer: str, table: Dbf, encoding: tuple[str, str]) -> Iterator[Finding]:
    if table.cut:
        names = ", ".join(str(_said(name, (encoding[0], "replace"))) for name in table.cut)
        yield told(
            "field-names-cut",
            "note",
            layer,
            vi=f"Tên trường dài đúng 10 ký tự, có thể đã bị Shapefile cắt: {names}.",
            en=f"Field names of 10 characters, which the shapefile may have cut: {names}.",
        )
    if table.unread:
        names = ", ".join(str(_said(name, (encoding[0], "replace"))) for name in table.unread)
        yield told(
            "memo-unread",
            "warning",
            layer,
            vi=f"Trường ghi chú dài nằm ở tệp khác nên chỉ giữ số hiệu: {names}.",
            en=f"Memo fields lie in another file, only their numbers are kept: {names}.",
        )


def _foreign_table(path: Path, shapes: int, rows: int) -> IntakeError:
    return IntakeError(
        vi=f"{path.name} có {shapes} hình nhưng tệp .dbf có {rows} dòng: hai tệp không thuộc cùng "
        "một lớp. Hãy lấy lại đủ bộ tệp gốc.",
        en=f"{path.name} has {shapes} shapes but its .dbf has {rows} rows: they are not of one "
        "layer. Get the whole original set again.",
    )
