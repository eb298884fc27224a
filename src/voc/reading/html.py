"""HTML to the words that a person sees, in linear time: Python's own parser takes minutes for a bad one."""

from __future__ import annotations

import html
import re

_BLOCKS = frozenset(
    (
        *("p", "div", "li", "tr", "ul", "ol", "dl", "dt", "dd", "table", "section", "article", "blockquote", "pre"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "header", "footer"),
    )
)
_UNSEEN_ENDS = re.compile(r"</(script|style|head|title|template)\b", re.IGNORECASE)
# No "<" inside a tag, even in quotation marks: so a search for its end stops at the next one. People write "<3" and
# "a < b" without meaning a tag.
_TAG = re.compile(
    r"""<!--(?:(?!<!--).)*?-->|<[!?/]?([a-zA-Z][\w:-]*)(?:[^<>"']++|"[^"<]*+"|'[^'<]*+'|["'])*+>""", re.DOTALL
)
_ENTITY = re.compile(r"&(#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z]+\d*);")
# A line end in HTML is no more than a space. A hard space is a sign like another.
_BLANK = re.compile(r"[ \t\n\r\f]{2,}|[\t\n\r\f]")
_GAP = re.compile(r"\n{3,}")
# What editors and sites write. Any other "<word>" in a cell may be what somebody wrote for a name.
_USUAL = (
    r"(?:a|b|blockquote|body|br|div|em|font|h[1-6]|hr|html|i|img|li|ol|p|pre|span|strong|sub|sup|table|tbody|td|th|tr"
    r"|u|ul)(?:\s[^<>]*|/)?>"
)
_USED = re.compile(rf"</?{_USUAL}", re.IGNORECASE)
_WRITTEN = re.compile(rf"<(?!/?{_USUAL})", re.IGNORECASE)


def is_html(text: str) -> bool:
    """Whether a text has a tag or an entity.

    >>> is_html("I <3 it"), is_html("Tom &amp; I"), is_html("a<br>b")
    (False, True, True)
    """
    return bool(("<" in text and _TAG.search(text)) or ("&" in text and _ENTITY.search(text)))


def seen(cell: str) -> str:
    r"""A table's cell as a person sees it: without the usual tags and entities, if it has any.

    >>> seen("Late.<br />Rude &amp; cold"), seen("<p><company> was late</p>")
    ('Late.\nRude & cold', '<company> was late')
    """
    marked = ("<" in cell and _USED.search(cell)) or ("&" in cell and _ENTITY.search(cell))
    return plain(_WRITTEN.sub("&lt;", cell)) if marked else cell


def plain(markup: str) -> str:
    """HTML to its text: blocks and ``<br>`` become lines, styles and scripts nothing, and entities what they mean.

    >>> plain("<p>Love it &amp; more</p>")
    'Love it & more'
    """
    parts: list[str] = []
    hidden = kept = None
    # What is begun and never ended hides nothing: people write of a "<title>", too.
    ends = {end[1].lower(): end.start() for end in _UNSEEN_ENDS.finditer(markup)}
    at = 0
    for tag in _TAG.finditer(markup):
        if hidden is None:
            _add(parts, markup[at : tag.start()], as_is=kept is not None)
        at = tag.end()
        name, closes = (tag[1] or "").lower(), tag[0].startswith("</")
        if hidden is not None:
            hidden = None if closes and name == hidden else hidden
        elif not closes and ends.get(name, 0) >= at:
            hidden = name
        elif name == "br" or (name in _BLOCKS and parts and not parts[-1].endswith("\n")):
            parts.append("\n")
        if name == "pre":
            kept = None if closes else name
    if hidden is None:
        _add(parts, markup[at:], as_is=kept is not None)
    lines = (line.rstrip(" ") for line in "".join(parts).split("\n"))
    return _GAP.sub("\n\n", "\n".join(lines)).strip()


def _add(parts: list[str], data: str, *, as_is: bool) -> None:
    """Add what stands between two tags; spaces at the beginning of a line are none."""
    data = data if as_is else _BLANK.sub(" ", data)
    if not as_is and (not parts or parts[-1].endswith("\n")):
        data = data.lstrip(" ")
    if data:
        parts.append(html.unescape(data))
