"""What a reader is, and how the reader of a file is chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

from voc.errors import ReadError, VocError, did_you_mean, to_run
from voc.quotes import Figure, Kind, Passage
from voc.reading.source import Source
from voc.reading.tables.table import TABLES, NoTable

# Two formats nearer than this cannot be told apart: the person is asked, nothing is guessed.
MARGIN = 0.05
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Guess:
    """How sure a reader is that a file is of its format, in [0, 1], and why."""

    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """A format.

    ``preview`` says of a file what becomes what (columns, speakers). ``grade`` says what the layout rests on:
    ``real file seen``, ``layout from documentation`` or ``unverified``. A reader of kind ``figures`` yields
    :class:`~voc.quotes.Figure`, any other :class:`~voc.quotes.Passage`; both go through the file once, in bounded
    memory where the format is one record a line or row.
    """

    name: str
    title: str
    kind: Kind | Literal["figures"]
    suffixes: tuple[str, ...]
    sniff: Callable[[Source], Guess | None]
    read: Callable[[Source], Iterator[Passage]] | Callable[[Source], Iterator[Figure]]
    preview: Callable[[Source], list[tuple[str, str]]]
    grade: str = "unverified"


def read(source: Source, reader: Reader) -> list[Passage | Figure]:
    """Every passage (or figure) of a file; raises ``ReadError`` for whatever goes wrong with it."""
    return _guarded(source, reader, lambda given: list(reader.read(given)))


def _guarded(source: Source, reader: Reader, work: Callable[[Source], _Result]) -> _Result:
    """One file that a reader cannot stand must not take the others with it."""
    try:
        return work(source)
    except (VocError, OSError):
        raise
    except Exception as error:
        raise ReadError(
            f"{source.name}: {reader.name} failed on it with {type(error).__name__}: {' '.join(str(error).split())}; "
            "take the file out or export it again, and report this"
        ) from error


def sniff(source: Source, readers: dict[str, Reader]) -> list[tuple[Reader, Guess]]:
    """Ask every reader of the file's extension; the surest first. Raises ``ReadError`` for no text at all."""
    guesses: list[tuple[Reader, Guess]] = []
    refused: list[ReadError] = []
    notes = list(source.notes)
    for reader in readers.values():
        if source.suffix in reader.suffixes:
            try:
                guess = _guarded(source, reader, reader.sniff)
            except NoTable:
                continue
            except ReadError as error:
                refused.append(error)
                continue
            if guess is not None:
                guesses.append((reader, guess))
    # What a reader notes while it only looks is not of the reading.
    source.notes[:] = notes
    if not guesses and refused:
        raise refused[0]
    return sorted(guesses, key=lambda pair: (-pair[1].score, pair[0].name))


def choose(
    source: Source, readers: dict[str, Reader], recorded: Mapping[str, str] | None = None
) -> tuple[Reader, Guess]:
    """Choose the reader of a file: the one the study names, else that of an earlier run, else the surest.

    ``recorded`` is the format of each file by its hash, as an earlier run chose it.

    Raises ``ReadError`` where none fits or two fit equally; both name the cure.
    """
    if source.path.stat().st_size == 0:
        raise ReadError(f"{source.name}: the file is empty; export it again or take it out of the folder")
    if source.rule.format is not None:
        if source.rule.format not in readers:
            raise ReadError(
                f"{source.name}: no format {source.rule.format!r}; {did_you_mean(source.rule.format, readers)}"
            )
        return readers[source.rule.format], Guess(1.0, ("named by the study",))
    described = readers.get("mapped_table")
    if described is not None and (guess := described.sniff(source)) is not None:
        return described, guess
    if recorded and recorded.get(source.sha256) in readers:
        return readers[recorded[source.sha256]], Guess(1.0, ("as before, by formats.json",))
    if source.rule.kind is not None:
        figures = source.rule.kind == "figures"
        readers = {name: reader for name, reader in readers.items() if (reader.kind == "figures") == figures}
    known = sorted({suffix for reader in readers.values() for suffix in reader.suffixes})
    if source.suffix not in known:
        raise ReadError(
            f"{source.name}: files that end in {source.suffix or 'nothing'} are not read; {_cure(source.suffix, known)}"
        )
    ranked = sniff(source, readers)
    if not ranked:
        raise ReadError(f"{source.name}: {_why_none(source)}")
    if len(ranked) > 1 and ranked[0][1].score - ranked[1][1].score < MARGIN:
        first, second = ranked[0][0].name, ranked[1][0].name
        raise ReadError(f"{source.name}: could be {first} or {second}; say which: write {source.rule_for(first)}")
    return ranked[0]


# What other programs keep to themselves, and how to get it out of them.
_CLOSED = {
    ".doc": "save it as .docx",
    ".pages": "export it as .docx",
    ".numbers": "export it as .xlsx or .csv",
    **dict.fromkeys((".nvp", ".nvpx", ".mx", ".mx18", ".mx20", ".mx22", ".mx24", ".atlproj"), "export it as .qdpx"),
    **dict.fromkeys((".qdc", ".qde"), "it is a codebook: name it with --codebook FILE or voc init DIR --codebook FILE"),
    **dict.fromkeys((".mp3", ".m4a", ".wav", ".mp4", ".mov", ".webm"), "transcribe it first, to .vtt, .srt or .json"),
}


def _cure(suffix: str, known: list[str]) -> str:
    return _CLOSED.get(suffix) or f"those that are: {', '.join(known)}"


def _why_none(source: Source) -> str:
    """Say for a table what is missing; for other files that no known structure was found."""
    if source.suffix in TABLES and source.suffix != ".txt":
        header = ", ".join(" ".join(name.split())[:60] for name in source.table.header[:8])
        # A name and a role are what a table of people has, which is no source.
        people = "if it says who people are, name it with --participants; else " if "role" in source.table.keys else ""
        mapping = to_run("sniff", source.path.name, "--mapping", f"{source.path.stem}.mapping.toml")
        return (
            f"no column of people's own words was found (columns: {header}); {people}say what each column is: {mapping}"
        )
    return (
        'no structure of a known format was found; voc formats lists them, and format = "NAME" under [[source]] in '
        "study.toml names one"
    )
