"""What themes are made of: the quotes of one passage at one stage, with the words around them or their meaning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from voc.journey._material import Material
from voc.journey.themes import Mention, Vectors
from voc.language import words_of

Place = tuple[str, str]


def mentions_of(material: Material, rows: pd.DataFrame) -> dict[str, list[Mention]]:
    """The quotes as what themes are made of, by stage: those of one passage together.

    Without an encoder they carry their words, and those of the passage's kept rest around them.
    """
    passages: dict[str, dict[Place, list[str]]] = {code.name: defaultdict(list) for code in material.book.stages}
    ids, people = rows["quote_id"].tolist(), rows["person"].astype(str).tolist()
    person = dict(zip(ids, people, strict=True))
    at = (rows[name].tolist() for name in ("stage", "source", "locator"))
    for quote_id, stage, source, locator in zip(ids, *at, strict=True):
        passages[stage][source, locator].append(quote_id)
    touched = {stage: _touched(material, stage) for stage in passages}
    words = None if material.meaning is not None else _words_around(material, rows)
    return {
        stage: [_mention(place, ids, person[ids[0]], touched[stage], words) for place, ids in passages[stage].items()]
        for stage in passages
    }


def _touched(material: Material, stage: str) -> dict[str, list[str]]:
    """The touchpoints of each quote at a stage."""
    touched: dict[str, list[str]] = defaultdict(list)
    for name, ids in material.touchpoints_at(stage).items():
        for quote_id in ids:
            touched[quote_id].append(name)
    return touched


Words = tuple[Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]], Mapping[Place, list[str]]]


def _mention(
    place: Place, ids: Sequence[str], person: str, touched: Mapping[str, list[str]], words: Words | None
) -> Mention:
    at = tuple(sorted({name for quote_id in ids for name in touched.get(quote_id, ())}))
    bare = Mention(tuple(ids), person, (), (), (), at)
    if words is None:
        return bare
    said, around = words
    return replace(
        bare,
        lemmas=tuple(lemma for quote_id in ids for lemma in said[quote_id][0]),
        tags=tuple(tag for quote_id in ids for tag in said[quote_id][1]),
        context=tuple(lemma for quote_id in around[place] for lemma in said[quote_id][0]),
    )


def _words_around(material: Material, rows: pd.DataFrame) -> Words:
    """Lemmas and tags of all that was said in the passages of some quotes, and the quotes of each passage."""
    passage = ["source", "locator"]
    everything = material.customers
    near = everything[pd.MultiIndex.from_frame(everything[passage]).isin(pd.MultiIndex.from_frame(rows[passage]))]
    said = {
        quote_id: (words.lemmas, words.tags)
        for quote_id, words in zip(near["quote_id"], words_of(near["text"]), strict=True)
    }
    around: dict[Place, list[str]] = defaultdict(list)
    for quote_id, source, locator in zip(near["quote_id"], near["source"], near["locator"], strict=True):
        around[source, locator].append(quote_id)
    return said, around


def meanings(material: Material, mentions: Sequence[Mention], texts: Mapping[str, str]) -> Vectors | None:
    """The encoder's vectors of mentions, (mentions, width); ``None`` where none is used."""
    if material.meaning is None or not mentions:
        return None
    said = [" ".join(texts[quote_id] for quote_id in mention.quote_ids) for mention in mentions]
    return np.asarray(material.meaning(said), dtype=np.float32)


def with_words(groups: Sequence[Sequence[Mention]], texts: Mapping[str, str]) -> list[list[Mention]]:
    """The same mentions with their lemmas and tags, for those that have none yet."""
    bare = [mention for group in groups for mention in group if not mention.tags]
    said = [" ".join(texts[quote_id] for quote_id in mention.quote_ids) for mention in bare]
    read = {
        mention.quote_ids: replace(mention, lemmas=words.lemmas, tags=words.tags)
        for mention, words in zip(bare, words_of(said), strict=True)
    }
    return [[read.get(mention.quote_ids, mention) for mention in group] for group in groups]
