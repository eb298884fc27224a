"""REFI-QDA projects (.qdpx): what ATLAS.ti, MAXQDA, NVivo, QualCoder and others exchange.

Text documents, transcripts of recordings and the text of PDFs become quotes, codings become tags of their coders,
cases and variables become people and their attributes, notes become memos. Of a document whose text is not in the
project, those passages are still read whose words the project itself holds: PDF selections with their text, and
selections that are named by exactly the words they cover, as ATLAS.ti does.
"""

from __future__ import annotations

from collections.abc import Mapping

from voc.errors import ReadError
from voc.reading import archive as _archive
from voc.reading.base import Guess
from voc.reading.coded import coded as _coded
from voc.reading.coded import refi as _refi
from voc.reading.coded.coded import Document, coded_reader
from voc.reading.coded.refi import Project
from voc.reading.coded.refi_sources import Sources
from voc.reading.source import Source

_NAMED = 6


def sniff(source: Source) -> Guess | None:
    """An archive with a project file in it."""
    try:
        with _archive.opened(source.path, source.name) as archive:
            file = _refi.project_file(_archive.members(archive))
            if file is None:
                return None
            with archive.open(file) as stream:
                head = stream.read(4096)
    except ReadError:
        if source.suffix == ".zip":
            return None
        raise
    known = b"QDA-XML" in head or b"Project" in head
    return Guess(0.99, (f"{file}, a project of the REFI-QDA exchange format",)) if known else None


def _documents(source: Source) -> list[Document]:
    with _refi.opened(source.path, source.name) as project:
        found = Sources(project)
        found.collect()
        documents = [document for document in found.documents.values() if document.text.strip()]
        if not documents:
            raise ReadError(_without_text(source, project, found))
        _note(source, found, documents)
    return documents


def _without_text(source: Source, project: Project, found: Sources) -> str:
    """Say why there is nothing to read, and what the project is still good for."""
    codes = len(set(project.codes.values()))
    cure = f"; its {codes} codes can be had as a codebook: voc init DIR --codebook {source.path.name}" if codes else ""
    if found.missing:
        return (
            f"{source.name}: the text of its {_coded.counted(document=len(found.missing))} is not in the project "
            f"({_listed(found.missing)}); export it again with its documents{cure}"
        )
    media = _coded.counted(**found.media)
    return f"{source.name}: no text documents in this project{f', only {media}' if media else ''}{cure}"


def _note(source: Source, found: Sources, documents: list[Document]) -> None:
    """Tell what the project brought, what it lacks, and how its places were counted."""
    _coded.note_codings(source, documents)
    if found.missing:
        read = sum(document.excerpt for document in documents)
        source.note(
            f"the text of {_coded.counted(document=len(found.missing))} is not in the project "
            f"({_listed(found.missing)})"
            + (f"; read of it: {_coded.counted(passage=read)} whose words the project holds" if read else "")
        )
    if found.media:
        source.note(f"not read, as they hold no text: {_coded.counted(**found.media)}")
    for why, count in (+found.lost).items():
        source.note(f"left out: {_coded.counted(coding=count)} {why}")
    for told, count in found.countings.items():
        source.note(f"places in {_coded.counted(document=count)} counted with {told}")
    if found.project.guessed:
        source.note(f"encoding guessed for {_coded.counted(document=found.project.guessed)}: cp1252; check the accents")


def _listed(missing: Mapping[str, str]) -> str:
    """The names of the first documents, and how many more there are."""
    more = len(missing) - _NAMED
    return ", ".join([*missing.values()][:_NAMED]) + (f" and {more} more" if more > 0 else "")


READER = coded_reader(
    "refi_project",
    "REFI-QDA project (.qdpx) of ATLAS.ti, MAXQDA, NVivo, QualCoder",
    (".qdpx", ".zip"),
    sniff,
    _documents,
    grade="real file seen",
)
