"""What themes are made of: the quotes at one stage, with the words of their passage around them or their meaning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from voc.journey._material import Material
from voc.journey.themes import Mention, Place, Vectors
from voc.language import Words, words_of


def mentions_of(material: Material, rows: pd.DataFrame) -> dict[str, list[Mention]]:
    """The quotes as what themes are made of, by stage. Without an encoder they carry their words and those around."""
    ids, people = rows["quote_id"].tolist(), rows["person"].astype(str).tolist()
    at = (rows[name].tolist() for name in ("stage", "source", "locator"))
    touched = {code.name: _touched(material, code.name) for code in material.book.stages}
    words = None if material.meaning is not None else _words_around(material, rows)
    found: dict[str, list[Mention]] = {stage: [] for stage in touched}
    for quote_id, person, stage, source, locator in zip(ids, people, *at, strict=True):
        places = tuple(sorted(touched[stage].get(quote_id, ())))
        bare = Mention(quote_id, (source, locator), person, (), (), (), (), places)
        found[stage].append(bare if words is None else _in_words(bare, words))
    return found


def _touched(material: Material, stage: str) -> dict[str, list[str]]:
    """The touchpoints of each quote at a stage."""
    touched: dict[str, list[str]] = defaultdict(list)
    for name, ids in material.touchpoints_at(stage).items():
        for quote_id in ids:
            touched[quote_id].append(name)
    return touched


# The words of each quote, and the quotes of each passage.
_Around = tuple[Mapping[str, tuple[str, Words]], Mapping[Place, list[str]]]


def _in_words(bare: Mention, words: _Around) -> Mention:
    said, around = words
    context = tuple(lemma for quote_id in around[bare.passage] for lemma in said[quote_id][1].lemmas)
    return replace(_worded(bare, *said[bare.quote_id]), context=context)


def _worded(bare: Mention, text: str, words: Words) -> Mention:
    forms = tuple(text[start:end].lower() for start, end in zip(words.starts, words.ends, strict=True))
    return replace(bare, lemmas=words.lemmas, tags=words.tags, forms=forms)


def _words_around(material: Material, rows: pd.DataFrame) -> _Around:
    """The words of all that was said in the passages of some quotes, and the quotes of each passage."""
    passage = ["source", "locator"]
    everything = material.customers
    near = everything[pd.MultiIndex.from_frame(everything[passage]).isin(pd.MultiIndex.from_frame(rows[passage]))]
    texts = near["text"].tolist()
    said = dict(zip(near["quote_id"], zip(texts, words_of(texts), strict=True), strict=True))
    around: dict[Place, list[str]] = defaultdict(list)
    for quote_id, source, locator in zip(near["quote_id"], near["source"], near["locator"], strict=True):
        around[source, locator].append(quote_id)
    return said, around


def meanings(material: Material, mentions: Sequence[Mention], texts: Mapping[str, str]) -> Vectors | None:
    """The encoder's vectors of mentions, (mentions, width); ``None`` where none is used."""
    if material.meaning is None or not mentions:
        return None
    return np.asarray(material.meaning([texts[mention.quote_id] for mention in mentions]), dtype=np.float32)


def with_words(groups: Sequence[Sequence[Mention]], texts: Mapping[str, str]) -> list[list[Mention]]:
    """The same mentions with their words, for those that have none yet."""
    bare = [mention for group in groups for mention in group if not mention.tags]
    said = [texts[mention.quote_id] for mention in bare]
    read = {
        mention.quote_id: _worded(mention, text, words)
        for mention, text, words in zip(bare, said, words_of(said), strict=True)
    }
    return [[read.get(mention.quote_id, mention) for mention in group] for group in groups]
