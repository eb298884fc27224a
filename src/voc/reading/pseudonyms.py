"""Who is P007, for good: a study keeps which pseudonym it gave to whom, so that other files change nobody's.

``pseudonyms.json`` in the study holds, for each pseudonym, what the person was told by: salted hashes, no words. It is
private all the same (an address can be guessed and tried), lies beside the sources that it was made of, and goes into
no report. Without it people are numbered in the order of their first appearance; a new person gets the next number.
"""

from __future__ import annotations

import json
import os
import secrets
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from voc._files import write
from voc._runs import runs
from voc.errors import StudyError
from voc.reading.identity import digest
from voc.reading.people import PLACE, People

FILE = "pseudonyms.json"
# So many passages of hers tell a person again; with all of them the file would be as long as the sources.
_ENOUGH = 8
_ABOUT = "Which pseudonym is whose, by salted hashes. Keep it with the sources; do not send it along with a map."


@dataclass(frozen=True, slots=True)
class Told:
    """What one person is told by: her name wherever it stands, what she said, her name in one file."""

    everywhere: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    in_file: tuple[str, ...] = ()

    @property
    def kept(self) -> tuple[str, ...]:
        """What is enough to know her again."""
        return (*self.everywhere, *self.said[:_ENOUGH], *self.in_file)


@dataclass(frozen=True)
class Given:
    """The pseudonyms that a study gave, each with the hashes of what its person was told by."""

    salt: str = field(default_factory=lambda: secrets.token_hex(16))
    people: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @classmethod
    def load(cls, root: Path | None) -> Given:
        """Those of a study; none outside one. Raises ``StudyError`` for a file that says something else."""
        path = None if root is None else root / FILE
        if path is None or not path.is_file():
            return cls()
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            people = {str(name): list(map(str, hashes)) for name, hashes in found["people"].items()}
            if not all(name[:1] == "P" and name[1:].isdecimal() for name in people):
                raise ValueError("a pseudonym is none")
            return cls(str(found["salt"]), people)
        except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
            raise StudyError(
                f"{path}: does not say who is who ({error}); get it back from a backup, or delete it and everybody is "
                "numbered anew"
            ) from error

    def save(self, root: Path) -> None:
        """Write them, if anything is new, so that only their owner can read them."""
        path = root / FILE
        text = json.dumps({"about": _ABOUT, "salt": self.salt, "people": self.people}, indent=1) + "\n"
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            return
        write(path, text)
        # Ours alone: os.chmod does what the system has of it.
        os.chmod(path, 0o600)  # noqa: PTH101 - Path.chmod is the same

    def without(self, pseudonyms: Collection[str]) -> Given:
        """The same without some people."""
        return Given(self.salt, {name: told for name, told in self.people.items() if name not in pseudonyms})

    def told(self, people: People, rows: Iterable[Mapping[str, Any]], files: Mapping[str, str]) -> dict[str, Told]:
        """What each person of a run is told by, in the order of appearance; ``files`` are sources and their hashes.

        "Row 4" tells somebody in the very same file alone: in another version it may be of another person.
        """
        said: dict[str, dict[str, None]] = {}
        for row in rows:
            if row["participant"] is not None:
                said.setdefault(row["participant"], {})[self._hash("said", row["passage"])] = None
        names: dict[str, dict[str, list[str]]] = {}
        for (scope, name), person in people.given_to.items():
            kind, place = ("everywhere", scope) if scope not in files else ("in_file", scope)
            if kind == "in_file" and PLACE.fullmatch(name):
                kind, place = "said", files[scope]
            names.setdefault(person, {}).setdefault(kind, []).append(self._hash(kind, place, name))
        return {
            person: Told(
                tuple(sorted(found.get("everywhere", ()))),
                (*said.get(person, ()), *found.get("said", ())),
                tuple(sorted(found.get("in_file", ()))),
            )
            for person, found in names.items()
        }

    def _hash(self, *parts: str) -> str:
        return digest(self.salt, *parts)[:16]

    def to(self, told: Mapping[str, Told], retired: Collection[str]) -> dict[str, str]:
        """The pseudonym of each person of a run, by the one of her first appearance.

        Whoever has one keeps it: by her name anywhere, else by most of her words, else by her name in a file. The
        others get the next numbers; where nothing was given before, those of their appearance.
        """
        if not self.people:
            return dict(zip(told, sorted(told, key=_number), strict=True))
        now = self._kept(told)
        last = max(map(_number, (*self.people, *retired)), default=0)
        fresh = (f"P{number:03d}" for number in range(last + 1, last + 1 + len(told)))
        return {person: now.get(person) or next(fresh) for person in told}

    def _kept(self, told: Mapping[str, Told]) -> dict[str, str]:
        """Who has a pseudonym already."""
        owner = {mark: name for name, marks in self.people.items() for mark in marks}
        now: dict[str, str] = {}
        taken: set[str] = set()
        for kind in ("everywhere", "said", "in_file"):
            found = [
                (-count, order, person, name)
                for order, (person, one) in enumerate(told.items())
                for name, count in Counter(owner[mark] for mark in getattr(one, kind) if mark in owner).items()
            ]
            for _, _, person, name in sorted(found):
                if person not in now and name not in taken:
                    now[person] = name
                    taken.add(name)
        return now

    def with_people(self, now: Mapping[str, str], told: Mapping[str, Told]) -> Given:
        """The same with the people of a run; who is not in it keeps what is known of her, in case she comes back."""
        both = {**self.people, **{now[person]: one.kept for person, one in told.items()}}
        return Given(self.salt, dict(sorted(both.items(), key=lambda pair: _number(pair[0]))))


