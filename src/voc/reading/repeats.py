"""Reposts, texts sent twice, and copies with small edits: they are counted once, under the text that came first.

Short agreement of different people is no copy: two people can both write "love the bike"; nobody writes eight words
the same by chance. Nor is a similar thing said in other words (see :mod:`voc.reading.near`).

A repost ("RT @mila: …") is no evidence of the reposter's own words. It counts as a copy of the original, whether that
was read before it or after. Where the original is not among the files it stays a row of the table with its reason.

In talk people repeat themselves, so that only a whole interview is a copy: of the one under the same stem, in whose
folder it lies in another format (``p1.json``, ``p1.srt``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import Literal, NamedTuple

from voc.quotes import Passage
from voc.reading.near import NearCopies

_REPOST = re.compile(r"^\s*rt @?\w+\s*:", re.IGNORECASE)
_NOISE = re.compile(r"https?://\S+|(\bvia )?@\w+|^\s*rt\b", re.IGNORECASE)
# What a text must have for any of it to be there: most have none, and a search is dear.
_NOISY = ("@", "://", "RT", "rt", "Rt")
_WORD = re.compile(r"\w+")
# Chinese and Japanese leave no spaces: two signs count as a word.
_UNSPACED = re.compile(r"([\u3040-\u30ff\u3400-\u9fff]{1,2})")
_CUT = re.compile(r"(…|\.\.\.)\s*$")
_LONG = 8
_PUBLIC = ("social", "review")
# Of what many can read, others make copies; of a ticket only who sent it.
_COPIED = (*_PUBLIC, "ticket")
# An interview of fewer words could be another with the same courtesies; formats differ in sounds, credits and stamps.
_INTERVIEW, _SAME = 30, 0.9


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared, in their own case: no links, handles, labels and signs.

    >>> words_of("RT @shop: It's late, AGAIN! https://t.co/1 #fail #wtf")
    ['Its', 'late', 'AGAIN']
    """
    if any(sign in text for sign in _NOISY):
        text = _NOISE.sub(" ", text)
    if "#" in text:
        text = _unlabelled(text.split())
    text = text.replace("'", "").replace("’", "")
    return _WORD.findall(text if text.isascii() else _UNSPACED.sub(r" \1 ", text))


def _unlabelled(parts: list[str]) -> str:
    """A text without the hashtags before and after it: within it they are its words."""
    begin, end = 0, len(parts)
    while begin < end and parts[begin].startswith("#"):
        begin += 1
    while end > begin and (parts[end - 1].startswith("#") or not any(map(str.isalnum, parts[end - 1]))):
        end -= 1
    return " ".join(parts[begin:end])


class Repeats:
    """Remembers what was read, over all files of a run: by hash, the words of a million posts would be too much."""

    def __init__(self) -> None:
        self._first: dict[int, str] = {}
        self._openings: dict[int, str] = {}
        self._awaited: Counter[int] = Counter()
        self._near = NearCopies()
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
        if kind in _PUBLIC and _REPOST.match(text):
            self.repost(text)
            return "repost"
        words = [] if kind == "interview" else words_of(text)  # people repeat themselves in talk
        if not words:
            return None
        is_long = len(words) >= _LONG
        key = _hash(words) if is_long else hash((_hash(words), speaker, question))
        if key in self._first and (is_long or speaker is not None):
            return self._again(self._first[key], "duplicate")
        near = self._near.original(words, name, speaker, own=kind == "ticket") if is_long and kind in _COPIED else None
        self._first[key] = name if near is None else near
        if near is not None:
            return self._again(near, "near duplicate")
        if kind in _PUBLIC:
            opening = _hash(words[:_LONG])
            self._openings.setdefault(opening, name)
            if self._awaited:
                self.copies[name] += self._awaited.pop(opening, 0) + self._awaited.pop(key, 0) * is_long
        return None

    def repost(self, text: str) -> None:
        """Count a text that another wrote as a copy of hers, read before or still to come.

        What is cut off ("…"), and a short one, is known by its first words.
        """
        words = words_of(text)
        if cut := _CUT.search(text) is not None:
            words = words[:-1]
        by_opening = cut or len(words) < _LONG
        if not words or (cut and len(words) < _LONG):
            return
        key = _hash(words[:_LONG] if by_opening else words)
        original = (self._openings if by_opening else self._first).get(key)
        if original is None:
            self._awaited[key] += 1
        else:
            self.copies[original] += 1

    def _again(self, first: str, reason: str) -> str:
        self.copies[first] += 1
        return reason


Likeness = Literal["same people", "nobody named", "nobody named there", "other names"]


class Rendition(NamedTuple):
    """One file of an interview: its words, who speaks under which name, and whether that names any participant."""

    source: str
    words: Counter[str]
    speakers: frozenset[str]
    named: bool

    def like(self, other: Rendition) -> Likeness:
        """How its speakers are those of another file with the same words."""
        if self.speakers == other.speakers:
            return "same people"
        if self.named != other.named:
            return "nobody named there" if self.named else "nobody named"
        return "other names"


class Renditions:
    """Remembers the interviews of a run by folder and stem, as recognisers write one in all the formats they have."""

    def __init__(self) -> None:
        self._known: dict[str, list[Rendition]] = {}

    def other(self, source: str, passages: Sequence[Passage]) -> tuple[str, Likeness] | None:
        """The file read before that holds almost the same words, and how like its speakers are.

        What people coded is more than the words: a file with codings is no copy.
        """
        if any(passage.codings for passage in passages):
            return None
        speakers = frozenset(one.speaker.casefold() for one in passages if one.speaker)
        named = any(one.speaker for one in passages if one.role in ("participant", "staff"))
        this = Rendition(source, _counted(one.text for one in passages), speakers, named)
        same = self._same(this.source, this.words)
        found = next((one for one in same if this.speakers == one.speakers), same[0] if same else None)
        like = None if found is None else this.like(found)
        if like != "same people":
            self._known.setdefault(_stem(source), []).append(this)
        return None if found is None or like is None else (found.source, like)

    def of_words(self, source: str, text: str) -> str | None:
        """The file read before that holds almost the same words as a text in which nothing says who speaks."""
        return next((one.source for one in self._same(source, _counted([text]))), None)

    def _same(self, source: str, words: Counter[str]) -> list[Rendition]:
        return [one for one in self._known.get(_stem(source), ()) if _same(one.words, words)]


def _stem(source: str) -> str:
    return source.removesuffix(PurePosixPath(source).suffix)


def _counted(texts: Iterable[str]) -> Counter[str]:
    return Counter(word.lower() for text in texts for word in words_of(text))


def _same(one: Counter[str], other: Counter[str]) -> bool:
    most = max(one.total(), other.total())
    return most >= _INTERVIEW and (one & other).total() >= _SAME * most


def _hash(words: list[str]) -> int:
    return hash(" ".join(words).lower())
