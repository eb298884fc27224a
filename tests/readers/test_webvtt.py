"""WebVTT and SubRip: cues to turns."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from voc.errors import ReadError
from voc.readers import Reading
from voc.readers.webvtt import cues


def said(reading: Reading) -> list[tuple[str, str | None]]:
    """Each quote with its excuse."""
    table = reading.quotes.astype(object)
    return list(zip(table["text"], table["excluded"].where(table["excluded"].notna(), None), strict=True))


@pytest.mark.parametrize(
    ("block", "found"),
    [
        ("00:01.000 --> 00:02.000\nHello", [("cue 1 at 00:01.000", "Hello")]),
        ("1\n00:00:01,000 --> 00:00:02,000\nHello", [("cue 1 at 00:00:01,000", "Hello")]),
        ("id\n100:00:01.0 --> 100:00:02.0 align:start\nHello", [("cue 1 at 100:00:01.0", "Hello")]),
        ("0:0:3.54 --> 0:0:7.2\nHello", [("cue 1 at 0:0:3.54", "Hello")]),
        ("00:01.000 --> 00:02.000\nPress File --> Save", [("cue 1 at 00:01.000", "Press File --> Save")]),
        ("NOTE a --> b\nnothing here", []),
        ("STYLE\n::cue { color: red }", []),
        ("just a line", []),
        ("00:01.000 --> 00:02.000\n  ", []),
        ("WEBVTT\n00:01.000 --> 00:02.000\nHello", [("cue 1 at 00:01.000", "Hello")]),
        (
            "00:01.000 --> 00:02.000\nHello\n00:02.000 --> 00:03.000\nagain",
            [("cue 1 at 00:01.000", "Hello"), ("cue 2 at 00:02.000", "again")],
        ),
        (
            "1\n00:01,000 --> 00:02,000\nHello\n2\n00:02,000 --> 00:03,000\nagain",
            [("cue 1 at 00:01,000", "Hello"), ("cue 2 at 00:02,000", "again")],
        ),
        ("1\n00:01,000 --> 00:02,000\nHello\n\nand more", [("cue 1 at 00:01,000", "Hello\nand more")]),
    ],
    ids=[
        "plain", "number", "id and settings", "Teams writes short times", "an arrow in the words", "note", "style",
        "stray line", "no words", "header without a blank line", "no blank line between cues", "nor between numbered",
        "a blank line inside a cue",
    ],
)  # fmt: skip
def test_blocks(block: str, found: list[tuple[str, str]]) -> None:
    assert list(cues(block, "a.vtt")) == found


@pytest.mark.parametrize(
    ("times", "line"), [("00:00:xx.000 --> 00:00:02.000", 5), ("start --> end", 5), ("00:01 --> 00:02", 5)]
)
def test_a_broken_cue_is_named_with_its_line(times: str, line: int) -> None:
    text = f"WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n\n{times}\nbroken\n"
    with pytest.raises(ReadError, match=rf"^a\.vtt, line {line + 1}: broken cue .*look like 00:01:02"):
        list(cues(text, "a.vtt"))


def test_line_numbers_hold_after_many_blank_lines() -> None:
    with pytest.raises(ReadError, match=r"^a\.vtt, line 8: "):
        list(cues("WEBVTT\n\n\n\n\n\n1\nx --> y\n", "a.vtt"))


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
