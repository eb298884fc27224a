"""Survey exports as a table with one row a respondent: open columns become quotes, closed ones attributes.

The fall-back for whatever no tool's own layout knows. Which column is which is found by
:mod:`voc.reading.surveys.columns`; the rest is done as for a tool whose layout names no column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from voc.quotes import Passage
from voc.reading.base import Guess, Reader
from voc.reading.scales import says
from voc.reading.source import Source
from voc.reading.surveys.columns import Column, classify
from voc.reading.surveys.survey import SurveyLayout, survey_passages, survey_preview
from voc.reading.surveys.survey_long import asked_column
from voc.reading.tables.table import TABLES

# Header words for the language of the answers, in the languages of usual exports.
_LANGUAGE = ("lang", "language", "response language", "user language", "locale", "sprache", "langue", "idioma")
_LAYOUT = SurveyLayout(must=(), language=_LANGUAGE)


def sniff(source: Source) -> Guess | None:
    """Any table with a column of own words can be a survey; a layout with known header words goes first."""
    columns = classify(source.table)
    openly = [column for column in columns if column.role == "open"]
    if not openly:
        return _closed_only(columns, sum(_asks(source.table.question(column.index)) for column in columns))
    named = any(column.role in ("person", "time") for column in columns)
    figures = sum(column.scale is not None and column.scale.kind in ("number", "rating") for column in columns)
    questions = [source.table.question(column.index) for column in openly]
    asked = sum(map(_asks, questions))
    invited = asked or any(says("openly", question) for question in questions)
    if not (named or invited or figures < len(columns) / 2):
        return None
    long = asked_column(source.table, range(len(columns)))
    if long is not None and len(columns) > 1:
        return Guess(0.9, (f"one answer a row, to what {source.table.header[long]!r} says",))
    reasons = [f"open answers under {question!r}" for question in questions[:3]]
    if asked:
        reasons.append(f"{asked} of their headers read like questions")
    return Guess(min(0.9, 0.5 + 0.1 * asked), tuple(reasons))


def _closed_only(columns: Sequence[Column], asked: int) -> Guess | None:
    """A survey without an open question: a table by people, or one whose headers read like questions."""
    people = [column for column in columns if column.role == "person"]
    if 2 * asked >= max(4, len(columns)):
        return Guess(min(0.85, 0.5 + 0.05 * asked), (f"closed answers only, under {asked} headers that ask",))
    if people and len(columns) > 2:
        return Guess(0.4, (f"closed answers only, by {people[0].header!r}",))
    return None


def _asks(header: str) -> bool:
    return "?" in header or len(header.split()) >= 4


def preview(source: Source) -> list[tuple[str, str]]:
    """Say what each column becomes and why."""
    return survey_preview(source, source.table, _LAYOUT)


def read(source: Source) -> Iterator[Passage]:
    """Yield each answer to an open question, row by row."""
    return survey_passages(source, source.table, _LAYOUT)


READER = Reader(
    "survey_table",
    "Survey answers of any tool (CSV, TSV, XLSX)",
    "survey",
    TABLES,
    sniff,
    read,
    preview,
    grade="real file seen",
)
