"""Prove a map: read every source again and compare each quote, character by character, at its place."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from voc.errors import StudyError, VocError
from voc.quotes import Passage
from voc.readers import Source, all_readers
from voc.reading.archive import unpacked
from voc.reading.base import choose, read
from voc.study import FILE_NAME, SourceRule

OUT = "voc-out"
# What a quote on the map must say of itself, to be found again.
_NEEDED = {"text", "source", "source_sha256", "locator", "start", "end"}


@dataclass(frozen=True, slots=True)
class Fault:
    """A quote that is not where the map says: which, where, what the map says and what stands there now."""

    quote_id: str
    source: str
    locator: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What was checked. ``changed`` are sources whose bytes differ although their quotes may still stand."""

    quotes: int
    sources: int
    faults: tuple[Fault, ...]
    changed: tuple[str, ...]


def verify(path: Path, *, sources: Path | None = None) -> Verification:
    """Check a ``journey.json`` (or the one of a study) against its sources.

    The sources are looked up in ``sources``, else where ``account.json`` beside the map says they were.
    Raises ``VocError`` where the map or the folder cannot be found.
    """
    journey_path = find_journey(path)
    journey = _load(journey_path)
    places = _places(journey_path)
    by_source: dict[str, dict[str, Mapping[str, Any]]] = {}
    for quote_id, quote in journey["quotes"].items():
        by_source.setdefault(quote["source"], {})[quote_id] = quote
    faults: list[Fault] = []
    changed: list[str] = []
    with TemporaryDirectory(prefix="voc-") as folder:
        for name, quotes in sorted(by_source.items()):
            recorded = places.get(name, {})
            file = _find(name, sources, recorded, journey_path)
            rule = SourceRule(files=name, format=recorded.get("format"))
            source = None if file is None else unpacked(file, name, rule, Path(folder))
            if source is None:
                faults += [_fault(i, quote, "its file is missing") for i, quote in quotes.items()]
                continue
            if source.sha256 != next(iter(quotes.values()))["source_sha256"]:
                changed.append(name)
            faults += _compare(source, quotes)
    return Verification(len(journey["quotes"]), len(by_source), tuple(faults), tuple(changed))


def find_journey(path: Path) -> Path:
    """The ``journey.json`` that is meant: the file itself, or that of a folder or study."""
    if path.is_file() and path.name != FILE_NAME:
        return path
    folder = path.parent if path.name == FILE_NAME else path
    for candidate in (folder / "journey.json", folder / OUT / "journey.json"):
        if candidate.is_file():
            return candidate
    # "voc map STUDY" writes into the folder it is called in: that map is this study's if its sources lie there.
    here = Path(OUT) / "journey.json"
    if here.is_file() and _is_of(here, folder):
        return here
    raise StudyError(f"{path}: no journey.json there; make the map first with: voc map {path}")


def _is_of(journey_path: Path, folder: Path) -> bool:
    """Whether the sources of a map lie in a folder, by the account beside it."""
    files = [journey_path.parent / str(entry["path"]) for entry in _places(journey_path).values() if "path" in entry]
    return bool(files) and all(file.resolve().is_relative_to(folder.resolve()) for file in files)


def _load(path: Path) -> dict[str, Any]:
    """The journey, with all that is needed of each quote."""
    journey = load_json(path, "journey.json")
    quotes = journey.get("quotes")
    records = list(quotes.values()) if isinstance(quotes, dict) else [None]
    if not all(isinstance(quote, dict) and quote.keys() >= _NEEDED for quote in records):
        raise _not_ours(path, "journey.json")
    return journey


def load_json(path: Path, what: str) -> dict[str, Any]:
    """The object in a file of ours; raises ``VocError`` for anything else."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise _not_ours(path, what) from error
    if not isinstance(found, dict):
        raise _not_ours(path, what)
    return found


def _not_ours(path: Path, what: str) -> VocError:
    return VocError(f"{path}: not {'an' if what[0] == 'a' else 'a'} {what} of voc; make it again with voc map")


def _places(journey_path: Path) -> dict[str, dict[str, Any]]:
    """What ``account.json`` beside the map says of each source."""
    account = journey_path.with_name("account.json")
    if not account.is_file():
        return {}
    files = load_json(account, "account.json").get("files")
    if not isinstance(files, list) or not all(isinstance(file, dict) and "source" in file for file in files):
        raise _not_ours(account, "account.json")
    return {file["source"]: file for file in files}


def _find(name: str, sources: Path | None, recorded: Mapping[str, Any], journey_path: Path) -> Path | None:
    """The file of a source: under the folder given, at its name or its last parts, else where it was read."""
    if sources is not None:
        if not sources.is_dir():
            raise VocError(f"{sources}: no such folder; give the folder that the sources lie in")
        parts = Path(name).parts
        tails = [sources.joinpath(*parts[start:]) for start in range(len(parts))]
        # A file in an archive is found by the archive.
        return next((place for tail in tails for place in (tail, *tail.parents) if place.is_file()), None)
    if "path" not in recorded:
        raise VocError(f"{journey_path}: no account.json beside it says where the sources lie; give --sources DIR")
    file = journey_path.parent / str(recorded["path"])
    return file if file.is_file() else None


def _compare(source: Source, quotes: Mapping[str, Mapping[str, Any]]) -> list[Fault]:
    try:
        reader, _ = choose(source, all_readers())
        passages = {one.locator: one.text for one in read(source, reader) if isinstance(one, Passage)}
    except (VocError, OSError) as error:
        return [_fault(i, quote, f"its file cannot be read: {error}") for i, quote in quotes.items()]
    faults = []
    for quote_id, quote in quotes.items():
        passage = passages.get(quote["locator"])
        now = None if passage is None else passage[quote["start"] : quote["end"]]
        if passage is None:
            faults.append(_fault(quote_id, quote, "its place is gone"))
        elif now != quote["text"]:
            faults.append(_fault(quote_id, quote, f"there it reads {now!r}"))
    return faults


def _fault(quote_id: str, quote: Mapping[str, Any], why: str) -> Fault:
    return Fault(quote_id, quote["source"], quote["locator"], quote["text"], why)
