"""What can be taught is what the taggers judge by: the same evidence, the same decisions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from voc.codebook import Codebook
from voc.learning import Kind, Version
from voc.taggers import Texts, all_taggers, teachable

SAID = (
    "The courier came with the van.",
    {"text": "I sat there all day.", "participant": "P000", "source_kind": "interview"},
    "I asked for compensation, and the letter box was full.",
    "It rained.",
)


@pytest.mark.parametrize("kind", ["stage", "touchpoint"])
def test_it_decides_as_the_tagger_does(kind: str, quotes_of: Callable[..., pd.DataFrame], cued: Codebook) -> None:
    texts = Texts.of(quotes_of(*SAID))
    found = teachable(kind, texts, cued)
    assert found is not None
    tags = [tag for tag in all_taggers()[kind].tag(texts, cued) if tag.kind == kind and tag.label]
    given = {
        (texts.quotes[row].quote_id, found.labels[code]) for row, code in np.argwhere(found.decide(found.read.evidence))
    }
    assert given == {(tag.quote_id, tag.label) for tag in tags}
    assert given


@pytest.mark.parametrize("kind", ["stage", "touchpoint"])
def test_what_was_learned_moves_the_evidence_of_that_kind_alone(
    kind: str, quotes_of: Callable[..., pd.DataFrame], cued: Codebook
) -> None:
    texts = Texts.of(quotes_of(*SAID))
    step = {"scale": 1.0, "bias": (0.0, 50.0), "weights": ((), ())}
    rest = {"learned_in": 1, "how": "", "corrections": {}, "participants": 1, "before": {}, "after": {}, "quotes": ()}
    learned = Kind.model_validate({"labels": ("a", "b"), **step, **rest})
    version = Version(version=7, made="", encoder="cue", codebook=cued.digest, kinds={kind: learned})
    taught = replace(texts, learned=version)
    for name, second in (("stage", "claim"), ("touchpoint", "letter_box")):
        tags = [tag for tag in all_taggers()[name].tag(taught, cued) if tag.kind == name]
        assert all(tag.by.endswith("+taught7") is (name == kind) for tag in tags)
        assert (sum(tag.label == second for tag in tags) >= len(SAID)) is (name == kind)


def test_a_codebook_without_touchpoints_and_texts_without_an_encoder_lack_some(
    quotes_of: Callable[..., pd.DataFrame], parcel: Codebook
) -> None:
    texts = Texts.of(quotes_of("It came."))
    assert teachable("touchpoint", texts, parcel) is None
    assert teachable("sentiment", texts, parcel) is None
