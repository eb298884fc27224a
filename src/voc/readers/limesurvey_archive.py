"""LimeSurvey's survey archive (.lsa): a zip of the structure (.lss) and the answers (.lsr, rows of XML).

    <document><LimeSurveyDocType>Responses</LimeSurveyDocType><responses><rows><row><id>1</id>
    <_616667X119X250SQ001>Y</_616667X119X250SQ001> …

A column is called by the numbers of survey, group and question, then the code of the row. Participants and timings in
the archive are not read. No such file was seen: the layout is from general knowledge of LimeSurvey 3 to 6.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from voc.errors import ReadError
from voc.quotes import Passage
from voc.readers.limesurvey import Answers
from voc.reading import xml as _xml
from voc.reading.archive import members, opened, read_member
from voc.reading.base import Guess, Reader
from voc.reading.dates import parse_date
from voc.reading.source import Source
from voc.reading.surveys import limesurvey as _limesurvey
from voc.reading.tables.table import Numbered, Table

_COLUMN = re.compile(r"_?\d+X\d+X(\d+.*)")
_CURE = "export the answers as CSV (Responses, Export) and put the structure (.lss) beside them"
_SYSTEM = ("id", "submitdate", "lastpage", "startlanguage")


def _answers(source: Source) -> Answers:
    """The structure and the rows of an archive; raises ``ReadError`` where one of them is missing or not known."""
    with opened(source.path, source.name) as archive:
        names = {name.rpartition(".")[2].lower(): name for name in members(archive)}
        missing = [f".{kind}" for kind in ("lss", "lsr") if kind not in names]
        if missing:
            raise ReadError(f"{source.name}: no {' and no '.join(missing)} in this archive of LimeSurvey; {_CURE}")
        parts = [
            _xml.parse(read_member(archive, names[kind], where=source.name), where=f"{source.name}/{names[kind]}")
            for kind in ("lss", "lsr")
        ]
    questions = _limesurvey.of_root(parts[0], where=source.name)
    table = _table(parts[1], questions)
    if questions.share(table.header) == 0:
        raise ReadError(f"{source.name}: its columns are named in a way that is not known; {_CURE}")
    return Answers(table, questions)


def _table(root: Any, questions: _limesurvey.Structure) -> Table:
    """The rows of answers under the codes that an export as CSV would have."""
    rows = [{_xml.local(cell): cell.text or "" for cell in row} for row in root.iterfind("responses/rows/row")]
    names = dict.fromkeys([*_SYSTEM, *(name for row in rows for name in row)])
    body = [tuple([row.get(name, "") for name in names]) for row in rows]

    def numbered() -> Iterator[Numbered]:
        return enumerate(body, 1)

    return Table(tuple(_header(name, questions) for name in names), numbered)


def _header(name: str, questions: _limesurvey.Structure) -> str:
    found = _COLUMN.fullmatch(name)
    # XML has no "#" in names.
    return questions.columns.get(found[1].replace("-", "#"), name) if found else name


def sniff(source: Source) -> Guess | None:
    """A zip archive with a structure and answers in it."""
    if not source.magic.startswith(b"PK"):
        return None
    with opened(source.path, source.name) as archive:
        kinds = {name.rpartition(".")[2].lower() for name in members(archive)}
    return Guess(0.98, ("a zip archive of .lss and .lsr",)) if {"lss", "lsr"} & kinds else None


def read(source: Source) -> Iterator[Passage]:
    """Yield each answer in own words; closed ones become attributes with their scales."""
    yield from _answers(source).passages(source, parse_date)


def preview(source: Source) -> list[tuple[str, str]]:
    """Say what each column becomes."""
    return _answers(source).preview(source)


READER = Reader(
    "limesurvey_archive",
    "LimeSurvey survey archives (.lsa)",
    "survey",
    (".lsa",),
    sniff,
    read,
    preview,
    grade="unverified",
)
