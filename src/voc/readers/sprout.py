"""Sprout Social's messages, one a row. No export was seen and no list of its columns was found: unverified."""

from voc.reading.tables.layout import Layout, table_reader

READER = table_reader(
    "sprout",
    "Sprout Social messages (CSV)",
    "social",
    Layout(
        must=(
            ("timestamp (*)", "timestamp"),
            ("network",),
            ("message",),
            ("message type", "message direction", "direction", "inbound/outbound", "sent/received"),
        ),
        text=(("message",),),
        speaker=("from", "from handle", "sender", "customer", "author"),
        author=("inbound/outbound", "sent/received", "message direction", "direction", "message type"),
        when=("timestamp (*)", "timestamp"),
        channel=("network",),
        lang=("language",),
        key=("message id", "guid", "permalink", "url"),
    ),
    grade="unverified",
    score=0.9,
)
