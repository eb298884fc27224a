"""Google Forms: a moment in the first column, and then the questions. There is no sign of the tool itself.

Checkboxes come as "a, b" from a sheet and "a;b" from the form's own download; a grid's rows as "Question [Row]".
"""

from __future__ import annotations

import re

from voc.reading.source import Source
from voc.reading.surveys.survey import SurveyLayout, survey_reader

# Google's word for the first column in the languages of its users, as sheets in public repositories have it.
_FIRST = (
    "timestamp", "zeitstempel", "horodateur", "marca temporal", "carimbo de data/hora", "informazioni cronologiche",
    "tijdstempel", "tidsstämpel", "tidsstempel", "sygnatura czasowa", "タイムスタンプ", "时间戳记",
    "時間戳記", "타임스탬프", "отметка времени",
)  # fmt: skip
_MAIL = (
    "email address", "email", "username", "e-mail-adresse", "nutzername", "adresse e-mail", "nom d'utilisateur",
    "dirección de correo electrónico", "nombre de usuario", "endereço de e-mail", "indirizzo email",
)  # fmt: skip
# A question by its sign, a grid by its row, else by its length; Chinese and Japanese leave no spaces between words.
_ASKS = re.compile(r"[?？؟\[]|(\S+\s+){3}\S|[\u3040-\u30ff\u3400-\u9fff]{6}")
# Day and time of day, in any order: no other tool's first column.
_MOMENT = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4},? (?:[^\W\d_a-zA-Z]{2} ?)?\d{1,2}[:.]\d{2}([:.]\d{2})?.*")


def _proof(source: Source) -> str | None:
    table = source.table
    first = table.column(0)[:50]
    if table.keys[0] not in _FIRST or not first or not all(map(_MOMENT.fullmatch, first)):
        return None
    asked = sum(_ASKS.search(header) is not None for header in table.header[1:])
    return f"moments in the first column and {asked} questions behind it" if asked else None


LAYOUT = SurveyLayout(
    must=(_FIRST,), proof=_proof, score=0.96, person=_MAIL, time=_FIRST, left_out=("score", "punktzahl", "puntuación")
)
READER = survey_reader("google_forms", "Google Forms and its sheets (CSV, XLSX)", LAYOUT, grade="real file seen")
