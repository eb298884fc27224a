"""Reviews and posts as a table: any store, site or listening tool that no reader of its own knows, one text a row."""

from __future__ import annotations

from dataclasses import replace

from voc.reading.base import Guess
from voc.reading.source import Source
from voc.reading.surveys.survey_layout import Condition
from voc.reading.tables.judging import own_words
from voc.reading.tables.layout import Layout, table_reader
from voc.reading.tables.mail import AUTOMATIC

# Words that name a review and nothing else; the others are said of other texts, too.
_REVIEW = (
    "review", "review text", "review content", "review body", "reviewtext", "review comment", "review description",
    "customer review", "rezension", "rezensionstext", "bewertungstext", "texte de l'avis", "avis", "reseña",
    "recensione",
)  # fmt: skip
_POST = ("tweet", "tweet text", "post", "post text", "selftext", "hit sentence", "snippet", "caption")
_TEXT = (
    *_REVIEW, "full text", *_POST, "content", "body", "text", "message", "comment", "comments", "feedback",
    "kommentar", "commentaire", "comentario", "opinión", "opinion",
)  # fmt: skip
_AUTHOR = (
    "reviewer id", "reviewerid", "reviewer", "reviewer name", "author id", "author", "author name", "username",
    "user", "user id", "userid", "user name", "screen name", "handle", "profile name", "profilename", "influencer",
    "review username", "review consumer user id", "customer id", "from", "nickname", "author title", "autor",
    "verfasser", "auteur", "author username", "from name", "commenter", "poster",
)  # fmt: skip
_RATING = (
    "rating", "stars", "review stars", "star rating", "score", "overall", "overall rating", "review rating",
    "reviews rating", "note", "sterne", "bewertung", "calificación", "puntuación", "étoiles", "valutazione",
)  # fmt: skip
_AROUND = (
    "verified", "verified purchase", "verified buyer", "trip verified", "helpful votes", "helpfulness", "thumbs up",
    "thumbsup", "likes", "retweets", "retweet count", "helpfulnessnumerator", "app version", "would recommend",
    "recommended", "subreddit", "comms num", "num comments", "upvotes", "upvote ratio", "like count", "share count",
)  # fmt: skip
# A survey asks those who take part in it; there, too, a comment stands beside a score.
_SURVEY = (
    "question", "respondent", "respondent id", "response id", "participant", "participant id", "submission id",
    "survey id", "collector id",
)  # fmt: skip
_THING = ("asin", "product id", "productid", "app id", "business id", "tweet id")
_WHEN = (
    "date", "created at", "created", "review created (utc)", "published", "published at", "timestamp", "review date",
    "at", "time", "review time", "unixreviewtime", "submitted at", "posted at", "datum", "fecha", "data",
    "review datetime utc", "review timestamp", "tweet created", "tweet date", "posted on", "date of experience",
    "experience date", "date of review", "created time", "published date", "publish date", "created utc",
)  # fmt: skip
_PROS = ("pros", "positive review", "positive comment", "vorteile")
_CONS = ("cons", "negative review", "negative comment", "nachteile")
_REPLY = (
    "developer reply text", "business reply", "owner response", "reply", "reply content", "response", "company reply",
    "owner answer", "reply from company", "reply from owner", "reply from business", "response from company",
    "response from owner", "response from business", "our reply", "our response", "replycontent", "reply text",
    "response text", "developer reply", "developer response", "vendor response", "vendor reply", "seller response",
    "seller reply", "business response", "company response", "host response", "management response", "owner reply",
)  # fmt: skip
_LAYOUT = Layout(
    must=((*_TEXT, *_PROS, *_CONS), (*_AUTHOR, *_RATING, *_AROUND, *_THING)),
    text=(_TEXT, _PROS, _CONS),
    title=(
        "title", "review title", "headline", "review headline", "summary", "review summary", "subject", "titel",
        "titre", "título",
    ),
    agent=_REPLY,
    speaker=_AUTHOR,
    when=_WHEN,
    channel=("source", "platform", "network", "source of review", "page type", "domain", "store", "site"),
    lang=("language", "lang", "reviewer language", "sprache", "langue", "idioma"),
    key=("review id", "reviewid", "post id", "tweet id", "comment id", "message id", "id"),
    ratings=_RATING,
    attributes=("country", "version", "app version name", "app version", "device", "segment", "plan", *_AROUND),
    excluded=(
        Condition(("is retweet", "retweet", "is repost"), "true|yes|1", "repost"),
        Condition((*_POST, "full text", "text"), r"(?s)RT @\w{1,15}:.*", "repost"),
        Condition(("body", "selftext", "text", "comment"), r"\[(deleted|removed)\]", "deleted"),
    ),
    # GitHub's own mark, and Reddit's.
    others=(Condition(("user", "author", "author name", "username"), r".+\[bot\]|AutoModerator", AUTOMATIC),),
    rest=True,
)  # fmt: skip


def _sniff(source: Source) -> Guess | None:
    """A text with who wrote it, or with what only reviews have; a column that is called a review is enough."""
    table = source.table
    if not own_words(table, [index for words in _LAYOUT.text for index in _LAYOUT.all(table, words)]):
        return None
    named = _LAYOUT.find(table, (*_REVIEW, *_POST, *_PROS, *_CONS)) is not None
    if not named and _LAYOUT.find(table, _SURVEY) is not None:
        return None
    # A comment with a score may be a survey's; with its author, or "verified", it is none.
    kinds = (
        (((*_REVIEW, *_POST, *_PROS, *_CONS), (*_AUTHOR, *_RATING, *_AROUND, *_THING)), 0.8),
        ((_TEXT, (*_AUTHOR, *_AROUND, *_THING)), 0.8),
        ((_REVIEW,), 0.7),
        ((_TEXT, _RATING), 0.4),
    )
    for must, score in kinds:
        reasons = replace(_LAYOUT, must=must).fits(table)
        if reasons is not None:
            return Guess(score, reasons)
    return None


READER = replace(
    table_reader("reviews_table", "Reviews and posts (CSV, XLSX)", "review", _LAYOUT, grade="real file seen"),
    sniff=_sniff,
)
