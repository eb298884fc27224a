"""Survey exports as a table with one row a respondent: open columns become quotes, closed ones attributes.

Which column is which is found by :mod:`voc.readers._columns`. A blank answer to an open question is kept as
"asked, left blank": it tells the map that this person could have raised something and did not.
"""

from __future__ import annotations

from collections.abc import Iterator

from voc.quotes import Passage
from voc.readers._base import Guess, Reader
from voc.readers._columns import Column, classify
from voc.readers._dates import parse_date
from voc.readers._people import signed
from voc.readers._source import Source
from voc.readers._table import TABLES, Table

_BECOMES = {
    "open": "quotes",
    "closed": "attribute of the participant",
    "multi": "attribute of the participant (several choices)",
    "nps": "attribute of the participant: NPS, 0–10",
    "scale": "attribute of the participant: scale",
    "person": "participant",
    "time": "timestamp",
    "technical": "left out",
    "empty": "left out",
}


def sniff(source: Source) -> Guess | None:
    """Any table with a column of own words can be a survey; a layout with known header words goes first."""
    columns = classify(source.table)
    openly = [column for column in columns if column.role == "open"]
    people = [column for column in columns if column.role == "person"]
    if not openly and people and len(columns) > 2:
        return Guess(0.4, (f"closed answers only, by {people[0].header!r}",))
    named = any(column.role in ("person", "time") for column in columns)
    figures = sum(column.role in ("closed", "scale") and column.reason[0] in "nw" for column in columns)
    questions = [source.table.question(column.index) for column in openly]
    asked = sum("?" in question or len(question.split()) >= 4 for question in questions)
    if not openly or not (named or asked or figures < len(columns) / 2):
        return None
    reasons = [f"open answers under {question!r}" for question in questions[:3]]
    if asked:
        reasons.append(f"{asked} of their headers read like questions")
    return Guess(min(0.9, 0.5 + 0.1 * asked), tuple(reasons))


def preview(source: Source) -> list[tuple[str, str]]:
    """Say what each column becomes and why."""
    table = source.table
    return [(table.question(c.index), f"{_BECOMES[c.role]} — {c.reason}") for c in classify(table)]


def read(source: Source) -> Iterator[Passage]:
    """Yield each answer to an open question, row by row."""
    table = source.table
    columns = classify(table)
    person = next((column for column in columns if column.role == "person"), None)
    time = next((column for column in columns if column.role == "time"), None)
    closed = [column for column in columns if column.role in ("closed", "multi", "nps", "scale")]
    openly = [column for column in columns if column.role == "open"]
    names = {column.index: _attribute(table, column) for column in closed}
    for number, row in table.rows():
        attributes = {names[c.index]: row[c.index] for c in closed if row[c.index]}
        speaker = signed(row[person.index] if person else "", f"row {number}")
        if not openly:
            yield Passage("", f"row {number}", speaker=speaker, attributes=attributes)
        for column in openly:
            yield Passage(
                row[column.index],
                table.place(number, column.index),
                speaker=speaker,
                question=table.question(column.index),
                timestamp=parse_date(row[time.index]) if time else None,
                attributes=attributes,
            )


def _attribute(table: Table, column: Column) -> str:
    """NPS has one name in every study; any other attribute is called by what was asked."""
    return "NPS" if column.role == "nps" else table.question(column.index)


READER = Reader(
    "survey_table",
    "Survey answers (CSV, TSV, XLSX): Google Forms and anything shaped like it",
    "survey",
    TABLES,
    sniff,
    read,
    preview,
    grade="real file seen",
)
