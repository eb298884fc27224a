"""The whole map of small tables: the account, the empty cells, the people, the quotes shown, and hard inputs."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voc import _tables, tags
from voc.errors import TableError
from voc.journey import build_journey
from voc.journey.model import Score
from voc.study import Study


def said(person, stage="trip", value=-0.5, **more):
    return {"person": person, "stage": stage, "value": value} | more


def pained(count, **more):
    """People who each tell of the same pain at one stage."""
    return [said(f"P{number}", facets=["pain"], **more) for number in range(count)]


def referred(node, key=""):
    """Every quote id that a map refers to, wherever it stands."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name != "quotes":
                yield from referred(value, name)
    elif key.endswith("quote_ids"):
        yield from node
    elif isinstance(node, list | tuple):
        for value in node:
            yield from referred(value, key)
    elif key.endswith("quote_id"):
        yield node


def hold(journey):
    """What is true of every map."""
    account = journey.account
    assert account.read == account.kept + sum(account.excluded.values())
    assert account.kept == account.tagged + account.abstained
    assert account.staff <= account.kept
    plain = json.loads(journey.to_json())
    assert plain == json.loads(json.dumps(journey.as_dict()))
    assert set(referred(plain)) <= set(journey.quotes)
    at_stages = sum(stage.n_quotes for stage in journey.stages)
    internal = sum(lane.n_quotes for lane in journey.internal.values())
    assert at_stages + internal == account.tagged
    least = journey.settings["min_participants"]
    for stage in journey.stages:
        assert len(stage.quote_ids) == stage.n_quotes
        assert stage.n_participants <= stage.n_quotes
        assert (stage.empty_reason is None) is (stage.n_participants >= least)
        assert (stage.emotion.score is None) is (stage.empty_reason is not None)
        for share in (stage.pained, stage.delighted):
            if share is not None:
                assert share.n <= share.of == stage.n_participants
    for place, pain in enumerate(journey.pain_points, 1):
        assert pain.rank == place
        assert least <= pain.prevalence.n <= pain.prevalence.of
        assert pain.best_quote_id in pain.quote_ids
        assert pain.severity == pytest.approx(pain.prevalence.share * pain.intensity, abs=2e-4)
        assert pain.label
    for before, after in pairwise(journey.pain_points):
        assert before.severity >= after.severity
    assert [row.rank for row in journey.opportunities] == [pain.rank for pain in journey.pain_points]


EMPTY = [
    ("enough people", [said(f"P{n}") for n in range(3)], None),
    ("two people, many quotes", [said(f"P{n % 2}") for n in range(9)], "too few people to show"),
    ("too few though asked", [said("P0", asked=["trip"])], "too few people to show"),
    ("asked, nobody raised it", [said("P0", None, asked=["trip"])], "asked, nobody raised it"),
    ("another stage was asked about", [said("P0", None, asked=["booking"])], "not asked"),
    ("not asked", [said("P0", None)], "not asked"),
    ("only staff speak of it", [said(f"S{n}", role="staff") for n in range(5)], "not asked"),
]


@pytest.mark.parametrize(("rows", "reason"), [case[1:] for case in EMPTY], ids=[case[0] for case in EMPTY])
def test_three_kinds_of_empty_cell(build, rows, reason):
    journey = build(*rows)
    assert journey.stages[1].empty_reason == reason
    assert (journey.stages[1].emotion == Score(None, None, None)) is (reason is not None)
    hold(journey)


def test_the_study_sets_how_few_are_too_few(build):
    rows = [said("P0", value=0.5), said("P1", value=0.1)]
    assert build(*rows, min_participants=2).stages[1].emotion.score == 30.0
    assert build(*rows, min_participants=3).stages[1].empty_reason == "too few people to show"
    alone = build(rows[0], min_participants=1).stages[1]
    assert alone.emotion == Score(50.0, None, None)


