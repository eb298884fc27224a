"""Speed and memory of reading large exports.

    python -m benchmarks.reading_speed

Writes a million posts as JSON lines (about 250 MB), a CSV of reviews and one of survey answers (300 MB each) and a
spreadsheet of 20,000 rows, all invented, into a temporary folder. Each is then recognised and read to passages in a
process of its own, pinned to one core where the system can; the times are of that whole work, without the start of
Python. The last line goes on to quotes (cutting, languages, duplicates) with the first 20,000 posts.
"""

from __future__ import annotations

import csv
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

TEXT = (
    "the bike came late again and nobody called me back so I waited at home for two days then the app said delivered "
    "but there was no box at the door support was kind and fast once I reached a person the lock jams when it rains "
    "great ride quality love the brakes billing charged twice this month refund took three weeks please fix the map"
)
WORDS = TEXT.split()
SIZE = 300 * 2**20


def sentence(rng: random.Random, least: int, most: int) -> str:
    return " ".join(rng.choices(WORDS, k=rng.randint(least, most))).capitalize() + "."


def posts(path: Path, count: int) -> None:
    rng = random.Random(1)
    with path.open("w", encoding="utf-8") as stream:
        for number in range(count):
            post = {
                "id": str(10**17 + number),
                "created_at": f"2026-{rng.randint(1, 9):02d}-{rng.randint(10, 28)}T10:{rng.randint(10, 59)}:00.000Z",
                "author": f"user_{rng.randint(1, 300_000)}",
                "text": sentence(rng, 12, 30),
                "lang": "en",
                "platform": "x",
                "likes": rng.randint(0, 500),
            }
            stream.write(json.dumps(post) + "\n")


def reviews(path: Path) -> None:
    rng = random.Random(2)
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["Review Id", "Date", "Author", "Rating", "Title", "Review Text", "Country", "Version"])
        number = 0
        while stream.tell() < SIZE:
            for _ in range(1000):
                number += 1
                day = f"2026-{rng.randint(1, 9):02d}-{rng.randint(10, 28)}"
                cells = (f"r{number}", day, f"user {rng.randint(1, 10**6)}", rng.randint(1, 5), sentence(rng, 2, 4))
                rows.writerow([*cells, sentence(rng, 12, 40), rng.choice(["DE", "FR", "UK"]), "4.2.1"])


def answers(count: int | None = None) -> list[list[str]]:
    rng = random.Random(3)
    header = ["Response ID", "Submitted at", "How likely are you to recommend us?", "What should we change?"]
    header += ["Which plan?", "What do you like best?", "How satisfied are you?", "Which devices do you use?"]
    rows = [header]
    for number in range(count or 1_000_000):
        rows.append([
            f"{400_000_000 + number}", f"2026-{rng.randint(1, 9):02d}-{rng.randint(10, 28)} 10:00:00",
            str(rng.randint(0, 10)), sentence(rng, 5, 40), rng.choice(["Basic", "Plus", "Family"]),
            sentence(rng, 3, 25), str(rng.randint(1, 5)), rng.choice(["Phone; Tablet", "Phone", "Laptop; Phone"]),
        ])  # fmt: skip
    return rows


def survey(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        for row in answers():
            rows.writerow(row)
            if stream.tell() > SIZE:
                break


def spreadsheet(path: Path) -> None:
    from made._office import workbook

    path.write_bytes(workbook({"Answers": answers(20_000)}))


def peak_memory() -> float:
    """The most memory that this process had so far, in MiB.

    On Linux ``ru_maxrss`` will not do: a child begins with its parent's, which made the files.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) for line in status.open() if line.startswith("VmHWM")) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20  # macOS counts bytes


def measure(path: Path, *, quotes: bool) -> str:
    """Read a file in this process, and say how fast and in how much memory."""
    from voc.readers import Source, all_readers, read_paths
    from voc.reading.base import choose
    from voc.study import Study

    all_readers()
    before = peak_memory()
    start = time.perf_counter()
    if quotes:
        reading = read_paths([path], Study(), all_readers())
        name, count, what = reading.files[0].format, len(reading.quotes), "quotes"
    else:
        source = Source(path, path.name)
        reader, _ = choose(source, all_readers())
        name, count, what = reader.name, sum(1 for _ in reader.read(source)), "passages"
    took = time.perf_counter() - start
    peak = peak_memory()
    rows = sum(1 for _ in path.open("rb")) if path.suffix != ".xlsx" else 20_000
    size = path.stat().st_size / 2**20
    return (
        f"{path.name:12} {size:4.0f} MB, {rows:9,} rows: {count:,} {what} ({name}) in {took:.1f} s, "
        f"{rows / took:,.0f} rows/s, peak {peak:.0f} MB ({before:.0f} before)"
    )


def main() -> None:
    if len(sys.argv) == 3:
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, {0})
        print(measure(Path(sys.argv[2]), quotes=sys.argv[1] == "quotes"), flush=True)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        posts(folder / "posts.jsonl", 1_000_000)
        reviews(folder / "reviews.csv")
        survey(folder / "survey.csv")
        spreadsheet(folder / "sheet.xlsx")
        posts(folder / "few.jsonl", 20_000)
        for file in ("posts.jsonl", "reviews.csv", "survey.csv", "sheet.xlsx", "few.jsonl"):
            what = "quotes" if file == "few.jsonl" else "passages"
            subprocess.run([sys.executable, "-m", "benchmarks.reading_speed", what, str(folder / file)], check=True)


if __name__ == "__main__":
    main()
