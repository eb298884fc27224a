"""WebVTT and SubRip: text to cues, cues to turns."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voc.errors import ReadError
from voc.readers import Reading, Source, srt, webvtt
from voc.reading.talk.captions import cues


def said(reading: Reading) -> list[tuple[str, str | None]]:
    """Each quote with its excuse."""
    table = reading.quotes.astype(object)
    return list(zip(table["text"], table["excluded"].where(table["excluded"].notna(), None), strict=True))


@pytest.fixture
def source(tmp_path: Path) -> Callable[[str], Source]:
    """Make a source of a text."""

    def make(text: str, name: str = "a.vtt") -> Source:
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
        return Source(tmp_path / name, name)

    return make


@pytest.mark.parametrize(
    ("block", "found"),
    [
        ("00:01.000 --> 00:02.000\nHello", [("cue 1 at 00:01.000", "Hello")]),
        ("1\n00:00:01,000 --> 00:00:02,000\nHello", [("cue 1 at 00:00:01,000", "Hello")]),
        ("7\n00:00:01,000 --> 00:00:02,000\nHello", [("cue 7 at 00:00:01,000", "Hello")]),
        ("id\n100:00:01.0 --> 100:00:02.0 align:start\nHello", [("cue 1 at 100:00:01.0", "Hello")]),
        ("0:0:3.54 --> 0:0:7.2\nHello", [("cue 1 at 0:0:3.54", "Hello")]),
        ("00:01 --> 00:02\nHello", [("cue 1 at 00:01", "Hello")]),
        ("00:01.000 --> 00:02.000\nPress File --> Save", [("cue 1 at 00:01.000", "Press File --> Save")]),
        ("00:01.000 --> 00:02.000\nOpen:\n\nFile --> Save", [("cue 1 at 00:01.000", "Open:|File --> Save")]),
        ("NOTE a --> b\nnothing here", []),
        ("NOTEBOOKS\n00:01.000 --> 00:02.000\nHello", [("cue 1 at 00:01.000", "Hello")]),
        ("STYLE\n::cue { color: red }", []),
        ("just a line", []),
        ("WEBVTT\n00:01.000 --> 00:02.000\nHello", [("cue 1 at 00:01.000", "Hello")]),
        ("WEBVTT - A talk\nKind: captions\n\n00:01.000 --> 00:02.000\nHello", [("cue 1 at 00:01.000", "Hello")]),
        (
            "00:01.000 --> 00:02.000\nHello\n00:02.000 --> 00:03.000\nagain",
            [("cue 1 at 00:01.000", "Hello"), ("cue 2 at 00:02.000", "again")],
        ),
        (
            "1\n00:01,000 --> 00:02,000\nHello\n2\n00:02,000 --> 00:03,000\nagain",
            [("cue 1 at 00:01,000", "Hello"), ("cue 2 at 00:02,000", "again")],
        ),
        ("1\n00:01,000 --> 00:02,000\nHello\n\nand more", [("cue 1 at 00:01,000", "Hello|and more")]),
        ("1\n00:01,000 --> 00:02,000\nHow many?\n\n42", [("cue 1 at 00:01,000", "How many?|42")]),
        ("1\n00:01,000 --> 00:02,000\nHello\n\n2\nno times", [("cue 1 at 00:01,000", "Hello|no times")]),
        (
            "ab-12/7-0\n00:01.000 --> 00:02.000\nHello\nall\n\nab-12/8-0\n00:02.000 --> 00:03.000\nagain",
            [("cue 1 at 00:01.000", "Hello|all"), ("cue 2 at 00:02.000", "again")],
        ),
        ("00:01.000 --> 00:02.000\n<i>My name is</i> <name>", [("cue 1 at 00:01.000", "My name is <name>")]),
    ],
    ids=[
        "plain", "number", "the file's own number", "id and settings", "Teams writes short times", "no fraction",
        "an arrow in the words", "an arrow after a blank line", "note", "an id like a note", "style", "stray line",
        "header without a blank line", "header of lines", "no blank line between cues", "nor between numbered",
        "a blank line inside a cue", "a number inside a cue", "a cue without times", "Teams ids", "a name taken out",
    ],
)  # fmt: skip
def test_cues(source: Callable[[str], Source], block: str, found: list[tuple[str, str]]) -> None:
    made = cues(source(block), comments=True)
    assert [(cue.place, "|".join(line.words for line in cue.lines)) for cue in made] == found


@pytest.mark.parametrize("times", ["00:00:xx.000 --> 00:00:02.000", "00:00;01.000 --> 00:00:02.000", "1 --> 2"])
def test_a_cue_whose_times_cannot_be_read_keeps_its_words(source: Callable[[str], Source], times: str) -> None:
    made = source(f"WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n\n{times}\nand goodbye\n")
    assert [cue.place for cue in cues(made, comments=True)] == ["cue 1 at 00:01.000", "cue 2 in line 6"]
    assert made.notes == ["1 of 2 cues have times that cannot be read (the first in line 6); their words are kept"]
    assert [turn.text for turn in webvtt.turns(made)] == ["Hello and goodbye"]


def test_a_file_without_any_time_that_can_be_read_is_an_error(source: Callable[[str], Source]) -> None:
    with pytest.raises(ReadError, match=r"^a\.vtt, line 8: no cue has times that can be read"):
        cues(source("WEBVTT\n\n\n\n\n\n1\nx1 --> y2\nhello\n"), comments=True)


@pytest.mark.parametrize(
    ("end", "last"),
    [("00:02.000 --", "Hello"), ("2\n00:0", "Hello"), ("00:02.000 --> 00:03.000\n<v An", "Hello"), ("", "Hello")],
    ids=["times", "number and times", "tag", "whole"],
)
def test_a_file_cut_short_is_told(source: Callable[[str], Source], end: str, last: str) -> None:
    made = source(f"WEBVTT\n\n1\n00:01.000 --> 00:02.000\nHello\n\n{end}")
    assert [turn.text for turn in webvtt.turns(made)] == [last]
    assert ("cut short" in " ".join(made.notes)) == bool(end)


def test_lines_above_the_first_cue_are_counted(source: Callable[[str], Source]) -> None:
    made = source("WEBVTT\n\nA title\nof two lines\n\n00:01.000 --> 00:02.000\nHello\n")
    webvtt.turns(made)
    assert made.notes == ["lines above the first cue, not read: 2"]


def cue(*words: str) -> str:
    return (
        "WEBVTT\n\n"
        + "\n\n".join(f"{n}\n00:00:0{n}.000 --> 00:00:0{n}.900\n{w}" for n, w in enumerate(words, 1))
        + "\n"
    )


def test_tags_go_and_entities_are_resolved(read: Callable[..., Reading]) -> None:
    text = cue(
        "<v Dana>What <i>did</i> <00:00:01.500>you <c.loud>do</c>?", "<v Anna &amp; Tom>Paid 5 &lt; 6 &amp; left it."
    )
    reading = read({"a.vtt": text})
    assert [text for text, _ in said(reading)] == ["What did you do?", "Paid 5 < 6 & left it."]


@pytest.mark.parametrize(
    ("words", "turns"),
    [
        (["<v A>One</v> <v.loud B>Two</v>"], [("A", "One"), ("B", "Two")]),
        (["<v Anna>Hi, thanks\nfor joining.</v>", "<v Anna>Bye.</v>"], [("Anna", "Hi, thanks for joining. Bye.")]),
        (["<v Anna>I came and", "waited there.", "Why?"], [("Anna", "I came and waited there."), (None, "Why?")]),
        (["<v >Who was that?", "<v Unknown Speaker>Me."], [(None, "Who was that? Me.")]),
        (["Anna: Hi.\nDana: Yes?", "Anna: So?\nDana: No."],
         [("Anna", "Hi."), ("Dana", "Yes?"), ("Anna", "So?"), ("Dana", "No.")]),
        (["Anna: Hi.", "and more", "Anna: So?"], [("Anna", "Hi. and more So?")]),
        (["Samson Zhang: gotcha", "Yuki Wang: it is."], [("Samson Zhang", "gotcha"), ("Yuki Wang", "it is.")]),
        (["(Dana Kern)\nHow was it?", "(Anna Weber)\nSlow.\n-\n \n(Dana Kern)\nWhy?"],
         [("Dana Kern", "How was it?"), ("Anna Weber", "Slow."), ("Dana Kern", "Why?")]),
        (["(Applause)\nThank you.", "I am here."], [(None, "(Applause) Thank you. I am here.")]),
        ([">> How was it?", ">> Slow.", "Very slow."], [(None, "How was it?"), (None, "Slow. Very slow.")]),
        ([">> DANA: How was it?", ">> ANNA: Slow.", ">> DANA: Why?"],
         [("DANA", "How was it?"), ("ANNA", "Slow."), ("DANA", "Why?")]),
        (["- How was it?\n- Slow."], [(None, "How was it?"), (None, "Slow.")]),
        (["- It will perforate\n- your stomach."], [(None, "It will perforate your stomach.")]),
        (["-5 degrees.", "Then -10."], [(None, "-5 degrees. Then -10.")]),
        (["anna: hi", "ANNA: so?", "Dana: what?"], [("anna", "hi so?"), ("Dana", "what?")]),
    ],
    ids=[
        "two voices in a cue", "lines of a voice", "a sentence without a tag", "unknown voices", "two names in a cue",
        "a cue without a name", "names that stand there once", "names in brackets", "sounds in brackets", "arrows",
        "arrows and names", "dashes", "dashes inside a sentence", "minus", "upper and lower case",
    ],
)  # fmt: skip
def test_who_speaks(source: Callable[[str], Source], words: list[str], turns: list[tuple[str | None, str]]) -> None:
    assert [(turn.speaker, turn.text) for turn in webvtt.turns(source(cue(*words)))] == turns


def test_webex_names_the_speaker_above_the_times(source: Callable[[str], Source]) -> None:
    text = 'WEBVTT\n\n1 "Dana Kern" (345)\n00:01.000 --> 00:02.000\nHow was it?\n\n'
    text += '2 "Anna Weber" (346)\n00:02.000 --> 00:03.000\nSlow.\n'
    found = [(turn.speaker, turn.text, turn.place) for turn in webvtt.turns(source(text))]
    assert found == [("Dana Kern", "How was it?", "cue 1 at 00:01.000"), ("Anna Weber", "Slow.", "cue 2 at 00:02.000")]


def test_someone_who_speaks_once_is_not_put_into_another_s_mouth(read: Callable[..., Reading]) -> None:
    """In a recorder's file each cue names its speaker, also one who says a single thing in an hour."""
    text = cue(
        "Dana: What happened?", "Anna: I called them.", "Dana: And then?", "Tom: It broke again.", "Anna: He is right."
    )
    quotes = read({"a.vtt": text}).quotes.set_index("text")
    assert "It broke again." in quotes.index
    assert quotes.loc["It broke again.", "role"] == "participant"
    assert quotes.loc["It broke again.", "participant"] != quotes.loc["I called them.", "participant"]


