"""HTML to the words that a person sees."""

from __future__ import annotations

import pytest

from voc.reading.html import is_html, plain


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>one</p><p>two</p>", "one\ntwo"),
        ("one<p>two</p>three", "one\ntwo\nthree"),
        ("one<br/>two<br><br>three", "one\ntwo\n\nthree"),
        ("<p>a\n   b</p>\n\n\n<p>c</p>", "a b\nc"),
        ('<a href="x"><span class="invisible">https://</span>x.org</a>', "https://x.org"),
        ("1 &lt; 2 &#128077;", "1 < 2 👍"),
        ("never closed <p", "never closed <p"),
        ("if a < b then", "if a < b then"),
        ("I <3 it &amp; &lt;b&gt;", "I <3 it & <b>"),
        ("x <![foo[ y", "x <![foo[ y"),
        ("<style>p {color: red}</style>words<script>if (a<b) x()</script>", "words"),
        ("my <title> is wrong", "my  is wrong"),
        ("<!-- not <b>this</b> -->that", "that"),
        ("<p title='a > b'>quoted</p>", "quoted"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("hard&nbsp;space", "hard\xa0space"),
        ("&#xD83D;", "\ufffd"),
        ("", ""),
    ],
)  # fmt: skip
def test_html_to_text(markup: str, text: str) -> None:
    assert plain(markup) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [("I <3 it", False), ("a<b", False), ("a<b>c", True), ("R&D", False), ("R&amp;D", True), ("<!--", False)],
)
def test_what_is_html(text: str, expected: bool) -> None:
    assert is_html(text) is expected


@pytest.mark.parametrize("part", ["<a ", "<!--", "</", "<a href='", "<a ''", "<script>", "&#", "<a b=\"'", "<![x["])
def test_bad_html_takes_no_time(part: str) -> None:
    """Python's own parser takes minutes for some of these."""
    assert isinstance(plain(part * 40_000), str)
