"""The formats that a study's files were read as, and their order, kept so that a later run reads them the same."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from voc._files import write
from voc.reading.source import Source

FILE = "formats.json"
Entry = dict[str, str]


def load(root: Path | None) -> dict[str, str]:
    """The format of each file by the SHA-256 of its bytes; nothing outside a study, or where the file is no record."""
    return {sha: entry["format"] for sha, entry in _entries(root).items()}


def in_order(root: Path | None, sources: Iterable[Source]) -> list[Source]:
    """The files that an earlier run read first, in their order then; the new ones after them as they come.

    Of two copies of a text the one that is read first counts. That it stays so keeps what people decided of it.
    """
    entries = _entries(root)
    if not entries:
        return list(sources)
    places = {sha: place for place, sha in enumerate(entries)}
    names: dict[str, int] = {}
    for place, entry in enumerate(entries.values()):
        inside = PurePosixPath(str(entry.get("source")))
        for name in (inside, *inside.parents):  # what lies in an archive has the archive's place
            names.setdefault(str(name), place)
    return sorted(sources, key=lambda one: _place(one, names, places))


def _place(source: Source, names: Mapping[str, int], places: Mapping[str, int]) -> tuple[int, bool]:
    """Where a file stood by its name, or by its bytes where it has another name now: after the one that kept it."""
    if source.name in names:
        return names[source.name], False
    try:
        return places.get(source.sha256, len(places)), True
    except OSError:  # gone or closed to us: told where it is read
        return len(places), True


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
