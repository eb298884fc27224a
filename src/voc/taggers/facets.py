"""What kind of thing a quote says: goal, action, question, motivation, need, expectation, pain, delight, hearsay.

By cue patterns in ``facets.toml``; the words that matched are kept with their place. Pain, delight and need are also
read by the encoder, where one is used: it finds those put in plain words, and a pattern of pain or delight does not
count in a text whose sentiment is plainly on the other side. Their confidence is then the encoder's calibrated
probability; what stands on a pattern alone has none.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from voc.codebook import Codebook
from voc.encoder import FACETS, Array
from voc.language import Words
from voc.taggers._base import Meaning, Tag, Tagger, Texts
from voc.taggers.sentiment import moods

# Verbs of being, having, thinking and feeling: "I thought" is no action.
_NO_ACTIONS = frozenset(
    [
        "be",
        "have",
        "do",
        "think",
        "feel",
        "know",
        "like",
        "love",
        "hate",
        "want",
        "need",
        "guess",
        "mean",
        "hope",
        "wish",
        "expect",
        "believe",
        "suppose",
        "see",
        "hear",
        "seem",
        "remember",
        "understand",
        "say",
        "wonder",
        "assume",
        "prefer",
        "can",
        "could",
        "will",
        "would",
    ]
)
_SELF = ("i", "we")
BY = "cue:facets@1"
# From this probability of the other side on, a pattern of pain or delight does not count.
_PLAINLY = 0.7
_AGAINST = {"pain": 2, "delight": 0}  # position of the other side among the sentiments
_BEFORE = 30


@dataclass(frozen=True, slots=True)
class Patterns:
    """A facet's expressions, and what must not stand right before a match."""

    patterns: tuple[re.Pattern[str], ...]
    unless: re.Pattern[str] | None

    def find(self, text: str) -> tuple[int, int] | None:
        """The offsets of the first match that counts."""
        for pattern in self.patterns:
            for match in pattern.finditer(text):
                before = text[max(0, match.start() - _BEFORE) : match.start()]
                if self.unless is None or not self.unless.search(before):
                    return match.start(), match.end()
        return None


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((resources.files("voc.taggers") / "facets.toml").read_text(encoding="utf-8"))


@cache
def patterns() -> dict[str, Patterns]:
    """The facets of ``facets.toml``."""
    return {
        name: Patterns(
            tuple(re.compile(pattern) for pattern in entry["patterns"]),
            re.compile(entry["unless"]) if "unless" in entry else None,
        )
        for name, entry in _data().items()
        if name != "asked"
    }


@cache
def asked() -> dict[str, re.Pattern[str]]:
    """What a survey question asks for, by the words it uses."""
    return {name: re.compile(pattern) for name, pattern in _data()["asked"].items()}


def action(words: Words) -> tuple[int, int] | None:
    """The first thing the speaker says she did: "I", then a verb in the past that is an act."""
    for index, lemma in enumerate(words.lemmas):
        if lemma not in _SELF:
            continue
        for near in range(index + 1, min(index + 4, len(words.lemmas))):
            if words.lemmas[near] in ("not", "never", "n't"):
                break
            if words.tags[near] == "VBD" and words.lemmas[near] not in _NO_ACTIONS:
                return words.starts[index], words.ends[near]
    return None


def find(text: str, words: Words) -> dict[str, tuple[int, int]]:
    """Every facet of a text with the offsets of the words that show it."""
    plain = text.lower().replace("’", "'")
    # Lower-casing may change the length of rare letters; then offsets would lie.
    plain = plain if len(plain) == len(text) else text.replace("’", "'")
    found = {name: place for name, facet in patterns().items() if (place := facet.find(plain))}
    if place := action(words):
        found["action"] = place
    return found


def from_question(question: str, found: dict[str, tuple[int, int]]) -> dict[str, str]:
    """The facets that an answer has because of what a survey asked, with the question's words.

    One that the answer's own words contradict ("What annoys you most?" – "I love it all") is left out.

    >>> from_question("What annoys you most?", {})
    {'pain': 'annoys'}
    """
    opposite = {"pain": "delight", "delight": "pain"}
    matches = {name: pattern.search(question.lower()) for name, pattern in asked().items()}
    return {
        name: match[0]
        for name, match in matches.items()
        if match and name not in found and opposite.get(name) not in found
    }


def tag(texts: Texts, book: Codebook) -> Iterator[Tag]:
    """Yield a row for each facet of each quote: by its own words, or by the survey question it answers."""
    reads = [{}] * len(texts.quotes) if texts.meaning is None else list(_reads(texts.meaning, moods(texts)[1]))
    for quote, words, read in zip(texts.quotes, texts.words, reads, strict=True):
        found = find(quote.text, words)
        found = {name: place for name, place in found.items() if name not in read or not read[name].denied}
        for name, (start, end) in sorted(found.items()):
            sure = read[name].confidence if name in read else None
            yield Tag.at(quote, "facet", name, BY, (start, end), confidence=sure)
        meant = {name: one for name, one in read.items() if one.said and name not in found}
        for name, one in sorted(meant.items()):
            yield Tag.at(quote, "facet", name, one.by, one.place, confidence=one.confidence)
        if quote.source_kind == "survey" and quote.question is not None:
            # "The engineer was friendly, but …" is no pain for being asked what went wrong.
            lent = from_question(quote.question, found | dict.fromkeys(meant, (0, 0)))
            for name, word in sorted(lent.items()):
                if name in read and read[name].contrary:
                    continue
                yield Tag(quote.quote_id, "facet", name, BY, reason=f"asked: {word}")


@dataclass(frozen=True, slots=True)
class _Read:
    """What the encoder makes of one facet of a quote.

    ``denied``: it is plainly felt as the other side; ``contrary``: as the other side rather than its own.
    """

    by: str
    said: bool
    denied: bool
    contrary: bool
    confidence: float
    place: tuple[int, int] | None


def _reads(meaning: Meaning, sentiment: Array) -> Iterator[dict[str, _Read]]:
    """What the encoder makes of pain, delight and need of each quote; ``sentiment`` (quotes, 3) are probabilities."""
    heads, by = meaning.encoder.heads, meaning.encoder.by
    said = meaning.quotes.facets >= heads.facets
    plainly = sentiment >= _PLAINLY
    sure = heads.facet_chances(meaning.quotes)
    for row, place in enumerate(meaning.quotes.carried):
        yield {
            name: _Read(
                by,
                bool(said[row, number]),
                name in _AGAINST and bool(plainly[row, _AGAINST[name]]),
                name in _AGAINST and bool(sentiment[row, _AGAINST[name]] > sentiment[row, 2 - _AGAINST[name]]),
                float(sure[row, number]),
                place,
            )
            for number, name in enumerate(FACETS)
        }


TAGGER = Tagger("facets", "facets", ("facet",), tag)
