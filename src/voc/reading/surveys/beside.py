"""Files that belong together: the questions of a survey in one, the answers in another."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path, PurePosixPath

from voc.errors import ReadError
from voc.quotes import Passage
from voc.reading.archive import members, opened, unpack
from voc.reading.source import Source
from voc.reading.tables.table import SPREADSHEETS, parse_table

# A folder of a study holds dozens of files; one of thousands is not searched for a file's other half.
_MOST = 500


def beside(source: Source, suffixes: Collection[str]) -> Iterator[Source]:
    """The other files with these endings in the folder of a file, or in the archive that it comes out of.

    The one that the study names as the file's ``mapping`` comes first, wherever it lies. Files that cannot be read
    are left out: their own account says so.
    """
    named = Path(source.rule.mapping) if source.rule.mapping is not None else None
    if named is not None and named.suffix.lower() in suffixes:
        if not named.is_file():
            raise ReadError(f"{source.name}: mapping = {named.name!r} in study.toml names no file: {named}")
        yield Source(named, named.name)
    if source.origin is not None:
        yield from _in_archive(source, source.origin, suffixes)
        return
    try:
        paths = sorted(source.path.parent.iterdir())
    except OSError:
        return
    fitting = [path for path in paths if path.suffix.lower() in suffixes and not path.name.startswith((".", "~$"))]
    for path in fitting[:_MOST]:
        if path.name != source.path.name and path.is_file():
            yield Source(path, path.name)


def header(source: Source) -> Sequence[str]:
    """The names of a table's columns, by the beginning of the file; raises ``ReadError`` for what is no table."""
    if source.suffix in SPREADSHEETS:
        return source.table.header
    lines = source.head.splitlines(keepends=True)
    found = parse_table(source.path, source.name, lambda: lines)
    return found.header if found is not None else ()


def _in_archive(source: Source, archive: Path, suffixes: Collection[str]) -> Iterator[Source]:
    """The other files of an archive, unpacked beside the file: into the folder that is cleared after the run."""
    with opened(archive, source.name) as zipped:
        for member in members(zipped)[:_MOST]:
            path = PurePosixPath(member.replace("\\", "/"))
            if path.suffix.lower() in suffixes and path.name != source.path.name:
                yield Source(unpack(zipped, member, source.path.parent.parent, where=source.name), path.name)


def structure(source: Source, what: str, used_for: Sequence[str], cure: str) -> Iterator[Passage]:
    """What becomes of a file that holds questions and no answers: nothing, said once, where answers use it.

    Raises ``ReadError`` where none do.
    """
    if not used_for:
        raise ReadError(f"{source.name}: {what}, no answers; {cure}")
    source.note(f"{what}: its words are used for {', '.join(used_for)}")
    yield Passage("", "whole file", excluded=what)
