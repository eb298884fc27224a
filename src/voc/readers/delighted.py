"""Delighted: survey responses as its API lists them, or as its webhooks send them (``event_data``).

    {"id", "person": id or object, "survey_type": "nps", "score", "comment", "permalink", "created_at": epoch,
     "person_properties": {}, "notes": [], "tags": [], "additional_answers": [{"question": {"type", "text"},
     "value": {"free_response" | "scale" | "select_one" | "select_many"}}]}

The comment is the quote; score, closed answers and properties become attributes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from voc.quotes import Passage
from voc.reading.base import Guess, Reader
from voc.reading.dates import parse_date
from voc.reading.json import get, records, word
from voc.reading.people import signed
from voc.reading.scales import Scale, ScaleKind
from voc.reading.source import Source
from voc.reading.surveys.fields import JOINT
from voc.reading.values import values

Record = Mapping[str, Any]

_LINK = "delighted.com/r/"
# Survey types with the scale of their score. From Delighted's public API pages and help centre.
_TYPES: Mapping[str, tuple[str, ScaleKind, int, int]] = {
    "nps": ("NPS", "nps", 0, 10),
    "enps": ("eNPS", "rating", 0, 10),
    "csat": ("CSAT", "csat", 1, 5),
    "ces": ("CES", "ces", 1, 5),
    "ces7": ("CES", "ces", 1, 7),
    "stars": ("stars", "rating", 1, 5),
    "star": ("stars", "rating", 1, 5),
    "smileys": ("smileys", "rating", 1, 5),
    "thumbs": ("thumbs", "rating", 0, 1),
    "pmf": ("product/market fit", "rating", 1, 3),
}
# Properties that name a person, or are the words of the mail that was sent.
_ASIDE = re.compile(
    r"^(delighted (intro message|email subject|.*reminder.*)|question .*|thank you .*|locale)$"
    r"|(^|[ _-])(first|last|full|user|owner|contact|customer|client)?[ _-]?(name|e-?mail|phone|address|ip)$",
    re.IGNORECASE,
)


def sniff(source: Source) -> Guess | None:
    """A score with a comment, and a link to Delighted or its survey type and person."""
    if '"score"' not in source.head or '"comment"' not in source.head:
        return None
    for record in _responses(source):
        if _LINK in str(record.get("permalink")):
            return Guess(0.99, (f"permalink at {_LINK}",))
        if "survey_type" in record and "person" in record and "comment" in record:
            return Guess(0.97, (f"survey_type {record['survey_type']!r}, person, score and comment",))
    return None


def _responses(source: Source) -> list[Record]:
    """The responses of a file; of one that was sent again after a change, the last."""
    given: list[Record] = []
    for _, value in values(source):
        listed = value.get("survey_responses") if isinstance(value, Mapping) else None
        given += records(listed if isinstance(listed, list) else [value])
    plain = [event if isinstance(event := record.get("event_data"), Mapping) else record for record in given]
    kept: dict[str, Record] = {}
    for number, record in enumerate((one for one in plain if "score" in one), 1):
        name = word(record.get("id")) or f"no. {number}"
        before = kept.get(name)
        if before is None or _changed(record) >= _changed(before):
            kept[name] = {**record, "id": name}
    return list(kept.values())


def _changed(record: Record) -> str:
    return (word(record.get("updated_at")) or word(record.get("created_at")) or "").zfill(20)


def read(source: Source) -> Iterator[Passage]:
    """Yield comments and answers in own words; staff's notes are passed on as such."""
    found = _responses(source)
    _declare(source, found)
    for record in found:
        place = f"response {record['id']}"
        settings: dict[str, Any] = {
            "speaker": signed(_person(record), place),
            "timestamp": parse_date(word(record.get("created_at"))),
            "attributes": _attributes(record),
            "key": record["id"],
        }
        yield Passage(word(record.get("comment")) or "", f"{place}, comment", question="comment", **settings)
        for number, answer in enumerate(records(record.get("additional_answers")), 1):
            if _kind(answer) == "free_response":
                text = word(get(answer, "value.free_response")) or ""
                yield Passage(text, f"{place}, answer {number}", question=_asked(answer, number), **settings)
        for number, note in enumerate(records(record.get("notes")), 1):
            yield Passage(
                word(note.get("text")) or "", f"{place}, note {number}", role="agent", excluded="private note"
            )


