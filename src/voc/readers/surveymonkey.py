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
# The headers of exports under accounts in other languages are from general knowledge.
_WHO = ("respondent id", "respondentid", "respondent_id", "befragten-id", "id du répondant", "id del encuestado")
_COLLECTOR = ("collector id", "collector_id", "collectorid", "collector-id", "id du collecteur", "id del recopilador")
_MAIL = ("email address", "email_address", "e-mail-adresse", "adresse e-mail", "dirección de correo electrónico")


def _proof(source: Source) -> str | None:
    """Another tool may say "Respondent ID" too: the collector, the row of kinds or the numbered options decide."""
    table = source.table
    if any(name in table.keys for name in _COLLECTOR):
        return "column 'Collector ID'"
    if any(map(is_kind, table.ids)):
        return "a header row that says 'Response'"
    numbers = Counter(found[1] for name in table.header if (found := _NUMBERED.match(name)))
    most = max(numbers.values(), default=0)
    return f"{most} columns of one numbered question" if most >= _MANY else None


LAYOUT = SurveyLayout(
    must=(_WHO,),
    proof=_proof,
    person=(*_MAIL, *_WHO),
    key=_WHO,
    time=(
        "end date", "date modified", "date_modified", "enddatum", "date de fin", "fecha de finalización", "start date",
        "date created", "date_created", "anfangsdatum", "date de début", "fecha de inicio",
    ),
    channel=("collector name", "collector"),
    left_out=(
        *_COLLECTOR, "ip address", "ip_address", "ip-adresse", "adresse ip", "dirección ip", "first name", "first_name",
        "vorname", "prénom", "nombre", "last name", "last_name", "nachname", "nom", "apellido", "apellidos",
        "custom data*", "custom_*", "benutzerdefinierte daten*", "données personnalisées*", "datos personalizados*",
        "date created",
    ),
)  # fmt: skip
READER = survey_reader("surveymonkey", "SurveyMonkey (CSV, XLSX)", LAYOUT, grade="real file seen")