@dataclass(frozen=True)
class Locked:
    """The pseudonyms on a map in the order of appearance, and the hashes of the sources that it was made of."""

    sources: frozenset[str]
    pseudonyms: tuple[str, ...]

    def to(self, told: Mapping[str, Told], files: Mapping[str, str]) -> dict[str, str] | None:
        """The pseudonym of each person of a run by that of her first appearance; none where the sources are others."""
        if self.sources != frozenset(files.values()) or len(self.pseudonyms) != len(told):
            return None
        return dict(zip(told, self.pseudonyms, strict=True))


@dataclass
class Numbering:
    """Gives the people of a run the pseudonyms that they have in their study; outside a study those stay as they are.

    ``locked`` is the map that is to be made again, for where the study itself does not say who is who.
    """

    root: Path | None
    retired: frozenset[str] = frozenset()
    locked: Locked | None = None

    def __post_init__(self) -> None:
        self.given = Given.load(self.root)

    def settle(self, people: People, rows: Sequence[dict[str, Any]], files: Mapping[str, str]) -> str | None:
        """Put the pseudonyms in place and keep them; gives what one has to know where they cannot be kept."""
        if self.root is None:
            return None
        told = self.given.told(people, rows, files)
        now = self.locked.to(told, files) if self.locked and not self.given.people else None
        now = now or self.given.to(told, self.retired)
        people.rename(now)
        for row in rows:
            row["participant"] = now.get(row["participant"])
        try:
            self.given.with_people(now, told).save(self.root)
        except OSError as error:
            return f"{self.root / FILE}: cannot be written ({error.strerror}): with more files people may be renumbered"
        return None


def _number(pseudonym: str) -> int:
    return int(pseudonym[1:])


def ranges(pseudonyms: Iterable[str]) -> str:
    """Pseudonyms in their order, in short; :func:`listed` undoes it.

    >>> ranges(["P001", "P002", "P003", "P007", "P004"])
    '1-3 7 4'
    """
    drawn = runs(map(_number, pseudonyms))
    return " ".join(str(first) if first == last else f"{first}-{last}" for first, last in drawn)


def listed(said: str) -> list[str]:
    """The pseudonyms of :func:`ranges`.

    >>> listed("1-3 7")
    ['P001', 'P002', 'P003', 'P007']
    """
    pairs = (part.partition("-") for part in said.split())
    return [f"P{n:03d}" for first, _, last in pairs for n in range(int(first), int(last or first) + 1)]
