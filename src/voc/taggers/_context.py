"""What is said around a quote: the chain of quotes, one subject going on or giving way to the next."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from voc.quotes import Quote
from voc.taggers._match import NONE, Array

# How likely a quote goes on with the stage of the one before it, or answers what was asked: set by judgement, since no
# public set has stages sentence by sentence.
_SAME_ANSWER, _NEXT_TURN, _ANSWERS = 0.8, 0.5, 0.8
# Touchpoints give way to each other sooner: of 70 clauses that name none, behind one that does, 37 went on about it (of
# reviews, complaints and survey answers, judged by hand).
_SAME_TOUCHPOINT = 0.5
# What is said around a quote counts half: the words of one story are no independent witnesses. At full weight a run
# of eight texts that fit no stage was given one to 29-51 % of them, at half to 8-22 %, against 5-13 % for such
# texts alone; runs of a stage were found as well (``benchmarks/stage_quality.py --chains``).
_TEMPER = 0.5


def touchpoint_links(parts: Sequence[Quote]) -> Array:
    """How likely each part goes on about the touchpoint of the one before it, in [0, 1]: array (parts,)."""
    return links(parts) * (_SAME_TOUCHPOINT / _SAME_ANSWER)


def links(quotes: Sequence[Quote]) -> Array:
    """How likely each quote goes on with the stage of the one before it, in [0, 1]: array (quotes,).

    Within one answer, turn or post mostly; from an interview turn to the speaker's next less; from one survey
    answer, post or ticket to another never, nor between two people.
    """
    stay = np.zeros(len(quotes))
    for row, (before, here) in enumerate(pairwise(quotes), 1):
        same_answer = (before.source, before.locator) == (here.source, here.locator)
        named = here.participant is not None
        if (before.source, before.participant) == (here.source, here.participant) and (named or same_answer):
            stay[row] = _SAME_ANSWER if same_answer else _NEXT_TURN * (here.source_kind == "interview")
    return stay


def in_context(own: Array, stay: Array, asked: Sequence[Array | None] | None = None) -> Array:
    """Probability of each code for each quote, given the whole chain it stands in: array (quotes, codes).

    People name the thing once and then go on about it ("It was the courier. I sat there all day."). So the
    subject is a hidden state, a code or none of them, that stays with the chances of :func:`links` and is else
    drawn anew; what a quote says, and the question before it, are what is seen of it. Forward-backward
    (Rabiner 1989) gives the posterior, with all but the quote's own words tempered. A quote alone gets the plain
    softmax that the weights were fitted with.
    """
    count, codes = own.shape
    if not count:
        return own
    said = np.hstack([own, np.zeros((count, 1))])
    said -= said.max(axis=1, keepdims=True)
    lent = np.exp(_TEMPER * said)
    fresh = np.append(np.ones(codes), np.exp(NONE))
    fresh /= fresh.sum()
    starts = np.tile(fresh, (count, 1))
    for row, question in enumerate(asked or ()):
        if question is not None:
            posed = fresh * np.exp(_TEMPER * np.append(question, 0.0))
            starts[row] = _ANSWERS * posed / posed.sum() + (1 - _ANSWERS) * fresh
    before, after = np.empty_like(lent), np.ones_like(lent)
    for row in range(count):
        going_on = before[row - 1] * lent[row - 1] if row else fresh
        before[row] = stay[row] * going_on / going_on.sum() + (1 - stay[row]) * starts[row]
    for row in range(count - 2, -1, -1):
        ahead = lent[row + 1] * after[row + 1]
        after[row] = stay[row + 1] * ahead + (1 - stay[row + 1]) * (starts[row + 1] @ ahead)
        after[row] /= after[row].sum()
    posterior = before * np.exp(said) * after
    return np.asarray(posterior / posterior.sum(axis=1, keepdims=True))[:, :codes]
