"""Reposts and texts sent twice: the same words are counted once, short agreement of different people is not one."""

from __future__ import annotations

import re

_REPOST = re.compile(r"^\s*rt @?\w+\s*:", re.IGNORECASE)
_NOISE = re.compile(r"https?://\S+|@\w+|^\s*rt\b|[^\w\s]", re.IGNORECASE)
# Two people can both write "love the bike"; nobody writes eight words the same by chance.
_LONG = 8


class Repeats:
    """Remembers what was read, over all files of a run."""

    def __init__(self) -> None:
        self._seen: dict[str, set[str]] = {}

    def reason(self, text: str, speaker: str | None, kind: str) -> str | None:
        """Say why a text is not counted again, or ``None`` if it is new.

        >>> repeats = Repeats()
        >>> [repeats.reason(t, s, "social") for t, s in [("Nice bike", "a"), ("nice bike!", "b"), ("Nice bike", "a")]]
        [None, None, 'duplicate']
        """
        if kind in ("social", "review") and _REPOST.match(text):
            return "repost"
        words = " ".join(_NOISE.sub(" ", text).lower().split())
        authors = self._seen.setdefault(words, set())
        same_person = speaker is not None and speaker in authors
        again = bool(words) and (same_person or bool(authors and len(words.split()) >= _LONG))
        authors.add(speaker or "")
        return "duplicate" if again and kind != "interview" else None
