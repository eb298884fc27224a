"""How quick the store is on a large study: the next quote, a decision, search, filters, the first page, files.

    python -m benchmarks.review.store_speed [--quotes 100000] [--repeats 50] [--seed 0]

Milliseconds: the slowest of twenty (95 %), the median beside it, true only on an idle machine. The study is invented; a
fiftieth of it is judged first.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.review import invented
from benchmarks.statistics.table import Row, markdown
from voc import store
from voc.sampling import Row as DrawnRow
from voc.store import Answer, Change, Filter, Store, reviews


def timed(name: str, work: Callable[[], object], repeats: int, bar: float | None = None) -> Row:
    """The time of some work in milliseconds, for which the bar is that of the slowest of twenty."""
    took = []
    for _ in range(repeats):
        begin = time.perf_counter()
        work()
        took.append(1000 * (time.perf_counter() - begin))
    slow = sorted(took)[int(0.95 * (len(took) - 1))]
    print(f"{name}: {median(took):.1f} ms", file=sys.stderr)
    return Row(name, repeats, slow, (None, bar), {"median": median(took)})


def measures(db: Store, folder: Path, repeats: int) -> Iterator[Row]:
    """What a person waits for, then what takes longer."""
    ids = db.quotes.frame()["quote_id"].tolist()
    judged = [Change(name, {"stage": (), "facet": (Answer("pain"),)}) for name in ids[:: len(ids) // 2000]]
    yield timed(f"{len(judged)} decisions at once", lambda: db.judgements.record_many("ben", judged), 1)
    # As many as a queue hands out at once.
    draw = db.draws.add("ann", "random", [DrawnRow(name, 0.5) for name in ids[1:201]], seed=0)
    turn = itertools.count()

    def judge() -> None:
        drawn = db.draws.next("ann")
        assert drawn is not None
        decision = {"stage": (), "memo": (Answer(f"no. {next(turn)}"),)}
        db.judgements.record("ann", drawn.quote_id, decision, draw=draw)

    def look() -> None:
        drawn = db.draws.next("ann")
        assert drawn is not None
        db.quotes.view(drawn.quote_id, coder="ann")

    stage = db.codebooks.current_book().stages[0].name  # type: ignore[union-attr]
    yield timed("next quote with its context", look, repeats, 10)
    yield timed("a decision on the disk, and which is next", judge, repeats)
    yield timed("undo", lambda: db.judgements.undo("ann"), repeats)
    yield timed("first page", lambda: db.quotes.page(), repeats, 1000)
    yield timed("search, first page", lambda: db.quotes.page(Filter(text="courier refu")), repeats)
    yield timed("search, count", lambda: db.quotes.count(Filter(text="courier refu")), repeats)
    yield timed("one stage, first page", lambda: db.quotes.page(Filter(kind="stage", label=stage)), repeats)
    yield timed("one stage, count", lambda: db.quotes.count(Filter(kind="stage", label=stage)), repeats)
    unjudged = Filter(judged=False, unsure=0.3)
    yield timed("unsure and not judged, count", lambda: db.quotes.count(unjudged), repeats)
    yield timed("choices of all filters", db.quotes.choices, 3)
    yield timed("who differs", db.judgements.disagreements, 3)
    yield timed("people's tags", db.judgements.decided, 3)
    yield timed("quotes as a table", db.quotes.frame, 3)
    yield timed("tags as a table", db.runs.tags, 3)
    for file in ("reviews.csv", "coding.xlsx"):
        yield timed(f"export {file}", lambda file=file: reviews.write(db, folder.parent / file), 3)  # type: ignore[misc]
    yield timed("import reviews.csv", lambda: reviews.take(db, folder.parent / "reviews.csv"), 3)
    yield timed("backup", db.backup, 3)


def main() -> int:
    """Make the study and measure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.review.store_speed", description="How quick it is.")
    parser.add_argument("--quotes", type=int, default=100_000)
    parser.add_argument("--repeats", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    rows: list[Row] = []
    with TemporaryDirectory(prefix="voc-") as place:
        folder = Path(place) / "study"
        rows.append(timed("making the study", lambda: invented.study(folder, given.quotes, given.seed), 1))
        rows.append(timed("opening", lambda: store.open(folder).close(), 5, 1000))
        with store.open(folder) as db:
            rows += measures(db, folder, given.repeats)
        size = (folder / store.FILE).stat().st_size / 2**20
    rows.append(Row("study.db in MiB", given.quotes, size))
    print(markdown(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
