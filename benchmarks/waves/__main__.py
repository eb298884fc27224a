"""One command, one table: waves cut from real surveys at random, a planted shift, two real years, and speed.

    python -m benchmarks.waves DATA [--only same,planted,years,speed] [--tier fast] [--json FILE] [--quick]

``DATA`` has ``r_community_survey/open_ended.csv``, ``jupyter_ux_2015/open_ended_themes.csv`` and
``jupyter_survey_2020/open_ended.csv``. Everything is seeded. The table goes to stdout, progress to stderr.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from benchmarks.statistics.table import Row

FAMILIES = ("same", "planted", "years", "speed")


def arguments() -> argparse.Namespace:
    """What the command was told."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.waves", description="Are waves told truly?")
    parser.add_argument("data", type=Path, help="folder with one folder a public study")
    parser.add_argument("--only", default=",".join(FAMILIES), help=f"of {', '.join(FAMILIES)}")
    parser.add_argument("--tier", default="fast", help="who tags the surveys: accurate or fast")
    parser.add_argument("--json", type=Path, help="write all figures to this file too")
    parser.add_argument("--quick", action="store_true", help="a tenth of the splits (to try it out)")
    given = parser.parse_args()
    unknown = set(given.only.split(",")) - set(FAMILIES)
    if unknown:
        parser.error(f"--only {', '.join(sorted(unknown))}: there are {', '.join(FAMILIES)}")
    if not given.data.is_dir():
        parser.error(f"{given.data}: no such folder")
    return given


def main() -> int:
    """Run the families and print the table."""
    from benchmarks.statistics import table

    given = arguments()
    rows: list[Row] = []
    begin = time.perf_counter()
    try:
        for name in given.only.split(","):
            family: Any = importlib.import_module(f"benchmarks.waves.{name}")
            for row in family.rows(given):
                rows.append(replace(row, family=name))
                print(f"{time.perf_counter() - begin:5.0f} s  {name}: {row.name}: {row.value}", file=sys.stderr)
    finally:
        print(table.markdown(rows))
        if given.json is not None:
            table.write_json(rows, given.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
