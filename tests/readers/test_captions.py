"""SBV, rolling captions, and where unnamed speech is cut."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from voc.errors import ReadError
from voc.readers import Reading, Source, sbv, srt, webvtt
from voc.reading.talk.cues import Cue, Heard
from voc.reading.talk.rolling import unrolled


def cue(start: float, end: float, *lines: str, timed: int | None = None) -> Cue:
    heard = tuple(Heard(words, timed=number == timed) for number, words in enumerate(lines))
    return Cue(f"cue at {start}", start, end, heard)


def words(cues: list[Cue]) -> list[str]:
    return [line.words for cue in unrolled(cues) for line in cue.lines]


def rolling(*lines: str, timed: bool = True) -> list[Cue]:
    """The lines as YouTube shows them: under the one before, then alone for 10 ms."""
    made: list[Cue] = []
    for number, line in enumerate(lines):
        above = lines[number - 1 : number] if number else ()
        made.append(cue(number, number + 0.99, *above, line, timed=len(above) if timed else None))
        made.append(cue(number + 0.99, number + 1, line))
    return made


@pytest.mark.parametrize("timed", [True, False], ids=["with times inside", "converted to SubRip"])
@pytest.mark.parametrize(
    "lines",
    [
        ["so we came", "to the shop", "and waited"],
        ["yeah", "yeah", "no", "no", "no"],
        ["a", "b", "a", "b"],
        ["one"],
    ],
    ids=["different", "said twice on purpose", "again later", "one line"],
)
def test_rolling_lines_are_said_once(lines: list[str], timed: bool) -> None:
    if len(lines) > 1 or timed:
        assert words(rolling(*lines, timed=timed)) == lines


@pytest.mark.parametrize(
    "cues",
    [
        [cue(0, 1, "No."), cue(1, 2, "No."), cue(2, 3, "Yes.")],
        [cue(n, n + 1, "No.") for n in range(8)],
        [cue(10 * n, 10 * n + 1, "No.", "Why?") for n in range(8)],
        [cue(0, 1, "I do"), cue(1, 2, "I do", "too"), cue(5, 6, "me"), cue(6, 7, "you"), cue(7, 8, "us")],
    ],
    ids=["twice", "eight times", "far apart", "one overlap among many"],
)
def test_what_does_not_roll_stays_as_it_is(cues: list[Cue]) -> None:
    assert words(cues) == [line.words for cue in cues for line in cue.lines]


def test_a_line_shown_once_for_each_word_is_said_once() -> None:
    """As whisper writes it with the option to highlight words."""
    lines = ["<u>Hello</u> there", "Hello <u>there</u>", "<u>It</u> broke", "It <u>broke</u>", "It <u>broke</u>"]
    plain = [line.replace("<u>", "").replace("</u>", "") for line in lines]
    cues = [Cue(f"cue {n}", n, n + 1, (Heard(text, underlined=True),)) for n, text in enumerate(plain)]
    assert words(cues) == ["Hello there", "It broke"]


def test_youtube_captions_become_each_word_once(read: Callable[..., Reading]) -> None:
    text = (
        "WEBVTT\nKind: captions\nLanguage: en\n\n"
        "00:00:00.000 --> 00:00:02.500 align:start position:0%\n \nso<00:00:00.500><c> we</c><00:00:01.000><c> came</c>"
        "\n\n00:00:02.500 --> 00:00:02.510 align:start position:0%\nso we came\n \n\n"
        "00:00:02.510 --> 00:00:05.000 align:start position:0%\nso we came\nto<00:00:03.000><c> the</c>"
        "<00:00:04.000><c> shop</c>\n\n00:00:05.000 --> 00:00:05.010 align:start position:0%\nto the shop\n \n\n"
    )
    quotes = read({"a.vtt": text}).quotes
    assert quotes["text"].tolist() == ["so we came to the shop"]
    assert quotes["locator"].tolist() == ["turn 1, cue 1 at 00:00:00.000"]


def captions(*cues: tuple[str, str, str]) -> str:
    return "WEBVTT\n\n" + "".join(f"00:{start} --> 00:{end}\n{text}\n\n" for start, end, text in cues)


@pytest.mark.parametrize(
    ("cues", "turns"),
    [
        ([("01.000", "02.000", "I came."), ("02.100", "03.000", "I left.")], ["I came. I left."]),
        ([("01.000", "02.000", "I came."), ("05.000", "06.000", "I left.")], ["I came.", "I left."]),
        ([("01.000", "02.000", "I came"), ("05.000", "06.000", "and left.")], ["I came and left."]),
        ([("01.000", "30.000", "I came."), ("31.500", "33.000", "I left.")], ["I came.", "I left."]),
        ([("01.000", "02.000", "i came"), ("05.000", "06.000", "i left")], ["i came", "i left"]),
        ([("01.000", "02.000", "(I came.)"), ("05.000", "06.000", "我走了。")], ["(I came.)", "我走了。"]),
    ],
    ids=["no pause", "a pause after a sentence", "a pause in a sentence", "long", "no punctuation", "other ends"],
)  # fmt: skip
def test_unnamed_speech_is_cut_where_sentences_end(
    tmp_path: Path, cues: list[tuple[str, str, str]], turns: list[str]
) -> None:
    path = tmp_path / "a.vtt"
    path.write_text(captions(*cues), encoding="utf-8")
    assert [turn.text for turn in webvtt.turns(Source(path, path.name))] == turns


def test_a_named_speaker_keeps_her_turn_over_a_pause(tmp_path: Path) -> None:
    path = tmp_path / "a.vtt"
    path.write_text(captions(("01.000", "02.000", "<v Anna>I came."), ("50.000", "51.000", "<v Anna>I left.")))
    assert [(turn.text, turn.place) for turn in webvtt.turns(Source(path, path.name))] == [
        ("I came. I left.", "cue 1 at 00:01.000")
    ]


def test_sounds_are_no_evidence_but_stay_in_the_table(read: Callable[..., Reading]) -> None:
    text = captions(("01.000", "02.000", "[Music]"), ("10.000", "12.000", "I came here to wait."))
    quotes = read({"a.vtt": text.replace("[Music]", "[Music].")}).quotes
    assert quotes["text"].tolist() == ["[Music].", "I came here to wait."]
    assert quotes["excluded"].fillna("").tolist() == ["remark, nothing said", ""]


SBV = "0:00:01.000,0:00:02.500\nHow was it?\n\n0:00:03.000,0:00:04.000\n>> It was slow.[br]Very slow.\n\n"


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        (SBV, ["cue 1 at 0:00:01.000: How was it?", "cue 2 at 0:00:03.000: It was slow. Very slow."]),
        ("\ufeff0:00:01.000,0:00:02.500\r\nI came.\r\n", ["cue 1 at 0:00:01.000: I came."]),
        ("0:00:01.000,0:00:02.500\nI came\n\nand left.\n", ["cue 1 at 0:00:01.000: I came and left."]),
        (
            "0:00:01.000,0:00:02.500\nI came,\n0:00:0x.0,0:00:04.000\nand left.\n",
            ["cue 1 at 0:00:01.000: I came, and left."],
        ),
    ],
    ids=["YouTube", "Windows line ends", "a blank line inside", "broken times"],
)  # fmt: skip
def test_sbv(tmp_path: Path, text: str, turns: list[str]) -> None:
    path = tmp_path / "a.sbv"
    path.write_text(text, newline="")
    source = Source(path, path.name)
    assert sbv.sniff(source) is not None
    assert [f"{turn.place}: {turn.text}" for turn in sbv.turns(source)] == turns
    assert any("cannot be read" in note for note in source.notes) == ("0x" in text)


@pytest.mark.parametrize("text", ["some text\n", "0:00:01.000 0:00:02.000\nhi\n"])
def test_what_is_no_sbv_is_refused_in_one_line(read: Callable[..., Reading], text: str) -> None:
    with pytest.raises(ReadError, match=r"^a\.sbv: [^\n]+$"):
        read({"a.sbv": text})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('<font color="#ff00ff"><i>Some italic</i> text: 2 &lt; 3 !</font>', "Some italic text: 2 < 3 !"),
        ("{\\an8}{\\i1}Above.{\\i0}", "Above."),
        ("One<br />two<br>three", "One two three"),
        ("I <3 it, <b>really</b>", "I <3 it, really"),
        ("<inaudible> and <redacted>", "<inaudible> and <redacted>"),
    ],
    ids=["colours", "positions", "breaks", "a heart", "what was taken out"],
)
def test_srt_mark_up(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "a.srt"
    path.write_text(f"1\n00:00:01.000 --> 00:00:02,000\n{text}\n", encoding="utf-8")
    assert [turn.text for turn in srt.turns(Source(path, path.name))] == [words]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "a.srv1",
            '<transcript><text start="1" dur="1">I came.</text><text start="2">I left.</text></transcript>',
        ),
        (
            "a.xml",
            '<timedtext format="3"><body><p t="1000">I came.</p><p t="1500">I left.</p></body></timedtext>',
        ),
        ("a.json3", '{"events": [{"tStartMs": 1000, "segs": [{"utf8": "I came. "}, {"utf8": "I left."}]}]}'),
        (
            "a.json",
            '[{"text": "I came.", "start": 1.0, "duration": 1}, {"text": "I left.", "start": 2, "duration": 1}]',
        ),
    ],
    ids=["srv1", "srv3", "json3", "list"],
)
def test_what_youtube_s_player_gets(read: Callable[..., Reading], name: str, text: str) -> None:
    reading = read({name: text})
    assert reading.files[0].format == "youtube_captions"
    assert " ".join(reading.quotes["text"]) == "I came. I left."
    assert reading.quotes["locator"].tolist()[0] == "turn 1, cue 1 at 00:00:01.000"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.srv3", '<timedtext format="3"><head/></timedtext>'),
        ("a.srv3", '<timedtext format="3"><body><p t="1">hi</p>'),
        ("a.json3", '{"events": [{"tStartMs": "x", "segs": 7}]}'),
        ("a.json3", '{"events": [{"tStartMs": 1, "segs": [{"utf8": "\\n"}]}]}'),
        ("a.srv1", "<html>Sign in</html>"),
    ],
    ids=["no captions", "cut short", "no segments", "no words", "another page"],
)
def test_captions_without_words_are_refused_in_one_line(read: Callable[..., Reading], name: str, text: str) -> None:
    with pytest.raises(ReadError, match=rf"^{name}: [^\n]+$"):
        read({name: text})


@pytest.mark.parametrize("who", [("Speaker 1", "Speaker 2"), ("Dana Moss", "Lia Moor")])
def test_names_in_brackets_in_front_of_most_cues_are_speakers(
    read: Callable[..., Reading], who: tuple[str, str]
) -> None:
    said = ["How was the boat?", "It was late again.", "[laughs] And cold.", "And then?", "I went back home."]
    names = (who[0], who[1], "", who[0], who[1])
    cues = "".join(
        f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{f'[{name}] ' if name else ''}{words}\n\n"
        for n, (name, words) in enumerate(zip(names, said, strict=True), 1)
    )
    found = read({"a.srt": cues}).quotes
    assert found["role"].tolist() == ["interviewer", "participant", "participant", "interviewer", "participant"]
    assert found["text"].tolist() == said
