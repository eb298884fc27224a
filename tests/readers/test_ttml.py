"""TTML and DFXP."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from voc.errors import ReadError
from voc.readers import Reading, Source, ttml

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<tt xmlns="http://www.w3.org/ns/ttml" '
    'xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" xml:lang="en"'
)
AGENTS = (
    "<head><metadata><ttm:title>A talk</ttm:title>"
    '<ttm:agent xml:id="a1" type="person"><ttm:name type="full">Dana Kern</ttm:name></ttm:agent>'
    '<ttm:agent xml:id="a2" type="person"><ttm:name type="full">Anna\n Weber</ttm:name></ttm:agent>'
    '<ttm:agent xml:id="a3" type="other"/></metadata></head>'
)


def document(body: str, *, head: str = "", root: str = "") -> str:
    return f"{HEAD} {root}>{head}<body><div>{body}</div></body></tt>"


@pytest.fixture
def source(tmp_path: Path) -> Callable[[str], Source]:
    """Make a source of a document."""

    def make(text: str) -> Source:
        path = tmp_path / "a.ttml"
        path.write_text(text, encoding="utf-8")
        return Source(path, path.name)

    return make


@pytest.mark.parametrize(
    ("root", "begin", "shown"),
    [
        ("", "00:02:33.480", "00:02:33.480"),
        ("", "00:02:33", "00:02:33.000"),
        ("", "12.5s", "00:00:12.500"),
        ("", "1.5h", "01:30:00.000"),
        ("", "2m", "00:02:00.000"),
        ("", "250ms", "00:00:00.250"),
        ('ttp:frameRate="25"', "00:00:01:05", "00:00:01.200"),
        ('ttp:frameRate="25"', "50f", "00:00:02.000"),
        ('ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001"', "30f", "00:00:01.001"),
        ("", "60f", "00:00:02.000"),
        ('ttp:tickRate="10000000"', "25000000t", "00:00:02.500"),
        ('ttp:tickRate="0"', "2t", "00:00:02.000"),
    ],
)
def test_times(source: Callable[[str], Source], root: str, begin: str, shown: str) -> None:
    made = source(document(f'<p begin="{begin}" end="99h">Hello.</p>', root=root))
    assert [turn.place for turn in ttml.turns(made)] == [f"cue 1 at {shown}"]
    assert made.notes == []


@pytest.mark.parametrize(
    ("body", "turns"),
    [
        ('<p begin="1s" end="2s">It was<br/>slow.</p>', [(None, "It was slow.", "cue 1 at 00:00:01.000")]),
        ('<p begin="1s">It <span>was <span>so</span></span>.</p>', [(None, "It was so.", "cue 1 at 00:00:01.000")]),
        ('<p><span begin="3s" end="4s">It was</span> <span begin="4s">slow.</span></p>',
         [(None, "It was slow.", "cue 1 at 00:00:03.000")]),
        ('<p begin="1s" ttm:agent="a1">Why?</p><p begin="2s" ttm:agent="a2">Slow &amp; loud.</p>',
         [("Dana Kern", "Why?", "cue 1 at 00:00:01.000"), ("Anna Weber", "Slow & loud.", "cue 2 at 00:00:02.000")]),
        ('<p begin="1s"><span ttm:agent="a1">Why?</span><br/><span ttm:agent="a2">Slow.</span></p>',
         [("Dana Kern", "Why?", "cue 1 at 00:00:01.000"), ("Anna Weber", "Slow.", "cue 1 at 00:00:01.000")]),
        ('<div begin="10s" ttm:agent="a3"><p begin="1s">Hello.</p></div>', [("a3", "Hello.", "cue 1 at 00:00:11.000")]),
        ('<p begin="1s">Dana: Why?</p><p begin="2s">Anna: Slow.</p>',
         [("Dana", "Why?", "cue 1 at 00:00:01.000"), ("Anna", "Slow.", "cue 2 at 00:00:02.000")]),
        ('<p begin="1s"><metadata><ttm:desc>a hint</ttm:desc></metadata>Hello.</p>',
         [(None, "Hello.", "cue 1 at 00:00:01.000")]),
        ('<p begin="1s"> </p><p begin="2s">Hello.</p>', [(None, "Hello.", "cue 2 at 00:00:02.000")]),
        ('<p begin="1s" dur="1s">I came.</p><p begin="9s">I left.</p>',
         [(None, "I came.", "cue 1 at 00:00:01.000"), (None, "I left.", "cue 2 at 00:00:09.000")]),
    ],
    ids=[
        "a break", "spans", "spans with the times", "agents", "agents in a cue", "agent and time of the div", "names",
        "metadata", "an empty cue", "duration",
    ],
)  # fmt: skip
def test_turns(source: Callable[[str], Source], body: str, turns: list[tuple[str | None, str, str]]) -> None:
    made = source(document(body, head=AGENTS))
    assert [(turn.speaker, turn.text, turn.place) for turn in ttml.turns(made)] == turns


def test_a_cue_whose_times_cannot_be_read_keeps_its_words(source: Callable[[str], Source]) -> None:
    made = source(document('<p begin="soon">Hello.</p><p>again</p>'))
    assert [turn.text for turn in ttml.turns(made)] == ["Hello. again"]
    assert made.notes == ["2 of 2 cues have no times that can be read; their words are kept"]


@pytest.mark.parametrize("suffix", [".ttml", ".dfxp", ".xml", ".itt"])
@pytest.mark.parametrize("space", ["http://www.w3.org/ns/ttml", "http://www.w3.org/2006/10/ttaf1", ""])
def test_the_root_tells_the_format(read: Callable[..., Reading], suffix: str, space: str) -> None:
    text = document('<p begin="1s">It was slow.</p>').replace('http://www.w3.org/ns/ttml"', f'{space}"')
    file = read({f"a{suffix}": text}).files[0]
    assert (file.format, file.passages) == ("ttml", 1)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (document(""), "no cue with text"),
        (document('<p begin="1s">Hello.</p>')[:-9], "not XML that can be read"),
        ("<tt><p>&boom;</p></tt>", "not XML that can be read"),
        ('<!DOCTYPE tt [<!ENTITY a "b">]><tt><p>&a;</p></tt>', "declares XML entities"),
        ("<tables><row/></tables>", "no structure of a known format"),
    ],
    ids=["no cue", "cut short", "unknown entity", "own entities", "other XML"],
)
def test_what_cannot_be_read_is_refused_in_one_line(read: Callable[..., Reading], text: str, fault: str) -> None:
    with pytest.raises(ReadError, match=rf"^a\.ttml: [^\n]*{fault}[^\n]*$"):
        read({"a.ttml": text})
