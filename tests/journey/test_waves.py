"""Waves: what changed is told from what did not, from who was asked, and from what nobody can tell."""

from __future__ import annotations

import numpy as np
import pytest

from voc.journey.wave_records import WaveCell
from voc.study import Study

PEOPLE = 24


def said(wave, values, *, stage="trip", first=0, **more):
    """One quote a person; people are numbered from ``first``, so that waves may share them."""
    return [
        {"id": f"{wave}-{stage}-{first + n}", "person": f"P{first + n:03d}", "stage": stage, "value": float(value)}
        | {"wave": wave, "text": f"The boat was there, {wave} {stage} {first + n}."}
        | more
        for n, value in enumerate(values)
    ]


def feelings(seed, middle, n=PEOPLE):
    return np.random.default_rng(seed).normal(middle, 0.2, n).clip(-1, 1).round(2)


def at(wave, stage="trip", touchpoint=None) -> WaveCell:
    (found,) = [one for one in wave.cells if (one.measure, one.stage, one.touchpoint) == ("emotion", stage, touchpoint)]
    return found


@pytest.fixture(scope="module")
def planted(build):
    """Trips get worse from q1 to q2; booking stays; who is asked differs."""
    return build(
        *said("q1", feelings(0, 0.3), places=["pier"]),
        *said("q1", feelings(1, 0.1), stage="booking"),
        *said("q2", feelings(2, -0.3), first=100, places=["pier"]),
        *said("q2", feelings(3, 0.1), first=100, stage="booking"),
    )


def test_what_moved_is_told_with_its_interval(planted):
    first, second = planted.waves
    assert at(first).change is None
    change = at(second).change
    assert (change.verdict, change.before, change.compared, change.n_paired) == ("moved", "q1", "emotion", 0)
    gap = at(second).value.value - at(first).value.value
    assert change.difference.value == pytest.approx(gap, abs=0.11)
    assert change.difference.low < gap < change.difference.high < -30
    assert change.p <= change.q <= 0.05


def test_what_did_not_is_within_noise(planted):
    change = at(planted.waves[1], "booking").change
    assert change.verdict == "within noise"
    assert change.difference.low < 0 < change.difference.high


def test_touchpoints_go_along_and_cells_are_the_same_in_every_wave(planted):
    first, second = planted.waves
    assert at(second, touchpoint="pier").change.verdict == "moved"
    keys = [(one.measure, one.stage, one.touchpoint, one.pain_rank) for one in first.cells]
    assert keys == [(one.measure, one.stage, one.touchpoint, one.pain_rank) for one in second.cells]


def test_a_wave_says_who_and_when(build):
    rows = said("q1", [0.1] * 3, timestamp="2026-01-05T10:00:00Z") + said("q2", [0.1] * 4, first=50, kind="survey")
    first, second = build(*rows).waves
    assert (first.name, first.order, first.n_quotes, first.n_participants) == ("q1", 1, 3, 3)
    assert (first.kinds, first.first, first.last) == ({"interview": 3}, "2026-01-05", "2026-01-05")
    assert (second.kinds, second.first) == ({"survey": 4}, None)


def test_every_quote_id_of_a_wave_is_of_it_and_on_the_map(planted):
    for wave in planted.waves:
        for cell in wave.cells:
            assert {planted.quotes[quote_id].wave for quote_id in cell.quote_ids} <= {wave.name}


def test_a_stage_that_is_new_or_gone(build):
    old, new = said("q1", feelings(0, 0.1)), said("q2", feelings(1, 0.1), first=100)
    lost, came = said("q1", feelings(2, 0), stage="booking"), said("q2", feelings(3, 0), stage="return", first=100)
    _, second = build(*old, *new, *lost, *came).waves
    gone, fresh = at(second, "booking").change, at(second, "return").change
    assert (gone.verdict, gone.compared) == ("gone", "people")
    assert gone.difference.value == -1.0
    assert (fresh.verdict, fresh.difference.value) == ("new", 1.0)
    assert at(second).change.verdict == "within noise"


def test_one_voice_more_is_no_news(build):
    rows = said("q1", feelings(0, 0.1)) + said("q2", feelings(1, 0.1), first=100)
    change = at(build(*rows, *said("q2", [0.4], stage="return", first=100)).waves[1], "return").change
    assert change.verdict == "within noise"
    assert change.reason == "nobody in q1 and 1 of 24 in q2: too few to tell"


