"""Everything that is trained on, checked and written into one file; what follows reads that file alone.

    python training/material.py --data DATA --out WORK

Writes ``WORK/material.jsonl.xz``, one row a line, and prints what each set gave and what stands among held-out texts.
Rows that only tune (GoEmotions' dev set, and one in twenty of the others) are marked and never taught.
"""

from __future__ import annotations

import argparse
import json
import lzma
import zlib
from dataclasses import asdict
from pathlib import Path

from data import Row, goemotions, normalised, surveys, training_rows, vader, written

NAME = "material.jsonl.xz"


def write(data: Path, work: Path) -> None:
    """Collect the rows and write them."""
    rows, check = training_rows(data)
    tuned = [*goemotions(data, "dev"), *vader(data, tune=True), *surveys(data, tune=True), *written(tune=True)]
    work.mkdir(parents=True, exist_ok=True)
    with lzma.open(work / NAME, "wt", encoding="utf-8") as file:
        for teaches, some in ((True, rows), (False, tuned)):
            for row in some:
                known = {name: value for name, value in asdict(row).items() if value is not None}
                file.write(json.dumps({"teaches": teaches} | known, ensure_ascii=False) + "\n")
    print(json.dumps({"kept": check.kept, "held out": check.seen_elsewhere, "tune": len(tuned)}, indent=1))


def read(work: Path) -> tuple[list[Row], list[Row]]:
    """The rows that teach, and those that tune."""
    teach: list[Row] = []
    tune: list[Row] = []
    with lzma.open(work / NAME, "rt", encoding="utf-8") as file:
        for line in file:
            known = json.loads(line)
            if "emotions" in known:
                known["emotions"] = tuple(known["emotions"])
            (teach if known.pop("teaches") else tune).append(Row(**known))
    return teach, tune


def part_of(text: str, parts: int) -> int:
    """Which of so many parts a text is in, by its letters alone."""
    return zlib.crc32(b"part" + normalised(text).encode()) % parts


def main() -> None:
    """Read the arguments and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    given = parser.parse_args()
    write(given.data, given.out)


if __name__ == "__main__":
    main()
