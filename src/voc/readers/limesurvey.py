"""LimeSurvey's answers (CSV, XLSX), under codes or full texts; the words come from the survey's structure beside it.

Columns that LimeSurvey adds are known by their code, or by the words for them in four languages. Where a structure
file (.lss) lies in the folder and fits, it says what codes like ``Q2[SQ003]`` and ``AO01`` mean. It holds no answers
and becomes nothing by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from voc.errors import ReadError
from voc.quotes import Passage
from voc.reading.base import Guess, Reader
from voc.reading.dates import DateReader, date_reader
from voc.reading.source import Source
from voc.reading.surveys.beside import beside, header, structure
from voc.reading.surveys.fields import Field, scales_of, worded
from voc.reading.surveys.limesurvey import SUFFIXES, Structure, is_structure, parse
from voc.reading.surveys.survey import Condition, SurveyLayout, survey_passages, survey_preview
from voc.reading.tables.table import TABLES, Numbered, Table, key

# LimeSurvey's words for its own columns: codes, codes with full texts behind, then full texts alone. English and German
# as seen in public files and code; French and Spanish from general knowledge.
_ID = (
    "id", "id. *", "response id", "antwort id", "antwort-id", "id de la réponse", "id de respuesta", "x.u.feff.id",
    "ï..id",
)  # fmt: skip
_SUBMITTED = (
    "submitdate", "submitdate. *", "date submitted", "datum abgeschickt", "date de soumission", "fecha de envío",
)  # fmt: skip
_PAGE = ("lastpage", "lastpage. *", "last page", "letzte seite", "dernière page", "última página")
_LANGUAGE = (
    "startlanguage", "startlanguage. *", "start language", "start-sprache", "startsprache", "langue de départ",
    "lenguaje inicial",
)  # fmt: skip
_SEED = ("seed", "seed. *", "zufallsstartwert", "tête de série", "semilla")
_TOKEN = ("token", "token. *", "access code", "zugangsschlüssel", "zugangscode", "code d'accès", "contraseña")
LAYOUT = SurveyLayout(
    must=(_SUBMITTED, _PAGE),
    hints=(*_ID, *_LANGUAGE, *_SEED, *_TOKEN),
    least=1,
    person=("email", "email address", "e-mail-adresse", *_TOKEN, *_ID),
    key=_ID,
    time=_SUBMITTED,
    language=_LANGUAGE,
    left_out=(
        *_PAGE, *_SEED, "startdate", "startdate. *", "date started", "datum gestartet", "date de lancement",
        "fecha de inicio", "datestamp", "datestamp. *", "date last action", "datum letzte aktivität",
        "date de la dernière action", "fecha de la última acción", "ipaddr", "ipaddr. *", "ip address", "ip-adresse",
        "adresse ip", "dirección ip", "refurl", "refurl. *", "referrer url", "referring url", "weiterleitungs-url",
        "url de référence", "url de referencia", "firstname", "first name", "lastname", "last name", "vorname",
        "nachname", "participant_id", "emailstatus", "quota_exit",
    ),
    drop=(
        r"\[filecount\]$|^interviewtime$|^grouptime\d+$"
        r"|(^|time\d*\. )((total|group|question) time|(gesamt|gruppen|fragen)zeit)\b"
    ),
    unfinished=Condition(_SUBMITTED, ""),
    ticked=("y", "yes", "ja", "oui", "sí", "si", "sim", "tak"),
)  # fmt: skip
# What LimeSurvey writes where a question was not shown.
_NOT_SHOWN = ("n/a", "k.a.", "n.v.t.")
_NO = ("n", "no", "nein", "non", "nee", "não", "nie")
# LimeSurvey's moment of sending where a survey keeps no moments.
_NEVER = datetime(1980, 1, 1)
_CURE = "export the answers as CSV (Responses, Export, headings as codes) and put them beside it"
# What a VV file writes for signs that would break its lines, and for no answer.
_SIGNS = {
    "newline": "\n", "cr": "\r", "tab": "\t", "quote": '"', "lbrace": "{", "rbrace": "}", "question_not_shown": "",
}  # fmt: skip
_VV = re.compile(r"\{(" + "|".join(_SIGNS) + r")\}")
# The code that stands in front of a question's words.
_CODE = re.compile(r"\w+(\[\w+\])*\. (?=\S)")
# So much of a structure's questions must stand in a table, and one of them is enough for a small one.
_FITS = 0.5


def fits(questions: Structure, names: Sequence[str]) -> bool:
    """Whether the columns of a table are the answers to a survey."""
    return questions.share(names) >= _FITS


def structure_beside(source: Source) -> tuple[Structure, str] | None:
    """The structure in the folder that fits a table of answers best, and the name of its file."""
    best: tuple[float, Structure, str] | None = None
    for other in beside(source, SUFFIXES):
        try:
            found = parse(other)
        except ReadError:
            continue
        share = found.share(source.table.header)
        if fits(found, source.table.header) and (best is None or share > best[0]):
            best = share, found, other.path.name
    return best and best[1:]


def _of_vv(table: Table) -> Table:
    """A table of a VV file with one header: there the questions' words stand above their codes."""
    number, below = next(iter(table.rows()), (0, ()))
    if not {key(cell) for cell in below} & set(_PAGE):
        return table
    codes, words = (below, table.header) if "lastpage" in below else (table.header, below)

    def body() -> Iterator[Numbered]:
        rows = (one for one in table.rows() if one[0] != number)
        return ((at, tuple(_VV.sub(lambda sign: _SIGNS[sign[1]], cell) for cell in row)) for at, row in rows)

    return replace(table, header=codes, asked=words, body=body, cells=())