def test_too_few_people_are_no_wave_to_compare(build):
    second = build(*said("q1", feelings(0, 0.1)), *said("q2", [0.9, 0.8], first=100)).waves[1]
    assert at(second).value is None
    assert at(second).reason == "too few people to show: 2, fewer than 3"
    assert at(second).change.verdict is None
    assert at(second).change.reason == "too few people: 2 in q2, 3 are needed"
    assert at(second, "return").change.reason == "nobody spoke of it in q1 or q2"


def test_people_in_both_waves_are_paired(build):
    draw = np.random.default_rng(7)
    before = draw.normal(0, 0.5, 12).clip(-0.8, 0.8)
    after = before - draw.normal(0.12, 0.04, 12)
    change = at(build(*said("q1", before), *said("q2", after)).waves[1]).change
    assert (change.verdict, change.n_paired) == ("moved", 12)
    assert change.difference.high < 0
    strangers = at(build(*said("q1", before), *said("q2", after, first=100)).waves[1]).change
    assert strangers.verdict == "within noise"
    assert strangers.difference.high > 0


def test_a_changed_mix_of_sources_is_not_taken_for_a_change(build):
    """Surveys are kind and tickets harsh; only how many there are of each differs."""
    kind = {"kind": "survey", "source": "s.csv"}, {"kind": "ticket", "source": "t.csv"}
    rows = [
        *said("q1", feelings(0, 0.4, 30), **kind[0]),
        *said("q1", feelings(1, -0.4, 6), first=50, **kind[1]),
        *said("q2", feelings(2, 0.4, 6), first=100, **kind[0]),
        *said("q2", feelings(3, -0.4, 30), first=150, **kind[1]),
    ]
    change = at(build(*rows).waves[1]).change
    assert change.verdict == "explained by a changed mix of sources"
    assert change.difference.high < -20
    assert change.within_sources.low < 0 < change.within_sources.high
    assert change.q <= 0.05


def test_a_change_that_the_mix_of_sources_hides_is_found(build):
    """Everybody is unhappier, and harsh tickets become fewer: the whole stays where it was."""
    kind = {"kind": "survey", "source": "s.csv"}, {"kind": "ticket", "source": "t.csv"}
    rows = [
        *said("q1", feelings(0, 0.4, 12), **kind[0]),
        *said("q1", feelings(1, -0.4, 24), first=50, **kind[1]),
        *said("q2", feelings(2, 0.1, 24), first=100, **kind[0]),
        *said("q2", feelings(3, -0.7, 12), first=150, **kind[1]),
    ]
    change = at(build(*rows).waves[1]).change
    assert (change.verdict, change.hidden) == ("moved", True)
    assert change.difference.low < 0 < change.difference.high
    assert change.told == change.within_sources
    assert -45 < change.within_sources.low < change.within_sources.high < -15
    assert change.p <= change.q <= 0.05
    assert change.reason.startswith("among the same kinds of sources and questions")


def test_a_mix_that_changes_alone_hides_nothing(build):
    kind = {"kind": "survey", "source": "s.csv"}, {"kind": "ticket", "source": "t.csv"}
    rows = [
        *said("q1", feelings(0, 0.1, 12), **kind[0]),
        *said("q1", feelings(1, 0.0, 24), first=50, **kind[1]),
        *said("q2", feelings(2, 0.1, 24), first=100, **kind[0]),
        *said("q2", feelings(3, 0.0, 12), first=150, **kind[1]),
    ]
    change = at(build(*rows).waves[1]).change
    assert (change.verdict, change.hidden, change.within_sources) == ("within noise", False, None)


def test_sources_that_share_nothing_tell_nothing(build):
    rows = said("q1", feelings(0, 0.4), kind="survey") + said("q2", feelings(1, -0.4), first=100, kind="ticket")
    change = at(build(*rows).waves[1]).change
    assert change.verdict == "explained by a changed mix of sources"
    assert change.reason == "cannot be told from it: no kind of source and no question is on both sides"