def test_the_columns_of_the_map_by_hand(build):
    journey = build(
        said("P0", value=0.5, facets=["delight"], places=["pier"], channels=["app"]),
        said("P0", value=-0.1, facets=["pain"], places=["pier", "website"], channels=["app", "shop"]),
        said("P1", value=0.4, places=["website"], source="b.txt"),
        said("P2", value=-0.6, facets=["goal"], places=["pier"], confidence=0.99),
        said("P3", None, value=1.0),
    )
    stage = journey.stages[1]
    assert (stage.id, stage.label, stage.order) == ("trip", "The trip", 2)
    assert (stage.n_quotes, stage.n_participants, stage.n_sources) == (4, 3, 2)
    assert stage.emotion.score == 0.0  # (.2 + .4 − .6) / 3
    assert (stage.pained.n, stage.pained.of) == (2, 3)  # P0's facet and P2's negative quote
    assert (stage.delighted.n, stage.delighted.of) == (1, 3)
    assert [(cell.name, cell.n_quotes, cell.n_participants) for cell in stage.touchpoints] == [
        ("pier", 3, 2),
        ("website", 2, 2),
    ]
    assert all(cell.emotion.score is None for cell in stage.touchpoints)
    assert [(lane.name, lane.n_quotes, lane.n_participants) for lane in stage.channels] == [
        ("app", 2, 1),
        ("shop", 1, 1),
    ]
    assert stage.goals.quote_ids == ("q003",)
    # The surest quote of each person first, then the second of each.
    assert stage.quote_ids == ("q003", "q000", "q002", "q001")
    assert journey.account == type(journey.account)(5, 5, 4, 1, {})
    hold(journey)


def test_a_touchpoint_shows_only_at_the_stages_it_stands_at(build):
    journey = build(*[said(f"P{n}", "booking", places=["pier", "website"]) for n in range(3)])
    assert [cell.name for cell in journey.stages[0].touchpoints] == ["website"]


def test_prevalence_counts_who_could_have_raised_it(build):
    journey = build(*pained(4), *[said(f"Q{n}", "booking", 0.5) for n in range(4)])
    (pain,) = journey.pain_points
    assert (pain.prevalence.n, pain.prevalence.of, pain.prevalence.share) == (4, 8, 0.5)
    assert pain.intensity == 0.5
    assert pain.severity == 0.25
    assert (pain.rank_low, pain.rank_high, pain.p_top3, pain.tied_with) == (1, 1, 1.0, ())
    hold(journey)


def test_those_asked_who_left_all_blank_are_among_the_people(build):
    people = pd.DataFrame({"participant": [f"P{n}" for n in range(4)] + ["Q1", "Q2"]})
    (pain,) = build(*pained(4), participants=people, blank=2).pain_points
    assert (pain.prevalence.n, pain.prevalence.of) == (4, 6)
    assert build(*pained(4), participants=people, blank=2).account.blank == 2


def test_staff_in_the_participants_table_could_not_have_raised_a_pain(build):
    people = pd.DataFrame({"participant": ["P0", "P1", "P2", "P3", "S1"]})
    (pain,) = build(*pained(4), said("S1", role="staff"), participants=people).pain_points
    assert pain.prevalence.of == 4


def test_who_answered_nothing_worth_counting_was_asked_all_the_same(build):
    """A blank answer and "n/a" mean the same; both people could have raised a pain and did not."""
    people = pd.DataFrame({"participant": ["P0", "P1", "P2", "P3", "N1", "B1"]})
    rows = [*pained(4), said("N1", text="n/a", kind="survey", excluded="empty answer")]
    (pain,) = build(*rows, participants=people).pain_points
    assert pain.prevalence.of == 6


def test_a_participant_without_a_name_is_not_a_person(build):
    people = pd.DataFrame({"participant": ["P0", "P1", "P2", "P3", None]})
    (pain,) = build(*pained(4), participants=people).pain_points
    assert pain.prevalence.of == 4


def test_unnamed_people_count_one_a_place(build):
    rows = [said(None, locator=f"row {n}", kind="survey", facets=["pain"]) for n in range(3)]
    journey = build(*rows, said(None, locator="row 2", kind="survey", facets=["pain"]))
    assert journey.stages[1].n_participants == 3
    elsewhere = build(*rows, said(None, locator="row 2", kind="survey", source="other.csv"))
    assert elsewhere.stages[1].n_participants == 4
    hold(journey)
    hold(elsewhere)


def test_staff_speak_in_the_internal_lane_alone(build):
    rows = [said(f"P{n}", value=0.4) for n in range(3)]
    alone = build(*rows)
    staff = [said(f"S{n}", value=-1.0, facets=["pain", "goal"], places=["pier"], role="staff") for n in range(5)]
    journey = build(*rows, *staff)
    assert journey.stages == alone.stages
    assert journey.pain_points == ()
    assert journey.coverage == alone.coverage
    assert list(journey.internal) == ["trip"]
    assert (journey.internal["trip"].n_quotes, journey.internal["trip"].n_participants) == (5, 5)
    assert journey.account.staff == 5
    assert {journey.quotes[i].role for i in journey.internal["trip"].quote_ids} == {"staff"}
    hold(journey)


