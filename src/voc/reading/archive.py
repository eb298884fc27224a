"""Zip archives of one export: each file in it is a source of its own, unpacked with every care into a given folder."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import mkdtemp
from typing import IO

from voc.errors import ReadError
from voc.reading.base import Reader
from voc.reading.find import PROJECT, is_project
from voc.reading.source import Source
from voc.study import SourceRule, Study

# More than any export of surveys, talks or tickets; less than what fills a laptop's disk.
_MOST_FILES = 20_000
_MOST_BYTES = 2 * 2**30
# Text shrinks to a tenth, rarely to a hundredth; a bomb to a thousandth.
_RATIO = 400
# What zipfile raises for broken bytes; RuntimeError is how it says that there is a password.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, NotImplementedError, EOFError, RuntimeError,
    ValueError, OSError, KeyError, IndexError,
)  # fmt: skip
# Formats that are archives inside, as a person calls them, and what cures a broken one.
_WHAT = {
    ".docx": ("a Word document", "save it as .docx again"),
    ".odt": ("an OpenDocument text", "save it as .odt again"),
    ".qdpx": ("a REFI-QDA project", "export it again"),
}
# Of an archive within an archive, and of the scripts of a saved page, nothing is read.
_ALONE = {".zip", ".js"}
_SMALL = 10 * 2**20
_CHUNK = 2**20


@contextmanager
def opened(path: Path, name: str) -> Iterator[zipfile.ZipFile]:
    """Open an archive and check it before anything is unpacked; raises ``ReadError`` in one line."""
    with path.open("rb") as stream:
        try:
            with zipfile.ZipFile(stream) as archive:
                _check(archive, name)
                yield archive
        except _BROKEN as error:
            what, cure = _WHAT.get(path.suffix.lower(), ("a zip archive", "unpack it yourself"))
            raise ReadError(f"{name}: not {what} that can be read; {cure} ({' '.join(str(error).split())})") from error


def _check(archive: zipfile.ZipFile, name: str) -> None:
    entries = archive.infolist()
    if len(entries) > _MOST_FILES:
        raise ReadError(f"{name}: {len(entries):,} files; an archive is read up to {_MOST_FILES:,}; unpack it yourself")
    total = 0
    for entry in entries:
        parts = PurePosixPath(entry.filename.replace("\\", "/")).parts
        if ".." in parts or entry.filename.startswith(("/", "\\")) or (parts and parts[0].endswith(":")):
            raise ReadError(f"{name}: holds {entry.filename!r}, a name that leads out of the archive; refused")
        total += entry.file_size
        if entry.file_size > _SMALL and entry.file_size > _RATIO * max(1, entry.compress_size):
            raise ReadError(f"{name}: {entry.filename!r} would swell {_RATIO}-fold and more: a zip bomb; refused")
    if total > _MOST_BYTES:
        raise ReadError(
            f"{name}: unpacked {total / 2**30:.1f} GiB; up to {_MOST_BYTES // 2**30} GiB are read; unpack it yourself"
        )


def members(archive: zipfile.ZipFile) -> list[str]:
    """The names of the files in an archive, without folders and what systems leave behind."""
    return [
        entry.filename
        for entry in archive.infolist()
        if not entry.is_dir()
        and not any(part.startswith((".", "~$", "__MACOSX")) for part in PurePosixPath(entry.filename).parts)
    ]


def read_member(archive: zipfile.ZipFile, member: str, *, where: str, most: int = _MOST_BYTES) -> bytes:
    """The bytes of one file of an archive; raises ``ReadError`` for one that is longer than it says."""
    parts = list(_chunks(archive, member, where, most))
    return b"".join(parts)


def unpack(archive: zipfile.ZipFile, member: str, folder: Path, *, where: str) -> Path:
    """Write one file of an archive into a folder, under its last name, and give its path."""
    path = Path(mkdtemp(dir=folder)) / PurePosixPath(member.replace("\\", "/")).name
    with path.open("wb") as stream:
        for chunk in _chunks(archive, member, where, _MOST_BYTES):
            stream.write(chunk)
    return path


def _chunks(archive: zipfile.ZipFile, member: str, where: str, most: int) -> Iterator[bytes]:
    read = 0
    try:
        with archive.open(member) as stream:
            while chunk := _next(stream):
                read += len(chunk)
                if read > most:
                    raise ReadError(f"{where}: {member!r} is longer than {most / 2**20:,.0f} MiB; unpack it yourself")
                yield chunk
    except _BROKEN as error:
        raise ReadError(f"{where}: {member!r} is broken in the archive ({error}); export it again") from error


def _next(stream: IO[bytes]) -> bytes:
    return stream.read(_CHUNK)


def sources_of(path: Path, study: Study, readers: Mapping[str, Reader], folder: Path) -> Iterator[Source]:
    """The sources of one file, project folder or archive; ``folder`` holds what is unpacked."""
    file, top = (path / PROJECT, path.parent) if is_project(path) else (path, path.parent)
    name = file.relative_to(top).as_posix()
    yield from parts(Source(file, name, study.rule(name)), study, readers, folder)


def parts(source: Source, study: Study, readers: Mapping[str, Reader], folder: Path) -> Iterator[Source]:
    """The file itself, or the files in it if it is an archive that no reader takes as a whole."""
    if source.suffix != ".zip" or source.rule.format in readers or _is_taken(source, readers):
        yield source
        return
    known = {suffix for reader in readers.values() for suffix in reader.suffixes}
    with opened(source.path, source.name) as archive:
        names = members(archive)
        wanted = [name for name in names if PurePosixPath(name).suffix.lower() in known - _ALONE]
        # Of a QualCoder project the database is read, as outside an archive.
        projects = [f"{PurePosixPath(name).parent}/" for name in wanted if PurePosixPath(name).name == PROJECT]
        wanted = [n for n in wanted if PurePosixPath(n).name == PROJECT or not n.startswith(tuple(projects))]
        if not wanted:
            inside = ", ".join(names[:6]) or "nothing"
            raise ReadError(f"{source.name}: no file in it that can be read; it holds {inside}")
        for name in wanted:
            yield _part(source, study, unpack(archive, name, folder, where=source.name), name)


def unpacked(path: Path, name: str, rule: SourceRule, folder: Path) -> Source | None:
    """The source that has a name: the file at a path, or the file in the archive there; ``None`` if it has none."""
    before, inside, member = name.rpartition(f"{path.name}/")
    if path.suffix.lower() != ".zip" or not inside:
        return Source(path, name, rule)
    with opened(path, f"{before}{path.name}") as archive:
        if member not in archive.namelist():
            return None
        return Source(unpack(archive, member, folder, where=name), name, rule, origin=path)


def _is_taken(source: Source, readers: Mapping[str, Reader]) -> bool:
    return any(".zip" in reader.suffixes and reader.sniff(source) is not None for reader in readers.values())


def _part(source: Source, study: Study, path: Path, member: str) -> Source:
    """A file of an archive; a rule for the archive is one for its files."""
    name = f"{source.name}/{member}"
    rule = source.rule.model_copy(update=study.rule(name).model_dump(exclude_none=True))
    return Source(path, name, rule, source.roles, origin=source.path)
