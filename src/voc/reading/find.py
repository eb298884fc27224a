"""From what a person gives to the files to be read: which files, in which order, under which names."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from voc.errors import ReadError, StudyError
from voc.quotes import Role
from voc.reading.source import Source
from voc.study import FILE_NAME, Study

_NOT_SOURCES = ("readme", "license", "licence", "changelog", "codebook")
# What the systems leave behind in folders.
_LITTER = ("desktop.ini", "thumbs.db", "formats.json", "forgotten.json", "pseudonyms.json", "redaction-key.json")
# The study's database with its log, lock and backups (voc.store), where the sources are the study's own folder.
_DATABASE = re.compile(r"study\.db(-wal|-shm|\.lock)?|backups/study-\w+\.db", re.IGNORECASE)
# QualCoder's project is a folder with its database.
PROJECT = "data.qda"
# A map made before, which must not become evidence: two of these files tell its folder.
_MADE = ("journey.json", "account.json", "quotes.csv", "tags.csv")
_MADE_TOO = (
    "participants.csv", "attributes.csv", "figures.csv", "pain_points.csv", "journey.csv", "journey.md", "journey.html",
)  # fmt: skip


def find_sources(paths: Sequence[Path], study: Study, roles: Mapping[str, Role]) -> Iterator[Source]:
    """Every file to be read, sorted by name, with the study's rule for it and the roles of the participants file."""
    if study.root is not None:
        root = study.root / study.sources
        if not root.is_dir():
            raise StudyError(f"{root}: no such folder; put the research files there or set sources in {FILE_NAME}")
        named = {path: path.relative_to(study.root).as_posix() for path in _walk(root)}
        for rule in study.rules:
            if named and not _has_archive(named) and not any(rule.matches(name) for name in named.values()):
                raise StudyError(
                    f"{study.root / FILE_NAME}: [[source]] files = {rule.files!r} matches no file; "
                    f"there are: {', '.join(sorted(named.values())[:6])}"
                )
    else:
        named = _named(_given(paths))
    for path, name in sorted(named.items(), key=lambda pair: pair[1]):
        rule = study.rule(name)
        if rule.mapping is not None:
            rule = rule.model_copy(update={"mapping": str((study.root or Path()) / rule.mapping)})
        yield Source(path, name, rule, roles)


def _has_archive(named: Mapping[Path, str]) -> bool:
    """A rule may be for a file in an archive, which is not looked into here."""
    return any(path.suffix.lower() == ".zip" for path in named)


def _given(paths: Sequence[Path]) -> Iterator[tuple[Path, Path]]:
    """Each file with the folder that its name starts from."""
    for given in paths:
        if not given.exists():
            raise ReadError(f"{given}: no such file or folder")
        if is_project(given):
            yield given / PROJECT, given.parent
        elif given.is_dir():
            yield from ((path, given) for path in _walk(given))
        else:
            yield given, given.parent


def _named(found: Iterator[tuple[Path, Path]]) -> dict[Path, str]:
    """Name each file once; files of one name get as many of their folders in front as tell them apart."""
    once: dict[str, tuple[Path, int]] = {}
    for path, folder in found:
        once.setdefault(os.path.realpath(path), (path, len(path.relative_to(folder).parts)))
    names: dict[Path, str] = {}
    while once:
        tails = {real: Path(*path.absolute().parts[-length:]).as_posix() for real, (path, length) in once.items()}
        twice = Counter([*tails.values(), *names.values()])
        alone = {real for real, (path, length) in once.items() if length >= len(path.absolute().parts)}
        names |= {once[real][0]: tail for real, tail in tails.items() if twice[tail] == 1 or real in alone}
        once = {
            real: (path, length + 1)
            for real, (path, length) in once.items()
            if twice[tails[real]] > 1 and real not in alone
        }
    return names


def _walk(folder: Path) -> Iterator[Path]:
    """The files of a folder that may be sources: nothing hidden, no litter, no map that was made before."""
    maps = {path.parent for name in _MADE for path in folder.rglob(name) if _is_map(path.parent)}
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        aside = path.stem.lower() in _NOT_SOURCES or path.suffix == ".toml" or path.name.lower() in _LITTER
        aside = aside or _DATABASE.fullmatch(path.relative_to(folder).as_posix()) is not None
        made = any(parent in maps for parent in path.parents if parent != folder)
        # The map may lie right among the sources: then its files are known by their names.
        made = made or (path.parent in maps and path.name in (*_MADE, *_MADE_TOO))
        # Of a QualCoder project the database is read; what lies beside it are its copies of the documents.
        copied = any(is_project(parent) for parent in path.parents if parent != folder) and path.name != PROJECT
        # A link to what is gone is read, too, so that it is told.
        there = path.is_file() or (path.is_symlink() and not path.exists())
        if there and not hidden and not aside and not made and not copied:
            yield path


def is_project(folder: Path) -> bool:
    """Whether a folder is a QualCoder project."""
    return folder.suffix.lower() == ".qda" and (folder / PROJECT).is_file()


def _is_map(folder: Path) -> bool:
    return sum((folder / name).is_file() for name in _MADE) >= 2
