"""Google Play Console's monthly reviews (``reviews_com.app_202605.csv``): UTF-16, comma, one review a row.

A review names nobody, so its id, out of the link, stands for who wrote it: an edited review, which comes again in a
later month, stays one person's.
"""

from voc.reading.tables.layout import Layout, table_reader

READER = table_reader(
    "google_play",
    "Google Play reviews (CSV)",
    "review",
    Layout(
        must=(("package name",), ("star rating",), ("review text",)),
        hints=(
            "review submit millis since epoch",
            "review submit date and time",
            "developer reply text",
            "review link",
        ),
        least=1,
        text=(("review text",),),
        title=("review title",),
        agent=("developer reply text",),
        when=("review submit millis since epoch", "review submit date and time"),
        lang=("reviewer language",),
        key=("review link",),
        key_in=r"(?i)review-?id=([^&#\s]+)|\bid=([^&#\s]+)",
        ratings=("star rating",),
        stars=(1, 5),
        attributes=("app version name", "app version code", "device"),
        wordless="stars only",
    ),
    grade="layout from documentation",
    score=0.98,
)
