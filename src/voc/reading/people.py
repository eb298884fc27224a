"""Pseudonyms: who said it becomes P001, P002 …, the same person the same in a whole study.

An e-mail address is one person wherever it stands, an account or a requester in all files of its kind, and so is
a respondent's number of six signs or more, as survey tools give them; a speaker's name or a short number is one
person within its file. What nobody signed, or with a name that many share ("A Google user"), is of a person of its
own: she is called by her row or line. What a participants file says of a person (role, segment …) is joined by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

import pandas as pd

from voc.errors import TableError
from voc.quotes import ROLES, Role
from voc.reading.source import Source
from voc.reading.tables.table import SPREADSHEETS, parse_table

_LONG_NUMBER = 6
_OWN = ("participant", "source", "source_kind", "role", "asked")
_NAME_COLUMNS = ("speaker", "participant", "name", "id", "author", "requester", "email", "respondent")
PLACE = re.compile(r"(row|line) \d+")
# Names that stores, forums and surveys give to whoever gave none. From their public pages and general knowledge.
_NOBODY = re.compile(
    r"[\[(<]?(an? )?((google|apple|amazon|kindle|walmart|ebay|trustpilot|deleted|unknown|former|guest) "
    r"(user|customer|account|reviewer|author)|anonym(ous|e|o|us)?( (user|customer|reviewer|respondent))?|deleted"
    r"|removed|unknown|guest|user|customer|nobody|none|null|nan|nil|n/?a|not (given|provided|available)"
    r"|[-–—?.]+)[\])>]?",
    re.IGNORECASE,
)


def signed(name: str | None, place: str) -> str:
    """The name under which something was written, or its place ("row 4") where that names nobody.

    >>> signed("Mila", "row 4"), signed("A Google user", "row 4"), signed("[deleted]", "row 4"), signed(None, "row 4")
    ('Mila', 'row 4', 'row 4', 'row 4')
    """
    return place if name is None or not name.strip() or _NOBODY.fullmatch(name.strip()) else name


def _folded(name: str) -> str:
    """A name as the participants file is looked up by."""
    return name.strip().casefold()


@dataclass
class People:
    """Gives pseudonyms in the order of first appearance and collects attributes."""

    given: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    retired: frozenset[str] = frozenset()
    _ids: dict[tuple[str, str], str] = field(default_factory=dict)
    _rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)
    _names: dict[tuple[str, str, str | None], None] = field(default_factory=dict)
    _last: int = 0

    def pseudonym(
        self,
        speaker: str,
        source: str,
        kind: str,
        attributes: Mapping[str, Any],
        *,
        role: str = "participant",
        asked: bool = True,
        channel: str | None = None,
        known_as: Iterable[str] = (),
    ) -> str:
        """Give the pseudonym of a speaker and remember what is known of her, and what else she is ``known_as``.

        ``asked``: she could say something in her own words, be it that she was asked an open question or wrote.
        """
        name = _folded(speaker)
        long_number = kind == "survey" and len(name) >= _LONG_NUMBER and any(sign.isdigit() for sign in name)
        everywhere = kind in ("social", "review", "ticket") or (long_number and " " not in name)
        if PLACE.fullmatch(name):
            everywhere = False
        # "mila" is one person on Reddit and another on X.
        where = f"{kind} {channel or ''}" if kind == "social" else kind
        own = ("" if "@" in name or name in self.given else where if everywhere else source, name)
        called = next((one for one in map(_folded, (speaker, *known_as)) if one in self.given), name)
        # A name that the participants file gives is that person wherever she speaks; but many respondents with numbers
        # of their own have the same first name.
        told = called in self.given and (called == name or kind != "survey" or " " in called)
        ways = (("", called), own) if told else (own,)
        person = next((self._ids[way] for way in ways if way in self._ids), None) or self._next()
        for way in ways:
            self._ids.setdefault(way, person)
        fresh = {"participant": person, "source": source, "source_kind": kind, "role": role, "asked": False}
        row = self._rows.setdefault(person, fresh)
        for one in (speaker, *known_as):
            self.named(one, source, person)
        row["asked"] = row["asked"] or asked
        given = {key: value for key, value in self.given.get(called, {}).items() if key != "role"}
        if called in self.given:
            self.met.add(called)
        for key, value in {**given, **attributes}.items():
            row.setdefault(f"{key} (answer)" if key in fresh else key, value)
        return person

    def _next(self) -> str:
        """The next pseudonym; one that was of a person who is forgotten is of nobody ever after."""
        self._last += 1
        while f"P{self._last:03d}" in self.retired:
            self._last += 1
        return f"P{self._last:03d}"

    @property
    def given_to(self) -> Mapping[tuple[str, str], str]:
        """The pseudonyms by scope ("" is everywhere, else a kind of sources or one source) and name."""
        return self._ids

    def sort(self) -> None:
        """Put everybody in the order of the sources' names, whichever of them was read first."""
        sources = {person: row["source"] for person, row in self._rows.items()}
        self._ids = dict(sorted(self._ids.items(), key=lambda pair: sources[pair[1]]))
        self._rows = dict(sorted(self._rows.items(), key=lambda pair: sources[pair[0]]))
        self._names = dict(sorted(self._names.items(), key=lambda pair: pair[0][1]))

    def rename(self, now: Mapping[str, str]) -> None:
        """Give everybody another pseudonym."""
        self._ids = {who: now[person] for who, person in self._ids.items()}
        self._rows = {now[person]: row | {"participant": now[person]} for person, row in self._rows.items()}
        self._names = {
            (name, source, None if person is None else now[person]): None for name, source, person in self._names
        }

    def named(self, speaker: str | None, source: str, person: str | None = None) -> None:
        """Remember under which name somebody speaks in a source; ``person`` is missing for who is no participant."""
        if speaker is not None and speaker.strip() and not PLACE.fullmatch(speaker.strip().casefold()):
            self._names[(" ".join(speaker.split()), source, person)] = None

    def names(self) -> pd.DataFrame:
        """Everybody's names as the sources have them (name, source, participant): for redaction, never for a report."""
        return pd.DataFrame(list(self._names), columns=["name", "source", "participant"], dtype="str")

    def unmet(self) -> list[str]:
        """The names of the participants file under which nobody speaks."""
        return sorted(set(self.given) - self.met)

    def role(self, speaker: str | None) -> Role | None:
        """The role that the participants file gives a speaker, if it does."""
        name = _folded(speaker or "")
        found = self.roles().get(name)
        if found is not None:
            self.met.add(name)
        return found

    def roles(self) -> dict[str, Role]:
        """The roles that the participants file gives, by name in lower case."""
        known: dict[str, Role] = {str(role): role for role in get_args(Role)}
        named = {name: known.get(row.get("role", "")) for name, row in self.given.items()}
        return {name: role for name, role in named.items() if role is not None}

    def frame(self) -> pd.DataFrame:
        """One row a person: pseudonym, first source, and every attribute that is known of anyone."""
        keys = dict.fromkeys(key for row in self._rows.values() for key in row)
        return pd.DataFrame(list(self._rows.values()), columns=list(keys) or list(_OWN))


