"""How well a text fits each code of a codebook: cues by lemma, and TF-IDF similarity that learns from the study.

The profile of a code is its label, meaning, examples and cues. Similarity is the cosine of TF-IDF vectors
(lemmas, one and two in a row, and their beginnings). A profile of one sentence shares few words with what people
say, so profiles are widened from the study itself by pseudo-relevance feedback (Rocchio 1971): the texts that
already fit a code best lend it their words. On three public sets this raised macro-F1 from .88/.73/.71 to
.93/.73/.76 (``benchmarks/stage_quality.py``). Where an encoder is used, the similarity of meanings
(:mod:`voc.taggers._meaning`) joins the similarity of words and the cues. What the texts nearest in the study say makes
probabilities of it that are true (:mod:`voc.taggers._calibrated`).
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from voc import encoder
from voc.codebook import Code, Codebook, Stage
from voc.language import Words, content, words_of
from voc.taggers import _meaning
from voc.taggers._base import Texts
from voc.taggers._calibrated import CALIBRATION, calibrated
from voc.taggers._feedback import Lenders, drawn, lent
from voc.taggers._sayings import SAYINGS

Array = npt.NDArray[np.float64]


class Weights(NamedTuple):
    """The logit of a code is ``similarity``, ``cue`` and ``meaning`` times its evidence, plus ``base``."""

    similarity: float
    cue: float
    meaning: float = 0.0
    base: float = 0.0


# Fitted on public sets with codebooks of their own, and texts that belong to none of their codes
# (``benchmarks/stage_quality.py``). The logit of "none" is NONE. With an encoder it is the mean of the model fitted
# without one and the one fitted with it (9.9, 1.2, 12.4, -2.4 and 12.7, 1.2, 9.8, -1.8): those sets are short requests,
# to which meanings are nearer than to what people tell in interviews, so that the second alone gave a stage to a third
# of the sample study's quotes, the first to half. On the sets themselves macro-F1 is the same for both.
WEIGHTS = {
    None: Weights(27.0, 1.87),
    "accurate": Weights(18.5, 1.5, 6.2, -1.2),
    "fast": Weights(19.9, 1.5, 4.9, -0.9),
}
NONE = 3.1

# A touchpoint is a thing, and who names it by a cue of its own speaks of it, whatever else the sentence is about: log
# odds of 3 to 1. Of 120 quotes of reviews, complaints and surveys in four sectors that named a touchpoint and were
# likelier about none before, 78 spoke of it and 25 did not.
_NAMED = float(np.log(3))

# How many letters the beginning of a word has.
_STEM = 5
# Feedback: how heavily the texts of a code lend their words, and the least study it needs.
_WEIGHT, _LEAST = 0.3, 50
# What the study itself teaches takes it that most of what is said is of some code, and that this is told by its being
# nearer than another one: one stage alone has no other, and of few touchpoints people mostly speak of none.
_RIVALS = {"stage": 2, "touchpoint": 5}


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue found in a text: its code's position, the words as written, where, and its weight in (0, 1].

    A cue of one code weighs 1, a cue that ``n`` codes share weighs 1/n.
    """

    code: int
    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class Profile:
    """What a code is recognised by: running text for similarity, cue phrases as lemmas."""

    lemmas: tuple[str, ...]
    cues: tuple[tuple[str, ...], ...]


def profiles(codes: Sequence[Code], book: Codebook) -> list[Profile]:
    """Make each code's profile. A stage also takes in the touchpoints that stand at it alone."""
    texts, cues = [], []
    for code in codes:
        parts: list[Code] = [code]
        if isinstance(code, Stage):
            parts += [touch for touch in book.touchpoints if touch.stages == (code.name,)]
        words = [" . ".join([p.title, p.meaning, *p.examples, *p.cues]) for p in parts]
        texts.append(" . ".join(words))
        cues.append(sorted({cue for part in parts for cue in part.cues}))
    flat = [phrase for phrases in cues for phrase in phrases]
    found = list(words_of([*texts, *flat]))
    phrases = dict(zip(flat, (words.lemmas for words in found[len(texts) :]), strict=True))
    return [
        Profile(words.lemmas, tuple(dict.fromkeys(phrases[cue] for cue in own if phrases[cue])))
        for words, own in zip(found, cues, strict=False)
    ]


