"""One command, one table: waves cut from real surveys at random, a planted shift, two real years, and speed.

    python -m benchmarks.waves DATA [--only same,planted,years,speed] [--tier fast] [--json FILE] [--quick]

``DATA`` has ``r_community_survey/open_ended.csv``, ``jupyter_ux_2015/open_ended_themes.csv`` and
``jupyter_survey_2020/open_ended.csv``. Everything is seeded. The table goes to stdout, progress to stderr.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.families import parsed, run

FAMILIES = ("same", "planted", "years", "speed")


def arguments() -> argparse.Namespace:
    """What the command was told."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.waves", description="Are waves told truly?")
    parser.add_argument("data", type=Path, help="folder with one folder a public study")
    parser.add_argument("--only", default=",".join(FAMILIES), help=f"of {', '.join(FAMILIES)}")
    parser.add_argument("--tier", default="fast", help="who tags the surveys: accurate or fast")
    parser.add_argument("--json", type=Path, help="write all figures to this file too")
    parser.add_argument("--quick", action="store_true", help="a tenth of the splits (to try it out)")
    return parsed(parser, FAMILIES)


def main() -> int:
    """Run the families and print the table."""
    return run("benchmarks.waves", arguments(), lambda row: f"{row.name}: {row.value}")


if __name__ == "__main__":
    sys.exit(main())
