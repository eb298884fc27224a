"""Sets of labels for every quote that hold the right one at a stated rate, by what people judged in the study."""

from __future__ import annotations

import numpy as np
import pandas as pd

from voc import conformal
from voc.codebook import NONE, Codebook
from voc.errors import VocError
from voc.taggers import DEFAULT, TEACHABLE, Teachable, Texts, choose, teachable

JOINT = "|"


def label_sets(
    quotes: pd.DataFrame, codebook: Codebook, judged: pd.DataFrame, *, coverage: float = 0.9, tagger: str = DEFAULT
) -> tuple[pd.DataFrame, list[str]]:
    """The set of each quote for each kind that people judged: a table of quote_id, kind, set; and what was refused.

    ``judged`` are tags by people (other rows do not count). In a set labels are joined by |; ``none`` in it says that
    no stage may be the right answer, and an empty one that nothing is likely. Of touchpoints, a set holds all those
    that are right. What was learned from people's corrections takes no part: it knows them already. Raises
    ``VocError`` where no kind can be had.
    """
    texts = Texts.of(quotes, encoder=choose(tagger).encoder)
    human = judged[judged["by"].str.startswith("human:", na=False)]
    tables, refused = [], []
    for kind in TEACHABLE:
        own = human[human["kind"] == kind]
        if own.empty or (material := teachable(kind, texts, codebook)) is None:
            continue
        try:
            tables.append(_of_kind(kind, material, texts, own, coverage))
        except VocError as error:
            refused.append(str(error))
    if not tables:
        nobody = f"nobody has judged {', '.join(TEACHABLE)} of a quote, and sets rest on that; name what people said"
        raise VocError("; ".join(refused) or f"{nobody} with --codings FILE or --study FOLDER")
    return pd.concat(tables, ignore_index=True), refused


def _of_kind(kind: str, material: Teachable, texts: Texts, own: pd.DataFrame, coverage: float) -> pd.DataFrame:
    chances, names = _chances(material)
    place = {quote.quote_id: row for row, quote in enumerate(texts.quotes)}
    right = np.zeros(chances.shape, dtype=bool)
    for name, label in zip(own["quote_id"], own["label"], strict=True):
        word = label if isinstance(label, str) else NONE
        if name in place and word in names:
            right[place[name], names.index(word)] = True
    if names[-1] == NONE:
        right[right[:, :-1].any(axis=1), -1] = False
    rows = np.flatnonzero(right.any(axis=1))
    people = [texts.quotes[row].participant or f"quote {texts.quotes[row].quote_id}" for row in rows]
    scores = conformal.strangeness(chances[rows], right[rows])
    inside = conformal.sets(chances, conformal.limit(scores, people, coverage, what=kind))
    sets = [JOINT.join(names[label] for label in np.flatnonzero(row)) for row in inside]
    return pd.DataFrame({"quote_id": [quote.quote_id for quote in texts.quotes], "kind": kind, "set": sets})


def _chances(material: Teachable) -> tuple[conformal.Array, list[str]]:
    """Probabilities of the labels, (quotes, labels), and their names; with none as the last where it is one answer."""
    evidence, names = material.quotes.evidence, list(material.labels)
    if not material.single:
        return 1 / (1 + np.exp(-evidence)), names
    if material.nothing:
        evidence, names = np.hstack([evidence, np.zeros((len(evidence), 1))]), [*names, NONE]
    raised = np.exp(evidence - evidence.max(axis=1, keepdims=True, initial=-np.inf))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True)), names
