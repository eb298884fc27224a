"""SPSS files (.sav, .zsav): variable labels are the questions, value labels the answers.

Needs pyreadstat (``pip install "voc[spss]"``). Survey tools that export SPSS files keep the names of their own
columns, so that who answered, when, and whether it was a test are found by them.
"""

from __future__ import annotations

from collections.abc import Iterator

from voc.quotes import Passage
from voc.readers import limesurvey, qualtrics
from voc.reading.base import Guess, Reader
from voc.reading.dates import parse_date
from voc.reading.scales import Scale
from voc.reading.source import Source
from voc.reading.surveys.spss import load, table
from voc.reading.surveys.spss_values import Variable
from voc.reading.surveys.survey import SurveyLayout, survey_passages, survey_preview
from voc.reading.tables.table import Table

# Survey tools keep the names of their own variables; what no tool named is judged by its values.
_TOOLS = ((("responseid", "recordeddate"), qualtrics.LAYOUT), (("submitdate", "lastpage"), limesurvey.LAYOUT))
# Elsewhere a case is called by what researchers and institutes call its number; from general knowledge.
_PLAIN = SurveyLayout(
    must=(),
    person=(
        "respid", "resp_id", "respondentid", "respondent_id", "respondent", "participantid", "participant_id",
        "subjectid", "subject_id", "caseid", "case_id", "case", "id", "uuid", "lfdn", "serial", "interview_number",
    ),
)  # fmt: skip
_MAGIC = (b"$FL2", b"$FL3")


def sniff(source: Source) -> Guess | None:
    """By the first bytes."""
    if source.magic[:4] not in _MAGIC:
        return None
    return Guess(0.99, (f"begins with {source.magic[:4].decode()}, as SPSS files do",))


def _layout(table: Table) -> SurveyLayout:
    """The layout of the tool that wrote the file, by two of its variables."""
    return next((layout for names, layout in _TOOLS if all(name in table.keys for name in names)), _PLAIN)


def _scale(variable: Variable) -> Scale:
    if variable.several:
        return Scale("choices", levels=variable.levels, reason="a multiple-response set")
    if variable.about.get("measure") == "ordinal":
        return Scale("ordinal", levels=variable.levels, reason="value labels, measured as ordinal")
    return Scale("choice", levels=variable.levels, reason="value labels")


def _scales(variables: list[Variable]) -> dict[int, Scale]:
    """The scales that the file itself declares, in the order of the codes."""
    return {index: _scale(one) for index, one in enumerate(variables) if one.levels}


def read(source: Source) -> Iterator[Passage]:
    """Yield each answer in own words; the others become attributes with their scales."""
    variables = load(source)
    made = table(variables)
    yield from survey_passages(source, made, _layout(made), dates=parse_date, scales=_scales(variables))


def preview(source: Source) -> list[tuple[str, str]]:
    """Say what each variable becomes."""
    variables = load(source)
    made = table(variables)
    return survey_preview(source, made, _layout(made), scales=_scales(variables))


READER = Reader(
    "spss",
    "SPSS data (.sav, .zsav), with variable and value labels",
    "survey",
    (".sav", ".zsav"),
    sniff,
    read,
    preview,
    grade="real file seen",
)
