"""Who asks and who answers."""

from __future__ import annotations

import pytest

from voc.readers._turns import Turn, cast, merge, passages, preview

ASKS, TELLS = "What did you do next? And why?", "I called the shop because it was broken again."


def talk(*names: str | None) -> list[Turn]:
    """A talk in which the first of two names asks and the second tells, four times over."""
    asker, teller = names
    return [Turn(name, text, f"line {n}") for n in range(4) for name, text in ((asker, ASKS), (teller, TELLS))]


@pytest.mark.parametrize(
    ("asker", "teller"),
    [
        ("Interviewer", "Anna"),
        ("Moderator 2", "Participant 1"),
        ("I", "P1"),
        ("Q", "A"),
        ("A1", "P1"),
        ("Researcher", "P12b"),
        ("Dana", "P3"),
        ("Dana", "Respondent"),
        ("Dana", "Anna"),
        ("Speaker 1", "Speaker 2"),
        ("Al", "Jo"),
        ("Jo", "Al"),
        ("An", "Su"),
        ("A", "B"),
        ("B", "A"),
        ("R", "P"),
        ("S", "T"),
    ],
)
def test_the_one_who_asks_is_the_interviewer(asker: str, teller: str) -> None:
    who = cast(talk(asker, teller))
    assert (who.role(asker), who.role(teller)) == ("interviewer", "participant")


@pytest.mark.parametrize(
    ("turns", "interviewer", "roles"),
    [
        (talk("Dana", "Anna"), "anna", {"Dana": "participant", "Anna": "interviewer"}),
        ([Turn("Anna", TELLS, "line 1"), Turn("Anna", ASKS, "line 2")], None, {"Anna": "participant"}),
        ([Turn("Participant", TELLS, "line 1")], None, {"Participant": "participant"}),
        ([Turn("Interviewer", ASKS, "line 1")], None, {"Interviewer": "interviewer"}),
        (
            [Turn("Anna", TELLS, "line 1"), Turn("Bea", "So do I.", "line 2"), Turn("Anna", "Really?", "line 3")],
            None,
            {"Anna": "participant", "Bea": "participant"},
        ),
        (
            [*talk("Moderator", "P1"), Turn("Note taker", "Which one?", "l"), Turn("P2", TELLS, "l")],
            None,
            {"Moderator": "interviewer", "Note taker": "interviewer", "P1": "participant", "P2": "participant"},
        ),
        (
            [*talk("Dana", "P1"), Turn("Kim", "Which one?", "l"), Turn("P2", TELLS, "l")],
            None,
            {"Dana": "interviewer", "Kim": "interviewer", "P1": "participant", "P2": "participant"},
        ),
        ([*talk(None, "Anna")], None, {None: "participant", "Anna": "participant"}),
        ([*talk("Unknown Speaker", "Anna")], None, {"Unknown Speaker": "participant", "Anna": "participant"}),
        ([], None, {"anybody": "participant"}),
    ],
    ids=[
        "the study names her", "only one speaker", "only a participant", "only an interviewer", "nobody asks enough",
        "two of each by label", "two beside participants", "nobody named", "unknown speaker", "no turns",
    ],
)  # fmt: skip
def test_roles(turns: list[Turn], interviewer: str | None, roles: dict[str | None, str]) -> None:
    who = cast(turns, interviewer=interviewer)
    assert {name: who.role(name) for name in roles} == roles


def test_an_answer_carries_the_question_before_it() -> None:
    found = list(
        passages(
            [
                Turn("Anna", "Hello there.", "line 1"),
                Turn("Interviewer", "How was it?", "line 2"),
                Turn("Anna", "Slow.", "line 3"),
                Turn("Bea", "Loud.", "line 4"),
                Turn("Interviewer", "And then?", "line 5"),
                Turn("Anna", "I left.", "line 6"),
            ]
        )
    )
    assert [passage.question for passage in found] == [None, None, "How was it?", "How was it?", None, "And then?"]
    assert [passage.locator for passage in found][:2] == ["turn 1, line 1", "turn 2, line 2"]


@pytest.mark.parametrize("sound", ["Mm-hm.", "Okay.", "Right, yeah."])
def test_a_sound_of_listening_is_no_new_question(sound: str) -> None:
    turns = [("Interviewer", "How was it?"), ("Anna", "Slow."), ("Interviewer", sound), ("Anna", "And very loud.")]
    found = list(passages([Turn(name, text, "line 1") for name, text in turns]))
    assert found[-1].question == "How was it?"


def test_cues_of_one_speaker_are_joined_at_the_place_of_the_first() -> None:
    turns = [Turn("A", "one", "cue 1"), Turn("A", "two", "cue 2"), Turn("B", "three", "cue 3"), Turn("A", "4", "cue 4")]
    assert merge(turns) == [Turn("A", "one two", "cue 1"), *turns[2:]]


def test_the_preview_says_who_is_taken_for_what_and_why() -> None:
    assert preview(talk("Dana", "Anna")) == [
        ("Dana", "interviewer, 4 turns — asks 8 questions, Anna 0"),
        ("Anna", "participant, 4 turns — asks less"),
    ]
    assert preview(talk("Interviewer", None))[1] == ("(nobody named)", "participant, 4 turns — no name")
