"""Plain-text and Word transcripts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence

import pytest

from voc.errors import ReadError
from voc.readers import Reading

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
    ],
    ids=[
        "name", "blank lines", "space before the colon", "indented", "time in brackets", "time in round brackets",
        "indented time", "otter", "otter with hours", "title above", "the head says who is who", "bold name",
        "bold name and colon",
    ],
)  # fmt: skip
def test_the_answers_are_the_evidence(read: Callable[..., Reading], text: str) -> None:
    assert evidence(read({"a.md": text})) == ANSWERS


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
