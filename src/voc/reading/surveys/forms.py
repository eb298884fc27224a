"""Answers to XLSForms, whichever server keeps them, with the form's words where it lies beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from voc.errors import ReadError
from voc.quotes import Passage
from voc.reading.dates import DateReader, date_reader, parse_date
from voc.reading.scales import Scale
from voc.reading.source import Source
from voc.reading.surveys.beside import beside
from voc.reading.surveys.fields import scales_of, worded
from voc.reading.surveys.form_columns import columns
from voc.reading.surveys.survey import SurveyLayout, survey_passages, survey_preview
from voc.reading.surveys.xlsform import Form, parse
from voc.reading.tables.table import SPREADSHEETS, Table

# So much of a form's questions must stand in a table.
_FITS = 0.5
_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_WORDED = re.compile(r"([A-Z][a-z]{2})[a-z]* (\d{1,2}), (\d{4}) (\d{1,2}:\d{2}:\d{2} [AP]M)")


def fits(form: Form, names: Sequence[str]) -> bool:
    """Whether the columns of tables are the answers to a form."""
    return form.share(names) >= _FITS


def passages(source: Source, tables: Sequence[Table], layout: SurveyLayout) -> Iterator[Passage]:
    """Yield each answer in own words of all tables; closed ones become attributes with their scales."""
    form = _form_beside(source, tables)
    if form is not None:
        source.note(f"questions' words from {form[1]}")
    for table in tables:
        shaped, own, scales = _shaped(table, layout, form and form[0])
        _tell_again(source, table, layout)
        # A spreadsheet's dates are dates; in text, day and month may stand in any order.
        time = next(iter(layout.find(table, layout.time)), None)
        dates = parse_date if source.suffix in SPREADSHEETS else _in_words(date_reader(source, time))
        yield from survey_passages(source, shaped, own, dates=dates, scales=scales)


def _in_words(given: DateReader) -> DateReader:
    """Moments as SurveyCTO writes them in CSV, too: "May 2, 2026 9:07:00 AM"."""

    def read(cell: str | None) -> datetime | None:
        found = _WORDED.fullmatch(cell or "")
        month = _MONTHS.find(found[1].lower()) // 3 + 1 if found else 0
        return parse_date(f"{found[3]}/{month}/{found[2]} {found[4]}") if found and month else given(cell)

    return read


def _tell_again(source: Source, table: Table, layout: SurveyLayout) -> None:
    """Say that of one person's closed answers in repeats, the first stands for all: she is one person."""
    index = next(iter(layout.find(table, layout.person)), None)
    people = [row[index] for _, row in table.rows()] if index is not None else []
    again = len(people) - len(set(people))
    if again:
        where = f"sheet {table.sheet!r}" if table.sheet else "repeats"
        source.note(f"{where}: {again} rows of people who have one already; of their closed answers the first is kept")


def preview(source: Source, tables: Sequence[Table], layout: SurveyLayout) -> list[tuple[str, str]]:
    """Say what each column becomes."""
    form = _form_beside(source, tables)
    found: list[tuple[str, str]] = []
    for table in tables:
        shaped, own, scales = _shaped(table, layout, form and form[0])
        found += survey_preview(source, shaped, own, scales=scales)
    return found


def _form_beside(source: Source, tables: Sequence[Table]) -> tuple[Form, str] | None:
    """The form in the folder that fits the answers."""
    for other in beside(source, SPREADSHEETS):
        try:
            form = parse(other)
        except ReadError:
            continue
        if form is not None and fits(form, [name for table in tables for name in table.header]):
            return form, other.path.name
    return None


def _shaped(table: Table, layout: SurveyLayout, form: Form | None) -> tuple[Table, SurveyLayout, dict[int, Scale]]:
    """The table with the questions' words, the layout with what is no answer in it, and the scales that are known."""
    named = (layout.person, layout.key, layout.time, layout.left_out, *(one.column for one in layout.excluded))
    taken = {index for words in named for index in layout.find(table, words)}
    found = columns(table, [index for index in range(len(table.header)) if index not in taken], form)
    aside = tuple(table.keys[index] for index in sorted(found.aside))
    own = replace(layout, left_out=(*layout.left_out, *aside))
    return worded(table, found.fields), own, scales_of(found.fields)
