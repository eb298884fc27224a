"""REDCap: one row a record, or one for each event of it; under codes (``why_left``, ``ways___2``) or under labels.

A box of several has a column, "Which ways? (choice=Boat)"; a survey that was begun and not sent in has the time
"[not completed]".
"""

from __future__ import annotations

from voc.reading.surveys.survey import Condition, SurveyLayout, survey_reader

_COMPLETE = ("*_complete", "complete?")
LAYOUT = SurveyLayout(
    must=(_COMPLETE,),
    hints=(
        "redcap_event_name", "redcap_repeat_instrument", "redcap_survey_identifier", "redcap_data_access_group",
        "survey identifier", "survey timestamp", "event name", "repeat instrument", "data access group", "*(choice=*)",
        "*___*", "*_timestamp",
    ),
    least=2,
    person=("record_id", "record id", "study_id", "study id", "participant_id", "participant id", "subject_id"),
    time=("*_timestamp", "survey timestamp"),
    left_out=(
        "redcap_survey_identifier", "survey identifier", "redcap_repeat_instrument", "redcap_repeat_instance",
        "repeat instrument", "repeat instance",
    ),
    unfinished=Condition(_COMPLETE, "0|1|incomplete|unverified"),
    options=r"(?P<question>.+?)(?: \(choice=|___)(?P<option>.+?)\)?",
)  # fmt: skip
READER = survey_reader("redcap", "REDCap records (CSV)", LAYOUT, grade="layout from documentation")
