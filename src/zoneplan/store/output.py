"""Reading and writing whole files: rendered first, put in place last, all or none."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from zoneplan.errors import IntakeError, OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_DRAFT = ".zoneplan-"


def read_bytes(path: Path) -> bytes:
    """Return a file's bytes; raises `IntakeError` where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as fault:
        raise IntakeError(
            vi=f"Không đọc được {path}: {fault.strerror}. Hãy kiểm tra đường dẫn.",
            en=f"Cannot read {path}: {fault.strerror}. Check the path.",
        ) from fault


def write_all(outputs: Mapping[Path, bytes]) -> None:
    """Write all files or none: each beside its target first, then all put in place.

    Where one target cannot be replaced (a program holds it open), those already replaced get
    their old content back. Raises `OutputError`.
    """
    staged: dict[Path, Path] = {}
    try:
        for target, content in outputs.items():
            staged[target] = _staged(target, content)
        _put_in_place(staged)
    except OSError as fault:
        raise _unwritable(fault) from fault
    finally:
        for draft in staged.values():
            draft.unlink(missing_ok=True)


@contextmanager
def drafted(target: Path) -> Iterator[BinaryIO]:
    """Give a file to write to, put in place of the target when all is written, else removed.

    For what is too large to be held; the rest goes through `write_all`. Raises `OutputError`.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=_DRAFT, dir=target.parent)
        draft = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            draft.chmod(0o644)
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as fault:
        raise _unwritable(fault) from fault


def _unwritable(fault: OSError) -> OutputError:
    name = fault.filename2 or fault.filename
    if isinstance(fault, FileExistsError | NotADirectoryError):
        return OutputError(
            vi=f"Không ghi được {name}: chỗ cần một thư mục lại là một tệp. Hãy chọn thư mục khác "
            "bằng -o.",
            en=f"Cannot write {name}: a file stands where a folder is needed. Choose another "
            "folder with -o.",
        )
    return OutputError(
        vi=f"Không ghi được {name}: {fault.strerror}. Hãy đóng chương trình đang mở tệp, "
        "hoặc chọn thư mục khác bằng -o. Các tệp cũ còn nguyên.",
        en=f"Cannot write {name}: {fault.strerror}. Close the program that has it open, "
        "or choose another folder with -o. The old files are whole.",
    )


def _staged(target: Path, content: bytes) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=_DRAFT, dir=target.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft = Path(name)
    draft.chmod(0o644)
    return draft


def _put_in_place(staged: Mapping[Path, Path]) -> None:
    old: dict[Path, bytes | None] = {}
    try:
        for target, draft in staged.items():
            before = target.read_bytes() if target.exists() else None
            draft.replace(target)
            old[target] = before
    except OSError:
        for target, content in old.items():
            if content is None:
                target.unlink()
            else:
                _staged(target, content).replace(target)
        raise
