"""Who is who in a study: a name that is said becomes the pseudonym of the participant it belongs to.

A whole name, an account or an e-mail address is a person wherever it stands. A first name alone is that of the person
whose text it is, or of the only one of that name who speaks in the same talk; any other is somebody else's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache

from voc.redaction.base import Span
from voc.redaction.key import Key, plain
from voc.redaction.names import words

# More people than this speak in no talk, but in a table.
_TALK = 12
# How transcripts call those whose name they do not say.
_ROLE = re.compile(
    r"(p|participant|speaker|spk|interviewer|interviewee|moderator|researcher|facilitator|agent|customer|client|user|visitor"
    r"|respondent|guest|host|caller|operator|unknown|somebody|ticket|record|q|a|r|i|m|f)[ _#-]*[a-z]?\d*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Named:
    """A name as a source has it; ``participant`` is missing for interviewers, agents and the like."""

    name: str
    source: str
    participant: str | None


class Cast:
    """Gives the placeholder of every span of a study."""

    def __init__(self, named: Iterable[Named], key: Key) -> None:
        self.key = key
        self._whole: dict[str, set[str]] = defaultdict(set)
        self._aside: set[str] = set()
        self._own: dict[str, set[str]] = defaultdict(set)
        self._here: dict[str, dict[str, set[Named]]] = defaultdict(lambda: defaultdict(set))
        by_source: dict[str, set[Named]] = defaultdict(set)
        for one in named:
            if is_personal(one.name):
                by_source[one.source].add(one)
                self._add(one)
        for source, speakers in by_source.items():
            if len(speakers) <= _TALK:
                for one in speakers:
                    for part in parts(one.name):
                        self._here[source][plain(part)].add(one)

    def _add(self, one: Named) -> None:
        if one.participant is None:
            self._aside.add(plain(one.name))
        else:
            self._whole[plain(one.name)].add(one.participant)
            self._own[one.participant] |= {plain(part) for part in parts(one.name)}

    def everywhere(self) -> dict[str, str]:
        """Names that mean one person wherever they stand, by kind: of two words or more, or with a sign no word has."""
        found = {name: _kind(name) for name in (*self._whole, *self._aside) if len(name) > 3}
        return {name: kind for name, kind in found.items() if " " in name or re.search(r"[@_\d]", name)}

    def local(self, source: str, participant: str | None) -> Collection[str]:
        """Parts of names that mean somebody in a text of this source and person, as they are written."""
        own = self._own.get(participant, set()) if participant is not None else set()
        return {part.title() for part in (*self._here.get(source, {}), *own) if _tells(part)}

    def people(self) -> dict[str, str]:
        """The pseudonym of each name that only one participant has: the part of the key that is made anew every run."""
        return {name: next(iter(people)) for name, people in self._whole.items() if len(people) == 1}

    def placeholder(self, span: Span, source: str, participant: str | None, whole: str | None = None) -> str:
        """What stands in place of a span in a text of a person; ``whole`` is the whole name of one called shortly."""
        said = plain(span.text).removeprefix("@").removeprefix("u/")
        if span.kind in ("name", "handle", "e-mail"):
            people = self._whole.get(said, set())
            if len(people) == 1:
                return next(iter(people))
            if participant is not None and (participant in people or self._is_own(said, participant)):
                return participant
        if span.kind == "name" and (one := self._speaker(said, source)) is not None:
            return one.participant or self.key.placeholder("name", one.name)
        return self.key.placeholder(span.kind, whole or span.text)

    def _is_own(self, said: str, participant: str) -> bool:
        own = self._own.get(participant, set())
        return bool(own) and set(said.split()) <= own

    def _speaker(self, said: str, source: str) -> Named | None:
        """The only speaker of a talk who is called so."""
        here = self._here.get(source, {})
        called = [here.get(word, set()) for word in said.split()]
        both = set.intersection(*called) if called else set()
        return next(iter(both)) if len({one.name for one in both}) == 1 else None


def parts(name: str) -> list[str]:
    """The words of a name that could stand for all of it.

    >>> parts("Winston de la Cruz (he/him)")
    ['Winston', 'Cruz']
    """
    said = re.sub(r"\(.*?\)|@\S+", " ", name)
    return [word for word in re.findall(r"[^\W\d_][\w'’-]+", said) if word[0].isupper()]


@cache
def _tells(part: str) -> bool:
    return len(part) > 2 and part not in words().nobody and part not in words().places


def is_personal(name: str) -> bool:
    """Whether a speaker's name tells who she is: "Participant 4" and plain numbers do not.

    >>> is_personal("Sarah"), is_personal("Participant 12"), is_personal("100432")
    (True, False, False)
    """
    return any(sign.isalpha() for sign in name) and len(name) > 2 and not _ROLE.fullmatch(name.strip())


def _kind(name: str) -> str:
    if "@" in name.lstrip("@"):
        return "e-mail"
    return "name" if " " in name else "handle"
