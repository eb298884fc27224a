"""From paths to the quotes table: what is done once for all formats.

Finds the files, lets a reader yield the passages, cuts them, gives pseudonyms, marks what is not evidence and
why, and keeps the account. One bad file does not stop the others; its error is kept and told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from voc import quotes as quotes_table
from voc.errors import ReadError, VocError
from voc.quotes import Passage, quote_id
from voc.readers import _segments
from voc.readers._base import Reader, Source, choose, read
from voc.readers._find import find_sources
from voc.readers._lang import language
from voc.readers._people import People, load_participants
from voc.readers._repeats import Repeats
from voc.study import Study

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class FileAccount:
    """What became of one file: the reader and why it was chosen, the counts, or the error."""

    source: str
    path: Path
    sha256: str = ""
    format: str = ""
    why: str = ""
    passages: int = 0
    read: int = 0
    kept: int = 0
    blank: int = 0
    note: str = ""
    error: str = ""


@dataclass(frozen=True)
class Reading:
    """All quotes of a run, its participants, and the account by file."""

    quotes: pd.DataFrame
    participants: pd.DataFrame
    files: list[FileAccount] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def errors(self) -> list[str]:
        """One line for each file that could not be read."""
        return [file.error for file in self.files if file.error]


def read_paths(
    paths: Sequence[Path],
    study: Study,
    readers: dict[str, Reader],
    *,
    participants: Path | None = None,
    progress: Progress = lambda name, done, total: None,
) -> Reading:
    """Read files and folders into one quotes table.

    Raises ``VocError`` only where nothing at all can be read; a single file's error is in its account.
    """
    people_file = participants or ((study.root or Path()) / study.participants if study.participants else None)
    people = People(load_participants(people_file) if people_file else {})
    repeats = Repeats()
    rows: list[dict[str, Any]] = []
    files: list[FileAccount] = []
    hashes: dict[str, str] = {}
    sources = list(find_sources(paths, study, people.roles()))
    if not sources:
        raise ReadError(f"{', '.join(map(str, paths))}: nothing to read: no files; give files or folders with files")
    for number, source in enumerate(sources):
        progress(source.name, number, len(sources))
        try:
            account, new = _read_one(source, study, readers, people, repeats, hashes)
        except (VocError, OSError) as error:
            account, new = FileAccount(source.name, source.path, error=_one_line(source, error)), []
        files.append(account)
        rows += new
    progress("", len(sources), len(sources))
    if not rows:
        raise ReadError(_nothing(paths, files))
    notes = [f"participants file: nobody speaks under the name {name!r}" for name in people.unmet()]
    return Reading(quotes_table.frame(rows), people.frame(), files, notes)


def _nothing(paths: Sequence[Path], files: Sequence[FileAccount]) -> str:
    """Say why there is nothing to make a map of; one file's own error says it best."""
    errors = [file.error for file in files if file.error]
    if len(files) == 1 and errors:
        return errors[0]
    where = ", ".join(map(str, paths))
    if not errors:
        return f"{where}: no column or turn of people's own words in any of {len(files)} files; add some that have them"
    return f"{where}: nothing could be read, {len(errors)} of {len(files)} files failed; the first: {errors[0]}"


def _one_line(source: Source, error: Exception) -> str:
    if isinstance(error, VocError):
        return str(error)
    what = getattr(error, "strerror", None) or error
    return f"{source.name}: cannot be opened: {what}; close it elsewhere or check its rights"