def test_a_question_that_was_dropped_is_not_taken_for_a_change(build):
    asked = {"kind": "survey", "question": "What do you like?"}
    dropped = {"kind": "survey", "question": "What do you hate?"}
    rows = [
        *said("q1", feelings(0, 0.4), **asked),
        *said("q1", feelings(1, -0.5), stage="booking", **dropped),
        *said("q2", feelings(2, 0.4), first=100, **asked),
    ]
    change = at(build(*rows).waves[1], "booking").change
    assert change.verdict == "explained by a changed mix of sources"


def test_a_real_change_within_the_same_sources_stays_one(build):
    rows = [
        *said("q1", feelings(0, 0.4, 20), kind="survey"),
        *said("q1", feelings(1, 0.3, 20), first=50, kind="ticket"),
        *said("q2", feelings(2, -0.1, 20), first=100, kind="survey"),
        *said("q2", feelings(3, -0.2, 20), first=150, kind="ticket"),
    ]
    change = at(build(*rows).waves[1]).change
    assert change.verdict == "moved"
    assert change.within_sources.high < 0


def test_a_pain_that_comes_and_one_that_stays(build):
    stays, comes = "The oar was broken again.", "The captain shouted at my child."
    rows = [
        *said("q1", [-0.5] * 12, text=stays, facets=["pain"]),
        *said("q1", feelings(0, 0.3, 12), first=30),
        *said("q2", [-0.5] * 12, text=stays, facets=["pain"], first=100),
        *said("q2", [-0.6] * 12, text=comes, facets=["pain"], first=130),
    ]
    first, second = build(*rows).waves
    pains = {cell.label: cell for cell in second.cells if cell.measure == "pain"}
    assert len(pains) == 2
    verdicts = {label: cell.change.verdict for label, cell in pains.items()}
    assert sorted(verdicts.values()) == ["new", "within noise"]
    (new,) = [cell for cell in pains.values() if cell.change.verdict == "new"]
    assert (new.n, new.of, new.change.difference.value) == (12, 24, 0.5)
    assert [cell.n for cell in first.cells if cell.label == new.label] == [0]


def test_three_waves_have_a_trend(build):
    rows = [row for w in range(4) for row in said(f"q{w}", feelings(w, 0.4 - 0.25 * w), first=100 * w)]
    flat = [row for w in range(4) for row in said(f"q{w}", feelings(10, 0.1), stage="booking", first=100 * w)]
    journey = build(*rows, *flat)
    trend = {one.stage: one for one in journey.trends if one.measure == "emotion" and one.touchpoint is None}
    assert trend["trip"].direction == "falling"
    assert trend["trip"].slope.value == pytest.approx(-25, abs=6)
    assert trend["trip"].slope.high < 0
    assert trend["booking"].direction == "within noise"
    assert trend["return"].direction is None
    assert trend["return"].reason == "0 waves have a number, and a trend takes 3"
    assert [len(one.values) for one in journey.trends] == [4] * len(journey.trends)


def test_a_trend_of_the_mix_of_sources_is_none(build):
    """From wave to wave there are more tickets, which are harsh, and fewer surveys, which are kind."""
    rows = []
    for w, surveys in enumerate((30, 18, 6)):
        rows += said(f"q{w}", feelings(w, 0.4, surveys), first=100 * w, kind="survey")
        rows += said(f"q{w}", feelings(9 + w, -0.4, 36 - surveys), first=100 * w + 50, kind="ticket")
    trend = next(one for one in build(*rows).trends if one.stage == "trip")
    assert trend.slope.high < 0
    assert trend.direction == "explained by a changed mix of sources"
    assert trend.reason == "among the same kinds of sources and questions little is left of it"


def test_waves_stand_in_the_studys_order(build):
    waves = Study.model_validate({"wave": [{"name": "zz", "files": "z"}, {"name": "aa", "files": "a"}]}).waves
    rows = said("aa", [0.1] * 3) + said("zz", [0.1] * 3, first=50) + said("mm", [0.1] * 3, first=90)
    assert [wave.name for wave in build(*rows, wave=waves).waves] == ["zz", "aa", "mm"]


def test_without_waves_it_is_said(build):
    journey = build(*said(None, [0.1] * 4))
    assert (journey.waves, journey.trends) == ((), ())
    assert journey.refused["waves"].startswith("refused: no quote is of a wave")


def test_one_wave_has_no_change_and_no_trend(build):
    journey = build(*said("q1", [0.1] * 4))
    assert [cell.change for cell in journey.waves[0].cells] == [None] * 3
    assert journey.trends == ()
