"""What each column of a survey export is: open answer, closed answer, score, person, time or technical.

Decided from the header words and from the column's cells together, never from the header alone, and shown to
the researcher by ``voc sniff``.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from voc.readers._scales import Scale, folded, of_figures, of_words, says
from voc.readers._table import Table

Role = Literal["open", "closed", "multi", "nps", "scale", "person", "time", "technical", "empty"]

_PERSON = {
    "respondent id", "response id", "responseid", "submission id", "participant", "participant id", "user id",
    "email", "email address", "e-mail", "recipientemail", "id", "#", "token", "respondent", "username", "record id",
    "key", "_uuid", "case id", "customer id",
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
# Spanish; the parts of SurveyMonkey's contact question are among them.
_NAME = re.compile(
    r"((what|wie|quel|cuál|cual) ?(?:is|'s|ist|lautet|est|es) )?((your|customer|client|contact|respondent|participant"
    r"|guest|first|last|family|full|user|reviewer|patient|member|company|nick|sur|display|ihr|dein|vor|nach|familien"
    r"|votre|su|tu|nombre de|prénom et|vor- und|enter|please|the|bitte) ?)*(names?|nachnamen?|vornamen?|familiennamen?"
    r"|prénom|nom|nom de famille|nombre|apellidos?|nombre y apellidos?)\s?(\(.*\))?[?:*. ]*"
)
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
_WHEN = re.compile(r"\b(submi|complet|record|creat|start|end|finish|receiv|respond|answered|modified|timestamp)")
_MAIL_CELL = re.compile(r"^\S+@\S+\.\w+$")
_PHONE_CELL = re.compile(r"^'?\+?[\d\s()/.-]{7,}$")
_ABROAD_CELL = re.compile(r"^'?(\+|00)[\d\s()/.-]{8,}$")
_CLOCK_CELL = re.compile(r"^\d{1,3}(:\d{2}){1,2}([.,]\d+)?( ?[ap]\.?m\.?)?$", re.IGNORECASE)
# "$0 - $24,999", "18-29", "65+"
_WORDLESS = re.compile(r"(?=.*\d)[\W\d_]+$", re.DOTALL)
_URL_CELL = re.compile(r"^(https?://|www\.)\S+$", re.IGNORECASE)
_ID_CELL = re.compile(r"^(?=\S*\d)(?=\S*[a-zA-Z])\S{6,}$|^\d{6,}$")
_ADDRESS_CELL = re.compile(r"^(\d{1,3}\.){3}\d{1,3}$|^([0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}$", re.IGNORECASE)
_DATE_CELL = re.compile(
    r"^\d{1,4}([-/.])\d{1,2}\1\d{1,4}(,?[ T]\s?\d{1,2}:\d{2}(:\d{2})?([.,]\d+)?( ?[AP]M)?( ?[A-Z]{1,5}|)"
    r"([+-]\d{1,2}(:?\d{2})?)?)?$",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"(?P<block><(?:br|/p|p|/?div|/?li|/?ul|/?td|/?tr|/?h\d)\b[^>]*>)|</?[a-z][^<>]*>", re.IGNORECASE)
# Where an earlier answer stands in a question: Typeform, Qualtrics, LimeSurvey.
_PIPED = re.compile(r"\{\{[^{}]*\}\}|\$\{[^{}]*\}|\{\w+(?:\.\w+)+\}")
# Signs of writings without spaces between words: Chinese, Japanese, Thai. About two make a word.
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
_SEPARATOR = re.compile(r"\s*[;,|\n、；，]\s*|\s+/\s+")
# Said to an open question by who has nothing to say; whether a column is open is told by the others.
_NOTHING = frozenset(
    [
        "no",
        "none",
        "nothing",
        "n/a",
        "na",
        "nil",
        "-",
        "--",
        ".",
        "..",
        "...",
        "?",
        "no.",
        "none.",
        "nope",
        "nein",
        "nichts",
        "keine",
        "kein",
        "keiner",
        "non",
        "rien",
        "aucun",
        "aucune",
        "ninguno",
        "ninguna",
        "nada",
        "x",
    ]
)
# A column is judged by so many of its cells, taken evenly from all over it.
_SAMPLE = 2_000
_FEW = 5
_AT_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Column:
    """A column's position, header, role, the reason for it, and the scale of closed answers.

    ``words`` is how many words an open answer has on average.
    """

    index: int
    header: str
    role: Role
    reason: str
    scale: Scale | None = None
    words: float = 0

    @property
    def is_worded(self) -> bool:
        """Whether its answers are words of some kind."""
        return self.role in ("open", "closed", "multi") and (self.scale is None or self.scale.kind != "number")

    @property
    def is_wordy(self) -> bool:
        """Whether people wrote at length, whatever the tool says of the column."""
        return self.role == "open" and self.words >= _AT_LENGTH


def plain(question: str) -> str:
    r"""A question as it was read by who answered: in one line, without mark-up and what stands for earlier answers.

    >>> plain("<p>Why <b>did</b>\n you   leave?</p>"), plain("Thank you, {{field:7d95}}. And then?")
    ('Why did you leave?', 'Thank you, …. And then?')
    """
    if "<" in question:
        question = _MARKUP.sub(lambda found: " " if found["block"] else "", question)
    if "&" in question:
        question = html.unescape(question)
    return " ".join((_PIPED.sub("…", question) if "{" in question else question).split())


def classify(table: Table) -> list[Column]:
    """Say of every column what it is. One person and one NPS column at most: the first of its kind."""
    columns = [judge(table, index) for index in range(len(table.header))]
    people = [column.index for column in columns if column.role == "person"]
    recommending = [column.index for column in columns if column.role == "nps"]

    def once(column: Column) -> Column:
        if column.role == "person" and column.index != people[0]:
            return replace(column, role="technical", reason="a second identifier")
        if column.role == "nps" and column.index != recommending[0]:
            return replace(column, role="scale", reason="a second question of this kind")
        return column

    return [once(column) for column in columns]


def judge(table: Table, index: int) -> Column:
    """Say of one column what it is, whatever the others are."""
    name, cells = table.header[index], sampled(table.column(index))
    if found := _judge_name(name, table.keys[index], cells):
        return Column(index, name, *found)
    return replace(judge_cells(plain(table.question(index)), cells, table.keys[index]), index=index, header=name)


def judge_cells(question: str, cells: Sequence[str], word: str = "") -> Column:
    """Say what the answers to a question are; ``word`` is the name of their column."""
    found = _judge_shapes(question, word, cells)
    role, reason, scale = (*found, None) if found is not None else _judge_answers(question, cells)
    return Column(0, question, role, reason, scale, sum(map(_length, cells)) / len(cells) if role == "open" else 0)


def sampled(cells: Sequence[str]) -> Sequence[str]:
    """At most 2,000 of the cells, from all over a column."""
    return cells if len(cells) <= _SAMPLE else [cells[i * len(cells) // _SAMPLE] for i in range(_SAMPLE)]


def _judge_name(header: str, word: str, cells: Sequence[str]) -> tuple[Role, str] | None:
    """What the tools' own names of columns say."""
    if not cells:
        return "empty", "no cell is filled"
    if word in _PERSON:
        return "person", f"header {header!r}"
    if _TIME.match(word):
        return "time", f"header {header!r}"
    if _TECHNICAL.match(word):
        return "technical", f"header {header!r}: not an answer, may name a person"
    return None