def _read_one(
    source: Source,
    study: Study,
    readers: dict[str, Reader],
    people: People,
    repeats: Repeats,
    hashes: dict[str, str],
) -> tuple[FileAccount, list[dict[str, Any]]]:
    if source.rule.kind == "figures":
        return FileAccount(source.name, source.path, source.sha256, note="figures, not quotes: not read"), []
    reader, guess = choose(source, readers)
    if source.sha256 in hashes:
        note = f"the same file as {hashes[source.sha256]}: not read again"
        return FileAccount(source.name, source.path, source.sha256, reader.name, note=note), []
    hashes[source.sha256] = source.name
    own = {account.casefold().lstrip("@") for account in study.own_accounts}
    passages = [_with_role(passage, source, people, own) for passage in read(source, reader)]
    spoken = [passage for passage in passages if passage.text.strip()]
    rows = list(_rows(source, reader, spoken, study, people, repeats))
    silent = [passage for passage in passages if not passage.text.strip() and passage.speaker is not None]
    for passage in silent:
        asked = passage.question is not None
        kind = _kind(source, reader)
        people.pseudonym(str(passage.speaker), source.name, kind, passage.attributes, role=passage.role, asked=asked)
    if not rows and any(passage.attributes for passage in silent):
        source.note(f"closed answers only: kept as attributes of {len(silent)} people")
    elif not rows:
        raise ReadError(f"{source.name}: read as {reader.name}, but it holds no words; export it again")
    account = FileAccount(
        source.name,
        source.path,
        source.sha256,
        reader.name,
        "; ".join(guess.reasons),
        passages=len(spoken),
        read=len(rows),
        kept=sum(row["excluded"] is None for row in rows),
        blank=len(passages) - len(spoken) if rows else 0,  # of closed questions nothing was left blank
        note="; ".join(source.notes),
    )
    return account, rows


def _kind(source: Source, reader: Reader) -> str:
    return str(source.rule.kind or reader.kind)


def _rows(
    source: Source,
    reader: Reader,
    passages: list[Passage],
    study: Study,
    people: People,
    repeats: Repeats,
) -> Iterator[dict[str, Any]]:
    """Turn one file's passages into rows; only a participant's or staff's words are cut."""
    kind = _kind(source, reader)
    cuts = _segments.cut(passage.text if passage.role in ("participant", "staff") else "" for passage in passages)
    for number, (passage, ranges) in enumerate(zip(passages, cuts, strict=True), 1):
        person = None
        if passage.role in ("participant", "staff"):
            unsigned = "somebody" if kind in ("interview", "other") else f"row {number}"
            person = people.pseudonym(
                passage.speaker or unsigned, source.name, kind, passage.attributes, role=passage.role
            )
        whole = _not_evidence(passage, repeats, kind, person)
        tongue = passage.lang or language(passage.text)
        for start, end in ranges or [_full(passage.text)]:
            text = passage.text[start:end]
            lang = language(text) or tongue
            yield {
                "quote_id": quote_id(source.sha256, passage.locator, start, end),
                "text": text,
                "source": source.name,
                "source_sha256": source.sha256,
                "source_kind": kind,
                "locator": passage.locator,
                "start": start,
                "end": end,
                "participant": person,
                "role": passage.role,
                "question": passage.question,
                "channel": passage.channel,
                "timestamp": passage.timestamp,
                "lang": lang,
                "excluded": whole or _too_little(text, kind) or _foreign(lang, study),
            }


def _full(text: str) -> tuple[int, int]:
    start = len(text) - len(text.lstrip())
    return start, len(text.rstrip())


def _with_role(passage: Passage, source: Source, people: People, own: set[str]) -> Passage:
    """Set a participant's role by the participants file, the study's rule, or her being the company."""
    speaker = (passage.speaker or "").casefold().lstrip("@")
    if passage.role in ("participant", "interviewer") and (role := people.role(passage.speaker)):
        return replace(passage, role=role)
    if passage.role == "participant" and speaker and speaker in own:
        return replace(passage, role="agent", excluded="own account")
    if passage.role == "participant" and source.rule.role is not None:
        return replace(passage, role=source.rule.role)
    return passage


def _not_evidence(passage: Passage, repeats: Repeats, kind: str, person: str | None) -> str | None:
    """Why a whole passage is no evidence."""
    if passage.excluded is not None:
        return passage.excluded
    if passage.role in ("interviewer", "agent"):
        return f"{passage.role}'s words"
    if kind == "survey" and _segments.is_empty_answer(passage.text):
        return "empty answer"
    return repeats.reason(passage.text, person, kind, passage.question)


def _too_little(text: str, kind: str) -> str | None:
    """Why a single quote is no evidence: it holds no word, or only fillers."""
    if not any(letter.isalpha() for letter in text):
        return "no words"
    return "filler" if _segments.is_filler(text, spoken=kind == "interview") else None


def _foreign(lang: str | None, study: Study) -> str | None:
    return f"language {lang}" if lang is not None and lang not in study.languages else None
