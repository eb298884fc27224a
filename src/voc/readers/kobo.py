"""KoboToolbox's answers (CSV, XLSX): one row a submission; in spreadsheets, each repeat group has a sheet of its own.

Times are UTC. Who submits is an interviewer as often as not, so that a person is known by the submission.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from voc.quotes import Passage
from voc.reading.base import Guess, Reader
from voc.reading.source import Source
from voc.reading.surveys import forms as _forms
from voc.reading.surveys.survey import Condition, SurveyLayout
from voc.reading.tables.header import unique
from voc.reading.tables.sheets import sheets
from voc.reading.tables.table import SPREADSHEETS, TABLES, Row, Table

LAYOUT = SurveyLayout(
    must=(("_uuid", "_submission__uuid"), ("_submission_time", "_submission__submission_time")),
    hints=("_id", "_index", "_validation_status", "_submitted_by", "__version__", "_tags", "_parent_index"),
    least=1,
    person=("_submission__uuid", "_uuid", "_submission__id", "_id"),
    key=("_submission__uuid", "_uuid", "_submission__id", "_id"),
    time=("_submission_time", "_submission__submission_time"),
    left_out=(
        "start", "end", "today", "deviceid", "phonenumber", "simserial", "subscriberid", "username", "audit", "_index",
        "_notes", "_status", "_submitted_by", "__version__", "_tags", "_xform_id_string", "_attachments",
        "_geolocation", "_parent_index", "_parent_table_name", "_submission__*", "meta/*", "formhub/*",
        "_bamboo_dataset_id", "_last_edited", "_duration", "_media_all_received", "_total_media", "_media_count",
        "_supplementaldetails",
    ),
    excluded=(Condition(("_validation_status", "_submission__validation_status"), ".*not.approved.*", "not approved"),),
)  # fmt: skip


def sniff(source: Source) -> Guess | None:
    """By the columns that KoboToolbox adds to every submission."""
    if not {"_uuid", "_submission__uuid", "_parent_index"} & set(source.table.keys):
        return None
    for table in _tables(source):
        found = [LAYOUT.find(table, words) for words in LAYOUT.must]
        if all(found) and len(LAYOUT.find(table, LAYOUT.hints)) >= LAYOUT.least:
            return Guess(LAYOUT.score, tuple(f"column {table.header[indexes[0]]!r}" for indexes in found))
    return None


def _tables(source: Source) -> list[Table]:
    """The table of submissions, and after it those of the repeats."""
    if source.suffix not in SPREADSHEETS:
        return [source.table]
    made = [_sheet(name, grid) for name, grid in sheets(source.path, source.name).items() if len(grid) > 1]
    known: dict[tuple[str, str], str] = {}
    found = []
    for table in sorted(made, key=lambda table: "_parent_index" in table.keys):
        if "_parent_index" in table.keys and "_submission__uuid" not in table.keys:
            table = _joined(table, known)
        if LAYOUT.find(table, LAYOUT.person):
            found.append(table)
            known |= _indexes(table)
    return found


def _sheet(name: str, grid: list[list[str]]) -> Table:
    """A sheet as it is exported: one header row, no titles above."""
    width = max(map(len, grid))
    rows = [tuple([cell.strip() for cell in [*row, *[""] * (width - len(row))]]) for row in grid]
    filled = [(number, row) for number, row in enumerate(rows[1:], 2) if any(row)]
    return Table(unique(rows[0]), lambda: iter(filled), sheet=name)


def _indexes(table: Table) -> dict[tuple[str, str], str]:
    """The submission of each row, by the sheet and the number under which its repeats name it."""
    if "_index" not in table.keys:
        return {}
    index, person = table.keys.index("_index"), LAYOUT.find(table, LAYOUT.person)[0]
    return {(str(table.sheet), row[index]): row[person] for _, row in table.rows()}


def _joined(table: Table, known: Mapping[tuple[str, str], str]) -> Table:
    """A sheet of repeats with the submission that each row belongs to, where older exports name only its number."""
    keys = table.keys
    main = next((sheet for sheet, _ in known), "")

    def submission(row: Row) -> str:
        sheet = row[keys.index("_parent_table_name")] if "_parent_table_name" in keys else main
        return known.get((sheet, row[keys.index("_parent_index")]), "")

    rows = [(number, (*row, submission(row))) for number, row in table.rows()]
    return replace(table, header=(*table.header, "_submission__uuid"), body=lambda: iter(rows))


def read(source: Source) -> Iterator[Passage]:
    """Yield each answer in own words, the repeats' after the others."""
    yield from _forms.passages(source, _tables(source), LAYOUT)


def preview(source: Source) -> list[tuple[str, str]]:
    """Say what each column becomes."""
    return _forms.preview(source, _tables(source), LAYOUT)


READER = Reader(
    "kobo",
    "KoboToolbox submissions (CSV, XLSX with repeat groups)",
    "survey",
    TABLES,
    sniff,
    read,
    preview,
    grade="layout from documentation",
)
