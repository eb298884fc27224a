"""How fast the review server answers on a large study: the next quote, a judgement, the table, and the first page.

    python -m benchmarks.review.server_speed [--quotes 100000] [--judgements 300] [--seed 0]

The server runs in a process of its own; times are of whole HTTP calls, the client's part included, so the server's own
are below them. The table goes to stdout, progress to stderr.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.review import invented
from benchmarks.review.coding import Coder, Server
from benchmarks.statistics.table import Row, markdown

# Milliseconds.
BARS = {
    "first page": 1000.0,
    "next quote": 10.0,
    "judgement, on the disk": 50.0,
    "table, filtered": 300.0,
    "search": 300.0,
}
TABLES = (
    ("table, filtered", {"stage": "-", "sentiment": "negative", "sort": "-confidence"}),
    ("search", {"q": "courier never", "sort": "relevance"}),
)


class Clock:
    """Seconds that each kind of call took."""

    def __init__(self) -> None:
        self.took: dict[str, list[float]] = defaultdict(list)

    @contextmanager
    def of(self, what: str) -> Iterator[None]:
        """Time what is done inside."""
        begin = time.perf_counter()
        yield
        self.took[what].append(time.perf_counter() - begin)


def measure(server: Server, count: int, clock: Clock) -> None:
    """Open the page, judge so many quotes from the queues, and look at the table now and then."""
    with Coder(server, "ann", stages=(None,)) as ann:
        with clock.of("first page"):
            for path in ("/", "/api/study"):
                ann.client.get(path)
        with clock.of("first quote of a new study"):
            ann.next("effect")
        for queue in ("random", "uncertain"):
            with clock.of("first draw of a queue"):
                ann.next(queue)
        for number in range(count):
            with clock.of("next quote"):
                found = ann.next(("random", "uncertain", "effect")[number % 3])
            with clock.of("judgement, on the disk"):
                ann.judge(found["quote"]["quote_id"], found["quote"]["revision"], found["draw"]["id"])
            if number % 20 == 0:
                for what, asked in TABLES:
                    with clock.of(what):
                        ann.client.get("/api/quotes", params=asked).raise_for_status()


def rows(clock: Clock, note: str) -> list[Row]:
    """The median and the 95th percentile of each kind of call, in milliseconds."""
    found = []
    for what, took in clock.took.items():
        half, most = np.percentile(np.array(took) * 1000, [50, 95])
        bar = BARS.get(what)
        found.append(Row(f"{what}: ms, median", len(took), float(half), (None, bar), {"p95": float(most)}, note))
    return found


def main() -> int:
    """Make the study, start the server, measure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.review.server_speed", description="How fast is it?")
    parser.add_argument("--quotes", type=int, default=100_000)
    parser.add_argument("--judgements", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    clock = Clock()
    with TemporaryDirectory(prefix="voc-") as place:
        folder = invented.study(Path(place) / "study", given.quotes, given.seed)
        print("made the study", file=sys.stderr)
        with clock.of("start of the server"):
            server = Server.start(folder)
        time.sleep(5)  # a person needs as long to find her way to the window
        try:
            measure(server, given.judgements, clock)
        finally:
            server.stop()
    print(markdown(rows(clock, f"{given.quotes} quotes")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
