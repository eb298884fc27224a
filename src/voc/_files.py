"""Bytes in and out of the disk: hashes, and writing that leaves either the old file or the whole new one."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


def sha256(path: Path) -> str:
    """Hex SHA-256 of a file's bytes, read in chunks."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write(path: Path, content: str | bytes) -> None:
    """Write a file under a temporary name, then rename it: nobody ever sees half of it."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        # Nobody knows the temporary name.
        raise OSError(error.errno, error.strerror, str(path)) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        # mkstemp makes the file private; what a person writes follows her umask.
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_all(folder: Path, contents: Mapping[str, str | bytes]) -> list[Path]:
    """Write several files into a folder; all contents exist before the first is written."""
    paths = [folder / name for name in contents]
    for path, content in zip(paths, contents.values(), strict=True):
        write(path, content)
    return paths
