"""One writing process at a time: a lock that the system holds on a file beside the database.

The system lets go of it when the process ends, however it ends, so that nothing has to be tidied up after ``kill -9``.
The file says who holds it; it stays when the lock is gone, since removing it would let two processes hold two files.
"""

from __future__ import annotations

import errno
import json
import os
import socket
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from voc.errors import StudyError
from voc.store.errors import StudyInUse

# What systems say where locks do not work: folders of some networks.
_UNABLE = (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)
_PAUSE = 0.05

if sys.platform == "win32":
    import msvcrt

    # Far behind the words, which others have to read.
    _BYTE = 1 << 30

    def _take(handle: int) -> None:
        os.lseek(handle, _BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)
else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Lock:
    """A held lock; :meth:`release` or the end of the process lets go of it."""

    def __init__(self, path: Path, *, wait: float = 0.0) -> None:
        """Take the lock, or wait so many seconds for it; raises ``StudyInUse`` where another process has it."""
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
        try:
            self._acquire(path, time.monotonic() + wait)
            self._say()
        except BaseException:
            os.close(self._handle)
            raise

    def _acquire(self, path: Path, until: float) -> None:
        while True:
            try:
                return _take(self._handle)
            except OSError as error:
                if error.errno in _UNABLE:
                    raise StudyError(
                        f"{path.parent}: files cannot be locked there ({error.strerror}); move the study to a disk of "
                        "this machine"
                    ) from error
                if time.monotonic() >= until:
                    raise StudyInUse(f"{path.parent}: {holder(path)}; close it there, then try again") from error
                time.sleep(_PAUSE)

    def _say(self) -> None:
        who = {"pid": os.getpid(), "host": socket.gethostname(), "since": datetime.now(UTC).isoformat("T", "seconds")}
        os.ftruncate(self._handle, 0)
        os.write(self._handle, json.dumps(who).encode())

    def release(self) -> None:
        """Let go; doing it twice does nothing."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def holder(path: Path) -> str:
    """Who holds the lock, in words."""
    try:
        who = json.loads(path.read_text(encoding="utf-8"))
        return f"the study is open for writing in process {who['pid']} on {who['host']} since {who['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "the study is open for writing in another process"
