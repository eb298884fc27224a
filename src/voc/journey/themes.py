"""Group what people say into themes, and name each theme by its own words.

What is grouped are mentions: all that one answer, turn or post says of one kind at one stage, since a person
tells one story in several sentences. Mentions are clustered by k-means on TF-IDF vectors reduced by SVD (latent
semantic analysis), with their touchpoints as further coordinates, since people name the same pain in different
words but at the same place; a mention at no touchpoint stands where its words put it. The number of themes is
that with the best mean silhouette (Rousseeuw 1987), from one up; same input, same themes. A theme that fewer
than ``least`` people raise is not shown; its mentions are counted as not grouped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from voc.journey.resample import Array
from voc.language import content

_DIMENSIONS = 30
_TOUCHPOINT = 1.0
_CONTEXT = 0.5
_MOST_THEMES = 8
# A split has to reach this silhouette, and the fewest themes within this of the best are taken: with both, the number
# found was nearest to the number of intents in mixes of one to four of them (``benchmarks/theme_quality.py``).
_CLEAR, _NEAR = 0.1, 0.08
# The least cosine of a mention to the middle of its theme. With a quarter of strangers mixed in, themes kept 86 % of
# their own texts and 18 % of the strangers; with no limit all of both.
_TOGETHER = 0.3
_NOUN, _DESCRIBING = ("NN", "NNS"), ("JJ", "VBN")
_VERB = ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ")


@dataclass(frozen=True, slots=True)
class Mention:
    """What is grouped: quotes of one passage, their lemmas and Penn tags, those around them, and touchpoints."""

    quote_ids: tuple[str, ...]
    person: str
    lemmas: tuple[str, ...]
    tags: tuple[str, ...]
    context: tuple[str, ...]
    touchpoints: tuple[str, ...]


def group(items: Sequence[Mention], *, least: int, seed: int) -> list[list[int]]:
    """The themes as positions in ``items``, largest first; within a theme, the most typical quote first."""
    people = len({item.person for item in items})
    if people < least:
        return []
    vectors = _vectors(items, seed)
    labels = _labels(vectors, people, least, seed)
    themes = []
    for label in sorted(set(labels)):
        members = _near(vectors, [int(position) for position in np.flatnonzero(labels == label)])
        if len({items[member].person for member in members}) >= least:
            centre = vectors[members].mean(axis=0)
            order = np.argsort(-(vectors[members] @ centre), kind="stable")
            themes.append([members[position] for position in order])
    return sorted(themes, key=lambda theme: (-len({items[i].person for i in theme}), items[theme[0]].quote_ids))


def _near(vectors: Array, members: list[int]) -> list[int]:
    """The members that have something in common with the others: those far from the middle are in no theme."""
    centre = vectors[members].mean(axis=0)
    length = float(np.linalg.norm(centre))
    return [member for member in members if length > 0 and vectors[member] @ centre / length >= _TOGETHER]


def _vectors(items: Sequence[Mention], seed: int) -> Array:
    """Unit vectors of what the mentions say and where: array (items, dimensions)."""
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.preprocessing import normalize

    vectorizer = TfidfVectorizer(analyzer=content, sublinear_tf=True)
    try:
        own = vectorizer.fit_transform([item.lemmas for item in items])
    except ValueError:  # no content word at all
        return np.ones((len(items), 1))
    words = own + _CONTEXT * vectorizer.transform([item.context for item in items])
    if words.shape[1] > _DIMENSIONS + 1 and len(items) > _DIMENSIONS + 1:
        dense = TruncatedSVD(_DIMENSIONS, random_state=seed).fit_transform(words)
    else:
        dense = words.toarray()
    return np.asarray(normalize(np.hstack([normalize(dense), _TOUCHPOINT * _where(normalize(dense), items)])))


def _where(words: Array, items: Sequence[Mention]) -> Array:
    """How much each mention stands at each touchpoint: array (items, touchpoints), rows at most of length 1.

    Where a mention names none, it stands at each as near as its words are to the words said there: not at all, if
    they have nothing in common.
    """
    places = sorted({place for item in items for place in item.touchpoints})
    where = np.array([[float(place in item.touchpoints) for place in places] for item in items])
    if not places:
        return where.reshape(len(items), 0)
    centres = np.array([words[where[:, column] > 0].mean(axis=0) for column in range(len(places))])
    near = np.maximum(words @ centres.T, 0.0)
    said = where / np.maximum(np.linalg.norm(where, axis=1, keepdims=True), 1e-9)
    return np.asarray(np.where(where.any(axis=1, keepdims=True), said, near))


def _labels(vectors: Array, people: int, least: int, seed: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """k-means labels for the number of clusters with the best silhouette, the fewest among near equals."""
    from sklearn.cluster import KMeans
    from sklearn.metrics import silhouette_score

    together = np.zeros(len(vectors), dtype=np.int64)
    distinct = len(np.unique(vectors.round(9), axis=0))
    tried: list[tuple[float, np.ndarray[tuple[int], np.dtype[np.int64]]]] = []
    for clusters in range(2, min(_MOST_THEMES, people // least, distinct, len(vectors) - 1) + 1):
        labels = KMeans(clusters, n_init=5, random_state=seed).fit_predict(vectors).astype(np.int64)
        score = silhouette_score(vectors, labels, sample_size=min(2000, len(vectors)), random_state=seed)
        tried.append((float(score), labels))
    best = max((score for score, _ in tried), default=0.0)
    if best < _CLEAR:
        return together
    return next(labels for score, labels in tried if score >= best - _NEAR)


def name(theme: Sequence[Mention], others: Sequence[Mention], *, words: int = 3) -> str:
    """Name a theme by the phrases that set it apart from all other themes (class-based TF-IDF, Grootendorst 2022).

    Weight of a phrase: the share of the theme's people who use it, times the log of how much larger that share is
    than among the others, each count raised by one half so that a single voice is no theme.
    """
    inside, outside = _people_by_phrase(theme), _people_by_phrase(others)
    here, there = len({item.person for item in theme}), len({item.person for item in others})

    def weight(phrase: str) -> float:
        share, elsewhere = inside[phrase] / here, (outside[phrase] + 0.5) / (there + 1)
        longer = 1.0 + 0.5 * phrase.count(" ")
        return longer * share * float(np.log((inside[phrase] + 0.5) / (here + 1) / elsewhere))

    chosen: list[str] = []
    for phrase in sorted(inside, key=lambda phrase: (-weight(phrase), phrase)):
        if inside[phrase] > 1 and not any(set(phrase.split()) & set(other.split()) for other in chosen):
            chosen.append(phrase)
        if len(chosen) == words:
            break
    return ", ".join(chosen)


def _people_by_phrase(items: Sequence[Mention]) -> Counter[str]:
    """How many people use each phrase."""
    said = {(phrase, item.person) for item in items for phrase in _phrases(item)}
    return Counter(phrase for phrase, _ in said)


def _phrases(item: Mention) -> set[str]:
    """Noun phrases of up to three words ("loan bike", "wrong house number"), and verbs."""
    found: set[str] = set()
    pairs = list(zip(item.lemmas, item.tags, strict=True))
    for index, (lemma, tag) in enumerate(pairs):
        if not _is_word(lemma):
            continue
        if tag in _VERB:
            found.add(lemma)
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
    return len(lemma) > 2 and lemma.isalpha() and bool(content([lemma]))
