"""R's community survey of 2018 against that of 2019, two real years, to be read for sense.

In 2019 three questions were dropped and one was put in other words; who answered is not known to be the same.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator

import numpy as np
import pandas as pd

from benchmarks.statistics.table import Row
from benchmarks.waves.studies import r_survey, tagged
from voc.journey._places import Side
from voc.journey.wave_records import Change

YEARS = ("2018", "2019")
_NOTE = "How many stages, touchpoints and pains moved; beside it the other verdicts. What each is goes to stderr."


def rows(given: argparse.Namespace) -> Iterator[Row]:
    """All answers, then those to the two questions that both years put in the same words."""
    table = r_survey(pd.read_csv(given.data / "r_community_survey" / "open_ended.csv", dtype=str), *YEARS)
    same = table[table["question"].isin(_in_both(table))]
    for title, part in (("all questions", table), ("the questions of both years", same)):
        survey = tagged(f"R 2018 → 2019, {title}", part, given.tier, resamples=1000)
        wave = survey.said.rows["wave"].to_numpy(dtype=object)
        people = [np.zeros(survey.said.people, dtype=bool) for _ in YEARS]
        for mask, year in zip(people, YEARS, strict=True):
            mask[survey.said.person[wave == year]] = True
        found = survey.changes(*people)
        sides = [Side(year, survey.said, mask[survey.said.person]) for year, mask in zip(YEARS, people, strict=True)]
        print(f"\n{survey.title}: {', '.join(str(int(mask.sum())) for mask in people)} people", file=sys.stderr)
        for place, change in zip(survey.places, found, strict=True):
            n = [int(np.nansum(side.spoke(place))) for side in sides]
            _tell(f"{place.family} {place.stage} {place.touchpoint or ''} {place.label}", n, change)
        counts = Counter(str(change.verdict) for change in found)
        changed = {name: str(n) for name, n in counts.items() if name != "moved"}
        yield Row(
            survey.title,
            len(found),
            float(counts["moved"]),
            beside={"moved": str(counts["moved"]), **changed},
            note=_NOTE,
        )


def _in_both(table: pd.DataFrame) -> set[str]:
    asked = [set(table.loc[table["year"] == year, "question"]) for year in YEARS]
    return asked[0] & asked[1]


def _tell(what: str, n: list[int], change: Change) -> None:
    gap, like = change.difference, change.within_sources
    told = "–" if gap is None else f"{gap.value:+.4g} [{gap.low:+.4g}, {gap.high:+.4g}]"
    within = "" if like is None else f", like for like {like.value:+.4g}"
    print(f"  {what}: {n[0]} → {n[1]} people, {told}{within}: {change.verdict or change.reason}", file=sys.stderr)
