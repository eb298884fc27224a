"""Alchemer, once SurveyGizmo: the visit's circumstances, and then the questions; of options "Option:Question"."""

from __future__ import annotations

from voc.reading.surveys.survey import Condition, SurveyLayout, survey_reader

LAYOUT = SurveyLayout(
    must=(("time started", "date started"), ("date submitted",)),
    hints=(
        "response id", "status", "contact id", "sessionid", "legacy comments", "extended referer", "user agent",
        "referer",
    ),
    least=2,
    person=("response id", "responseid"),
    key=("response id", "responseid"),
    time=("date submitted", "time started", "date started"),
    language=("language",),
    channel=("link name",),
    left_out=(
        "contact id", "legacy comments", "referer", "extended referer", "sessionid", "session id",
        "user agent", "extended user agent", "longitude", "latitude", "city", "state/region", "postal", "ip address",
        "url redirect", "tags", "invite *", "email", "first name", "last name",
    ),
    excluded=(
        Condition(("status",), "disqualified", "disqualified answer"),
        Condition(("status",), "deleted.*", "deleted answer"),
        Condition(("status",), ".*test.*", "test answer"),
    ),
    unfinished=Condition(("status",), "partial|incomplete"),
    options=r"(?P<option>.+?)\s*:\s*(?P<question>.+)",
)  # fmt: skip
READER = survey_reader("alchemer", "Alchemer / SurveyGizmo (CSV, XLSX)", LAYOUT, grade="layout from documentation")
