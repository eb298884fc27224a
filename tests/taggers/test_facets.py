from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voc.taggers import facets
from voc.tags import FACETS

SAID = [
    # text, facets that it has, facets that it has not
    ("I want to cancel.", {"goal"}, {"pain", "delight"}),
    ("We were looking for a lighter bike.", {"goal"}, {"pain"}),
    ("That's why I switched.", {"motivation", "action"}, set()),
    ("I chose it because it is close.", {"motivation", "action"}, {"pain"}),
    ("I need a second key.", {"need"}, {"action", "pain"}),
    ("If only there was a map.", {"need"}, {"delight"}),
    ("I expected a call.", {"expectation"}, {"action"}),
    ("It was supposed to come on Monday.", {"expectation", "pain"}, set()),
    ("They said it would come on Monday.", {"expectation"}, set()),
    ("You told me two weeks.", {"expectation"}, set()),
    ("Saturday at nine, they said.", {"expectation"}, set()),
    ("The leaflet says seven kilos.", {"expectation"}, set()),
    ("It says here that the blue ones are high.", set(), {"expectation"}),
    ("And it says hello, that's all.", set(), {"expectation"}),
    ("They told me to try again.", set(), {"expectation"}),
    ("I don't understand the second page.", {"pain"}, {"delight"}),
    ("I have no idea what this button does.", {"pain"}, {"delight"}),
    ("I am not sure what the grey line means.", {"pain"}, set()),
    ("I understand the second page.", set(), {"pain"}),
    ("I don't know what I would do without it.", set(), {"pain"}),
    ("Where is my parcel?", {"question"}, set()),
    ("I had no idea where to go.", {"question"}, set()),
    ("I called the hotline three times.", {"action"}, set()),
    ("We sent it back.", {"action"}, set()),
    ("They called the hotline.", set(), {"action"}),
    ("I thought so.", set(), {"action"}),
    ("I was happy.", set(), {"action"}),
    ("The app is broken.", {"pain"}, {"delight"}),
    ("I can't log in.", {"pain"}, {"delight"}),
    ("I can’t log in.", {"pain"}, {"delight"}),
    ("I WAITED FOR HOURS", {"pain"}, {"delight"}),
    ("It took too long.", {"pain"}, {"delight"}),
    ("They charged me twice.", {"pain"}, set()),
    ("I love it.", {"delight"}, {"pain"}),
    ("The handover was great.", {"delight"}, {"pain"}),
    ("It was really easy.", {"delight"}, {"pain"}),
    ("So far, the lift has worked.", set(), {"pain"}),
    ("The gate is too far and so far away.", {"pain"}, set()),
    ("The gate was so far from the bus.", {"pain"}, set()),
    ("They may ring so long as it is light.", set(), {"pain"}),
    ("I opened the account so long ago.", set(), {"pain"}),
    ("The queue was so long.", {"pain"}, set()),
    ("It was so kind of folded at the end.", set(), {"delight"}),
    ("That was so kind of you.", {"delight"}, set()),
    ("I took the train to avoid the queue.", {"motivation"}, {"pain"}),
    ("We joined instead of buying one.", {"motivation"}, set()),
    ("I was tired of the bus.", {"motivation"}, set()),
    ("The main reason was the price.", {"motivation"}, set()),
    ("There was one nurse instead of two.", set(), {"motivation"}),
    ("They close early to save money.", set(), {"motivation"}),
    ("To them it does not matter what the reason is.", set(), {"motivation"}),
    ("I wish they had a map.", {"need"}, set()),
    ("It could have a map.", {"need"}, set()),
    ("They should tell people before.", {"need"}, set()),
    ("I could have walked.", set(), {"need"}),
    ("We should have asked.", set(), {"need"}),
    ("I could tell who it was.", set(), {"need"}),
    ("I need to decide soon.", set(), {"need"}),
    ("I need to have a second key.", {"need"}, set()),
    ("They told me it would come on Monday.", {"expectation"}, set()),
    ("She said we'll get a new one.", {"expectation"}, set()),
    ("The advert said it is quiet.", {"expectation"}, set()),
    ("They told me that I was wrong.", set(), {"expectation"}),
    ("It says log in.", set(), {"expectation"}),
    ("The parcel came on Tuesday.", set(), set(FACETS)),
    ("", set(), set(FACETS)),
]

