"""Whether a cell of a workbook shows the text of a quote, as it was exported or as people leave it.

Letters and digits alone are compared, unlike in :mod:`voc.proof`, where a report has to be true to the sign.
"""

from __future__ import annotations

import re
import unicodedata

from voc.store._sheet import CUT

# Also what people black out by hand.
_PLACEHOLDER = re.compile(r"\[[^\[\]]{1,20}\]|\bP\d{3,}\b")


def shows(shown: str, text: str) -> bool:
    """Whether a cell may be what was exported of a text: it may be cut off, and either may have placeholders.

    >>> shows("Ann  said: 'no …", "Ann said: no, never"), shows("[name 1] said no", "Ann said no")
    (True, True)
    >>> shows("Ann said no", "[removed] said no"), shows("Ann said no", "Bo said no")
    (True, False)
    """
    cut = shown.rstrip().endswith(CUT)
    return _fits([*_pieces(shown), *([""] if cut else [])], _letters(text)) or _fits(_pieces(text), _letters(shown))


def _pieces(text: str) -> list[str]:
    return [_letters(piece) for piece in _PLACEHOLDER.split(text)]


def _fits(pieces: list[str], text: str) -> bool:
    """Whether a text is some pieces in a row, with anything between them."""
    if len(pieces) == 1 or not text.startswith(pieces[0]):
        return text == pieces[0]
    at = len(pieces[0])
    for piece in pieces[1:-1]:
        if (found := text.find(piece, at)) < 0:
            return False
        at = found + len(piece)
    return text.endswith(pieces[-1]) and len(text) - len(pieces[-1]) >= at


def _letters(text: str) -> str:
    """The letters and digits of a text: spreadsheets change quote marks and white space."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()
