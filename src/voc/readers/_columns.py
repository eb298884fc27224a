"""What each column of a survey export is: open answer, closed answer, score, person, time or technical.

Decided from the header words and from the column's cells together, never from the header alone, and shown to
the researcher by ``voc sniff``.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

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
# What names a person or says when, under whatever header: judged by the cells, with the header's help.
_NAME = re.compile(
    r"^(what(?: is|'s) )?((your|customer|client|contact|respondent|participant|guest|first|last|family|full|user"
    r"|reviewer|patient|member|company|nick|sur|display) ?)*names?\??$"
)
_PHONE = re.compile(r"\b(tele)?phone\b|\bmobile\b|\bcell\b|\bwhats ?app\b")
_WHEN = re.compile(r"\b(submi|complet|record|creat|start|end|finish|receiv|respond|answered|modified|timestamp)")
_MAIL_CELL = re.compile(r"^\S+@\S+\.\w+$")
_PHONE_CELL = re.compile(r"^\+?[\d\s()/.-]{7,}$")
_DATE_CELL = re.compile(
    r"^\d{1,4}([-/.])\d{1,2}\1\d{1,4}(,?[ T]\s?\d{1,2}:\d{2}(:\d{2})?([.,]\d+)?( ?[AP]M)?( ?[A-Z]{1,5}|)"
    r"([+-]\d{1,2}(:?\d{2})?)?)?$",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"[;,|\n]\s*")
_NO_ANSWER = (-99.0, -9.0, -1.0, 11.0, 77.0, 88.0, 98.0, 99.0, 999.0)
_OTHER_SCALE = re.compile(r"\b1\s*(-|–|to|bis)\s*(5|6|7|10)\b")
_NPS = re.compile(r"\brecommend|\bnps\b|net promoter|weiterempfehl|recommander|recomend", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """A column's position, header, role and the reason for it."""

    index: int
    header: str
    role: Role
    reason: str


def classify(table: Table) -> list[Column]:
    """Say of every column what it is. One person and one NPS column at most: the first of its kind."""
    columns = [
        Column(index, header, *_judge(table.question(index), table.keys[index], table.column(index)))
        for index, header in enumerate(table.header)
    ]
    people = [column.index for column in columns if column.role == "person"]
    recommending = [column.index for column in columns if column.role == "nps"]

    def once(column: Column) -> Column:
        if column.role == "person" and column.index != people[0]:
            return Column(column.index, column.header, "technical", "a second identifier")
        if column.role == "nps" and column.index != recommending[0]:
            return Column(column.index, column.header, "scale", "a second question of this kind")
        return column

    return [once(column) for column in columns]


def _judge(header: str, word: str, cells: list[str]) -> tuple[Role, str]:
    """Give a column's role and the reason."""
    if not cells:
        return "empty", "no cell is filled"
    if word in _PERSON:
        return "person", f"header {header!r}"
    if _TIME.match(word):
        return "time", f"header {header!r}"
    if _TECHNICAL.match(word):
        return "technical", f"header {header!r}: not an answer, may name a person"
    return _judge_shapes(header, word, cells) or _judge_answers(header, cells)


def _judge_shapes(header: str, word: str, cells: list[str]) -> tuple[Role, str] | None:
    """Addresses, numbers, names and dates: they name a person or say when, and are nobody's words."""
    addresses = _share(_MAIL_CELL, cells)
    if addresses >= 0.9:
        return "person", "e-mail addresses"
    if addresses >= 0.5:
        return "technical", "mostly e-mail addresses: may name a person"
    # A question may have an introduction: its last sentence asks.
    asks = re.split(r"[.:?!]\s+", " ".join(header.lower().split()))[-1]
    if _NAME.match(word) or _NAME.match(asks) or (_PHONE.search(word) and _share(_PHONE_CELL, cells) >= 0.5):
        return "technical", f"header {header!r}: may name a person"
    if _share(_DATE_CELL, cells) >= 0.9:
        return ("time", "dates") if _WHEN.search(word) else ("technical", "dates")
    return None


def _share(pattern: re.Pattern[str], cells: list[str]) -> float:
    """The share of the cells that have a shape."""
    return sum(1 for cell in cells if pattern.match(cell)) / len(cells)


def _judge_answers(header: str, cells: list[str]) -> tuple[Role, str]:
    """Tell the answers of one column: numbers, choices or own words."""
    if all(cell == cells[0] for cell in cells) and header.endswith(f"— {cells[0]}"):
        return "closed", "one choice of several, which has a column of its own"
    numbers = _numbers(cells)
    return _judge_words(cells) if numbers is None else _judge_numbers(header, numbers)


def _judge_numbers(header: str, numbers: list[float]) -> tuple[Role, str]:
    # Exports write "no answer" as a figure outside the scale.
    numbers = [number for number in numbers if number not in _NO_ANSWER] or numbers
    low, high = min(numbers), max(numbers)
    small = low >= 0 and high - low <= 10 and all(number == int(number) for number in numbers)
    asks_to_recommend = _NPS.search(header)
    if small and asks_to_recommend and 8 < high <= 10 and not _OTHER_SCALE.search(header):
        return "nps", f"whole numbers {low:g}–{high:g} and the word {asks_to_recommend[0]!r}"
    return ("scale", f"whole numbers {low:g}–{high:g}") if small else ("closed", "numbers")


def _judge_words(cells: list[str]) -> tuple[Role, str]:
    """Tell own words from choices: choices repeat, whole or in their parts."""
    distinct = len(set(cells))
    lengths = [len(cell.split()) for cell in cells]
    mean = sum(lengths) / len(lengths)
    repeated = 1 - distinct / len(cells)
    parts = Counter(part.strip() for cell in cells for part in _SEPARATOR.split(cell) if part.strip())
    common = sum(count for count in parts.values() if count >= 3) / max(1, sum(parts.values()))
    seen = f"{distinct} different in {len(cells)}"
    if distinct == 1 and len(cells) > 2:
        return "closed", "one and the same answer"
    if repeated >= 0.6 or (len(cells) >= 10 and distinct <= 8 and repeated >= 0.3):
        return "closed", f"answers repeat: {seen}"
    if common >= 0.75 and any(_SEPARATOR.search(cell) for cell in cells):
        return "multi", f"{common:.0%} of the parts between separators repeat: several choices"
    if mean < 2 and max(lengths) < 4:
        return "closed", f"single words: {seen}"
    return "open", f"own words: {mean:.1f} words a cell, {seen}"


def _numbers(cells: list[str]) -> list[float] | None:
    """The cells as numbers if at least 90 % are, with decimal comma or point."""
    found = [float(cell.replace(",", ".")) for cell in cells if re.fullmatch(r"-?\d+([.,]\d+)?", cell)]
    return found if found and len(found) >= 0.9 * len(cells) else None
