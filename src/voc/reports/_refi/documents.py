"""The quotes of each source put together again as a text, with the place of each in it.

What was not read as a quote (pauses, blank answers, white space) is not there: a text holds the words of the quotes
and nothing else. An interview is written as a conversation, with what was asked: a paragraph a turn, who speaks in
front of it, so that a reader, human or not, knows whose words are whose. Of all other sources the evidence alone
stands there, in paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from voc.quotes import Quote
from voc.reports._basis import Basis
from voc.reports._characters import identifier, name, sound

Range = tuple[int, int]

_ASIDE = ("interviewer", "agent")
# A quote may hold a blank line: two of them part quotes.
_BETWEEN = "\n\n\n"


@dataclass(frozen=True, slots=True)
class Document:
    """A text; ``places`` are the ranges of its quotes, in code points, end exclusive."""

    name: str
    kind: str
    sha256: str
    text: str
    places: Mapping[str, Range]
    quotes: tuple[Quote, ...]
    guid: str


def documents(basis: Basis) -> Iterator[Document]:
    """A document for each source that has words in it, in the order of the quotes."""
    sources: dict[tuple[str, str], list[Quote]] = {}
    for quote in basis.quotes:
        if quote.text.strip():
            sources.setdefault((quote.source, quote.source_sha256), []).append(quote)
    for (source, sha256), quotes in sources.items():
        talk = any(quote.role == "interviewer" for quote in quotes)
        kept = quotes if talk else [quote for quote in quotes if quote.quote_id not in basis.excluded]
        if kept:
            text, places = _text(kept, talk=talk)
            guid = str(identifier("source", source, sha256))
            yield Document(name(source), kept[0].source_kind, sha256, text, places, tuple(kept), guid)


def _text(quotes: Sequence[Quote], *, talk: bool) -> tuple[str, dict[str, Range]]:
    parts: list[str] = []
    places: dict[str, Range] = {}
    at = 0
    for (_, _, _), turn in groupby(quotes, key=lambda quote: (quote.locator, quote.participant, quote.role)):
        before: Quote | None = None
        for quote in turn:
            lead = _gap(before, quote) if before is not None else (_BETWEEN if parts else "")
            lead += f"{_speaker(quote)}: " if talk and before is None else ""
            words = sound(quote.text)
            start = at + len(lead)
            at = start + len(words)
            places[quote.quote_id] = (start, at)
            parts += [lead, words]
            before = quote
    return "".join(parts) + "\n", places


def _gap(before: Quote, quote: Quote) -> str:
    """What stood between two quotes of a passage: nothing, a space, or more, by how much it was."""
    return ("", " ")[quote.start - before.end] if 0 <= quote.start - before.end <= 1 else _BETWEEN


def _speaker(quote: Quote) -> str:
    """Who speaks; whoever asks is called what she is, as every program knows that word."""
    if quote.role in _ASIDE or quote.participant is None:
        return name(quote.role).capitalize()
    return name(quote.participant)
