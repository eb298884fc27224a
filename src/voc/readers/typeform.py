"""Typeform: a token in the column ``#``, the questions, and the times at the end.

Of a question with several answers, exports of old have one column for each option, later ones a single column.
"""

from __future__ import annotations

from voc.reading.surveys.survey import Condition, SurveyLayout, survey_reader

LAYOUT = SurveyLayout(
    must=(("#",), ("submit date (utc)", "submitted at")),
    hints=("network id", "start date (utc)", "response type", "stage date (utc)"),
    least=1,
    person=("#",),
    key=("#",),
    time=("submit date (utc)", "submitted at", "stage date (utc)", "start date (utc)"),
    left_out=("network id", "tags", "ending", "response url"),
    unfinished=Condition(("response type",), "partial.*|started|incomplete|not completed"),
)
READER = survey_reader("typeform", "Typeform (CSV, XLSX)", LAYOUT, grade="layout from documentation")
