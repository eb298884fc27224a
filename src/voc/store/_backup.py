"""Copies of the database in ``backups/``: before a migration, and once a day when the study is opened for writing."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

FOLDER = "backups"
KEPT = 5
_DAY = 24 * 3600.0


def all_of(folder: Path) -> list[Path]:
    """The backups of a study, the oldest first."""
    return sorted((folder / FOLDER).glob("study-*.db"))


def newest(folder: Path) -> Path | None:
    """The newest backup, if there is one."""
    return next(reversed(all_of(folder)), None)


def make(folder: Path, copy: Callable[[Path], None]) -> Path:
    """Make a backup under a temporary name, then give it its own; of the older ones the last are kept."""
    place = folder / FOLDER
    place.mkdir(exist_ok=True)
    path = place / f"study-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.db"
    half = path.with_suffix(".part")
    try:
        copy(half)
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)
    for old in all_of(folder)[:-KEPT]:
        old.unlink()
    return path


def is_due(folder: Path, database: Path) -> bool:
    """Whether a day has passed since the last backup, and the database was changed since."""
    last = newest(folder)
    if last is None:
        return True
    made = last.stat().st_mtime
    return time.time() - made > _DAY and database.stat().st_mtime > made
