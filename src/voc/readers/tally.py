"""Tally: two ids, a moment, and then the questions; several options in one column, and perhaps one column each."""

from __future__ import annotations

from voc.reading.surveys.survey import SurveyLayout, survey_reader

LAYOUT = SurveyLayout(
    must=(("submission id",), ("respondent id",), ("submitted at",)),
    person=("respondent id",),
    key=("submission id",),
    time=("submitted at",),
    options=r"(?P<question>.+) \((?P<option>.+)\)",
)
READER = survey_reader("tally", "Tally (CSV)", LAYOUT, grade="layout from documentation")
