"""The pseudonyms of people whom a study has forgotten: given to nobody again, so that others keep theirs."""

from __future__ import annotations

import json
from pathlib import Path

from voc.errors import StudyError

FILE = "forgotten.json"


def load(root: Path | None) -> frozenset[str]:
    """The pseudonyms; none outside a study. Raises ``StudyError`` for a file that says something else."""
    path = None if root is None else root / FILE
    if path is None or not path.is_file():
        return frozenset()
    try:
        found = json.loads(path.read_text(encoding="utf-8"))["pseudonyms"]
        return frozenset(str(name) for name in found)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StudyError(f"{path}: not a list of pseudonyms; get it back from a backup, or all would change") from error


def dump(pseudonyms: frozenset[str]) -> str:
    """The file's text."""
    about = "Pseudonyms of people who are forgotten; nobody gets one of them again."
    return json.dumps({"about": about, "pseudonyms": sorted(pseudonyms)}, indent=1) + "\n"
