"""Stage and touchpoint by a checkpoint for natural language inference, from what the codebook says codes mean.

Zero-shot classification (Yin, Hay & Roth 2019): a quote entails "This is about <code>: <meaning>" or it does not. The
evidence for a code is the logit of that probability, on the scale where "none of these" is ``NONE``, so that context
and thresholds are those of the built-in taggers. Cues and examples play no part. It costs a run of the network for
each quote and code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from voc.codebook import Code, Codebook
from voc.taggers import stage, touchpoint
from voc.taggers._base import Tag, Tagger, Texts, what_is_asked
from voc.taggers._checkpoint import _labels
from voc.taggers._checkpoint._classify import softmax
from voc.taggers._checkpoint._network import Network
from voc.taggers._match import NONE, Array, Fit

_HYPOTHESIS = "This is about {title}: {meaning}"
_SURE = 1e-6


@dataclass(frozen=True)
class Entailment:
    """Judges how well texts fit codes: a :class:`~voc.taggers._base.Fitter`."""

    network: Network

    @property
    def by(self) -> str:
        """The checkpoint's name in tags."""
        return self.network.by

    def fit(self, texts: Texts, codes: Sequence[Code]) -> Fit:
        """Read each distinct quote and question with each code; the progress line says how many pairs these are."""
        questions = [what_is_asked(question) for question in texts.questions]
        distinct = list(dict.fromkeys([*(quote.text for quote in texts.quotes), *questions]))
        evidence = self._evidence(distinct, codes, texts.progress)
        place = {text: number for number, text in enumerate(distinct)}
        own = evidence[[place[quote.text] for quote in texts.quotes]]
        asked = {question: evidence[place[said]] for question, said in zip(texts.questions, questions, strict=True)}
        return Fit(own, asked, [[] for _ in texts.quotes], None, "entailed by the whole quote")

    def _evidence(
        self, texts: Sequence[str], codes: Sequence[Code], progress: Callable[[str, int, int], None]
    ) -> Array:
        """Logits: array (texts, codes)."""
        hypotheses, cut = self._hypotheses(codes)
        pairs = f"{len(texts)} x {len(codes)} pairs by {self.network.checkpoint.name}"
        title = pairs + (f", {cut} long meanings cut" if cut else "")
        chances = np.empty((len(texts), len(codes)))
        column = _labels.entailment(self.network.checkpoint.labels)
        for code, hypothesis in enumerate(hypotheses):
            done = code * len(texts)
            logits = self.network.logits(
                texts,
                [hypothesis] * len(texts),
                progress=lambda now, _, done=done: progress(title, done + now, chances.size),  # type: ignore[misc]
            )
            chances[:, code] = softmax(logits)[:, column]
        chances = np.clip(chances, _SURE, 1 - _SURE)
        return NONE + np.log(chances / (1 - chances))

    def _hypotheses(self, codes: Sequence[Code]) -> tuple[list[str], int]:
        """A sentence for each code, and how many had to be cut: one takes at most half of what is read at once."""
        whole = [_HYPOTHESIS.format(title=code.title, meaning=code.meaning) for code in codes]
        kept = [self.network.shortened(text, self.network.checkpoint.limit // 2) for text in whole]
        return kept, sum(one != other for one, other in zip(whole, kept, strict=True))


def taggers(network: Network) -> list[Tagger]:
    """The two taggers: one stage at most, any number of touchpoints."""
    fitter, name = Entailment(network), network.checkpoint.name

    def stages(texts: Texts, book: Codebook) -> Iterator[Tag]:
        yield from stage.tag(replace(texts, fitter=fitter), book)

    def touchpoints(texts: Texts, book: Codebook) -> Iterator[Tag]:
        yield from touchpoint.tag(replace(texts, fitter=fitter), book)

    return [
        Tagger("checkpoint stage", f"stages by {name}", stage.TAGGER.kinds, stages),
        Tagger("checkpoint touchpoint", f"touchpoints by {name}", touchpoint.TAGGER.kinds, touchpoints),
    ]
