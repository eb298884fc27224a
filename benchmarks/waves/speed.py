"""How long ``voc diff`` takes on two maps of 100,000 quotes each, from the command to its last line.

Quotes and tags are those of ``benchmarks.statistics.scale``: ten stages, a third of the quotes on pains.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from benchmarks.statistics.scale import book, material
from benchmarks.statistics.table import Row
from voc import _tables, encoder
from voc.journey import build_journey

QUOTES, RUNS = 100_000, 5
_NOTE = "Of the whole command; in processor seconds, so that what else runs on the machine does not count."


def rows(given: argparse.Namespace) -> Iterator[Row]:
    """The median of some runs of the command on two maps."""
    size = QUOTES // 10 if given.quick else QUOTES
    quotes, tags = material(2 * size)
    half = quotes["participant"].str[1:].astype(int) % 2 == 0
    with TemporaryDirectory() as folder:
        maps = [Path(folder) / name for name in ("before", "after")]
        for path, part in zip(maps, (quotes[half], quotes[~half]), strict=True):
            _write(path, part, tags[tags["quote_id"].isin(part["quote_id"])])
        command = [str(Path(sys.executable).with_name("voc")), "diff", *map(str, maps), "--json"]
        spent, clocks, cells = zip(*(_run(command) for _ in range(RUNS)), strict=True)
    span = f"{min(spent):.1f} … {max(spent):.1f}"
    beside = {"by the clock": statistics.median(clocks), "cells": cells[0], "from … to": span}
    yield Row(f"voc diff, 2 × {size:,} quotes, s", RUNS, statistics.median(spent), (None, 20.0), beside, _NOTE)


def _run(command: Sequence[str]) -> tuple[float, float, str]:
    """Processor seconds, seconds by the clock, and how many cells are told."""
    clock, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    told = subprocess.run(command, capture_output=True, check=True, env=os.environ | {"OMP_NUM_THREADS": "1"})
    wall, after = time.perf_counter() - clock, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, wall, str(len(json.loads(told.stdout)["cells"]))


def _write(folder: Path, quotes: pd.DataFrame, tags: pd.DataFrame) -> None:
    """A map's folder, with as much as is read of it."""
    folder.mkdir()
    made = build_journey(quotes, tags, book(), meaning=encoder.meanings)
    (folder / "journey.json").write_text(made.to_json(), encoding="utf-8")
    for name, table in (("quotes.csv", quotes), ("tags.csv", tags)):
        _tables.dump(table, folder / name)
