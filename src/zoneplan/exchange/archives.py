"""A zip or KMZ unpacked in distrust: nothing climbs out, nothing swells, nothing is nested."""

from __future__ import annotations

import stat
import struct
import zipfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from zlib import error as ZlibError  # noqa: N812 - an exception, in lower case in zlib

from zoneplan.errors import IntakeError
from zoneplan.exchange.received import damaged

if TYPE_CHECKING:
    from typing import IO

MOST_MEMBERS = 1_000
MOST_BYTES = 2_000_000_000
MOST_SWELLING = 200
_FREE_BYTES = 1_000_000
"""Below this an archive may be as dense as it likes: it does no harm."""
_CHUNK = 1 << 20
_ENCRYPTED = 0x1
_ARCHIVES = (".zip", ".kmz", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz")
_UTF8_NAME = 0x800
_FAULTS = (
    zipfile.BadZipFile,
    NotImplementedError,
    EOFError,
    IndexError,
    OSError,
    ValueError,
    ZlibError,
    struct.error,
)


def unpacked(path: Path, folder: Path) -> list[Path]:
    """Return the files of an archive, unpacked into a folder that is there and empty.

    Raises `IntakeError`, before a byte is written, where a member is encrypted, a link, an
    archive, or has an absolute or climbing name; where there are more than 1,000 members, more
    than 2 GB, or where they swell more than 200 times. The bytes are counted again in unpacking.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = [each for each in archive.infolist() if not each.is_dir()]
            _refuse_bombs(path, archive.infolist())
            targets = [folder / _safe_name(path, member) for member in members]
            _refuse_twins(path, targets)
            left = MOST_BYTES
            for member, target in zip(members, targets, strict=True):
                target.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(member) as source, target.open("xb") as copy:
                    left -= _copied(path, source, copy, min(left, member.file_size))
    except _FAULTS as fault:
        raise damaged(path, fault) from fault
    return targets


def _refuse_bombs(path: Path, members: list[zipfile.ZipInfo]) -> None:
    packed = path.stat().st_size
    full = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS:
        raise IntakeError(
            vi=f"{path.name} chứa {len(members)} tệp, nhiều hơn {MOST_MEMBERS}, nên không được "
            "giải nén. Hãy nén riêng lớp cần nhập.",
            en=f"{path.name} holds {len(members)} files, more than {MOST_MEMBERS}, so it was not "
            "unpacked. Zip the layer that is wanted alone.",
        )
    if full > MOST_BYTES or full > max(packed * MOST_SWELLING, _FREE_BYTES):
        raise _too_large(path, full)


def _too_large(path: Path, size: int) -> IntakeError:
    return IntakeError(
        vi=f"{path.name} khi giải nén sẽ phình ra ít nhất {size} byte, lớn bất thường, nên không "
        "được mở. Hãy xin lại tệp không nén.",
        en=f"{path.name} would unpack to {size} bytes or more, which is out of all proportion, "
        "so it was not opened. Ask for the file without compression.",
    )


def _safe_name(path: Path, member: zipfile.ZipInfo) -> Path:
    name = _name(member).replace("\\", "/")
    parts = PurePosixPath(name).parts
    if name.startswith("/") or ".." in parts or ":" in name or "\0" in member.orig_filename:
        raise _refused(path, name, vi="dẫn ra ngoài thư mục", en="leads out of the folder")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise _refused(path, name, vi="là liên kết", en="is a link")
    if member.flag_bits & _ENCRYPTED:
        raise _refused(path, name, vi="có mật khẩu", en="needs a password")
    if name.lower().endswith(_ARCHIVES):
        raise _refused(path, name, vi="lại là tệp nén", en="is an archive itself")
    return Path(*parts)


def _name(member: zipfile.ZipInfo) -> str:
    """Return a member's name; one that is UTF-8 without saying so is read as UTF-8."""
    if member.flag_bits & _UTF8_NAME:
        return member.filename
    try:
        return member.filename.encode("cp437").decode()
    except UnicodeError:
        return member.filename


def _refused(path: Path, name: str, *, vi: str, en: str) -> IntakeError:
    return IntakeError(
        vi=f"Trong {path.name}, {name!r} {vi}, nên không tệp nào được giải nén. "
        "Hãy nén lại riêng lớp cần nhập, không mật khẩu.",
        en=f"In {path.name}, {name!r} {en}, so nothing was unpacked. "
        "Zip the wanted layer again alone, without a password.",
    )


def _refuse_twins(path: Path, targets: list[Path]) -> None:
    seen: set[str] = set()
    for target in targets:
        folded = target.as_posix().casefold()
        if folded in seen:
            raise _refused(path, target.name, vi="có hai lần", en="is there twice")
        seen.add(folded)


def _copied(path: Path, source: IO[bytes], copy: IO[bytes], most: int) -> int:
    """Return how many bytes were unpacked; what a member states of itself is not believed."""
    total = 0
    while chunk := source.read(_CHUNK):
        total += len(chunk)
        if total > most:
            raise _too_large(path, total)
        copy.write(chunk)
    return total
