"""The texts of one field made readable: NFC, a guessed encoding told, an old one offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zoneplan.exchange.legacy_text import decoded, recognised
from zoneplan.exchange.received import told
from zoneplan.language import normalised

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zoneplan.exchange.legacy_text import Encoding
    from zoneplan.finding import Finding

_ESCAPED = range(0xDC80, 0xDD00)


def readable(
    values: Sequence[object], layer: str, field: str, encoding: Encoding | None
) -> tuple[list[object], list[Finding]]:
    """Return a field's values with every text in NFC, and what was guessed or can be decoded.

    A text that is not UTF-8 came with its bytes escaped; it is Windows-1258 unless the field is
    recognised as TCVN3 or VNI. Those are decoded only where the user says so.
    """
    western = [_western(value) for value in values]
    old = encoding or recognised(western)
    escaped = any(_is_escaped(value) for value in values)
    if encoding is not None:
        done = [decoded(each, encoding) if isinstance(each, str) else each for each in western]
        return done, [_decoded(layer, field, encoding)]
    if old is not None:
        return western, [_offered(layer, field, old, western)]
    told_so = [_guessed(layer, field)] if escaped else []
    return [in_nfc(value) for value in values], told_so


def _is_escaped(value: object) -> bool:
    if not isinstance(value, str) or value.isascii():
        return False
    return any(ord(letter) in _ESCAPED for letter in value)


def _western(value: object) -> object:
    """Return a text as Windows-1252 shows its bytes, which is how old encodings are met.

    It is not normalised: nothing of an old encoding may be composed.
    """
    if not isinstance(value, str) or not _is_escaped(value):
        return value
    return "".join(
        bytes([byte]).decode("cp1252", "replace") if byte not in _UNDEFINED else chr(byte)
        for byte in value.encode("utf-8", "surrogateescape")
    )


_UNDEFINED = (0x81, 0x8D, 0x8F, 0x90, 0x9D)


def in_nfc(value: object) -> object:
    """Return a text in NFC; one whose bytes are not UTF-8 as Windows-1258 reads them."""
    if not isinstance(value, str):
        return value
    if not _is_escaped(value):
        return normalised(value.encode("utf-8", "replace").decode())
    return normalised(value.encode("utf-8", "surrogateescape").decode("cp1258", "replace"))


def _guessed(layer: str, field: str) -> Finding:
    return told(
        "encoding-guessed",
        "warning",
        layer,
        vi=f"Trường {field!r} không ghi bảng mã và không phải UTF-8; được đọc theo Windows-1258. "
        "Hãy xem lại tên gọi.",
        en=f"The field {field!r} states no encoding and is not UTF-8; it was read as Windows-1258. "
        "Check the names.",
    )


def _offered(layer: str, field: str, encoding: Encoding, values: Sequence[object]) -> Finding:
    sample = next(each for each in values if isinstance(each, str) and not each.isascii())
    meant = decoded(sample, encoding)
    return told(
        "text-in-old-encoding",
        "warning",
        layer,
        vi=f"Trường {field!r} có vẻ dùng bảng mã {encoding.upper()}: {sample!r} là {meant!r}. "
        f"Chưa đổi gì; để đổi, hãy ghi --decode {field}={encoding}.",
        en=f"The field {field!r} seems to be in {encoding.upper()}: {sample!r} is {meant!r}. "
        f"Nothing was changed; to change it, give --decode {field}={encoding}.",
    )


def _decoded(layer: str, field: str, encoding: Encoding) -> Finding:
    return told(
        "text-decoded",
        "note",
        layer,
        vi=f"Trường {field!r} đã được đổi từ {encoding.upper()} sang Unicode theo yêu cầu.",
        en=f"The field {field!r} was decoded from {encoding.upper()} to Unicode as asked.",
    )
