"""Groups of participants: a planted difference is found, chance is not, small groups are named."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from voc.journey.shares import newcombe


def people(**columns):
    count = len(next(iter(columns.values())))
    return pd.DataFrame(
        {"participant": [f"P{n:03d}" for n in range(count)], "role": "participant", "asked": True, **columns}
    )


def rows(values, **more):
    return [{"person": f"P{n:03d}", "stage": "trip", "value": float(value)} | more for n, value in enumerate(values)]


@pytest.fixture(scope="module")
def planted(build):
    """The members have a bad trip, the guests a good one; their town has nothing to do with it."""
    draw = np.random.default_rng(0)
    values = np.concatenate([draw.normal(-0.5, 0.2, 15), draw.normal(0.3, 0.2, 15)]).clip(-1, 1)
    table = people(
        Kind=["member"] * 15 + ["guest"] * 15, Town=["Ely", "Ham", "Rye"] * 9 + ["Ash"] * 3, Code=list(range(30))
    )
    return build(*rows(values), participants=table.astype({"Code": "str"}))


def test_a_planted_difference_is_found(planted):
    (kind,) = [one for one in planted.segments if one.attribute == "Kind"]
    emotion = next(one for one in kind.differences if one.measure == "emotion")
    assert (emotion.group, emotion.against, emotion.stage) == ("guest", "member", "trip")
    assert (emotion.n_inside, emotion.n_outside) == (15, 15)
    assert emotion.difference.value == pytest.approx(emotion.inside - emotion.outside, abs=0.11)
    assert emotion.difference.low > 40
    assert emotion.q >= emotion.p
    speakers = {planted.quotes[quote_id].participant for quote_id in emotion.quote_ids}
    assert speakers <= {f"P{n:03d}" for n in range(15, 30)}
    assert kind.groups[0].emotion["trip"] == emotion.inside


def test_the_pain_of_one_group_is_a_difference(planted):
    (kind,) = [one for one in planted.segments if one.attribute == "Kind"]
    pain = next(one for one in kind.differences if one.measure == "pain")
    assert pain.inside < pain.outside
    assert pain.difference.high < 0
    speakers = {planted.quotes[quote_id].participant for quote_id in pain.quote_ids}
    assert speakers
    assert speakers <= {f"P{n:03d}" for n in range(15)}


def test_what_has_nothing_to_do_with_it_is_no_difference(planted):
    (town,) = [one for one in planted.segments if one.attribute == "Town"]
    assert town.compared > 0
    assert town.differences == ()
    assert town.reason is None


def test_groups_have_scores_with_intervals_by_stage_and_touchpoint(build):
    draw = np.random.default_rng(1)
    values = np.concatenate([draw.normal(-0.5, 0.2, 8), draw.normal(0.3, 0.2, 8)]).clip(-1, 1).round(2)
    said = [row | {"places": ["pier"] if n < 10 else []} for n, row in enumerate(rows(values))]
    (kind,) = build(*said, participants=people(Kind=["member"] * 8 + ["guest"] * 8)).segments
    guest, member = kind.groups
    assert member.scores["trip"].score == member.emotion["trip"] == pytest.approx(100 * values[:8].mean(), abs=0.06)
    assert member.scores["trip"].low < member.scores["trip"].score < member.scores["trip"].high < 0
    assert member.scores["trip"].n == 8
    assert set(member.scores) == {"trip"}
    assert member.touchpoints["trip"]["pier"].score == member.scores["trip"].score
    assert guest.touchpoints == {}  # two of them spoke of the pier, and three are needed


def test_numbers_are_cut_and_names_left_out(build):
    table = people(Months=[str(n) for n in range(20)], Name=[f"N{n}" for n in range(20)])
    months, name = build(*rows([0.1] * 20), participants=table).segments
    assert [(group.name, group.n) for group in months.groups] == [("up to 9.5", 10), ("over 9.5", 10)]
    assert name.reason == "left out: 20 different values for 20 people make no groups"
    assert name.groups == ()


def test_small_groups_are_named(build):
    table = people(Plan=["S"] * 6 + ["M"] * 5 + ["L"])
    (plan,) = build(*rows([0.1] * 12), participants=table).segments
    assert {group.name: group.reason for group in plan.groups} == {
        "L": "too small: 1 of the 3 people that a group needs", "M": None, "S": None,
    }  # fmt: skip
    assert plan.groups[0].emotion["trip"] is None
    (lone,) = build(*rows([0.1] * 4), participants=people(Plan=["S", "S", "M", "M"])).segments
    assert lone.reason == "refused: no two groups of at least 3 people"


def test_without_attributes_it_is_said(build):
    journey = build(*rows([0.1] * 4))
    assert journey.segments == ()
    assert journey.refused["segments"].startswith("refused: no attribute of the participants is known")


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_the_interval_of_a_difference_holds_it(share):
    low, high = newcombe(share, 5, 0.3, 40)
    assert -1 <= low <= share - 0.3 <= high <= 1
    assert low < high
