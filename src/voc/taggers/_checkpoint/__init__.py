"""Any Hugging Face checkpoint on this machine as a tagger, by its folder: ``--tagger accurate,/models/mine``.

=========================  ======================================================================
what it is                 what it gives
=========================  ======================================================================
classifier, sentiments     the sentiment of each quote
classifier, emotions       the emotions of each quote
classifier, NLI            stage and touchpoints, zero-shot from the meanings of the codebook
sentence encoder           the vectors from which stage and touchpoints are read, in place of ours
=========================  ======================================================================

What a folder is, is read from its ``config.json`` (:mod:`._kind`); loading needs the extra ``voc[torch]``. Its
probabilities are taken as they are: nobody has calibrated them on other data, ``voc eval`` shows how true they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from voc.errors import VocError
from voc.taggers._base import Tagger
from voc.taggers._checkpoint._kind import KINDS, Checkpoint, inspect

__all__ = ["Checkpoint", "load", "look"]


def look(folders: Sequence[str], taken: Mapping[str, str]) -> list[Checkpoint]:
    """What folders hold, without loading any; ``taken`` says which kinds of tag are already somebody's.

    Raises ``VocError`` for a folder that cannot judge, and where two would give the same kind of tag.
    """
    owners = dict(taken)
    found = [inspect(folder) for folder in folders]
    for one in found:
        for kind in KINDS[one.kind]:
            if kind in owners:
                raise VocError(f"--tagger: {owners[kind]} and {one.folder} both give the {kind}; give one of them")
        owners |= dict.fromkeys(KINDS[one.kind], str(one.folder))
    return found


def load(checkpoint: Checkpoint) -> list[Tagger]:
    """The taggers of a checkpoint, its weights loaded; raises ``MissingExtra`` or ``VocError`` in one line."""
    from voc.taggers._checkpoint import _classify, _loading, _nli, _vectors

    network = _loading.load(checkpoint)
    if checkpoint.kind == "sentiment":
        return [_classify.sentiment(network)]
    if checkpoint.kind == "emotion":
        return [_classify.emotion(network)]
    return _nli.taggers(network) if checkpoint.kind == "nli" else _vectors.taggers(network)
