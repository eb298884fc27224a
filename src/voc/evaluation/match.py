"""Which quote each gold row means, how its labels are written among the tags, and whose quotes go together."""

from __future__ import annotations

import unicodedata
from collections import deque
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from voc.errors import TableError
from voc.evaluation.gold import Gold, fold, shortened


def quotes_of(gold: Gold, tagged: set[str], places: pd.DataFrame | None, *, where: str) -> tuple[str | None, ...]:
    """The quote id of each gold row, ``None`` where it matches none.

    ``places`` has ``quote_id`` and ``text`` of the quotes, where known; ``where`` names what was looked through.
    Raises ``TableError`` where texts are unknown and gold has only texts, or where no row matches at all.
    """
    if gold.by == "text" and places is None:
        raise TableError(
            f"{gold.where}: names its quotes by text, and {where} has only quote ids; give the table that was tagged "
            "with --quotes QUOTES, or add a column quote_id to the gold"
        )
    known = tagged if places is None else tagged | set(places["quote_id"])
    if gold.by == "quote_id":
        found = tuple(key if key in known else None for key in gold.keys)
    else:
        found = _by_text(gold.keys, tagged, places)
    if all(one is None for one in found):
        example = f"it has {shortened(gold.keys[0])}"
        theirs = f", {where} has {shortened(min(known))}" if gold.by == "quote_id" and known else ""
        raise TableError(
            f"{gold.where}: no row matches a quote by its {gold.by}: {example}{theirs}; give the gold of these tags, "
            "or the table that was tagged with --quotes QUOTES"
        )
    return found


def _by_text(keys: Iterable[str | None], tagged: set[str], places: pd.DataFrame | None) -> tuple[str | None, ...]:
    """A text that stands in several quotes meets as many gold rows, in their order; quotes that have tags go first."""
    waiting: dict[str, deque[str]] = {}
    rows = [] if places is None else list(zip(places["quote_id"], places["text"], strict=True))
    for quote_id, text in sorted(rows, key=lambda row: row[0] not in tagged):
        waiting.setdefault(plain(text), deque()).append(quote_id)
    found: list[str | None] = []
    for key in keys:
        quotes = waiting.get(plain(key)) if key is not None else None
        found.append(quotes.popleft() if quotes else None)
    return tuple(found)


def plain(text: str) -> str:
    """A text as it is compared: composed letters, single spaces (exports differ in line ends and trailing blanks)."""
    return " ".join(unicodedata.normalize("NFC", str(text)).split())


def spellings(labels: Iterable[str], given: Iterable[str]) -> dict[str, str]:
    """How each gold label is written among the labels given: as it is, or as the one that reads the same.

    >>> spellings(["Check out", "check_out", "refund"], ["check_out"])
    {'Check out': 'check_out', 'check_out': 'check_out', 'refund': 'refund'}
    """
    own = set(given)
    written = {fold(label): label for label in sorted(own, reverse=True)}
    return {label: label if label in own else written.setdefault(fold(label), label) for label in labels}


def clusters(ids: Sequence[str], people: Mapping[str, str]) -> npt.NDArray[np.intp]:
    """Number the participants of some quotes from 0; a quote of nobody known is a cluster of its own."""
    owners = [("person", people[one]) if one in people else ("quote", one) for one in ids]
    number = {owner: place for place, owner in enumerate(dict.fromkeys(owners))}
    return np.array([number[owner] for owner in owners], dtype=np.intp)
