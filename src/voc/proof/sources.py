"""The sources of a map, wherever they lie now: by their name, else by their bytes; and the passages in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from voc._files import sha256 as digest
from voc.errors import VocError
from voc.quotes import Passage
from voc.readers import Source, all_readers
from voc.reading.archive import parts, unpacked
from voc.reading.base import choose, read
from voc.reading.find import find_sources
from voc.redaction import KINDS
from voc.study import Study

# A placeholder in the name of a file.
_IN_NAMES = re.compile(rf"P\d{{3,}}|(?:{'|'.join(KINDS)})-\d+", re.IGNORECASE)


@dataclass
class Opened:
    """A source that was found: the texts of its passages by place, or why it cannot be read."""

    source: Source

    @property
    def name(self) -> str:
        """Its name as it is found now."""
        return self.source.name

    @cached_property
    def _read(self) -> tuple[dict[str, str], str]:
        try:
            reader, _ = choose(self.source, all_readers())
            return {one.locator: one.text for one in read(self.source, reader) if isinstance(one, Passage)}, ""
        except (VocError, OSError) as error:
            return {}, str(error)

    @property
    def passages(self) -> Mapping[str, str]:
        """The text at each place."""
        return self._read[0]

    @property
    def error(self) -> str:
        """Why it cannot be read; empty if it can."""
        return self._read[1]


@dataclass
class Sources:
    """Where to look: a folder that was given, or what ``account.json`` beside the map says of each source.

    ``unpacking`` is a folder for files out of archives.
    """

    report: Path
    folder: Path | None
    recorded: Mapping[str, Mapping[str, Any]]
    unpacking: Path
    _opened: dict[str, Opened | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.folder is not None and not self.folder.is_dir():
            raise VocError(f"{self.folder}: no such folder; give the folder that the sources lie in")

    def open(self, name: str, sha256: str | None) -> Opened | None:
        """The source of this name; else, in a folder that was given, the file with these bytes; else nothing."""
        if name not in self._opened:
            self._opened[name] = self._named(name) or self._by_bytes(name, sha256 or "unknown")
        return self._opened[name]

    def _named(self, name: str) -> Opened | None:
        recorded = self.recorded.get(name, {})
        file = self._place(name, recorded)
        rule = Study().rule(name).model_copy(update={"format": recorded.get("format")})
        source = None if file is None else unpacked(file, name, rule, self.unpacking)
        return None if source is None else Opened(source)

    def _place(self, name: str, recorded: Mapping[str, Any]) -> Path | None:
        """The file of a source: under the folder given, at its name or its last parts, else where it was read."""
        if self.folder is not None:
            tails = [self.folder.joinpath(*Path(name).parts[start:]) for start in range(len(Path(name).parts))]
            # A file in an archive is found by the archive.
            return next((place for tail in tails for place in (tail, *tail.parents) if place.is_file()), None)
        if "path" not in recorded:
            raise VocError(f"{self.report}: no account.json beside it says where the sources lie; give --sources DIR")
        file = self.report.parent / str(recorded["path"])
        return file if file.is_file() else None

    def _by_bytes(self, name: str, sha256: str) -> Opened | None:
        """The file with these bytes: a redacted map calls files other names, and people rename them."""
        if self.folder is not None:
            same = (one for one in self.everything if one.source.sha256.startswith(sha256))
            return next(same, None) or self._by_gaps(name)
        beside = (self.report.parent / str(self.recorded[name]["path"])).parent
        files = (file for file in sorted(beside.glob("*")) if file.is_file())
        return next((Opened(Source(file, file.name)) for file in files if digest(file).startswith(sha256)), None)

    def _by_gaps(self, name: str) -> Opened | None:
        """The only file whose name is that of a redacted one, a placeholder taken for a gap."""
        pattern = re.compile(".+".join(map(re.escape, _IN_NAMES.split(Path(name).name))))
        fitting = [one for one in self.everything if pattern.fullmatch(Path(one.name).name)]
        return fitting[0] if len(fitting) == 1 and _IN_NAMES.search(name) else None

    @cached_property
    def everything(self) -> list[Opened]:
        """Every source there is: those of the folder, else those that the account names."""
        if self.folder is None:
            found = (self.open(name, str(recorded.get("sha256", ""))) for name, recorded in self.recorded.items())
            return [one for one in found if one is not None]
        return [Opened(source) for source in self._walk(self.folder)]

    def _walk(self, folder: Path) -> Iterator[Source]:
        study = Study.load(folder) if (folder / "study.toml").is_file() else Study()
        for source in find_sources([folder], study, {}):
            try:
                yield from parts(source, study, all_readers(), self.unpacking)
            except (VocError, OSError):
                # One bad file does not keep the others from being looked through.
                continue
