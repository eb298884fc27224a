"""Reposts and texts sent twice: the same words are counted once, short agreement of different people is not one."""

from __future__ import annotations

import re
from collections import Counter

_REPOST = re.compile(r"^\s*rt @?\w+\s*:", re.IGNORECASE)
_NOISE = re.compile(r"https?://\S+|@\w+|^\s*rt\b|[^\w\s]", re.IGNORECASE)
# Two people can both write "love the bike"; nobody writes eight words the same by chance.
_LONG = 8


class Repeats:
    """Remembers what was read, over all files of a run."""

    def __init__(self) -> None:
        self._seen: dict[str, set[tuple[str | None, str | None]]] = {}
        self._first: dict[str, str] = {}
        self.copies: Counter[str] = Counter()

    def reason(
        self, text: str, speaker: str | None, kind: str, question: str | None = None, *, name: str = ""
    ) -> str | None:
        """Say why a text is not counted again, or ``None`` if it is new.

        ``name`` is the passage's id: ``copies`` counts under it how often its words came again.

        The same few words of one person under another question are said of another thing.

        >>> repeats = Repeats()
        >>> [repeats.reason(t, s, "social") for t, s in [("Nice bike", "a"), ("nice bike!", "b"), ("Nice bike", "a")]]
        [None, None, 'duplicate']
        """
        if kind in ("social", "review") and _REPOST.match(text):
            return "repost"
        words = " ".join(_NOISE.sub(" ", text).lower().split())
        said = self._seen.setdefault(words, set())
        same_answer = speaker is not None and (speaker, question) in said
        again = bool(words) and (same_answer or bool(said and len(words.split()) >= _LONG)) and kind != "interview"
        said.add((speaker, question))
        first = self._first.setdefault(words, name)
        self.copies[first] += again
        return "duplicate" if again else None
