"""Two people judge the same quotes at the same time: is every judgement there, and did anybody ever have to wait?

    python -m benchmarks.review.two_coders [--minutes 5] [--quotes 200] [--seed 0]

Both go through the same quotes in their own order, judge again what they judged, undo now and then, while the live
effect on the map is asked for. The table goes to stdout. Exit 1 if a judgement is not there.
"""

from __future__ import annotations

import argparse
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.review import invented
from benchmarks.review.coding import Coder, Server, lost
from benchmarks.statistics.table import Row, markdown
from voc import store
from voc.codebook import Codebook

# A call that takes longer is taken for one that waits for another: milliseconds.
STUCK = 5000.0


def code(coder: Coder, ids: list[str], end: float) -> list[float]:
    """Judge until the end; gives how long each call took, in milliseconds."""
    took, seen = [], dict.fromkeys(ids, 0)
    while time.monotonic() < end:
        name, begin = coder.rng.choice(ids), time.perf_counter()
        if coder.judge(name, seen[name]):
            seen[name] += 1
        if coder.rng.random() < 0.05:
            coder.client.get("/api/effect").raise_for_status()
            coder.client.get("/api/quotes", params={"status": "disagreed"}).raise_for_status()
        if coder.rng.random() < 0.05:
            back = coder.client.post("/api/undo", json={}).raise_for_status().json()
            coder.client.post("/api/redo", json={}).raise_for_status()
            for quote in back["action"]["quote_ids"]:
                seen[quote] += 2  # undo and redo count as changes, too
        took.append((time.perf_counter() - begin) * 1000)
    return took


def main() -> int:
    """Make the study, let two people code, look what is there."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.review.two_coders", description="Two at once.")
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--quotes", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    with TemporaryDirectory(prefix="voc-") as place:
        folder = invented.study(Path(place) / "study", given.quotes, given.seed)
        with store.open(folder, readonly=True) as db:
            ids = db.quotes.frame()["quote_id"].tolist()
        stages = (None, *(stage.name for stage in Codebook.load(folder / "codebook.toml").stages))
        server = Server.start(folder)
        end = time.monotonic() + 60 * given.minutes
        with (
            Coder(server, "ann", given.seed, stages) as ann,
            Coder(server, "ben", given.seed, stages) as ben,
            ThreadPoolExecutor(2) as pool,
        ):
            took = list(pool.map(lambda coder: code(coder, ids, end), (ann, ben)))
        code_of_end, said = server.stop()
        missing = len(lost(folder, ann)) + len(lost(folder, ben))
        clashes = ann.conflicts + ben.conflicts
    waits = np.concatenate([np.array(each) for each in took])
    note = f"stopped with {code_of_end}{': ' + said if said else ''}"
    rows = [
        Row(
            "judgements of two coders that are not there",
            ann.judgements + ben.judgements,
            missing,
            (None, 0),
            note=note,
        ),
        Row("one locked the other out", len(waits), clashes, (None, 0)),
        Row("longest round, ms", len(waits), float(waits.max()), (None, STUCK), {"median": float(np.median(waits))}),
    ]
    print(markdown(rows))
    return 1 if missing or clashes else 0


if __name__ == "__main__":
    sys.exit(main())
