"""HubSpot's export of tickets, one a row, with the labels that an account starts with; they can be renamed there."""

from voc.reading.tables.layout import Layout, table_reader

READER = table_reader(
    "hubspot",
    "HubSpot tickets (CSV, XLSX)",
    "ticket",
    Layout(
        must=(("ticket id", "record id"), ("ticket name",)),
        hints=("ticket description", "pipeline", "ticket status", "create date", "ticket owner", "close date"),
        least=2,
        text=(("ticket description",),),
        context=("ticket name",),
        speaker=("associated contact email", "associated contact ids", "associated contact id", "associated contact"),
        when=("create date",),
        channel=("source",),
        key=("ticket id", "record id"),
        satisfaction=("last csat survey rating", "last customer satisfaction rating"),
        attributes=("priority", "category", "ticket category"),
        mail=True,
    ),
    grade="layout from documentation",
    score=0.97,
)
