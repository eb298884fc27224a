"""What changed between two maps: the same people paired, strangers not, codebooks by name, and nothing lost unsaid."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from voc import quotes as quotes_table
from voc import tags as tags_table
from voc.codebook import Codebook
from voc.errors import TableError
from voc.journey import build_journey
from voc.journey._pooled import Half
from voc.journey.diff import diff_maps, diff_waves
from voc.journey.diff_intervals import diff_intervals
from voc.study import Study

PEOPLE = 20


def said(name, values, *, stage="trip", first=0, **more):
    """One quote a person; ids begin with ``name``, so that maps may share them."""
    return [
        {"id": f"{name}{stage}{first + n:03d}", "person": f"P{first + n:03d}", "stage": stage, "value": float(value)}
        | {"text": f"The boat was there, {stage} {first + n}."}
        | more
        for n, value in enumerate(values)
    ]


def feelings(seed, middle, n=PEOPLE):
    return np.random.default_rng(seed).normal(middle, 0.2, n).clip(-1, 1).round(2)


@pytest.fixture(scope="session")
def half(material, boats):
    """A map with its tables, of compact rows; the same rows are mapped once."""
    known = {}

    def make(name, *rows, book=boats):
        key = (repr(rows), book.title)
        if key not in known:
            given, judged = material(*rows)
            known[key] = build_journey(given, judged, book, study=Study(resamples=200)), given, judged
        return Half(name, *known[key])

    return make


def stages(found):
    return {cell.stage: cell for cell in found.cells if cell.measure == "emotion" and cell.touchpoint is None}


def test_a_move_between_two_maps(half):
    one = half("may", *said("a", feelings(0, 0.3)), *said("a", feelings(1, 0.1), stage="booking"))
    two = half("june", *said("b", feelings(2, -0.3)), *said("b", feelings(3, 0.1), stage="booking"))
    found = diff_maps(one, two)
    cells = stages(found)
    assert cells["trip"].change.verdict == "moved"
    assert cells["trip"].change.before == "may"
    assert cells["booking"].change.verdict == "within noise"
    for side, map_ in ((cells["trip"].before, one), (cells["trip"].after, two)):
        assert side.value.value == pytest.approx(map_.journey.stages[1].emotion.score, abs=0.11)
    assert (found.same_people, found.same_quotes, found.basis) == (0, 0, "people")
    assert found.counts["moved"] == 1
    assert set(cells["trip"].before.quote_ids) <= found.quotes.keys()
    assert found.quotes["atrip000"].participant == "P000"


def test_two_codings_of_the_same_data_are_paired(half):
    values = feelings(0, 0.1)
    one = half("ann", *said("q", values))
    two = half("ben", *said("q", values - 0.05))
    found = diff_maps(one, two)
    assert (found.same_people, found.same_quotes) == (PEOPLE, PEOPLE)
    assert stages(found)["trip"].change.n_paired == PEOPLE
    assert stages(found)["trip"].change.verdict == "moved"
    same = diff_maps(one, replace(one, name="again"))
    assert set(same.counts) - {name for name, n in same.counts.items() if not n} <= {"within noise", "cannot be told"}


def test_a_study_that_grew_does_not_move_by_its_old_quotes_other_stages(half):
    """All that is sad was at no stage before; nobody says a word more of the trip."""
    happy, sad = feelings(0, 0.4), feelings(1, -0.6)
    one = half("may", *said("h", happy), *said("s", sad, stage="booking", first=50))
    grown = said("n", feelings(3, 0.1, 5), stage="return", first=100)
    moved = [row | {"stage": "trip"} for row in said("s", sad, stage="booking", first=50)]
    found = diff_maps(one, half("june", *said("h", happy), *moved, *grown))
    cell = stages(found)["trip"]
    assert cell.change.verdict == "explained by quotes that changed stage"
    assert cell.change.difference.high < -20
    assert found.counts["explained by quotes that changed stage"] >= 1
    assert any(
        note.startswith("20 of 40 quotes of earlier files changed stage (20 of them from") for note in found.notes
    )


def test_a_real_move_beside_quotes_that_changed_stage_stays_one(half):
    one = half("may", *said("h", feelings(0, 0.4)), *said("b", feelings(1, 0.1), stage="booking", first=50))
    new = said("n", feelings(3, -0.6), first=100)
    back = [row | {"stage": "trip"} for row in said("b", feelings(1, 0.1), stage="booking", first=50)[:2]]
    rest = said("b", feelings(1, 0.1), stage="booking", first=50)[2:]
    found = diff_maps(one, half("june", *said("h", feelings(0, 0.4)), *back, *rest, *new))
    assert stages(found)["trip"].change.verdict == "moved"
    assert any("2 of 40 quotes of earlier files changed stage" in note for note in found.notes)


def test_the_other_way_round_the_sign_turns(half):
    one, two = half("may", *said("a", feelings(0, 0.3))), half("june", *said("b", feelings(2, -0.3)))
    there, back = (stages(diff_maps(*pair))["trip"].change.difference for pair in ((one, two), (two, one)))
    assert back.value == pytest.approx(-there.value)
    # The interval comes of the same people in another order of draws.
    assert (back.low, back.high) == pytest.approx((-there.high, -there.low), abs=1.5)


def test_people_whom_nobody_named_are_not_taken_for_the_same(half):
    rows = [[row | {"person": None} for row in said(name, feelings(0, 0.1))] for name in "ab"]
    found = diff_maps(half("may", *rows[0]), half("june", *rows[1]))
    assert found.same_people == 0
    assert found.before.n_participants == PEOPLE


def test_pains_keep_their_ranks_on_both_maps(half):
    oar, captain = (
        {"text": "The oar was broken again.", "facets": ["pain"]},
        {"text": "The captain shouted at my child."},
    )
    one = half("may", *said("a", [-0.5] * 12, **oar), *said("a", feelings(0, 0.3, 12), first=30))
    rows = said("b", [-0.5] * 12, **oar), said("b", [-0.6] * 12, first=30, facets=["pain"], **captain)
    found = diff_maps(one, half("june", *rows[0], *rows[1]))
    pains = [cell for cell in found.cells if cell.measure == "pain"]
    assert sorted(cell.change.verdict for cell in pains) == ["new", "within noise"]
    (new,) = [cell for cell in pains if cell.change.verdict == "new"]
    (kept,) = [cell for cell in pains if cell is not new]
    assert new.before.rank is None
    assert {new.after.rank, kept.after.rank} == {1, 2}
    assert (kept.before.rank, kept.before.label) == (1, one.journey.pain_points[0].label)


def test_a_pain_that_both_researchers_named_is_one(half):
    oar = {"text": "The oar was broken again.", "facets": ["pain"]}
    named = []
    for name in ("a", "b"):
        given = half(name, *said(name, [-0.5] * 8, **oar), *said(name, feelings(0, 0.3, 12), first=30))
        (pain,) = given.journey.pain_points
        told = {"pain_points": (replace(pain, label="Rotten oars", made_of=("oar",)),)}
        named.append(replace(given, journey=replace(given.journey, **told)))
    (pain,) = [cell for cell in diff_maps(*named).cells if cell.measure == "pain"]
    assert (pain.label, pain.before.n, pain.after.n, pain.before.rank) == ("Rotten oars", 8, 8, 1)


def test_other_codebooks_are_compared_by_name_and_it_is_said(half, boats):
    other = Codebook.model_validate(
        {
            "title": "Other boats",
            "stage": [
                {"name": "trip", "meaning": "Something quite different."},
                {"name": "mooring", "meaning": "Tying it up."},
            ],
        }
    )
    one = half("may", *said("a", feelings(0, 0.3)))
    two = half("june", *said("b", feelings(2, -0.3)), *said("b", feelings(2, 0), stage="mooring"), book=other)
    found = diff_maps(one, two)
    assert [cell.stage for cell in found.cells if cell.measure == "emotion"] == ["trip"]
    assert any(note.startswith("stage 'mooring' (20 quotes) is in the codebook of june alone") for note in found.notes)
    assert any("stage 'booking'" in note for note in found.notes)
    assert any("stage 'trip' does not mean the same" in note for note in found.notes)
    assert any("the codebooks differ (Hiring a boat@" in note for note in found.notes)


def test_codebooks_that_share_nothing_are_refused(half):
    other = Codebook.model_validate({"title": "Other", "stage": [{"name": "mooring", "meaning": "Tying it up."}]})
    two = half("june", *said("b", feelings(1, 0.3), stage="mooring"), book=other)
    with pytest.raises(TableError, match=r"no stage of may \(booking, trip, return\) is one of june \(mooring\); map"):
        diff_maps(half("may", *said("a", feelings(0, 0.3))), two)


def test_other_models_are_said(half):
    one = half("may", *said("a", feelings(0, 0.3)))
    settings = {**one.journey.settings, "models": {"other": "2"}}
    two = replace(one, name="june", journey=replace(one.journey, settings=settings))
    assert any("were judged by other models" in note for note in diff_maps(one, two).notes)


def test_two_waves_of_a_map(half):
    rows = said("a", feelings(0, 0.3), wave="q1"), said("b", feelings(2, -0.3), wave="q2", first=100)
    more = said("c", feelings(3, 0.9), wave="q3", first=200)
    whole = half("boats", *rows[0], *rows[1], *more)
    found = diff_waves(whole, ["q2", "q1"])
    assert (found.before.name, found.after.name) == ("q2", "q1")
    assert stages(found)["trip"].change.verdict == "moved"
    assert stages(found)["trip"].change.difference.value > 0
    with pytest.raises(TableError, match=r"boats: no wave 'q9' on the map; there are: q1, q2, q3"):
        diff_waves(whole, ["q1", "q9"])
    with pytest.raises(TableError, match=r"it has none; see \[\[wave\]\]"):
        diff_waves(half("boats", *said("a", [0.1] * 3)), ["q1", "q2"])


def test_a_map_without_a_participant_is_refused(half):
    one = half("may", *said("a", feelings(0, 0.3)))
    with pytest.raises(TableError, match="june: no quote of a participant"):
        diff_maps(one, half("june", *said("b", [0.1] * 4, role="staff")))


def test_two_maps_alone_are_compared_by_their_intervals(half):
    one = half("may", *said("a", feelings(0, 0.3)), *said("a", feelings(1, 0.1), stage="booking"))
    two = half("june", *said("b", feelings(2, -0.3)), *said("b", feelings(3, 0.1), stage="booking"))
    found = diff_intervals(("may", "june"), (one.journey, two.journey))
    cells, tested = stages(found), stages(diff_maps(one, two))
    assert found.basis == "intervals"
    assert "compared by the intervals on the maps alone" in found.notes[0]
    assert {name: cell.change.verdict for name, cell in cells.items()} == {
        "booking": "within noise", "trip": "moved", "return": None,
    }  # fmt: skip
    both = (one["trip"].change.difference for one in (cells, tested))
    assert np.ptp([[gap.value, gap.low, gap.high] for gap in both], axis=0).max() < 2
    assert cells["return"].change.reason is not None


def test_a_pain_on_one_map_alone_cannot_be_told_by_intervals(half):
    one = half("may", *said("a", [-0.5] * 12, text="The oar was broken again.", facets=["pain"]))
    two = half("june", *said("b", feelings(0, 0.5)))
    (pain,) = [
        cell for cell in diff_intervals(("may", "june"), (one.journey, two.journey)).cells if cell.measure == "pain"
    ]
    assert (pain.before.rank, pain.after.rank, pain.change.verdict) == (1, None, None)
    assert pain.change.reason == "no pain of this map"


def test_the_tables_need_not_be_in_order(half):
    one, two = half("may", *said("a", feelings(0, 0.3))), half("june", *said("b", feelings(2, -0.3)))
    mixed = replace(
        two,
        quotes=quotes_table.check(two.quotes.sample(frac=1, random_state=1)),
        tags=tags_table.check(two.tags.sample(frac=1, random_state=1)),
    )
    assert stages(diff_maps(one, two))["trip"].change == stages(diff_maps(one, mixed))["trip"].change
