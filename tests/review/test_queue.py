"""The order of the queues: sizes by doubt and by what is at stake, learned from what was judged, none out of reach."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voc import quotes, tags
from voc.codebook import Codebook
from voc.errors import VocError
from voc.review.frame import UNJUDGED, Frame, Side, frame
from voc.review.openings import openings
from voc.review.queue import BATCH, QUEUES, draw, second, sizes, taken_for_certain
from voc.review.stakes import belongs, stakes
from voc.review.trust import trusted
from voc.sampling import Draw, inclusion
from voc.study import Study

BOOK = Codebook.model_validate(
    {"title": "A thing", "stage": [{"name": "buy", "meaning": "Buying."}, {"name": "use", "meaning": "Using."}]}
)


def made(person, stage, sure=0.9, sentiment=0, feeling_sure=0.9, least=1):
    """A frame of as many quotes as ``person`` has; negative is -0.6, positive 0.6."""
    count = len(person)

    def whole(value):
        return np.broadcast_to(np.asarray(value), count).astype(np.int64)

    def part(value):
        return np.broadcast_to(np.asarray(value), count).astype(np.float64)

    feeling = whole(sentiment)
    side = Side(whole(stage), feeling, (feeling == 0).astype(np.int64))
    nothing = Side(*(np.full(count, UNJUDGED, dtype=np.int64) for _ in range(3)))
    return Frame(
        ids=tuple(f"q{place}" for place in range(count)),
        person=whole(person),
        people=int(max(person)) + 1,
        stages=2,
        said=side,
        true=nothing,
        valence=0.6 * (feeling - 1.0),
        likely=np.full(count, -1, dtype=np.int64),
        stage_right=part(sure),
        sentiment_right=part(feeling_sure),
        pain_right=part(feeling_sure),
        least=least,
    )


@pytest.mark.parametrize("mode", ["random", "uncertain", "effect"])
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_every_quote_has_a_size_and_the_mean_is_one(mode, data):
    count = data.draw(st.integers(1, 12))
    many = st.lists(st.integers(-1, 3), min_size=count, max_size=count)
    chances = st.lists(st.floats(0, 1), min_size=count, max_size=count)
    person = data.draw(many)
    person[0] = 3
    one = made(
        person, [min(s, 1) for s in data.draw(many)], data.draw(chances), [max(s, 0) % 3 for s in data.draw(many)]
    )
    found = sizes(mode, one)
    assert found.mean() == pytest.approx(1)
    assert (found >= 0.1 - 1e-9).all()


def test_a_queue_that_there_is_not_is_refused():
    with pytest.raises(VocError, match="no queue 'efect'; did you mean 'effect'"):
        sizes("efect", made([0], 0))
    assert set(QUEUES) == {"random", "uncertain", "effect", "second"}


def test_doubt_and_few_quotes_of_a_person_are_at_stake():
    # Ann has one quote, Ben four; the last is sure.
    found = stakes(made([0, 1, 1, 1, 1], 0, sure=[0.6, 0.6, 0.6, 0.6, 0.99], sentiment=[0, 0, 2, 0, 0]))
    assert found[0] > 2 * found[1]
    assert found[4] < found[1]


def test_staff_are_on_no_score():
    found = stakes(made([0, 1, -1], 0, sure=0.6))
    assert found[2] == 0
    assert (found[:2] > 0).all()


def test_a_cell_that_is_not_published_is_not_at_stake():
    assert stakes(made([0, 1], 0, least=3)).tolist() == [0, 0]


def test_reviews_by_what_is_at_stake_leave_less_variance_than_reviews_at_random():
    draw_ = np.random.default_rng(0)
    person = np.repeat(np.arange(60), draw_.integers(1, 30, 60))
    sure, feeling = draw_.uniform(0.5, 1, len(person)), draw_.integers(0, 3, len(person))
    one = made(person, draw_.integers(0, 2, len(person)), sure, feeling, draw_.uniform(0.5, 1, len(person)))
    wrong = draw_.random(len(person)) > one.sentiment_right
    here = one.said.stage == 0
    # Of both stages enough is reviewed for a correction.
    seen = np.isin(np.arange(len(person)), [*np.flatnonzero(here)[:10], *np.flatnonzero(~here)[:10]])
    one = replace(one, true=Side(*(np.where(seen, side, UNJUDGED) for side in vars(one.said).values())))
    count = np.bincount(person, here)
    error = np.where(here & wrong, 0.9, 0) / np.maximum(count, 1)[person] / (count > 0).sum()

    def variance(size):
        chance = np.minimum(1, size * 100 / len(size))
        return (error**2 * (1 - chance) / chance).sum()

    assert variance(sizes("effect", one)) < 0.7 * variance(np.ones(len(person)))


def test_stages_short_of_reviews_ask_for_as_many_as_are_missing():
    # Of forty quotes eight are of the second stage; of the first ten are judged, of the second two.
    one = made(np.arange(40), np.repeat([0, 1], [32, 8]))
    judged = np.isin(np.arange(40), [*range(10), 32, 33])
    seen = replace(one.true, stage=np.where(judged, one.said.stage, UNJUDGED))
    wanted = openings(replace(one, true=seen), np.ones(40))
    # Eight are missing, six of that tag are left: others may belong there.
    assert (wanted[34:] > 10 * wanted[10:32].max()).all()
    assert (wanted[10:32] > 0).all()
    assert not wanted[judged].any()
    all_seen = replace(one.true, stage=one.said.stage)
    assert not openings(replace(one, true=all_seen), np.ones(40)).any()
    assert not openings(replace(one, true=seen, least=9), np.ones(40)).any()
    assert wanted.sum() == pytest.approx(8)


def test_few_missing_reviews_take_no_more_of_a_draw_than_they_are():
    # Of 200 quotes twenty are of the second stage, of which two reviews are missing.
    one = made(np.arange(200), np.repeat([0, 1], [180, 20]))
    judged = np.isin(np.arange(200), [*range(10), *range(180, 188)])
    seen = replace(one.true, stage=np.where(judged, one.said.stage, UNJUDGED))
    short = sizes("effect", replace(one, true=seen))
    enough = sizes("effect", replace(one, true=replace(seen, stage=np.where(np.arange(200) < 190, one.said.stage, -2))))
    part = short[188:].sum() / short.sum()
    assert part - enough[190:].sum() / enough.sum() < 3 / BATCH
    assert part > 2 / BATCH


def test_what_a_tagger_abstained_from_may_be_of_the_stage_that_it_found_likeliest():
    one = replace(made(np.arange(60), np.repeat([0, 1, -1], 20)), stages=2)
    chance = belongs(one)
    assert chance[0, 40:] == pytest.approx(chance[1, 40:])
    likely = replace(one, likely=np.where(np.arange(60) >= 50, 1, -1))
    near = belongs(likely)
    assert (near[1, 50:] > 2 * near[0, 50:]).all()
    assert near[:, :50] == pytest.approx(chance[:, :50])
    # People who found it to be of the other stage are believed.
    seen = replace(one.true, stage=np.where(np.arange(60) >= 42, 0, UNJUDGED))
    assert (belongs(replace(likely, true=seen))[0, 50:] > 2 * near[0, 50:]).all()


def test_of_a_stage_that_is_short_what_is_at_stake_goes_first():
    worth = np.linspace(0, 1, 40)
    wanted = openings(made(np.arange(40), 0), worth)
    assert (np.diff(wanted) > 0).all()
    assert wanted[0] > 0


def test_what_people_judge_nothing_of_is_not_at_stake():
    # Sure of the stage, in doubt about the feeling.
    one = made(np.arange(20), np.tile([0, 1], 10), sure=0.99, feeling_sure=0.5)
    seen = replace(one.true, stage=np.where(np.arange(20) < 2, one.said.stage, UNJUDGED))
    assert (stakes(replace(one, true=seen)) < 0.5 * stakes(one)).all()


def test_what_was_judged_teaches_how_far_to_trust():
    one = made(np.arange(40), [0] * 20 + [-1] * 20, sure=np.tile([0.9, 0.6], 20))
    wrong = np.where(np.arange(40) < 20, 1, -1)
    seen = replace(one.true, stage=np.where(np.arange(40) % 20 < 10, wrong, UNJUDGED))
    learned = trusted(replace(one, true=seen))
    # All that were judged of the first half were wrong, all that had no stage have none.
    assert (learned.stage_right[:20] < 0.4).all()
    assert (learned.stage_right[20:] > 0.8).all()
    assert (learned.sentiment_right == one.sentiment_right).all()
    assert (trusted(one).stage_right == one.stage_right).all()


def test_learning_survives_a_tagger_that_is_always_sure():
    one = made(np.arange(200), 0, sure=1.0)
    seen = replace(one.true, stage=np.full(200, 1))
    assert (trusted(replace(one, true=seen)).stage_right < 0.1).all()


def test_a_draw_has_the_open_in_their_order_and_the_known_between_them():
    one = made(np.arange(30), 0)
    whole = draw(one.ids, np.ones(30), seed=3, judged=(), count=30)
    assert {row.state for row in whole} == {"open"}
    assert min(row.rate for row in whole) >= 1
    known = {whole[1].quote_id, whole[20].quote_id}
    rows = draw(one.ids, np.ones(30), seed=3, judged=known, count=5)
    assert [row.quote_id for row in rows] == [row.quote_id for row in whole[:6]]
    assert [row.state for row in rows] == ["open", "known", "open", "open", "open", "open"]
    assert draw(one.ids, np.ones(30), seed=3, judged=set(one.ids), count=5) == ()


def test_worked_off_a_draw_gives_the_rates_it_said():
    one = made(np.arange(30), 0, sure=np.linspace(0.5, 1, 30))
    rows = draw(one.ids, sizes("uncertain", one), seed=3, judged=(), count=8)
    found = inclusion([Draw(3, [replace(row, state="done") for row in rows])], set(one.ids))
    assert found == {row.quote_id: pytest.approx(min(1, row.rate)) for row in rows}


def test_what_taught_the_taggers_stands_first_for_certain_in_every_draw_of_the_seed():
    one = made(np.arange(30), 0)
    taught = {"q3", "q4"}
    rows = draw(one.ids, np.ones(30), seed=3, judged=taught, certain=taught, count=5)
    assert ({row.quote_id for row in rows[:2]}, len(rows)) == (taught, 7)
    assert taken_for_certain(rows) == taught
    later = draw(one.ids, np.ones(30), seed=3, judged={*taught, "q9"}, certain=taken_for_certain(rows), count=5)
    assert taken_for_certain(later) == taught
    found = inclusion([Draw(3, [replace(row, state=row.state.replace("open", "done")) for row in rows])], set(one.ids))
    assert [found[name] for name in taught] == [1, 1]


def test_a_second_coder_has_an_order_of_her_own_and_not_what_she_judged():
    ids = [f"q{place}" for place in range(40)]
    ann, ben = (second(ids, {"q3"}, seed=0, coder=coder, count=40) for coder in ("ann", "ben"))
    assert [row.quote_id for row in ann] != [row.quote_id for row in ben]
    assert {row.quote_id for row in ann if row.state == "known"} == {"q3"}


def test_the_frame_of_a_study():
    table = quotes.complete(
        pd.DataFrame(
            {
                "quote_id": ["a", "b", "c", "d"],
                "text": ["Bad.", "Good.", "Fine.", "We ship."],
                "participant": ["P1", "P1", "P2", "S1"],
                "role": ["participant"] * 3 + ["staff"],
            }
        )
    )
    said = [
        {"quote_id": "a", "kind": "stage", "label": "use", "confidence": 0.8},
        {"quote_id": "b", "kind": "stage", "label": None, "confidence": 0.3, "reason": tags.unsure("no", "use", 0.3)},
        {"quote_id": "a", "kind": "sentiment", "label": "negative", "value": -0.7, "confidence": 0.9},
        {"quote_id": "b", "kind": "facet", "label": "pain", "confidence": 0.6},
        {"quote_id": "c", "kind": "stage", "label": "buy", "by": "human:ann"},
    ]
    one = frame(table, tags.frame({"by": "model:x@1", **row} for row in said), BOOK, Study())
    assert (one.person.tolist(), one.people) == ([0, 0, 1, -1], 2)
    assert one.said.stage.tolist() == [1, -1, 0, -1]
    assert one.likely.tolist() == [-1, 1, -1, -1]
    all_said = tags.frame({"by": "model:x@1", **row} for row in said if row["label"])
    assert frame(table, all_said, BOOK, Study()).likely.tolist() == [-1] * 4
    assert one.said.pain.tolist() == [1, 1, 0, 0]
    assert one.stage_right.tolist() == pytest.approx([0.8, 0.7, 1.0, 0.5])
    assert one.pain_right.tolist() == pytest.approx([0.9, 0.6, 0.75, 0.75])
    people = tags.frame(
        [
            {"quote_id": "a", "kind": "stage", "label": "buy", "by": "human:ann"},
            {"quote_id": "a", "kind": "stage", "label": None, "by": "human:ben"},
            {"quote_id": "b", "kind": "facet", "label": None, "by": "human:ann"},
            {"quote_id": "gone", "kind": "stage", "label": "buy", "by": "human:ann"},
        ]
    )
    true = one.judged(people, BOOK).true
    assert true.stage.tolist() == [-1, UNJUDGED, UNJUDGED, UNJUDGED]
    assert true.pain.tolist() == [UNJUDGED, 0, UNJUDGED, UNJUDGED]
