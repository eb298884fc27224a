"""A survey tool declared by its header words: what is not named is judged by its cells, in about 15 lines.

A :class:`SurveyLayout` names the columns that the tool itself adds. Every other column is an answer, and
:mod:`voc.reading.surveys.columns` judges whether in own words (a quote) or closed (an attribute of the person, with its
scale). A blank answer to an open question is kept as "asked, left blank": it tells the map that this person could
have raised something and did not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

from voc.quotes import Passage
from voc.reading.base import Guess, Reader
from voc.reading.dates import DateReader, date_reader
from voc.reading.html import seen
from voc.reading.lang import code
from voc.reading.people import signed
from voc.reading.scales import Scale
from voc.reading.source import Source
from voc.reading.surveys.marks import names_zone, time_zone
from voc.reading.surveys.plan import Plan, is_mangled
from voc.reading.surveys.survey_layout import Condition, SurveyLayout, Words
from voc.reading.surveys.survey_plan import make_plan
from voc.reading.tables.table import TABLES, Row, Table

_LONG = 6
__all__ = ["Condition", "SurveyLayout", "Words", "survey_passages", "survey_preview", "survey_reader"]


def survey_reader(
    name: str,
    title: str,
    layout: SurveyLayout,
    *,
    grade: str,
    shaped: Callable[[Source], Table] = lambda source: source.table,
) -> Reader:
    """Make a reader of a layout. ``shaped`` gives the table where it is not the file's own (other question texts)."""

    def sniff(source: Source) -> Guess | None:
        reasons = layout.fits(source)
        return None if reasons is None else Guess(layout.score, reasons)

    def preview(source: Source) -> list[tuple[str, str]]:
        return survey_preview(source, shaped(source), layout)

    def read(source: Source) -> Iterator[Passage]:
        return survey_passages(source, shaped(source), layout)

    return Reader(name, title, "survey", TABLES, sniff, read, preview, grade)


def survey_preview(
    source: Source, table: Table, layout: SurveyLayout, *, scales: Mapping[int, Scale] | None = None
) -> list[tuple[str, str]]:
    """Say what each column becomes and why."""
    plan = make_plan(table, layout, scales or {})
    plan.tell(source, table)
    return [(table.question(index), what) for index, what in enumerate(plan.becomes)]


def survey_passages(
    source: Source,
    table: Table,
    layout: SurveyLayout,
    *,
    dates: DateReader | None = None,
    scales: Mapping[int, Scale] | None = None,
) -> Iterator[Passage]:
    """Yield each answer to an open question, row by row.

    ``dates`` reads the cells of the time column where the file is no table of text; ``scales`` are those of columns
    whose closed answers the file itself declares.
    """
    plan = make_plan(table, layout, scales or {})
    plan.tell(source, table)
    source.scales.update((one.name, one.scale) for one in plan.attributed)
    rows = _Rows(table, plan, _Moments(source, table, plan.times, dates))
    for number, row in table.rows():
        yield from rows.passages(number, row)
    rows.tell(source)


class _Rows:
    """Makes the passages of each row and counts what is no evidence."""

    def __init__(self, table: Table, plan: Plan, moments: _Moments) -> None:
        self._table = table
        self._plan = plan
        self._moments = moments
        self._counts: Counter[str] = Counter()
        self._unfinished = 0

    def passages(self, number: int, row: Row) -> Iterator[Passage]:
        """An answer each, or one silent passage that carries what was ticked."""
        plan = self._plan
        reason = plan.reason(row) if plan.excluded else None
        broken_off = plan.broken_off(row)
        if reason is not None:
            self._counts[reason] += 1
        elif broken_off:
            self._unfinished += 1
        # What a tester ticked is nobody's answer.
        attributes = plan.attributes(row, finished=not broken_off) if reason is None else {}
        who = signed(_first(row, plan.people), f"row {number}")
        when = self._moments.of(row)
        # By position: a third faster, and there may be millions of them.
        common = (
            row[plan.channel] or None if plan.channel is not None else None,
            when,
            code(row[plan.language]) if plan.language is not None else None,
            attributes,
            reason,
            _record(_first(row, plan.keys), when),
        )
        known_as = plan.known_as(row) if plan.names else ()
        silent = True
        for index, question in plan.asked(row):
            # Who broke off was perhaps never asked; who tested left nothing blank.
            if row[index] or not (broken_off or reason):
                silent = False
                place = self._table.place(number, index)
                yield Passage(seen(row[index]), place, who, "participant", question, *common, known_as=known_as)
        if silent and attributes:
            place = self._table.row_place(number)
            yield Passage("", place, who, "participant", None, *common, known_as=known_as)

    def tell(self, source: Source) -> None:
        """Say how many rows are no evidence, and how many people broke off."""
        if self._counts:
            rows = ", ".join(f"{count} {reason}{'s' if count > 1 else ''}" for reason, count in self._counts.items())
            source.note(f"no evidence: {rows}")
        if self._unfinished:
            source.note(f"{self._unfinished} unfinished: what they did answer is kept")


def _first(row: Row, columns: Sequence[int]) -> str | None:
    """The first of some columns that holds an id."""
    for index in columns:
        cell = row[index]
        if cell and not is_mangled(cell):
            return cell
    return None


def _record(key: str | None, when: datetime | None) -> str | None:
    """A record's id; a short number ("7") is no record's own unless it is known when."""
    return key if key is not None and (when is not None or len(key) >= _LONG) else None


class _Moments:
    """When a row was answered: of several columns the first that is filled, in the zone that the tool names, as UTC."""

    def __init__(self, source: Source, table: Table, columns: Sequence[int], dates: DateReader | None) -> None:
        self._source = source
        self._columns = columns
        self._marks = table.ids
        self._readers = {} if dates is None else dict.fromkeys(columns[:1], dates)

    def of(self, row: Row) -> datetime | None:
        """The moment of a row, or missing."""
        for index in self._columns:
            if row[index]:
                read = self._readers.get(index)
                if read is None:
                    read = self._readers[index] = self._reader(index)
                return read(row[index])
        return None

    def _reader(self, index: int) -> DateReader:
        read = date_reader(self._source, index)
        mark = self._marks[index] if self._marks else ""
        zone = time_zone(mark)
        if zone is None and names_zone(mark):
            self._source.note(f"column {self._source.table.header[index]!r}: unknown time zone; taken for UTC")

        def in_zone(cell: str | None) -> datetime | None:
            found = read(cell)
            return found and found.replace(tzinfo=zone).astimezone(UTC)

        return read if zone is None else in_zone
