"""Columns that are no answers, or answers that name a person: known by their header, or by the shape of their cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from voc.reading.scales import of_figures
from voc.reading.worded_dates import worded

Shape = Literal["person", "time", "technical", "empty"]

_PERSON = {
    "respondent id", "response id", "responseid", "submission id", "participant", "participant id", "user id",
    "email", "email address", "e-mail", "recipientemail", "id", "#", "token", "respondent", "username", "record id",
    "key", "_uuid", "case id", "customer id", "person id", "tester id", "visitor id", "member id", "client id",
    "subject id", "patient id",
}  # fmt: skip
_TIME = re.compile(
    r"^(timestamp|zeitstempel|horodateur|marca temporal|submitted at|date submitted|submit date.*|start ?date.*"
    r"|end ?date.*|recorded ?date|completion time|start time|last modified time|time started|submitdate|datestamp"
    r"|_submission_time|submissiondate|date|created at)$"
)
_TECHNICAL = re.compile(
    r"^(ip ?address|ipaddr|collector id|network id|user agent|referer|extended referer|sessionid|session id"
    r"|latitude|longitude|location(latitude|longitude)|external ?(data ?)?reference|distribution ?channel|status"
    r"|progress|finished|duration.*|recipient(first|last)name|first name|last name|name|full name|phone.*|city"
    r"|postal|zip.*|seed|lastpage|refurl|_id|_index|_validation_status|contact id|legacy comments)$"
)
# What names a person, under whatever header: judged by the cells, with the header's help. English, German, French,
# Spanish, Italian, Portuguese, Dutch; the parts of SurveyMonkey's contact question are among them.
_CALLED = (
    r"(names?|nachnamen?|vornamen?|familiennamen?|prénoms?|nom|nom de famille|nombres?|apellidos?|nome|cognome"
    r"|sobrenome|(voor|achter)?naam)( complet[oa]?)?"
)
# Whose name: hers who answers, and others'.
_WHO = (
    "customer|client|respondent|participant|guest|member|patient|student|pupil|learner|employee|volunteer|attendee"
    "|person|author|caller|requester|sender|submitter|commenter|interviewee|from"
)
# Who works on an answer, and does not give it.
_STAFF = "assignee|agent|enumerator|interviewer|surveyor|moderator|facilitator|researcher|data collector|supervisor"
# Under these headers stands a name or something else ("Member": yes or no): the cells have to be names.
_PERHAPS = re.compile(rf"{_WHO}|reviewer|reporter|owner")
_NO_NAMES = frozenset(
    ("yes", "no", "true", "false", "other", "none", "unknown", "ja", "nein", "oui", "non", "sí", "si")
)
_BY = re.compile(
    rf"{_STAFF}|(created|submitted|posted|reported|collected|entered|recorded|interviewed|written) by|assigned( \w+)?"
)
_HERS = (
    rf"your|contact|first|last|family|full|{_WHO}|applicant|sur|ihr|dein|vor|nach|familien|votre|su|tu|nombre de"
    "|vor- und|voor- en|seu|suo|il tuo"
)
_PART = rf"({_HERS})(s|['’]s|s['’])?|and|&|/"
# A name in one or in two parts, or asked for: "first and last name", "nom et prénom", "name of the participant".
_WHOLE = (
    rf"({_CALLED}( ?(&|/|,|and|und|et|y|e|en) ?{_CALLED})?|names? of (the )?({_WHO})s?"
    r"|wie hei(ß|ss)en sie|comment vous appelez-vous|cómo te llamas)"
)
_ASKED = (
    r"((please|kindly|bitte) )?((tell us|give|enter|write|type|state|provide) (in )?)?"
    r"((what|wie|quel|cuál|cual) ?(?:is|'s|ist|lautet|est|es) )?"
)
_END = r"\s?(\(.*\))?[?:*. ]*"
_NAME = re.compile(
    rf"{_ASKED}(({_PART}|the|user|reviewer|company|nick|display|{_STAFF}|(parent|child)['’]?s?) ?)*{_WHOLE}{_END}"
)
_OWN_NAME = re.compile(rf"{_ASKED}(({_PART}|recipient) ?)*{_WHOLE}{_END}")
_PHONE = re.compile(
    r"\b(tele)?phone\b|\bmobile\b|\bcell\b|\bwhats ?app\b|contact number|\btelefon|\bhandy|\bmobilnummer|téléphone"
    r"|teléfono|\bcelular|\bmóvil\b"
)
_CONTACT = re.compile(
    r"((your|home|street|mailing|postal|shipping|billing|e-?mail) ?)*address( 2)?|city/town|state/province|zip.*"
    r"|post ?code|postleitzahl|plz|anschrift|adresse( postale| e-?mail)?|code postal|código postal|dirección( postal)?"
    r"|(your |the )?(date of birth|birth ?day)|geburtsdatum|date de naissance|fecha de nacimiento|ip.?address"
    r"|ip-adresse|e-?mail.{0,30}|phone number|linkedin.*|twitter.*|instagram.*"
)
_WHEN = re.compile(
    r"\b(submi|complet|record|creat|start|end|finish|receiv|respon|answered|modified|timestamp|erstell|eingang|eingegang"
    r"|abgeschickt|abgesendet|ausgefüllt|beantwortet|soumis|envoyé|répon|saisie|enviad|respuesta)"
    r"|^(datum|fecha|data|dato|日付)$"
)
_MAIL_CELL = re.compile(r"^\S+@\S+\.\w+$")
_PHONE_CELL = re.compile(r"^'?\+?[\d\s()/.-]{7,}$")
_ABROAD_CELL = re.compile(r"^'?(\+|00)[\d\s()/.-]{8,}$")
_CLOCK_CELL = re.compile(r"^\d{1,3}(:\d{2}){1,2}([.,]\d+)?( ?[ap]\.?m\.?)?$", re.IGNORECASE)
_URL_CELL = re.compile(r"^(https?://|www\.)\S+$", re.IGNORECASE)
_NAME_CELL = re.compile(r"[^\W\d_a-zß-öø-ÿ][^\W\d_]*([ .'’-]{1,2}[^\W\d_]+){0,3}\.?$")
_ID_NAME = re.compile(
    r"(.*\s)?(id|uuid|guid)$|(survey|record|response|case|order|user|customer|contact|visit(or)?|interview|session)id$"
)
# A scale has no more levels: so many numbers that ascend from 0 or 1 count the rows.
_RUNNING = 12
_ID_CELL = re.compile(r"^(?=\S*\d)(?=\S*[a-zA-Z])\S{6,}$|^\d{6,}$")
_ADDRESS_CELL = re.compile(r"^(\d{1,3}\.){3}\d{1,3}$|^([0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}$", re.IGNORECASE)
_DATE_CELL = re.compile(
    r"^\d{1,4}([-/.])\d{1,2}\1\d{1,4}(,?[ T]\s?\d{1,2}:\d{2}(:\d{2})?([.,]\d+)?( ?[AP]M)?( ?[A-Z]{1,5}|)"
    r"([+-]\d{1,2}(:?\d{2})?)?)?$",
    re.IGNORECASE,
)
# So many different numbers are no accident.
_FEW = 5


def judge_name(header: str, word: str, cells: Sequence[str]) -> tuple[Shape, str] | None:
    """What the tools' own names of columns say."""
    if not cells:
        return "empty", "no cell is filled"
    if word in _PERSON or " ".join(word.split("_")) in _PERSON:
        return "person", f"header {header!r}"
    if _TIME.match(word):
        return "time", f"header {header!r}"
    if _TECHNICAL.match(word):
        return "technical", f"header {header!r}: not an answer, may name a person"
    return None


