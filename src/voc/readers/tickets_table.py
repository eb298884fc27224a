"""Support tickets as a table: any help desk or CRM that no reader of its own knows; one ticket or one message a row.

Only the customer's words are evidence; the company's never are. The subject is what the description answers.
"""

from __future__ import annotations

from dataclasses import replace

from voc.reading.base import Guess
from voc.reading.source import Source
from voc.reading.surveys.survey_layout import Condition
from voc.reading.tables.judging import own_words
from voc.reading.tables.layout import Layout, table_reader

# Words that name a ticket and nothing else.
_TICKET = (
    "ticket id", "ticket", "ticket number", "ticket no", "ticket key", "case number", "casenumber", "case id",
    "complaint id", "issue key", "ticketnummer", "vorgangsnummer", "numéro de ticket", "número de ticket",
)  # fmt: skip
_ID = (*_TICKET, "conversation id", "request id", "incident number", "reference", "number", "id", "#")
_SUBJECT = (
    "subject", "short description", "ticket name", "ticket subject", "case subject", "email subject", "summary",
    "betreff", "objet", "sujet", "asunto", "oggetto",
)  # fmt: skip
# What a customer writes to a company; a survey has no such column.
_COMPLAINT = (
    "consumer complaint narrative", "complaint narrative", "complaint", "complaint text", "complaint description",
    "requester comment", "customer message", "user message", "customer comment", "customer query", "customer inquiry",
    "ticket description", "case description", "ticket body", "ticket text",
)  # fmt: skip
_BODY = (
    *_COMPLAINT, "description", "body", "message", "message body", "message text", "comment", "comment body",
    "content", "text", "email body", "plain body", "body text", "beschreibung", "nachricht", "descripción", "mensaje",
    "messaggio", "descrizione",
)  # fmt: skip
_REQUESTER = (
    "requester", "requester email", "requester name", "requester id", "contact id", "contact email", "contact name",
    "customer", "customer email", "customer name", "customer id", "email", "full name", "user id", "anforderer",
    "caller", "opened by", "requested for", "kunde", "demandeur", "client", "solicitante", "cliente",
)  # fmt: skip
_AUTHOR = (
    "author type", "author role", "sender type", "sender role", "message type", "direction", "message direction",
    "incoming", "is incoming", "inbound", "outgoing", "is agent", "is staff", "role", "author", "author name",
    "author email", "author id", "sender", "sender name", "sender email", "from", "from name", "from email",
    "sent by", "message author", "comment author", "absender", "expéditeur", "remitente",
)  # fmt: skip
# A question to a chat bot with its answer, as data sets of dialogues are shaped.
_ASKED = ("instruction", "prompt", "user message", "customer message", "customer query", "query", "utterance")
_ANSWERED = ("response", "agent response", "bot response", "assistant response", "completion", "reply")
_AROUND = (
    *_SUBJECT, *_AUTHOR, "status", "ticket status", "assignee", "agent", "priority", "ticket priority",
    "submitted via",
)  # fmt: skip
_REPLY = (
    *_ANSWERED, "agent reply", "agent comment", "first response", "resolution", "resolution notes",
    "close notes", "company response", "reply from agent", "response from agent", "our reply", "our response",
)  # fmt: skip
_PRIVATE = (
    "private note", "private notes", "internal note", "internal notes", "internal comment", "internal comments",
    "agent notes", "work notes", "notes",
)  # fmt: skip
_WHEN = (
    "message created at", "sent at", "message date", "created at", "created time", "createddate", "created date",
    "create date", "created", "date/time opened", "opened", "opened at", "date received", "date", "timestamp",
    "ticket created", "ticket created - timestamp", "ticket created - date", "ticket created at",
    "erstellt am", "date de création", "fecha de creación",
)  # fmt: skip
_SATISFACTION = (
    "satisfaction", "satisfaction score", "satisfaction rating", "csat", "csat score", "csat rating", "survey result",
    "survey results", "ticket satisfaction rating", "customer satisfaction", "customer satisfaction rating",
)  # fmt: skip
# Beside a summary and a text, and without a ticket's number or status, these are a review's.
_RATED = ("score", "rating", "stars", "star rating", "overall", "overall rating")
_SATISFIED = (
    "satisfaction comment", "ticket satisfaction comment", "csat comment", "survey comment", "customer feedback",
)  # fmt: skip
_CHANNEL = (
    "channel", "ticket channel", "via", "case origin", "origin", "source", "submitted via", "contact channel", "kanal",
    "canal",
)  # fmt: skip
_PRIVATE_TYPES = "(private|internal)( note| comment)?|note"
_ABOUT = ("priority", "plan", "organization", "segment", "country", "product", "issue type", "ticket type", "type")
_LAYOUT = Layout(
    must=(_ID, (*_SUBJECT, *_COMPLAINT, *_AROUND), (*_BODY, *_SUBJECT)),
    text=((*_BODY, *_ASKED), _SATISFIED),
    context=(*_SUBJECT, "issue"),
    agent=_REPLY,
    private=_PRIVATE,
    speaker=_REQUESTER,
    author=_AUTHOR,
    when=_WHEN,
    channel=_CHANNEL,
    lang=("language", "lang", "sprache", "langue", "idioma"),
    key=_ID,
    message=("message id", "comment id"),
    satisfaction=_SATISFACTION,
    attributes=_ABOUT,
    others=(
        Condition(("public", "is public", "comment public"), "false|no|0", "private note"),
        Condition(("private", "is private", "internal", "is internal"), "true|yes|1", "private note"),
        Condition(("visibility", "message type", "comment type", "type"), _PRIVATE_TYPES, "private note"),
    ),
    rest=True,
    mail=True,
)


def _sniff(source: Source) -> Guess | None:
    """A ticket's id with a subject, an author or a status; or a column for what a customer complains of."""
    table = source.table
    texts = [index for words in (*_LAYOUT.text, _SUBJECT) for index in _LAYOUT.all(table, words)]
    if not own_words(table, texts):
        return None
    tickets = _LAYOUT.fits(table)
    rated = _LAYOUT.all(table, _RATED) and not _LAYOUT.all(table, (*_TICKET, *_COMPLAINT, "status", "ticket status"))
    if tickets is not None and not rated and _LAYOUT.all(table, (*_SUBJECT, *_COMPLAINT)):
        return Guess(min(0.95, 0.6 + 0.1 * len(tickets)), tickets)
    kinds = (
        ((_TICKET, _BODY, (*_AROUND, *_REQUESTER)), 0.88),
        ((_COMPLAINT,), 0.75),
        ((_ASKED, _ANSWERED), 0.7),
        ((_ID, _AUTHOR, _BODY), 0.7),
    )
    for must, score in kinds:
        reasons = replace(_LAYOUT, must=must).fits(table)
        if reasons is not None:
            return Guess(score, reasons)
    return None


READER = replace(
    table_reader("tickets_table", "Support tickets (CSV, XLSX)", "ticket", _LAYOUT, grade="layout from documentation"),
    sniff=_sniff,
)
