"""Qualtrics: names, questions and a row of ``{"ImportId": …}``, in whatever language the names are.

Columns are known by their ids in that third row. Exports of old have two rows, the first of them V1, V2 ….
"""

from __future__ import annotations

from voc.reading.source import Source
from voc.reading.surveys.marks import import_id
from voc.reading.surveys.survey import Condition, SurveyLayout, survey_reader

# Status by its number or its word: Qualtrics, "Understanding Your Dataset". 0, 4 and 16 are answers of people.
_TRIED = r"1|9|17|survey preview.*|preview.*|umfragevorschau.*|vorschau.*|aperçu.*|vista previa.*"
_TESTED = r"2|survey test.*|test.*|generated.*|testantwort.*|prueba.*"
_SPAM = r"8|12|40|spam.*|.*\bspam"
_STATUS = ("status", "responsetype")
# What is left where people took the row of ids away.
_OWN = {"startdate", "enddate", "recordeddate", "responseid", "progress", "finished", "status", "distributionchannel"}
_MANY = 4


def _proof(source: Source) -> str | None:
    """The ids are the proof; in the format of old, the row below V1, V2 …."""
    if any(map(import_id, source.table.ids)):
        return 'a header row of {"ImportId": …}'
    names = set(source.table.keys)
    if "responseset" in names:
        return "ResponseID and ResponseSet"
    return "the names of its own columns" if len(names & _OWN) >= _MANY else None


LAYOUT = SurveyLayout(
    must=(("startdate",),),
    hints=("_recordid", "responseid", "enddate", "recordeddate", "status", "finished", "qid*"),
    least=1,
    proof=_proof,
    person=("recipientemail", "emailaddress", "_recordid", "responseid"),
    key=("_recordid", "responseid"),
    time=("recordeddate", "enddate", "startdate"),
    language=("userlanguage", "q_language"),
    channel=("distributionchannel",),
    left_out=(
        "ipaddress", "progress", "duration", "duration (in seconds)", "recipientfirstname", "recipientlastname",
        "externaldatareference", "externalreference", "locationlatitude", "locationlongitude", "locationaccuracy",
        "responseset", "name", "q_recaptchascore", "q_relevantid*", "q_duplicaterespondent", "q_ballotboxstuffing",
        "q_totalduration", "q_url", "q_datapolicyviolations", "q_unanswered*", "q_straightlining*", "q_ambiguoustext*",
        "q_chl", "q_r", "q_populateresponse",
    ),
    # Display orders, the groups of NPS, clicks on a page, scores and what Text iQ makes of open answers.
    drop=r"_do(_\w+)?$|_nps_group$|_text_[0-9a-f]{8,}\w*$|_(first_click|last_click|page_submit|click_count)$"
    r"|^(fl_\d+|bl_\w+)_do|^sc_[0-9a-z]{8,}$|_(browser|version|operating system|resolution)$"
    r"| - (topics|parent topics|sentiment\b.*|first click|last click|page submit|click count)$",
    excluded=(
        Condition(_STATUS, _TRIED, "preview answer"),
        Condition(_STATUS, _TESTED, "test answer"),
        Condition(_STATUS, _SPAM, "marked as spam"),
        Condition(("distributionchannel",), "preview|test", "preview answer"),
    ),
    unfinished=Condition(("finished",), "0|false|falsch|faux|falso"),
)  # fmt: skip
READER = survey_reader("qualtrics", "Qualtrics (CSV, TSV, XLSX)", LAYOUT, grade="real file seen")
