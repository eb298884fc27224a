"""Personas on the whole map: planted kinds of people, none at all, too few, and what must not be shown."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_rand_score

from voc.errors import StudyError
from voc.journey._likeness import likeness
from voc.journey._material import Material
from voc.journey.model import PainPoint, Share
from voc.journey.personas import personas
from voc.study import Study

STAGES, CHANNELS = ("booking", "trip", "return"), ("app", "shop", "telephone")
BOATS = ("Canoe", "Yacht", "Ferry")


def people(seed, *, kinds=True, count=75):
    """Rows of quotes and a table of people; without ``kinds`` everything is by chance."""
    rng = np.random.default_rng(seed)
    kind = rng.integers(0, 3, count)

    def drawn(person, sure):
        return kind[person] if kinds and rng.random() < sure else rng.integers(0, 3)

    rows = []
    for person in range(count):
        name = f"P{person:03d}"
        theme = drawn(person, 0.9)
        rows.append(
            {
                "person": name,
                "stage": STAGES[theme],
                "value": -0.6,
                "facets": ["pain"],
                "channels": [CHANNELS[drawn(person, 0.9)]],
            }
        )
        for place, stage in enumerate(STAGES):
            mood = 0.5 if kinds and place != kind[person] else -0.3
            value = float(np.clip((mood if kinds else 0.0) + 0.3 * rng.standard_normal(), -1, 1))
            rows.append({"person": name, "stage": stage, "value": value, "facets": ["goal"]})
    table = pd.DataFrame(
        {
            "participant": [f"P{person:03d}" for person in range(count)],
            "Boat": [BOATS[drawn(person, 0.85)] for person in range(count)],
            "Town": [["Oar", "Bay"][rng.integers(0, 2)] if rng.random() < 0.8 else None for _ in range(count)],
        }
    )
    return rows, table, kind


def theme(rank, stage, quotes, tags):
    """The pains of one stage as one theme."""
    pained = set(tags.loc[(tags["kind"] == "facet") & (tags["label"] == "pain"), "quote_id"])
    at = set(tags.loc[(tags["kind"] == "stage") & (tags["label"] == stage), "quote_id"])
    ids = tuple(i for i in quotes["quote_id"] if i in pained & at)
    share = Share(0.5, None, None, len(ids), 75)
    return PainPoint(rank, 1, 3, 1.0, (), stage, stage, None, 0.1, None, None, share, 0.5, 1, ids, ids[0])


@pytest.fixture
def study(material, boats):
    def make(seed, **settings):
        rows, table, kind = people(seed, **settings)
        quotes, tags = material(*rows)
        made = Material(quotes, tags, boats, Study(resamples=200, seed=seed), table)
        return made, [theme(rank, stage, quotes, tags) for rank, stage in enumerate(STAGES, 1)], kind

    return make


@pytest.mark.parametrize("seed", range(3))
def test_three_kinds_of_people_become_three_personas(study, seed):
    made, pains, kind = study(seed)
    found = personas(made, pains)
    assert found.refused is None
    assert len(found.found) == 3
    whose = {
        made.customers.set_index("quote_id")["person"][i]: n for n, one in enumerate(found.found) for i in one.quote_ids
    }
    assert adjusted_rand_score(kind, [whose[person] for person in made.people]) >= 0.8


def test_people_by_chance_are_refused(study):
    refused = [personas(*study(seed, kinds=False)[:2]).refused for seed in range(5)]
    assert all(refused)
    assert {reason.split(":")[0] for reason in refused} == {"refused"}


def test_too_few_people_are_refused_in_words(study):
    made, pains, _ = study(0, count=19)
    found = personas(made, pains)
    assert found.refused == "refused: 19 people of whom enough is known are too few; it takes 20"
    assert found.found == ()
    assert found.basis.stability is None


def test_a_persona_by_hand(study):
    made, pains, _ = study(0)
    found = personas(made, pains)
    assert sum(one.n for one in found.found) == found.basis.people == 75
    said = made.customers.set_index("quote_id")
    for persona in found.found:
        members = {said["person"][i] for i in persona.quote_ids}
        assert len(members) == persona.n
        for trait in persona.traits:
            assert 5 <= trait.n <= trait.of <= persona.n
            assert trait.others_n <= trait.others_of <= persona.of - persona.n
            assert {said["person"][i] for i in (*trait.quote_ids, *trait.counter_ids)} <= members
            if trait.kind == "pain":
                assert trait.n == len({said["person"][i] for i in pains[int(trait.name) - 1].quote_ids} & members)
                assert all(said["valence"][i] > 0 and said["stage"][i] == trait.stage for i in trait.counter_ids)
        town = [one for one in persona.traits if one.name == "Town"]
        assert all(one.of < persona.n for one in town)  # unknown is not counted
        worst = min(persona.path, key=lambda step: step.score)
        assert worst.low < worst.score < worst.high
        assert [step.stage for step in persona.path] == [s for s in STAGES if s in {x.stage for x in persona.path}]
        assert persona.best_quote_id in persona.quote_ids
    assert {one.label.split(" · ")[0] for one in found.found}.isdisjoint({"Nothing sets them apart"})


def test_what_fewer_than_the_setting_share_is_not_shown(study):
    made, pains, _ = study(0)
    strict = Material(made.quotes, made.tags, made.book, Study(resamples=200, min_persona=15), made.participants)
    found = personas(strict, pains)
    assert all(trait.n >= 15 for one in found.found for trait in one.traits)
    assert all(step.n >= 15 for one in found.found for step in one.path)


def test_nothing_said_is_unknown_and_who_talks_much_is_not_another_kind(material, boats):
    rows = [{"person": f"P{n:02d}", "stage": "trip", "value": 0.5, "facets": ["goal"]} for n in range(20)]
    rows += [{"person": "P00", "stage": "trip", "value": 0.5, "facets": ["goal"]}] * 30
    quotes, tags = material(*rows)
    table = pd.DataFrame(
        {"participant": [f"P{n:02d}" for n in range(20)], "Boat": ["A", "B"] * 10, "Town": ["C", "C", "D", "D"] * 5}
    )
    found = likeness(Material(quotes, tags, boats, Study(resamples=200), table), [])
    # Everyone says the same: what sets people apart is their attributes alone.
    assert found.compared == ("Boat", "Town")
    assert len(found.rows) + found.unknown == 20
    assert np.isfinite(found.table.values).all()


def test_two_questionnaires_make_no_two_kinds_of_people(material, boats):
    """Half were asked what went wrong, half what they miss: that they answer so says nothing of who they are."""
    rng = np.random.default_rng(0)
    asked = [("What went wrong?", -0.5, ["pain"]), ("What do you miss?", 0.2, ["need"])]
    rows, towns = [], []
    for person in range(80):
        question, value, facets = asked[person % 2]
        towns.append(["Oar", "Bay", None][rng.integers(0, 3)])
        for stage in rng.choice(STAGES, 3):
            mood = {"value": value + 0.2 * rng.standard_normal(), "facets": facets if rng.random() < 0.8 else ["goal"]}
            rows.append({"person": f"P{person:02d}", "stage": stage, "kind": "survey", "question": question} | mood)
    quotes, tags = material(*rows)
    table = pd.DataFrame({"participant": [f"P{person:02d}" for person in range(80)], "Town": towns})
    found = personas(Material(quotes, tags, boats, Study(resamples=200), table), [])
    assert found.found == ()
    assert found.basis.people >= 40


def named(study, *, by, table=None, least=5):
    """The material and its pains where the study names its personas by an attribute."""
    made, pains, _ = study(0)
    settings = Study(resamples=200, personas=by, min_persona=least)
    who = made.participants if table is None else made.participants.assign(**table)
    return Material(made.quotes, made.tags, made.book, settings, who), pains


def test_the_study_names_its_personas_by_an_attribute(study):
    made, pains = named(study, by="boat")
    found = personas(made, pains)
    boats = made.participants.set_index("participant")["Boat"]
    assert {one.label: one.n for one in found.found} == {
        f"Boat: {boat}": count for boat, count in boats.value_counts().items()
    }
    said = made.customers.set_index("quote_id")["person"]
    for one in found.found:
        members = {said[i] for i in one.quote_ids}
        assert {f"Boat: {boats[person]}" for person in members} == {one.label}
        assert one.of == 75
        assert "Boat" not in {trait.name for trait in one.traits}
        (hurt,) = [trait for trait in one.traits if trait.kind == "pain"][:1]
        raised = {said[i] for i in pains[int(hurt.name) - 1].quote_ids}
        assert (hurt.n, hurt.of) == (len(raised & members), len(members))
        assert (hurt.others_n, hurt.others_of) == (len(raised - members), 75 - len(members))
    assert found.refused is None
    assert (found.basis.attribute, found.basis.people, found.basis.unknown) == ("Boat", 75, 0)
    assert found.basis.sentence.startswith("The study's own personas, by “Boat”; nothing here says that people fall")


def test_of_named_personas_those_of_few_people_and_people_without_one_are_told(study):
    kinds = ["Skipper"] * 40 + ["Guest"] * 30 + ["Cook"] * 2 + [None] * 3
    made, pains = named(study, by="Persona", table={"Persona": kinds})
    found = personas(made, pains)
    assert [(one.label, one.n, one.of) for one in found.found] == [("Skipper", 40, 72), ("Guest", 30, 72)]
    assert found.basis.small == ("Cook (2)",)
    assert found.basis.unknown == 3
    assert "72 people have a value; 3 are left out, since theirs is not known." in found.basis.sentence


def test_columns_and_values_that_differ_in_large_letters_alone_are_one(study):
    survey = ["Skipper"] * 40 + ["Guest"] * 20 + [None] * 15
    forms = [None] * 60 + ["guest"] * 7 + ["Skipper"] * 5 + [None] * 3
    made, pains = named(study, by="Persona", table={"persona": forms, "Persona": survey})
    found = personas(made, pains)
    assert [(one.label, one.n, one.of) for one in found.found] == [("Skipper", 45, 72), ("Guest", 27, 72)]
    assert found.basis.attribute == "Persona"
    assert "The study's own personas, by “Persona” and “persona”;" in found.basis.sentence
    assert not {trait.name for one in found.found for trait in one.traits} & {"Persona", "persona"}


def test_the_column_that_is_written_as_the_study_says_goes_before_another(study):
    made, pains = named(
        study, by="Persona", table={"persona": ["A"] * 70 + ["B"] * 5, "Persona": ["C"] * 60 + ["D"] * 15}
    )
    assert [(one.label, one.n) for one in personas(made, pains).found] == [("C", 60), ("D", 15)]


def test_people_of_several_personas_count_in_each_and_that_is_told(study):
    kinds = ["Skipper"] * 40 + ["Skipper; Guest"] * 10 + ["Guest"] * 25
    made, pains = named(study, by="Persona", table={"Persona": kinds})
    scales = pd.DataFrame({"attribute": ["Persona"], "kind": ["choices"]})
    found = personas(dataclasses.replace(made, attributes=scales), pains)
    assert [(one.label, one.n, one.of) for one in found.found] == [("Skipper", 50, 75), ("Guest", 35, 75)]
    assert "75 people have a value. Who has several counts in each." in found.basis.sentence


@pytest.mark.parametrize(
    ("kinds", "why"),
    [
        (["A"] * 75, "left out: everybody known has the same value, A"),
        ([f"kind {n // 3}" for n in range(75)], "no group of 5 people who said something"),
        ([f"kind {n}" for n in range(75)], "left out: 75 different values for 75 people make no groups"),
    ],
)
def test_an_attribute_that_makes_no_groups_makes_no_personas(study, kinds, why):
    found = personas(*named(study, by="Persona", table={"Persona": kinds}))
    assert found.found == ()
    assert found.refused == f"refused: “Persona”, by which the study names its personas: {why}"


def test_an_attribute_that_nobody_has_is_refused(study):
    with pytest.raises(StudyError, match=r"personas = 'Boot' in study.toml: people have no .* did you mean 'Boat'\?"):
        personas(*named(study, by="Boot"))


def test_of_two_attributes_that_differ_in_capitals_the_one_is_meant_that_is_spelled_so(study):
    table = {"Boat": ["A", "B", "C"] * 25, "boat": ["x", "y", "z"] * 25}
    assert personas(*named(study, by="Boat", table=table)).basis.attribute == "Boat"


def test_words_against_are_not_those_for_it_and_say_that_they_please_or_hurt(material, boats):
    """A quote that tells of two channels is against neither; a sentence of no weight is no delight."""
    both = {"stage": "trip", "value": -0.6, "facets": ["pain"], "channels": ["app", "shop"]}
    rows = [both | {"person": f"P{n:02d}"} for n in range(12)]
    rows += [{"person": f"P{n:02d}", "stage": "trip", "value": 0.02} for n in range(12)]
    rows += [{"person": "P00", "stage": "trip", "value": 0.8, "facets": ["delight"]}]
    quotes, tags = material(*rows)
    table = pd.DataFrame({"participant": [f"P{n:02d}" for n in range(12)], "Persona": ["A"] * 6 + ["B"] * 6})
    made = Material(quotes, tags, boats, Study(resamples=200, personas="Persona"), table)
    first, second = personas(made, [theme(1, "trip", quotes, tags)]).found
    for one in (first, second):
        channels = [trait for trait in one.traits if trait.kind == "channel"]
        assert {trait.name: trait.counter_ids for trait in channels} == {"app": (), "shop": ()}
    against = [trait.counter_ids for one in (first, second) for trait in one.traits if trait.kind == "pain"]
    assert [len(ids) for ids in against] == [1, 0]


def test_a_long_question_is_cut_before_the_names_of_personas(study):
    question = "Which of the following boats did you most recently take out with us?"
    made, pains = named(study, by=question, table={question: ["Canoe"] * 40 + ["Yacht"] * 35})
    assert personas(made, pains).found[0].label == "Which of the following boats did you …: Canoe"
