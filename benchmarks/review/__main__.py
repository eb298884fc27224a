"""What a review is worth by queue: a simulated researcher on texts that people labelled.

    python -m benchmarks.review DATA_FOLDER [--studies 100] [--only sessions,clothing] [--tier fast] [--curves]

``DATA_FOLDER`` has one folder a set (``sets.py`` names the files); what is not there is left out. Everything is seeded.
The table goes to stdout, progress to stderr.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace
from pathlib import Path

from benchmarks.families import parsed
from benchmarks.review import sets
from benchmarks.review.measures import curve, measured, rows
from benchmarks.statistics.table import Row, markdown, write_json

# Of each set so many people are asked.
PEOPLE = {"sessions": 30, "chats": 400, "clothing": 800, "complaints": 800, "products": 240, "tweets": 600}
FIGURES = {"width": "width, as a share of the scale", "error": "error of the map", "holds": "covered"}


def arguments() -> argparse.Namespace:
    """What the command was told."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.review", description="What is a review worth?")
    parser.add_argument("data", type=Path, help="folder with one folder a labelled set")
    parser.add_argument("--studies", type=int, default=40, help="how many are simulated of each set")
    parser.add_argument("--only", default=",".join(PEOPLE), help=f"of {', '.join(PEOPLE)}")
    parser.add_argument("--tier", default="accurate", help="who tags: accurate or fast")
    parser.add_argument("--curves", action="store_true", help="show each figure by number of reviews, too")
    parser.add_argument("--json", type=Path, help="write all figures to this file too")
    return parsed(parser, PEOPLE)


def main() -> int:
    """Tag, simulate and print."""
    given = arguments()
    found: list[Row] = []
    begin = time.perf_counter()
    try:
        for population in sets.populations(given.data, given.tier, given.only.split(",")):
            found += _measured(population, given)
            print(f"{time.perf_counter() - begin:5.0f} s  {population.name}: {population.told()}", file=sys.stderr)
    finally:
        # What was measured is shown even if a later set breaks off.
        print(markdown(found))
        if given.json is not None:
            write_json(found, given.json)
    return 0


def _measured(population: sets.Population, given: argparse.Namespace) -> list[Row]:
    table = measured(population, PEOPLE[population.name], given.studies)
    kinds = ("portion",) if population.valence is None else ("score", "pain")
    if given.curves:
        for figure, title in FIGURES.items():
            by_reviews = curve(table[table["kind"].isin(kinds)], figure).round(3)
            print(f"{population.name}: {title}\n{by_reviews.to_string()}\n")
    return [replace(row, note=population.told(), family="queues") for row in rows(population.name, table, kinds)]


if __name__ == "__main__":
    sys.exit(main())
