"""The formats that a study's files were read as, kept so that a later run reads them the same."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from voc._files import write

FILE = "formats.json"
Entry = dict[str, str]


def load(root: Path | None) -> dict[str, str]:
    """The format of each file by the SHA-256 of its bytes; nothing outside a study, or where the file is no record."""
    return {sha: entry["format"] for sha, entry in _entries(root).items()}


def _entries(root: Path | None) -> dict[str, Entry]:
    if root is None or not (root / FILE).is_file():
        return {}
    try:
        found = json.loads((root / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    entries = found.items() if isinstance(found, dict) else ()
    return {sha: entry for sha, entry in entries if isinstance(entry, dict) and isinstance(entry.get("format"), str)}


def save(root: Path, chosen: Iterable[tuple[str, str, str, str]]) -> None:
    """Write (sha256, source, format, why) of each file read, if anything is new; a folder without rights is let be."""
    known = _entries(root)
    new = {
        sha: known[sha] if sha in known and known[sha]["format"] == name else Entry(source=source, format=name, why=why)
        for sha, source, name, why in chosen
    }
    if new == known:
        return
    try:
        write(root / FILE, json.dumps(new, ensure_ascii=False, indent=1) + "\n")
    except OSError:
        return
