"""What a template may not hold: programs, bombs, anything that is fetched from elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from zoneplan.errors import IntakeError

if TYPE_CHECKING:
    import zipfile

    from docx.document import Document

_MOST_PARTS, _MOST_BYTES = 2_000, 60_000_000
_ACTIVE = re.compile(r"vbaProject|vbaData|activeX|embeddings/|attachedToolbars", re.IGNORECASE)
_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_FETCHES = re.compile(
    r"\b(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|DATABASE|MACROBUTTON)\b", re.IGNORECASE
)


def refuse_hostile(archive: zipfile.ZipFile, name: str) -> None:
    """Raise `IntakeError` where an archive swells, holds programs or loads anything."""
    parts = archive.infolist()
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_BYTES:
        raise IntakeError(
            vi=f"{name} khi giải nén lớn bất thường, nên không được mở. Hãy dùng mẫu nhỏ hơn.",
            en=f"{name} would unpack to far too much, so it was not opened. Use a smaller one.",
        )
    if any(_ACTIVE.search(part.filename) for part in parts):
        raise IntakeError(
            vi=f"{name} chứa macro hoặc đối tượng nhúng, nên không dùng làm mẫu. Hãy lưu lại ở "
            "dạng .docx không có macro.",
            en=f"{name} holds macros or embedded objects, so it is no template. Save it as .docx "
            "without them.",
        )
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            content = archive.read(part)
            if _ENTITIES.search(content):
                raise no_document(name)
            if part.filename.endswith(".rels") and _points_elsewhere(content):
                raise _fetches(name)


def _points_elsewhere(relations: bytes) -> bool:
    """Tell whether a part is loaded from another place; a link to click loads nothing."""
    each: Any
    for each in parse_xml(relations):
        if each.get("TargetMode") == "External" and not str(each.get("Type")).endswith("hyperlink"):
            return True
    return False


def refuse_fetching(document: Document, name: str) -> None:
    """Raise `IntakeError` where a field of a template would read other files or run programs."""
    for part in document.part.package.iter_parts():
        element = getattr(part, "element", None)
        if element is None:
            continue
        told = "".join(each.text or "" for each in element.iter(qn("w:instrText")))
        told += " ".join(each.get(qn("w:instr")) or "" for each in element.iter(qn("w:fldSimple")))
        if _FETCHES.search(told):
            raise _fetches(name)


def _fetches(name: str) -> IntakeError:
    return IntakeError(
        vi=f"{name} lấy nội dung từ tệp hoặc địa chỉ khác, nên không dùng làm mẫu. Hãy chèn hẳn "
        "nội dung đó vào mẫu rồi lưu lại.",
        en=f"{name} fetches content from another file or address, so it is no template. Put that "
        "content itself into it and save it again.",
    )


def no_document(name: str) -> IntakeError:
    """Return the error for a file that is no Word document that can be used."""
    return IntakeError(
        vi=f"{name} không phải tệp Word .docx dùng được (hỏng, có mật khẩu, có macro hoặc thuộc "
        "dạng khác). Hãy mở bằng Word, lưu thành .docx; hoặc lấy mẫu mặc định bằng "
        "--write-template.",
        en=f"{name} is no Word document that can be used (damaged, with a password, with macros or "
        "of another format). Save it as .docx in Word, or get the default one by --write-template.",
    )
