"""What themes are made of: one text may tell of two pains, and each quote stands beside the rest of its text."""

from __future__ import annotations

import numpy as np
import pytest

from voc.journey import build_journey
from voc.journey._material import Material
from voc.journey._mentions import meanings, mentions_of
from voc.study import Study

OAR, RENT = "The oar was broken and splintered", "The deposit was charged twice on my card"
AXES = {"oar": 0, "deposit": 1, "awful": 2}


def meaning(texts):
    """Vectors by what the texts name; each has a little of its own."""
    own = np.random.default_rng(len(texts)).normal(0, 0.01, (len(texts), 4))
    return np.array([[float(word in text) for word in AXES] + [0.1] for text in texts]) + own


def reviews(people):
    """Everyone wrote one text, of two sentences about two pains."""
    for number in range(people):
        for text in (OAR, RENT):
            name = f"{text.split()[1]}{number}"
            place = {"person": f"P{number}", "stage": "booking", "locator": f"row {number}"}
            yield {"id": name, "value": -0.5, "text": f"{text}, {number}.", **place}


@pytest.mark.parametrize("by", [None, meaning], ids=["words", "meaning"])
def test_a_text_that_tells_of_two_pains_counts_in_both(material, boats, by):
    said, judged = material(*reviews(8))
    pains = build_journey(said, judged, boats, study=Study(resamples=200), meaning=by).pain_points
    assert [pain.prevalence.n for pain in pains] == [8, 8]
    assert {frozenset(quote_id[:3] for quote_id in pain.quote_ids) for pain in pains} == {
        frozenset({"oar"}),
        frozenset({"dep"}),
    }


def test_a_sentence_that_says_little_stands_nearer_to_the_text_it_is_of(material, boats):
    rows = [
        {"id": f"{kind}{part}", "person": kind, "stage": "trip", "value": -0.5, "locator": kind, "text": text}
        for kind in ("oar", "deposit")
        for part, text in enumerate((f"The {kind}.", "It was awful."))
    ]
    said, judged = material(*rows)
    made = Material(said, judged, boats, Study(), None, meaning=meaning)
    mentions = mentions_of(made, made.customers)["trip"]
    vectors = meanings(made, mentions, dict(zip(said["quote_id"], said["text"], strict=True)))
    row = {mention.quote_id: vectors[number] for number, mention in enumerate(mentions)}
    for own, other in (("oar", "deposit"), ("deposit", "oar")):
        assert row[f"{own}1"] @ row[f"{own}0"] > row[f"{own}1"] @ row[f"{other}0"] + 0.2
