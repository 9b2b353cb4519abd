"""The attribute table of a shapefile (dBASE), read whole: numbers keep all their digits.

GDAL turns integers of more than 18 digits into floats and guesses the text's encoding. Source:
the dBASE III+ and Visual FoxPro file structures.
"""

from __future__ import annotations

import codecs
import struct
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_HEADER = struct.Struct("<B3xIHH17xB2x")
_FIELD = struct.Struct("<11sc4xBB14x")
_END_OF_FIELDS = 0x0D
_DELETED = b"*"
_LONGEST_NAME = 10
_CODE_PAGES: Mapping[int, str] = {
    0x01: "cp437", 0x02: "cp850", 0x03: "cp1252", 0x58: "cp1252", 0x59: "cp1252",
    0x4D: "cp936", 0x4E: "cp949", 0x4F: "cp950", 0x50: "cp874", 0x13: "cp932", 0x64: "cp852",
    0x65: "cp866", 0x78: "cp950", 0x79: "cp949", 0x7A: "cp936", 0x7B: "cp932", 0x7C: "cp874",
    0xC8: "cp1250", 0xC9: "cp1251", 0xCA: "cp1254", 0xCB: "cp1253", 0xCC: "cp1257",
}  # fmt: skip
"""0x57 is left out: it means the writer's own code page, whichever that was."""


@dataclass(frozen=True, kw_only=True)
class Dbf:
    """The table: columns of Python values, texts still as bytes; None marks deleted rows.

    `code_page` is the codec that the header names; `cut` holds the names that are as long as a
    name may be, and may have been cut; `unread` those of fields that point into another file.
    """

    columns: Mapping[bytes, list[object]]
    kept: list[bool]
    code_page: str | None
    cut: tuple[bytes, ...]
    unread: tuple[bytes, ...]


def read_dbf(content: bytes) -> Dbf:
    """Return a table; raises `ValueError` where it is cut off or no table."""
    try:
        _, count, header_bytes, record_bytes, code_page = _HEADER.unpack_from(content)
        fields = _fields(content[: header_bytes - 1])
    except struct.error as fault:
        raise ValueError(str(fault)) from fault
    widths = sum(width for _, _, width in fields) + 1
    if not fields or widths > record_bytes or header_bytes + count * record_bytes > len(content):
        message = f"{count} rows of {record_bytes} bytes do not fit {len(content)} bytes"
        raise ValueError(message)
    starts = range(header_bytes, header_bytes + count * record_bytes, record_bytes)
    columns: dict[bytes, list[object]] = {}
    at = 1
    for name, kind, width in fields:
        convert = _CONVERTERS.get(kind, _text)
        cells = (content[start + at : start + at + width] for start in starts)
        columns[_free_name(name, columns)] = [convert(cell) for cell in cells]
        at += width
    return Dbf(
        columns=columns,
        kept=[content[start : start + 1] != _DELETED for start in starts],
        code_page=_CODE_PAGES.get(code_page),
        cut=tuple(name for name in columns if len(name) >= _LONGEST_NAME),
        unread=tuple(name for name, kind, _ in fields if kind in {b"M", b"G", b"P"}),
    )


def codec(named: str) -> str | None:
    """Return Python's name of the encoding that a `.cpg` names, None where it is unknown."""
    name = named.strip().lower()
    if name.isdigit():
        name = {"65001": "utf-8", "88591": "iso-8859-1"}.get(name, f"cp{name}")
    elif name.startswith("ansi "):
        name = "cp" + name.removeprefix("ansi ")
    try:
        return codecs.lookup(name.replace("windows-", "cp").replace("system", "")).name
    except LookupError:
        return None


def _fields(header: bytes) -> list[tuple[bytes, bytes, int]]:
    fields = []
    for start in range(32, len(header) - _FIELD.size + 1, _FIELD.size):
        if header[start] == _END_OF_FIELDS:
            break
        name, kind, width, decimals = _FIELD.unpack_from(header, start)
        long_text = kind == b"C" and decimals
        fields.append((name.split(b"\0")[0], kind, width + (decimals << 8 if long_text else 0)))
    return fields


def _free_name(name: bytes, taken: Mapping[bytes, object]) -> bytes:
    number = 2
    free = name
    while free in taken:
        free, number = b"%s_%d" % (name, number), number + 1
    return free


def _text(cell: bytes) -> bytes | None:
    return cell.split(b"\0")[0].rstrip() or None


def _number(cell: bytes) -> object:
    """Return an int or float; a cell filled with asterisks is empty, other text stays text."""
    text = cell.strip(b" \0")
    if not text or not text.strip(b"*"):
        return None
    for convert in (int, float):
        try:
            return convert(text)
        except ValueError:
            continue
    return text


def _day(cell: bytes) -> object:
    text = cell.strip(b" \0")
    try:
        return date.fromisoformat(text.decode()).isoformat() if text.strip(b"0") else None
    except ValueError:
        return text


def _truth(cell: bytes) -> bool | None:
    return True if cell in b"TtYy" else False if cell in b"FfNn" else None


def _packed(layout: str) -> Callable[[bytes], object]:
    known = struct.Struct(layout)
    return lambda cell: known.unpack(cell)[0] if len(cell) == known.size else _text(cell)


_CONVERTERS: Mapping[bytes, Callable[[bytes], object]] = {
    b"N": _number,
    b"F": _number,
    b"D": _day,
    b"L": _truth,
    b"I": _packed("<i"),
    b"B": _packed("<d"),
    b"O": _packed("<d"),
}
