"""Group what people say into themes.

What is grouped are quotes: one text may tell of several pains. They are clustered by k-means on the encoder's vectors,
or, where none is used, on TF-IDF vectors reduced by SVD (latent semantic analysis). As a person tells one story in
several sentences, each vector has something of the others of its passage. Touchpoints are further coordinates, since
people name the same pain in different words but at the same place; a quote at no touchpoint stands where its words put
it. The number of themes is that with the best mean silhouette (Rousseeuw 1987), from one up; same input, same themes.
What many people say has no gaps: there are at least so many themes that quotes are clearly nearer to the middle of
theirs than to the middle of all. Of very many a sample makes the themes, and the others go to the nearest. A theme that
fewer than ``least`` people raise is not shown; its quotes are counted as not grouped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from voc.language import content

Rows = npt.NDArray[np.int64]
Vectors = npt.NDArray[np.float32] | npt.NDArray[np.float64]
# Source and locator.
Place = tuple[str, str]

# How much the rest of its passage counts for a mention.
_CONTEXT = 0.5
_DIMENSIONS = 30
_TOUCHPOINT = 1.0
# How many themes are tried: of few people up to eight, of more a theme for each ten of them at most.
_FEW_THEMES, _PEOPLE = 8, 10
_NUMBERS = (*range(2, 13), 14, 16, 18, 21, 24)
# How many mentions make the themes of one stage at most.
_SAMPLE = 1000
# Of so many people the quotes stand nearer to the middle of their theme than to that of all, by this part in cosine.
_MANY, _NEARER = 100, 0.15


@dataclass(frozen=True, slots=True)
class Space:
    """What is near in one kind of vectors: constants of ``benchmarks/theme_quality.py``.

    A split has to reach the silhouette ``clear``, and the fewest themes within ``near`` of the best are taken.
    ``together`` is the least cosine of a mention to the middle of its theme: whoever is farther is in none.
    """

    clear: float
    near: float
    together: float


# Where people coded answers and interviews, several codes a text, themes of quotes by the fast encoder's vectors fit
# their codes with F1 .42 to .49, and texts put together of up to three intents with .70 to .78; whole texts .23 to .52
# and .56 to .62. Of strangers mixed in, 48 % stand in a theme, by words 45 %.
WORDS = Space(clear=0.1, near=0.08, together=0.3)
MEANING = Space(clear=0.08, near=0.005, together=0.5)


@dataclass(frozen=True, slots=True)
class Mention:
    """What is grouped: a quote and where it stands, its words, the lemmas of its passage, and its touchpoints.

    ``lemmas``, ``tags`` (Penn) and ``forms`` (as they were said, in lower case) are of the same words; they and
    ``context`` are empty as long as nobody needs words.
    """

    quote_id: str
    passage: Place
    person: str
    lemmas: tuple[str, ...]
    tags: tuple[str, ...]
    forms: tuple[str, ...]
    context: tuple[str, ...]
    touchpoints: tuple[str, ...]


def group(items: Sequence[Mention], *, least: int, seed: int, meaning: Vectors | None = None) -> list[list[int]]:
    """The themes as positions in ``items``, largest first; within a theme, the most typical quote first.

    ``meaning`` are the encoder's vectors of the items, (items, width); without them their words count.
    """
    people = len({item.person for item in items})
    if people < least:
        return []
    space = WORDS if meaning is None else MEANING
    said = _unit(_of_words(items, seed) if meaning is None else _in_context(_unit(meaning), items))
    vectors = _placed(said, items)
    labels = _labels(vectors, said, people, least, seed, space)
    themes = []
    for label in sorted(set(labels)):
        members = _near(vectors, np.flatnonzero(labels == label), space.together)
        if len({items[member].person for member in members}) >= least:
            centre = vectors[members].mean(axis=0)
            order = np.argsort(-(vectors[members] @ centre), kind="stable")
            themes.append([members[position] for position in order])
    return sorted(themes, key=lambda theme: (-len({items[i].person for i in theme}), items[theme[0]].quote_id))


def _near(vectors: Vectors, members: Rows, together: float) -> list[int]:
    """The members that have something in common with the others: those far from the middle are in no theme."""
    centre = vectors[members].mean(axis=0)
    length = float(np.linalg.norm(centre))
    if length == 0:
        return []
    return [int(member) for member in members[vectors[members] @ centre / length >= together]]


def _in_context(vectors: Vectors, items: Sequence[Mention]) -> Vectors:
    """The vectors, each with something of the others of its passage."""
    passages: dict[Place, list[int]] = defaultdict(list)
    for number, item in enumerate(items):
        passages[item.passage].append(number)
    placed = vectors.copy()
    for numbers in passages.values():
        others = vectors[numbers].sum(axis=0) - vectors[numbers]
        placed[numbers] += _CONTEXT * others / max(len(numbers) - 1, 1)
    return placed


def _of_words(items: Sequence[Mention], seed: int) -> Vectors:
    """Vectors of what the mentions say: array (items, dimensions)."""
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(analyzer=content, sublinear_tf=True)
    try:
        own = vectorizer.fit_transform([item.lemmas for item in items])
    except ValueError:  # no content word at all
        return np.ones((len(items), 1))
    words = own + _CONTEXT * vectorizer.transform([item.context for item in items])
    if words.shape[1] > _DIMENSIONS + 1 and len(items) > _DIMENSIONS + 1:
        return np.asarray(TruncatedSVD(_DIMENSIONS, random_state=seed).fit_transform(words))
    return np.asarray(words.toarray())


def _placed(said: Vectors, items: Sequence[Mention]) -> Vectors:
    """Unit vectors of what the mentions say and where: array (items, dimensions)."""
    return _unit(np.hstack([said, _TOUCHPOINT * _where(said, items)]))


def _unit(vectors: Vectors) -> Vectors:
    from sklearn.preprocessing import normalize

    return np.asarray(normalize(vectors))


def _where(words: Vectors, items: Sequence[Mention]) -> Vectors:
    """How much each mention stands at each touchpoint: array (items, touchpoints), rows at most of length 1.

    Where a mention names none, it stands at each as near as its words are to the words said there: not at all, if
    they have nothing in common.
    """
    places = sorted({place for item in items for place in item.touchpoints})
    if not places:
        return np.zeros((len(items), 0), dtype=words.dtype)
    column = {place: number for number, place in enumerate(places)}
    where = np.zeros((len(items), len(places)), dtype=words.dtype)
    for row, item in enumerate(items):
        where[row, [column[place] for place in item.touchpoints]] = 1.0
    centres = np.array([words[here > 0].mean(axis=0) for here in where.T])
    near = np.maximum(words @ centres.T, 0.0)
    said = where / np.maximum(np.linalg.norm(where, axis=1, keepdims=True), 1e-9)
    return np.asarray(np.where(where.any(axis=1, keepdims=True), said, near))


def _labels(vectors: Vectors, said: Vectors, people: int, least: int, seed: int, space: Space) -> Rows:
    """k-means labels for the number of themes that stand apart best; of many people, for as many as bring them near."""
    from sklearn.cluster import KMeans
    from sklearn.metrics import pairwise_distances, silhouette_score

    some = np.arange(len(vectors))
    if len(some) > _SAMPLE:
        some = np.sort(np.random.default_rng(seed).choice(some, _SAMPLE, replace=False))
    few, words = vectors[some], said[some]
    distinct = len(np.unique(few.round(9), axis=0))
    most = min(max(_FEW_THEMES, people // _PEOPLE), people // least, distinct, len(few) - 1)
    numbers = [1, *(number for number in _NUMBERS if number <= most)]
    # The tables are small: several threads would wait for each other longer than they work.
    with threadpool_limits(1):
        models = [KMeans(number, n_init=5, random_state=seed).fit(few) for number in numbers]
        distances = pairwise_distances(few)
        gaps = [0.0, *(silhouette_score(distances, model.labels_, metric="precomputed") for model in models[1:])]
    clear = max(gaps) >= space.clear
    chosen = next(place for place, gap in enumerate(gaps) if gap >= max(gaps) - space.near) if clear else 0
    if people >= _MANY:
        far = (1 - _NEARER) * _spread(words, models[0].labels_)
        near_enough = (place for place in range(chosen, len(models)) if _spread(words, models[place].labels_) <= far)
        chosen = next(near_enough, len(models) - 1)
    return np.asarray(models[chosen].predict(vectors), dtype=np.int64)


def _spread(vectors: Vectors, labels: Rows) -> float:
    """The mean cosine distance of unit vectors to the middle of their theme, in [0, 1]."""
    lengths = sum(np.linalg.norm(vectors[labels == label].sum(axis=0)) for label in set(labels))
    return float(1 - lengths / len(vectors))
