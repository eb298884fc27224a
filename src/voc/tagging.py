"""Quotes to tags with all that stands beside: people's codings, a taught study, a stated error, sets of labels."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from voc import quotes as quotes_table
from voc import tags as tags_table
from voc.codebook import Codebook
from voc.decisions import people
from voc.label_sets import label_sets
from voc.learning import Version, usable
from voc.reading.lang import unlabelled, with_codes
from voc.risk import Limit
from voc.taggers import DEFAULT, Judged, check_error, choose, judge, left_out, reads, tag_quotes, withheld

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Tagged:
    """The tags table and what is to be said of it.

    ``judged``: what became of the codings that people brought; ``learned``: the version taught in the study;
    ``limits``: from which confidence on a kind was said, where a share of wrong ones was stated; ``sets``: the labels
    that hold the right one, where they were asked for; ``notes``: what a person should know, a line each.
    """

    quotes: pd.DataFrame
    tags: pd.DataFrame
    judged: Judged
    learned: Version | None
    limits: Mapping[str, Limit]
    sets: pd.DataFrame | None
    notes: tuple[str, ...]


def tagged(
    quotes: pd.DataFrame,
    book: Codebook,
    *,
    tagger: str = DEFAULT,
    codings: pd.DataFrame | None = None,
    study: Path | None = None,
    error: float | None = None,
    coverage: float | None = None,
    where: str = "quotes",
    progress: Progress = lambda name, done, total: None,
) -> Tagged:
    """Tag a quotes table, or any table with a ``text`` column; ``where`` names it in errors.

    ``study`` is a folder whose teaching and reviews count. ``error`` is the share of wrong stages and
    touchpoints that is accepted (:func:`~voc.taggers.withheld`), ``coverage`` how often a set of labels is to hold the
    right one (:func:`~voc.label_sets.label_sets`); without it no sets are made.
    """
    if error is not None:
        check_error(error)
    table = with_codes(quotes_table.complete(quotes, where=where))
    coded = tags_table.frame([]) if codings is None else codings
    learned, notes = _taught(study, tagger, book)
    tags = tag_quotes(table, book, tagger=tagger, codings=coded, learned=learned, progress=progress)
    decided = people(study, book)
    reviews = pd.concat([tags, decided.reviews], ignore_index=True)
    limits: dict[str, Limit] = {}
    if error is not None:
        known = {} if learned is None else {kind: one.quotes for kind, one in learned.kinds.items()}
        tags, limits = withheld(tags, table, error, reviews=reviews, learned_from=known)
    sets: pd.DataFrame | None = None
    refused: list[str] = []
    if coverage is not None:
        sets, refused = label_sets(table, book, reviews, coverage=coverage, tagger=tagger)
    told = (*refused, *notes, *decided.notes, unlabelled(table))
    return Tagged(table, tags, judge(table, coded, book), learned, limits, sets, tuple(filter(None, told)))


def _taught(study: Path | None, tagger: str, book: Codebook) -> tuple[Version | None, list[str]]:
    """What a study was taught, and why it does not count, for all or for some kinds."""
    if study is None:
        return None, []
    chosen = choose(tagger)
    learned, misfit = usable(study, reads(chosen), book.digest)
    return learned, [*filter(None, [misfit]), *left_out(chosen, learned.kinds if learned else ()).values()]
