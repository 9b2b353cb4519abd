"""A sheet of an Excel workbook as rows of texts, opened in distrust."""

from __future__ import annotations

import io
import warnings
import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError
from zlib import error as ZlibError  # noqa: N812 - an exception, in lower case in zlib

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from zoneplan.errors import IntakeError
from zoneplan.language import normalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import PurePath
    from typing import Any

MOST_BYTES = 100_000_000
MOST_PARTS = 2_000
MOST_ROWS = 100_000
MOST_COLUMNS = 500
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SURE_DIGITS = 15
_GROUP = 3
_BROKEN = (
    zipfile.BadZipFile,
    InvalidFileException,
    ParseError,
    ZlibError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
)


def workbook_rows(path: PurePath, content: bytes, *, sheet: str | None = None) -> list[list[str]]:
    """Return the rows of one sheet as texts, empty cells as empty texts.

    Without `sheet`, the first sheet that is not hidden. Formulas count by their stored result.
    Raises `IntakeError` where the file is encrypted, too large unpacked or damaged, where the
    sheet is not there, or where a formula has no stored result.
    """
    _refuse_unsafe(path, content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and validations, which are not read
            values = _sheet(path, content, sheet, results=True)
            formulas = _sheet(path, content, sheet, results=False)
            return list(_texts(path, values, formulas))
    except _BROKEN as fault:
        raise IntakeError(
            vi=f"Không đọc được {path}: tệp hỏng ({fault}). Hãy mở và lưu lại thành .xlsx.",
            en=f"Cannot read {path}: it is damaged ({fault}). Open it and save it as .xlsx again.",
        ) from fault


def is_ole(content: bytes) -> bool:
    """Tell whether a file is an old or an encrypted Office file."""
    return content.startswith(_OLE)


def not_a_table(path: PurePath, known: Iterable[str]) -> IntakeError:
    """Return the error for a file that is no table in a format that is read."""
    formats = ", ".join(known)
    return IntakeError(
        vi=f"Chưa đọc được dạng tệp {path.name}. Hãy lưu bảng thành {formats}.",
        en=f"Cannot read the format of {path.name}. Save the table as {formats}.",
    )


def _refuse_unsafe(path: PurePath, content: bytes) -> None:
    if is_ole(content):
        raise IntakeError(
            vi=f"{path} có mật khẩu hoặc là tệp Excel cũ (.xls). Hãy bỏ mật khẩu và lưu lại "
            "thành .xlsx.",
            en=f"{path} has a password or is an old Excel file (.xls). Remove the password and "
            "save it as .xlsx.",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as fault:
        raise IntakeError(
            vi=f"{path} không phải tệp .xlsx ({fault}). Hãy mở và lưu lại thành .xlsx.",
            en=f"{path} is no .xlsx file ({fault}). Open it and save it as .xlsx.",
        ) from fault
    # zipfile never unpacks more of a part than its stated size, so the sum holds.
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise _too_large(path)


def _too_large(path: PurePath) -> IntakeError:
    return IntakeError(
        vi=f"{path} giải nén ra quá lớn (hơn {MOST_BYTES // 1_000_000} MB, {MOST_ROWS} dòng hoặc "
        f"{MOST_COLUMNS} cột), nên không được đọc. Hãy chép riêng bảng tọa độ sang tệp mới.",
        en=f"{path} unpacks to too much (over {MOST_BYTES // 1_000_000} MB, {MOST_ROWS} rows or "
        f"{MOST_COLUMNS} columns), so it was not read. Copy the coordinate table to a new file.",
    )


# openpyxl carries no types.
def _sheet(path: PurePath, content: bytes, name: str | None, *, results: bool) -> Any:  # noqa: ANN401
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=results, keep_links=False)
    shown = [each for each in book.worksheets if each.sheet_state == "visible"]
    named = {normalised(each.title): each for each in book.worksheets}
    if name is not None and normalised(name) not in named:
        raise IntakeError(
            vi=f"{path} không có trang tính {name!r}; có {', '.join(map(repr, named))}.",
            en=f"{path} has no sheet {name!r}; there are {', '.join(map(repr, named))}.",
        )
    if name is None and not shown:
        raise IntakeError(
            vi=f"{path} không có trang tính nào hiện. Hãy ghi tên trang tính.",
            en=f"{path} has no visible sheet. Name the sheet.",
        )
    sheet = shown[0] if name is None else named[normalised(name)]
    sheet.reset_dimensions()  # a stale size would hide rows
    return sheet


def _texts(path: PurePath, values: Any, formulas: Any) -> Iterator[list[str]]:  # noqa: ANN401
    pairs = zip(values.iter_rows(), formulas.iter_rows(), strict=True)
    for line, (row, twins) in enumerate(pairs, start=1):
        if line > MOST_ROWS or len(row) > MOST_COLUMNS:
            raise _too_large(path)
        for cell, twin in zip(row, twins, strict=True):
            if twin.data_type == "f" and cell.value is None and cell.data_type == "n":
                raise _no_result(path, values.title, twin.coordinate)
        yield [_text(cell.value) for cell in row]


def _no_result(path: PurePath, sheet: str, at: str) -> IntakeError:
    return IntakeError(
        vi=f"{path}, trang tính {sheet!r}, ô {at}: công thức chưa có kết quả lưu sẵn. Hãy mở bằng "
        "Excel, lưu lại, hoặc dán giá trị thay công thức.",
        en=f"{path}, sheet {sheet!r}, cell {at}: a formula without a stored result. Open and save "
        "it in Excel, or paste values in place of formulas.",
    )


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number_text(value)
    if isinstance(value, datetime) and value.time() == time.min:
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return normalised(str(value)).strip()


def _number_text(value: float) -> str:
    """Return a number as a text that cannot be taken for one with thousands separators."""
    exact = Decimal(format(value, f".{_SURE_DIGITS}g"))
    text = f"{exact:f}"
    whole, point, decimals = text.partition(".")
    decimals = decimals.rstrip("0")
    return whole + point + decimals + "0" * (len(decimals) == _GROUP) if decimals else whole
