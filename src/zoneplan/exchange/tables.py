"""Tables from a file: every value a text in NFC, titles above the header row set aside."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd

from zoneplan.errors import IntakeError
from zoneplan.exchange.workbook import is_ole, not_a_table, workbook_rows
from zoneplan.language import normalised

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import PurePath

Rows = list[list[str]]

_DELIMITERS = ("\t", ";", ",")
_RUN = re.compile(r"\s{2,}")
_RULE = re.compile(r"[|:+=-][\s|:+=-]*")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_rows(path: PurePath, content: bytes, *, sheet: str | None = None) -> Rows:
    """Return all rows of a file as texts, as they stand, empty lines and titles too.

    `sheet` names a sheet of a workbook; without it the first that is shown is read. Raises
    `IntakeError` where the format is not read or the text is not UTF-8.
    """
    reader = TABLES.get(path.suffix.lower())
    if reader is None:
        raise not_a_table(path, TABLES)
    if path.suffix.lower() in _WORKBOOKS:
        return workbook_rows(path, content, sheet=sheet)
    if sheet is not None:
        raise IntakeError(
            vi=f"{path} là tệp văn bản, không có trang tính {sheet!r}. Hãy bỏ tên trang tính.",
            en=f"{path} is a text file without a sheet {sheet!r}. Leave the sheet out.",
        )
    return reader(path, content)


def read_table(path: PurePath, content: bytes, *, sheet: str | None = None) -> pd.DataFrame:
    """Return a file's rows as texts under their header; empty cells are None.

    Titles above the header are set aside: lines with one value where the table has several.
    Raises `IntakeError` where the format is not read, the text is not UTF-8 or a row has more
    values than the header.
    """
    rows = read_rows(path, content, sheet=sheet)
    at = _header_row(rows)
    header = _trimmed(rows[at]) if rows else []
    body = [(line, row) for line, row in enumerate(rows[at + 1 :], start=at + 2) if any(row)]
    for line, row in body:
        _refuse_too_many(path, line, _trimmed(row), header)
    padded = [[*row, *[""] * (len(header) - len(row))][: len(header)] for _, row in body]
    texts = [[value or None for value in row] for row in padded]
    return pd.DataFrame(texts, columns=pd.Index(header, dtype=object), dtype=object)


def _header_row(rows: Rows) -> int:
    widths = [sum(map(bool, row)) for row in rows]
    least = 2 if max(widths, default=0) > 1 else 1
    return next((at for at, width in enumerate(widths) if width >= least), 0)


def _trimmed(row: list[str]) -> list[str]:
    """Return a row without the empty cells at its end."""
    filled = [at for at, value in enumerate(row) if value]
    return row[: filled[-1] + 1] if filled else []


def _refuse_too_many(path: PurePath, line: int, row: list[str], header: list[str]) -> None:
    if len(row) > len(header):
        raise IntakeError(
            vi=f"{path}, dòng {line}: có {len(row)} giá trị cho {len(header)} cột. "
            "Hãy đặt giá trị chứa dấu phân cách trong ngoặc kép.",
            en=f"{path}, line {line}: {len(row)} values for {len(header)} columns. "
            "Put values that hold the delimiter in quotes.",
        )


def _csv_rows(path: PurePath, content: bytes) -> Rows:
    return _delimited(path, _text(path, content), _DELIMITERS)


def _pasted_rows(path: PurePath, content: bytes) -> Rows:
    """Return the rows of text pasted from a document; commas part columns if nothing else does."""
    text = _text(path, content, pasted=True)
    lines = [line.strip() for line in text.splitlines()]
    kept = [line for line in lines if not line or not _RULE.fullmatch(line)]
    ways = [
        *(_delimited(path, text, (mark,)) for mark in "\t;"),
        [[cell.strip() for cell in line.strip("|").split("|")] for line in kept],
        [_RUN.split(line) for line in kept],
        _delimited(path, text, (",",)),
    ]
    return max(ways, key=lambda rows: _regularity(rows)[0])


def _delimited(path: PurePath, text: str, delimiters: tuple[str, ...]) -> Rows:
    try:
        read = {
            mark: [
                [value.strip() for value in row]
                for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark)
            ]
            for mark in delimiters
        }
    except csv.Error as fault:
        raise IntakeError(
            vi=f"Không tách được cột của {path}: {fault}. Hãy kiểm tra dấu ngoặc kép.",
            en=f"Cannot part the columns of {path}: {fault}. Check the quotes.",
        ) from fault
    return max(read.values(), key=_regularity)


def _regularity(rows: Rows) -> tuple[int, int]:
    """Return how many rows share the commonest number of columns above one, and that number."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max(((count, width) for width, count in widths.items()), default=(0, 0))


def _text(path: PurePath, content: bytes, *, pasted: bool = False) -> str:
    """Return a file's text in NFC; pasted text may be UTF-16, as spreadsheets save it."""
    if is_ole(content) or content.startswith(b"PK\x03\x04"):
        raise not_a_table(path, TABLES)
    try:
        if pasted and content.startswith(_UTF16):
            return normalised(content.decode("utf-16"))
        return normalised(content.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        raise IntakeError(
            vi=f"{path} không ở bảng mã UTF-8 (byte {fault.start}). Hãy lưu lại dạng CSV UTF-8.",
            en=f"{path} is not UTF-8 (byte {fault.start}). Save it again as CSV UTF-8.",
        ) from fault


_WORKBOOKS = (".xlsx", ".xlsm")
TABLES: Mapping[str, Callable[[PurePath, bytes], Rows]] = {
    ".csv": _csv_rows,
    ".tsv": _pasted_rows,
    ".txt": _pasted_rows,
    **dict.fromkeys(_WORKBOOKS, workbook_rows),
}
