"""What else the speakers of a transcript are called: its top gives a name to who speaks below as "A" or as "Dmitri"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from voc.reading.talk.roles import said_role
from voc.reading.talk.ways import is_person

Speaker = str | None
# What may be names behind a forename: "Dmitri Bertolli", "Ana Luísa Prado".
_MORE = r"((?:[ ]+[^\W\d_][\w'’.-]*){1,2})"
# Days and months beside a forename say when she spoke.
# fmt: off
_WHEN = frozenset((
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
    "april", "may", "june", "july", "august", "september", "october", "november", "december",
))
# fmt: on


def known_as(speakers: Sequence[Speaker], head: Sequence[str]) -> Mapping[Speaker, tuple[str, ...]]:
    """The names that the lines above the first turn give to those who speak; ``None`` speaks where nobody is marked.

    >>> known_as(["Q", "A"], ["Participant: Hamish Jarvis, 61", "Date: 3 May"])
    {'A': ('Hamish Jarvis',)}
    >>> known_as(["Nora", "Dmitri"], ["Interview with Dmitri Bertolli, Leeds"])
    {'Dmitri': ('Dmitri Bertolli',)}
    """
    found: dict[Speaker, dict[str, None]] = {}
    for line in head:
        for speaker, name in (*_labelled(speakers, line), *_in_full(speakers, line)):
            found.setdefault(speaker, {})[name] = None
    return {speaker: tuple(names) for speaker, names in found.items()}


def _labelled(speakers: Sequence[Speaker], line: str) -> Iterator[tuple[Speaker, str]]:
    """Who stands behind a label, where one alone speaks in the label's role: nobody else can be meant."""
    label, _, said = line.partition(":")
    label, name = label.strip(" *_"), re.split(r"[,;(]", said)[0].strip(" *_")
    role = said_role(label)
    if role is None or not is_person(name) or any(sign.isdigit() for sign in name):
        return
    same: list[Speaker] = [
        speaker for speaker in speakers if speaker is not None and speaker.casefold() == label.casefold()
    ]
    playing = same or [speaker for speaker in speakers if _plays(speaker, role)]
    if len(playing) == 1:
        yield playing[0], name


def _plays(speaker: Speaker, role: str) -> bool:
    """Whether a speaker is in a role by name; whose name says nothing ("A") is a participant."""
    said = None if speaker is None else said_role(speaker)
    return (said or "participant") == role


def _in_full(speakers: Sequence[Speaker], line: str) -> Iterator[tuple[Speaker, str]]:
    """The whole name of who speaks under her forename."""
    for speaker in speakers:
        if speaker is not None and " " not in speaker and said_role(speaker) is None:
            for found in re.finditer(rf"\b{re.escape(speaker)}(?={_MORE})", line):
                more = list(takewhile(_is_name, found[1].split()))
                if more:
                    yield speaker, " ".join((speaker, *more))


def _is_name(word: str) -> bool:
    return not word[0].islower() and word.rstrip(".").casefold() not in _WHEN
