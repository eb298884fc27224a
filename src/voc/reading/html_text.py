"""The text of HTML with the places of its text nodes, counted in UTF-8 bytes as Taguette does.

Blocks and line breaks begin new lines; white space within a block that a browser would show as one space becomes
spaces, sign for sign, so that every place stays where it is.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import NamedTuple

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset(
    [
        *(*_HEADINGS, "address", "article", "blockquote", "body", "caption", "dd", "div", "dl", "dt", "footer", "hr"),
        *("header", "li", "main", "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul"),
    ]
)
_CELLS = ("td", "th")
# What a browser shows nothing of.
_UNSEEN = ("script", "style", "head", "title", "template")
_SPACES = str.maketrans("\n\r\t\f", "    ")


class _Node(NamedTuple):
    """A text node: where it begins in bytes and in the text, and what it says."""

    byte: int
    place: int
    said: str


@dataclass(frozen=True)
class HtmlText:
    """The text of some HTML, its headings as ranges, and its text nodes."""

    text: str
    headings: tuple[tuple[int, int], ...]
    nodes: tuple[_Node, ...]

    def index(self, offset: int, *, end: bool = False) -> int:
        """The index in the text of a byte offset: of the sign that begins there, or with ``end`` behind the last one.

        Raises ``ValueError`` outside the text. A place within a sign is taken for the place behind it.
        """
        number = bisect_right(self.nodes, offset - 1 if end else offset, key=lambda node: node.byte) - 1
        if number < 0 or offset < 0:
            raise ValueError(f"no byte {offset}")
        node = self.nodes[number]
        data = node.said.encode("utf-8", errors="surrogatepass")
        cut = offset - node.byte
        if cut > len(data):
            raise ValueError(f"no byte {offset}")
        while cut < len(data) and data[cut] & 0xC0 == 0x80:
            cut += 1
        return node.place + len(data[:cut].decode("utf-8", errors="surrogatepass"))


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.headings: list[tuple[int, int]] = []
        self.nodes: list[_Node] = []
        self._length = self._bytes = self._unseen = self._pre = 0
        self._heading: int | None = None
        self._fresh_pre = self._broke = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        if tag == "br":
            self._put("\n")
        elif tag in _CELLS:
            self._apart("\t")
        elif tag in _BLOCKS:
            self._apart("\n")
        if tag in _HEADINGS:
            self._heading = self._length
        self._pre += tag == "pre"
        self._fresh_pre = tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in _UNSEEN))
        self._pre = max(0, self._pre - (tag == "pre"))
        if tag in _HEADINGS and self._heading is not None:
            self.headings.append((self._heading, self._length))
            self._heading = None
        if tag in _BLOCKS:
            self._apart("\n")

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        # The line end right behind <pre> is no part of the text, by the rules of HTML.
        said = data.removeprefix("\n") if self._fresh_pre else data
        self._fresh_pre = False
        between = not said.strip() and self._last in ("", "\n")
        if between and self._broke and "\n" in said:
            # The line end that was put here stands in the file, too.
            self.parts.pop()
            self._length -= 1
        self.nodes.append(_Node(self._bytes, self._length, said))
        self._bytes += len(said.encode("utf-8", errors="surrogatepass"))
        self._put(said if self._pre or between else said.translate(_SPACES))

    @property
    def _last(self) -> str:
        """The last sign of the text."""
        return self.parts[-1][-1] if self.parts else ""

    def _put(self, shown: str, *, made: bool = False) -> None:
        """Add to the text; ``made``: it stands in no text node."""
        if shown:
            self.parts.append(shown)
            self._length += len(shown)
            self._broke = made and shown == "\n"

    def _apart(self, sign: str) -> None:
        """Begin a new line or cell, where none begins yet."""
        if self._last not in ("", "\n", sign):
            self._put(sign, made=True)


def parse(html: str) -> HtmlText:
    r"""Give the text of HTML and its places; any string is some HTML.

    >>> made = parse("<p>Café <b>au lait</b></p><p>Tea</p>")
    >>> made.text, made.index(6), made.index(13, end=True), made.index(13)
    ('Café au lait\nTea\n', 5, 12, 13)
    """
    parser = _Parser()
    parser.feed(html.replace("\r\n", "\n").replace("\r", "\n"))
    parser.close()
    return HtmlText("".join(parser.parts), tuple(parser.headings), tuple(parser.nodes))