@pytest.mark.parametrize("name", ["So Yeon", "My Linh", "You Jin"])
def test_a_name_like_a_word_is_a_name(read: Callable[..., Reading], name: str) -> None:
    text = cue(
        "Dana: What did you do?", f"{name}: I called the shop.", "Dana: And why was that?", f"{name}: It broke again."
    )
    assert said(read({"a.vtt": text})) == [
        ("What did you do?", "interviewer's words"),
        ("I called the shop.", None),
        ("And why was that?", "interviewer's words"),
        ("It broke again.", None),
    ]


@pytest.mark.parametrize("dana", ["Dana (she/her)", "Dr. Dana-Lee Müller (she/they)", "Dana Lee (guest)"])
def test_what_stands_behind_a_name_is_no_small_word_of_it(read: Callable[..., Reading], dana: str) -> None:
    text = cue(f"{dana}: What did you do?", "Tom: One thing I noticed: it is slow.", f"{dana}: And why?", "Tom: Rain.")
    assert said(read({"a.vtt": text})) == [
        ("What did you do?", "interviewer's words"),
        ("One thing I noticed: it is slow.", None),
        ("And why?", "interviewer's words"),
        ("Rain.", None),
    ]


def test_names_in_brackets_are_names(read: Callable[..., Reading]) -> None:
    text = (
        "1\n00:00:01,000 --> 00:00:02,500\n[Interviewer]: Why did you leave?\n\n"
        "2\n00:00:03,000 --> 00:00:04,000\n[Anna]: It was closed that day.\n\n"
        "3\n00:00:05,000 --> 00:00:06,000\n[Interviewer]: And then?\n"
    )
    assert [excluded for _, excluded in said(read({"a.srt": text}))] == [
        "interviewer's words",
        None,
        "interviewer's words",
    ]


