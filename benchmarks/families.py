"""What the benchmarks of several families share: which of them to run, and one table that is shown whatever happens."""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from benchmarks.statistics import table


def parsed(parser: argparse.ArgumentParser, families: Iterable[str]) -> argparse.Namespace:
    """What the command was told; a family (``--only``) or a folder (``data``) that is not there ends it in one line."""
    given = parser.parse_args()
    unknown = set(given.only.split(",")) - set(families)
    if unknown:
        parser.error(f"--only {', '.join(sorted(unknown))}: there are {', '.join(families)}")
    if given.data is not None and not given.data.is_dir():
        parser.error(f"{given.data}: no such folder")
    return given


def run(package: str, given: argparse.Namespace, told: Callable[[table.Row], str]) -> int:
    """Run the families of a package and print their table; ``told`` says of a row what is shown while they run."""
    rows: list[table.Row] = []
    begin = time.perf_counter()
    try:
        for name in given.only.split(","):
            family: Any = importlib.import_module(f"{package}.{name}")
            for row in family.rows(given):
                rows.append(replace(row, family=name))
                print(f"{time.perf_counter() - begin:5.0f} s  {name}: {told(row)}", file=sys.stderr)
    finally:
        # What was measured is shown even if a later family breaks off.
        print(table.markdown(rows))
        if given.json is not None:
            table.write_json(rows, given.json)
    return 0
