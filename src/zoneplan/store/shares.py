"""Whether a folder lies on another machine, where file locks are not reliable."""

from __future__ import annotations

import sys
from pathlib import Path

_REMOTE = frozenset({"cifs", "smb3", "smbfs", "nfs", "nfs4", "afs", "9p", "fuse.sshfs", "davfs"})
_MOUNTS = Path("/proc/self/mounts")
_DRIVE_REMOTE = 4


def on_network_share(folder: Path) -> bool:
    """Tell whether a folder lies on a network share, as far as the system says."""
    resolved = folder.resolve()
    if resolved.as_posix().startswith("//"):
        return True
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows only

        return bool(ctypes.windll.kernel32.GetDriveTypeW(resolved.anchor) == _DRIVE_REMOTE)
    return _MOUNTS.is_file() and kind_of_mount(resolved, _MOUNTS.read_text()) in _REMOTE


def kind_of_mount(folder: Path, mounts: str) -> str:
    """Return the file system's kind under a folder, from a table like `/proc/self/mounts`."""
    rows = [line.split() for line in mounts.splitlines()]
    held = [
        (len(where), kind)
        for _, escaped, kind, *_ in rows
        for where in [escaped.replace("\\040", " ")]
        if folder.is_relative_to(where)
    ]
    return max(held, default=(0, ""))[1]
