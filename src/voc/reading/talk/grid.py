"""A table of a document to turns: which column is the time, the speaker and what was said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from voc.errors import ReadError
from voc.reading.talk import lines as _lines
from voc.reading.talk.filled import filled
from voc.reading.talk.roles import said_role
from voc.reading.talk.turns import Turn

Rows = Sequence[tuple[str, Sequence[str]]]  # the place of each row, and its cells

_TIME = re.compile(r"^[\[(]?(\d+:)?\d{1,2}:\d{2}([.,:]\d+)?[\])]?(\s*[-–—]+(>\s*)?[\[(]?[\d:.,]+[\])]?)?$")
_NUMBER = re.compile(r"^[#(\[]?\d+[.)\]]?$")
# Header words. From general knowledge of English, German, French, Spanish and Italian.
_WORDS = {
    "speaker": re.compile(
        r"(speakers?|name|who|participant|person|role|sprecher(in)?|wer|locuteur|intervenant|qui|hablante|quién"
        r"|parlante|chi)( name| label)?",
        re.IGNORECASE,
    ),
    "text": re.compile(
        r"(text|transcript(ion)?|content|said|what was said|utterance|dialog(ue)?|words|transkript|inhalt|gesagt"
        r"|wortlaut|texte|contenu|propos|texto|contenido|testo)",
        re.IGNORECASE,
    ),
    "other": re.compile(
        r"(time|time ?stamp|time ?code|start|end|duration|notes?|comments?|remarks|codes?|line|row|no\.?|nr\.?|#|id"
        r"|zeit(stempel|marke)?|dauer|notiz|anmerkung(en)?|kommentar|zeile|temps|durée|remarques?|ligne|tiempo|hora"
        r"|duración|notas|línea|tempo|nota|n°|nº)( time)?",
        re.IGNORECASE,
    ),
}


def turns(rows: Rows, where: str) -> list[Turn]:
    """Make turns of the rows; a row without a speaker goes on with the one before.

    Where no column names the speaker, the text may do so itself (``Name: text``).
    """
    width = max((len(cells) for _, cells in rows), default=0)
    full = [(place, [*cells, *[""] * (width - len(cells))]) for place, cells in rows]
    header = full[0][1] if full and _is_header([cells for _, cells in full]) else [""] * width
    body = full[1:] if any(header) else full
    sides = _sides(full[0][1]) if full else {}
    if sides:
        return [
            Turn(name, cells[index], place)
            for place, cells in full[1:]
            for index, name in sides.items()
            if cells[index] and len(set(cells)) > 1
        ]
    text, speaker = _columns(header, [cells for _, cells in body])
    if text is None:
        return []
    if speaker is None:
        lines = filled((place, cells[text]) for place, cells in body)
        try:
            return _lines.turns(lines, where)
        except ReadError:
            return [Turn(None, line, place) for place, line in lines]
    found: list[Turn] = []
    current: str | None = None
    for place, cells in body:
        current = cells[speaker].rstrip(": ") or current
        # A cell that spans the row stands in all its columns: a heading, nobody's words.
        if cells[text] and not (width > 1 and len(set(cells)) == 1):
            found.append(Turn(current, cells[text], place))
    return found


def _sides(header: Sequence[str]) -> dict[int, str]:
    """The columns by speaker, where the header names those who ask and those who answer ("Question", "Answer")."""
    roles = {index: said_role(cell) for index, cell in enumerate(header)}
    sides = {index: header[index] for index, role in roles.items() if role is not None}
    both = {roles[index] for index in sides} >= {"interviewer", "participant"}
    texts = any(_WORDS["text"].fullmatch(cell) for cell in header)
    return sides if both and not texts else {}


def _is_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row has two header words, or one of two cells; a word that comes again is a speaker."""
    cells = rows[0]
    again = {index for row in rows[1:] for index, cell in enumerate(row) if cell == cells[index]}
    known = sum(
        index not in again and any(word.fullmatch(cell) for word in _WORDS.values()) for index, cell in enumerate(cells)
    )
    return known >= 2 or (known == 1 and len(cells) == 2)


def _columns(header: Sequence[str], body: Sequence[Sequence[str]]) -> tuple[int | None, int | None]:
    """The columns of text and speaker: by the header's words, else the longest, and the first of the others."""
    worded = [index for index in range(len(header)) if _holds_words([cells[index] for cells in body])]
    free = [index for index in worded if not _WORDS["other"].fullmatch(header[index])] or worded
    speaker = _named("speaker", header, free)
    text = _named("text", header, free)
    if text is None:
        rest = [index for index in free if index != speaker]
        text = max(rest, key=lambda index: sum(len(cells[index]) for cells in body), default=None)
    if speaker is None:
        speaker = next((index for index in free if index != text), None)
    return text, speaker


def _named(kind: str, header: Sequence[str], among: Sequence[int]) -> int | None:
    return next((index for index in among if _WORDS[kind].fullmatch(header[index])), None)


def _holds_words(cells: Sequence[str]) -> bool:
    """Whether a column has words, not only times and numbers."""
    filled = [cell for cell in cells if cell]
    plain = sum(1 for cell in filled if _TIME.match(cell) or _NUMBER.match(cell))
    return bool(filled) and plain < 0.6 * len(filled)