def test_opportunities_bring_what_staff_say_at_the_same_stage(build):
    staff = [said("S1", role="staff", id="s1"), said("S2", "booking", role="staff", id="s2")]
    (row,) = build(*pained(4), *staff).opportunities
    assert row.internal_quote_ids == ("s1",)
    assert (row.n, row.of, row.stage) == (4, 4, "trip")


def test_hearsay_is_no_pain_of_the_speaker(build):
    journey = build(*pained(3), *[said(f"H{n}", facets=["pain", "hearsay"]) for n in range(3)])
    assert journey.coverage.pain_quotes == 3
    assert journey.pain_points[0].prevalence.n == 3
    assert journey.stages[1].pained.n == 3


def test_pain_quotes_that_are_in_no_theme_are_counted(build):
    journey = build(*pained(3), *[said("X", "booking", facets=["pain"]), said("X", None, facets=["pain"])])
    assert journey.coverage.pain_quotes == 5
    assert journey.coverage.pain_quotes_ungrouped == 1
    assert journey.coverage.pain_quotes_without_stage == 1
    hold(journey)


def test_reasons_of_exclusion_are_counted_the_most_frequent_first(build):
    rows = [said("P0", excluded=reason) for reason in ("filler", "duplicate", "filler", "no words")]
    journey = build(*rows, said("P1"), said("I1", role="interviewer"), said("I1", role="agent"))
    assert list(journey.account.excluded.items()) == [
        ("filler", 2),
        ("duplicate", 1),
        ("no words", 1),
        ("role is no evidence", 2),
    ]
    hold(journey)


def test_the_persons_tag_wins_over_the_models(material, boats):
    quotes, made = material(*[said(f"P{n}") for n in range(3)])
    human = tags.frame([{"quote_id": "q000", "kind": "stage", "label": "return", "by": "human:ann"}])
    both = pd.concat([made, human], ignore_index=True)
    journey = build_journey(quotes, both, boats, study=Study(resamples=200))
    assert [stage.n_quotes for stage in journey.stages] == [0, 2, 1]
    assert journey.quotes["q000"].stage_by == "human:ann"


def test_a_persons_sentiment_without_a_value_still_counts(material, boats):
    """People say "negative", they give no valence; the cell must not lose its people without a word."""
    quotes, made = material(*[said(f"P{n}", value=0.5) for n in range(3)])
    human = [{"quote_id": f"q{n:03d}", "kind": "sentiment", "label": "negative", "by": "human:ann"} for n in range(3)]
    both = pd.concat([made, tags.frame(human)], ignore_index=True)
    stage = build_journey(quotes, both, boats, study=Study(resamples=200)).stages[1]
    assert (stage.emotion.score is None) is (stage.empty_reason is not None)


def test_quotes_are_shown_with_what_was_judged_of_them(build):
    row = said("P0", text="The pier was broken.", facets=["pain"], places=["pier"], question="And then?", value=-0.25)
    shown = build(row).quotes["q000"]
    assert asdict(shown) == {
        "text": "The pier was broken.",
        "participant": "P0",
        "role": "participant",
        "source": "talks.txt",
        "source_sha256": "ab" * 32,
        "source_kind": "interview",
        "locator": "line 0",
        "start": 0,
        "end": 20,
        "question": "And then?",
        "stage": "trip",
        "stage_confidence": 0.9,
        "stage_by": "model:hand@1",
        "touchpoints": ("pier",),
        "facets": ("pain",),
        "valence": -0.25,
        "words": ("The",),
        "wave": None,
    }


HARD = {
    "nothing at all": [],
    "a single quote": [said("P0")],
    "nobody has a stage": [said(f"P{n}", None) for n in range(5)],
    "no pain": [said(f"P{n}", value=0.5, facets=["delight"]) for n in range(5)],
    "pains without a content word": pained(4, text="It is so so so."),
    "pains of empty texts": pained(4, text=""),
    "the same words from everyone": pained(30, text="The oar was broken."),
    "only staff": [said(f"S{n}", role="staff") for n in range(4)],
    "only the interviewer": [said(f"I{n}", role="interviewer") for n in range(4)],
    "all in another language": [said(f"P{n}", excluded="language de") for n in range(4)],
    "nobody named": [said(None, facets=["pain"]) for _ in range(4)],
    "hostile texts": pained(4, text='=1+1 "quoted" </script>\n\u2028| :;# \x00'),
}


@pytest.mark.parametrize("rows", HARD.values(), ids=HARD)
def test_hard_inputs_give_a_map(build, rows):
    hold(build(*rows))


