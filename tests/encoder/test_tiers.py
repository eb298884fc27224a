"""Both tiers as they ship: the same shapes, the same answers in any company, and the plain cases right."""

from __future__ import annotations

import numpy as np
import pytest

from voc.encoder import EMOTIONS, FACETS, TIERS, Encoder, load
from voc.errors import VocError

GOOD = [
    "The handover was lovely and quick.",
    "I really like this app, it works great.",
    "Excellent service, thank you!",
]
BAD = ["The courier never came and nobody answered.", "Terrible. It broke after a day.", "I hate how slow this is."]
TEXTS = [*GOOD, *BAD, "The shop opens at nine.", "", "…", "👍", "ok " * 700]


@pytest.fixture(scope="module", params=TIERS)
def encoder(request: pytest.FixtureRequest) -> Encoder:
    return load(request.param)


def test_shapes_and_ranges(encoder: Encoder) -> None:
    read = encoder.encode(TEXTS)
    count = len(TEXTS)
    assert read.valence.shape == (count,)
    assert read.sentiment.shape == (count, 3)
    assert read.emotions.shape == (count, len(EMOTIONS))
    assert read.facets.shape == (count, len(FACETS))
    assert np.allclose(read.sentiment.sum(axis=1), 1, atol=1e-4)
    assert (read.facets.sum(axis=1) <= 1 + 1e-4).all()
    assert ((read.emotions >= 0) & (read.emotions <= 1)).all()
    lengths = np.linalg.norm(read.vectors, axis=1)
    assert np.allclose(lengths[lengths > 0], 1, atol=1e-4)
    assert all(np.isfinite(part).all() for part in (read.vectors, read.valence, read.sentiment, read.emotions))


def test_a_text_reads_the_same_in_any_company(encoder: Encoder) -> None:
    together = encoder.encode(TEXTS)
    alone = encoder.encode([TEXTS[3]])
    # Activations are rounded with one scale for a whole batch, so that company shows in the third digit.
    assert alone.valence[0] == pytest.approx(together.valence[3], abs=0.05)
    assert float(alone.vectors[0] @ together.vectors[3]) > 0.98
    assert encoder.encode(TEXTS).valence.tolist() == together.valence.tolist()


def test_nothing_gives_nothing(encoder: Encoder) -> None:
    assert encoder.encode([]).valence.shape == (0,)
    assert encoder.carrying([], np.zeros((0, 1), dtype=np.float32)) == []


def test_good_and_bad_words(encoder: Encoder) -> None:
    read = encoder.encode([*GOOD, *BAD])
    value, chances = encoder.heads.moods(read)
    assert (value[: len(GOOD)] > 0.1).all()
    assert (value[len(GOOD) :] < -0.1).all()
    assert chances.argmax(axis=1).tolist() == [2] * len(GOOD) + [0] * len(BAD)


def test_the_words_that_carried_it_are_of_the_text(encoder: Encoder) -> None:
    for text, place in zip(TEXTS, encoder.encode(TEXTS).carried, strict=True):
        if place is None:
            assert not any(sign.isascii() and sign.isalnum() for sign in text)
        else:
            assert text[place[0] : place[1]].strip() == text[place[0] : place[1]] != ""


def test_like_meanings_lie_near(encoder: Encoder) -> None:
    parcel, courier, bill = encoder.encode(
        ["My parcel is late.", "The delivery driver never came.", "The invoice is wrong."]
    ).vectors
    assert parcel @ courier > parcel @ bill


def test_the_words_nearest_to_a_direction(encoder: Encoder) -> None:
    direction = encoder.encode(["delivery, courier, parcel"]).vectors
    text = "We ate lunch and then the courier brought the parcel."
    ((start, end),) = [place for place in encoder.carrying([text], direction) if place]
    assert {"courier", "parcel", "brought"} & set(text[start:end].rstrip(".").split())


def test_who_judged_names_the_bytes() -> None:
    names = {load(tier).by for tier in TIERS}
    assert len(names) == len(TIERS)
    assert all(name.startswith("model:voc-") and len(name.split("@")[1]) == 8 for name in names)


def test_an_unknown_tier_lists_those_there_are() -> None:
    with pytest.raises(VocError, match="accurate"):
        load("acurate")
