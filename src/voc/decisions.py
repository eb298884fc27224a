"""What people decided in a study: from its database, else from its ``reviews.csv``.

Where there is a ``study.db``, what is new in ``reviews.csv`` is taken into the log first, so that a table that was
written by hand, or came from a colleague, goes on to count; then the log is what counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from voc import store
from voc import tags as tags_table
from voc.codebook import Codebook
from voc.corrections import reviews_of
from voc.readers import Reading
from voc.store import OlderStudy, Spans, Store, StudyInUse, reviews, splits
from voc.store.reviews import FILE as REVIEWS

# A run that writes takes no longer.
PATIENCE = 5.0


@dataclass(frozen=True)
class People:
    """The rows that count, the quotes that were split, what is to be said, and the file that all this stands in."""

    reviews: pd.DataFrame
    splits: Mapping[str, Spans] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    where: str = REVIEWS

    def on(self, reading: Reading) -> Reading:
        """A reading with its quotes split as people did; codings go to the parts that they lie on."""
        return replace(
            reading,
            quotes=splits.applied(reading.quotes, self.splits),
            codings=splits.moved(reading.codings, self.splits),
        )


def people(folder: Path | None, book: Codebook) -> People:
    """Read what people decided; nothing outside a study. Raises ``TableError`` for a wrong row of ``reviews.csv``."""
    if folder is None or not store.exists(folder):
        return People(reviews_of(folder))
    notes = _up_to_date(folder)
    with store.open(folder, readonly=True) as db:
        if db.runs.last() is None:
            return People(reviews_of(folder))
        decided = db.judgements.decided(book)[list(tags_table.COLUMNS)]
        return People(decided, db.quotes.splits(), (*notes, *_lost(db, book)), store.FILE)


def said_in(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """All tags of a study, those of its last run and every person's, and its quotes, from the database.

    Raises ``StudyError`` where there is none.
    """
    with store.open(folder, readonly=True) as db:
        people = db.judgements.tags()[list(tags_table.COLUMNS)]
        return pd.concat([db.runs.tags(), people], ignore_index=True), db.quotes.frame()


def _up_to_date(folder: Path) -> list[str]:
    """Take a changed ``reviews.csv`` into the log, and bring an old database up to date; gives what is to be said."""
    try:
        with store.open(folder, readonly=True) as db:
            if db.runs.last() is None or not reviews.is_new(db):
                return []
    except OlderStudy:
        pass
    try:
        with store.open(folder, wait=PATIENCE) as db:
            return reviews.take_own(db).notes if reviews.is_new(db) else []
    except StudyInUse as error:
        return [f"{REVIEWS} has changed and is not taken in yet: {error}"]


def _lost(db: Store, book: Codebook) -> list[str]:
    lost = db.judgements.lost(book)
    if not lost:
        return []
    labels = ", ".join(sorted({f"{kind} {label!r}" for _, _, kind, label in lost}))
    return [f"{store.FILE}: {len(lost)} answers name codes that the codebook no longer has and do not count: {labels}"]
