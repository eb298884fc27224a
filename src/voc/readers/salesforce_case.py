"""Salesforce cases: a report as CSV, with fine print below it, or the Data Loader's file with the API's field names.

Ids have 15 signs in reports and 18 in the API; the last three only check the others.
"""

from voc.reading.tables.layout import Layout, table_reader

_HINTS = (
    "createddate", "date/time opened", "opened date", "origin", "case origin", "contactid", "case owner", "ownerid",
    "contact name", "suppliedemail", "web email", "account name", "accountid", "case record type",
)  # fmt: skip
_CONTACT = (
    "contactemail", "contact: email", "contact email", "suppliedemail", "web email", "contactid", "contact id",
    "contact name", "suppliedname", "web name",
)  # fmt: skip

READER = table_reader(
    "salesforce_case",
    "Salesforce cases (CSV, XLSX)",
    "ticket",
    Layout(
        must=(("casenumber", "case number"), ("subject", "description", "case subject")),
        hints=_HINTS,
        least=2,
        text=(("description", "case description"),),
        context=("subject", "case subject"),
        private=("internal comments", "case comments"),
        speaker=_CONTACT,
        speaker_in=r"^([0-9A-Za-z]{15})[0-5A-Z]{3}$",
        when=("createddate", "date/time opened", "opened date", "created date"),
        channel=("origin", "case origin"),
        lang=("language",),
        key=("casenumber", "case number"),
        attributes=("type", "priority", "reason", "case reason", "product", "account type"),
        mail=True,
    ),
    grade="layout from documentation",
    score=0.97,
)
