"""Typeform answers as JSON: what a webhook sends (an object, a list, or one a line) and what the Responses API gives.

``answers[]`` are ``{"type", "field": {"id", "ref", "type"}, <type>: value}``. Only webhooks carry the questions'
words, in ``definition.fields``; for the API's answers they come from the form itself, where it lies beside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from voc.errors import ReadError
from voc.quotes import Passage
from voc.reading.base import Guess, Reader
from voc.reading.dates import parse_date
from voc.reading.json import get, records, word
from voc.reading.scales import Scale, stepped
from voc.reading.source import Source
from voc.reading.surveys.beside import beside, structure
from voc.reading.surveys.columns import plain
from voc.reading.surveys.fields import JOINT, OPEN_MARK
from voc.reading.surveys.responses import Responses
from voc.reading.surveys.survey import Condition, SurveyLayout, survey_passages, survey_preview
from voc.reading.values import values

Record = Mapping[str, Any]

_LAYOUT = SurveyLayout(
    must=(),
    person=("email", "hidden field email", "response id"),
    key=("response id",),
    time=("submitted at",),
    left_out=("landed at", "network id"),
    unfinished=Condition(("response type",), "started|partial"),
)
# Answers that are no words: files, payments, and what names a person.
_LEFT_OUT = ("file_url", "payment", "phone_number", "url", "calendly_url", "signature_url", "recording_url")
_OWN_WORDS = ("long_text", "short_text")
# Bold words in a question; Typeform's steps where the form does not say them. From its developers' pages.
_EMPHASIS = re.compile(r"\*([^*\s][^*]*)\*")
_STEPS = {"nps": 11, "opinion_scale": 11, "rating": 5}


def sniff(source: Source) -> Guess | None:
    """A ``form_response``, or ``items`` of which each has ``answers`` with a ``field``."""
    if not any(f'"{word}"' in source.head for word in ("answers", "form_response", "landed_at", "fields")):
        return None
    found = list(_found(source))
    if _is_form(source):
        return Guess(0.98, ("fields with titles and types, as Typeform describes a form",))
    if any("form_response" in record for record in found):
        return Guess(0.98, ("form_response with answers, as Typeform's webhooks send it",))
    if any("landed_at" in record and (_fields(record) or "answers" in record) for record in found):
        return Guess(0.98, ("items with answers and landed_at, as Typeform's Responses API gives them",))
    return None


def _is_form(source: Source) -> bool:
    """Whether a file is a form without answers."""
    if source.suffix != ".json" or not isinstance(source.json, Mapping):
        return False
    fields = records(source.json.get("fields"))
    typed = all("title" in one and "type" in one and "ref" in one for one in fields)
    return bool(fields) and typed and ("_links" in source.json or "welcome_screens" in source.json)


def _fields(record: Record) -> list[Any]:
    return [answer["field"] for answer in records(record.get("answers")) if isinstance(answer.get("field"), Mapping)]


def _found(source: Source) -> Iterator[Record]:
    """The records of a document or of its lines."""
    for _, record in values(source):
        if isinstance(record, Mapping):
            yield from records(record["items"]) if isinstance(record.get("items"), list) else (record,)


def _responses(source: Source) -> Responses:
    """All responses of a file as rows."""
    made = Responses()
    for name in ("response id", "submitted at", "landed at", "response type", "network id"):
        made.column(name)
    found = [(record.get("form_response") or record) for record in _found(source)]
    fields = {key: one for record in found for key, one in _defined(get(record, "definition.fields"))}
    if not fields:
        fields = _form_beside(source, {str(one.get("id")) for record in found for one in _fields(record)})
    answered = [record for record in found if records(record.get("answers"))]
    for record in answered:
        made.rows.append(_row(record, fields, made))
    opened = sum("landed_at" in record for record in found) - len(answered)
    if opened > 0:
        source.note(f"{opened} opened the form and answered nothing: not read")
    return made


def _row(record: Record, fields: Mapping[str, Record], made: Responses) -> dict[str, str]:
    row = {
        "response id": word(record.get("token")) or word(record.get("response_id")) or "",
        "submitted at": word(record.get("submitted_at")) or "",
        "landed at": word(record.get("landed_at")) or "",
        "response type": word(record.get("response_type")) or "",
        "network id": word(get(record, "metadata.network_id")) or "",
    }
    hidden = record.get("hidden")
    for name, value in hidden.items() if isinstance(hidden, Mapping) else ():
        row[made.column(f"hidden field {name}", str(name))] = word(value) or ""
    for variable in records(record.get("variables")):
        name = made.column(f"variable {variable.get('key')}", str(variable.get("key")))
        made.scales[name] = Scale("number", reason="worked out by the form")
        row[name] = word(variable.get(str(variable.get("type")))) or ""
    for answer in records(record.get("answers")):
        given = answer.get("field")
        about = given if isinstance(given, Mapping) else {}
        field = fields.get(str(about.get("id"))) or fields.get(str(about.get("ref"))) or about
        _answer(row, answer, field, made)
    return row


def _answer(row: dict[str, str], answer: Record, field: Record, made: Responses) -> None:
    """Write one answer into a row, and what is known of its column."""
    kind = str(answer.get("type"))
    if kind in _LEFT_OUT:
        return
    asked = _EMPHASIS.sub(r"\1", plain(word(field.get("title")) or ""))
    name = "email" if kind == "email" else word(field.get("ref")) or word(field.get("id")) or "answer"
    if kind == "email" and row.get("email"):
        return
    name = made.column(name, asked)
    row[name], other = _value(answer, kind)
    sort = str(field.get("type"))
    if sort in _OWN_WORDS[:1]:
        made.marks[name] = OPEN_MARK
    scale = _scale(sort, kind, field, made.scales.get(name), row[name])
    if scale is not None:
        made.scales[name] = scale
    if other:
        own = made.column(f"{name} other", f"{asked or name} — Other")
        made.marks[own] = OPEN_MARK
        row[own] = other


def _value(answer: Record, kind: str) -> tuple[str, str | None]:
    """An answer as text, and what was typed under "other"."""
    value = answer.get(kind)
    if isinstance(value, bool):
        return ("yes" if value else "no"), None
    if isinstance(value, Mapping):
        labels = value.get("labels")
        chosen = [word(one) for one in (labels if isinstance(labels, list) else [value.get("label")])]
        other = word(value.get("other"))
        return JOINT.join(one for one in [*chosen, "Other" if other else None] if one), other
    return (word(value) or "").strip(), None


def _scale(sort: str, kind: str, field: Record, before: Scale | None, cell: str) -> Scale | None:
    """On which scale a closed question was answered; options that the form does not list are those chosen."""
    reason = f"question type {sort}"
    if sort in _STEPS:
        steps = get(field, "properties.steps")
        first = 0 if sort == "opinion_scale" and not get(field, "properties.start_at_one") else 1
        count = steps if isinstance(steps, int) and not isinstance(steps, bool) else _STEPS[sort]
        if sort == "nps":
            return Scale("nps", 0, 10, reason=reason)
        return stepped(word(field.get("title")) or "", first, first + count - 1, reason)
    if kind == "boolean":
        return Scale("choice", levels=("yes", "no"), reason=reason)
    if kind not in ("choice", "choices"):
        return None
    listed = [word(choice.get("label")) for choice in records(get(field, "properties.choices") or field.get("choices"))]
    chosen = cell.split(JOINT) if kind == "choices" else [cell]
    levels = dict.fromkeys([*(before.levels if before else ()), *filter(None, [*listed, *chosen])])
    return Scale("choices" if kind == "choices" else "choice", levels=tuple(levels), reason=reason)


def _defined(fields: Any) -> Iterator[tuple[str, Record]]:
    """The questions of a form by id and by ref, with those of its groups."""
    for one in records(fields):
        for name in ("id", "ref"):
            if word(one.get(name)):
                yield str(one[name]), one
        yield from _defined(get(one, "properties.fields"))


def _form_beside(source: Source, ids: set[str]) -> dict[str, Record]:
    """The questions of the form beside the answers that knows most of them."""
    for other in beside(source, (".json",)):
        fields = _form(other)
        if ids and 2 * len(ids & fields.keys()) > len(ids):
            source.note(f"questions' words from {other.path.name}")
            return fields
    return {}


def _form(source: Source) -> dict[str, Record]:
    try:
        return dict(_defined(source.json.get("fields"))) if _is_form(source) else {}
    except ReadError:
        return {}


def _answers_beside(source: Source) -> list[str]:
    """The files beside a form that hold answers to it."""
    fields = _form(source)
    names = []
    for other in beside(source, (".json", ".jsonl", ".ndjson")):
        try:
            ids = {str(one.get("id")) for record in _found(other) for one in _fields(record)}
        except ReadError:
            continue
        if ids and 2 * len(ids & fields.keys()) > len(ids):
            names.append(other.path.name)
    return names


def read(source: Source) -> Iterator[Passage]:
    """Yield each answer in own words; the others become attributes with their scales."""
    if _is_form(source):
        cure = "export the answers, too (Responses API, webhooks or CSV), and put them beside it"
        yield from structure(source, "the form of a Typeform survey", _answers_beside(source), cure)
        return
    made = _responses(source)
    table = made.table()
    yield from survey_passages(source, table, _LAYOUT, dates=parse_date, scales=made.scale(table))


def preview(source: Source) -> list[tuple[str, str]]:
    """Say what each question becomes."""
    if _is_form(source):
        return [(str(word(one.get("title"))), "the question's words") for one in records(source.json["fields"])]
    made = _responses(source)
    table = made.table()
    return survey_preview(source, table, _LAYOUT, scales=made.scale(table))


READER = Reader(
    "typeform_json",
    "Typeform answers (JSON of webhooks or of the Responses API)",
    "survey",
    (".json", ".jsonl", ".ndjson"),
    sniff,
    read,
    preview,
    grade="layout from documentation",
)
