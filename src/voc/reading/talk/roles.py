"""What a speaker's name says by itself: that she asks, that she answers, or only that somebody speaks.

The words are those of ``roles.toml``. A number may follow ("Moderator 2", "P1"), the case does not count, and a name
may stand beside the word: "Anna (Interviewer)", "Interviewer: Dana".
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import Literal

Said = Literal["interviewer", "participant", "agent"]

_NUMBER = re.compile(r"[\s_]*#?\d{1,4}[a-z]?$")
# The parts of "Anna (Interviewer)", "Interviewer - Anna", "Anna, Interviewer"; a hyphen inside a name parts nothing.
_PARTS = re.compile(r"\s*[()\[\]/|,]\s*|\s+[-–—]\s+")
_LETTER_NUMBER = re.compile(r"([a-z])[\s_]?#?\d{1,4}[a-z]?$")
# "Speaker 1", "SPEAKER_00", "Speaker A".
_VOICE_SIGN = re.compile(r"[\s_]*(?:#?\d{1,3}|[a-z])$")


@cache
def _words() -> dict[str, frozenset[str]]:
    """The lists of ``roles.toml``."""
    data = tomllib.loads((resources.files("voc.reading.talk") / "roles.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in data.items()}


@lru_cache(maxsize=4096)
def said_role(name: str) -> Said | None:
    """The role that a name states, if it states one.

    >>> said_role("Interviewer"), said_role("P12"), said_role("Anna (Moderatorin)"), said_role("Anna")
    ('interviewer', 'participant', 'interviewer', None)
    >>> said_role("I"), said_role("Dana (Host)"), said_role("A"), said_role("Enquêtrice 2")
    ('interviewer', None, None, 'interviewer')
    """
    bare = name.strip(" .*_[]()").casefold()
    bare = re.sub(r"^(the|der|die|das|la|le|el|il|de|der)\s+", "", bare)
    words, stem = _words(), _NUMBER.sub("", bare)
    if stem in words["interviewer"] | words["interviewer_alone"]:
        return "interviewer"
    if stem in words["agent"]:
        return "agent"
    if stem in words["participant"] | words["participant_alone"]:
        return "participant"
    letter = _LETTER_NUMBER.match(bare)
    if stem != bare and (
        stem in words["participant_numbered"] or (letter and letter[1] in words["participant_letters"])
    ):
        return "participant"
    for part in _PARTS.split(bare):
        stem = _NUMBER.sub("", part)
        if stem in words["interviewer"] or _first(part) in words["interviewer"]:
            return "interviewer"
        if stem in words["participant"]:
            return "participant"
    return None


def _first(part: str) -> str:
    """The first word of "moderator dana"; of more than three words none, as such are no names."""
    words = part.split()
    return words[0] if 2 <= len(words) <= 3 else ""


@lru_cache(maxsize=4096)
def is_voice(name: str) -> bool:
    """Whether a recorder only numbered the voice: "Speaker 1", "SPEAKER_00", "Sprecherin B".

    >>> is_voice("Speaker 1"), is_voice("SPEAKER_02"), is_voice("Speaker"), is_voice("Anna")
    (True, True, True, False)
    """
    bare = name.strip(" .*_[]()").casefold()
    return bare in _words()["voices"] or _VOICE_SIGN.sub("", bare, count=1) in _words()["voices"]


@lru_cache(maxsize=4096)
def is_unknown(name: str) -> bool:
    """Whether a recorder says that it does not know who speaks ("Unknown Speaker").

    >>> is_unknown("Unknown Speaker"), is_unknown(""), is_unknown("Unbekannter Sprecher"), is_unknown("Ann")
    (True, True, True, False)
    """
    return name.strip(" .*_[]()").casefold() in _words()["unknown"]


def says_who(name: str) -> bool:
    """Whether a name says by itself that somebody speaks: a role, a numbered voice, an unknown one.

    >>> says_who("Interviewer"), says_who("Speaker 2"), says_who("Unknown Speaker"), says_who("Anna")
    (True, True, True, False)
    """
    return said_role(name) is not None or is_voice(name) or (bool(name.strip()) and is_unknown(name))
