"""What a study's texts still say of all that its redaction's key has: whatever stood in hers alone goes with them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

import pandas as pd

from voc.readers import Reading
from voc.redaction import Key
from voc.redaction.key import plain

# Shorter ones, and words alone, are found by chance in the bytes of any file.
_LETTERS = 8


def unsaid(reading: Reading, originals: Iterable[str]) -> set[str]:
    """Those of a key's originals that stand nowhere in what was read."""
    said = _said(reading)
    return {one for one in originals if not _stands(one, said)}


def hers_alone(reading: Reading, key: Key, participants: Collection[str], quote_ids: Collection[str]) -> list[str]:
    """The originals that tell somebody in any file and stand in her quotes and answers, and in nobody else's."""
    hers = _said(reading, participants, quote_ids, own=True)
    others = _said(reading, participants, quote_ids, own=False)
    return sorted(one for one in key.originals() if _tells(one) and _stands(one, hers) and one not in others)


def _said(
    reading: Reading, participants: Collection[str] = (), quote_ids: Collection[str] = (), *, own: bool = False
) -> str:
    """Texts, questions, names of sources, people's names and answers, as the key has them: hers, or the others'."""
    quotes, people, names = reading.quotes, reading.participants, reading.names
    quotes = quotes[quotes["quote_id"].isin(list(quote_ids)) == own]
    people = people[people["participant"].isin(list(participants)) == own]
    names = names[names["participant"].isin(list(participants)) == own]
    sources = {*quotes["source"], *names["source"]}
    # Of the name of a file each word is looked at by itself.
    words = [" ".join(re.split(r"[\W\d_]+", name)) for name in sources]
    return "\n".join(
        map(plain, (*_texts(quotes[["text", "question"]]), *_texts(people), *names["name"], *sources, *words))
    )


def _texts(table: pd.DataFrame) -> list[str]:
    return [cell for name in table.columns for cell in table[name].unique() if isinstance(cell, str)]


def _stands(original: str, said: str) -> bool:
    """Whether an original stands in a text, and not as a part of a longer word."""
    if original not in said:
        return False
    return re.search(rf"(?<![^\W_]){re.escape(original)}(?![^\W_])", said) is not None


def _tells(original: str) -> bool:
    return len(original) >= _LETTERS and not original.isalpha()
