"""What happens to a study beside the app: files that change under it, and a program that writes into its database.

Asked for with every look at the jobs, so it must cost nothing: files are hashed in a thread, and only where one of them
has another size or time than at the last look.
"""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from voc.codebook import Codebook
from voc.errors import VocError
from voc.store import FILE
from voc.store.codebooks import NAME as BOOK
from voc.study import Study

if TYPE_CHECKING:
    from voc.review.desk import Desk

_LOG = logging.getLogger(__name__)
Mark = tuple[int | None, int | None, tuple[tuple[str, int, int], ...], int | None]


class Outside:
    """What is known of a study's surroundings."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._mark: Mark | None = None
        self._changed: str | None = None

    def files(self, desk: Desk) -> str | None:
        """A line on the sources that are not those of the tags on the desk; ``None`` where all are."""
        try:
            mark = _mark(desk)
        except (VocError, OSError):
            return None  # a folder that cannot be read now is told where somebody reads it
        with self._lock:
            if mark != self._mark:
                self._mark = mark
                threading.Thread(target=self._compare, args=(desk, mark), name="voc-files", daemon=True).start()
            return self._changed

    def _compare(self, desk: Desk, mark: Mark) -> None:
        try:
            told = _told(desk)
        except (VocError, OSError):
            _LOG.debug("the sources cannot be compared now", exc_info=True)
            return
        with self._lock:
            if mark == self._mark:
                self._changed = told


def database(desk: Desk) -> str | None:
    """A line on a program that is not voc and has written into the database since it was opened."""
    at = desk.db.database.outside()
    if at is None:
        return None
    return (
        f"Another program wrote into {FILE} at {at[11:16]} UTC, while it is open here. What you judged is kept; close "
        "it there, and load this page anew to see what is in it now."
    )


def _mark(desk: Desk) -> Mark:
    """The run and the codebook that are shown, and the times of the files that they were made of."""
    from voc.status import stamps

    study, run = Study.load(desk.folder), desk.db.runs.last()
    return (None if run is None else run.number), desk.db.codebooks.number(), stamps(study), _stamp(desk.folder / BOOK)


def _stamp(path: Path) -> int | None:
    return path.stat().st_mtime_ns if path.is_file() else None


def _told(desk: Desk) -> str | None:
    from voc.status import changed_sources, named

    run = desk.db.runs.last()
    files = [] if run is None else run.account.get("files", [])
    known = {file["source"]: file["sha256"] for file in files if file.get("sha256")}
    study = Study.load(desk.folder)
    changed = changed_sources(study, known) if known else {}
    if Codebook.load(study.codebook_path()).digest != desk.book.digest:
        changed = {BOOK: "changed", **changed}
    if not changed:
        return None
    return f"Files changed since these tags were made: {named(changed)}. Read and tag them anew here, or with voc map."
