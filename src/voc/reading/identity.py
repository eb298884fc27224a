"""Which records were read already: the same rows in a longer export, or in the same file under another name.

A turn of a transcript is known by its file's bytes and its place; that of a coded project, whose bytes change with
every save, by its document and its words. A record of a survey, a store or a help desk is
known by what it says: who (the tool's own id, or a name), when, to which question, in which words. Such a record
keeps its quote ids when a longer version of the export takes the place of the old one, and is read once where both
lie side by side. Records that say neither who nor when cannot be told from the same words of another person: they
count as read before only where one file holds all the records of the other.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from voc.quotes import Passage
from voc.reading.people import PLACE

# So many different records two files must share before one is taken for a longer version of the other.
_ENOUGH = 3


def digest(*parts: object) -> str:
    """Hex SHA-256 of some parts, each kept apart from the next."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8")).hexdigest()


@dataclass
class Identities:
    """Gives each passage of a run its id, and knows which file it was first read from."""

    _first: dict[str, str] = field(default_factory=dict)
    _vague: dict[str, Counter[str]] = field(default_factory=dict)

    def of(self, passages: Sequence[Passage], sha256: str, source: str, kind: str) -> list[tuple[str, str | None]]:
        """The id of each passage of a file, with the name of the other file it was already read from, if any."""
        by_place = kind in ("interview", "other", "note")
        known = [
            (digest(sha256, passage.locator), True) if by_place and passage.key is None else _content(passage)
            for passage in passages
        ]
        vague = Counter(content for content, firm in known if not firm)
        offset = self._offset(vague, source)
        seen: Counter[str] = Counter()
        found: list[tuple[str, str | None]] = []
        for content, firm in known:
            seen[content] += 1
            name = digest(content, seen[content] + (0 if firm else offset[content]))
            before = self._first.setdefault(name, source)
            found.append((name, before if before != source else None))
        return found

    def _offset(self, vague: Counter[str], source: str) -> Counter[str]:
        """How often the vague records of a file were said by others before: never, if it is a version of another."""
        versions = [other for other in self._vague.values() if _is_version(vague, other)]
        before = Counter[str]() if versions else _total(self._vague.values())
        self._vague[source] = vague
        return before


def _content(passage: Passage) -> tuple[str, bool]:
    """What a record says, and whether it says who or when."""
    signed = passage.key or (passage.speaker if passage.speaker and not PLACE.fullmatch(passage.speaker) else None)
    firm = signed is not None or passage.timestamp is not None
    aside = () if firm else tuple(sorted((str(name), str(value)) for name, value in passage.attributes.items()))
    return digest(signed, passage.timestamp, passage.role, passage.question, passage.text, aside), firm


def _is_version(one: Counter[str], other: Counter[str]) -> bool:
    return min(len(one), len(other)) >= _ENOUGH and (one <= other or other <= one)


def _total(counts: Iterable[Counter[str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for count in counts:
        total += count
    return total
