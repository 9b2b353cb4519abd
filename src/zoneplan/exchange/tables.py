"""A table of texts from a file: header row first, every value a text in NFC or None."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pandas as pd

from zoneplan.errors import IntakeError
from zoneplan.language import normalised

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import PurePath

_DELIMITERS = ",;\t"


def read_table(path: PurePath, content: bytes) -> pd.DataFrame:
    """Return a file's rows as texts; empty cells are None.

    Raises `IntakeError` where the suffix is not known, the text is not UTF-8 or a row has more
    values than the header.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise IntakeError(
            vi=f"Chưa đọc được dạng tệp {path.name}. Hãy lưu bảng thành {', '.join(READERS)}.",
            en=f"Cannot read the format of {path.name}. Save the table as {', '.join(READERS)}.",
        )
    return reader(path, content)


def _read_csv(path: PurePath, content: bytes) -> pd.DataFrame:
    try:
        text = normalised(content.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        raise IntakeError(
            vi=f"{path} không ở bảng mã UTF-8 (byte {fault.start}). Hãy lưu lại dạng CSV UTF-8.",
            en=f"{path} is not UTF-8 (byte {fault.start}). Save it again as CSV UTF-8.",
        ) from fault
    first_line = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first_line.count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    header, body = [name.strip() for name in rows[0]] if rows else [], rows[1:]
    for line, row in enumerate(body, start=2):
        if len(row) > len(header):
            raise IntakeError(
                vi=f"{path}, dòng {line}: có {len(row)} giá trị cho {len(header)} cột. "
                "Hãy đặt giá trị chứa dấu phân cách trong ngoặc kép.",
                en=f"{path}, line {line}: {len(row)} values for {len(header)} columns. "
                "Put values that hold the delimiter in quotes.",
            )
    padded = [[*row, *[""] * (len(header) - len(row))] for row in body if any(row)]
    texts = [[value.strip() or None for value in row] for row in padded]
    return pd.DataFrame(texts, columns=pd.Index(header, dtype=object), dtype=object)


READERS: Mapping[str, Callable[[PurePath, bytes], pd.DataFrame]] = {
    ".csv": _read_csv,
    ".txt": _read_csv,
}
