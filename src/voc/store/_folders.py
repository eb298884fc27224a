"""Folders in which SQLite's write-ahead log does not work: of networks, and those that a cloud copies while in use.

The log needs memory that all processes share (sqlite.org/wal.html), and a copying program may take the database without
its log. There the older rollback journal is used, which is slower and lets readers wait.
"""

from __future__ import annotations

import sys
from pathlib import Path

_NETWORKS = frozenset(("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "9p", "fuse.sshfs", "fuse.rclone"))
_CLOUDS = ("dropbox", "onedrive", "google drive", "googledrive", "icloud", "mobile documents", "nextcloud", "box sync")
_MOUNTS = Path("/proc/mounts")


def trouble(folder: Path) -> str | None:
    """What kind of folder it is, where the log does not work: "on a network" or "copied by Dropbox"."""
    place = folder.resolve()
    for part in reversed(place.parts):
        cloud = next((name for name in _CLOUDS if part.casefold().startswith(name)), None)
        if cloud is not None:
            return f"copied by a cloud ({part})"
    return "on a network" if _on_network(place) else None


def _on_network(place: Path) -> bool:
    if sys.platform == "win32" or str(place).startswith("\\\\"):
        return str(place).startswith("\\\\")
    try:
        lines = _MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    mounts = [(Path(_unescaped(words[1])), words[2]) for line in lines if len(words := line.split()) > 2]
    over = [(len(point.parts), kind) for point, kind in mounts if place.is_relative_to(point)]
    return bool(over) and max(over)[1] in _NETWORKS


def _unescaped(point: str) -> str:
    r"""A mount point as it is called: ``/my\040disk`` is ``/my disk``."""
    return point.replace("\\040", " ").replace("\\011", "\t").replace("\\012", "\n").replace("\\134", "\\")
