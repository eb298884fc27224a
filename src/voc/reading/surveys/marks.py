"""What a survey tool says of each column in a row of its own below the header.

Qualtrics writes ``{"ImportId":"QID5","choiceId":"2"}``; SurveyMonkey the kind of answer, or the option.
"""

from __future__ import annotations

import re
from datetime import tzinfo
from zoneinfo import ZoneInfo

_IMPORT_ID = re.compile(r'^\{"+ImportId"+\s*:\s*"+([^"]*)"+', re.IGNORECASE)
_ZONE = re.compile(r'"+timeZone"+\s*:\s*"+([^"]+)"+', re.IGNORECASE)
_CHOICE = re.compile(r'"+choiceId"+\s*:\s*"+([^"]*)"+', re.IGNORECASE)
# SurveyMonkey's words for the kinds of answer. The English ones are seen in public files, the others in its help pages.
KINDS = ("response", "open-ended response", "antwort", "réponse", "respuesta")
_OPEN = re.compile(r"^open-ended response$|^texte libre$|^offene antwort$|^respuesta abierta$", re.IGNORECASE)


def import_id(mark: str) -> str:
    """The id that Qualtrics gives a column, or ``""``; older files double the quotation marks.

    >>> import_id('{"ImportId":"QID2_TEXT"}'), import_id("Response")
    ('QID2_TEXT', '')
    """
    found = _IMPORT_ID.match(mark)
    return found[1] if found else ""


def time_zone(mark: str) -> tzinfo | None:
    """The zone in which Qualtrics wrote the times of a column, if it says so and there is such a zone."""
    found = _ZONE.search(mark)
    try:
        return ZoneInfo("UTC" if found[1] == "Z" else found[1]) if found else None
    except (KeyError, ValueError, OSError):
        return None


def names_zone(mark: str) -> bool:
    """Whether a zone is named at all."""
    return _ZONE.search(mark) is not None


def is_text_entry(mark: str) -> bool:
    """Whether the tool itself says that a column holds what people typed."""
    return bool(_OPEN.match(mark)) or import_id(mark).endswith("_TEXT")


def choice_id(mark: str) -> str:
    """The number of the option that a column of Qualtrics stands for, or ``""``."""
    found = _CHOICE.search(mark)
    return found[1] if found else ""


def is_kind(mark: str) -> bool:
    """Whether SurveyMonkey says below a question only of which kind its answers are, and no option."""
    return mark.strip().lower() in KINDS or _OPEN.match(mark.strip()) is not None


def is_choice(mark: str) -> bool:
    """Whether Qualtrics itself says that a column holds choices: text entries end in ``_TEXT``."""
    return re.fullmatch(r"(\d+_)?QID\d+", import_id(mark)) is not None