def test_windows_line_ends_change_no_place(read: Callable[..., Reading]) -> None:
    text = cue("Dana: What happened here?", "Anna: I called them.", "Dana: What then?", "Anna: It broke again.")
    plain = read({"a.vtt": text}).quotes["locator"].tolist()
    again = read({"a.vtt": text.replace("\n", "\r\n").encode("utf-8-sig")}).quotes["locator"].tolist()
    assert plain == again


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.vtt", "WEBVTT\n"),
        ("a.vtt", "WEBVTT\n\n1\n00:01.000 --> 00:02.000\n<v Dana>\n"),
        ("a.srt", "1\n00:01,000 --> 00:02,000\n"),
    ],
    ids=["no cue", "a voice that says nothing", "srt without words"],
)
def test_a_file_without_words_is_an_error(read: Callable[..., Reading], name: str, text: str) -> None:
    with pytest.raises(ReadError, match=rf"^{name}: no cue with text; export the transcript again$"):
        read({name: text})


@pytest.mark.parametrize(
    ("name", "text", "reader"),
    [
        ("a.txt", "WEBVTT\n\n00:01.000 --> 00:02.000\nHello there.\n", "webvtt"),
        ("a.txt", "1\n00:00:01,000 --> 00:00:02,000\nHello there.\n", "srt"),
        ("a.vtt", "00:00:01.000 --> 00:00:02.000\nHello there.\n", "srt"),
        ("a.srt", "00:00:01.000 --> 00:00:02.000\nHello there.\n", "srt"),
        ("a.srt", "Captions\n\n1\n0:0:1,0 --> 0:0:2,0\nHello\n\n2\n0:0:2,0 --> 0:0:3,0\nthere.\n", "srt"),
        ("a.txt", "0:00:01.000,0:00:02.000\nHello there.\n", "sbv"),
    ],
    ids=[
        "vtt as txt",
        "srt as txt",
        "vtt without its first line",
        "srt without numbers",
        "a title above",
        "sbv as txt",
    ],
)
def test_the_content_decides_on_the_format(read: Callable[..., Reading], name: str, text: str, reader: str) -> None:
    file = read({name: text}).files[0]
    assert (file.format, file.passages) == (reader, 1)


