"""How much of the sample study's planted truth the map finds, person by person.

    python -m benchmarks.planted_truth

For each planted pain: of the people who raise it, how many have a quote that is tagged with its stage and counts as a
pain, and in which pain points of the map they stand.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pandas as pd

from voc.api import Run, run
from voc.quotes import Passage
from voc.readers import Source, all_readers
from voc.reading.base import choose

SAMPLE = Path(__file__).parents[1] / "corpora" / "sample"
STAGE = {
    "P1": "delivery",
    "P2": "repair",
    "P3": "riding",
    "P4": "billing",
    "P5": "renewal",
    "P6": "riding",
    "P7": "sign_up",
    "P8": "discovery",
    "P9": "repair",
}


def pseudonyms(made: Run) -> dict[tuple[str, str], str]:
    """Pseudonym by (file, speaker as written there)."""
    quotes = made.reading.quotes
    by_place = dict(zip(zip(quotes["source"], quotes["locator"], strict=True), quotes["participant"], strict=True))
    found: dict[tuple[str, str], str] = {}
    for file in made.reading.files:
        if not file.format:
            continue
        source = Source(file.path, file.source, made.study.rule(file.source))
        reader, _ = choose(source, all_readers())
        for passage in reader.read(source):
            if isinstance(passage, Passage) and passage.speaker and (file.source, passage.locator) in by_place:
                key = (file.source.removeprefix("sources/"), passage.speaker)
                found[key] = by_place[file.source, passage.locator]
    return found


def main() -> None:
    """Print the table."""
    made = run([SAMPLE])
    names = pseudonyms(made)
    truth = pd.read_csv(SAMPLE / "truth.csv")
    journey = made.journey
    people = {
        pain.rank: {journey.quotes[quote_id].participant for quote_id in pain.quote_ids} for pain in journey.pain_points
    }
    for pain in journey.pain_points:
        print(f"{pain.rank:3}  {pain.stage:10} {pain.label}: {pain.prevalence.n} of {pain.prevalence.of}")
    print()
    for planted, stage in STAGE.items():
        rows = truth[truth["planted"] == planted]
        raised = {names[key] for key in zip(rows["file"], rows["participant"], strict=True)}
        at_stage = Counter(
            {pain.rank: len(people[pain.rank] & raised) for pain in journey.pain_points if pain.stage == stage}
        )
        found = set().union(*(people[rank] & raised for rank in at_stage)) if at_stage else set()
        where = ", ".join(f"#{rank}: {count}" for rank, count in at_stage.most_common() if count)
        print(f"{planted}  {stage:10} {len(found):3} of {len(raised):3} people stand in a pain at the stage ({where})")


if __name__ == "__main__":
    main()
