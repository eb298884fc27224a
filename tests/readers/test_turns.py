"""Who asks and who answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from voc.readers import Reading
from voc.reading.talk.cast import cast
from voc.reading.talk.turns import Turn, merge, passages, preview

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
        ("S1", "S2"),
        ("P1", "Interviewee"),
        ("P", "R"),
        ("Moderatorin", "Anna"),
        ("Dana (Interviewer)", "Anna"),
        ("Dana", "Befragte"),
        ("Speaker 1", "P7"),
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
        (
            [*talk("Dana", "Anna"), Turn("Kim", "How many did you call?", "l"), Turn("Anna", TELLS, "l"),
             Turn("Kim", "And who answered your call?", "l"), Turn("Anna", TELLS, "l")],
            None,
            {"Dana": "interviewer", "Kim": "interviewer", "Anna": "participant"},
        ),
        (
            [*talk("Dana", "Anna"), Turn("Bea", TELLS, "l"), Turn("Bea", "Is that so? " + TELLS, "l"),
             Turn("Carl", TELLS, "l")],
            None,
            {"Dana": "interviewer", "Anna": "participant", "Bea": "participant", "Carl": "participant"},
        ),
        (
            [*talk("Dana", "P1"), Turn("Speaker 2", TELLS, "l"), Turn("Speaker 3", "Did it break again?", "l")],
            None,
            {"Dana": "interviewer", "P1": "participant", "Speaker 2": "participant", "Speaker 3": "interviewer"},
        ),
        (
            [*talk("Dana", "Anna"), Turn("Kim", "Okay.", "l")],
            "Dana; kim",
            {"Dana": "interviewer", "Kim": "interviewer", "Anna": "participant"},
        ),
        (
            [*talk("Dana", "Anna"), Turn("Note taker", "I am here, too.", "l")],
            "Dana",
            {"Dana": "interviewer", "Note taker": "interviewer", "Anna": "participant"},
        ),
        (talk("Agent", "Customer"), None, {"Agent": "agent", "Customer": "participant"}),
        ([Turn("P1", ASKS, "l"), Turn("P2", TELLS, "l")] * 3, None, {"P1": "participant", "P2": "participant"}),
        ([Turn("Dana", "und was war dann", "l"), Turn("Anna", "ich bin gegangen und habe gewartet", "l")] * 3,
         None, {"Dana": "interviewer", "Anna": "participant"}),
    ],
    ids=[
        "the study names her", "only one speaker", "only a participant", "only an interviewer", "nobody asks enough",
        "two of each by label", "two beside participants", "nobody named", "unknown speaker", "no turns",
        "two who ask", "a group", "voices beside names", "the study names two", "a note taker beside the one named",
        "a call", "only participants", "no question marks",
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


@pytest.mark.parametrize(
    "sound",
    [
        "Mm-hm.", "Okay.", "Right, yeah.", "Mm-hmm.", "Mm-hmm. [affirmative]", "Uh-huh.", "Mmm.", "Mm.", "Mhm.",
        "Yeah.", "I see.", "Gotcha.", "Sure.", "Hmmm…", "Ahh.", "Mm-hmm. [laughs]",
    ],
)  # fmt: skip
def test_a_sound_of_listening_is_no_new_question(sound: str) -> None:
    turns = [("Interviewer", "How was it?"), ("Anna", "Slow."), ("Interviewer", sound), ("Anna", "And very loud.")]
    found = list(passages([Turn(name, text, "line 1") for name, text in turns]))
    assert found[-1].question == "How was it?"


def test_cues_of_one_speaker_are_joined_at_the_place_of_the_first() -> None:
    turns = [Turn("A", "one", "cue 1"), Turn("A", "two", "cue 2"), Turn("B", "three", "cue 3"), Turn("A", "4", "cue 4")]
    assert merge(turns) == [Turn("A", "one two", "cue 1"), *turns[2:]]


def test_the_preview_says_who_is_taken_for_what_and_why() -> None:
    assert preview(talk("Dana", "Anna")) == [
        (
            "Dana",
            "interviewer, 4 turns — speaks first, ends 4 of 4 turns with a question, Anna 0 of 4; says 43 of 100 words",
        ),
        ("Anna", "participant, 4 turns — asks less than Dana"),
    ]
    assert preview(talk("Interviewer", None))[1] == ("(nobody named)", "participant, 4 turns — no name")


def test_where_nobody_clearly_asks_it_is_said() -> None:
    who = cast([Turn("Anna", TELLS, "line 1"), Turn("Bea", "So do I.", "line 2"), Turn("Anna", TELLS, "line 3")])
    assert who.unclear
    assert not cast(talk("Dana", "Anna")).unclear
    assert not cast([Turn("Anna", TELLS, "line 1")]).unclear


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("[Music]", True), ("(laughs)", True), ("[inaudible 00:12:03].", True), ("♪ ♪", True),
        ("[lacht] (Pause)", True),
        ("(The participant reads the text)", True), ("[Company]", False), ("(yes)", False), ("(laughs) Yes.", False),
        ("Music", False), ("(a) one", False), ("[PhysicsAPI].", False),
    ],
)  # fmt: skip
def test_a_remark_is_no_evidence(text: str, remark: bool) -> None:
    found = next(passages([Turn("Anna", text, "line 1")]))
    assert found.excluded == ("remark, nothing said" if remark else None)


def test_a_printed_question_is_the_question_of_what_follows() -> None:
    turns = [Turn(None, "1 Sign in.", "line 1", "interviewer"), Turn(None, "Okay, I am in.", "line 2")]
    found = list(passages(turns))
    assert [(passage.role, passage.question) for passage in found] == [
        ("interviewer", None),
        ("participant", "1 Sign in."),
    ]
    assert [name for name, _ in preview(turns)] == ["(printed question)", "(nobody named)"]


UNSURE = "unknown voice beside one participant"


@pytest.mark.parametrize("voice", [None, "Unknown Speaker", "Speaker 3"])
@pytest.mark.parametrize("asker", ["Interviewer", "Dana"])
def test_an_unknown_voice_beside_one_participant_is_nobody_new(voice: str | None, asker: str) -> None:
    turns = [*talk(asker, "Anna"), Turn(voice, "The lift is slow.", "line 9")]
    assert [passage.excluded for passage in passages(turns)] == [None] * 8 + [UNSURE]
    shown = "Speaker 3" if voice == "Speaker 3" else "(nobody named)"
    assert preview(turns)[-1] == (shown, "participant, 1 turns — unknown voice beside one participant: left out")


@pytest.mark.parametrize(
    "turns",
    [
        talk("Interviewer", None),
        talk("Interviewer", "Speaker 3"),
        [*talk("Interviewer", "Anna"), Turn("Bea", TELLS, "l"), Turn(None, "The lift is slow.", "l")],
        [Turn("Anna", TELLS, "l"), Turn(None, "The lift is slow.", "l")],
        [*talk("Interviewer", None), Turn("Observer Anna", "The lift is slow.", "l")],
        [*talk("Interviewer", "Anna"), Turn(None, "The lift is slow.", "l", "participant")],
    ],
    ids=["nobody named", "only voices", "several", "nobody asks", "the unnamed says most", "the file says who"],
)
def test_elsewhere_an_unknown_voice_counts(turns: list[Turn]) -> None:
    assert {passage.excluded for passage in passages(turns)} == {None}


def test_an_unknown_voice_has_no_pseudonym(read: Callable[..., Reading]) -> None:
    said = "Interviewer: How was it?\n\nAnna: I waited for an hour in the cold.\n\nSpeaker 3: The lift is slow.\n\n"
    reading = read({"a.txt": said + "Interviewer: And then?\n\nAnna: Then somebody came and let me in.\n"})
    rows = reading.quotes[reading.quotes["excluded"] == UNSURE]
    assert rows["text"].tolist() == ["The lift is slow."]
    assert rows["participant"].isna().all()
    assert len(reading.participants) == 1


def test_a_voice_that_the_participants_file_knows_counts() -> None:
    turns = [*talk("Interviewer", "Anna"), Turn("Speaker 3", "The lift is slow.", "l")]
    found = list(passages(turns, given={"speaker 3": "participant"}))
    assert found[-1].excluded is None


@pytest.mark.parametrize("name", [".", "Unknown Speaker"])
def test_a_name_that_names_nobody_is_shown_as_no_name(name: str) -> None:
    shown = preview([Turn("Dana", "How was it?", "line 1"), Turn(name, "It was late.", "line 2")])
    assert shown[-1] == ("(nobody named)", "participant, 1 turns — no name")
