"""Name each theme by its own words, so that nothing stands on a map that nobody said."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from voc.journey.themes import Mention
from voc.language import content

_NOUN, _DESCRIBING = ("NN", "NNS"), ("JJ", "VBN")
_ADJECTIVE = ("JJ", "JJR", "JJS")
# These say that it hurts or pleases, which the list they stand in says already.
_PLAIN = {"good", "great", "nice", "bad", "poor", "terrible", "awful", "positive", "negative"}
# "Not", that many words before an adjective at most, belongs to it: "not very friendly".
_DENIES, _BEFORE = ("not", "never", "no", "hardly"), 3
_VERB = ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ")


def names(themes: Sequence[Sequence[Mention]], rest: Sequence[Mention] = (), *, words: int = 3) -> list[str]:
    """Name themes by the phrases that set each apart from all others (class-based TF-IDF, Grootendorst 2022).

    Weight of a phrase: the share of the theme's people who use it, times the log of how much larger that share is
    than among the others, each count raised by one half so that a single voice is no theme. ``rest`` are mentions of
    no theme. A theme whose people share no word has the name "". A lemma that few said ("datum") stands as the word
    that they said.
    """
    groups = [*themes, rest]
    people = [{item.person for item in group} for group in groups]
    inside: list[Counter[str]] = []
    who: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for number, group in enumerate(groups):
        said = {(phrase, item.person) for item in group for phrase in _phrases(item)}
        inside.append(Counter(phrase for phrase, _ in said))
        for phrase, person in said:
            who[phrase].append((number, person))
    named = []
    for number in range(len(themes)):
        others = len(set().union(*people[:number], *people[number + 1 :]))
        shared = {phrase: count for phrase, count in inside[number].items() if count > 1}
        outside = {phrase: len({person for group, person in who[phrase] if group != number}) for phrase in shared}
        chosen = _chosen(shared, outside, len(people[number]), others, words)
        named.append(_as_said(chosen, themes[number]))
    return named


def _as_said(phrases: Sequence[str], theme: Sequence[Mention]) -> str:
    said: dict[str, Counter[str]] = defaultdict(Counter)
    for item in theme:
        for lemma, form in zip(item.lemmas, item.forms, strict=True):
            said[lemma][form] += 1

    def word(lemma: str) -> str:
        # Of two forms that are said as often the shorter one, then by the alphabet.
        most = min(said[lemma], key=lambda form: (-said[lemma][form], len(form), form), default=lemma)
        return lemma if lemma in _DENIES or 2 * said[lemma][lemma] >= said[lemma][most] else most

    return ", ".join(" ".join(map(word, phrase.split())) for phrase in phrases)


def _chosen(inside: dict[str, int], outside: dict[str, int], here: int, there: int, words: int) -> list[str]:
    """The best phrases that share no word, from how many people use each, ``here`` and ``there`` in all."""

    def weight(phrase: str) -> float:
        share, elsewhere = inside[phrase] / here, (outside[phrase] + 0.5) / (there + 1)
        longer = 1.0 + 0.5 * phrase.count(" ")
        return longer * share * float(np.log((inside[phrase] + 0.5) / (here + 1) / elsewhere))

    chosen: list[str] = []
    for phrase in sorted(inside, key=lambda phrase: (-weight(phrase), phrase)):
        if not any(set(phrase.split()) & set(other.split()) for other in chosen):
            chosen.append(phrase)
        if len(chosen) == words:
            break
    return chosen


def _phrases(item: Mention) -> set[str]:
    """Noun phrases of up to three words ("loan bike", "wrong house number"), verbs, and adjectives ("not friendly")."""
    found: set[str] = set()
    pairs = list(zip(item.lemmas, item.tags, strict=True))
    for index, (lemma, tag) in enumerate(pairs):
        if not _is_word(lemma):
            continue
        if tag in _VERB:
            found.add(lemma)
        elif tag in _ADJECTIVE and lemma not in _PLAIN:
            denied = any(before in _DENIES for before, _ in pairs[max(0, index - _BEFORE) : index])
            found.add(f"not {lemma}" if denied else lemma)
        if tag not in _NOUN:
            continue
        phrase = lemma
        found.add(phrase)
        for before, before_tag in reversed(pairs[max(0, index - 2) : index]):
            if before_tag not in (*_NOUN, *_DESCRIBING) or not _is_word(before):
                break
            phrase = f"{before} {phrase}"
            found.add(phrase)
    return found


def _is_word(lemma: str) -> bool:
    """Whether a lemma says something; "xxxx" stands where somebody blacked a word out."""
    return len(lemma) > 2 and lemma.isalpha() and len(set(lemma)) > 1 and bool(content([lemma]))
