"""Hotjar's surveys and feedback as their export is told to look; no file of it was seen, so little is demanded."""

from __future__ import annotations

from voc.reading.surveys.survey import SurveyLayout, survey_reader

LAYOUT = SurveyLayout(
    must=(("date submitted", "submitted at", "date"), ("source url", "page url", "url")),
    hints=("number", "hotjar user id", "user", "user id", "country", "device", "browser", "os"),
    least=4,
    person=("email", "hotjar user id", "user id", "user"),
    key=("response id",),
    time=("date submitted", "submitted at", "date"),
    left_out=(
        "number", "source url", "page url", "url", "browser", "os", "operating system", "recording url",
        "recording", "window size", "tags", "user attributes",
    ),
)  # fmt: skip
READER = survey_reader("hotjar", "Hotjar surveys and feedback (CSV, XLSX)", LAYOUT, grade="unverified")