def load_participants(path: Path) -> dict[str, dict[str, str]]:
    """Read a participants file: a table with the speaker's name as in the source, a role, and any attributes."""
    if not path.is_file():
        raise TableError(f"{path}: no such participants file")
    lines = None if path.suffix.lower() in SPREADSHEETS else Source(path, path.name).raw_lines
    table = parse_table(path, path.name, lines)
    column = next((name for name in _NAME_COLUMNS if table and name in table.keys), None)
    if table is None or column is None:
        raise TableError(f"{path.name}: no column that names a person; call it one of {', '.join(_NAME_COLUMNS)}")
    people: dict[str, dict[str, str]] = {}
    for number, row in table.rows():
        lowered = dict(zip(table.keys, row, strict=True))
        role = lowered.get("role", "")
        if role and role not in ROLES:
            raise TableError(f"{path.name}, row {number}: role {role!r}; there are: {', '.join(ROLES)}")
        cells = zip(table.header, table.keys, row, strict=True)
        # What names a person stays out of what is written beside her pseudonym.
        aside = (*_NAME_COLUMNS, "role", "full name", "first name", "last name", "e-mail", "phone")
        attributes = {name: cell for name, word, cell in cells if cell and word not in aside and "@" not in cell}
        people[lowered[column].casefold()] = attributes | ({"role": role} if role else {})
    return people
