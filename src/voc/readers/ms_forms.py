"""Microsoft Forms: when begun, when sent, who, and then the questions; for a quiz the points and feedback of each."""

from __future__ import annotations

import re
from dataclasses import replace

from voc.reading.source import Source
from voc.reading.surveys.survey import SurveyLayout, survey_reader
from voc.reading.tables.table import Table

# English from public code, the others from general knowledge.
_BEGUN = ("start time", "startzeit", "heure de début", "hora de inicio", "ora di inizio", "begintijd")
_SENT = (
    "completion time", "fertigstellungszeit", "heure de fin", "hora de finalización", "ora di completamento",
    "tijd van voltooien",
)  # fmt: skip
_MAIL = ("email", "e-mail", "adresse de messagerie", "correo electrónico", "posta elettronica")


def _shaped(source: Source) -> Table:
    """The table with its questions as they were asked: "Why?2" is the second of two that ask "Why?"."""
    table = source.table
    titles = {" ".join(name.split()) for name in table.header}

    def asked(header: str) -> str:
        title = " ".join(header.split())
        plain = re.sub(r"(?<=\D)\d$", "", title)
        return plain if plain in titles else title

    return replace(table, asked=tuple(map(asked, table.header)))


LAYOUT = SurveyLayout(
    must=(_BEGUN, _SENT),
    hints=("id", *_MAIL, "name", "nom", "nombre", "nome", "naam"),
    least=1,
    person=_MAIL,
    key=("id",),
    time=(*_SENT, *_BEGUN),
    language=("language", "sprache", "langue", "idioma"),
    left_out=(
        "name", "nom", "nombre", "nome", "naam", "last modified time", "zeitpunkt der letzten änderung",
        "heure de la dernière modification", "hora de la última modificación", "total points", "gesamtpunktzahl",
        "quiz feedback", "quizfeedback", "grade posted time",
    ),
    drop=r"^(points|feedback|punkte|punktzahl|puntos|comentarios|commentaires) [-–] ",
)  # fmt: skip
READER = survey_reader(
    "ms_forms", "Microsoft Forms (XLSX, CSV)", LAYOUT, grade="layout from documentation", shaped=_shaped
)
