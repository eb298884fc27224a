"""Valence of a quote in [-1, 1], by VADER (Hutto & Gilbert 2014); its compound score is kept as ``value``.

Positive from .05, negative from -.05, as its authors set it. The confidence is the share of right labels at that
strength on 3,708 product-review sentences that people rated (VADER's own ground truth, human mean beyond ±.5 of
4): logistic in the strength for the two poles, .36 where VADER finds nothing. VADER is weak on support language
and irony. It stands in for the encoder where none is used, and is the baseline of ``benchmarks/quality``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from voc.codebook import Codebook
from voc.models import manifest
from voc.taggers._base import Tag, Tagger, Texts
from voc.taggers._poles import Sureness, label

confidence = Sureness(at_zero=-0.58, slope=3.18, neutral=0.36)


@cache
def _analyzer() -> Any:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    manifest()["vader"].check()
    return SentimentIntensityAnalyzer()


def valence(text: str) -> float:
    """The compound score of a text in [-1, 1].

    >>> valence("The handover was lovely."), valence("The bike.")
    (0.5859, 0.0)
    """
    return float(_analyzer().polarity_scores(text)["compound"])


def tag(texts: Texts, book: Codebook) -> Iterator[Tag]:
    """Yield one row a quote, with the word that weighs most."""
    model = manifest()["vader"]
    by = f"model:vader@{model.version}"
    lexicon: dict[str, float] = _analyzer().lexicon
    for quote, words in zip(texts.quotes, texts.words, strict=True):
        value = valence(quote.text)
        weights = [
            (abs(lexicon.get(quote.text[start:end].lower(), 0.0)), start, end)
            for start, end in zip(words.starts, words.ends, strict=True)
        ]
        strength, start, end = max(weights, default=(0.0, 0, 0))
        carried = (start, end) if strength else (None, None)
        yield Tag(
            quote.quote_id,
            "sentiment",
            label(value),
            by,
            value=value,
            confidence=confidence(value),
            start=carried[0],
            end=carried[1],
            reason=quote.text[start:end] if strength else None,
        )


TAGGER = Tagger("vader", "sentiment by VADER", ("sentiment",), tag, encoder="without")