def cue_hits(words: Sequence[Words], shape: Sequence[Profile]) -> list[list[Hit]]:
    """Find the cues of every code in every text; each cue counts once a text.

    A cue counts where it does not stand inside a longer one that is not its code's ("cabin" in "cabin crew"), nor
    inside a saying that names nothing (:mod:`voc.taggers._sayings`).
    """
    owners: dict[tuple[str, ...], list[int]] = {saying: [] for saying in SAYINGS}
    for code, profile in enumerate(shape):
        for cue in profile.cues:
            owners.setdefault(cue, []).append(code)
    first: dict[str, list[tuple[str, ...]]] = {}
    for cue in owners:
        first.setdefault(cue[0], []).append(cue)
    hits: list[list[Hit]] = []
    for text in words:
        places = {cue: [*text.places(cue)] for lemma in dict.fromkeys(text.lemmas) for cue in first.get(lemma, ())}
        found = []
        for cue, at in places.items():
            longer = [(owners[other], taken) for other, taken in places.items() if len(other) > len(cue) and taken]
            for code in owners[cue]:
                within = [span for codes, taken in longer if code not in codes for span in taken]
                free = (one for one in at if not any(start <= one[0] and one[1] <= end for start, end in within))
                if (place := next(free, None)) is not None:
                    found.append(Hit(code, *place, 1 / len(owners[cue])))
        hits.append(found)
    return hits


def cue_weights(hits: Sequence[Sequence[Hit]], codes: int) -> Array:
    """Sum the hits of each code, at most 2 each: array (texts, codes)."""
    weights = np.zeros((len(hits), codes))
    for row, found in enumerate(hits):
        for hit in found:
            weights[row, hit.code] += hit.weight
    return np.minimum(weights, 2.0)


class Similarity:
    """TF-IDF similarity of texts to profiles, fitted on the texts of one study."""

    def __init__(self, texts: Sequence[tuple[str, ...]], shape: Sequence[Profile]) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.preprocessing import normalize

        own = [profile.lemmas for profile in shape]
        self._vectorizer: Any = TfidfVectorizer(analyzer=_features, sublinear_tf=True)
        vectors = self._vectorizer.fit_transform([*texts, *own])
        self._texts = vectors[: len(texts)]
        self._profiles = normalize(vectors[len(texts) :].toarray())

    def studied(self, lend: Lenders | None = None) -> Similarity:
        """The same with profiles widened by the words of the texts that lend to each, or else of those nearest."""
        if self._texts.shape[0] < _LEAST:
            return self
        made = copy(self)
        if lend is None:
            # A text that shares no word with any code lends none.
            made._profiles = drawn(self._profiles, self._texts, weight=_WEIGHT, least=0.0)
        else:
            made._profiles = lent(self._profiles, self._texts, lend, weight=_WEIGHT)
        return made

    def __call__(self, texts: Sequence[tuple[str, ...]]) -> Array:
        """Cosine of each text to each profile in [0, 1]: array (texts, codes)."""
        if not texts:
            return np.zeros((0, len(self._profiles)))
        return np.asarray(self.vectors(texts) @ self._profiles.T)

    def vectors(self, texts: Sequence[tuple[str, ...]]) -> Any:
        """The unit vector of each text, sparse: (texts, features)."""
        return self._vectorizer.transform(texts)


def _features(lemmas: tuple[str, ...]) -> list[str]:
    """Content lemmas, each two of them that stand side by side, and their beginnings.

    Five letters bring "deliver" and "delivery" together, which no lemma does; that was worth 1 to 2 points of
    macro-F1 on two of the three public sets and cost none on the third.

    >>> _features(("the", "courier", "deliver"))
    ['courier', 'deliver', 'courier deliver', 'couri…', 'deliv…']
    """
    kept = content(lemmas)
    return [*kept, *(f"{a} {b}" for a, b in pairwise(kept)), *(f"{word[:_STEM]}…" for word in kept)]


def softmax_with_none(evidence: Array, none: float) -> Array:
    """Turn evidence (texts, codes) into probabilities; the rest to 1 is "none of these", whose logit is ``none``."""
    top = np.maximum(evidence.max(axis=1, keepdims=True), none)
    raised = np.exp(evidence - top)
    return np.asarray(raised / (raised.sum(axis=1, keepdims=True) + np.exp(none - top)))


def evidence(weights: Weights, similarity: Array, cues: Array, alike: Array | None = None) -> Array:
    """Weigh similarity of words, cues and similarity of meaning into one number a code (a logit)."""
    total = weights.similarity * similarity + weights.cue * cues
    return total if alike is None else total + weights.meaning * alike + weights.base


