"""LimeSurvey's structure files (.lss, .lsg, .lsq): what each column of its answers asked, and what its codes mean.

Layout from the real files of 2021 and 2024 and from LimeSurvey's public source: tables of rows; since version 4 the
words stand in ``question_l10ns`` and ``answer_l10ns``, before that in ``questions`` and ``answers`` themselves.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from voc.errors import ReadError
from voc.reading.html import plain
from voc.reading.scales import stepped
from voc.reading.source import Source
from voc.reading.surveys.fields import Field, closed
from voc.reading.xml import local

SUFFIXES = (".lss", ".lsg", ".lsq")
# Question types by the letters of LimeSurvey's manual, "Question object types".
_OWN_WORDS = "STU"
_LISTS = "L!O"
_FIXED: Mapping[str, Mapping[str, str]] = {
    "Y": {"Y": "Yes", "N": "No"},
    "G": {"F": "Female", "M": "Male"},
    "C": {"Y": "Yes", "U": "Uncertain", "N": "No"},
    "E": {"I": "Increase", "S": "Same", "D": "Decrease"},
}
_FIGURES = {"5": 5, "A": 5, "B": 10}
_OTHER = "Other"
_WHY = "answers of the survey's structure"

Row = Mapping[str, str]


@dataclass(frozen=True)
class Structure:
    """A survey's questions by the codes of their columns (see :func:`code`), with its title.

    ``columns`` gives a column's name by what LimeSurvey's tables call it: the question's number, then the row's code.
    """

    title: str
    fields: Mapping[str, Field]
    columns: Mapping[str, str]

    @cached_property
    def _texts(self) -> Mapping[str, str]:
        """The codes by the question's words, which an export may have for headings; none for words that come twice."""
        counts = Counter(_folded(one.question) for one in self.fields.values())
        return {_folded(one.question): name for name, one in self.fields.items() if counts[_folded(one.question)] == 1}

    def _name(self, header: str) -> str | None:
        """The code of a column, if it is one of the survey's."""
        short = code(header)
        return short if short in self.fields else self._texts.get(_folded(header))

    def find(self, header: str) -> Field | None:
        """What a column holds, if it is one of the survey's."""
        name = self._name(header)
        return self.fields[name] if name is not None else None

    def share(self, header: Sequence[str]) -> float:
        """Which share of the questions the columns of a table hold."""
        known = {self._name(name) for name in header} - {None}
        return len(known) / len(self.fields) if self.fields else 0.0


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def code(header: str) -> str:
    """A column's code, the same in all the ways in which LimeSurvey and its readers in R write it.

    >>> code("Q1[SQ001]"), code("Q1_SQ001"), code("Q1.SQ001."), code("Q1[SQ001]. How was it? [Delivery]")
    ('q1_sq001', 'q1_sq001', 'q1_sq001', 'q1_sq001')
    """
    short = re.match(r"\w+(\[\w+\])*(?=[.:] )", header)
    return re.sub(r"[^0-9a-z]+", "_", (short[0] if short else header).casefold()).strip("_")


def is_structure(root: Any) -> bool:
    """Whether an XML document holds the questions of a survey."""
    return local(root) == "document" and root.findtext("LimeSurveyDocType") in ("Survey", "Group", "Question")


def parse(source: Source) -> Structure:
    """Read a structure file; raises ``ReadError`` for anything else."""
    return of_root(source.xml, where=source.name)


def of_root(root: Any, *, where: str) -> Structure:
    """The structure in a document."""
    if not is_structure(root):
        raise ReadError(f"{where}: no structure of a LimeSurvey survey; export it as .lss")
    tongue = root.findtext("surveys/rows/row/language") or root.findtext("languages/language") or "en"
    questions, below = _questions(root, tongue)
    answers = _answers(root, tongue)
    fields: dict[str, Field] = {}
    columns: dict[str, str] = {}
    for question in questions:
        number, given = question["qid"], answers.get(question["qid"], {})
        for name, one in _fields(question, below.get(number, []), given):
            fields[code(name)] = one
            columns[_stored(number, name.removeprefix(question.get("title", "")))] = name
    title = root.findtext("surveys_languagesettings/rows/row/surveyls_title") or ""
    return Structure(_said(title), fields, columns)


def _stored(number: str, rest: str) -> str:
    """What the database calls a column: "12SQ001" for question 12 and "[SQ001]", "12SQ001#0" for its first scale."""
    scale = re.fullmatch(r"(\[\w+\])\[(\d)\]", rest)
    rest = f"{scale[1]}#{int(scale[2]) - 1}" if scale else rest
    return number + rest.replace("[", "").replace("]", "")


def _rows(root: Any, table: str) -> list[dict[str, str]]:
    return [{local(cell): cell.text or "" for cell in row} for row in root.iterfind(f"{table}/rows/row")]


def _said(markup: str) -> str:
    """The words of a question or answer, in one line."""
    return " ".join(plain(markup).split())