@pytest.mark.parametrize("kind", ["stage", "sentiment", "facet", "touchpoint"])
def test_a_table_without_one_kind_of_tag(material, boats, kind):
    quotes, made = material(*pained(4, places=["pier"]))
    journey = build_journey(quotes, made[made["kind"] != kind], boats, study=Study(resamples=200))
    assert journey.account.kept == 4
    for stage in journey.stages:
        # Without a score there is always a reason, and reports rely on it.
        assert (stage.emotion.score is None) is (stage.empty_reason is not None)


def test_a_stage_that_the_codebook_does_not_have_is_an_error_or_an_abstention(material, boats):
    quotes, made = material(*[said(f"P{n}", "elsewhere") for n in range(3)])
    try:
        journey = build_journey(quotes, made, boats, study=Study(resamples=200))
    except TableError as error:
        assert "elsewhere" in str(error)  # noqa: PT017
    else:
        hold(journey)


@pytest.mark.parametrize("column", ["quote_id", "kind", "label", "by", "value", "confidence", "start"])
def test_a_tags_table_that_lacks_a_column_is_refused_by_name(material, boats, column):
    quotes, made = material(said("P0"))
    with pytest.raises(TableError, match=column):
        build_journey(quotes, made.drop(columns=[column]), boats)


@pytest.mark.parametrize("column", ["quote_id", "excluded", "role", "participant", "text"])
def test_a_quotes_table_that_lacks_a_column_is_refused_by_name(material, boats, column):
    quotes, made = material(said("P0"))
    with pytest.raises(TableError, match=column):
        build_journey(quotes.drop(columns=[column]), made, boats)


def test_a_quote_that_stands_twice_is_refused(material, boats):
    quotes, made = material(said("P0"))
    with pytest.raises(TableError, match="q000"):
        build_journey(pd.concat([quotes, quotes]), made, boats)


@pytest.mark.parametrize("suffix", _tables.SUFFIXES)
def test_tables_that_went_through_a_file_give_the_same_map(material, boats, tmp_path, suffix):
    rows = [*pained(4, places=["pier"]), said("P9", None, question="And?"), said("X", excluded="filler")]
    quotes, made = material(*rows)
    straight = build_journey(quotes, made, boats, study=Study(resamples=200))
    for name, table in (("quotes", quotes), ("tags", made)):
        _tables.dump(table, tmp_path / f"{name}{suffix}")
    read = [_tables.load(tmp_path / f"{name}{suffix}") for name in ("quotes", "tags")]
    assert build_journey(*read, boats, study=Study(resamples=200)).to_json() == straight.to_json()


def test_the_settings_say_what_made_the_map(build, boats):
    journey = build(said("P0"), seed=7, resamples=300, min_participants=2, title="T")
    assert journey.title == "T"
    assert journey.codebook == f"Hiring a boat@{boats.digest}"
    stated = [journey.settings[name] for name in ("seed", "resamples", "min_participants")]
    assert stated == [7, 300, 2]
    # Only what judged these quotes, beside the words' own pipeline.
    assert journey.settings["models"] == {"en_core_web_sm": "3.8.0", "hand": "1"}


VARIED = [
    said(f"P{n % 7}", ["booking", "trip", "return"][n % 3], (n % 5 - 2) / 3, facets=[["pain"], ["delight"], []][n % 3],
         places=[["pier"], ["website"], []][n % 3], text=f"The {['oar', 'sail', 'key'][n % 3]} was broken {n}.")
    for n in range(40)
]  # fmt: skip


def test_the_same_bytes_twice(build):
    assert build(*VARIED).to_json() == build(*VARIED).to_json()


def test_another_seed_moves_intervals_only(build):
    one, two = build(*VARIED, seed=1), build(*VARIED, seed=2)
    assert [stage.emotion.score for stage in one.stages] == [stage.emotion.score for stage in two.stages]
    assert [stage.emotion for stage in one.stages] != [stage.emotion for stage in two.stages]


SCRIPT = """
import sys, pandas as pd
from pathlib import Path
from voc.codebook import Codebook
from voc.journey import build_journey
from voc.study import Study
folder = Path(sys.argv[1])
quotes, tags = (pd.read_parquet(folder / f"{name}.parquet") for name in ("quotes", "tags"))
book = Codebook.load(folder / "book.toml")
sys.stdout.buffer.write(build_journey(quotes, tags, book, study=Study(resamples=200)).to_json().encode())
"""


