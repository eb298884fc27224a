"""Quotes in Spanish: valence by a list of rated words and rules; and what is not read in them, or in other languages.

The rules are VADER's (Hutto & Gilbert 2014), for Spanish: words of degree before or in a word, negation before it,
"pero" that turns, exclamation marks. Figures, and what else was tried: ``models/valence-es.md``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voc.codebook import Codebook
from voc.quotes import Quote
from voc.taggers._base import Tag, Tagger, Texts
from voc.taggers._poles import Sureness, label
from voc.taggers._spanish_words import Token, entries, tokens

BY = "cue:valence-es@1"
_UNREAD = "cue:languages@1"
_HALFWAY = 15  # the score is sum / sqrt(sum² + 15), as VADER's

_REACH = 4  # words that a negation reaches
# How much of a value is left, on the other side: "no es bueno" is bad, "no es malo" is hardly good.
_NOT_GOOD, _NOT_BAD = -0.7, -0.5
_STRONGER, _WEAKER = 0.7, -0.7
_BUT = frozenset(["pero", "sino"])
_CONCEDES = "aunque"
_BEFORE_BUT, _AFTER_BUT = 0.5, 1.5

# The share of right labels by strength on survey answers, fitted by benchmarks/quality/spanish.py. Good and bad words
# that cancel out are VADER's case of "neutral"; no rated Spanish texts were to be had for that.
confidence = Sureness(at_zero=0.09, slope=6.32, neutral=0.36)


@dataclass(frozen=True, slots=True)
class Found:
    """A word or phrase of the list in a text: its value after the rules, on VADER's scale of ±4, and its place."""

    value: float
    start: int
    end: int


def find(text: str) -> list[Found]:
    """Every word of the list in a text with what it counts there."""
    given = tokens(text)
    turn = max((at for at, token in enumerate(given) if _turns(given, at)), default=None)
    found = []
    at = 0
    while at < len(given):
        hit = entries().at(given, at)
        if hit is None:
            at += 1
            continue
        value, behind = hit
        if value:
            value = _negated(given, at, _by_degree(given, at, value)) * _beside_but(given, at, turn)
            found.append(Found(value, given[at].start, given[behind - 1].end))
        at = behind
    return found


def _turns(given: Sequence[Token], at: int) -> bool:
    return given[at].word in _BUT or (given[at].word == "embargo" and at > 0 and given[at - 1].word == "sin")


def _beside_but(given: Sequence[Token], at: int, turn: int | None) -> float:
    """Half before a "pero" and in what "aunque" concedes, up to its comma; half as much again after "pero"."""
    for before in range(at - 1, -1, -1):
        if given[before].word == _CONCEDES:
            return _BEFORE_BUT
        if given[before].word in (",", ".", ";"):
            break
    return 1.0 if turn is None else _BEFORE_BUT if at < turn else _AFTER_BUT


def _by_degree(given: Sequence[Token], at: int, value: float) -> float:
    """Stronger after "muy" and in -ísimo, weaker after "algo" and "un poco"."""
    step = 0.0
    before = " ".join(token.word for token in given[max(0, at - 2) : at])
    last = before.rpartition(" ")[2]
    if last in entries().rules["more"]:
        step += _STRONGER
    if {before, last} & entries().rules["less"]:
        step += _WEAKER
    if "isim" in given[at].word:
        step += _STRONGER
    return math.copysign(max(0.2, abs(value) + step), value)


def _negated(given: Sequence[Token], at: int, value: float) -> float:
    """Turn a value that a negation reaches; "un poco", "más o menos" and "no solo" are none.

    A second negation only confirms the first ("no tuve ningún problema").
    """
    if given[at].word in entries().rules["negation"]:
        return value
    for before in range(at - 1, max(-1, at - 1 - _REACH), -1):
        word = given[before].word
        # "no creo que sea bueno" is negated by "no", but "sin avisar que es bueno" is not by "sin".
        if word in entries().rules["stop"] or (
            word == "sin" and any(token.word == "que" for token in given[before:at])
        ):
            break
        if word in entries().rules["negation"] and not _is_no_negation(given, before):
            return value * (_NOT_GOOD if value > 0 else _NOT_BAD)
    return value


def _is_no_negation(given: Sequence[Token], at: int) -> bool:
    before = given[at - 1].word if at else ""
    after = given[at + 1].word if at + 1 < len(given) else ""
    return (
        (given[at].word == "poco" and before in ("un", "a", "hace"))
        or (given[at].word == "menos" and before in ("o", "lo", "al", "por"))
        or (given[at].word in ("no", "sin") and after in ("solo", "solamente", "duda", "dudas"))
    )


def valence(text: str) -> float:
    """The valence of a text in [-1, 1]; 0 where no word of the list stands.

    >>> valence("El personal es muy amable") > 0 > valence("El personal no es amable")
    True
    """
    return _squeezed(sum(hit.value for hit in find(text)), text)


def _squeezed(total: float, text: str) -> float:
    if total:
        total += math.copysign(min(text.count("!"), 4) * 0.292, total)
    return round(total / math.sqrt(total * total + _HALFWAY), 4)


def tag(texts: Texts, book: Codebook) -> Iterator[Tag]:
    """Yield a sentiment row and an abstention from stages for each quote that is not in English."""
    for quote in texts.apart:
        unread = f"language {quote.lang}: stages and touchpoints are read in English only"
        yield Tag(quote.quote_id, "stage", None, _UNREAD, reason=unread)
        if quote.lang == "es":
            yield _sentiment(quote)
        else:
            yield Tag(quote.quote_id, "sentiment", None, _UNREAD, reason=f"language {quote.lang}: not read")


def _sentiment(quote: Quote) -> Tag:
    """The valence with the word that weighs most; no word of the list is no judgement, rather than "neutral"."""
    hits = find(quote.text)
    if not hits:
        return Tag(quote.quote_id, "sentiment", None, BY, reason="language es: no word of the list of rated words")
    value = _squeezed(sum(hit.value for hit in hits), quote.text)
    best = max(hits, key=lambda hit: (hit.value * value > 0, abs(hit.value)))
    return Tag.at(
        quote, "sentiment", label(value), BY, (best.start, best.end), confidence=confidence(value), value=value
    )


TAGGER = Tagger("spanish", "sentiment of quotes in Spanish", ("sentiment", "stage"), tag, language="es")