def _asked(table: Table) -> Table:
    """The table with the questions' words alone, where LimeSurvey wrote the code of each in front of them."""
    table = _of_vv(table)
    if not any(name.startswith("lastpage. ") for name in table.keys):
        return table
    return replace(table, asked=tuple(_CODE.sub("", name, count=1) for name in table.header))


@dataclass
class Answers:
    """A table of answers, with what the survey's structure says of its columns."""

    own: Table
    structure: Structure | None

    @cached_property
    def fields(self) -> dict[int, Field]:
        """What each column holds, by the structure."""
        if self.structure is None:
            return {}
        named = ((index, self.structure.find(name)) for index, name in enumerate(self.own.header))
        return {index: one for index, one in named if one is not None}

    @cached_property
    def table(self) -> Table:
        """The table with the questions' words, and the answers' words for their codes."""
        unknown = {index: self._shown(index) for index in range(len(self.own.header)) if index not in self.fields}
        return worded(self.own, {**self.fields, **{index: one for index, one in unknown.items() if one.levels}})

    def _shown(self, index: int) -> Field:
        """A column that no structure knows: a tick that was not shown is none."""
        said = set(self.own.column(index))
        ticks = {cell.casefold() for cell in said} <= {*_NOT_SHOWN, *_NO, *LAYOUT.ticked}
        hidden = {cell: "" for cell in said if ticks and cell.casefold() in _NOT_SHOWN}
        return Field(self.own.question(index), levels=hidden)

    @property
    def layout(self) -> SurveyLayout:
        """The layout with the names of the columns that hold how long each question took."""
        keys = self.own.keys
        timed = tuple(f"{name.split('[')[0]}time" for name in keys) if "interviewtime" in keys else ()
        return replace(LAYOUT, left_out=(*LAYOUT.left_out, *(name for name in timed if name in keys)))

    def passages(self, source: Source, dates: DateReader) -> Iterator[Passage]:
        """Yield each answer in own words; closed ones become attributes with their scales."""

        def moments(cell: str | None) -> datetime | None:
            found = dates(cell)
            return None if found is not None and found.replace(tzinfo=None) == _NEVER else found

        scales = scales_of(self.fields)
        return survey_passages(source, self.table, self.layout, dates=moments, scales=scales)

    def preview(self, source: Source) -> list[tuple[str, str]]:
        """Say what each column becomes."""
        return survey_preview(source, self.table, self.layout, scales=scales_of(self.fields))


def sniff(source: Source) -> Guess | None:
    """By LimeSurvey's own columns; where they were left out, by a structure file whose codes fit."""
    if source.suffix in SUFFIXES:
        kind = source.xml.findtext("LimeSurveyDocType") if is_structure(source.xml) else None
        return Guess(0.99, (f"LimeSurveyDocType {kind}",)) if kind else None
    reasons = LAYOUT.fits(source)
    if reasons is not None:
        return Guess(LAYOUT.score, reasons)
    found = structure_beside(source)
    return Guess(LAYOUT.score, (f"its codes are those of {found[1]}",)) if found is not None else None


def read(source: Source) -> Iterator[Passage]:
    """Yield each answer in own words; a structure becomes nothing by itself."""
    if source.suffix in SUFFIXES:
        yield from structure(source, "the structure of a LimeSurvey survey", _answers_beside(source), _CURE)
        return
    found = structure_beside(source)
    if found is not None:
        source.note(f"questions' words from {found[1]}")
    table = _asked(source.table)
    dates = date_reader(source, next(iter(LAYOUT.find(table, _SUBMITTED)), None), table)
    yield from Answers(table, found[0] if found else None).passages(source, dates)


def _answers_beside(source: Source) -> list[str]:
    """The tables beside a structure file that hold answers to its questions."""
    found = parse(source)
    names = []
    for other in beside(source, TABLES):
        try:
            if fits(found, header(other)):
                names.append(other.path.name)
        except ReadError:
            continue
    return names


def preview(source: Source) -> list[tuple[str, str]]:
    """Say what each column becomes."""
    if source.suffix in SUFFIXES:
        return [(one.question, f"the words of column {name!r}") for name, one in parse(source).fields.items()]
    found = structure_beside(source)
    return Answers(_asked(source.table), found[0] if found else None).preview(source)


READER = Reader(
    "limesurvey",
    "LimeSurvey answers (CSV, XLSX), with the questions' words from the structure (.lss) beside them",
    "survey",
    (*TABLES, *SUFFIXES),
    sniff,
    read,
    preview,
    grade="layout from documentation",
)
