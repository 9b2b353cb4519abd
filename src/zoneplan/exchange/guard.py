"""What may be opened at all: a file on this machine whose first bytes fit its suffix.

GDAL follows whatever a document names: other files, the network. So no path reaches it that is
not a plain file's, and no file whose content is another format than its suffix says.
"""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from zoneplan.errors import IntakeError
from zoneplan.language import Text

if TYPE_CHECKING:
    from pathlib import Path

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+:/|/vsi", re.IGNORECASE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_AS_DXF = Text(
    vi="Hãy lưu thành DXF 2018 từ AutoCAD, MicroStation hoặc ODA File Converter rồi nhập lại.",
    en="Save it as DXF 2018 from AutoCAD, MicroStation or ODA File Converter and bring that in.",
)
_AS_TABLE = Text(
    vi="Hãy xin bảng tọa độ (CSV hoặc XLSX) hoặc bản vẽ gốc (DXF).",
    en="Ask for the coordinate table (CSV or XLSX) or the original drawing (DXF).",
)
_AS_XLSX = Text(vi="Hãy lưu lại ở dạng XLSX hoặc CSV.", en="Save it as XLSX or CSV.")
_AS_DOCX = Text(
    vi="Tài liệu không phải là lớp dữ liệu: hãy chép bảng tọa độ trong đó sang Excel và lưu dạng "
    "XLSX rồi nhập.",
    en="A document is no layer: copy the coordinate table in it to Excel, save it as XLSX and "
    "bring that in.",
)
_AS_GEOPACKAGE = Text(
    vi="Tệp này trỏ tới dữ liệu ở nơi khác; hãy mở bằng QGIS và lưu lớp thành GeoPackage.",
    en="It points to data elsewhere; open it in QGIS and save the layer as GeoPackage.",
)
_HOW_TO_CONVERT = {
    ".dwg": _AS_DXF,
    **dict.fromkeys((".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp"), _AS_TABLE),
    ".xls": _AS_XLSX,
    **dict.fromkeys((".doc", ".docx"), _AS_DOCX),
    **dict.fromkeys((".vrt", ".ovf", ".xml", ".qgs", ".qgz", ".qlr", ".lyrx"), _AS_GEOPACKAGE),
}


def refuse_elsewhere(path: Path) -> None:
    """Raise `IntakeError` where a path is an address or GDAL's own, or nothing is there."""
    if _ADDRESS.match(str(path)):
        raise IntakeError(
            vi=f"{path} không phải tệp trên máy này. Hãy tải tệp về rồi nhập.",
            en=f"{path} is no file on this machine. Download it first and bring in the file.",
        )
    if not path.exists():
        raise IntakeError(
            vi=f"Không tìm thấy tệp {path}. Hãy kiểm tra đường dẫn.",
            en=f"There is no file {path}. Check the path.",
        )


def not_read(path: Path, readable: str) -> IntakeError:
    """Return the error for a format that is not read, with how to convert it."""
    how = _HOW_TO_CONVERT.get(path.suffix.lower())
    if how is None:
        how = Text(vi=f"Hãy lưu thành {readable}.", en=f"Save it as {readable}.")
    return IntakeError(
        vi=f"Chưa đọc được dạng tệp {path.name}. {how.vi}",
        en=f"Cannot read the format of {path.name}. {how.en}",
    )


def content(path: Path) -> bytes:
    """Return a file's bytes; raises `IntakeError` where the system does not give them."""
    try:
        return path.read_bytes()
    except OSError as fault:
        raise IntakeError(
            vi=f"Không mở được {path}: {fault}. Hãy kiểm tra quyền đọc.",
            en=f"Cannot open {path}: {fault}. Check the permission to read it.",
        ) from fault


def other_format(path: Path, name: str) -> IntakeError:
    """Return the error for a file that is not what its suffix says."""
    return IntakeError(
        vi=f"{path.name} không phải tệp {name} (đầu tệp không đúng), nên không được mở. "
        "Hãy lấy lại tệp gốc.",
        en=f"{path.name} is not {name} (its first bytes say so), so it was not opened. "
        "Get the original again.",
    )


def refuse_dgn_v8(path: Path, head: bytes) -> None:
    """Raise `IntakeError` for a drawing of MicroStation V8, which is an OLE compound file."""
    if head.startswith(_OLE):
        raise IntakeError(
            vi=f"{path.name} là bản vẽ DGN V8, chưa đọc được. {_AS_DXF.vi}",
            en=f"{path.name} is a DGN V8 drawing, which cannot be read. {_AS_DXF.en}",
        )


def private_copy(path: Path, folder: Path, name: str) -> Path:
    """Return a copy under a name of our own, in a folder of our own.

    So GDAL and SQLite find no further file beside it, and write none beside the original. Raises
    `IntakeError` where it cannot be read.
    """
    target = folder / name
    try:
        shutil.copyfile(path, target)
    except OSError as fault:
        raise IntakeError(
            vi=f"Không mở được {path}: {fault}. Hãy kiểm tra quyền đọc và dung lượng đĩa.",
            en=f"Cannot open {path}: {fault}. Check the permission and the space on the disk.",
        ) from fault
    return target


def refuse_links(folder: Path) -> None:
    """Raise `IntakeError` where a folder holds a link, which may lead anywhere."""
    for each in folder.iterdir():
        if each.is_symlink():
            raise IntakeError(
                vi=f"Trong {folder.name}, {each.name!r} là liên kết ra ngoài, nên không được mở. "
                "Hãy lấy lại thư mục gốc.",
                en=f"In {folder.name}, {each.name!r} is a link elsewhere, so it was not opened. "
                "Get the original folder again.",
            )
