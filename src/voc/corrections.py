"""What people corrected in a study: their rows of a tags table, and codings in other programs' projects.

A row ``by`` "human:<name>" counts; a stage row without a label says "none of these". Of one quote and kind, a person's
labels are all there are.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from voc import _tables
from voc import quotes as quotes_table
from voc import tags as tags_table
from voc.codebook import Codebook
from voc.errors import StudyError, TableError, did_you_mean, to_run
from voc.readers import Reading
from voc.store.reviews import FILE as REVIEWS
from voc.taggers import TEACHABLE, judge


def corrections(
    folder: Path, reading: Reading, book: Codebook, reviews: pd.DataFrame, *, where: str = REVIEWS
) -> tuple[pd.DataFrame, list[str]]:
    """The judgements of people that count, as tags of quotes that are evidence, and what is to be said of the others.

    ``reviews`` are the rows of people in ``where``. Raises ``StudyError`` where there is no correction, ``TableError``
    for those of another study or a label that the codebook does not have.
    """
    coded = tags_table.frame(tag.as_dict() for tag in judge(reading.quotes, reading.codings, book).tags)
    human, notes = _of_study(reviews, reading.quotes, where)
    both = pd.concat([coded[_human(coded)], human], ignore_index=True)
    both = both[both["kind"].isin(TEACHABLE)]
    if both.empty:
        raise StudyError(
            f"{folder}: no corrections of {', '.join(TEACHABLE)} by people; give a tags table with rows by human:NAME: "
            + to_run("teach", folder, "--reviews", "TAGS")
        )
    _check_labels(both, book, where)
    return _last_word(both), notes


def reviews_of(folder: Path | None) -> pd.DataFrame:
    """The rows of people in a study's ``reviews.csv``, a tags table; empty where there is none."""
    path = None if folder is None else folder / REVIEWS
    return reviews_in(path) if path is not None and path.is_file() else tags_table.frame([])


def reviews_in(path: Path) -> pd.DataFrame:
    """The rows of people in a tags table."""
    given = tags_table.check(_tables.load(path), where=path.name)
    return given[_human(given)]


def beside(
    tags: pd.DataFrame,
    reviews: pd.DataFrame,
    quotes: pd.DataFrame,
    book: Codebook,
    *,
    learned_from: Mapping[str, Collection[str]] | None = None,
    where: str = REVIEWS,
) -> tuple[pd.DataFrame, list[str]]:
    """A study's tags with its reviews beside them, in the order of the quotes, and what is to be said of the rest.

    What the taggers have learned from (``learned_from``, quote ids by kind) is no sample of their errors. Its labels
    are known for certain, so their ``probability`` becomes 1: the rest has to be judged by quotes drawn from the rest.
    ``where`` names them in what is said. Raises ``TableError`` as :func:`corrections` does.
    """
    human, notes = _of_study(reviews, quotes, where)
    _check_labels(human, book, where)
    both = pd.concat([tags, human], ignore_index=True)
    for kind, ids in (learned_from or {}).items():
        both.loc[_human(both) & (both["kind"] == kind) & both["quote_id"].isin(ids), "probability"] = 1.0
    place = {name: number for number, name in enumerate(quotes["quote_id"])}
    return both.sort_values("quote_id", key=lambda ids: ids.map(place), kind="stable", ignore_index=True), notes


def _human(tags: pd.DataFrame) -> pd.Series[bool]:
    return tags["by"].str.startswith("human:", na=False)


def _of_study(human: pd.DataFrame, quotes: pd.DataFrame, where: str) -> tuple[pd.DataFrame, list[str]]:
    """Rows of quotes that are evidence of this study."""
    known = human["quote_id"].isin(set(quotes["quote_id"]))
    if len(human) and not known.any():
        raise TableError(
            f"{where}: none of its {len(human)} corrections is of a quote of this study (the first is of "
            f"{human['quote_id'].iloc[0]!r}); was it made of another one?"
        )
    kept = human["quote_id"].isin(set(quotes_table.evidence(quotes)["quote_id"]))
    left_out = {
        "are of quotes that this study does not have": int((~known).sum()),
        "are of quotes that are no evidence": int((known & ~kept).sum()),
    }
    notes = [
        f"{where}: {number} of {len(human)} corrections {what}; they are left out"
        for what, number in left_out.items()
        if number
    ]
    return human[kept], notes


def _check_labels(human: pd.DataFrame, book: Codebook, where: str) -> None:
    """Refuse a label that the codebook does not have."""
    names: Mapping[str, Sequence[str]] = {
        "stage": [code.name for code in book.stages],
        "touchpoint": [code.name for code in book.touchpoints],
        "sentiment": tags_table.SENTIMENTS,
        "facet": tags_table.FACETS,
    }
    for row in human[human["label"].notna() & human["kind"].isin(list(names))].itertuples():
        if row.label not in names[str(row.kind)]:
            raise TableError(
                f"{where}: the {row.kind} {row.label!r} of quote {row.quote_id} is not in the codebook; "
                f"{did_you_mean(str(row.label), names[str(row.kind)])}"
            )


def _last_word(human: pd.DataFrame) -> pd.DataFrame:
    """Of several people's judgements of one thing the last counts; an empty label beside others says nothing."""
    decided = tags_table.decided(human)
    empty = decided["label"].isna()
    said = set(zip(decided.loc[~empty, "quote_id"], decided.loc[~empty, "kind"], strict=True))
    idle = [pair in said for pair in zip(decided["quote_id"], decided["kind"], strict=True)]
    return decided[~(empty & np.array(idle, dtype=bool))]
