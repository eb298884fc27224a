"""One command, one table: ours against VADER, TF-IDF with linear heads and frozen MiniLM, on every labelled set.

    python -m benchmarks.quality DATA [--base FOLDER] [--only valence,checklist] [--json FILE] [--failures]
    python -m benchmarks.quality DATA --overlap
    python -m benchmarks.quality DATA --speed [--base FOLDER]

DATA has one folder a set; FOLDER holds all-MiniLM-L6-v2 as ``encoder.onnx`` (output ``vector``) and
``tokenizer.json``. The table goes to stdout, progress to stderr.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.families import parsed

if TYPE_CHECKING:
    from benchmarks.quality.bench import Bench
    from benchmarks.quality.table import Row

FAMILIES = ("valence", "emotions", "sentiment", "facets", "zero_shot", "calibration", "checklist")


def arguments() -> argparse.Namespace:
    """What the command was told."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description="Quality of the taggers.")
    parser.add_argument("data", type=Path, help="folder with one folder a labelled set")
    parser.add_argument("--base", type=Path, help="frozen MiniLM: folder with encoder.onnx and tokenizer.json")
    parser.add_argument("--only", default=",".join(FAMILIES), help=f"of {', '.join(FAMILIES)}")
    parser.add_argument(
        "--systems", default="", help="of those that are compared, some (accurate,fast); all if not given"
    )
    parser.add_argument("--json", type=Path, help="write all figures to this file too")
    parser.add_argument("--rows", type=int, help="use at most so many texts of each set (to try it out)")
    parser.add_argument("--failures", action="store_true", help="list the cases of the check list that fail")
    parser.add_argument("--overlap", action="store_true", help="only check that no evaluated text was trained on")
    parser.add_argument("--speed", action="store_true", help="only measure quotes a second, side by side")
    return parsed(parser, FAMILIES)


def measure(given: argparse.Namespace) -> None:
    """Run the families and print the table."""
    from benchmarks.quality import systems
    from benchmarks.quality.bench import Bench
    from benchmarks.quality.readers import say

    found, absent = systems.present(given.data, given.base, given.rows)
    if given.systems:
        found = {name: found[name] for name in given.systems.split(",")}
    bench = Bench(given.data, found, given.rows)
    rows: list[Row] = []
    begin = time.perf_counter()
    try:
        for name in given.only.split(","):
            family: Any = importlib.import_module(f"benchmarks.quality.{name}")
            for row in family.rows(bench):
                rows.append(replace(row, family=name))
                say(f"{time.perf_counter() - begin:5.0f} s  {name}: {row.name}")
    finally:
        # What was measured is shown even if a later family breaks off.
        show(rows, bench, absent, given)


def show(rows: list[Row], bench: Bench, absent: dict[str, str], given: argparse.Namespace) -> None:
    """Print the table and what belongs to it, and write the JSON."""
    from benchmarks.quality import table

    readers = {name: one.reader.by for name, one in bench.systems.items() if one.reader is not None}
    print(table.markdown(rows))
    print("\n".join(["", *(f"{name}: {by}" for name, by in readers.items()), *absent.values()]))
    print(f"95 % intervals by bootstrap; texts of a set at most: {given.rows or 'all'}.")
    if given.failures:
        print("\n".join(["", f"{len(bench.failures)} failures", *bench.failures]))
    if given.json is not None:
        table.write_json(rows, {"readers": readers, "absent": absent, "rows": given.rows}, given.json)


def main() -> int:
    """Parse, and do one of three."""
    given = arguments()
    if given.speed:
        from benchmarks.quality import speed

        print(speed.report(given.data, given.base))
        return 0
    if given.overlap:
        from benchmarks.quality import overlap

        text, count = overlap.report(given.data)
        print(text)
        return 1 if count else 0
    measure(given)
    return 0


if __name__ == "__main__":
    sys.exit(main())
