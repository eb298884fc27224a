"""Results that follow the judgements: made anew in the background when somebody asks and something changed since."""

from __future__ import annotations

import threading
import time
from collections import defaultdict, deque
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from voc.review.desk import Desk
    from voc.review.jobs import Job, Kind

_MINUTES = 10
Mark = tuple[int | None, int, int]


@dataclass(frozen=True, slots=True)
class Now:
    """The newest result, when it was made, and how many acts of people came since; ``result`` is ``None`` at first."""

    state: Literal["ready", "computing", "failed"]
    message: str | None
    behind: int
    at: str | None
    result: Any


class Following:
    """One such result: the last, and the one that is being made. ``every``: acts that it takes to make it anew."""

    def __init__(self, kind: Kind, *, every: int = 1) -> None:
        self._kind, self._every = kind, every
        self._lock = threading.Lock()
        self._mark: Mark | None = None
        self._shown: Mark | None = None
        self._result: Any = None
        self._made: str | None = None

    def now(self, desk: Desk) -> Now:
        """What is known; starts to make it anew where it is out of date."""
        with self._lock:
            mark = _mark(desk)
            job = desk.jobs.newest(self._kind)
            if self._due(mark, job, desk):
                self._mark = mark
                job = desk.jobs.start(self._kind, self._kind, desk.folder, then=partial(self._keep, mark))
            state: Literal["ready", "computing", "failed"] = "computing"
            if job is not None and not job.open:
                state = "failed" if job.state == "failed" else "ready"
            behind = mark[2] - (0 if self._shown is None else self._shown[2])
            message = job.message if job is not None else None
            return Now(state, message, behind, self._made, self._result)

    def _due(self, mark: Mark, job: Job | None, desk: Desk) -> bool:
        """Not while it is being made, nor while machines tag by another codebook than the one that is there."""
        if (job is not None and job.open) or desk.jobs.now("retag") is not None:
            return False
        return self._mark is None or mark[:2] != self._mark[:2] or mark[2] - self._mark[2] >= self._every

    def _keep(self, mark: Mark, found: Any) -> None:
        self._shown, self._result = mark, found
        self._made = datetime.now(UTC).isoformat(timespec="seconds")


def _mark(desk: Desk) -> Mark:
    """What a result rests on: the run, the codebook's version, the last act."""
    run = desk.db.runs.last()
    return (None if run is None else run.number), desk.db.codebooks.number() or 0, desk.db.judgements.number()


class Pace:
    """How many quotes each coder judged in the last ten minutes."""

    def __init__(self) -> None:
        self._at: dict[str, deque[float]] = defaultdict(lambda: deque(maxlen=2000))

    def count(self, coder: str) -> None:
        """One more."""
        self._at[coder].append(time.monotonic())

    def per_minute(self, coder: str) -> float | None:
        """From the first of these minutes to the last; unknown with fewer than three judgements."""
        now = time.monotonic()
        recent = [at for at in self._at[coder].copy() if now - at < 60 * _MINUTES]
        if len(recent) < 3 or recent[-1] == recent[0]:
            return None
        return (len(recent) - 1) / (recent[-1] - recent[0]) * 60
