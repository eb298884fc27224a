"""Brandwatch Consumer Research: mentions, one a row, below some lines about the report.

X does not let the words of its posts be exported, so such rows hold a link only. The title of a mention in a forum is
that of the thread, somebody else's: it is what the mention answers.
"""

from voc.reading.surveys.survey_layout import Condition
from voc.reading.tables.layout import Layout, table_reader

_NEWS = "news|online news|magazine|print|tv|radio|broadcast|news ?licensed|lexisnexis.*"
_HINTS = (
    "page type", "content source", "thread entry type", "thread id", "resource id", "account type", "full name",
    "domain",
)  # fmt: skip

READER = table_reader(
    "brandwatch",
    "Brandwatch mentions (CSV, XLSX)",
    "social",
    Layout(
        must=(("query id", "query name"), ("snippet", "full text")),
        hints=_HINTS,
        least=2,
        text=(("full text", "snippet"),),
        context=("title",),
        speaker=("author", "twitter author id", "x author id", "full name"),
        when=("date",),
        channel=("content source name", "content source", "page type", "domain"),
        lang=("language",),
        key=("resource id", "mention id", "url"),
        ratings=("rating",),
        attributes=("country", "gender", "account type", "interest", "professions"),
        excluded=(Condition(("thread entry type",), "share|retweet|repost|reblog", "repost"),),
        others=(
            Condition(("page type",), _NEWS, "news item"),
            Condition(("content source",), _NEWS, "news item"),
            Condition(("content source name",), _NEWS, "news item"),
        ),
        wordless="a listening tool may not export the words of posts on X; get them from X by their links",
    ),
    grade="layout from documentation",
    score=0.97,
)
