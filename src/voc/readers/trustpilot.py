"""Trustpilot Business' export of service reviews, one a row; the case of the header differs between accounts."""

from voc.reading.tables.layout import Layout, table_reader

READER = table_reader(
    "trustpilot",
    "Trustpilot reviews (CSV, XLSX)",
    "review",
    Layout(
        must=(("review stars",), ("review content",), ("review id", "domain url", "business unit id")),
        text=(("review content",),),
        title=("review title",),
        agent=("business reply", "business reply text", "business reply content", "company reply", "company response"),
        speaker=("review consumer user id", "review username"),
        when=("review created (utc)", "review created", "review date"),
        channel=("source of review",),
        lang=("review language", "language"),
        key=("review id",),
        ratings=("review stars",),
        stars=(1, 5),
        attributes=("location name", "review type", "tags"),
    ),
    grade="layout from documentation",
    score=0.98,
)
