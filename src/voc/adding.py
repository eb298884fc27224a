"""New files for a study, and the wave they are of: copied into its sources, nothing overwritten, nothing twice."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from voc._files import sha256, write
from voc._toml import parse
from voc.errors import StudyError
from voc.reading.find import find_sources
from voc.study import FILE_NAME, Study
from voc.wave_rules import matches

# A wave's name is a folder's, and stands in a pattern.
_NAME = re.compile(r"\w[\w .,+-]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Added:
    """A file, its place in the study, and whether it lies there since now or had been there."""

    file: Path
    place: Path
    new: bool


def add(folder: Path, files: Sequence[Path], *, wave: str | None = None) -> list[Added]:
    """Copy files and folders into the sources of a study, of a wave into the folder of its name.

    A wave that ``study.toml`` does not know is added to it. What lies in the study already, wherever, is not copied
    again. Raises ``StudyError``, before anything is copied, where another file has the name.
    """
    study = Study.load(folder)
    if wave is not None and not (_NAME.fullmatch(wave) and wave == wave.strip(" .")):
        raise StudyError(f"--wave {wave!r}: no name for a wave; use letters, digits, spaces and . , + - _, like 2026Q3")
    sources = folder / study.sources
    target = sources / wave if wave is not None else sources
    there = {sha256(path): path for path in sorted(sources.rglob("*")) if path.is_file()}
    planned = _planned(files, target, there)
    if wave is not None and any(one.place.is_relative_to(target) for one in planned):
        _know(study, folder, wave, target)
    for one in planned:
        if one.new:
            _copy(one.file, one.place)
    return planned


def _planned(files: Sequence[Path], target: Path, there: dict[str, Path]) -> list[Added]:
    """Where each file is to lie, or lies."""
    planned: list[Added] = []
    taken = {str(path.absolute()).casefold() for path in there.values()}
    for source in find_sources(files, Study(), {}):
        place = target / source.name
        if source.sha256 in there:
            planned.append(Added(source.path, there[source.sha256], new=False))
            continue
        if str(place.absolute()).casefold() in taken:
            raise StudyError(f"{place}: another file of this name is there; rename {source.path}, nothing was copied")
        there[source.sha256] = place
        taken.add(str(place.absolute()).casefold())
        planned.append(Added(source.path, place, new=True))
    return planned


def _know(study: Study, folder: Path, wave: str, target: Path) -> None:
    """Add the wave to ``study.toml``, unless its files are known to be of it."""
    place = target.relative_to(folder).as_posix()
    if any(rule.name == wave and rule.files and matches(rule.files, f"{place}/file") for rule in study.waves):
        return
    path = folder / FILE_NAME
    text = path.read_text(encoding="utf-8-sig")
    table = f"[[wave]]\nname = {json.dumps(wave)}\nfiles = {json.dumps(f'{place}/*')}\n"
    made = f"{text.rstrip()}\n\n{table}"
    parse(Study, made.encode(), where=str(path), error=StudyError)
    write(path, made)


def _copy(file: Path, place: Path) -> None:
    """Copy under a name that no reading looks at, then rename: nobody ever reads half of it."""
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f".{place.name}.part")
    try:
        shutil.copyfile(file, part)
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)
