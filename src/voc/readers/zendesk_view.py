"""A view of Zendesk as CSV: one ticket a row, without what was written in it; the subject is all there is of that."""

from voc.reading.tables.layout import Layout, table_reader

READER = table_reader(
    "zendesk_view",
    "Zendesk view (CSV)",
    "ticket",
    Layout(
        must=(("summation column",), ("requester", "requester id", "requester email"), ("subject",)),
        text=(("description", "first comment", "latest comment"), ("satisfaction comment",)),
        context=("subject",),
        speaker=("requester email", "requester id", "requester"),
        when=("created at",),
        channel=("via",),
        key=("id", "ticket id"),
        satisfaction=("satisfaction score",),
        attributes=("ticket type", "priority", "organization", "* [list]"),
        mail=True,
    ),
    grade="layout from documentation",
    score=0.98,
)
