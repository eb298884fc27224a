"""Support tickets as a table: Zendesk, Freshdesk, Salesforce cases, HubSpot, or anything shaped like them.

Only the requester's words are evidence; the agent's never are. The subject is what the description answers.
"""

from voc.readers._layout import Layout, table_reader

READER = table_reader(
    "tickets_table",
    "Support tickets (CSV, XLSX)",
    "ticket",
    Layout(
        must=(
            ("ticket id", "ticket", "ticket number", "case number", "casenumber", "case id", "id", "#"),
            ("subject", "ticket name", "ticket subject", "case subject", "summary"),
            ("description", "ticket description", "body", "message", "comment", "requester comment", "subject"),
        ),
        text=(("description", "ticket description", "body", "message", "comment", "requester comment"),),
        title=("subject", "ticket name", "ticket subject", "case subject", "summary"),
        agent=("agent reply", "agent comment", "reply", "response", "agent response", "resolution"),
        speaker=(
            "requester",
            "requester email",
            "requester id",
            "contact id",
            "customer",
            "email",
            "full name",
            "from",
            "author",
        ),
        when=("created at", "created time", "createddate", "create date", "date/time opened", "opened"),
        channel=("channel", "via", "case origin", "origin", "source"),
        lang=("language", "lang"),
        attributes=("satisfaction", "satisfaction score", "priority", "plan", "organization", "segment", "country"),
    ),
    grade="layout from documentation",
    title_is_context=True,
)
