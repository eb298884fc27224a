"""Reviews and posts as a table: app stores, trust sites, social listening exports shaped one text a row."""

from voc.readers._layout import Layout, table_reader

_TEXT = (
    "review", "review text", "review content", "content", "body", "text", "full text", "message", "post", "tweet",
    "comment", "hit sentence", "full_text", "snippet",
)  # fmt: skip
_AUTHOR = (
    "reviewer", "author", "username", "user", "review username", "user name", "screen name", "handle", "influencer",
    "review consumer user id", "from", "author_id",
)  # fmt: skip
_WHEN = ("date", "created at", "created_at", "review created (utc)", "published", "timestamp", "review date", "at")
_RATING = ("rating", "stars", "review stars", "star rating", "score")

READER = table_reader(
    "reviews_table",
    "Reviews and posts (CSV, XLSX)",
    "review",
    Layout(
        must=(_TEXT, (*_AUTHOR, *_RATING)),
        text=(_TEXT,),
        title=("title", "review title", "headline"),
        agent=("developer reply text", "business reply", "owner response", "reply"),
        speaker=_AUTHOR,
        when=_WHEN,
        channel=("source", "platform", "network", "source of review", "page type", "domain"),
        lang=("language", "lang", "reviewer language"),
        attributes=(*_RATING, "country", "version", "app version name", "device", "segment", "plan"),
    ),
    grade="layout from documentation",
)
