"""Group what people say into themes.

What is grouped are mentions: all that one answer, turn or post says of one kind at one stage, since a person
tells one story in several sentences. Mentions are clustered by k-means on the encoder's vectors, or, where none is
used, on TF-IDF vectors reduced by SVD (latent semantic analysis); with their touchpoints as further coordinates, since
people name the same pain in different words but at the same place; a mention at no touchpoint stands where its words
put it. The number of themes is that with the best mean silhouette (Rousseeuw 1987), from one up; same input, same
themes. Where no number is clear they stand in one; where that would leave out a third of many, in the fewest that do
not, or in those that leave out least. Of very many mentions a sample makes the themes, and the others go to the
nearest. A theme that fewer than ``least`` people raise is not shown; its mentions are counted as not grouped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from voc.language import content

if TYPE_CHECKING:
    from sklearn.cluster import KMeans

Rows = npt.NDArray[np.int64]
# Source and locator of a passage.
Place = tuple[str, str]
Vectors = npt.NDArray[np.float32] | npt.NDArray[np.float64]

_DIMENSIONS = 30
_TOUCHPOINT = 1.0
_CONTEXT = 0.5
# How many themes are tried: of few people up to eight, of more a theme for each ten of them at most.
_FEW_THEMES, _PEOPLE = 8, 10
_NUMBERS = (*range(2, 13), 14, 16, 18, 21, 24)
# How many mentions make the themes of one stage at most.
_SAMPLE = 1000
# Themes have to hold so large a part of so many mentions. Fewer are not split without a clear gap. Answers of a survey
# to one open question have none: in one theme stood 37–50 % of them.
_HELD, _MANY = 2 / 3, 50


@dataclass(frozen=True, slots=True)
class Space:
    """What is near in one kind of vectors: constants of ``benchmarks/theme_quality.py``.

    A split has to reach the silhouette ``clear``, and the fewest themes within ``near`` of the best are taken.
    ``together`` is the least cosine of a mention to the middle of its theme: whoever is farther is in none.
    """

    clear: float
    near: float
    together: float


# With a quarter of strangers mixed in, 87 % of a mix's own texts and 20 % of the strangers stand in a theme by their
# words, 96 % and 15 % by the fast encoder's vectors. These tell two to four intents apart better: Rand .68 against .50.
# Of 12 intents in 600 mentions 9.8 themes are found (Rand .71), of 20 in 900 12.4 (.65); by eight at most .64 and .43.
WORDS = Space(clear=0.1, near=0.08, together=0.3)
MEANING = Space(clear=0.1, near=0.02, together=0.5)


@dataclass(frozen=True, slots=True)
class Mention:
    """What is grouped: a quote and where it stands, its lemmas and Penn tags, those around it, and its touchpoints."""

    quote_id: str
    passage: Place
    person: str
    lemmas: tuple[str, ...]
    tags: tuple[str, ...]
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
    vectors = _placed(_of_words(items, seed) if meaning is None else meaning, items)
    labels = _labels(vectors, people, least, seed, space)
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


def _placed(vectors: Vectors, items: Sequence[Mention]) -> Vectors:
    """Unit vectors of what the mentions say and where: array (items, dimensions)."""
    from sklearn.preprocessing import normalize

    said = normalize(vectors)
    return np.asarray(normalize(np.hstack([said, _TOUCHPOINT * _where(said, items)])))


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


def _labels(vectors: Vectors, people: int, least: int, seed: int, space: Space) -> Rows:
    """k-means labels for the number of clusters with the best silhouette, the fewest among near equals."""
    from sklearn.cluster import KMeans
    from sklearn.metrics import pairwise_distances, silhouette_score

    draw = np.random.default_rng(seed)
    few = vectors if len(vectors) <= _SAMPLE else vectors[np.sort(draw.choice(len(vectors), _SAMPLE, replace=False))]
    distinct = len(np.unique(few.round(9), axis=0))
    apart = pairwise_distances(few)
    tried: list[tuple[float, KMeans]] = []
    most = min(max(_FEW_THEMES, people // _PEOPLE), people // least, distinct, len(few) - 1)
    for clusters in (number for number in _NUMBERS if number <= most):
        model = KMeans(clusters, n_init=5, random_state=seed).fit(few)
        tried.append((float(silhouette_score(apart, model.labels_, metric="precomputed")), model))
    best = max((score for score, _ in tried), default=0.0)
    if best >= space.clear:
        chosen = next(model for score, model in tried if score >= best - space.near)
    elif (wider := _holding(few, [model for _, model in tried], least, space.together)) is not None:
        chosen = wider
    else:
        return np.zeros(len(vectors), dtype=np.int64)
    return np.asarray(chosen.labels_ if few is vectors else chosen.predict(vectors), dtype=np.int64)


def _holding(vectors: Vectors, models: Sequence[KMeans], least: int, together: float) -> KMeans | None:
    """The fewest themes that hold enough of the mentions, or those that hold most; ``None`` where one does as well."""
    if len(vectors) < _MANY:
        return None
    best, chosen = _held(vectors, np.zeros(len(vectors), dtype=np.int64), least, together), None
    for model in models:
        if best >= _HELD:
            break
        if (held := _held(vectors, model.labels_, least, together)) > best:
            best, chosen = held, model
    return chosen


def _held(vectors: Vectors, labels: Rows, least: int, together: float) -> float:
    """The part of the mentions that is near enough to the middle of its theme, if that is of enough."""
    sizes = (len(_near(vectors, np.flatnonzero(labels == label), together)) for label in set(labels))
    return sum(size for size in sizes if size >= least) / len(vectors)
