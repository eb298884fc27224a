"""What an evaluation left out, and what a reader of its numbers should know: one line each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from voc.evaluation.gold import Gold
from voc.evaluation.match import plain, spellings

_SHOWN = 5


def notes(
    gold: Gold, ids: Sequence[str], tags: pd.DataFrame, measured: pd.DataFrame, quotes: pd.DataFrame | None
) -> Iterator[str]:
    """Yield the lines; ``ids`` are the quotes that gold met, ``measured`` the rows of ``tags`` that were measured."""
    if gold.by == "text" and quotes is not None:
        yield from _alike(gold, quotes)
    yield from _left_out(gold, tags, measured)
    if quotes is not None:
        excluded = int(quotes.loc[quotes["quote_id"].isin(ids), "excluded"].notna().sum())
        if excluded:
            yield f"{count(excluded, 'gold quote')} excluded as no evidence when read: no tag, counted as abstained"
    for kind in gold.judged:
        yield from _of_kind(kind, gold, measured)


def _alike(gold: Gold, quotes: pd.DataFrame) -> Iterator[str]:
    texts = quotes["text"].dropna().map(plain)
    alike = set(texts[texts.duplicated()]) & {plain(key) for key in gold.keys if key is not None}
    if alike:
        yield f"{count(len(alike), 'text')} of gold in several quotes each: rows met quotes in their order"


def _left_out(gold: Gold, tags: pd.DataFrame, measured: pd.DataFrame) -> Iterator[str]:
    people = len(tags) - len(measured)
    if people:
        why = "a machine judged the same kind, or a later person the same quote"
        yield f"{count(people, 'row')} by people left out: {why}"
    counts = tags[~tags["kind"].isin(gold.judged)]["kind"].value_counts()
    if gold.valence is not None:
        counts = counts.drop("sentiment", errors="ignore")
    if len(counts):
        kinds = ", ".join(f"{kind} ({count(int(n), 'row')})" for kind, n in sorted(counts.items()))
        yield f"kinds of tag that gold has no column for: {kinds}"
    if gold.ignored:
        yield f"columns of gold that are no kind: {', '.join(gold.ignored)}"


def _of_kind(kind: str, gold: Gold, measured: pd.DataFrame) -> Iterator[str]:
    judged = [labels for labels in gold.judged[kind] if labels is not None]
    if not judged:
        yield f"{kind}: every cell of gold is empty; nothing was judged"
        return
    rows = measured[measured["kind"] == kind]
    if rows.empty:
        yield f"{kind}: no tag of this kind; every quote counts as abstained"
        return
    given = set(rows["label"].dropna())
    written = spellings((label for labels in judged for label in labels), given)
    never = sorted(set(written.values()) - given)
    if never:
        more = f" and {len(never) - _SHOWN} more" if len(never) > _SHOWN else ""
        yield f"{kind}: labels of gold that no tag has: {', '.join(never[:_SHOWN])}{more}"


def count(n: int, what: str) -> str:
    """A number with its noun.

    >>> count(1, "row"), count(2, "row")
    ('1 row', '2 rows')
    """
    return f"{n} {what}" if n == 1 else f"{n} {what}s"