def _spoken(rows: list[dict[str, str]], own: str, tongue: str) -> dict[str, dict[str, str]]:
    """The rows of a table of words by the id of what they belong to, in the survey's own language where there is it."""
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        if row.get(own, "") not in found or row.get("language") == tongue:
            found[row.get(own, "")] = row
    return found


def _questions(root: Any, tongue: str) -> tuple[list[Row], dict[str, list[Row]]]:
    """The questions, and the rows and columns below each, with their words, in their order."""
    words = _spoken(_rows(root, "question_l10ns"), "qid", tongue)
    rows = [*_rows(root, "questions"), *_rows(root, "subquestions")]
    once = _spoken([row for row in rows if row.get("qid")], "qid", tongue).values()
    full = [{**row, "question": _said(words.get(row["qid"], row).get("question", ""))} for row in once]
    full.sort(key=lambda row: _number(row.get("question_order")))
    below: dict[str, list[Row]] = defaultdict(list)
    for row in full:
        if row.get("parent_qid") not in (None, "", "0"):
            below[row["parent_qid"]].append(row)
    return [row for row in full if row.get("parent_qid") in (None, "", "0")], below


def _answers(root: Any, tongue: str) -> dict[str, dict[str, dict[str, str]]]:
    """The words of the answer codes, by question and scale."""
    words = _spoken(_rows(root, "answer_l10ns"), "aid", tongue)
    found: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for row in sorted(_rows(root, "answers"), key=lambda row: _number(row.get("sortorder"))):
        scale = found[row.get("qid", "")][row.get("scale_id") or "0"]
        name = row.get("code", "")
        if name not in scale or row.get("language") == tongue:
            scale[name] = _said(words.get(row.get("aid", ""), row).get("answer", ""))
    return found


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0


def _fields(
    question: Row, below: Sequence[Row], answers: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[str, Field]]:
    """Each column of a question: its name in an export, and what it holds."""
    name, asked, kind = question.get("title", ""), question["question"], question.get("type", "")
    rows = [row for row in below if row.get("scale_id", "0") == "0"]
    across = [row for row in below if row.get("scale_id", "0") == "1"]
    first = answers.get("0", {})
    if kind == "R":
        yield from ((f"{name}[{n}]", closed(f"{asked} [Rank {n}]", first, "choice", _WHY)) for n in _ranks(first))
    elif kind == "1":
        yield from _two_scales(name, asked, rows, answers)
    elif across:
        for row in rows:
            for column in across:
                words = f"{asked} [{row['question']}] [{column['question']}]"
                yield f"{name}[{row.get('title')}_{column.get('title')}]", Field(words, kind == ";")
    elif rows:
        for row in rows:
            yield f"{name}[{row.get('title')}]", _cell(f"{asked} [{row['question']}]", kind, first)
    elif kind != "X":
        yield name, _cell(asked, kind, first, other=question.get("other") == "Y")
    yield from _own_words(name, asked, kind, rows, other=question.get("other") == "Y")


def _ranks(answers: Mapping[str, str]) -> range:
    return range(1, len(answers) + 1)


def _two_scales(
    name: str, asked: str, rows: Sequence[Row], answers: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[str, Field]]:
    """The columns of an array with two scales, side by side."""
    for row in rows:
        for scale, number in (("0", 1), ("1", 2)):
            words = f"{asked} [{row['question']}] [Scale {number}]"
            yield f"{name}[{row.get('title')}][{number}]", closed(words, answers.get(scale, {}), "ordinal", _WHY)


def _own_words(name: str, asked: str, kind: str, rows: Sequence[Row], *, other: bool) -> Iterator[tuple[str, Field]]:
    """The boxes for own words that belong to a closed question."""
    if kind == "P":
        for row in rows:
            yield f"{name}[{row.get('title')}comment]", Field(f"{asked} [{row['question']}] (comment)", openly=True)
    if other:
        yield f"{name}[other]", Field(f"{asked} — {_OTHER}", openly=True)
    if other and kind == "P":
        yield f"{name}[othercomment]", Field(f"{asked} — {_OTHER} (comment)", openly=True)
    if kind == "O":
        yield f"{name}[comment]", Field(f"{asked} (comment)", openly=True)


def _cell(asked: str, kind: str, answers: Mapping[str, str], *, other: bool = False) -> Field:
    """What a column of a question of this type holds."""
    if kind in _OWN_WORDS or kind == "Q":
        return Field(asked, openly=True)
    if kind in _FIGURES:
        return Field(asked, scale=stepped(asked, 1, _FIGURES[kind], f"question type {kind} of LimeSurvey"))
    if kind in _FIXED:
        return closed(asked, _FIXED[kind], "choice", f"question type {kind} of LimeSurvey")
    if answers:
        levels = {**answers, "-oth-": _OTHER} if other and kind in _LISTS else answers
        return closed(asked, levels, "choice" if kind in _LISTS else "ordinal", _WHY)
    return Field(asked)
