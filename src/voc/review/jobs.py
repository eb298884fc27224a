"""Long work beside the judging: each lane is one thread here and one child process, which computes.

A process of its own, because the work of a map would hold Python's lock for tenths of a second, and a person would feel
it at every key. The child reads the study, never writes; what it found is written here, by the one who holds the lock.
"""

from __future__ import annotations

import itertools
import logging
import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal

from voc.errors import VocError
from voc.review.child import Child, Stopped

_LOG = logging.getLogger(__name__)
Kind = Literal["retag", "teach", "effect", "worth"]
# Which lane does what: teaching takes minutes, and the map should follow the judgements meanwhile.
LANES: dict[Kind, str] = {"retag": "tags", "teach": "tags", "effect": "map", "worth": "map"}
_KEPT = 20


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of long work; ``done`` of ``total`` of its present ``step``; ``message`` says why it failed."""

    id: int
    kind: Kind
    state: Literal["waiting", "running", "done", "failed"] = "waiting"
    step: str | None = None
    done: int = 0
    total: int = 0
    started: str | None = None
    ended: str | None = None
    message: str | None = None
    result: Any = None

    @property
    def open(self) -> bool:
        """Whether it is not over yet."""
        return self.state in ("waiting", "running")


@dataclass(frozen=True)
class _Order:
    job: int
    work: str
    given: Sequence[Any]
    then: Callable[[Any], Any]


class Jobs:
    """All jobs of a server, newest first; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._jobs: dict[int, Job] = {}
        self._numbers = itertools.count(1)
        self._lanes = {name: _Lane(name, self) for name in sorted(set(LANES.values()))}

    def start(self, kind: Kind, work: str, *given: Any, then: Callable[[Any], Any] = lambda found: found) -> Job:
        """Have ``voc.review.works.<work>(*given)`` done in the child; ``then`` makes the result of it here."""
        job = Job(next(self._numbers), kind)
        with self._lock:
            self._jobs[job.id] = job
            for old in sorted(self._jobs)[:-_KEPT]:
                if not self._jobs[old].open:
                    del self._jobs[old]
        self._lanes[LANES[kind]].orders.put(_Order(job.id, work, given, then))
        return job

    def all(self) -> list[Job]:
        """The last jobs, newest first."""
        with self._lock:
            return sorted(self._jobs.values(), key=lambda job: -job.id)

    def get(self, number: int) -> Job | None:
        """A job by its number."""
        return self._jobs.get(number)

    def newest(self, kind: Kind) -> Job | None:
        """The last job of a kind."""
        return next((job for job in self.all() if job.kind == kind), None)

    def now(self, kind: Kind) -> Job | None:
        """The job of a kind that waits or runs, if there is one."""
        return next((job for job in self.all() if job.kind == kind and job.open), None)

    def change(self, number: int, **changes: Any) -> None:
        """Say how far a job is."""
        with self._lock:
            self._jobs[number] = replace(self._jobs[number], **changes)

    def close(self) -> None:
        """Stop all work at once: nothing of it was written yet."""
        for lane in self._lanes.values():
            lane.close()


class _Lane:
    """One thread that does its orders one after another, with a child that starts with the first of them."""

    def __init__(self, name: str, jobs: Jobs) -> None:
        self.orders: queue.SimpleQueue[_Order | None] = queue.SimpleQueue()
        self._jobs = jobs
        self._child = Child()
        self._thread = threading.Thread(target=self._run, name=f"voc-{name}", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while (order := self.orders.get()) is not None:
            self._do(order)

    def _do(self, order: _Order) -> None:
        number = order.job
        self._jobs.change(number, state="running", started=_now())

        def progress(name: str, done: int, total: int) -> None:
            self._jobs.change(number, step=name, done=done, total=total)

        try:
            found = order.then(self._child.do(order.work, order.given, progress))
        except (VocError, Stopped) as error:
            self._jobs.change(number, state="failed", ended=_now(), message=str(error))
        except Exception:
            # The lane goes on: what broke is this job.
            _LOG.exception("keeping what a job found broke")
            self._jobs.change(number, state="failed", ended=_now(), message="something unforeseen; start it again")
        else:
            self._jobs.change(number, state="done", ended=_now(), result=found)

    def close(self) -> None:
        self.orders.put(None)
        self._child.stop()
        self._thread.join(timeout=5)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
