"""The stage of the journey that a quote is about: one at most, or an abstention with its reason.

Evidence is what the quote says, and, more lightly, what it answers and what was said around it. The weights
were fitted on three public sets with codebooks of their own and texts that belong to none of their labels
(``benchmarks/stage_quality.py``): on a set left out of the fit, 78 to 93 % of the stages given at confidence .4 or
more were right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from voc.codebook import Codebook
from voc.taggers import _match
from voc.taggers._base import Tag, Tagger, Texts
from voc.taggers._match import Array, Hit

WEIGHTS = {"similarity": 28.0, "cue": 1.9}
NONE = 3.0
THRESHOLD = 0.4
# How likely a quote goes on with the subject of the one before it, and answers what was asked. Set by judgement:
# no public set has stages sentence by sentence.
_SAME_ANSWER, _NEXT_TURN, _ANSWERS = 0.85, 0.6, 0.8


def tag(texts: Texts, book: Codebook) -> Iterator[Tag]:
    """Yield a stage row for every quote, and the stage that its question asked about."""
    shape = _match.profiles(book.stages, book)
    lemmas = [words.lemmas for words in texts.words]
    similarity = _match.Similarity(lemmas, shape)
    hits = _match.cue_hits(texts.words, shape)
    own = _match.evidence(similarity(lemmas), _match.cue_weights(hits, len(shape)), WEIGHTS)

    questions = list(texts.questions)
    asked_hits = _match.cue_hits(list(texts.questions.values()), shape)
    asked = _match.evidence(
        similarity([words.lemmas for words in texts.questions.values()]),
        _match.cue_weights(asked_hits, len(shape)),
        WEIGHTS,
    )
    row_of = {question: row for row, question in enumerate(questions)}
    asked_of = [row_of.get(question) for question in texts.quotes["question"]]
    chances = in_context(own, links(texts.quotes), [asked[row] if row is not None else None for row in asked_of])

    by = f"cue:{book.title}@{book.digest}"
    yield from _stages(texts, book, chances, hits, by)
    yield from _asked(texts, book, row_of, asked, by)


def links(quotes: pd.DataFrame) -> Array:
    """How likely each quote goes on with the subject of the one before it, in [0, 1]: array (quotes,).

    Within one answer, turn or post mostly; from an interview turn to the speaker's next less; from one survey
    answer, post or ticket to another never, nor between two people.
    """
    columns = ["source", "participant", "locator", "source_kind"]
    keys = list(quotes[columns].fillna("").itertuples(index=False, name=None))
    stay = np.zeros(len(keys))
    for row in range(1, len(keys)):
        before, here = keys[row - 1], keys[row]
        if before[:2] == here[:2]:
            stay[row] = _SAME_ANSWER if before[2] == here[2] else _NEXT_TURN * (here[3] == "interview")
    return stay


def in_context(own: Array, stay: Array, asked: Sequence[Array | None]) -> Array:
    """Probability of each stage for each quote, given the whole chain it stands in: array (quotes, stages).

    People name the thing once and then go on about it ("It was the courier. I sat there all day."). So the
    subject is a hidden state, a stage or none of them, that stays with the chances of :func:`links` and is else
    drawn anew; what a quote says, and the question before it, are what is seen of it. Forward-backward
    (Rabiner 1989) gives the posterior. A quote alone gets the plain softmax that the weights were fitted with.
    """
    count, stages = own.shape
    if not count:
        return own
    seen = np.exp(np.hstack([own, np.zeros((count, 1))]))
    fresh = np.append(np.ones(stages), np.exp(NONE))
    fresh /= fresh.sum()
    starts = np.tile(fresh, (count, 1))
    for row, question in enumerate(asked):
        if question is not None:
            posed = fresh * np.exp(np.append(question, 0.0))
            starts[row] = _ANSWERS * posed / posed.sum() + (1 - _ANSWERS) * fresh
    forward, backward = np.empty_like(seen), np.ones_like(seen)
    for row in range(count):
        before = stay[row] * forward[row - 1] + (1 - stay[row]) * starts[row] if row else starts[row]
        forward[row] = before * seen[row]
        forward[row] /= forward[row].sum()
    for row in range(count - 2, -1, -1):
        ahead = seen[row + 1] * backward[row + 1]
        backward[row] = stay[row + 1] * ahead + (1 - stay[row + 1]) * (starts[row + 1] @ ahead)
        backward[row] /= backward[row].sum()
    posterior = forward * backward
    return np.asarray(posterior / posterior.sum(axis=1, keepdims=True))[:, :stages]


def _stages(
    texts: Texts, book: Codebook, chances: Array, hits: Sequence[Sequence[Hit]], by: str
) -> Iterator[Tag]:
    for row, quote in enumerate(texts.quotes.itertuples()):
        best = int(chances[row].argmax())
        chance = float(chances[row, best])
        if chance < THRESHOLD:
            likely = f"no stage is likely enough: {book.stages[best].name} at {chance:.2f}"
            yield Tag(quote.quote_id, "stage", None, by, confidence=chance, reason=likely)
            continue
        cue = max((hit for hit in hits[row] if hit.code == best), key=lambda hit: hit.weight, default=None)
        yield Tag(
            quote.quote_id,
            "stage",
            book.stages[best].name,
            by,
            confidence=chance,
            start=cue.start if cue else None,
            end=cue.end if cue else None,
            reason=quote.text[cue.start : cue.end] if cue else "similar words",
        )


def _asked(texts: Texts, book: Codebook, row_of: dict[str, int], asked: Array, by: str) -> Iterator[Tag]:
    """Say which stage a question asks about, if it is clear: what tells "nobody raised it" from "not asked"."""
    if not row_of:
        return
    chances = _match.softmax_with_none(asked, NONE)
    for quote in texts.quotes.itertuples():
        row = row_of.get(quote.question)
        if row is not None and chances[row].max() >= THRESHOLD:
            best = int(chances[row].argmax())
            yield Tag(
                quote.quote_id, "asked", book.stages[best].name, by, confidence=float(chances[row, best])
            )


TAGGER = Tagger("stage", "stages", ("stage", "asked"), tag)
