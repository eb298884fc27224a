"""Cues to turns: what WebVTT, SubRip, SBV and TTML have in common.

A cue has a place, its times, and lines; a line may name its voice by a tag. Where none does, the words may: ``Name:``,
``[Name]:``, a name in brackets on its own line. ``>>`` and the dashes of dialogue say that another speaks, but not who.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from voc.errors import ReadError
from voc.reading.source import Source
from voc.reading.talk.credits import without_credits
from voc.reading.talk.roles import is_unknown
from voc.reading.talk.rolling import unrolled
from voc.reading.talk.speech import heading, like_proper_name, speakers
from voc.reading.talk.turns import Turn

# The tags of captions; any other "<word>" may be what an anonymised transcript writes for a name, and stays. No
# pattern may run over the next "<": on broken mark-up that would take time squared.
TAG = re.compile(
    r"</?(?:c|i|b|u|s|v|ruby|rt|lang|font|span|em|strong|p|div)(?:[.\s][^<>]*)?/?>"
    r"|<\d{1,3}:[\d:.,]+>|\{\\[^{}]{1,80}\}",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<br\s{0,9}/?>", re.IGNORECASE)
INSIDE = re.compile(r"<\d{1,3}:[\d:.,]+>")
_OTHER = re.compile(r"^(?:&gt;|>){2,3}\s*")
_DASH = re.compile(r"^[-–—‐]\s*(?=\S)(?![\d-])")
_ALONE = re.compile(r"^[(\[](?P<name>[^()\[\]:]{2,40})[)\]]$")
# A sentence's end, with what may stand behind it. The signs of East Asian, Arabic and Indic scripts, too.
ENDS = re.compile(r"[.?!…。？！؟।][\"'”’»)\]]*$")

# Unnamed speech is cut at a sentence's end after a pause, or once it went on for long; where no sentence ever ends,
# at a pause, or once it is endless. In seconds.
_PAUSE, _LONG, _ENDLESS = 2.0, 30.0, 120.0
# A file of fewer sentence ends than this among its cues has no punctuation.
_POINTED = 0.05
# "[Speaker 1] Hello": most cues have to begin so.
_SIGNED = re.compile(r"\[(?P<name>[^\[\]:]{1,40})\]\s+(?=\S)")
_MOST = 0.6
# Such a share of the cues has to begin with a name in brackets for it to be a name and no sound.
_NAMED_ALONE = 0.5


@dataclass(frozen=True, slots=True)
class Heard:
    """One line of a cue without its tags: whose voice a tag says it is, what else the tags tell."""

    words: str
    voice: str | None = None
    timed: bool = False
    underlined: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown at a time: its place for a person, start and end in seconds, its lines."""

    place: str
    start: float | None
    end: float | None
    lines: tuple[Heard, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """What one voice says in a cue. ``other``: somebody else than before; ``None`` as speaker goes on or is unknown."""

    words: str
    cue: Cue
    speaker: str | None = None
    other: bool = False


def plain(raw: str) -> str:
    """A line's words: without tags, ``&amp;`` resolved, spaces single."""
    return " ".join(html.unescape(TAG.sub("", _BREAK.sub(" ", raw))).split())


def turns(source: Source, cues: Sequence[Cue]) -> list[Turn]:
    """Make turns of the cues; raises ``ReadError`` where none has words."""
    found = [cue for cue in (_without_credits(cue) for cue in unrolled(cues)) if cue.lines]
    if not found:
        raise ReadError(f"{source.name}: no cue with text; export the transcript again")
    if any(line.voice is not None for cue in found for line in cue.lines):
        pieces = list(_tagged(found))
    else:
        pieces = list(_worded(found))
    return _joined(pieces)


def _without_credits(cue: Cue) -> Cue:
    if all(without_credits(line.words) == line.words for line in cue.lines):
        return cue
    lines = (replace(line, words=without_credits(line.words)) for line in cue.lines)
    return replace(cue, lines=tuple(line for line in lines if line.words))


def _tagged(cues: Sequence[Cue]) -> Iterator[_Piece]:
    """The pieces of cues whose voices have tags; a line without one goes on with an unfinished sentence."""
    current: str | None = None
    before = ""
    for cue in cues:
        for line in cue.lines:
            if line.voice is not None:
                current = None if is_unknown(line.voice) else line.voice
            elif ENDS.search(before):
                current = None
            yield _Piece(line.words, cue, current)
            before = line.words


def _worded(cues: Sequence[Cue]) -> Iterator[_Piece]:
    """The pieces of cues whose words name the speaker, if at all; a line without a name goes on with the one before."""
    # The first lines tell best who is a speaker: what stands further down is mostly a sentence that goes on.
    known = speakers(_OTHER.sub("", line.words) for cue in cues for line in cue.lines)
    known |= speakers((_OTHER.sub("", cue.lines[0].words) for cue in cues), named=True)
    alone, signed = _names_alone(cues), _names_signed(cues)
    current: str | None = None
    before = ""
    for cue in cues:
        for line in cue.lines:
            words, marked = _unmarked(line.words, before)
            begins = heading(words)
            name = known.get(begins.name.casefold()) if begins else None
            bracket, sign = _ALONE.match(words), _SIGNED.match(words)
            if begins is not None and name is not None:
                current, words, marked = None if is_unknown(name) else name, words[begins.end :], True
            elif sign is not None and sign["name"] in signed:
                current, marked = None if is_unknown(sign["name"]) else sign["name"], True
                words = words[sign.end() :]
            elif bracket is not None and bracket["name"] in alone:
                current, words, marked = bracket["name"], "", True
            elif marked:
                current = None
            if words:
                yield _Piece(words, cue, current, other=marked)
            before = words or before


def _unmarked(words: str, before: str) -> tuple[str, bool]:
    """A line without the sign in front that another speaks, and whether there was one.

    A dash in front of a small letter goes on with a sentence that has not ended.
    """
    if (match := _OTHER.match(words)) is not None:
        return words[match.end() :], True
    match = _DASH.match(words)
    if match is None or words == "-":
        return ("", False) if words == "-" else (words, False)
    rest = words[match.end() :]
    return rest, not (before and rest[:1].islower() and not ENDS.search(before))


def _names_alone(cues: Sequence[Cue]) -> set[str]:
    """Names that stand in brackets on a line of their own: "(Anna Weber)" over most cues is one, "(Applause)" none."""
    first = Counter(match["name"] for cue in cues if (match := _ALONE.match(cue.lines[0].words)))
    names = {name for name in first if like_proper_name(name)}
    return names if sum(first[name] for name in names) >= max(2, _NAMED_ALONE * len(cues)) else set()


def _names_signed(cues: Sequence[Cue]) -> set[str]:
    """Names in brackets in front of what is said: two at least, that come again, over most cues; "[laughs]" is none."""
    found = [match["name"] for cue in cues if (match := _SIGNED.match(_OTHER.sub("", cue.lines[0].words)))]
    names = {name for name, count in Counter(found).items() if count > 1 and like_proper_name(name)}
    return names if len(names) > 1 and sum(name in names for name in found) >= _MOST * len(cues) else set()


def unnamed(cues: Sequence[Cue]) -> list[Turn]:
    """Make turns of the times of a text, of which nothing tells who speaks: each is one, once a sentence has ended."""
    return _joined([_Piece(line.words, cue) for cue in cues for line in cue.lines], long=0.0)


def _joined(pieces: Sequence[_Piece], *, long: float = _LONG) -> list[Turn]:
    """Join what one speaker says without another between; what nobody signed is cut where sentences end."""
    ends = sum(1 for piece in pieces if ENDS.search(piece.words))
    pointed = ends >= _POINTED * len(pieces)
    made: list[list[_Piece]] = []
    for piece in pieces:
        if made and _goes_on(made[-1], piece, pointed=pointed, long=long):
            made[-1].append(piece)
        else:
            made.append([piece])
    return [Turn(run[0].speaker, " ".join(piece.words for piece in run), run[0].cue.place) for run in made]


def _goes_on(run: Sequence[_Piece], piece: _Piece, *, pointed: bool, long: float) -> bool:
    last = run[-1]
    if piece.speaker != last.speaker or (piece.speaker is None and piece.other):
        return False
    if piece.speaker is not None:
        return True
    began, now, until = run[0].cue.start, piece.cue.start, last.cue.end
    pause = until is not None and now is not None and now - until > _PAUSE
    length = now - began if began is not None and now is not None else 0.0
    if ENDS.search(last.words):
        return piece.cue is last.cue or (not pause and length < long)
    return length < _ENDLESS and (pointed or not pause)
