"""HTML to text, with places in UTF-8 bytes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voc.reading import html_text as _html_text

CASES = [
    # HTML, text
    ("<p>One</p><p>Two</p>", "One\nTwo\n"),
    ("<p>One</p>\n<p>Two</p>\n", "One\nTwo\n"),
    ("<p>One</p>\n\n<p>Two</p>", "One\n\nTwo\n"),
    ("<p>One</p> <p>Two</p>", "One\n \nTwo\n"),
    ("<br>\n<p>One</p>", "\n\nOne\n"),
    ("One<br>two<br/>three", "One\ntwo\nthree"),
    ("<p>wrapped\nline\tof <b>text</b></p>", "wrapped line of text\n"),
    ("<ul><li>a</li><li>b</li></ul>", "a\nb\n"),
    ("<table><tr><td>9:00</td><td>Anna</td></tr><tr><td>9:01</td><td>Tom</td></tr></table>", "9:00\tAnna\n9:01\tTom\n"),
    ("<pre>\nkeeps\n  lines</pre>", "keeps\n  lines\n"),
    ("a &amp; b &lt;3 &#128512; &nbsp;c", "a & b <3 😀 \u00a0c"),
    ("<script>x()</script><style>p{}</style>seen", "seen"),
    ("<p>never closed <i>at all", "never closed at all"),
    ("<!-- unseen --><p>seen</p>", "seen\n"),
    ("a < b > c <", "a < b > c <"),
    ("", ""),
]


@pytest.mark.parametrize(("html", "text"), CASES, ids=[text.strip()[:12] for _, text in CASES])
def test_html_to_text(html: str, text: str) -> None:
    assert _html_text.parse(html).text == text


def test_headings_are_known() -> None:
    made = _html_text.parse("<h1>Talk</h1><p>Hello</p><h2>Later <i>on</i></h2>")
    assert [made.text[slice(*place)] for place in made.headings] == ["Talk", "Later on"]


@pytest.mark.parametrize("offset", [-1, 99])
def test_a_place_outside_is_none(offset: int) -> None:
    with pytest.raises(ValueError, match="no byte"):
        _html_text.parse("<p>Hello</p>").index(offset)


def test_an_empty_text_has_no_places() -> None:
    with pytest.raises(ValueError, match="no byte 0"):
        _html_text.parse("<p></p>").index(0)


def test_a_place_within_a_sign_is_behind_it() -> None:
    made = _html_text.parse("<p>é😀x</p>")
    assert [made.text[: made.index(offset, end=True)] for offset in (1, 2, 3, 6, 7)] == ["é", "é", "é😀", "é😀", "é😀x"]


PIECES = st.lists(st.text("ab é😀中&<\n", min_size=1, max_size=6), min_size=1, max_size=8)
TAGS = st.sampled_from(["p", "b", "li", "h2", "td", "br", ""])


@given(PIECES, st.lists(TAGS, min_size=8, max_size=8), st.data())
@settings(deadline=None, max_examples=120, derandomize=True, database=None)
def test_bytes_of_the_nodes_are_places_of_the_text(pieces: list[str], tags: list[str], data: st.DataObject) -> None:
    shown = [piece.replace("&", "&amp;").replace("<", "&lt;") for piece in pieces]
    html = "".join(f"<{tag}>{one}</{tag}>" if tag else one for tag, one in zip(tags, shown, strict=False))
    nodes = "".join(pieces)
    start = data.draw(st.integers(0, len(nodes) - 1))
    end = data.draw(st.integers(start + 1, len(nodes)))
    made = _html_text.parse(html)
    first, last = (len(nodes[:place].encode()) for place in (start, end))
    words = made.text[made.index(first) : made.index(last, end=True)]
    assert "".join(words.split()) == "".join(nodes[start:end].split())