@pytest.mark.parametrize("text", ["WEBVTTX\n", "web vtt", "", "1\nhello\n", "a --> b\n"])
def test_what_is_no_caption_file_is_not_taken(source: Callable[[str], Source], text: str) -> None:
    made = source(text)
    assert (webvtt.sniff(made), srt.sniff(made)) == (None, None)


SIGNS = ["<v ", "<c.", "<", "&", "{\\", "(", "- ", ">> ", "a:", "00:", "-->", " ", "\n\nx", "[br]"]


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("name", ["a.vtt", "a.srt"])
def test_a_cue_without_end_takes_no_time(source: Callable[..., Source], sign: str, name: str) -> None:
    made = source("WEBVTT\n\n1\n00:01.000 --> 00:02.000\nHello " + sign * 30_000, name)
    begin = time.process_time()
    assert webvtt.turns(made)[0].text.startswith("Hello")
    srt.sniff(made)
    assert time.process_time() - begin < 3


PARTS = st.sampled_from([
    "1", "2", "00:01.000 --> 00:02.000", "00:02.000 --> 00:03.000", "x1 --> y2", "<v Anna>", "</v>", "Dana: why?", "-",
    "- no", ">> yes", "<c>a</c>", "<00:00:01.000>", "&amp;", "(Applause)", "NOTE this", "", "", "spoken", "spoken.",
])  # fmt: skip


@settings(max_examples=150, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(PARTS, max_size=25))
def test_no_word_is_lost_whatever_the_lines(source: Callable[[str], Source], lines: list[str]) -> None:
    """Every line of words below the first times stands in some turn, in order."""
    lines = [line.replace("spoken", f"spoken{number}") for number, line in enumerate(lines)]
    turns = srt.turns(source("\n".join(["1", "00:00.000 --> 00:01.000", "begin.", *lines])))
    heard = re.findall(r"spoken\d+", " ".join(turn.text for turn in turns))
    assert heard == re.findall(r"spoken\d+", " ".join(lines))
    assert not any("-->" in turn.text for turn in turns if "x1" not in turn.text)
