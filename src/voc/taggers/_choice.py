"""Who judges: ``--tagger accurate`` (the default), ``fast``, ``cues,vader``, or a checkpoint of one's own.

=========== ==============================================================================================
name        what it does
=========== ==============================================================================================
accurate    our encoder reads meaning, sentiment, emotions and facets; codebook cues and similar words help
fast        the same with the light encoder: many times quicker, a little less right
cues        no model file at all: cues and similar words give stages and touchpoints, VADER the sentiment
vader       VADER gives the sentiment, whatever gives the rest
a folder    a Hugging Face checkpoint on this machine gives what it was trained for, in place of the others
            (:mod:`voc.taggers._checkpoint`)
=========== ==============================================================================================

Several are joined by commas: ``fast,vader`` or ``accurate,/models/my-sentiment``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from voc import encoder
from voc.encoder import TIERS, Encoder
from voc.errors import VocError, did_you_mean
from voc.taggers._base import Tagger
from voc.taggers._checkpoint import load, look

DEFAULT = "accurate"
_NAMES = (*TIERS, "cues", "vader")


@dataclass(frozen=True)
class Choice:
    """The encoder that reads, if any, and the taggers that judge."""

    encoder: Encoder | None
    taggers: tuple[Tagger, ...]


def choose(names: str, taggers: Mapping[str, Tagger]) -> Choice:
    """The encoder and taggers that a list of names stands for.

    Raises ``VocError`` for a name that is none, two encoders, or two checkpoints for the same kind of tag.
    """
    wanted = [name.strip() for name in names.split(",") if name.strip()]
    folders = [name for name in wanted if name not in _NAMES]
    for name in folders:
        if not Path(name).expanduser().is_dir():
            raise VocError(
                f"no tagger {name!r}: give a folder with a checkpoint, or a name; {did_you_mean(name, _NAMES)}"
            )
    tiers = [name for name in wanted if name in TIERS]
    if len(tiers) > 1:
        raise VocError(f"--tagger {names}: {tiers[0]} and {tiers[1]} are two encoders; give one")
    if not tiers and "cues" not in wanted:
        tiers = [DEFAULT]
    checkpoints = look(folders, {"sentiment": "vader"} if "vader" in wanted else {})
    borrowed = [tagger for checkpoint in checkpoints for tagger in load(checkpoint)]
    reader = encoder.load(tiers[0]) if tiers else None
    unfit = "without" if reader else "with"
    chosen = [tagger for tagger in taggers.values() if tagger.encoder != unfit]
    if "vader" in wanted and reader:
        chosen = _before([taggers["vader"]], chosen)
    return Choice(reader, tuple(_before(borrowed, chosen)))


def _before(first: list[Tagger], rest: list[Tagger]) -> list[Tagger]:
    """Put taggers before others; one of the others whose kinds are all taken is left out."""
    taken = {kind for tagger in first for kind in tagger.kinds}
    return [*first, *(one for one in rest if one.language != "en" or not set(one.kinds) <= taken)]
