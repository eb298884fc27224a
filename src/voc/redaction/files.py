"""Names of files that name people: ``interviews/sarah_okafor.vtt`` becomes ``interviews/P003.vtt``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from voc.redaction.base import Span
from voc.redaction.cast import Cast
from voc.redaction.key import plain
from voc.redaction.names import words

_WORD = re.compile(r"([^\W\d_]+)")
_EMAIL = re.compile(r"[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)


def renamed(sources: Sequence[str], cast: Cast) -> dict[str, str]:
    """The new name of each source whose own names somebody; no two sources get the same."""
    taken, made = set(sources), {}
    for source in sources:
        new = _without_people(source, cast)
        if new != source:
            made[source] = _alone(new, taken)
            taken.add(made[source])
    return made


def _without_people(source: str, cast: Cast) -> str:
    said = _EMAIL.sub(lambda match: _as_word(cast.placeholder(_span("e-mail", match[0]), source, None)), source)
    body, dot, suffix = said.rpartition(".")
    speakers = {plain(part) for part in cast.local(source, None)}
    pieces = [_piece(piece, source, cast, speakers) for piece in _WORD.split(body if dot else suffix)]
    return _joined(pieces) + (dot + suffix if dot else "")


def _piece(piece: str, source: str, cast: Cast, speakers: set[str]) -> str:
    low = piece.casefold()
    if low in speakers or (low in words().given and len(low) > 2):
        return _as_word(cast.placeholder(_span("name", piece), source, None))
    return piece


def _joined(pieces: list[str]) -> str:
    """The pieces in a row; "sarah_okafor" is one person, not twice the same."""
    kept: list[str] = []
    for number, piece in enumerate(pieces):
        if number % 2 and len(kept) > 1 and piece == kept[-2] and re.fullmatch(r"P\d{3,}|name-\d+", piece):
            kept.pop()
            continue
        kept.append(piece)
    return "".join(kept)


def _span(kind: str, text: str) -> Span:
    return Span(0, len(text), kind, text)


def _as_word(placeholder: str) -> str:
    """A placeholder without the signs that systems do not like in names."""
    return placeholder.strip("[]").replace(" ", "-")


def _alone(name: str, taken: set[str]) -> str:
    stem, dot, suffix = name.rpartition(".")
    number = 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}{dot}{suffix}"
    return name
