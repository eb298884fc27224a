"""The key of a study's redaction: which placeholder stands for what, so that every run says the same."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from voc._files import write
from voc.errors import StudyError
from voc.redaction.base import KINDS

FILE = "redaction-key.json"
PARTICIPANTS = "participant"
PLACEHOLDER = re.compile(rf"\[(?:{'|'.join(map(re.escape, KINDS))}) \d+\]|\bP\d{{3,}}\b")
"""A placeholder in a text: a kind and a number in brackets, or a participant's pseudonym."""


@dataclass
class Key:
    """Placeholders by kind and original, in lower case and with single spaces. The same original has the same one."""

    entries: dict[str, dict[str, str]] = field(default_factory=dict)

    def placeholder(self, kind: str, original: str) -> str:
        """The placeholder of an original; a new one is numbered on from the last of its kind.

        >>> key = Key()
        >>> key.placeholder("name", "Sarah"), key.placeholder("name", "Tom"), key.placeholder("name", "sarah")
        ('[name 1]', '[name 2]', '[name 1]')
        """
        known = self.entries.setdefault(kind, {})
        name = plain(original)
        if name not in known:
            known[name] = f"[{kind} {1 + max(map(_number, known.values()), default=0)}]"
        return known[name]

    def people(self, pseudonyms: Mapping[str, str]) -> None:
        """Set down who the participants are, by name; their pseudonyms are given when the sources are read."""
        self.entries[PARTICIPANTS] = dict(pseudonyms)

    def originals(self) -> set[str]:
        """Whatever placeholders stand for, as the key has it."""
        return {original for known in self.entries.values() for original in known}

    def forget(self, originals: Iterable[str]) -> int:
        """Leave out some originals and give how many there were."""
        gone = {plain(one) for one in originals}
        before = sum(map(len, self.entries.values()))
        self.entries = {kind: {k: v for k, v in known.items() if k not in gone} for kind, known in self.entries.items()}
        return before - sum(map(len, self.entries.values()))

    @classmethod
    def load(cls, study: Path | None) -> Key:
        """The key of a study, empty where it has none; raises ``StudyError`` for a file that is no key."""
        path = None if study is None else study / FILE
        if path is None or not path.is_file():
            return cls()
        try:
            entries = json.loads(path.read_text(encoding="utf-8"))["entries"]
            if not all(PLACEHOLDER.fullmatch(name) for known in entries.values() for name in known.values()):
                raise ValueError("a placeholder is not one")
            return cls({kind: dict(known) for kind, known in entries.items()})
        except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
            raise StudyError(
                f"{path}: not a redaction key ({error}); take it away to number the placeholders anew"
            ) from error

    def save(self, study: Path) -> Path:
        """Write the key so that only its owner can read it."""
        path = study / FILE
        about = "Who is behind the placeholders of this study's maps. Do not send it along with them."
        write(path, json.dumps({"about": about, "entries": self.entries}, ensure_ascii=False, indent=1) + "\n")
        # Ours alone: os.chmod does what the system has of it.
        os.chmod(path, 0o600)  # noqa: PTH101 - Path.chmod is the same
        return path


def plain(original: str) -> str:
    """An original as the key has it.

    >>> plain("Sarah  OKAFOR")
    'sarah okafor'
    """
    return " ".join(original.split()).casefold()


def _number(placeholder: str) -> int:
    return int(placeholder.rstrip("]").rpartition(" ")[2])
