"""Cut passages into quotes (:mod:`voc.clauses`), and know what is no evidence: fillers, empty answers.

A quote is a half-open range of the passage; its text is exactly ``passage[start:end]``. Ranges do not overlap,
and together they hold every letter of the passage.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources

from voc import clauses
from voc.clauses import Range

_FILLER_LIMIT = 6
# How a sound was meant, as Rev writes it behind "Mm-hmm".
_MEANT = re.compile(r"\[(?:affirmative|negative)\]", re.IGNORECASE)


def cut(texts: Iterable[str]) -> Iterator[list[Range]]:
    """Give the ranges of the quotes of each text, in order; a mere filler is a quote of its own."""
    return clauses.cut(texts, alone=is_filler)


@cache
def _lists() -> dict[str, frozenset[str]]:
    """The word lists of ``fillers.toml``."""
    data = tomllib.loads((resources.files("voc.reading") / "fillers.toml").read_text(encoding="utf-8"))
    return {name: frozenset(entry.split() if isinstance(entry, str) else entry) for name, entry in data.items()}


def is_filler(text: str, *, spoken: bool = False) -> bool:
    """Only backchannels, greetings and courtesy: nothing that could be evidence.

    ``spoken``: said in a conversation, where "great" only shows that one listens.

    >>> is_filler("Yeah, mm-hm, right."), is_filler("I like it."), is_filler("Kind regards")
    (True, False, True)
    >>> is_filler("Great!"), is_filler("Great!", spoken=True)
    (False, True)
    """
    if any(sign.isdigit() for sign in text):
        return False
    lists = _lists()
    bare = re.sub(r"[-'’]", "", _MEANT.sub(" ", text.lower()))
    rest = " ".join(re.findall(r"[^\W\d_]+", bare))
    if len(rest.split()) > _FILLER_LIMIT:
        return False
    for phrase in lists["phrases"] | lists["courtesy_phrases"]:
        rest = re.sub(rf"\b{phrase}\b", " ", rest)
    known = lists["words"] | lists["courtesy"] | (lists["spoken"] if spoken else frozenset())
    return all(word in known for word in rest.split())


def is_empty_answer(text: str) -> bool:
    """What people type to get past an open question.

    >>> is_empty_answer(" N/A. "), is_empty_answer("Nothing works")
    (True, False)
    """
    bare = text.strip().lower()
    return bare in _lists()["empty_answers"] or bare.rstrip(".! ") in _lists()["empty_answers"]