@dataclass(frozen=True)
class Fit:
    """How well each quote, and each question, fits each code: logits, and the cues that were found."""

    own: Array  # (quotes, codes)
    asked: dict[str, Array]  # (codes,) each
    hits: list[list[Hit]]
    prototypes: encoder.Array | None  # (codes, width)
    why: str = "similar words"  # the reason where no words of the quote can be named

    def carrying(self, texts: Texts, rows: Sequence[int], codes: Sequence[int]) -> list[tuple[int, int] | None]:
        """The words by which each of some quotes means its code rather than the others; none without an encoder."""
        if texts.meaning is None or self.prototypes is None or not rows:
            return [None] * len(rows)
        apart = self.prototypes - self.prototypes.mean(axis=0)
        return texts.meaning.encoder.carrying([texts.quotes[row].text for row in rows], apart[list(codes)])


def fit(texts: Texts, codes: Sequence[Code], book: Codebook) -> Fit:
    """Compare all texts with all codes."""
    if texts.fitter is not None:
        return texts.fitter.fit(texts, codes)
    shape, kind = profiles(codes, book), kind_of(codes)
    lemmas = [words.lemmas for words in texts.words]
    similarity, meaning = Similarity(lemmas, shape), _meaning.alike(texts, codes)
    questions = list(texts.questions.values())
    hits, posed = cue_hits(texts.words, shape), cue_hits(questions, shape)
    tier = None if texts.meaning is None else texts.meaning.encoder.tier
    weights, cues, named = WEIGHTS[tier], cue_weights(hits, len(shape)), named_by(hits, len(shape))
    learns = len(codes) >= _RIVALS[kind]
    if learns:
        plain = evidence(weights, similarity(lemmas), cues, None if meaning is None else meaning.quotes)
        lend = lenders(plain, named, shape) if kind == "touchpoint" else None
        similarity = similarity.studied(lend)
        meaning = None if meaning is None else meaning.studied(lend)
    near = similarity(lemmas)
    own = evidence(weights, near, cues, None if meaning is None else meaning.quotes)
    if learns and len(own) >= _LEAST:
        many = np.array([len(content(own)) for own in lemmas], dtype=np.float64)
        if texts.meaning is None or meaning is None:
            alike, vectors = near, similarity.vectors(lemmas)
        else:
            alike, vectors = meaning.quotes, texts.meaning.quotes.vectors
        own = NONE + calibrated(own - NONE, alike, many, vectors, CALIBRATION[tier])
    if kind == "touchpoint":
        own = np.where(named, np.maximum(own, NONE + _NAMED), own)
    asked = evidence(
        weights,
        similarity([words.lemmas for words in questions]),
        cue_weights(posed, len(shape)),
        None if meaning is None else meaning.questions,
    )
    return Fit(
        NONE + texts.taught(kind, own - NONE),
        dict(zip(texts.questions, asked, strict=True)),
        hits,
        None if meaning is None else texts.towards(kind, meaning.prototypes, weights.meaning),
    )


def kind_of(codes: Sequence[Code]) -> str:
    """Which kind of tag codes give."""
    return "stage" if isinstance(codes[0], Stage) else "touchpoint"


def named_by(hits: Sequence[Sequence[Hit]], codes: int) -> npt.NDArray[np.bool_]:
    """Which texts name which code by a cue of its own, (texts, codes)."""
    named = np.zeros((len(hits), codes), dtype=bool)
    for row, found in enumerate(hits):
        named[row, [hit.code for hit in found if hit.weight == 1]] = True
    return named


def lenders(plain: Array, named: npt.NDArray[np.bool_], shape: Sequence[Profile]) -> Lenders:
    """Which texts lend a touchpoint their words and meaning, (texts, codes), by evidence without feedback.

    Stages cover a journey, so that the nearest is a fair guess for most of what is said. Most of it names no
    touchpoint: were the nearest to lend, "have a nice day" would make up the code that has a day in its examples. So
    those lend that name the touchpoint by a cue of its own; where it has no cues, those likelier about it than about
    any other or none.
    """
    likely = (plain > NONE) & (plain == plain.max(axis=1, keepdims=True))
    return np.where([bool(profile.cues) for profile in shape], named, likely)


def strongest(hits: Sequence[Hit], code: int) -> Hit | None:
    """The cue of a code that weighs most, the first of equals."""
    return max((hit for hit in hits if hit.code == code), key=lambda hit: hit.weight, default=None)