NEGATED = [
    ("no problems at all", {"delight"}, {"pain"}),
    ("No problem at all.", {"delight"}, {"pain"}),
    ("It worked without any trouble.", {"delight"}, {"pain"}),
    ("There was never a problem.", {"delight"}, {"pain"}),
    ("I never had any issues.", {"delight"}, {"pain"}),
    ("No real hassle.", {"delight"}, {"pain"}),
    ("It isn't a big problem.", set(), {"pain"}),
    ("No problems, but the app is broken.", {"pain", "delight"}, set()),
    ("It was not great.", set(), {"delight"}),
    ("It wasn't perfect.", set(), {"delight"}),
    ("The bike isn't really great.", set(), {"delight"}),
    ("I don't love it.", set(), {"delight"}),
    ("Nothing great to report.", set(), {"delight"}),
    ("They weren't great.", set(), {"delight"}),
    ("The staff aren't very helpful.", set(), {"delight"}),
    ("I wouldn't love that.", set(), {"delight"}),
    ("It wasn't a problem.", set(), {"pain"}),
    ("I couldn't be happier.", {"delight"}, {"pain"}),
    ("I can't complain.", {"delight"}, {"pain"}),
    ("It never broke.", set(), {"pain"}),
    ("It has never failed.", set(), {"pain"}),
    ("Not slow at all.", set(), {"pain"}),
    ("It was not expensive.", set(), {"pain"}),
    ("I was never disappointed.", set(), {"pain"}),
    ("I haven't had any trouble.", set(), {"pain"}),
    ("It didn't take long.", set(), {"pain"}),
    ("Not bad at all.", {"delight"}, {"pain"}),
    ("It doesn't excel, but it is great.", {"delight"}, set()),
    ("I have no idea why, it is broken.", {"pain"}, set()),
]

HEARSAY = [
    ("My neighbour said it broke.", True),
    ("My sister-in-law waited three weeks.", True),
    ("I heard the courier lost it.", True),
    ("Apparently it breaks a lot.", True),
    ("I read that it breaks a lot.", True),
    ("My sister's parcel came late, and my sister was furious.", True),
    ("They say it is my fault.", False),
    ("By the time I read the letter it was late.", False),
    ("Apparently my bag stayed behind.", False),
    ("We sat apart and my wife had no seat.", False),
    ("My wife had to walk since our wheelchair was lost.", False),
    ("We met. My neighbour said it broke.", True),
    ("It broke.", False),
    ("My bike broke.", False),
    ("My brother-in-arms is a song.", False),
]


def _ids(cases):
    return [case[0][:28] or "empty" for case in cases]


@pytest.mark.parametrize(("text", "has", "has_not"), SAID, ids=_ids(SAID))
def test_facets_of_what_is_said(run_tagger, text, has, has_not):
    found = {tag.label for tag in run_tagger("facets", text)}
    assert has <= found
    assert not has_not & found


@pytest.mark.parametrize(("text", "has", "has_not"), NEGATED, ids=_ids(NEGATED))
def test_negation_turns_a_facet_off(run_tagger, text, has, has_not):
    found = {tag.label for tag in run_tagger("facets", text)}
    assert has <= found
    assert not has_not & found


NEGATION_THAT_HURTS = [
    "It was not delivered.",
    "I have not had a reply.",
    "I have never been so disappointed.",
    "They wouldn't take it back.",
    "It couldn't be repaired.",
    "I couldn't have a refund.",
    "It was not only slow but broken.",
    "No, the app is slow.",
    "No. It broke again.",
]


