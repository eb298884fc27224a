"""Freshdesk's export of tickets, one a row; without their descriptions, unless the account adds them."""

from voc.reading.surveys.survey_layout import Condition
from voc.reading.tables.layout import Layout, table_reader

_HINTS = (
    "last update time", "closed time", "resolution time (in hrs)", "resolution status", "first response status",
    "agent interactions", "customer interactions", "due by time", "initial response time",
)  # fmt: skip

READER = table_reader(
    "freshdesk",
    "Freshdesk tickets (CSV)",
    "ticket",
    Layout(
        must=(("ticket id",), ("subject",), ("created time",)),
        hints=_HINTS,
        least=2,
        text=(("description", "ticket description", "description text"), ("survey comment", "satisfaction comment")),
        context=("subject",),
        speaker=("email", "requester email", "contact id", "full name", "requester name"),
        when=("created time",),
        channel=("source",),
        key=("ticket id",),
        satisfaction=("survey results", "survey result"),
        attributes=("type", "priority", "product", "company name"),
        others=(Condition(("source",), "outbound e-?mail", "the company's message"),),
        mail=True,
    ),
    grade="layout from documentation",
    score=0.97,
)
