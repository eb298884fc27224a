"""ODK Central, ODK Briefcase and SurveyCTO: one row a submission (``KEY``), each repeat in a table of its own.

A repeat's row names its parent: ``PARENT_KEY`` is "uuid:…" or, within another repeat, "uuid:…/visits[2]". What a person
said in repeats is hers by the submission's part of it. A form in the folder (XLSForm: sheets survey and choices) gives
the questions' words; by itself it becomes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from voc.errors import ReadError
from voc.quotes import Passage
from voc.reading.base import Guess, Reader
from voc.reading.source import Source
from voc.reading.surveys import forms as _forms
from voc.reading.surveys.beside import beside, header, structure
from voc.reading.surveys.survey import Condition, SurveyLayout
from voc.reading.surveys.xlsform import is_form, parse
from voc.reading.tables.table import SPREADSHEETS, TABLES, Numbered, Table

_PARENT = "parent_key"
LAYOUT = SurveyLayout(
    must=(("submissiondate", "completiondate", _PARENT), ("key", "instanceid", "meta-instanceid", "meta:instanceid")),
    hints=("*instanceid", "submitterid", "formversion", "formdef_version", "deviceid", "attachmentspresent", "key"),
    least=1,
    person=(_PARENT, "key", "*instanceid"),
    key=("key", "*instanceid"),
    time=("submissiondate", "completiondate", "endtime", "end", "starttime", "start"),
    left_out=(
        "today", "deviceid", "subscriberid", "simid", "simserial", "devicephonenum", "phonenumber", "username",
        "duration", "submitterid", "submittername", "attachmentspresent", "attachmentsexpected", "status", "edits",
        "formversion", "formdef_version", "review_quality", "review_comments", "review_corrections", "*instancename",
        "set-of-*", "setof-*", "set of *", "*audit", "isvalidated", "caseid",
    ),
    excluded=(Condition(("reviewstate", "review_status"), "rejected", "rejected in review"),),
)  # fmt: skip
# One of these stands in the fullest sheet of a form, be it that of the questions or of the choices.
_FORM = frozenset(("type", "list_name", "list name"))
_WHAT = "an XLSForm: questions and choices"
_CURE = "export the answers as CSV and put them beside it"


def sniff(source: Source) -> Guess | None:
    """By the columns that ODK adds, or as the form itself."""
    reasons = LAYOUT.fits(source)
    if reasons is not None:
        return Guess(LAYOUT.score, reasons)
    if source.suffix in SPREADSHEETS and _FORM & set(source.table.keys) and is_form(source):
        return Guess(0.98, ("the sheet survey has the columns type and name, as an XLSForm",))
    return None


def _table(source: Source) -> Table:
    """The answers; a repeat's rows by the submission that they belong to."""
    own = source.table
    if _PARENT not in own.keys:
        return own
    index = own.keys.index(_PARENT)

    def rows() -> Iterator[Numbered]:
        for number, row in own.rows():
            yield number, (*row[:index], row[index].split("/")[0], *row[index + 1 :])

    return replace(own, body=rows)


def read(source: Source) -> Iterator[Passage]:
    """Yield each answer in own words; closed ones become attributes with their scales."""
    if source.suffix in SPREADSHEETS and is_form(source):
        yield from structure(source, _WHAT, _answers_beside(source), _CURE)
        return
    yield from _forms.passages(source, [_table(source)], LAYOUT)


def _answers_beside(source: Source) -> list[str]:
    """The tables beside a form that hold answers to it."""
    form = parse(source)
    names = []
    for other in beside(source, TABLES):
        try:
            if form is not None and _forms.fits(form, header(other)):
                names.append(other.path.name)
        except ReadError:
            continue
    return names


def preview(source: Source) -> list[tuple[str, str]]:
    """Say what each column becomes."""
    form = parse(source) if source.suffix in SPREADSHEETS else None
    if form is not None:
        return [(one.question, f"the words of column {name!r}") for name, one in form.fields.items()]
    return _forms.preview(source, [_table(source)], LAYOUT)


READER = Reader(
    "odk",
    "ODK Central and SurveyCTO submissions (CSV), with the questions' words from the XLSForm beside them",
    "survey",
    TABLES,
    sniff,
    read,
    preview,
    grade="layout from documentation",
)