@pytest.mark.parametrize("text", NEGATION_THAT_HURTS)
def test_a_negation_that_is_the_pain_leaves_it_on(run_tagger, text):
    assert "pain" in {tag.label for tag in run_tagger("facets", text)}


@pytest.mark.parametrize(("text", "expected"), HEARSAY, ids=_ids(HEARSAY))
def test_hearsay_is_told_of_somebody_else(run_tagger, text, expected):
    assert ("hearsay" in {tag.label for tag in run_tagger("facets", text)}) is expected


def test_what_did_not_happen_is_no_action(run_tagger):
    assert "action" not in {tag.label for tag in run_tagger("facets", "I never called.")}


def test_an_action_does_not_reach_into_the_next_sentence(run_tagger):
    assert "action" not in {tag.label for tag in run_tagger("facets", "So am I. Anna called them.")}


QUESTIONS = [
    ("What annoys you most?", "pain"),
    ("What did you like least?", "pain"),
    ("What do you like best?", "delight"),
    ("What would you improve?", "need"),
    ("What did you expect?", "expectation"),
    ("Why did you choose us?", "motivation"),
    ("How old are you?", None),
    ("Which is the bestseller?", None),
]


@pytest.mark.parametrize(("question", "facet"), QUESTIONS, ids=_ids(QUESTIONS))
def test_a_survey_question_colours_its_answers(run_tagger, question, facet):
    tags = run_tagger("facets", {"text": "The door.", "source_kind": "survey", "question": question})
    assert [tag.label for tag in tags] == ([facet] if facet else [])
    for tag in tags:
        assert tag.start is None
        assert tag.end is None
        assert tag.reason.startswith("asked: ")
        assert tag.reason.removeprefix("asked: ") in question.lower()


@pytest.mark.parametrize("kind", ["interview", "social", "review", "ticket", "note", "other"])
def test_outside_surveys_the_question_lends_no_facet(run_tagger, kind):
    assert not run_tagger("facets", {"text": "The door.", "source_kind": kind, "question": "What annoys you most?"})


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        ("I love it all.", "What annoys you most?", ["delight"]),
        ("No problems.", "What annoys you most?", ["delight"]),
        ("It is broken.", "What do you like best?", ["pain"]),
        ("It is broken.", "What annoys you most?", ["pain"]),
    ],
)
def test_the_answers_own_words_win_over_the_question(run_tagger, text, question, expected):
    tags = run_tagger("facets", {"text": text, "source_kind": "survey", "question": question})
    assert [tag.label for tag in tags] == expected
    assert all(tag.start is not None for tag in tags)


PIECES = [
    "İstanbul ",
    "ẞ ",
    "😀",
    "I’d like to ",
    "no problem ",
    "not great ",
    "BROKEN ",
    "why is it so slow? ",
    "\n",
    "é",
]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts=st.lists(st.lists(st.sampled_from(PIECES), max_size=6).map("".join), min_size=1, max_size=8))
def test_spans_point_at_the_words_whatever_stands_before_them(run_tagger, texts):
    for tag in run_tagger("facets", *texts):
        text = texts[int(tag.quote_id[1:])]
        assert tag.label in FACETS
        assert 0 <= tag.start < tag.end <= len(text)
        assert text[tag.start : tag.end] == tag.reason


def test_a_letter_that_grows_in_lower_case_moves_no_span(run_tagger):
    text = "İİİ the app is broken"
    assert [tag.reason for tag in run_tagger("facets", text) if tag.label == "pain"] == ["broken"]


def test_patterns_and_questions_know_only_facets_there_are():
    assert set(facets.patterns()) | {"action"} == set(FACETS)
    assert set(facets.asked()) <= set(FACETS)


@pytest.mark.parametrize("text", ["apparently " * 36_000 + "my", "my friend had " * 28_000 + "us"])
def test_a_sentence_without_end_takes_no_long_time(text):
    begun = perf_counter()
    facets.patterns()["hearsay"].find(text)
    assert perf_counter() - begun < 5