def judge_shapes(header: str, asked: str, word: str, cells: Sequence[str]) -> tuple[Shape, str] | None:
    """Addresses, numbers, names and dates: they name a person or say when, and are nobody's words."""
    addresses = share(_MAIL_CELL, cells)
    if addresses >= 0.9:
        return "person", "e-mail addresses"
    if share(_CLOCK_CELL, cells) >= 0.9:
        return "technical", "times of day or durations"
    if addresses >= 0.5:
        return "technical", "mostly e-mail addresses: may name a person"
    if _PHONE.search(header.lower()) and share(_PHONE_CELL, cells) >= 0.5:
        return "technical", "telephone numbers"
    if any(map(_names_somebody, {word, asked.lower()})) and of_figures(header, cells[:_FEW]) is None:
        return "technical", f"{asked!r} asks who or where somebody is"
    if _are_names(_spaced(word), cells):
        return "technical", f"names under {header!r}"
    if max(share(pattern, cells) for pattern in (_ABROAD_CELL, _ADDRESS_CELL, _URL_CELL)) >= 0.9:
        return "technical", "numbers or addresses of telephones, machines or pages: may name a person"
    if _are_dates(cells):
        return ("time", "dates") if _WHEN.search(word) else ("technical", "dates")
    if _runs_on(cells):
        return "technical", "a running number"
    coded = _ID_NAME.fullmatch(_spaced(word)) is not None and not any(" " in cell for cell in cells)
    alike = coded or (len(cells) >= _FEW and share(_ID_CELL, cells) >= 0.9)
    if alike and len(set(cells)) == len(cells) > 1:
        return "technical", "a number or code of its own in every row: may name a person"
    return None


