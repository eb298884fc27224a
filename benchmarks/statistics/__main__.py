"""One command, one table: simulated studies with a known truth, scale, and rankings made by people.

    python -m benchmarks.statistics [--only scores,ranks] [--data FOLDER] [--json FILE] [--quick]
    python -m benchmarks.statistics --only rankings --data FOLDER --bertopic PYTHON --base FOLDER

Everything is seeded. ``--data`` has the public studies with people's own rankings; ``--bertopic`` is the interpreter of
an environment that has BERTopic. The table goes to stdout, progress to stderr.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.families import parsed, run

FAMILIES = ("scores", "shares", "ranks", "segments", "correction", "personas", "scale", "rankings")


def arguments() -> argparse.Namespace:
    """What the command was told."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.statistics", description="Do the numbers hold?")
    parser.add_argument("--only", default=",".join(FAMILIES), help=f"of {', '.join(FAMILIES)}")
    parser.add_argument("--data", type=Path, help="folder with one folder a public study, for the rankings")
    parser.add_argument("--bertopic", type=Path, help="Python of an environment with BERTopic")
    parser.add_argument("--base", type=Path, help="all-MiniLM-L6-v2 for BERTopic: encoder.onnx and tokenizer.json")
    parser.add_argument("--tier", default="fast", help="who tags the public studies: accurate or fast")
    parser.add_argument("--json", type=Path, help="write all figures to this file too")
    parser.add_argument("--quick", action="store_true", help="a tenth of the simulated studies (to try it out)")
    return parsed(parser, FAMILIES)


def main() -> int:
    """Run the families and print the table."""
    return run("benchmarks.statistics", arguments(), lambda row: row.name)


if __name__ == "__main__":
    sys.exit(main())