def _person(record: Record) -> str | None:
    """Who answered: by e-mail where it is there, else by Delighted's number."""
    person = record.get("person")
    if isinstance(person, Mapping):
        return word(person.get("email")) or word(person.get("id"))
    return word(person)


def _attributes(record: Record) -> dict[str, str]:
    name, *_ = _type(record)
    score = word(record.get("score"))
    known = {name: score} if score else {}
    for number, answer in enumerate(records(record.get("additional_answers")), 1):
        value = _closed(answer)
        if value:
            known[_asked(answer, number)] = value
    properties = record.get("person_properties")
    for title, given in properties.items() if isinstance(properties, Mapping) else ():
        value = word(given) or ""
        if value and "@" not in value and not _ASIDE.search(str(title).strip()):
            known.setdefault(str(title), value)
    tags = record.get("tags")
    labels = [label for tag in tags if (label := word(tag))] if isinstance(tags, list) else []
    return known | ({"tags": JOINT.join(labels)} if labels else {})


def _type(record: Record) -> tuple[str, ScaleKind, int, int]:
    """Name and scale of the score; before there were other types, all surveys were NPS."""
    kind = (word(record.get("survey_type")) or "nps").lower()
    return _TYPES.get(kind, (kind, "rating", 0, 10))


def _kind(answer: Record) -> str:
    return str(get(answer, "question.type"))


def _asked(answer: Record, number: int) -> str:
    return word(get(answer, "question.text")) or f"additional question {number}"


def _closed(answer: Record) -> str:
    """A closed answer as text; ``""`` for none."""
    value = answer.get("value")
    if not isinstance(value, Mapping):
        return ""
    chosen = [value.get("select_one"), *records(value.get("select_many"))]
    texts = [text for one in chosen if isinstance(one, Mapping) and (text := word(one.get("text")))]
    return JOINT.join(texts) or word(value.get("scale")) or ""


def _declare(source: Source, found: list[Record]) -> None:
    """Say on which scales the scores and the closed answers are."""
    for record in found:
        name, kind, low, high = _type(record)
        known = source.scales.get(name)
        score = record.get("score")
        # An effort score of seven steps goes by the same name as one of five.
        reached = score if isinstance(score, int) and kind == "ces" else high
        high = 7 if reached > high else int(known.high or high) if known else high
        source.scales[name] = Scale(kind, low, high, reason=f"survey_type {record.get('survey_type') or 'nps'}")
        for number, answer in enumerate(records(record.get("additional_answers")), 1):
            if _closed(answer):
                _declare_answer(source, answer, _asked(answer, number))
    for kind in sorted({scale.kind for scale in source.scales.values()} & {"nps", "csat", "ces"}):
        source.note(f"recognised: {kind.upper()} by its survey_type")


def _declare_answer(source: Source, answer: Record, name: str) -> None:
    reason = f"question type {_kind(answer)}"
    if _kind(answer) == "scale":
        source.scales.setdefault(name, Scale("rating", reason=reason))
        return
    known = source.scales.get(name)
    levels = dict.fromkeys([*(known.levels if known else ()), *_closed(answer).split(JOINT)])
    kind: ScaleKind = "choices" if _kind(answer) == "select_many" else "choice"
    source.scales[name] = Scale(kind, levels=tuple(levels), reason=reason)


def preview(source: Source) -> list[tuple[str, str]]:
    """Say what the parts of a response become."""
    found = _responses(source)
    names = dict.fromkeys(name for record in found for name in _attributes(record))
    asked = dict.fromkeys(
        _asked(answer, number)
        for record in found
        for number, answer in enumerate(records(record.get("additional_answers")), 1)
        if _kind(answer) == "free_response"
    )
    return [
        ("comment", "quotes"),
        *((question, "quotes") for question in asked),
        *((name, "attribute of the participant") for name in names),
        ("person", "participant"),
        ("created_at", "timestamp"),
        ("notes", "staff's notes (never evidence)"),
    ]


READER = Reader(
    "delighted",
    "Delighted survey responses (JSON of its API or webhooks)",
    "survey",
    (".json", ".jsonl", ".ndjson"),
    sniff,
    read,
    preview,
    grade="layout from documentation",
)
