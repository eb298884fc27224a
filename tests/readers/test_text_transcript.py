"""Plain-text and Word transcripts."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable, Sequence

import pytest

from voc.errors import ReadError
from voc.readers import Reading
from voc.reading.talk import ways as _ways
from voc.reading.talk.filled import filled

TALK = (
    ("Interviewer", "How did you find us?"),
    ("Anna", "I saw an advert on the bus."),
    ("Interviewer", "And then what happened?"),
    ("Anna", "I could not find the shop."),
)
ANSWERS = ["I saw an advert on the bus.", "I could not find the shop."]


def evidence(reading: Reading) -> list[str]:
    return reading.quotes.loc[reading.quotes["excluded"].isna(), "text"].tolist()


def lines(pattern: str, talk: Sequence[tuple[str, str]] = TALK) -> str:
    return "".join(pattern.format(name, text) for name, text in talk)


@pytest.mark.parametrize(
    "text",
    [
        lines("{}: {}\n"),
        lines("{}: {}\n\n"),
        lines("{} : {}\n"),
        lines("   {}: {}\n"),
        lines("[00:12:03] {}: {}\n"),
        lines("(1:02) {}: {}\n"),
        lines("  [0:12] {}: {}\n"),
        lines("{}  0:12  \n{}\n\n"),
        lines("{} 1:00:12\n{}\n\n"),
        "Study of buses\n3 May 2026\n\n" + lines("{}: {}\n"),
        "Interviewer: Dana\nParticipant: Anna\nDate: 3 May\n\n" + lines("{}: {}\n").replace("Interviewer", "Dana"),
        lines("**{}**: {}\n\n"),
        lines("**{}:** {}\n\n"),
        lines("{}: [00:00:10] {}\n\n"),
        lines("{} [00:12:03]: {}\n"),
        lines("{} (0:12):\n{}\n\n"),
        lines("[00:12:03] {}\n{}\n\n"),
        lines("00:12:03 - {}\n{}\n\n"),
        lines("[{}] 10:02:45\n{}\n\n"),
        lines("{} | 00:12\n{}\n\n"),
        lines("12:03 {}: {}\n"),
        lines("#00:12:03-5# {}: {}\n"),
        lines("{}: {} #00:12:03-5#\n"),
        lines("[00.12.03] {}: {}\n"),
        lines("12/06/2026, 17:30 - {}: {}\n"),
        lines("[{}] {}\n\n"),
        lines("[{}]: {}\n"),
        lines("{} – {}\n"),
        lines("00:12\t{}\t{}\n"),
        lines("{}\n{}\n\n"),
        lines("{}. {}\n").replace("Interviewer", "Q").replace("Anna", "A"),
        lines("{}: {}\n").replace("Interviewer", "INT").replace("Anna", "RESP"),
        lines("{}: {}\n").replace("Interviewer", "Interviewer (Dana)"),
        lines("{} : {}\n").replace("Interviewer", "Enquêteur").replace("Anna", "Participante 2"),
        lines("{}：{}\n").replace("Interviewer", "访谈者").replace("Anna", "受访者"),
        "I: Interviewerin\nB: Befragte, 34 Jahre\n\n"
        + lines("{}: {}\n").replace("Interviewer", "I").replace("Anna", "B"),
        "Dana = Interviewer\n\n" + lines("{}: {}\n").replace("Interviewer", "Dana"),
        "Title\nAttendees\nAnna, Dana\n00:00:00\n\n" + lines("{}: {}\n") + "00:05:00\nMeeting ended after 00:06:12 👋",
        "### 00:00:00 {#00:00:00}\n\n" + lines("**{}:** {}\n\n") + "### Transcription ended after 00:06:12\n",
        "Study\nTue, 12 May 2026 • 38:33\n\nSPEAKERS\nAnna, Interviewer\n\n" + lines("{}  0:12\n{}\n\n"),
    ],
    ids=[
        "name", "blank lines", "space before the colon", "indented", "time in brackets", "time in round brackets",
        "indented time", "otter", "otter with hours", "title above", "the head says who is who", "bold name",
        "bold name and colon", "Sonix", "name and time", "Rev", "time and name above", "time first", "Zoom captions",
        "a bar between", "bare time", "f4 in front", "f4 behind", "QualCoder", "WhatsApp", "brackets",
        "brackets and colon", "dashes", "tabs", "names alone", "deposition", "short labels", "role in brackets",
        "French", "Chinese", "legend", "equals", "Google Meet", "Google Meet as Markdown", "Otter with its header",
    ],
)  # fmt: skip
def test_the_answers_are_the_evidence(read: Callable[..., Reading], text: str) -> None:
    assert evidence(read({"a.md": text})) == ANSWERS


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        ("[00:00.000 -> 00:04.500]  I came and\n[00:04.500 -> 00:06.500]  saw.\n[00:09.000 -> 00:10.000] So.\n",
         [("line 1 at 00:00.000", "I came and saw."), ("line 3 at 00:09.000", "So.")]),
        ("[0.00s -> 4.50s] I came.\n[4.50s -> 6.50s] I saw.\n[9.00s -> 10.00s] I left.\n",
         [("line 1 at 0.00s", "I came."), ("line 2 at 4.50s", "I saw."), ("line 3 at 9.00s", "I left.")]),
        ("[00.00.02] I came.\n[00.00.12] I saw.\n[00.00.22] I left.\n",
         [("line 1 at 00.00.02", "I came."), ("line 2 at 00.00.12", "I saw."), ("line 3 at 00.00.22", "I left.")]),
        ("I came. #00:00:02-1#\nI saw. #00:00:09-0#\nSo. #00:01:02-5#\n",
         [("line 1 at 00:00:02-1", "I came."), ("line 2 at 00:00:09-0", "I saw."), ("line 3 at 00:01:02-5", "So.")]),
        ("Transcript\n0:00\nI came\n0:04\n4 seconds\nand saw\n0:07\n7 seconds\nand left.\n",
         [("line 2 at 0:00", "I came and saw and left.")]),
        ("0:00 I came.\n0:04 I saw.\n0:09 I left.\n",
         [("line 1 at 0:00", "I came."), ("line 2 at 0:04", "I saw."), ("line 3 at 0:09", "I left.")]),
    ],
    ids=["whisper-jax", "faster-whisper", "QualCoder", "f4", "copied from YouTube", "bare"],
)  # fmt: skip
def test_times_without_names_are_turns(read: Callable[..., Reading], text: str, turns: list[tuple[str, str]]) -> None:
    reading = read({"a.txt": text})
    found = dict(zip(reading.quotes["locator"], reading.quotes["text"], strict=True))
    assert list(found.items()) == [(f"turn {n}, {place}", text) for n, (place, text) in enumerate(turns, 1)]
    assert "no speaker is named" in reading.files[0].note


@pytest.mark.parametrize(
    "text",
    [
        "Bus study\nMay\n0:30 I came.\n0:10 I left.\n0:05 I saw.\n",
        "I came at\n10:30\nand left\nthen\nagain\nand\nso on\n",
        "(3-5) people came.\n(3-5) left.\n(3-5) stayed.\nSo it is.\n",
    ],
    ids=["out of order", "one time", "numbers in brackets"],
)
def test_some_numbers_are_no_times_of_a_recording(read: Callable[..., Reading], text: str) -> None:
    with pytest.raises(ReadError, match="no structure of a known format"):
        read({"a.txt": text})


ASKED = """\
Date: 3 May 2026
1 Read the home page.
Okay, that is what I read now. I think
it is long.
(The participant reads on)
MODERATOR: What do you make of it?
2 events, I see.
1.a Was it clear?
It was.
2 Log in.
MODERATOR: Please.
I am in.
"""


def test_where_only_the_moderator_is_marked_the_rest_is_the_participant(read: Callable[..., Reading]) -> None:
    reading = read({"a.txt": ASKED})
    rows = reading.quotes.astype(object).where(reading.quotes.notna(), None)
    assert [(row["text"], row["role"], row["excluded"]) for row in rows.to_dict("records")] == [
        ("1 Read the home page.", "interviewer", "interviewer's words"),
        ("Okay, that is what I read now.", "participant", None),
        ("I think\nit is long.", "participant", None),
        ("(The participant reads on)", "participant", "remark, nothing said"),
        ("What do you make of it?", "interviewer", "interviewer's words"),
        ("2 events, I see.", "participant", None),
        ("1.a Was it clear?", "interviewer", "interviewer's words"),
        ("It was.", "participant", None),
        ("2 Log in.", "interviewer", "interviewer's words"),
        ("Please.", "interviewer", "interviewer's words"),
        ("I am in.", "participant", None),
    ]
    assert reading.quotes["participant"].nunique() == 1
    assert "only the interviewer is marked" in reading.files[0].note


def test_numbered_questions_are_of_one_who_asks(read: Callable[..., Reading]) -> None:
    text = "Q1: How often?\nA1: Twice a week.\n\nQ2: And why?\nA2: It is cheap.\nQ3: Else?\nA3: It is warm.\n"
    quotes = read({"a.txt": text}).quotes
    assert set(zip(quotes["participant"].dropna(), quotes["role"][quotes["participant"].notna()], strict=True)) == {
        ("P001", "participant")
    }
    assert quotes.loc[quotes["text"] == "It is cheap.", "question"].tolist() == ["And why?"]


def test_a_single_name_in_front_of_every_line_is_a_speaker(read: Callable[..., Reading]) -> None:
    quotes = read({"a.txt": "Anna: I came.\nAnna: I saw the shop.\nAnna: It was closed.\nAnna: I left.\n"}).quotes
    assert quotes["text"].tolist() == ["I came.", "I saw the shop.", "It was closed.", "I left."]
    assert quotes["participant"].nunique() == 1


def test_a_call_is_answered_to_the_agent(read: Callable[..., Reading]) -> None:
    text = "Agent: How can I help you?\nCustomer: My parcel never came.\nAgent: Since when?\nCustomer: Two weeks.\n"
    quotes = read({"a.txt": text}).quotes
    assert quotes["role"].tolist() == ["agent", "participant"] * 2
    assert quotes["question"].tolist()[3] == "Since when?"


def test_lines_above_the_first_turn_are_counted(read: Callable[..., Reading]) -> None:
    text = "Study of buses\nInterviewer: Dana\n\n" + lines("{}: {}\n").replace("Interviewer", "Dana")
    assert read({"a.txt": text}).files[0].note == "lines above the first turn, not read: 2"


def test_a_welcome_that_comes_once_is_no_head(read: Callable[..., Reading]) -> None:
    text = "Moderator: Welcome to all of you, and please begin.\n" + lines("{}: {}\n").replace("Interviewer", "P1")
    assert "Welcome to all of you, and please begin." in read({"a.txt": text}).quotes["text"].tolist()


@pytest.mark.parametrize(
    ("head", "asks", "tells"),
    [
        ("Interviewer: Dana Holt\nParticipant: Anna K.\n", "Dana", "Anna"),
        ("Moderator: Dana (D). Participants: Anna (A), Bert (B), Carl (C)\n", "D", "A"),
        ("Bus panel\nParticipants: Anna (A), Bert (B), Carl (C), Dora (E), Emil (F)\nModerator: Dana (D)\n", "D", "A"),
    ],
    ids=["an initial ends no sentence", "signs in brackets", "a line each"],
)
def test_who_is_who_at_the_top_is_nobody_s_words(
    read: Callable[..., Reading], head: str, asks: str, tells: str
) -> None:
    """The one who asks asks but once, so that only the top tells it."""
    talk = [(asks, "Tell me of the bus."), (tells, ANSWERS[0]), (asks, "And then."), (tells, ANSWERS[1])]
    reading = read({"a.txt": f"{head}\n{lines('{}: {}' + chr(10), talk)}"})
    assert evidence(reading) == ANSWERS
    assert reading.quotes["participant"].nunique() == 1
    assert reading.quotes["question"].dropna().tolist() == ["Tell me of the bus.", "And then."]


def test_the_labels_that_speak_may_be_given_names_at_the_top(read: Callable[..., Reading]) -> None:
    head = "Interviewer: Dana Holt\nParticipant: Anna K.\nDate: 3 May\n\n"
    reading = read({"a.txt": head + lines("{}: {}\n").replace("Anna:", "Participant:")})
    assert evidence(reading) == ANSWERS
    assert reading.quotes["question"].dropna().tolist() == ["How did you find us?", "And then what happened?"]


def test_a_participant_at_the_top_may_be_marked_no_more(read: Callable[..., Reading]) -> None:
    reading = read({"a.txt": "Participant: P7\nDate: 3 May\n\n" + lines("{}: {}\n").replace("Anna: ", "")})
    assert evidence(reading) == ANSWERS


@pytest.mark.parametrize(
    ("head", "asks", "answers", "names"),
    [
        ("Participant: Hamish Jarvis, 61", "Q", "A", {"Hamish Jarvis"}),
        (
            "Interviewer: Dana Holt\nParticipant: Hamish Jarvis", "Interviewer", "Participant",
            {"Dana Holt", "Hamish Jarvis"},
        ),
        ("Interview with Anna Berg-Holm, Leeds", "Interviewer", "Anna", {"Anna Berg-Holm"}),
        ("Talk with Anna Østergård, Oslo", "Interviewer", "Anna", {"Anna Østergård"}),
        ("Talk with ליאת כהן", "Interviewer", "ליאת", {"ליאת כהן"}),
        ("Anna über den Bus", "Interviewer", "Anna", set()),
        ("Anna Monday, room 4", "Interviewer", "Anna", set()),
        ("Anna May 3, room 4", "Interviewer", "Anna", set()),
        ("Anna Berg Tuesday", "Interviewer", "Anna", {"Anna Berg"}),
        ("Anna says Anna Berg", "Interviewer", "Anna", {"Anna Berg"}),
        ("Participant: Hamish Jarvis", "Dana", "Anna", set()),
        ("Participant: P7", "Q", "A", set()),
    ],
)  # fmt: skip
def test_the_name_that_the_top_gives_a_speaker_is_hers(
    read: Callable[..., Reading], head: str, asks: str, answers: str, names: set[str]
) -> None:
    said = lines("{}: {}\n").replace("Anna:", f"{answers}:").replace("Interviewer:", f"{asks}:")
    reading = read({"a.txt": f"{head}\n\n{said}"})
    assert evidence(reading) == ANSWERS
    assert names == set(reading.names["name"]) - {asks, answers}
    persons = reading.names[reading.names["participant"].notna()]
    assert names - {"Dana Holt"} == set(persons["name"]) - {answers}


def test_a_short_greeting_is_no_head(read: Callable[..., Reading]) -> None:
    text = "Interviewer: Hello\nParticipant: Good morning\n" + lines("{}: {}\n").replace("Anna:", "Participant:")
    assert read({"a.txt": text}).quotes["text"].tolist()[:2] == ["Hello", "Good morning"]


def test_a_time_in_words_beside_the_clock_is_nobody_s_words(read: Callable[..., Reading]) -> None:
    """As it is copied from the page of a Teams recording; an answer that is a time stays."""
    said = ["What did you expect?", "A price, I think.", "How long did it take?", "2 minutes 30 seconds", "And then?"]
    said.append("I left the page.")
    text = "".join(
        f"{'Anna Lee' if number % 2 else 'Jo Meyer'}\n0 minutes {number + 3} seconds\n0:0{number + 3}\n{words}\n"
        for number, words in enumerate(said)
    )
    quotes = read({"a.txt": text}).quotes
    assert quotes["text"].tolist() == said
    assert quotes["role"].tolist() == ["interviewer", "participant"] * 3


@pytest.mark.parametrize(
    "text", ["Interviewer: Why did you leave?\nParticipant: It was closed.\n", "Q: Why?\n\nA: It was closed.\n"]
)
def test_two_lines_of_one_who_asks_and_one_who_answers(read: Callable[..., Reading], text: str) -> None:
    quotes = read({"a.txt": text}).quotes
    assert quotes["role"].tolist() == ["interviewer", "participant"]


@pytest.mark.parametrize(
    "text",
    [
        "Observation: a click\nQuote: why is it here\nObservation: a sigh\nQuote: no idea\nPain point: the menu\n",
        "From: a@b.c\nTo: d@e.f\nSubject: late\n\nIt never came.\n\nFrom: d@e.f\nTo: a@b.c\nSubject: late\n\nSorry.\n",
        "One thing I noticed: it is slow.\nAnother thing: it was closed.\nOne thing I noticed: it is loud.\n",
        "- Login: slow\n- Menu: hidden\n- Price: high\n- Help: none\n",
    ],
    ids=["research notes", "mails", "clauses", "a list"],
)
def test_colons_alone_make_no_transcript(read: Callable[..., Reading], text: str) -> None:
    with pytest.raises(ReadError, match="no structure of a known format"):
        read({"a.txt": text})


@pytest.mark.parametrize(
    "sign", ["a:", " ", "(", "[", "#", "1:", "?", ".", "word ", "[00:00:00 - ", "- ", "\t", "Anna, "]
)
def test_a_line_without_end_takes_no_time(read: Callable[..., Reading], sign: str) -> None:
    text = lines("{}: {}\n") + "Anna: " + sign * 60_000 + "x\n"
    begin = time.process_time()
    way = _ways.find(filled((f"line {n}", line) for n, line in enumerate((text + sign * 60_000).split("\n"), 1)))
    assert way is not None
    assert time.process_time() - begin < 2


def test_lines_without_a_name_go_on_with_the_turn(read: Callable[..., Reading]) -> None:
    reading = read({"a.txt": lines("{}: {}\n") + "\nIt was late by then.\n"})
    assert evidence(reading) == [*ANSWERS, "It was late by then."]
    assert reading.quotes["locator"].tolist()[-2:] == ["turn 4, line 4"] * 2


def test_a_name_alone_on_its_line_begins_a_turn_too(read: Callable[..., Reading]) -> None:
    text = lines("{}: {}\n") + "Interviewer:\nWas it open at last?\nAnna:\nIt was closed for good.\n"
    assert evidence(read({"a.txt": text})) == [*ANSWERS, "It was closed for good."]


def test_a_clock_at_the_end_of_a_line_is_no_heading(read: Callable[..., Reading]) -> None:
    said = ["I get up at 7:00", "I eat at 8:30", "Lunch is at 12:30"]
    talk = [("Interviewer", "When?"), *(("Anna", text) for text in said)]
    assert evidence(read({"a.txt": lines("{}: {}\n", talk)})) == said


def test_a_clock_inside_an_otter_turn_is_no_heading(read: Callable[..., Reading]) -> None:
    text = lines("{}  0:12\n{}\n\n").replace("on the bus.", "on the bus.\nThey said it opens at 9:30")
    assert evidence(read({"a.txt": text})) == [ANSWERS[0], "They said it opens at 9:30", ANSWERS[1]]


def test_an_unnamed_otter_turn_is_a_time_alone(read: Callable[..., Reading]) -> None:
    text = lines("{}  0:12\n{}\n\n") + "0:44\nIt was still closed at noon.\n"
    quotes = read({"a.txt": text}).quotes
    assert quotes["text"].tolist()[-1] == "It was still closed at noon."
    assert quotes["participant"].tolist()[-1] != quotes["participant"].tolist()[-2]


def test_otter_s_last_line_is_nobody_s_words(read: Callable[..., Reading]) -> None:
    text = lines("{}  0:12\n{}\n\n") + "Transcribed by https://otter.ai\n"
    assert evidence(read({"a.txt": text})) == ANSWERS


@pytest.mark.parametrize(
    "text",
    [
        "A letter.\n\nNobody speaks: it is prose.\n",
        "Anna: hello\nThe rest is prose.\n",
        "\n\n",
        "{\\rtf1 Anna: hi}\n",
    ],
    ids=["prose", "one name", "blank lines", "rtf"],
)
def test_prose_is_no_transcript(read: Callable[..., Reading], text: str) -> None:
    with pytest.raises(ReadError, match=r"^a\.txt: .*no structure of a known format"):
        read({"a.txt": text})


def table(*header: str, order: str = "tsx") -> list[list[str]]:
    """The talk as table rows; ``order``: t is the time, s the speaker, x the text, n a number, e an empty cell."""
    cells = [{"t": f"00:00:0{n}", "s": name, "x": text, "n": str(n), "e": ""} for n, (name, text) in enumerate(TALK, 1)]
    return [*([list(header)] if header else []), *([row[kind] for kind in order] for row in cells)]


@pytest.mark.parametrize(
    "rows",
    [
        table("Time", "Speaker", "Text"),
        table(),
        table(order="sx"),
        table("Time", "Speaker", "What was said"),
        table("Speaker", "Text", "Time", order="sxt"),
        table("Time", "Speaker", "Text", "Notes", order="tsxe"),
        table("#", "Time", "Speaker", "Text", order="ntsx"),
    ],
    ids=["time first", "no header", "two columns", "own header words", "time last", "empty last column", "numbered"],
)
def test_word_tables(read: Callable[..., Reading], document: Callable[..., bytes], rows: list[list[str]]) -> None:
    assert evidence(read({"a.docx": document((), rows)})) == ANSWERS


def test_a_column_for_each_speaker(read: Callable[..., Reading], document: Callable[..., bytes]) -> None:
    talk = [text for _, text in TALK]
    rows = [["Question", "Answer"], talk[:2], talk[2:]]
    quotes = read({"a.docx": document((), rows)}).quotes
    assert quotes.loc[quotes["excluded"].isna(), "text"].tolist() == ANSWERS
    assert quotes["question"].dropna().tolist() == talk[::2]


def test_localised_header_words(read: Callable[..., Reading], document: Callable[..., bytes]) -> None:
    rows = table("Zeit", "Sprecher", "Transkript")
    assert evidence(read({"a.docx": document((), rows)})) == ANSWERS


@pytest.mark.parametrize(
    "paragraphs",
    [
        [f"{name}: {text}" for name, text in TALK],
        ["\n".join(f"{name}: {text}" for name, text in TALK)],
        [part for name, text in TALK for part in (f"{name}   0:03", text)],
        [f"{name}   0:03\n{text}" for name, text in TALK],
        [part for name, text in TALK for part in (f"{name}  (00:12:03)", text)],
    ],
    ids=["names", "soft line breaks", "Teams headings", "Teams with soft breaks", "Rev headings"],
)
def test_word_paragraphs(read: Callable[..., Reading], document: Callable[..., bytes], paragraphs: list[str]) -> None:
    assert evidence(read({"a.docx": document(paragraphs)})) == ANSWERS


QUESTIONS = ("How did you find us?", "And then what happened?", "Did it help?")
TOLD = ("I saw an advert on the bus.", "I could not find the shop.", "No, it was closed.")
TOP = ("Participant: Anna, 34, nurse", "Interviewer: Dana Holt")


@pytest.mark.parametrize(
    ("top", "mark"),
    [
        ((), "**{}**"),
        (("Talk 7", "Date: 3 May", *TOP), "**{}**"),
        (("**Talk 7**", *reversed(TOP)), "**{}**"),
        (TOP, "{}"),
        ((), "{}"),
    ],
    ids=["bold", "below a head", "below a bold title", "every other below a head", "every other"],
)
def test_questions_are_told_by_their_look(
    read: Callable[..., Reading], document: Callable[..., bytes], top: Sequence[str], mark: str
) -> None:
    talk = [part for asked, told in zip(QUESTIONS, TOLD, strict=True) for part in (mark.format(asked), told)]
    reading = read({"a.docx": document([*top, *talk])})
    assert evidence(reading) == list(TOLD)
    assert reading.quotes["question"].dropna().tolist() == list(QUESTIONS)
    assert reading.quotes["participant"].nunique() == 1
    assert ("Anna" in reading.names["name"].tolist()) == (len(top) > 1)


@pytest.mark.parametrize(
    "paragraphs",
    [
        [*TOP, *TOLD, *TOLD],
        ["**Summary**", TOLD[0], "**Method**", TOLD[1], "**Findings**", TOLD[2]],
        [*TOP, *QUESTIONS, *TOLD],
        [QUESTIONS[0], *TOLD, QUESTIONS[1], TOLD[0], QUESTIONS[2], TOLD[1]],
    ],
    ids=["a head alone", "headings of a report", "a guide", "now and then"],
)
def test_where_no_look_tells_who_asks_it_is_refused(
    read: Callable[..., Reading], document: Callable[..., bytes], paragraphs: list[str]
) -> None:
    with pytest.raises(ReadError, match="no structure of a known format"):
        read({"a.docx": document(paragraphs)})


def _with(archive: bytes, member: str, content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, content if name == member else old.read(name))
    return buffer.getvalue()


@pytest.mark.parametrize("fault", ["text", "cut short", "no XML", "no document", "a byte changed", "not UTF-8"])
def test_a_broken_word_file_is_an_error_in_one_line(
    read: Callable[..., Reading], document: Callable[..., bytes], fault: str
) -> None:
    good = document([f"{name}: {text}" for name, text in TALK])
    damaged = bytearray(good)
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        info = archive.getinfo("word/document.xml")
    damaged[info.header_offset + 30 + len(info.filename) + 20] ^= 0xFF
    content = {
        "text": b"Anna: hello",
        "cut short": good[: len(good) // 2],
        "no XML": _with(good, "word/document.xml", b"<not xml"),
        "no document": _with(good, "[Content_Types].xml", b"<Types/>"),
        "a byte changed": bytes(damaged),
        "not UTF-8": _with(good, "word/document.xml", b"<?xml version='1.0' encoding='utf-8'?><a>\xff</a>"),
    }[fault]
    with pytest.raises(ReadError, match=r"^a\.docx: [^\n]*$"):
        read({"a.docx": content})


def test_a_word_file_of_both_says_what_was_left_out(
    read: Callable[..., Reading], document: Callable[..., bytes]
) -> None:
    content = document([f"{name}: {text}" for name, text in TALK], [["Date", "3 May"]])
    reading = read({"a.docx": content})
    assert evidence(reading) == ANSWERS
    assert reading.files[0].note == "read its paragraphs; left out: 3 words of tables"


def test_a_table_row_without_a_speaker_goes_on(read: Callable[..., Reading], document: Callable[..., bytes]) -> None:
    rows = [*table("Speaker", "Text", order="sx"), ["", "It was late by then."]]
    quotes = read({"a.docx": document((), rows)}).quotes
    assert quotes["participant"].tolist()[-1] == quotes["participant"].tolist()[-2]


def test_what_teams_says_of_the_recording_is_nobody_s_words(read: Callable[..., Reading]) -> None:
    text = "Dana started transcription\n\n" + lines("{}   0:03\n{}\n") + "\nDana stopped transcription\n"
    assert evidence(read({"a.txt": text})) == ANSWERS


def test_a_chat_of_zoom_without_words_is_an_error_in_one_line(read: Callable[..., Reading]) -> None:
    with pytest.raises(ReadError, match="nobody writes a word"):
        read({"a.txt": "10:01:12\t From Una to Everyone:\n\n"})


def test_an_older_chat_of_zoom_with_the_words_behind_the_names(read: Callable[..., Reading]) -> None:
    talk = lines("10:01:12\t From  {}  to  Everyone : {}\n", [(name.replace("Int", "Dana Int"), t) for name, t in TALK])
    assert evidence(read({"a.txt": talk})) == ANSWERS


def test_a_sign_that_stands_in_brackets_behind_a_label_is_its_speakers(read: Callable[..., Reading]) -> None:
    text = (
        "# Interview Transcript: how meals are planned\n\n"
        "**Interviewer (I):** Could you tell me about your week?\n\n**Respondent (R):** I plan on Sunday.\n\n"
        "**I:** And then?\n\n**R:** I write a list.\n\n**I:** Who shops?\n\n**R:** My son does.\n"
    )
    reading = read({"a.md": text})
    assert evidence(reading) == ["I plan on Sunday.", "I write a list.", "My son does."]
    assert reading.quotes["participant"].dropna().nunique() == 1
    assert reading.files[0].note == "lines above the first turn, not read: 1"


def test_who_speaks_once_behind_a_time_has_her_own_words(read: Callable[..., Reading]) -> None:
    talk = (
        ("Alex Kim", "Is it late?"),
        ("Sarah Chen", "It was late."),
        ("Alex Kim", "And now?"),
        ("Sarah Chen", "Too."),
    )
    text = "".join(f"[00:0{n}:40] {name}\n{said}\n\n" for n, (name, said) in enumerate(talk))
    quotes = read({"a.txt": f"{text}[00:09:01] Rachel Marsh\nIt was hard to find the room.\n"}).quotes
    assert quotes["text"].iloc[-1] == "It was hard to find the room."
    assert quotes["participant"].iloc[-1] not in (None, quotes["participant"].iloc[1])


@pytest.mark.parametrize("name", ["a.srt", "a.vtt"])
def test_what_panopto_says_of_its_captions_is_nobodys_words(read: Callable[..., Reading], name: str) -> None:
    head, mark = ("WEBVTT\n\n", ".") if name.endswith("vtt") else ("", ",")
    text = (
        f"{head}1\n00:00:00{mark}240 --> 00:00:06{mark}090\n[Auto-generated transcript. Edits may have been applied "
        f"for clarity.]\nThe machine took no card.\n\n2\n00:00:06{mark}810 --> 00:00:10{mark}860\nSo I went away.\n"
    )
    assert evidence(read({name: text})) == ["The machine took no card.", "So I went away."]


def test_a_time_that_is_the_same_on_every_line_tells_nothing(read: Callable[..., Reading]) -> None:
    talk = "".join(f"0:00 {name}  5{n}:14\n\n0:00 {text}\n\n" for n, (name, text) in enumerate(TALK))
    reading = read({"a.txt": f"{talk}0:00 Transcribed by https://otter.ai\n"})
    assert evidence(reading) == ANSWERS


def test_what_the_head_says_of_the_product_is_nobodys_words(read: Callable[..., Reading]) -> None:
    head = "Usability session, participant P1\nProduct: Ferry planner (app)\nContext: First-time user, one week.\n\n"
    names = {"Interviewer": "Moderator", "Anna": "P1"}
    more = (("Interviewer", "What would you change?"), ("Anna", "I want to see the map first."))
    talk = "".join(f"{names[name]}: {text}\n" for name, text in (*TALK, *more))
    assert evidence(read({"a.txt": head + talk})) == [*ANSWERS, "I want to see the map first."]


@pytest.mark.parametrize("sign", ["•", "o", "–", "▪"])
def test_bullets_are_nobodys_names(read: Callable[..., Reading], sign: str) -> None:
    notes = [
        "It has a lot of potential.",
        "Would you pay for it?",
        "She wants a map.",
        "It is late.",
        "How much is it?",
    ]
    text = "Needs\n" + "".join(f"{mark}\t{note}\n" for note in notes for mark in (sign, "•"))
    with pytest.raises(ReadError, match="no structure of a known format"):
        read({"a.txt": text})


ANSWERED = [("How did you get to the boat?", "By the night bus. It was late."), ("And then?", "I waited at the gate.")]
ANSWERED += [("Who helped you?", "Nobody came."), ("What would help?", "A sign by the stairs.")]
LOOKS: dict[str, tuple[str, str, str]] = {
    "frames": ("00:00:0{n}:12 - 00:00:09:02\nSpeaker 1\n{q}\n", "00:00:1{n}:12 - 00:00:19:02\nSpeaker 2\n{a}\n", "0:1"),
    "frames in brackets": (
        "[00:00:0{n}:12 - 00:00:09:02]\nAnna\n{q}\n",
        "[00:00:1{n}:02 - 00:00:19:02]\nBo\n{a}\n",
        "0:1",
    ),
    "a time above": ("00:00:0{n} - 00:00:09\nAnna: {q}\n", "00:00:1{n} - 00:00:19\nBo: {a}\n", "0:1"),
    "numbered letters": ("Q{n}. {q}\n", "A{n}. {a}\n", ""),
    "numbered lines": ("{m}  I: {q}\n", "{k}  P4: {a}\n", ""),
    "Markdown": ("**{n}. {q}**\n\n", "{a}\n\n", ""),
    "headings": ("### {q}\n\n", "> {a}\n\n", ""),
}


@pytest.mark.parametrize(("question", "answer", "time"), LOOKS.values(), ids=LOOKS)
def test_questions_and_answers_of_all_looks(
    read: Callable[..., Reading], question: str, answer: str, time: str
) -> None:
    text = "".join(
        (question + answer).format(n=n, m=2 * n - 1, k=2 * n, q=asked, a=said)
        for n, (asked, said) in enumerate(ANSWERED, 1)
    )
    found = read({"a.md": text}).quotes
    said = found[found["excluded"].isna()]
    assert " ".join(said["text"]) == " ".join(answered for _, answered in ANSWERED)
    assert [one.strip("*").lstrip("1234. ") for one in said["question"].unique()] == [asked for asked, _ in ANSWERED]
    assert said["participant"].unique().tolist() == ["P001"]
    assert all(time in place for place in said["locator"])


def test_every_voice_of_a_group_is_somebody(read: Callable[..., Reading]) -> None:
    text = "".join(
        f"MODERATOR: {asked}\nFEMALE {n}: {said}\nMALE 1: The same for me, {n}.\nPARENT {n % 2}: Our {n} kids, too.\n"
        for n, (asked, said) in enumerate(ANSWERED)
    )
    found = read({"a.txt": text}).quotes
    assert found["participant"].nunique() == 7
    assert not found["text"].str.contains("FEMALE|PARENT").any()
