"""SurveyMonkey: a question stands above its first column only, and the options in a second header row.

The same in one row, as people publish it, is read too: "question — option", or the question's number and the option.
"""

from __future__ import annotations

import re
from collections import Counter

from voc.reading.source import Source
from voc.reading.surveys.marks import is_kind
from voc.reading.surveys.survey import SurveyLayout, survey_reader

_NUMBERED = re.compile(r"(\d+)\.\s+\S")
_MANY = 4


def _proof(source: Source) -> str | None:
    """Another tool may say "Respondent ID" too: the collector, the row of kinds or the numbered options decide."""
    table = source.table
    if "collector id" in table.keys:
        return "column 'Collector ID'"
    if any(map(is_kind, table.ids)):
        return "a header row that says 'Response'"
    numbers = Counter(found[1] for name in table.header if (found := _NUMBERED.match(name)))
    most = max(numbers.values(), default=0)
    return f"{most} columns of one numbered question" if most >= _MANY else None


LAYOUT = SurveyLayout(
    must=(("respondent id", "respondentid", "befragten-id", "id du répondant", "id del encuestado"),),
    proof=_proof,
    person=("email address", "respondent id", "respondentid", "befragten-id", "id du répondant", "id del encuestado"),
    key=("respondent id", "respondentid", "befragten-id", "id du répondant", "id del encuestado"),
    time=("end date", "date modified", "start date", "date created"),
    channel=("collector name", "collector"),
    left_out=("collector id", "collectorid", "ip address", "first name", "last name", "custom data*", "date created"),
)
READER = survey_reader("surveymonkey", "SurveyMonkey (CSV, XLSX)", LAYOUT, grade="real file seen")
