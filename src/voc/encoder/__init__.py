"""Texts to vectors, valence, sentiment, emotions and facets: the one place that runs a network.

There are two tiers with the same outputs: ``accurate``, a small transformer (ONNX Runtime), and ``fast``, word vectors
with two layers on top (NumPy). Both were made by ``training/`` and lie in ``models/``; nothing is downloaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Protocol

from voc.encoder._heads import Heads
from voc.encoder._outputs import EMOTIONS, FACETS, Array, Encoded, Progress, Span
from voc.errors import VocError, did_you_mean

if TYPE_CHECKING:
    from voc.encoder._static import Static

__all__ = ["EMOTIONS", "FACETS", "TIERS", "Array", "Encoded", "Encoder", "Heads", "load", "meanings"]

TIERS = ("accurate", "fast")


class Encoder(Protocol):
    """What both tiers are."""

    @property
    def tier(self) -> str:
        """Which of ``TIERS`` it is."""

    @property
    def by(self) -> str:
        """Who judged, as it stands in tags: ``model:<name>@<hash>``."""

    @property
    def heads(self) -> Heads:
        """What makes valence, labels and probabilities of the network's outputs."""

    def encode(self, texts: list[str], *, progress: Progress = ...) -> Encoded:
        """Run the network over texts, in any number."""

    def carrying(self, texts: list[str], directions: Array) -> list[Span | None]:
        """The words of each text that bring its vector nearest to a direction of its own; directions (n, width)."""


@cache
def load(tier: str) -> Encoder:
    """The encoder of a tier, its files checked against the manifest; loaded once.

    Raises ``VocError`` for an unknown tier, a file that is not what the manifest says, or a missing package.
    """
    if tier == "accurate":
        from voc.encoder._transformer import Transformer

        return Transformer.open()
    if tier == "fast":
        return _fast()
    raise VocError(f"no encoder {tier!r}; {did_you_mean(tier, TIERS)}")


def meanings(texts: Sequence[str]) -> Array:
    """The fast tier's vectors of texts, (texts, width): by these themes are told apart as well, and in no time."""
    return _fast().vectors(list(texts))


@cache
def _fast() -> Static:
    from voc.encoder._static import Static

    return Static.open()
