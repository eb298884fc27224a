"""The quotes that a report shows, whatever kind of file it is: ``journey.json``, page, workbook, slides or project."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voc.errors import VocError


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote as a report shows it; slides say no offsets, projects no ids, and then they are missing.

    ``cut``: the report shows its beginning alone. ``sha256`` may be the first digits of the hash.
    """

    quote_id: str
    text: str
    source: str | None = None
    sha256: str | None = None
    locator: str | None = None
    start: int | None = None
    end: int | None = None
    cut: bool = False


def quotes_of(path: Path) -> list[Quoted]:
    """The quotes of a report; raises ``VocError`` for a file that shows none or is none of ours."""
    from voc.proof import office, page

    readers = {
        ".json": lambda: page.from_json(load(path, "journey.json"), path),
        ".html": lambda: page.from_page(path),
        ".xlsx": lambda: office.from_workbook(path),
        ".pptx": lambda: office.from_slides(path),
        ".qdpx": lambda: office.from_project(path),
    }
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise VocError(f"{path}: quotes are checked in files that end in {', '.join(readers)}; give one of these")
    try:
        found = reader()
    except (zipfile.BadZipFile, KeyError, IndexError, TypeError, ValueError, SyntaxError) as error:
        raise not_ours(path, f"{path.suffix[1:]} report") from error
    if not found and path.suffix.lower() != ".json":
        raise not_ours(path, f"{path.suffix[1:]} report")
    return found


def load(path: Path, what: str) -> dict[str, Any]:
    """The object in a JSON file of ours; raises ``VocError`` for anything else."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise not_ours(path, what) from error
    if not isinstance(found, dict):
        raise not_ours(path, what)
    return found


def not_ours(path: Path, what: str) -> VocError:
    """The error for a file that is not what it should be."""
    return VocError(f"{path}: not {'an' if what[0] in 'aex' else 'a'} {what} of voc; make it again with voc map")


def of_mapping(quote_id: str, quote: Mapping[str, Any]) -> Quoted:
    """A quote as ``journey.json`` has it."""
    return Quoted(
        quote_id, quote["text"], quote["source"], quote["source_sha256"], quote["locator"], quote["start"], quote["end"]
    )


def by_source(quotes: list[Quoted]) -> Iterator[tuple[str | None, list[Quoted]]]:
    """The quotes of each source, by its name; those of which nothing says the source come first."""
    groups: dict[str, list[Quoted]] = {}
    for quote in quotes:
        groups.setdefault(quote.source or "", []).append(quote)
    return ((name or None, groups[name]) for name in sorted(groups))
