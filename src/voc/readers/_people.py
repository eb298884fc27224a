"""Pseudonyms: who said it becomes P001, P002 …, the same person the same in a whole study.

An e-mail address is one person wherever it stands, an account or a requester in all files of its kind, and so is
a respondent's number of six signs or more, as survey tools give them; a speaker's name or a short number is one
person within its file. What a participants file says of a person (role, segment …) is joined by name.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

import pandas as pd

from voc.errors import TableError
from voc.quotes import ROLES, Role
from voc.readers._text import decode

_LONG_NUMBER = 6
_NAME_COLUMNS = ("speaker", "participant", "name", "id", "author", "requester", "email", "respondent")


@dataclass
class People:
    """Gives pseudonyms in the order of first appearance and collects attributes."""

    given: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    _ids: dict[tuple[str, str], str] = field(default_factory=dict)
    _rows: dict[str, dict[str, Any]] = field(default_factory=dict)

    def pseudonym(self, speaker: str, source: str, kind: str, attributes: Mapping[str, Any]) -> str:
        """Give the pseudonym of a speaker and remember what is known of her."""
        name = speaker.strip().casefold()
        long_number = kind == "survey" and len(name) >= _LONG_NUMBER and any(sign.isdigit() for sign in name)
        everywhere = kind in ("social", "review", "ticket") or (long_number and " " not in name)
        scope = "" if "@" in name else kind if everywhere else source
        person = self._ids.setdefault((scope, name), f"P{len(self._ids) + 1:03d}")
        row = self._rows.setdefault(person, {"participant": person, "source": source, "source_kind": kind})
        for key, value in {**self.given.get(name, {}), **attributes}.items():
            row.setdefault(key, value)
        return person

    def role(self, speaker: str | None) -> Role | None:
        """The role that the participants file gives a speaker, if it does."""
        named = self.given.get((speaker or "").strip().casefold(), {}).get("role")
        return next((role for role in get_args(Role) if role == named), None)

    def frame(self) -> pd.DataFrame:
        """One row a person: pseudonym, first source, and every attribute that is known of anyone."""
        columns = {"participant": None, "source": None, "source_kind": None}
        return pd.DataFrame(list(self._rows.values()), columns=list(_all_keys(self._rows.values()) or columns))


def _all_keys(rows: Any) -> dict[str, None]:
    return {key: None for row in rows for key in row if key != "role"}


def load_participants(path: Path) -> dict[str, dict[str, str]]:
    """Read a participants file: a CSV with the speaker's name as in the source, a role, and any attributes."""
    if not path.is_file():
        raise TableError(f"{path}: no such participants file")
    text = decode(path.read_bytes(), where=path.name).text
    reader = csv.DictReader(io.StringIO(text, newline=""))
    header = [name.strip().lower() for name in reader.fieldnames or ()]
    column = next((name for name in _NAME_COLUMNS if name in header), None)
    if column is None:
        raise TableError(f"{path.name}: no column that names a person; call it one of {', '.join(_NAME_COLUMNS)}")
    people: dict[str, dict[str, str]] = {}
    for number, row in enumerate(reader, 2):
        known = {key.strip(): (value or "").strip() for key, value in row.items() if key}
        lowered = {key.lower(): value for key, value in known.items()}
        role = lowered.get("role", "")
        if role and role not in ROLES:
            raise TableError(f"{path.name}, row {number}: role {role!r}; there are: {', '.join(ROLES)}")
        attributes = {key: value for key, value in known.items() if value and key.lower() not in (column, "role")}
        people[lowered[column].casefold()] = attributes | ({"role": role} if role else {})
    return people