def _judge_shapes(header: str, word: str, cells: Sequence[str]) -> tuple[Role, str] | None:
    """Addresses, numbers, names and dates: they name a person or say when, and are nobody's words."""
    addresses = _share(_MAIL_CELL, cells)
    if addresses >= 0.9:
        return "person", "e-mail addresses"
    if _share(_CLOCK_CELL, cells) >= 0.9:
        return "technical", "times of day or durations"
    if addresses >= 0.5:
        return "technical", "mostly e-mail addresses: may name a person"
    if _PHONE.search(header.lower()) and _share(_PHONE_CELL, cells) >= 0.5:
        return "technical", "telephone numbers"
    if any(map(_names_somebody, {word, asks(header).lower()})) and of_figures(header, cells[:_FEW]) is None:
        return "technical", f"{asks(header)!r} asks who or where somebody is"
    if max(_share(pattern, cells) for pattern in (_ABROAD_CELL, _ADDRESS_CELL, _URL_CELL)) >= 0.9:
        return "technical", "numbers or addresses of telephones, machines or pages: may name a person"
    if _share(_DATE_CELL, cells) >= 0.9:
        return ("time", "dates") if _WHEN.search(word) else ("technical", "dates")
    if len(cells) >= _FEW and len(set(cells)) == len(cells) and _share(_ID_CELL, cells) >= 0.9:
        return "technical", "a number or code of its own in every row: may name a person"
    return None


def _names_somebody(asked: str) -> bool:
    # The rows of a question stand behind a dash: "Contact information — Name".
    last = re.split(r"\s[-–—]\s", asked)[-1]
    return bool(_NAME.fullmatch(last) or _CONTACT.fullmatch(last.strip(" ?:*.")))


