"""What themes are made of: one text may tell of two pains, and each quote stands beside the rest of its text."""

from __future__ import annotations

import numpy as np
import pytest

from voc.journey import build_journey
from voc.study import Study

OAR, RENT = "The oar was broken and splintered", "The deposit was charged twice on my card"
WORDS = ("oar", "deposit")


def meaning(texts):
    """Vectors by what the texts name, each with a little of its own; of what names nothing, no direction at all."""
    named = np.array([[float(word in text) for word in WORDS] for text in texts])
    own = np.random.default_rng(len(texts)).normal(0, 0.05, (len(texts), 2))
    return np.where(named.any(axis=1, keepdims=True), named + own, 0.0)


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


def test_a_sentence_that_says_little_goes_with_the_text_it_is_of(material, boats):
    rows = [
        {"id": f"{kind}{number}{part}", "person": f"{kind}{number}", "stage": "trip", "value": -0.5, "text": text}
        | {"locator": f"{kind} {number}"}
        for kind in ("oar", "deposit")
        for number in range(8)
        for part, text in enumerate((f"The {kind}, {number}.", f"That is how it was, {number}."))
    ]
    said, judged = material(*rows)
    pains = build_journey(said, judged, boats, study=Study(resamples=200), meaning=meaning).pain_points
    assert sorted({quote_id.rstrip("0123456789") for quote_id in pain.quote_ids} for pain in pains) == [
        {"deposit"},
        {"oar"},
    ]
