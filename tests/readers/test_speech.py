"""Names in front of what is said."""

from __future__ import annotations

import pytest

from voc.reading.talk.roles import said_role
from voc.reading.talk.speech import heading, speakers


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Anna: hello", ("Anna", 6, None)),
        ("Anna :  hello", ("Anna", 8, None)),
        ("Anna\u00a0: hello", ("Anna", 7, None)),
        ("Smith, John (Guest): hello", ("Smith, John (Guest)", 21, None)),
        ("**Anna:** hello", ("Anna", 10, None)),
        ("- Anna: hello", ("Anna", 8, None)),
        (">> ANNA: hello", ("ANNA", 9, None)),
        ("[Anna]: hello", ("Anna", 8, None)),
        ("[00:12:03] Anna: hello", ("Anna", 17, "00:12:03")),
        ("00:12:03 - Anna: hello", ("Anna", 17, "00:12:03")),
        ("#00:12:03-5# Anna: hello", ("Anna", 19, "00:12:03-5")),
        ("[00.12.03] Anna: hello", ("Anna", 17, "00.12.03")),
        ("12/06/2026, 17:30 - Anna: hello", ("Anna", 26, "17:30")),
        ("[17:30, 12/6/2026] Anna: hello", ("Anna", 25, "17:30")),
        ("Anna [00:12:03]: hello", ("Anna", 17, "00:12:03")),
        ("Anna (0:12): hello", ("Anna", 13, "0:12")),
        ("Anna: [0:12] hello", ("Anna", 13, "0:12")),
        ("Anna:", ("Anna", 5, None)),
        ("I:hello", ("I", 2, None)),
        ("访谈者：你好", ("访谈者", 4, None)),
        ("Anna:hello", None),
        ("https://example.org: down", None),
        ("at 10:30 we left", None),
        (f"{'x' * 61}: too long", None),
        ("no colon at all", None),
    ],
)
def test_a_possible_speaker_and_where_her_words_begin(line: str, found: tuple[str, int, str | None] | None) -> None:
    assert heading(line) == found


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["One thing I noticed: it is slow"], set()),
        (["One thing I noticed: it is slow", "One thing I noticed: it is loud"], set()),
        (["The point is: it is slow", "The point is: nobody cares"], set()),
        (["For example: a", "For example: b", *["and so on"] * 30], set()),
        (["Anna: hi", "Tom: hi", "Anna: One thing I noticed: slow", "Tom: ok"], {"Anna", "Tom"}),
        (["Speaker 1: hi", "SPEAKER_02: hi"], {"Speaker 1", "SPEAKER_02"}),
        (["Interviewer: hi", "P1: hi"], {"Interviewer", "P1"}),
        (["Q: hi?", "A: hi"], {"Q", "A"}),
        (["I: hallo?", "B: ja"], {"I", "B"}),
        (["So Yeon: hi", "So Yeon: it is slow"], {"So Yeon"}),
        (["My Linh: hi", "My Linh: it is slow"], {"My Linh"}),
        (["You Jin: hi", "You Jin: it is slow"], {"You Jin"}),
        (["Eva de Vries: hi", "Eva de Vries: no"], {"Eva de Vries"}),
        (["anna: hi", "Anna: no", "ANNA: so"], {"anna"}),
        (["Q1: a?", "A1: b", "Q2: c?", "A2: d"], {"Q", "A"}),
        (["Observation: a", "Quote: b", "Observation: c", "Quote: d"], set()),
        (["From: a", "To: b", "Subject: c", "From: d", "To: e", "Subject: f"], set()),
        (["Well, okay: a", "Well, okay: b"], set()),
        (["Is it on? Yes: a", "Is it on? Yes: b"], set()),
    ],
    ids=[
        "clause once", "clause twice", "the point is", "for example", "names", "labels", "roles", "q and a", "i and b",
        "Korean name", "Vietnamese name", "Chinese name", "small words in a name", "upper and lower case",
        "numbered questions", "research notes", "mails", "fillers", "a question",
    ],
)  # fmt: skip
def test_only_what_the_file_bears_out_is_a_speaker(lines: list[str], names: set[str]) -> None:
    assert set(speakers(lines).values()) == names


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Interviewer", "interviewer"), ("INT", "interviewer"), ("MOD 2", "interviewer"), ("I1", "interviewer"),
        ("Moderatorin", "interviewer"), ("Enquêteur", "interviewer"), ("Entrevistadora", "interviewer"),
        ("聞き手", "interviewer"), ("The moderator", "interviewer"), ("Note taker", "interviewer"),
        ("Anna (Interviewer)", "interviewer"), ("Interviewer - Dana", "interviewer"), ("Moderator Dana", "interviewer"),
        ("Dana, UX Researcher", "interviewer"), ("Interviewer_1", "interviewer"), ("Q12", "interviewer"),
        ("P1", "participant"), ("P 12b", "participant"), ("RESP", "participant"), ("PAR 3", "participant"),
        ("Befragte", "participant"), ("Teilnehmer 4", "participant"), ("Participante", "participant"),
        ("Ben (Participant)", "participant"), ("A1", "participant"), ("TN2", "participant"), ("Caller", "participant"),
        ("Agent", "agent"), ("Support agent 2", "agent"), ("Subject 3", "participant"),
        ("Subject", None), ("A", None), ("B", None), ("Anna", None), ("Dana (Host)", None), ("Anna (Guest)", None),
        ("Part 1", None), ("Interview", None), ("Host family", None), ("Anna-Maria", None), ("", None),
    ],
)  # fmt: skip
def test_what_a_name_says_of_its_role(name: str, role: str | None) -> None:
    assert said_role(name) == role