def asks(header: str) -> str:
    """What a header asks, without the sentences before and the advice behind it.

    >>> asks("Thank you for coming. Why did you leave? Please write as much as you like.")
    'Why did you leave?'
    """
    sentences = [part for part in re.split(r"(?<=[.:?!])\s+", header) if part.strip()]
    return next((part for part in reversed(sentences) if part.endswith("?")), sentences[-1] if sentences else header)


def _share(pattern: re.Pattern[str], cells: Sequence[str]) -> float:
    """The share of the cells that have a shape."""
    return sum(1 for cell in cells if pattern.match(cell)) / len(cells)


def _judge_answers(header: str, cells: Sequence[str]) -> tuple[Role, str, Scale | None]:
    """Tell the answers of one column: figures, levels of a scale, choices or own words."""
    scale = of_figures(header, cells)
    if scale is not None:
        role: Role = "nps" if scale.kind == "nps" else "closed" if scale.kind == "number" else "scale"
        return role, scale.reason, scale
    scale = of_words(cells)
    if scale is not None:
        return "scale", scale.reason, scale
    said = [cell for cell in cells if cell.lower() not in _NOTHING]
    said = said if len(set(said)) > 1 else list(cells)
    role, reason = _judge_words(header, said)
    if role == "multi":
        return role, reason, Scale("choices", levels=_several(cells), reason=reason)
    levels = tuple(cell for cell, count in Counter(cells).most_common(30) if count > 1)
    return role, reason, Scale("choice", levels=levels, reason=reason) if role == "closed" else None


def _judge_words(header: str, cells: Sequence[str]) -> tuple[Role, str]:
    """Tell own words from choices: choices repeat, whole or in their parts."""
    distinct = len({folded(cell) for cell in cells})
    lengths = [_length(cell) for cell in cells]
    mean = sum(lengths) / len(lengths)
    repeated = 1 - distinct / len(cells)
    parts = Counter(part for cell in cells for part in _SEPARATOR.split(cell) if part.strip())
    common = sum(count for count in parts.values() if count >= 3) / max(1, sum(parts.values()))
    seen = f"{distinct} different in {len(cells)}"
    if sum(cell.startswith("/ ") for cell in cells) >= 0.8 * len(cells):
        return "multi", "answers joined by ' / '"
    if _share(_WORDLESS, cells) >= 0.9:
        return "closed", f"figures without words: {seen}"
    if distinct == 1 and len(cells) > 2:
        return "closed", "one and the same answer"
    if common >= 0.75 and any(_SEPARATOR.search(cell.strip(" ;,/")) for cell in cells) and len(parts) < distinct:
        return "multi", f"{common:.0%} of the parts between separators repeat: several choices"
    if repeated >= 0.6 or (len(cells) >= 10 and distinct <= 8 and repeated >= 0.3):
        return "closed", f"answers repeat: {seen}"
    if common >= 0.75 and any(_SEPARATOR.search(cell) for cell in cells):
        return "multi", f"{common:.0%} of the parts between separators repeat: several choices"
    longest = sorted(lengths)[len(lengths) * 19 // 20]
    return _judge_doubtful(header, mean, longest, repeated, seen)


def _length(cell: str) -> int:
    """How many words a cell has."""
    return len(cell.split()) + len(_UNSPACED.findall(cell)) // 2


def _judge_doubtful(header: str, mean: float, longest: int, repeated: float, seen: str) -> tuple[Role, str]:
    """Few or short answers that do not repeat: what the question asks for decides."""
    question = asks(header)
    openly, closed = says("openly", question), says("closed", question)
    if mean < 4 and openly and not closed:
        return "open", f"asks {openly!r}: {seen}"
    if mean < 4 and closed and not openly and longest < 12 and (mean < 3 or repeated >= 0.3):
        return "closed", f"short answers, and asks {closed!r}: {seen}"
    if mean < 2 and longest < 4:
        return "closed", f"single words: {seen}"
    if repeated >= 0.4 and longest < 8 and not openly:
        return "closed", f"short answers that repeat: {seen}"
    return "open", f"own words: {mean:.1f} words a cell, {seen}"


def _several(cells: Sequence[str]) -> tuple[str, ...]:
    """The options that were chosen together, the most frequent first."""
    parts = Counter(part.strip() for cell in cells for part in _SEPARATOR.split(cell) if part.strip())
    return tuple(part for part, count in parts.most_common(30) if count > 1)