def test_the_same_bytes_in_another_process_with_another_hash_seed(material, boats, tmp_path):
    quotes, made = material(*VARIED)
    quotes.to_parquet(tmp_path / "quotes.parquet")
    made.to_parquet(tmp_path / "tags.parquet")
    stages = [f'[[stage]]\nname = "{s.name}"\nlabel = "{s.label}"\nmeaning = "{s.meaning}"\n' for s in boats.stages]
    places = [
        f'[[touchpoint]]\nname = "{t.name}"\nstages = {list(t.stages)}\nmeaning = "{t.meaning}"\n'
        for t in boats.touchpoints
    ]
    (tmp_path / "book.toml").write_text("\n".join([f'title = "{boats.title}"', *stages, *places]))
    made_elsewhere = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path)], env={"PYTHONHASHSEED": "12345"}, capture_output=True, check=True
    ).stdout
    here = build_journey(quotes, made, boats, study=Study(resamples=200)).to_json()
    assert made_elsewhere.decode() == here


def test_the_order_of_the_tags_does_not_matter(material, boats):
    quotes, made = material(*VARIED)
    straight = build_journey(quotes, made, boats, study=Study(resamples=200)).to_json()
    assert build_journey(quotes, made[::-1], boats, study=Study(resamples=200)).to_json() == straight


rows = st.fixed_dictionaries(
    {
        "person": st.sampled_from(["P0", "P1", "P2", "P3", "P4", None]),
        "stage": st.sampled_from(["booking", "trip", "return", None]),
        "value": st.floats(-1, 1).map(lambda value: round(value, 4)),
        "facets": st.lists(st.sampled_from(tags.FACETS), unique=True, max_size=3),
        "places": st.lists(st.sampled_from(["pier", "website"]), unique=True),
        "role": st.sampled_from(["participant"] * 5 + ["staff", "interviewer", "agent"]),
        "excluded": st.sampled_from([None] * 5 + ["filler", "duplicate"]),
        "kind": st.sampled_from(["interview", "survey", "review"]),
        "text": st.sampled_from(
            ["The oar was broken.", "I lost the key.", "Lovely.", "The pier, the pier!", "It is so."]
        ),
        "confidence": st.floats(0.4, 1),
        "asked": st.lists(st.sampled_from(["booking", "trip"]), max_size=1),
    }
)


@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(said_rows=st.lists(rows, min_size=1, max_size=25), least=st.integers(1, 4), silent=st.integers(0, 2))
def test_what_is_true_of_every_map(build, said_rows, least, silent):
    # Where nobody's words are left there is a test of its own above.
    said_rows = [{**said_rows[0], "role": "participant", "excluded": None}, *said_rows[1:]]
    people = pd.DataFrame({"participant": [f"silent {n}" for n in range(silent)]}, dtype="str")
    hold(build(*said_rows, participants=people, min_participants=least))


def test_tags_of_another_reading_are_refused(material, boats):
    quotes, made = material(said("P0"))
    with pytest.raises(TableError, match="is not in the quotes table"):
        build_journey(quotes, made.assign(quote_id="elsewhere"), boats, study=Study(resamples=200))


def test_who_was_never_asked_and_staff_are_in_no_denominator(build):
    people = pd.DataFrame(
        {
            "participant": ["P0", "P1", "P2", "P3", "B1", "C1", "S1"],
            "role": [*["participant"] * 6, "staff"],
            "asked": [True, True, True, True, True, False, True],
            "NPS": ["9", "9", "9", "9", None, "9", "0"],
        }
    )
    journey = build(*pained(4), participants=people)
    assert journey.pain_points[0].prevalence.of == 5
    assert (journey.outcomes[0].value, journey.outcomes[0].n) == (100.0, 5)


def test_the_dramatic_arc_is_how_many_are_stirred(build):
    made = build(
        {"person": "P1", "stage": "trip", "value": 0.9, "facets": ["delight"]},
        {"person": "P1", "stage": "trip", "value": -0.9, "facets": ["pain"]},
        {"person": "P2", "stage": "trip", "value": -0.8, "facets": ["pain"]},
        {"person": "P3", "stage": "trip", "value": 0.0},
        {"person": "P4", "stage": "trip", "value": 0.0},
        {"person": "P5", "stage": "booking", "value": 0.9, "facets": ["delight"]},
    )
    assert [stage.arc for stage in made.stages] == [None, 3.0, None]


def test_in_a_cell_sentences_of_each_person_stand_before_scraps(build):
    rows = [
        {"person": "P1", "stage": "trip", "text": "the oar", "value": -0.2, "confidence": 0.99},
        {"person": "P2", "stage": "trip", "text": "The oar broke at once.", "value": -0.5},
        {"person": "P1", "stage": "trip", "text": "It was the second oar that broke.", "value": -0.5},
    ]
    (trip,) = [stage for stage in build(*rows).stages if stage.quote_ids]
    assert list(trip.quote_ids) == ["q001", "q002", "q000"]
