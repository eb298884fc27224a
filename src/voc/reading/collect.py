"""From paths to the quotes table: what is done once for all formats.

Finds the files, lets a reader yield the passages, cuts them, gives pseudonyms, marks what is not evidence and
why, and keeps the account. One bad file does not stop the others; its error is kept and told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from voc import quotes as quotes_table
from voc import tags as tags_table
from voc.errors import ReadError, VocError
from voc.quotes import Figure, Passage
from voc.reading import archive as _archive
from voc.reading import figures as _figures
from voc.reading import forgotten as _forgotten
from voc.reading import recorded as _recorded
from voc.reading.base import Reader, choose, read
from voc.reading.find import find_sources
from voc.reading.identity import Identities
from voc.reading.people import People, load_participants
from voc.reading.pseudonyms import Locked, Numbering
from voc.reading.quotes import Making, with_role
from voc.reading.repeats import Likeness, Renditions, Repeats
from voc.reading.row_columns import of_people
from voc.reading.source import Source
from voc.reading.tongues import settle
from voc.study import Study
from voc.wave_rules import told, with_waves

Progress = Callable[[str, int, int], None]
_SCALES = ("attribute", "source", "kind", "low", "high", "levels", "reason")
# What is told of another file of an interview that was read already.
_LIKE: Mapping[Likeness, str] = {
    "same people": "almost the same words as {}: not counted again",
    "nobody named": "the words of {}, and nothing says who speaks: not read again",
    "nobody named there": "almost the same words as {}, where nobody is named: counted twice; take that file out",
    "other names": "almost the same words as {}: counted twice, as its speakers have other names; take one of them out",
}


@dataclass(frozen=True, slots=True)
class FileAccount:
    """What became of one file: the reader and why it was chosen, the counts, or the error.

    ``again`` are answers, posts or tickets that another file had already brought; they are not counted as read.
    """

    source: str
    path: Path
    sha256: str = ""
    format: str = ""
    why: str = ""
    passages: int = 0
    read: int = 0
    kept: int = 0
    blank: int = 0
    again: int = 0
    codings: int = 0
    figures: int = 0
    note: str = ""
    error: str = ""


@dataclass(frozen=True)
class Reading:
    """All that a run read: quotes, their people, the scales of people's attributes, and the account by file.

    ``codings`` are tags of kind ``code`` that people gave in another program, ``figures`` the numbers of the
    business (see :mod:`voc.reading.figures`), ``names`` who is called what where, for redaction.
    """

    quotes: pd.DataFrame
    participants: pd.DataFrame
    files: list[FileAccount] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    codings: pd.DataFrame = field(default_factory=lambda: tags_table.frame([]))
    figures: pd.DataFrame = field(default_factory=lambda: _figures.frame([]))
    attributes: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(_SCALES)))
    names: pd.DataFrame = field(default_factory=lambda: People().names())

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
    locked: Locked | None = None,
    progress: Progress = lambda name, done, total: None,
) -> Reading:
    """Read files and folders into one quotes table.

    Raises ``VocError`` only where nothing at all can be read; a single file's error is in its account. In a study,
    the formats chosen and who is who are kept beside ``study.toml`` (``formats.json``, ``pseudonyms.json``), and the
    next run reads the same; ``locked`` are the pseudonyms of a map that is to be made again.
    """
    people_file = participants or ((study.root or Path()) / study.participants if study.participants else None)
    retired = _forgotten.load(study.root)
    people = People(load_participants(people_file) if people_file else {}, retired)
    numbering = Numbering(study.root, retired, locked)
    collected = _Collected(study, readers, people, numbering, _recorded.load(study.root))
    given = _recorded.in_order(study.root, find_sources(paths, study, people.roles()))
    if not given:
        raise ReadError(f"{', '.join(map(str, paths))}: nothing to read: no files; give files or folders with files")
    with TemporaryDirectory(prefix="voc-") as folder:
        for number, source in enumerate(given):
            progress(source.name, number, len(given))
            try:
                for part in _archive.parts(source, study, readers, Path(folder)):
                    collected.add(part)
            except (VocError, OSError) as error:
                collected.refuse(source, error)
    progress("", len(given), len(given))
    return collected.reading(paths)


@dataclass
class _Collected:
    """What was read so far."""

    study: Study
    readers: dict[str, Reader]
    people: People
    numbering: Numbering
    recorded: Mapping[str, str]
    repeats: Repeats = field(default_factory=Repeats)
    renditions: Renditions = field(default_factory=Renditions)
    identities: Identities = field(default_factory=Identities)
    hashes: dict[str, str] = field(default_factory=dict)
    rows: list[dict[str, Any]] = field(default_factory=list)
    codings: list[dict[str, Any]] = field(default_factory=list)
    figures: list[dict[str, Any]] = field(default_factory=list)
    scales: list[dict[str, Any]] = field(default_factory=list)
    files: list[FileAccount] = field(default_factory=list)

    def refuse(self, source: Source, error: Exception) -> None:
        """Keep the error of a file."""
        path = source.origin or source.path
        self.files.append(FileAccount(source.name, path, source.digest, error=_one_line(source, error)))

    def add(self, source: Source) -> None:
        """Read one file; its error goes into its account."""
        try:
            account = self._read(source)
        except (VocError, OSError) as error:
            self.refuse(source, error)
        else:
            self.files.append(account)
            self.scales += [
                {"attribute": name, "source": source.name}
                | asdict(scale)
                | {"levels": " | ".join(scale.levels) or None}
                for name, scale in source.scales.items()
            ]

    def _read(self, source: Source) -> FileAccount:
        path = source.origin or source.path
        try:
            reader, guess = choose(source, self.readers, self.recorded)
        except ReadError:
            other = self.renditions.of_words(source.name, source.text) if source.suffix == ".txt" else None
            if other is None:
                raise
            return FileAccount(source.name, path, source.sha256, note=_LIKE["nobody named"].format(other))
        account = FileAccount(source.name, path, source.sha256, reader.name)
        if source.sha256 in self.hashes:
            note = f"the same file as {self.hashes[source.sha256]}: not read again"
            return replace(account, note=note)
        found = read(source, reader)
        self.hashes[source.sha256] = source.name
        counts: dict[str, Any] = {}
        figures = [one for one in found if isinstance(one, Figure)]
        if figures:
            self.figures += _figures.rows(figures, source)
            counts["figures"] = len(figures)
        passages = [one for one in found if isinstance(one, Passage)]
        if passages or not figures:
            counts |= self._passages(passages, source, reader)
        return replace(account, why="; ".join(guess.reasons), note="; ".join(source.notes), **counts)

    def _passages(self, passages: Sequence[Passage], source: Source, reader: Reader) -> dict[str, Any]:
        """Make the rows of a file's passages, but of those that another file brought already, and count."""
        kind = str(source.rule.kind or source.kind or reader.kind)
        own = {account.casefold().lstrip("@") for account in self.study.own_accounts}
        passages = [with_role(passage, source.rule.role, self.people, own) for passage in passages]
        known = self.identities.of(passages, source.sha256, source.name, kind)
        passages = of_people(passages, source)
        new = [(one, name) for one, (name, before) in zip(passages, known, strict=True) if before is None]
        spoken = [(one, name) for one, name in new if one.text.strip()]
        silent = [one for one, _ in new if not one.text.strip()]
        other, like = self._rendition(source, passages) if kind == "interview" else (None, None)
        if like == "nobody named":
            return {}
        copy_of = other if like == "same people" else None
        making = Making(source.name, source.sha256, kind, self.study, self.people, self.repeats, copy_of)
        rows = settle(list(making.rows([one for one, _ in spoken], [name for _, name in spoken])))
        for row in rows:
            row["excluded"] = row["excluded"] or making.foreign(row["lang"])
        making.silent([one for one in silent if one.speaker is not None])
        again = [before for one, (_, before) in zip(passages, known, strict=True) if before and one.text.strip()]
        if again:
            others = ", ".join(sorted(set(again)))
            source.note(f"{len(again)} of {len(again) + len(spoken)} already read from {others}: not counted again")
        elif passages and not new:
            source.note(f"all of it already read from {', '.join(sorted({str(before) for _, before in known}))}")
        elif not rows and any(one.attributes for one in silent):
            people = "person" if len(silent) == 1 else "people"
            source.note(f"closed answers only: kept as attributes of {len(silent)} {people}")
        elif not rows and not any(one.excluded for one in silent):
            raise ReadError(f"{source.name}: read as {reader.name}, but it holds no words; export it again")
        if making.uncoded:
            lie = "coding lies" if making.uncoded == 1 else "codings lie"
            source.note(f"{making.uncoded} {lie} on words that are no evidence")
        if making.of_models:
            source.note(f"{making.of_models} codings by models in an earlier map: not read, as models judge anew")
        self.rows += rows
        self.codings += making.codings
        return {
            "passages": len(spoken),
            "read": len(rows),
            "kept": sum(row["excluded"] is None for row in rows),
            "blank": len(silent) if rows else 0,  # of closed questions nothing was left blank
            "again": len(again),
            "codings": len({(row["by"], row["label"], row["quote_id"]) for row in making.codings}),
        }

    def _rendition(self, source: Source, passages: Sequence[Passage]) -> tuple[str | None, Likeness | None]:
        """The file that holds the same interview in another format, if one does, and how like it is; it is told."""
        found = self.renditions.other(source.name, passages)
        if found is None:
            return None, None
        other, like = found
        source.note(_LIKE[like].format(other))
        return other, like

    def _sort(self) -> None:
        """Put all in the order of the sources' names: in which order they were read says who copied whom, no more."""
        self.people.sort()
        self.files.sort(key=lambda file: file.source)
        for rows in (self.rows, self.figures, self.scales):
            rows.sort(key=lambda row: row["source"])

    def reading(self, paths: Sequence[Path]) -> Reading:
        """All of it as tables; raises ``ReadError`` where no file could be read."""
        if not any(file.format and not file.error for file in self.files):
            raise ReadError(_nothing(paths, self.files))
        if self.study.root is not None:
            read_files = [file for file in self.files if file.format and not file.error]
            _recorded.save(self.study.root, ((f.sha256, f.source, f.format, f.why) for f in read_files if f.why))
        self._sort()
        unkept = self.numbering.settle(self.people, self.rows, {file.source: file.sha256 for file in self.files})
        for row in self.rows:
            copies = self.repeats.copies.get(row.pop("passage"), 0)
            row["copies"] = copies if row["excluded"] is None else None
        quotes = with_waves(quotes_table.frame(self.rows), self.study.waves)
        cure = "write it as the source does; voc sniff FILE lists who speaks"
        unmet = [f"participants file: nobody speaks under the name {name!r}; {cure}" for name in self.people.unmet()]
        return Reading(
            quotes,
            self.people.frame(),
            self.files,
            [*filter(None, [unkept]), *unmet, *told(quotes, self.study.waves)],
            tags_table.frame(self.codings),
            _figures.frame(self.figures),
            pd.DataFrame(self.scales, columns=list(_SCALES)),
            self.people.names(),
        )


def _nothing(paths: Sequence[Path], files: Sequence[FileAccount]) -> str:
    """Say why there is nothing; one file's own error says it best."""
    errors = [file.error for file in files if file.error]
    if len(files) == 1 and errors:
        return errors[0]
    where = ", ".join(map(str, paths))
    return f"{where}: nothing could be read, {len(errors)} of {len(files)} files failed; the first: {errors[0]}"


def _one_line(source: Source, error: Exception) -> str:
    if isinstance(error, VocError):
        return str(error)
    what = getattr(error, "strerror", None) or error
    return f"{source.name}: cannot be opened: {what}; close it elsewhere or check its rights"