def is_own_name(word: str) -> bool:
    """Whether a column of this name, in lower case, holds the name of who answers, or a part of it.

    >>> is_own_name("first_name"), is_own_name("recipientlastname"), is_own_name("company name")
    (True, True, False)
    """
    return _OWN_NAME.fullmatch(_spaced(word)) is not None


def _spaced(word: str) -> str:
    """The name of a column as its words."""
    return " ".join(word.replace("_", " ").split())


def _are_names(word: str, cells: Sequence[str]) -> bool:
    """Whether a column of staff, or of people who are different enough to be no groups, holds their names."""
    if share(_NAME_CELL, cells) < 0.9 or not _NO_NAMES.isdisjoint(cell.lower() for cell in cells):
        return False
    many = len(set(cells)) >= min(10, 0.3 * len(cells))
    return _BY.fullmatch(word) is not None or (many and _PERHAPS.fullmatch(word) is not None)


def _runs_on(cells: Sequence[str]) -> bool:
    """Whether the cells are whole numbers that ascend from 0 or 1."""
    if len(cells) < _RUNNING or cells[0] not in ("0", "1") or not all(cell.isdecimal() for cell in cells):
        return False
    return all(int(one) < int(two) for one, two in pairwise(cells))


def _are_dates(cells: Sequence[str]) -> bool:
    """Whether nine in ten cells are dates; of own words the first tell that they are not."""
    others = 0
    for cell in cells:
        others += not _is_date(cell)
        if len(cells) - others < 0.9 * len(cells):
            return False
    return True


def _is_date(cell: str) -> bool:
    """Whether a cell says a day and nothing else, in figures or with the month as a word."""
    if _DATE_CELL.match(cell):
        return True
    try:
        worded(cell)
    except ValueError:
        return False
    return True


def _names_somebody(asked: str) -> bool:
    # The rows of a question stand behind a dash: "Contact information — Name".
    last = _spaced(re.split(r"\s[-–—]\s", asked)[-1])
    return bool(_NAME.fullmatch(last) or _CONTACT.fullmatch(last.strip(" ?:*.")))


def share(pattern: re.Pattern[str], cells: Sequence[str]) -> float:
    """The share of the cells that have a shape."""
    return sum(1 for cell in cells if pattern.match(cell)) / len(cells)
