"""Which quote comes next: from the coder's draw of the queue, and a new draw where it runs out.

A draw is stored with the rate of each of its quotes, which makes the map's correction valid (:mod:`voc.sampling`).
"""

from __future__ import annotations

import threading
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from voc.codebook import Codebook
from voc.errors import StudyError, VocError, did_you_mean
from voc.sampling import seed_after
from voc.store import Drawn, Store
from voc.study import Study

if TYPE_CHECKING:
    from voc.review.frame import Frame

# Small, since each draw learns from the last (``voc.review.queue.BATCH``).
COUNT = 50
# A new draw is made while these are left, so that nobody waits for it.
_LOW = 10
DONE = "everything in this queue is judged; look at the table, or at what the coders disagree on"
PASSED = "all that is left was passed over; open the page anew to see it again"
NOBODY_ELSE = "nobody else has judged a quote that you have not; there is nothing to code a second time"


@dataclass(frozen=True)
class Opened:
    """A study that is open for writing. ``seed`` is that of all its draws: by it their probabilities go together."""

    folder: Path
    db: Store
    seed: int = field(default=0, kw_only=True)

    @property
    def book(self) -> Codebook:
        """The codebook as it is now."""
        book = self.db.codebooks.current_book()
        if book is None:
            raise StudyError(f"{self.folder}: no codebook in the study yet; make the map first with: voc map")
        return book


class Drawing:
    """Makes draws, one at a time, by the tags of the current run."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._frame: tuple[int | None, Frame] | None = None
        self._ahead: set[tuple[str, str]] = set()

    def next(self, desk: Opened, coder: str, queue: str, skip: Collection[str]) -> Drawn | str:
        """The next quote of a coder's queue that is not to be skipped; in words why there is none."""
        enough = len(skip) + 1
        waiting = _waiting(desk, coder, queue, enough)
        if all(one.quote_id in skip for one in waiting):
            with self._lock:
                waiting = _waiting(desk, coder, queue, enough)
                if all(one.quote_id in skip for one in waiting) and self._draw(desk, coder, queue, COUNT + len(skip)):
                    waiting = _waiting(desk, coder, queue, enough)
        if not waiting:
            return NOBODY_ELSE if queue == "second" else DONE
        if waiting[0].left == _LOW:
            self._ahead_of_need(desk, coder, queue)
        return next((one for one in waiting if one.quote_id not in skip), PASSED)

    def fill(self, desk: Opened, coder: str, queue: str, count: int) -> int:
        """Draw, if fewer than ``count`` quotes of a queue wait for a coder; gives how many wait."""
        with self._lock:
            if len(_waiting(desk, coder, queue, count)) < count:
                self._draw(desk, coder, queue, count)
            return len(_waiting(desk, coder, queue, count))

    def _ahead_of_need(self, desk: Opened, coder: str, queue: str) -> None:
        """Make the coder's next draw in a thread, once."""
        key = (coder, queue)
        if key in self._ahead:
            return
        self._ahead.add(key)

        def draw() -> None:
            try:
                with self._lock:
                    self._draw(desk, coder, queue, COUNT)
            finally:
                self._ahead.discard(key)

        threading.Thread(target=draw, name="voc-draw", daemon=True).start()

    def prepare(self, desk: Opened) -> None:
        """Read the tags of the current run, so that the first draw need not."""
        with self._lock:
            self._current(desk)

    def _draw(self, desk: Opened, coder: str, queue: str, count: int) -> bool:
        """Make and store a draw; whether there was anything to draw."""
        from voc.review import queue as queues

        seed = _seed(desk)
        people = desk.db.judgements.tags()
        judged = set(people["quote_id"])
        if queue == "second":
            mine = people["by"] == f"human:{coder}"
            others, own = (set(people.loc[rows, "quote_id"]) for rows in (~mine, mine))
            rows = queues.second(sorted(others), own, seed=desk.seed, coder=coder, count=count)
        else:
            frame = self._current(desk)
            # What was judged makes the order better.
            sizes = queues.sizes(queue, frame.judged(people, desk.book))
            certain = _certain(desk, seed, judged)
            rows = queues.draw(frame.ids, sizes, seed=seed, judged=judged, certain=certain, count=count)
        if not rows:
            return False
        desk.db.draws.add(coder, queue, rows, seed=seed, blind=queue == "second")
        return True

    def _current(self, desk: Opened) -> Frame:
        from voc.review.frame import frame

        run = desk.db.runs.last()
        number = None if run is None else run.number
        if self._frame is None or self._frame[0] != number:
            with desk.db.reader() as study:
                made = frame(study.quotes.frame(), study.runs.tags(), desk.book, Study.load(desk.folder))
            self._frame = (number, made)
        return self._frame[1]


def fill(db: Store, coder: str, queue: str, count: int) -> list[str]:
    """Draw, so that ``count`` quotes of a queue wait for a coder without the app; says why there are fewer.

    Raises ``VocError`` for a queue that there is not.
    """
    from voc.review.queue import QUEUES

    if queue not in QUEUES:
        raise VocError(f"--queue: no queue {queue!r}; {did_you_mean(queue, list(QUEUES))}")
    desk = Opened(db.folder, db, seed=Study.load(db.folder).seed)
    waiting = Drawing().fill(desk, coder, queue, count)
    if not waiting:
        return [NOBODY_ELSE if queue == "second" else DONE]
    return [f"{waiting} of {count} quotes to code: there are no more in this queue"] if waiting < count else []


def _seed(desk: Opened) -> int:
    """The seed of the draws from what the taggers say now."""
    run = desk.db.runs.last()
    return seed_after(desk.seed, None if run is None else run.learned)


def _certain(desk: Opened, seed: int, judged: Collection[str]) -> Collection[str]:
    """What taggers may have learned from: all that was judged when the first draw of this seed was made."""
    from voc.review.queue import taken_for_certain

    earlier = next((draw for draw in desk.db.draws.all() if draw.seed == seed and not draw.blind), None)
    if earlier is not None:
        return taken_for_certain(desk.db.draws.drawn(earlier.number))
    return () if seed == desk.seed else judged


def _waiting(desk: Opened, coder: str, queue: str, most: int) -> tuple[Drawn, ...]:
    return desk.db.draws.upcoming(coder, most, mode=queue, seed=_seed(desk))
