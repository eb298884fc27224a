from __future__ import annotations

import numpy as np
import pytest

from voc.codebook import Codebook
from voc.language import words_of
from voc.taggers import _match


def _book(*cues: tuple[str, ...], touchpoints: str = "") -> Codebook:
    stages = "".join(
        f'[[stage]]\nname = "s{number}"\nmeaning = "meaning {number}"\ncues = {list(own)}\n'
        for number, own in enumerate(cues)
    )
    return Codebook.parse(f'title = "t"\n{stages}{touchpoints}'.encode(), where="t.toml")


def _weights(book: Codebook, text: str) -> list[float]:
    shape = _match.profiles(book.stages, book)
    return _match.cue_weights(_match.cue_hits(list(words_of([text])), shape), len(shape))[0].tolist()


SHARED = [
    ("own cue", (("courier",), ("ticket",)), "The courier.", [1, 0]),
    ("shared by two", (("courier",), ("courier",)), "The courier.", [1 / 2, 1 / 2]),
    ("shared by three", (("courier",), ("courier",), ("courier", "van")), "The courier.", [1 / 3] * 3),
    ("own and shared", (("courier",), ("courier",), ("courier", "van")), "The courier's van.", [1 / 3, 1 / 3, 4 / 3]),
    ("said twice, counted once", (("courier",), ("ticket",)), "Courier, courier, courier!", [1, 0]),
    ("at most two", (("courier", "van", "door"), ("ticket",)), "The courier, the van, the door.", [2, 0]),
    ("two forms in one code", (("deliver", "delivers"), ("deliver",)), "They deliver.", [1 / 2, 1 / 2]),
    ("nothing", (("courier",), ("ticket",)), "A fine day.", [0, 0]),
    ("no words", (("courier",), ("ticket",)), "", [0, 0]),
    ("inside a longer cue of another", (("cabin",), ("cabin crew",)), "The cabin crew.", [0, 1]),
    ("inside a longer one and alone", (("cabin",), ("cabin crew",)), "The cabin crew left the cabin.", [1, 1]),
    ("inside a longer cue of its own", (("card", "credit card"), ("ticket",)), "My credit card.", [2, 0]),
    ("inside one of its own and another's", (("card", "gift card"), ("gift card",)), "A gift card.", [3 / 2, 1 / 2]),
    ("inside a saying", (("order",), ("deal",)), "I rang in order to deal with it.", [0, 0]),
    ("inside a saying and alone", (("order",), ("ticket",)), "I rang in order to order.", [1, 0]),
    ("a saying as a cue", (("point out",), ("point",)), "I point out.", [1, 0]),
    ("a cue without words", (("!",), ("ticket",)), "Wow!", [0, 0]),
]


@pytest.mark.parametrize(("cues", "text", "weights"), [case[1:] for case in SHARED], ids=[case[0] for case in SHARED])
def test_a_cue_that_n_codes_share_weighs_one_nth(cues, text, weights):
    assert _weights(_book(*cues), text) == pytest.approx(weights)


def test_a_stage_takes_in_the_touchpoints_that_stand_at_it_alone():
    touch = '[[touchpoint]]\nname = "t"\nmeaning = "m"\ncues = ["van"]\nstages = {}\n'
    cues = (("courier",), ("ticket",))
    assert _weights(_book(*cues, touchpoints=touch.format('["s0"]')), "The van.") == [1, 0]
    assert _weights(_book(*cues, touchpoints=touch.format('["s0", "s1"]')), "The van.") == [0, 0]
    assert _weights(_book(*cues, touchpoints=touch.format("[]")), "The van.") == [0, 0]


def test_a_cue_of_several_words_has_to_stand_in_a_row():
    book = _book(("out for delivery",), ("ticket",))
    assert _weights(book, "It was out for delivery.") == [1, 0]
    assert _weights(book, "It was out, for a delivery.") == [0, 0]


@pytest.mark.parametrize("repeats", [1, 60], ids=["without feedback", "with feedback"])
def test_similarity_is_a_cosine(parcel, repeats):
    texts = [words.lemmas for words in words_of(["The courier at the door.", "I like jazz.", ""])] * repeats
    found = _match.Similarity(texts, _match.profiles(parcel.stages, parcel))(texts)
    assert found.shape == (3 * repeats, 3)
    assert ((found >= 0) & (found <= 1 + 1e-9)).all()
    assert found[0].argmax() == 1
    assert not found[2].any()


def test_a_text_that_is_the_profile_has_similarity_one(parcel):
    shape = _match.profiles(parcel.stages, parcel)
    texts = [profile.lemmas for profile in shape]
    np.testing.assert_allclose(np.diag(_match.Similarity(texts, shape)(texts)), 1.0)


def test_no_texts_give_no_rows(parcel):
    shape = _match.profiles(parcel.stages, parcel)
    assert _match.Similarity([], shape)([]).shape == (0, 3)
    assert _match.cue_weights([], 3).shape == (0, 3)


# Words with two senses in the codebooks that come with voc: the touchpoints that a sentence names by their own cues.
SENSES = [
    ("airline", "The cabin staff took my cabin bag.", {"cabin_crew", "baggage"}),
    ("airline", "The cabin was cold.", {"seat"}),
    ("bank", "Please verify that debt.", {"debt_collector"}),
    ("bank", "They wanted me to verify my identity.", {"identity_check"}),
    ("bank", "Somebody has stolen my identity.", set()),
    ("public_service", "I have one more question.", set()),
    ("public_service", "I had to answer the question twice.", {"form"}),
    ("shop", "It looks better in person than I hoped, till I wash it.", set()),
    ("shop", "I would not pay more for a box of ten.", set()),
    ("shop", "Fine at this price point.", {"price"}),
    ("shop", "I could not pay by card.", {"payment"}),
    ("software", "A tool called Quill, for example.", set()),
    ("software", "Error messages in red.", {"interface"}),
    ("software", "Their messages in the voice call.", {"collaboration"}),
    ("software", "Manual work, downloaded by hand.", set()),
    ("software", "This app is in the app store.", {"mobile_app", "app_store"}),
]


@pytest.mark.parametrize(("book", "text", "named"), SENSES, ids=[case[1][:24] for case in SENSES])
def test_words_of_two_senses(book, text, named):
    codes = Codebook.load(book).touchpoints
    hits = _match.cue_hits(list(words_of([text])), _match.profiles(codes, Codebook.load(book)))[0]
    assert {codes[hit.code].name for hit in hits} == named
